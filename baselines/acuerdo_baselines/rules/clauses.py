"""The clause of a verb: what opens it, and where its subject and complements may stand.

There is no parser. A clause is the stretch around a verb that no subordinator, strong punctuation
mark or other verb cuts off.
"""

from __future__ import annotations

from acuerdo_baselines.rules.scene import OPENING, STRAIGHT, Phrase, Scene
from acuerdo_baselines.spanish.analysis import (
    VerbGroup,
)

CLOSING = frozenset("»”’)")
STRONG = frozenset({";", ":", ".", "?", "!", "¿", "¡", "…", "—", "–"})
SUBORDINATORS = frozenset(
    [
        "que",
        "quien",
        "quienes",
        "cual",
        "cuales",
        "cuando",
        "si",
        "porque",
        "aunque",
        "mientras",
        "donde",
        "pues",
        "cuyo",
        "cuya",
        "cuyos",
        "cuyas",
    ]
)
RELATIVES = frozenset(["que", "quien", "quienes", "cual", "cuales"])

INSERTED = frozenset({"cuyo", "cuya", "cuyos", "cuyas", "donde"})


def finite(group: VerbGroup) -> bool:
    """Whether the verb group makes a clause of its own."""
    return group.mood not in ("inf", "ger", "par", "")


def opener(scene: Scene, group: VerbGroup) -> int | None:
    """Index of the subordinator of the clause of `group`, if it has one.

    Words between the subordinator and the verb are fine, another finite verb is not.
    """
    index = group.first - 1
    while index >= 0:
        word = scene.words[index]
        if word.lower in SUBORDINATORS and word.pos not in ("NOUN", "PROPN"):
            return index
        if word.lower in STRONG:
            return None
        other = next((g for g in scene.groups if finite(g) and g.first <= index <= g.last), None)
        if other is not None:
            inserted = _inserted(scene, other, group)
            if inserted is None:
                return None
            index = inserted
        index -= 1
    return None


def _inserted(scene: Scene, other: VerbGroup, group: VerbGroup) -> int | None:
    """Where a relative clause between commas begins: *que la misión, que media, suba a bordo*."""
    start = opener(scene, other)
    if start is None or start == 0 or scene.words[start].lower not in RELATIVES | INSERTED:
        return None
    closed = any(word.text == "," for word in scene.words[other.last + 1 : group.first])
    return start - 1 if closed and scene.words[start - 1].text == "," else None


def antecedent(scene: Scene, group: VerbGroup) -> Phrase | None:
    """The phrase that the relative clause of `group` modifies."""
    start = opener(scene, group)
    if start is None or start == 0 or scene.words[start].lower not in RELATIVES:
        return None
    before = start - 1
    while before > 0 and scene.words[before].pos in ("ADP", "DET"):
        before -= 1
    if scene.words[before].text == ",":
        before -= 1
    inside = [phrase for phrase in scene.phrases if phrase.first <= before <= phrase.last]
    return inside[-1] if inside else None


def left_edge(scene: Scene, group: VerbGroup) -> int:
    """First word of the stretch before `group` where its subject and adjuncts may stand."""
    inside = _parentheses(scene)
    for index in range(group.first - 1, -1, -1):
        if index in inside and group.first not in inside:
            continue
        word = scene.words[index]
        marks = STRONG | OPENING | CLOSING | {STRAIGHT}
        if word.text in marks or (
            word.lower in SUBORDINATORS and word.pos not in ("NOUN", "PROPN")
        ):
            return index + 1
        for other in scene.groups:
            if other.first <= index <= other.last and finite(other):
                return _after_separator(scene, index + 1, group.first)
    return 0


def _parentheses(scene: Scene) -> set[int]:
    """Words between parentheses, the marks included: *el Frente (FPRO) liberó*."""
    found: set[int] = set()
    opened: int | None = None
    for index, word in enumerate(scene.words):
        if word.text == "(":
            opened = index
        elif word.text == ")" and opened is not None:
            found.update(range(opened, index + 1))
            opened = None
    return found


def right_edge(scene: Scene, group: VerbGroup) -> int:
    """One past the last word of the stretch after `group` where its complements may stand."""
    for index in range(group.last + 1, len(scene.words)):
        word = scene.words[index]
        if word.text in STRONG or (
            word.lower in SUBORDINATORS and word.pos not in ("NOUN", "PROPN")
        ):
            return index
        for other in scene.groups:
            if other is not group and other.first == index and other.mood != "par":
                return _before_separator(scene, group.last + 1, index)
    return len(scene.words)


def crossed(scene: Scene, first: int, last: int) -> bool:
    """Whether a strong mark or a finite verb stands between two words, both excluded."""
    return any(scene.words[index].text in STRONG for index in range(first + 1, last)) or any(
        finite(group) and first < group.first < last for group in scene.groups
    )


def _after_separator(scene: Scene, start: int, end: int) -> int:
    inside = _joined(scene)
    for index in range(end - 1, start - 1, -1):
        word = scene.words[index]
        if index not in inside and (word.text == "," or word.pos == "CCONJ"):
            earlier = [
                phrase for phrase in scene.phrases if index < phrase.first and phrase.last < end
            ]
            if earlier or word.pos == "CCONJ":
                return index + 1
    return end


def _before_separator(scene: Scene, start: int, end: int) -> int:
    inside = _joined(scene)
    for index in range(end - 1, start - 1, -1):
        word = scene.words[index]
        if index not in inside and (word.text == "," or word.pos == "CCONJ"):
            return index
    return end


def _joined(scene: Scene) -> set[int]:
    return {index for phrase in scene.phrases for index in range(phrase.first, phrase.last + 1)}

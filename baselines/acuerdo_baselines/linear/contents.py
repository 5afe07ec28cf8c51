"""Where the content of a quote may stand: marks, the clause behind *que*, the host of *según*.

Where a clause ends is not told by its grammar: every boundary is a candidate of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo.annotation import Span
from acuerdo_baselines.linear.forms import Form, tense_of
from acuerdo_baselines.linear.hosts import Content, hosts
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.stretch import distance
from acuerdo_baselines.rules.clauses import STRONG, finite, opener
from acuerdo_baselines.rules.lexicon import reporting_verbs
from acuerdo_baselines.rules.quotations import trim, unquoted
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.valency import Frame

_OPENERS = frozenset(
    ["que", "si", "cómo", "qué", "quién", "cuándo", "dónde", "cuánto", "cuál", "por"]
)
_STARTS = 3
"""Openers after a cue that may begin its content."""

_REACH = 16
"""Words between a cue and the opener of its content."""


def contents(
    reading: Reading, form: Form, frame: Frame | None, marks: Sequence[Span]
) -> Iterator[tuple[Content, list[str]]]:
    """Yield what an event word may attribute, with the features of its place."""
    text = reading.document.text
    scene = reading.scenes[form.trigger.scene]
    yield from _direct(reading, form, marks)
    yield from _clauses(text, scene, form, frame)
    yield from hosts(text, scene, form)


def _direct(
    reading: Reading, form: Form, marks: Sequence[Span]
) -> Iterator[tuple[Content, list[str]]]:
    text = reading.document.text
    cue = reading.events[form.id].trigger
    start = text.rfind("\n", 0, cue.start) + 1
    stop = text.find("\n", cue.end)
    stop = stop if stop >= 0 else len(text)
    near = [mark for mark in marks if start <= mark.start and mark.end <= stop]
    before = [mark for mark in near if mark.end <= cue.start]
    after = [mark for mark in near if mark.start >= cue.end]
    options: list[tuple[str, list[Span]]] = []
    if before:
        options.append(("before", before[-1:]))
        if len(before) > 1:
            options.append(("two before", before[-2:]))
    if after:
        options.append(("after", after[:1]))
        if len(after) > 1:
            options.append(("two after", after[:2]))
    if before and after:
        options.append(("both", [before[-1], after[0]]))
    for name, chosen in options:
        spans = [trim(text, mark.start, mark.end) for mark in chosen]
        content = tuple(span for span in spans if span is not None)
        if not content:
            continue
        shape = [f"direct={name}", f"direct={name}|before={len(before)}|after={len(after)}"]
        if before:
            shape += _gap_features(text[before[-1].end : cue.start], f"{name}.left")
        if after:
            shape += _gap_features(text[cue.end : after[0].start], f"{name}.right")
        yield content, shape


def _gap_features(gap: str, name: str) -> list[str]:
    words = gap.split()
    found = [f"{name}.gap={distance(len(words))}", f"{name}.stop={'. ' in gap or '? ' in gap}"]
    if len(words) <= 4:
        found.append(f"{name}.w={gap.lower().strip()}")
    found.append(f"{name}.edge={gap.strip()[-2:] if name.endswith('right') else gap.strip()[:2]}")
    found.append(f"{name}.que={' que ' in gap}")
    return found


def _clauses(
    text: str, scene: Scene, form: Form, frame: Frame | None
) -> Iterator[tuple[Content, list[str]]]:
    words = scene.words
    after = form.trigger.last + 1
    starts: list[tuple[int, int, str]] = []
    for index in range(after, min(after + _REACH, len(words))):
        word = words[index]
        if word.text in STRONG:
            break
        if word.lower in _OPENERS and word.pos != "NOUN":
            keeps = word.lower not in ("que", "si")
            starts.append((index, index if keeps else index + 1, word.lower))
        if len(starts) == _STARTS:
            break
    if frame is not None and frame.infinitive is not None:
        starts.append((frame.infinitive.first, frame.infinitive.first, "inf"))
    for rank, (opening, first, name) in enumerate(starts):
        own = frame is not None and frame.clause == opening
        between = words[after:opening]
        shape = [
            f"clause={name}",
            f"clause={name}|own={own}",
            f"clause={name}|rank={rank}",
            f"clause={name}|gap={distance(len(between))}",
            f"clause={name}|w={' '.join(word.lower for word in between[-2:])}",
            f"clause={name}|{between[-1].pos if between else '^'}",
        ]
        inner = [group for group in scene.groups if group.first >= first and finite(group)]
        if inner:
            shape.append(f"clause={name}|mood={inner[0].mood}.{inner[0].tense}")
        ends = _ends(scene, first)
        for position, (last, how) in enumerate(ends):
            content = _pieces(text, scene, first, last)
            if content:
                final = position == len(ends) - 1
                held = any(words[index].text == ";" for index in range(first, last))
                told = [f"end={how}", f"end={how}|final={final}", f"final={final}"]
                told.append(f"end={how[:1]}|holds={held}|final={final}")
                yield content, [*shape, *told, *_edges(scene, form, first, last)]


def _edges(scene: Scene, form: Form, first: int, stop: int) -> list[str]:
    """Whether a stretch has a verb of its own, and whether what follows it goes with the cue."""
    groups = [group for group in scene.groups if finite(group)]
    own = [
        group
        for group in groups
        if first <= group.main < stop and ((at := opener(scene, group)) is None or at < first)
    ]
    after = next((group for group in groups if group.first >= stop), None)
    cut = stop < len(scene.words) and any(group.first == stop + 1 for group in groups)
    found = [f"own verb={bool(own)}", f"cut={cut}"]
    if after is not None:
        like_cue = tense_of(after) == form.tense
        like_own = bool(own) and tense_of(after) == tense_of(own[0])
        opened = (at := opener(scene, after)) is not None and at >= stop
        found += [
            f"after.cue={like_cue}|own={like_own}",
            f"after.opened={opened}|cue={like_cue}|own={like_own}",
            f"after.near={after.first - stop <= 3}|cue={like_cue}|own={like_own}",
            f"after.reports={after.lemma in reporting_verbs()}|near={after.first - stop <= 3}",
        ]
    return found


def _ends(scene: Scene, first: int) -> list[tuple[int, str]]:
    """Where a clause may end: one past its last word, with what follows."""
    words = scene.words
    found: list[tuple[int, str]] = []
    for index in range(first + 1, len(words)):
        word = words[index]
        if word.text in (",", ";", "—", "–", ".") or word.lower in ("y", "e", "pero", "aunque"):
            following = [after.lower for after in words[index + 1 : index + 3]]
            if word.lower == "y" and following[:1] == ["como"]:
                continue
            kind = _next_kind(scene, index)
            found.append((index, f"{word.lower} {following[0] if following else ''}|{kind}"))
    if not found or found[-1][0] != len(words) - 1 or words[-1].text not in ".":
        found.append((len(words), "end"))
    return [item for item in found if item[0] > first][-8:]


def _next_kind(scene: Scene, index: int) -> str:
    for group in scene.groups:
        if group.first > index:
            close = group.first - index <= 3
            return f"{group.mood}.{group.tense}{'+' if group.perfect else ''}|{close}"
    return "none"


def _pieces(text: str, scene: Scene, first: int, stop: int) -> Content:
    """The stretch, cut at every *y que* (Q4)."""
    words = scene.words
    pieces: list[Span] = []
    start = first
    for index in range(first, stop - 1):
        if words[index].lower in ("y", "e", "ni") and words[index + 1].lower == "que":
            piece = trim(text, words[start].start, words[index].start) if index > start else None
            if piece is not None:
                pieces.append(piece)
            start = index + 2
    if start < stop:
        last = unquoted(text, words[start].start, words[stop - 1].end)
        if last is not None:
            pieces.append(last)
    return tuple(pieces)

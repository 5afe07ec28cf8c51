"""Where an event stands in the text, and what that says of it: headline, interview, list (X3, A6).

The grammar of one sentence cannot tell that a headline's present is past, that the present of an
interview retells what was said, or that the items of a list hang on the verb before the colon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acuerdo_baselines.rules.attributes import Attributes
from acuerdo_baselines.rules.scene import CONJUNCTIONS, OPENING, STRAIGHT, Scene
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.triggers import Trigger

ENDS = frozenset({".", "?", "!", "…", "»", "”", ":"})
LASTING = frozenset({"ENACT", "COOPERATE"})
"""Types whose present tense in a headline may be a state."""

VERBAL = frozenset({"STATEMENT", "ACCUSE", "REJECT", "REQUEST", "SUPPORT", "AGREE", "CONCEDE"})
ITEMS = frozenset(
    ["primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "primera", "segunda"]
)
PROMISED = Attributes("POS", "PROBABLE", "FUTURE")


def told(discourse: Discourse, trigger: Trigger, value: Attributes) -> Attributes:
    """The attributes of an event, its place in the text considered.

    >>> from acuerdo.dataset import load_ontology
    >>> from acuerdo_baselines.rules.scene import scenes
    >>> from acuerdo_baselines.rules.triggers import find_triggers
    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> seen = scenes(analyze("Chile expulsa a dos cónsules"))
    >>> found = find_triggers(seen)
    >>> value = Attributes("POS", "CERTAIN", "PRESENT")
    >>> told(Discourse(seen, found, load_ontology()), found[0], value)
    Attributes(polarity='POS', certainty='CERTAIN', time='PAST')
    """
    scene = discourse.scenes[trigger.scene]
    group = trigger.group
    if group is None or group.tense != "pres" or group.mood != "ind" or group.modal:
        return value
    if value.time != "PRESENT" or group.perfect:
        return value
    headline = scene.index == 0 and scene.words[-1].text not in ENDS
    if headline and trigger.type not in LASTING:
        return replace(value, time="PAST")
    retold = trigger.type in VERBAL and not _quoted(scene, trigger) and _interview(discourse)
    return replace(value, time="PAST") if retold else value


def _interview(discourse: Discourse) -> bool:
    """Whether the text retells an interview."""
    return any(
        word.lower == "entrevista" and word.pos == "NOUN"
        for scene in discourse.scenes
        for word in scene.words
    )


def _quoted(scene: Scene, trigger: Trigger) -> bool:
    before = [word.text for word in scene.words[: trigger.first]]
    opened = sum(text in OPENING - {"("} for text in before)
    closed = sum(text in ("»", "”", "’") for text in before)
    return opened > closed or before.count(STRAIGHT) % 2 == 1


def listed(discourse: Discourse) -> Iterator[tuple[Trigger, Trigger]]:
    """Pairs of the verb before a colon and the event that an item of its list begins with (A6)."""
    above: Trigger | None = None
    item = False
    for scene in discourse.scenes:
        inside = [t for t in discourse.triggers if t.scene == scene.index]
        words = [word for word in scene.words if word.text != "."]
        if words and words[-1].text == ":":
            above = inside[-1] if inside and inside[-1].type in ("AGREE", "REQUEST") else None
            item = False
            continue
        ordinal = bool(words) and (words[0].lower in ITEMS or words[0].text.isdigit())
        if above is not None and (item or (ordinal and len(words) > 1)):
            yield from ((above, t) for t in inside if _begins(scene, t))
        item = ordinal and len(words) == 1


def _begins(scene: Scene, trigger: Trigger) -> bool:
    """Whether an event noun begins its item, or is joined to the noun that does."""
    if trigger.pos != "NOUN":
        return False
    index = trigger.first - 1
    while index >= 0 and scene.words[index].pos in ("DET", "ADJ", "NUM"):
        index -= 1
    if index < 0 or scene.words[index].text == ".":
        return True
    joined = scene.words[index].lower in CONJUNCTIONS
    return joined and not any(g.mood == "ind" and g.last < trigger.first for g in scene.groups)

"""Events that the text only supposes or asks about (guidelines X2, rows 1 and 2)."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.rules.clauses import finite, opener
from acuerdo_baselines.rules.government import Governor
from acuerdo_baselines.rules.lexicon import light_verbs
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.rules.valency import verb_frame
from acuerdo_baselines.spanish.analysis import VerbGroup


def conditioned(
    scene: Scene, trigger: Trigger, above: Governor | None, found: Sequence[Trigger]
) -> bool:
    """Whether the event is a condition, or depends on one (X2, row 2)."""
    if above is not None and above.relation == "condition":
        return True
    words = scene.words
    if trigger.pos == "NOUN":
        before = [word.lower for word in words[max(0, trigger.first - 4) : trigger.first]]
        if "ante" in before and {"posible", "posibles", "eventual", "eventuales"} & set(before):
            return True
        carrier = above.group if above is not None else None
        if carrier is not None and carrier.lemma in (*light_verbs(), "haber"):
            return _in_conditional(scene, carrier)
    if trigger.group is not None and finite(trigger.group):
        start = opener(scene, trigger.group)
        if start is not None and words[start].lower == "que":
            previous = words[start - 1].lower if start else ""
            if previous in ("siempre", "menos", "caso"):
                return True
        past = trigger.group.perfect or trigger.group.tense in ("past", "impf")
        return (
            start is None
            and not past
            and any(
                (condition := opener(scene, group)) is not None
                and words[condition].lower == "si"
                and (condition == 0 or words[condition - 1].pos != "VERB")
                and group is not trigger.group
                for group in scene.groups
                if finite(group)
            )
        )
    return _before_condition(scene, trigger, found)


def _in_conditional(scene: Scene, group: VerbGroup) -> bool:
    """Whether the verb stands in a condition or in the clause that depends on it."""
    if group.perfect or group.tense in ("past", "impf"):
        return False
    for other in scene.groups:
        start = opener(scene, other) if finite(other) else None
        if start is None or scene.words[start].lower != "si":
            continue
        asked = any(verb_frame(scene, asking).clause == start for asking in scene.groups)
        if not asked and (other is group or other.mood != "inf"):
            return True
    return False


def _before_condition(scene: Scene, trigger: Trigger, found: Sequence[Trigger]) -> bool:
    words = scene.words
    later = [t.first for t in found if t.scene == scene.index and t.first > trigger.last]
    stop = later[0] if later else len(words)
    for index in range(trigger.last + 1, min(stop, len(words) - 2)):
        lowers = tuple(word.lower for word in words[index : index + 3])
        if lowers[:3] == ("en", "caso", "de") or (
            lowers[0] == "ante"
            and lowers[1] in ("posible", "posibles", "eventuales", "una")
            and bool({"posible", "posibles", "eventual", "eventuales"} & set(lowers))
        ):
            return True
        if words[index].text in (".", ";", ","):
            return False
    return False


def questioned(scene: Scene, index: int) -> bool:
    """Whether the word stands in a direct question (X2, row 1)."""
    texts = [word.text for word in scene.words]
    return "¿" in texts[:index] and "?" in texts[index:]

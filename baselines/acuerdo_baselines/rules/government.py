"""What an event depends on: the verb or noun that embeds it, and how.

*prometió firmar*, *la posibilidad de una visita*, *pidió que se retiren*: the governor decides
about certainty and time (guidelines X2) and takes the event as its Content (A11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo_baselines.rules.clauses import STRONG, finite, opener
from acuerdo_baselines.rules.lexicon import modal_nouns, triggers
from acuerdo_baselines.rules.scene import CONJUNCTIONS, CONTRACTED, Scene
from acuerdo_baselines.rules.triggers import QUANTIFYING, Trigger
from acuerdo_baselines.rules.valency import verb_frame
from acuerdo_baselines.spanish.analysis import VerbGroup

ADJUNCT_PREPOSITIONS = frozenset(
    ["tras", "durante", "en", "por", "mediante", "desde", "hasta", "ante", "bajo", "según"]
)
VERBAL_ACTS = frozenset({"STATEMENT", "REQUEST", "ACCUSE", "THREATEN", "REJECT", "AGREE"})
PARTICIPATION = frozenset({"participar", "intervenir"})
PURPOSE = frozenset({"para"})


@dataclass(frozen=True, slots=True)
class Governor:
    """What embeds an event.

    Attributes:
        relation: ``clause``, ``infinitive``, ``object``, ``subject``, ``complement`` (of a noun),
            ``purpose``, ``condition``, ``without`` or ``adjunct``.
        index: Word index of the governor; -1 when the relation has none.
        lemma: Its lemma.
        group: Its verb group, of a verb.
        trigger: The event that it names, if it does.
    """

    relation: str
    index: int = -1
    lemma: str = ""
    group: VerbGroup | None = None
    trigger: Trigger | None = None


def governor(scene: Scene, trigger: Trigger, found: Sequence[Trigger]) -> Governor | None:
    """The governor of an event, or None for the event of a main clause.

    >>> from acuerdo_baselines.rules.scene import scenes
    >>> from acuerdo_baselines.rules.triggers import find_triggers
    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> all_scenes = scenes(analyze("El rey prometió firmar el pacto."))
    >>> found = find_triggers(all_scenes)
    >>> governor(all_scenes[0], found[1], found).lemma
    'prometer'
    """
    inside = [other for other in found if other.scene == scene.index and other != trigger]
    if trigger.pos == "NOUN":
        return _of_noun(scene, trigger.first, inside)
    if trigger.group is None:
        return None
    return _of_group(scene, trigger.group, inside)


def noun_governor(scene: Scene, index: int, found: Sequence[Trigger]) -> Governor | None:
    """The governor of the noun at a word index, whether it names an event or not."""
    return _of_noun(scene, index, [other for other in found if other.scene == scene.index])


def main_group(scene: Scene, index: int) -> VerbGroup | None:
    """The finite verb group whose clause a word belongs to: the nearest without a barrier."""
    best: VerbGroup | None = None
    for group in scene.groups:
        if not finite(group) or group.first <= index <= group.last:
            continue
        if best is None or _distance(scene, group, index) < _distance(scene, best, index):
            best = group
    return best


def _distance(scene: Scene, group: VerbGroup, index: int) -> int:
    low, high = sorted((group.main, index))
    barriers = sum(
        10 for word in scene.words[low + 1 : high] if word.text in STRONG or word.lower == "que"
    )
    commas = sum(3 for word in scene.words[low + 1 : high] if word.text == ",")
    return high - low + barriers + commas


def _of_group(scene: Scene, group: VerbGroup, inside: Sequence[Trigger]) -> Governor | None:
    if finite(group):
        return _of_finite(scene, group, inside)
    if group.mood == "inf":
        return _of_infinitive(scene, group, inside)
    if group.mood == "ger":
        return Governor("adjunct")
    return None


def _of_finite(scene: Scene, group: VerbGroup, inside: Sequence[Trigger]) -> Governor | None:
    start = opener(scene, group)
    if start is None:
        before = [g for g in scene.groups if g.last < group.first and finite(g)]
        joined = group.first > 0 and scene.words[group.first - 1].lower in CONJUNCTIONS
        if before and joined and before[-1].mood == group.mood:
            return _of_finite(scene, before[-1], inside)
        return None
    word = scene.words[start].lower
    if word == "que" and start and scene.words[start - 1].lemma in modal_nouns():
        return _noun("clause", scene, start - 1, inside)
    for other in reversed(scene.groups):
        if other.last < start and verb_frame(scene, other).clause == start:
            return _verb("clause", scene, other, inside)
    if word == "si":
        return Governor("condition")
    previous = scene.words[start - 1].lower if start else ""
    if word == "que" and previous == "sin":
        return Governor("without")
    if word == "que" and previous == "para":
        return Governor("purpose")
    if word == "que" and start > 1 and scene.words[start - 1].pos == "ADP":
        noun = scene.words[start - 2]
        if noun.pos == "NOUN":
            return _noun("clause", scene, start - 2, inside)
    return None


def _of_infinitive(scene: Scene, group: VerbGroup, inside: Sequence[Trigger]) -> Governor | None:
    words = scene.words
    index = group.first - 1
    while index >= 0 and (words[index].pos == "PRON" or words[index].lower == "no"):
        index -= 1
    if index < 0:
        return None
    if words[index].lower in CONJUNCTIONS:
        earlier = [g for g in scene.groups if g.last < index and g.mood == "inf"]
        return _of_infinitive(scene, earlier[-1], inside) if earlier else None
    preposition = ""
    if words[index].pos == "ADP" or words[index].lower == "al":
        preposition = words[index].lower
        index -= 1
    if preposition == "sin":
        return Governor("without")
    if preposition in PURPOSE:
        return Governor("purpose")
    if preposition in ADJUNCT_PREPOSITIONS or preposition == "al":
        return Governor("adjunct")
    if preposition == "de" and index >= 0:
        if words[index].lower in ("fin", "objeto", "objetivo"):
            return Governor("purpose")
        if words[index].lower in ("después", "antes", "luego"):
            return Governor("adjunct")
        if words[index].lower == "caso":
            return Governor("condition")
    noun = index
    while noun > 0 and words[noun].pos == "ADJ":
        noun -= 1
    known = any(other.head == noun for other in inside)
    if noun >= 0 and words[noun].pos == "NOUN" and (known or words[noun].lemma in modal_nouns()):
        return _noun("infinitive", scene, noun, inside)
    return _nearest_verb("infinitive", scene, group.first, inside)


def _of_noun(scene: Scene, first: int, inside: Sequence[Trigger]) -> Governor | None:
    words = scene.words
    index = first - 1
    while index >= 0 and (
        words[index].pos in ("DET", "ADJ", "NUM") or words[index].text in ("«", "“", '"')
    ):
        index -= 1
    if index < 0:
        return _subject(scene, first, inside)
    if words[index].lower in CONJUNCTIONS:
        earlier = [other for other in inside if other.head < index and other.pos == "NOUN"]
        if earlier and not any(g.first > earlier[-1].head and g.last < index for g in scene.groups):
            return _of_noun(scene, earlier[-1].first, inside)
    if words[index].pos == "ADP" or words[index].lower in CONTRACTED:
        preposition = CONTRACTED.get(words[index].lower, words[index].lower)
        if preposition == "sin":
            return Governor("without")
        if preposition in PURPOSE:
            return Governor("purpose")
        if preposition == "de" and index > 0:
            noun = index - 1
            while noun > 0 and words[noun].pos == "ADJ":
                noun -= 1
            lower = words[noun].lower
            if lower == "caso":
                return Governor("condition")
            if lower in ("después", "antes", "partir", "marco", "raíz"):
                return Governor("adjunct")
            if words[noun].lemma in QUANTIFYING:
                return _of_noun(scene, noun, inside)
            if words[noun].pos == "NOUN":
                return _noun("complement", scene, noun, inside)
        if preposition == "en" and index and words[index - 1].lemma in PARTICIPATION:
            return _nearest_verb("object", scene, index, inside)
        if preposition in ADJUNCT_PREPOSITIONS:
            return Governor("adjunct")
        speech = _speech_noun(scene, index, inside)
        if speech is not None:
            return _noun("complement", scene, speech, inside)
        return _nearest_verb("object", scene, index, inside)
    verb = _nearest_verb("object", scene, first, inside)
    return verb if verb is not None else _subject(scene, first, inside)


def _speech_noun(scene: Scene, end: int, inside: Sequence[Trigger]) -> int | None:
    """The nearest noun before a preposition that names a verbal act and may take a topic."""
    for other in reversed(inside):
        if other.pos != "NOUN" or other.head >= end:
            continue
        between = scene.words[other.head + 1 : end]
        if any(word.pos in ("VERB", "AUX") or word.text == "," for word in between):
            return None
        return other.head if other.type in VERBAL_ACTS else None
    return None


def _subject(scene: Scene, first: int, inside: Sequence[Trigger]) -> Governor | None:
    after = [group for group in scene.groups if group.first > first and finite(group)]
    if not after:
        return None
    between = scene.words[first : after[0].first]
    if any(word.text in STRONG or word.lower == "que" for word in between):
        return None
    return _verb("subject", scene, after[0], inside)


def _nearest_verb(
    relation: str, scene: Scene, end: int, inside: Sequence[Trigger]
) -> Governor | None:
    for group in reversed(scene.groups):
        if group.last >= end or (group.mood == "par" and not group.auxiliaries):
            continue
        between = scene.words[group.last + 1 : end]
        if any(word.text in STRONG for word in between):
            return None
        if any(word.text == "," for word in between) and relation == "object":
            return None
        return _verb(relation, scene, group, inside)
    return None


def _verb(relation: str, scene: Scene, group: VerbGroup, inside: Sequence[Trigger]) -> Governor:
    trigger = next((other for other in inside if other.group == group), None)
    lemma = trigger.lemma if trigger is not None and trigger.pos == "VERB" else group.lemma
    return Governor(relation, group.main, lemma, group, trigger)


def _noun(relation: str, scene: Scene, index: int, inside: Sequence[Trigger]) -> Governor:
    trigger = next((other for other in inside if other.head == index), None)
    known = ("NOUN", scene.words[index].lemma) in triggers()
    return Governor(
        relation if known or trigger or scene.words[index].lemma in modal_nouns() else "kind",
        index,
        scene.words[index].lemma,
        None,
        trigger,
    )

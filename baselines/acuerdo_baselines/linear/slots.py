"""Which syntactic slot of an event each mention fills: subject, object, complement and so on.

The grammar is that of the rule system; which role a slot plays is left to the classifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.rules.government import Governor, main_group
from acuerdo_baselines.rules.lexicon import light_verbs
from acuerdo_baselines.rules.scene import Located, Phrase, Scene
from acuerdo_baselines.rules.subjects import possessor, subject_of
from acuerdo_baselines.rules.triggers import Trigger, frame_of, reports
from acuerdo_baselines.rules.valency import DATIVES, Frame, noun_frame, verb_frame

Slots = dict[str, list[str]]
"""Names of slots by the id of the mention that fills them."""


def slots_of(reading: Reading, trigger: Trigger) -> Slots:
    """Return the slots of one event, such as ``subject``, ``object``, ``de``, ``n.de``.

    A second member of an apposition has the name of the slot with ``+``; what is left out and
    taken from elsewhere is ``implied``.
    """
    table: Slots = {}
    for name, mention in _filled(reading, trigger):
        names = table.setdefault(mention.id, [])
        if name not in names:
            names.append(name)
    return table


def voice(trigger: Trigger, frame: Frame | None) -> str:
    """Return the form of an event word, as far as it decides what its slots mean."""
    group = trigger.group
    if group is None or frame is None:
        return trigger.pos
    light = "L" if trigger.head != trigger.first else ""
    if group.mood == "par" and not group.auxiliaries:
        return f"{light}participle"
    if frame.passive:
        return f"{light}passive"
    form = group.mood if group.mood in ("inf", "ger") else "finite"
    return f"{light}{form}{'.se' if frame.reflexive else ''}"


def _filled(reading: Reading, trigger: Trigger) -> Iterator[tuple[str, Located]]:
    scene = reading.scenes[trigger.scene]
    if trigger.pos == "ADP":
        for phrase in scene.phrases:
            if phrase.first > trigger.last and phrase.slots:
                yield from _named("according", phrase)
                return
        return
    if trigger.group is not None:
        yield from _of_verb(reading, scene, trigger)
    if trigger.group is None or trigger.head != trigger.first:
        yield from _of_noun(reading, scene, trigger)
    yield from _of_main(reading, scene, trigger)


def _of_verb(reading: Reading, scene: Scene, trigger: Trigger) -> Iterator[tuple[str, Located]]:
    frame, group = frame_of(scene, trigger), trigger.group
    if frame is None or group is None:
        return
    if frame.subject is not None:
        yield from _named("undergoer" if frame.passive else "subject", frame.subject)
    if frame.subject is None or frame.passive:
        said = reports(trigger)
        for mention in subject_of(reading.discourse, scene, group, said=said):
            yield "implied", mention
    for phrase in frame.objects:
        yield from _named("object a" if phrase.preposition == "a" else "object", phrase)
    for phrase in frame.adjuncts:
        agent = frame.passive and phrase.preposition == "por"
        yield from _named("agent" if agent else phrase.preposition, phrase)
    for mention in scene.mentions:
        near = group.first - 2 <= mention.head <= group.last
        if near and mention.level == "PRO" and scene.words[mention.head].lower in DATIVES:
            yield "clitic", mention


def _of_noun(reading: Reading, scene: Scene, trigger: Trigger) -> Iterator[tuple[str, Located]]:
    frame = noun_frame(scene, trigger.head)
    for position, phrase in enumerate(frame.complements):
        yield from _named(f"n.{phrase.preposition}", phrase)
        if not position:
            yield from _named("n.first", phrase)
    for mention in frame.demonyms:
        yield "demonym", mention
    if frame.possessed:
        for mention in possessor(reading.discourse, scene, trigger):
            yield "possessor", mention
    above = reading.above.get(reading.event_at[trigger])
    if above is None or above.group is None or trigger.group is not None:
        return
    kind = "support" if above.group.lemma in light_verbs() else "verb"
    yield from _of_support(reading, scene, above, kind)


def _of_support(
    reading: Reading, scene: Scene, above: Governor, kind: str
) -> Iterator[tuple[str, Located]]:
    group = above.group
    if group is None:
        return
    frame = verb_frame(scene, group)
    if above.relation == "object":
        said = above.trigger is not None and reports(above.trigger)
        for mention in subject_of(reading.discourse, scene, group, said=said):
            yield f"{kind} subject", mention
    for phrase in (*frame.objects, *frame.adjuncts):
        if phrase.preposition:
            yield from _named(f"{kind} {phrase.preposition}", phrase)


def _of_main(reading: Reading, scene: Scene, trigger: Trigger) -> Iterator[tuple[str, Located]]:
    """Slots of the finite verb of the clause, which control what has no slots of its own."""
    group = trigger.group
    if group is not None and group.mood not in ("inf", "ger", "par"):
        return
    main = main_group(scene, trigger.head)
    if main is None or main is group:
        return
    frame = verb_frame(scene, main)
    if frame.subject is not None:
        yield from _named("main undergoer" if frame.passive else "main subject", frame.subject)
    else:
        for mention in subject_of(reading.discourse, scene, main):
            yield "main implied", mention
    for phrase in frame.objects:
        yield from _named("main object a" if phrase.preposition == "a" else "main object", phrase)


def _named(name: str, phrase: Phrase) -> Iterator[tuple[str, Located]]:
    for slot in phrase.slots:
        for position, mention in enumerate(slot):
            yield (f"{name}+" if position else name), mention


def preposition_of(scene: Scene, first: int, skipped: Sequence[str] = ("DET", "NUM")) -> str:
    """Return the preposition that governs the noun phrase that begins at a word, or nothing."""
    index = first - 1
    while index >= 0 and (
        scene.words[index].pos in skipped or scene.words[index].text in ("«", "“", '"', "(")
    ):
        index -= 1
    if index >= 0 and (scene.words[index].pos == "ADP" or scene.words[index].lower == "según"):
        return {"del": "de", "al": "a"}.get(scene.words[index].lower, scene.words[index].lower)
    return ""

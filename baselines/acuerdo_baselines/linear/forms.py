"""The form of an event word and of what governs it: what every classifier of events looks at."""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.slots import Slots, preposition_of, slots_of, voice
from acuerdo_baselines.rules.clauses import opener
from acuerdo_baselines.rules.government import Governor, main_group
from acuerdo_baselines.rules.triggers import Trigger, frame_of
from acuerdo_baselines.spanish.analysis import VerbGroup


@dataclass(frozen=True, slots=True)
class Form:
    """An event word in its sentence.

    Attributes:
        id: Of the event.
        trigger: Where it stands.
        type: Event type.
        lemma: Of the head.
        voice: ``finite``, ``passive``, ``participle``, ``inf``, ``NOUN`` …
        tense: Mood, tense and perfect of a verb.
        preposition: What a nominal event stands under.
        opener: Subordinator of a finite verb's clause.
        relation: To the governor; empty for a main clause.
        over: Lemma of the governor.
        over_type: Event type of the governor; empty when it is no event.
        over_event: Id of the governor, if it is an event.
        clitics: Pronouns that lean on the verb.
        slots: Slots by mention.
        quoted: Between quotation marks.
    """

    id: str
    trigger: Trigger
    type: str
    lemma: str
    voice: str
    tense: str
    preposition: str
    opener: str
    relation: str
    over: str
    over_type: str
    over_event: str
    clitics: str
    slots: Slots
    quoted: bool


def forms(reading: Reading) -> dict[str, Form]:
    """Return the form of each event that stands on words, in text order."""
    ordered = sorted(
        reading.triggers.items(),
        key=lambda item: (item[1].scene, item[1].first, item[1].last, item[0]),
    )
    slots: dict[Trigger, Slots] = {}
    table: dict[str, Form] = {}
    for identifier, trigger in ordered:
        if trigger not in slots:
            slots[trigger] = slots_of(reading, trigger)
        table[identifier] = _form(reading, identifier, trigger, slots[trigger])
    return table


def tense_of(group: VerbGroup | None) -> str:
    """Return mood and tense of a verb group, and whether it is a perfect: ``ind.pres+``."""
    if group is None:
        return "none"
    return f"{group.mood}.{group.tense}{'+' if group.perfect else ''}"


def clause_of(reading: Reading, trigger: Trigger) -> VerbGroup | None:
    """Return the finite verb of the clause that an event stands in, or its own."""
    if trigger.group is not None and trigger.group.mood in ("ind", "sub", "cnd", "imp"):
        return trigger.group
    return main_group(reading.scenes[trigger.scene], trigger.head)


def _form(reading: Reading, identifier: str, trigger: Trigger, slots: Slots) -> Form:
    scene = reading.scenes[trigger.scene]
    above = reading.above[identifier]
    frame = frame_of(scene, trigger)
    over_event = _event_of(reading, above)
    start = opener(scene, trigger.group) if trigger.group is not None else None
    first = trigger.first if trigger.group is None else min(trigger.first, trigger.group.first)
    return Form(
        identifier,
        trigger,
        trigger.type,
        trigger.lemma,
        voice(trigger, frame),
        tense_of(trigger.group),
        preposition_of(scene, first, ("DET", "NUM", "ADJ")),
        scene.words[start].lower if start is not None else "",
        above.relation if above is not None else "",
        above.lemma if above is not None else "",
        reading.events[over_event].type if over_event else "",
        over_event,
        "+".join(frame.clitics) if frame is not None else "",
        slots,
        reading.quoted[trigger.scene][trigger.head],
    )


def _event_of(reading: Reading, above: Governor | None) -> str:
    if above is None or above.trigger is None:
        return ""
    return reading.event_at.get(above.trigger, "")

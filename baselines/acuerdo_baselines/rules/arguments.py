"""Who did what to whom, where and when: fillers of the roles of each event (guidelines A).

Slots come from the frame of the verb or noun; ``roles.tsv`` says which role a slot plays for a
type, and the ontology says which fillers that role takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Argument
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology
from acuerdo_baselines.rules.clauses import (
    CONJUNCTIONS,
    Located,
    Phrase,
    Scene,
    finite,
    left_edge,
    right_edge,
)
from acuerdo_baselines.rules.government import governor, main_group, noun_governor
from acuerdo_baselines.rules.lexicon import capitals, light_verbs, role_table
from acuerdo_baselines.rules.triggers import Trigger, frame_of, reports
from acuerdo_baselines.rules.valency import ACTING, noun_frame, verb_frame
from acuerdo_baselines.spanish.analysis import VerbGroup

EMBEDDING = frozenset({"clause", "infinitive", "object", "complement"})
DEPTH = 4
"""How far control and embedding are followed."""

OBJECT_CONTROL = frozenset(["permitir", "impedir", "ayudar", "obligar", "forzar", "dejar"])
OBJECT_CLITICS = frozenset(["lo", "la", "los", "las", "le", "les"])
BOUND = frozenset(["de", "a", "contra", "con", "sobre", "entre", "hacia"])
"""Prepositions of complements that stay with the noun before them."""

TOWNS = frozenset(
    ["ciudad", "capital", "municipio", "localidad", "pueblo", "provincia", "región", "villa"]
)
ORDINALS = frozenset(
    ["primera", "primero", "segunda", "segundo", "tercera", "tercero", "última", "último"]
)


@dataclass(frozen=True, slots=True)
class Discourse:
    """Everything that arguments are looked up in."""

    scenes: Sequence[Scene]
    triggers: Sequence[Trigger]
    ontology: Ontology


def find_arguments(discourse: Discourse, ids: dict[Trigger, str]) -> dict[Trigger, list[Argument]]:
    """The arguments of every trigger; `ids` are the ids of the events.

    >>> from acuerdo.dataset import load_ontology
    >>> find_arguments(Discourse((), (), load_ontology()), {})
    {}
    """
    found: dict[Trigger, list[Argument]] = {trigger: [] for trigger in discourse.triggers}
    claimed = _claimed(discourse)
    for trigger in discourse.triggers:
        scene = discourse.scenes[trigger.scene]
        for slot, mentions in _slots(discourse, scene, trigger, claimed):
            for mention in mentions:
                role = _role(discourse, trigger, slot, mention.type)
                if role == "Recipient" and trigger.mode == "visit" and _town(scene, mention):
                    role = "Place"
                if role and not any(a.filler == mention.id for a in found[trigger]):
                    found[trigger].append(Argument(role, mention.id))
    for scene in discourse.scenes:
        for trigger, time in _dated(discourse, scene):
            found[trigger].append(Argument("Time", time))
    for above, below in embeddings(discourse):
        role = content_role(discourse.ontology, above.type)
        argument = Argument(role, ids[below])
        if role and argument not in found[above]:
            found[above].append(argument)
    return found


def content_role(ontology: Ontology, kind: str) -> str:
    """The role that takes an event of this type's content, or empty."""
    roles = ontology.event_type[kind].roles
    for role in ("Content", "Theme"):
        if EVENT_FILLER in roles.get(role, ()):
            return role
    return ""


def embeddings(discourse: Discourse) -> Iterator[tuple[Trigger, Trigger]]:
    """Pairs of an event and the event that is its content."""
    for trigger in discourse.triggers:
        scene = discourse.scenes[trigger.scene]
        above = governor(scene, trigger, discourse.triggers)
        for _ in range(DEPTH):
            if above is None or above.relation not in EMBEDDING:
                break
            if above.trigger is not None:
                if above.trigger != trigger and _takes_content(above.trigger, above.relation):
                    yield above.trigger, trigger
                break
            if above.group is not None:
                break
            above = noun_governor(scene, above.index, discourse.triggers)


def _takes_content(trigger: Trigger, relation: str) -> bool:
    return relation != "complement" or trigger.type in (
        "AGREE",
        "REQUEST",
        "REJECT",
        "THREATEN",
        "ACCUSE",
        "STATEMENT",
        "CONCEDE",
    )


def _role(discourse: Discourse, trigger: Trigger, slot: str, kind: str) -> str:
    table = role_table()
    merged = trigger.head != trigger.first and slot not in ("subject", "agent", "object")
    pos = "NOUN" if merged else trigger.pos
    keys = (f"={trigger.lemma}", f"{trigger.type}/{trigger.mode}", trigger.type, "*")
    for key in keys:
        if (key, pos, slot) in table:
            allowed = discourse.ontology.event_type[trigger.type].roles
            for item in table[key, pos, slot]:
                role, _, kinds = item.partition(":")
                if (not kinds or kind in kinds.split("|")) and kind in allowed.get(role, ()):
                    return role
            return ""
    return ""


def _town(scene: Scene, mention: Located) -> bool:
    name = " ".join(word.text for word in scene.words[mention.first : mention.last + 1])
    return mention.type == "GPE" and (
        scene.words[mention.head].lemma in TOWNS or name in capitals()
    )


Slot = tuple[str, list[Located]]


def _slots(
    discourse: Discourse, scene: Scene, trigger: Trigger, claimed: dict[int, Trigger]
) -> Iterator[Slot]:
    if trigger.pos == "ADP":
        for phrase in scene.phrases:
            if phrase.preposition == "según" and phrase.first > trigger.first:
                yield "según", _firsts(phrase)
                return
        return
    if trigger.group is not None:
        yield from _verb_slots(discourse, scene, trigger, claimed)
    if trigger.head != trigger.first or trigger.pos == "NOUN":
        yield from _noun_slots(discourse, scene, trigger, claimed)


def _verb_slots(
    discourse: Discourse, scene: Scene, trigger: Trigger, claimed: dict[int, Trigger]
) -> Iterator[Slot]:
    frame = frame_of(scene, trigger)
    group = trigger.group
    if frame is None or group is None:
        return
    light = trigger.head != trigger.first
    participle = group.mood == "par" and not group.auxiliaries
    inverted = frame.reflexive and frame.subject is not None and not _acting(frame.subject)
    alone = not light and not frame.objects and not frame.passive and trigger.mode != "replace"
    if trigger.type == "ENACT" and alone:
        inverted = inverted or (frame.subject is not None and not _acting(frame.subject))
    if frame.passive or inverted:
        if frame.subject is not None:
            reciprocal = trigger.type == "CONSULT" and participle
            yield ("subject" if reciprocal else "object"), _firsts(frame.subject)
        for phrase in frame.adjuncts:
            if phrase.preposition == "por":
                yield "agent", _firsts(phrase)
    else:
        intransitive = trigger.type == "ENACT" and trigger.last > trigger.first
        slot = "object" if intransitive else "subject"
        yield slot, subject_of(discourse, scene, group, said=reports(trigger))
    if light and trigger.type != "ENACT":
        return
    yield from _clitic_slots(scene, group)
    for phrase in (*frame.objects, *frame.adjuncts):
        if phrase.preposition == "por" or claimed.get(id(phrase), trigger) != trigger:
            continue
        yield phrase.preposition or "object", _firsts(phrase)


def _clitic_slots(scene: Scene, group: VerbGroup) -> Iterator[Slot]:
    for mention in scene.mentions:
        near = group.first - 2 <= mention.head <= group.last
        if near and mention.level == "PRO" and scene.words[mention.head].lower in OBJECT_CLITICS:
            yield "a", [mention]


def _noun_slots(
    discourse: Discourse, scene: Scene, trigger: Trigger, claimed: dict[int, Trigger]
) -> Iterator[Slot]:
    frame = noun_frame(scene, trigger.head)
    owners = any(p.preposition in ("por", "entre") for p in frame.complements)
    for phrase in frame.complements:
        if claimed.get(id(phrase), trigger) == trigger:
            yield phrase.preposition, _firsts(phrase)
    for mention in frame.demonyms:
        yield "demonym", [mention]
    above = governor(scene, trigger, discourse.triggers) if trigger.pos == "NOUN" else None
    taken = above is not None and above.trigger is not None
    if above is not None and above.group is not None and above.relation == "object" and not taken:
        light = light_verbs().get(above.group.lemma)
        if light is not None and light.subject:
            slot = "support" if light.subject == "Actor" else "undergo"
            yield slot, subject_of(discourse, scene, above.group)
    elif frame.possessed and not owners:
        yield "possessive", _possessor(discourse, scene, trigger)
    if (
        above is not None
        and not taken
        and above.group is not None
        and above.group.lemma in light_verbs()
    ):
        for phrase in verb_frame(scene, above.group).adjuncts:
            if phrase not in frame.complements and phrase.preposition in ("en", "con", "entre"):
                if id(phrase) not in claimed:
                    yield phrase.preposition, _firsts(phrase)


def subject_of(
    discourse: Discourse, scene: Scene, group: VerbGroup, *, said: bool = False, depth: int = 0
) -> list[Located]:
    """Mentions that fill the subject of a verb group, also when it has none of its own (A3, A4)."""
    frame = verb_frame(scene, group, reports=said)
    if frame.subject is not None:
        return [] if frame.passive else _firsts(frame.subject)
    if depth > DEPTH or (group.person in (1, 2)):
        return []
    if group.mood == "ger":
        main = main_group(scene, group.main)
        return (
            []
            if main is None
            else _near(scene, group, subject_of(discourse, scene, main, depth=depth + 1))
        )
    if group.mood == "inf":
        return _near(scene, group, _controller(discourse, scene, group, depth))
    if not finite(group):
        return []
    return _near(scene, group, _null_subject(discourse, scene, group, depth))


def _controller(discourse: Discourse, scene: Scene, group: VerbGroup, depth: int) -> list[Located]:
    trigger = next(
        (t for t in discourse.triggers if t.group == group and t.scene == scene.index), None
    )
    if trigger is None:
        return []
    above = governor(scene, trigger, discourse.triggers)
    if above is None:
        return []
    if above.relation in ("purpose", "adjunct", "without"):
        main = main_group(scene, group.main)
        return subject_of(discourse, scene, main, depth=depth + 1) if main is not None else []
    if above.group is None or above.relation != "infinitive":
        return []
    frame = verb_frame(scene, above.group)
    orders = above.trigger is not None and above.trigger.type in ("REQUEST", "ACCUSE")
    if orders or above.lemma in OBJECT_CONTROL:
        people = [p for p in frame.objects if _acting(p)]
        return _firsts(people[0]) if people else []
    said = above.trigger is not None and reports(above.trigger)
    return subject_of(discourse, scene, above.group, said=said, depth=depth + 1)


def _null_subject(
    discourse: Discourse, scene: Scene, group: VerbGroup, depth: int
) -> list[Located]:
    earlier = [g for g in scene.groups if g.last < group.first and finite(g)]
    joined = group.first > 0 and any(
        word.lower in CONJUNCTIONS for word in scene.words[max(0, group.first - 3) : group.first]
    )
    if earlier and joined and earlier[-1].number == group.number:
        return subject_of(discourse, scene, earlier[-1], depth=depth + 1)
    places = [(scene, g) for g in reversed(earlier)]
    for index in range(scene.index - 1, max(-1, scene.index - 3), -1):
        before = discourse.scenes[index]
        places += [(before, g) for g in reversed(before.groups) if finite(g)]
    for place, other in places:
        said = any(
            t.scene == place.index and t.group == other and reports(t) for t in discourse.triggers
        )
        subject = verb_frame(place, other, reports=said).subject
        if (
            subject is not None
            and _acting(subject)
            and (not group.number or subject.number == group.number)
        ):
            return _firsts(subject)
    return []


def _near(scene: Scene, group: VerbGroup, mentions: list[Located]) -> list[Located]:
    """For an empty slot, the nearest mention of each entity before the verb (A3)."""
    chosen = []
    for mention in mentions:
        before = [
            other
            for other in scene.mentions
            if other.entity == mention.entity and other.last < group.first
        ]
        chosen.append(before[-1] if before else mention)
    return chosen


def _possessor(discourse: Discourse, scene: Scene, trigger: Trigger) -> list[Located]:
    main = main_group(scene, trigger.head)
    if main is not None and main.first < trigger.first:
        found = subject_of(discourse, scene, main)
        if found:
            return _before(scene, trigger, found)
    for mention in reversed(scene.mentions):
        if mention.last < trigger.first and mention.type in ACTING:
            return [mention]
    if scene.index:
        earlier = discourse.scenes[scene.index - 1]
        for group in earlier.groups:
            subject = verb_frame(earlier, group).subject
            if finite(group) and subject is not None and _acting(subject):
                return _firsts(subject)[:1]
    return []


def _before(scene: Scene, trigger: Trigger, mentions: list[Located]) -> list[Located]:
    entities = {mention.entity for mention in mentions}
    before = [m for m in scene.mentions if m.entity in entities and m.last < trigger.first]
    return before[-1:] if len(entities) == 1 and before else mentions


def _claimed(discourse: Discourse) -> dict[int, Trigger]:
    """Complements of event nouns, which the verb above must not take as its own."""
    claimed: dict[int, Trigger] = {}
    for trigger in discourse.triggers:
        if trigger.pos != "NOUN" and trigger.head == trigger.first:
            continue
        scene = discourse.scenes[trigger.scene]
        above = governor(scene, trigger, discourse.triggers) if trigger.pos == "NOUN" else None
        asks = (
            above is not None
            and above.trigger is not None
            and above.trigger.pos == "VERB"
            and above.trigger.type in ("REQUEST", "AGREE")
        )
        for phrase in noun_frame(scene, trigger.head).complements:
            if asks and phrase.preposition == "a" and trigger.mode != "visit":
                continue
            located = any(
                _role(discourse, trigger, phrase.preposition, m.type) for m in _firsts(phrase)
            )
            if located or phrase.preposition in BOUND:
                claimed[id(phrase)] = trigger
    return claimed


def _dated(discourse: Discourse, scene: Scene) -> Iterator[tuple[Trigger, str]]:
    inside = [t for t in discourse.triggers if t.scene == scene.index and t.pos != "ADP"]
    for time, first, last in scene.times:
        if any(m.type == "DOC" and m.first <= first and last <= m.last for m in scene.mentions):
            continue
        if _dates_a_document(scene, first):
            continue
        trigger = _of_time(scene, inside, first)
        if trigger is not None and TIME_FILLER in discourse.ontology.event_type[
            trigger.type
        ].roles.get("Time", ()):
            yield trigger, time.id


def _dates_a_document(scene: Scene, first: int) -> bool:
    """Whether the time belongs to the name of an instrument right before it (T8)."""
    if first < 2 or scene.words[first - 1].lower not in ("de", "del"):
        return False
    return any(m.type == "DOC" and m.last == first - 2 for m in scene.mentions)


def _of_time(scene: Scene, inside: Sequence[Trigger], first: int) -> Trigger | None:
    words = scene.words
    before = [word.lower for word in words[max(0, first - 4) : first]]
    nouns = [t for t in inside if t.pos == "NOUN" and t.last < first]
    if nouns and "en" in before and ORDINALS & set(before):
        return nouns[-1]
    if nouns and before and before[-1] in ("de", "del"):
        gap = words[nouns[-1].last + 1 : first]
        if not any(word.pos in ("VERB", "AUX") or word.text == "," for word in gap):
            return nouns[-1]
    windows = []
    for group in scene.groups:
        left = (
            group.last if group.mood == "par" and not group.auxiliaries else left_edge(scene, group)
        )
        if left <= first < max(right_edge(scene, group), group.last + 1):
            windows.append(group)
    if not windows:
        return min(nouns, key=lambda t: first - t.last) if nouns else None
    group = min(windows, key=lambda g: (abs(g.main - first), g.main > first))
    verb = next((t for t in inside if t.group == group), None)
    if verb is not None:
        sentence = verb.mode == "convict" and bool(before) and before[-1] == "a"
        return None if sentence else verb
    near = [t for t in inside if t.pos == "NOUN" and _carried(scene, group, t)]
    return near[0] if near else None


def _carried(scene: Scene, group: VerbGroup, trigger: Trigger) -> bool:
    light = (
        group.lemma in light_verbs() or group.passive or group.lemma in ("haber", "ser", "tener")
    )
    inside = left_edge(scene, group) <= trigger.first < right_edge(scene, group)
    return light and inside


def _firsts(phrase: Phrase) -> list[Located]:
    return [slot[0] for slot in phrase.slots]


def _acting(phrase: Phrase) -> bool:
    return any(mention.type in ACTING for slot in phrase.slots for mention in slot)

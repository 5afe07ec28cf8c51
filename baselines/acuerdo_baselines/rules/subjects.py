"""Who fills a subject: overt, controlled, shared, or left out (guidelines A3, A4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo.ontology import Ontology
from acuerdo_baselines.rules.clauses import finite, left_edge
from acuerdo_baselines.rules.government import governor, main_group
from acuerdo_baselines.rules.scene import CONJUNCTIONS, Located, Phrase, Scene
from acuerdo_baselines.rules.triggers import Trigger, reports
from acuerdo_baselines.rules.valency import ACTING, Frame, verb_frame
from acuerdo_baselines.spanish.analysis import VerbGroup

DEPTH = 4
"""How far control and embedding are followed."""


NOBODY = frozenset({"nadie", "alguien", "nada", "algo"})

OBJECT_CONTROL = frozenset(["permitir", "impedir", "ayudar", "obligar", "forzar", "dejar"])


@dataclass(frozen=True, slots=True)
class Discourse:
    """Everything that arguments are looked up in."""

    scenes: Sequence[Scene]
    triggers: Sequence[Trigger]
    ontology: Ontology


def subject_of(
    discourse: Discourse, scene: Scene, group: VerbGroup, *, said: bool = False, depth: int = 0
) -> list[Located]:
    """Mentions that fill the subject of a verb group, also when it has none of its own (A3, A4)."""
    frame = verb_frame(scene, group, reports=said)
    if frame.subject is not None:
        return [] if frame.passive else firsts(frame.subject)
    if depth > DEPTH or group.person in (1, 2) or _impersonal(scene, group, frame):
        return []
    if group.mood == "ger":
        main = main_group(scene, group.main)
        return (
            []
            if main is None
            else _near(discourse, scene, group, subject_of(discourse, scene, main, depth=depth + 1))
        )
    if group.mood == "inf":
        return _near(discourse, scene, group, _controller(discourse, scene, group, depth))
    if not finite(group):
        return []
    shared = _shared_subject(discourse, scene, group, depth)
    if shared is not None:
        return shared
    return _near(discourse, scene, group, _null_subject(discourse, scene, group))


def _impersonal(scene: Scene, group: VerbGroup, frame: Frame) -> bool:
    """Whether nobody is named who acts: *se les ordenó parar*, *nadie los detuvo* (A4, E2)."""
    told = frame.reflexive and bool({"le", "les"} & set(frame.clitics))
    words = scene.words[left_edge(scene, group) : group.first]
    return told or any(word.lower in NOBODY for word in words)


def _shared_subject(
    discourse: Discourse, scene: Scene, group: VerbGroup, depth: int
) -> list[Located] | None:
    """The subject that a joined verb shares, by the same mention (A3); None if it is not joined."""
    earlier = [g for g in scene.groups if g.last < group.first and finite(g)]
    lead = {word.lower for word in scene.words[max(0, group.first - 3) : group.first]}
    joined = bool(lead & CONJUNCTIONS) and "como" not in lead
    if earlier and joined and earlier[-1].number == group.number:
        return subject_of(discourse, scene, earlier[-1], depth=depth + 1)
    return None


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
        people = [p for p in frame.objects if acting(p)]
        return firsts(people[0]) if people else []
    said = above.trigger is not None and reports(above.trigger)
    return subject_of(discourse, scene, above.group, said=said, depth=depth + 1)


def _null_subject(discourse: Discourse, scene: Scene, group: VerbGroup) -> list[Located]:
    earlier = [g for g in scene.groups if g.last < group.first and finite(g)]
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
            and acting(subject)
            and (not group.number or subject.number == group.number)
        ):
            return firsts(subject)
    return []


def _near(
    discourse: Discourse, scene: Scene, group: VerbGroup, mentions: list[Located]
) -> list[Located]:
    """For an empty slot, the nearest mention of each entity before the verb (A3)."""
    return [_nearest(discourse, scene, group, mention) for mention in mentions]


def _nearest(discourse: Discourse, scene: Scene, group: VerbGroup, mention: Located) -> Located:
    for index in range(scene.index, -1, -1):
        before = [
            other
            for other in discourse.scenes[index].mentions
            if other.entity == mention.entity and (index < scene.index or other.last < group.first)
        ]
        if before:
            return max(before, key=lambda other: other.last)
    return mention


def possessor(discourse: Discourse, scene: Scene, trigger: Trigger) -> list[Located]:
    """Whom the possessive before an event noun refers to."""
    main = main_group(scene, trigger.head)
    if main is not None and main.first < trigger.first:
        found = subject_of(discourse, scene, main)
        if found:
            return _before(scene, trigger, found)
    for mention in reversed(scene.mentions):
        if mention.last < trigger.first and mention.type in ACTING:
            return [mention]
    if main is not None:
        following = subject_of(discourse, scene, main)
        if following:
            return following
    if scene.index:
        earlier = discourse.scenes[scene.index - 1]
        for group in earlier.groups:
            subject = verb_frame(earlier, group).subject
            if finite(group) and subject is not None and acting(subject):
                return firsts(subject)[:1]
    return []


def _before(scene: Scene, trigger: Trigger, mentions: list[Located]) -> list[Located]:
    entities = {mention.entity for mention in mentions}
    before = [m for m in scene.mentions if m.entity in entities and m.last < trigger.first]
    return before[-1:] if len(entities) == 1 and before else mentions


def firsts(phrase: Phrase) -> list[Located]:
    """The mention that stands for each participant: of an apposition, the first (A3)."""
    return [slot[0] for slot in phrase.slots]


def acting(phrase: Phrase) -> bool:
    """Whether the phrase names someone who can act."""
    return any(mention.type in ACTING for slot in phrase.slots for mention in slot)

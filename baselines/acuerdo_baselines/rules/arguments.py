"""Who did what to whom, where and when: fillers of the roles of each event (guidelines A).

Slots come from the frame of the verb or noun; ``roles.tsv`` says which role a slot plays for a
type, and the ontology says which fillers that role takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo.annotation import Argument
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology
from acuerdo_baselines.rules.clauses import left_edge, right_edge
from acuerdo_baselines.rules.government import governor, noun_governor
from acuerdo_baselines.rules.lexicon import capitals, light_verbs, role_table
from acuerdo_baselines.rules.noun_frames import noun_frame
from acuerdo_baselines.rules.scene import CONJUNCTIONS, Located, Scene
from acuerdo_baselines.rules.subjects import DEPTH, Discourse, acting, firsts, possessor, subject_of
from acuerdo_baselines.rules.triggers import Trigger, frame_of, reports
from acuerdo_baselines.rules.valency import verb_frame
from acuerdo_baselines.spanish.analysis import VerbGroup

EMBEDDING = frozenset({"clause", "infinitive", "object", "complement"})

OBJECT_CLITICS = frozenset(["lo", "la", "los", "las", "le", "les"])
BOUND = frozenset(["de", "a", "contra", "con", "sobre", "entre", "hacia"])
"""Prepositions of complements that stay with the noun before them."""

TOWNS = frozenset(
    ["ciudad", "capital", "municipio", "localidad", "pueblo", "provincia", "región", "villa"]
)
ORDINALS = frozenset(
    ["primera", "primero", "segunda", "segundo", "tercera", "tercero", "última", "último"]
)


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
                    if trigger.pos == "NOUN" and above.relation == "object":
                        yield from ((other, trigger) for other in _joined(discourse, above.trigger))
                break
            if above.group is not None:
                break
            above = noun_governor(scene, above.index, discourse.triggers)


def _joined(discourse: Discourse, trigger: Trigger) -> Iterator[Trigger]:
    """The verb right before one that shares its object: *elogió y respaldó las conversaciones*."""
    scene, group = discourse.scenes[trigger.scene], trigger.group
    if group is None or group.first < 2 or scene.words[group.first - 1].lower not in CONJUNCTIONS:
        return
    for other in discourse.triggers:
        before = other.group
        if other.scene == trigger.scene and before is not None and other != trigger:
            alike = before.mood == group.mood and before.number == group.number
            if alike and before.last == group.first - 2:
                yield other


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
            if phrase.preposition == "según" and phrase.slots and phrase.first > trigger.first:
                yield "según", firsts(phrase)
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
    inverted = frame.reflexive and frame.subject is not None and not acting(frame.subject)
    alone = not light and not frame.objects and not frame.passive and trigger.mode != "replace"
    if trigger.type == "ENACT" and alone:
        inverted = inverted or (frame.subject is not None and not acting(frame.subject))
    if frame.passive or inverted:
        if frame.subject is not None:
            reciprocal = trigger.type == "CONSULT" and participle
            yield ("subject" if reciprocal else "object"), firsts(frame.subject)
        for phrase in frame.adjuncts:
            if phrase.preposition == "por":
                yield "agent", firsts(phrase)
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
        yield phrase.preposition or "object", firsts(phrase)


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
            yield phrase.preposition, firsts(phrase)
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
        yield "possessive", possessor(discourse, scene, trigger)
    if (
        above is not None
        and not taken
        and above.group is not None
        and above.group.lemma in light_verbs()
    ):
        for phrase in verb_frame(scene, above.group).adjuncts:
            free = phrase not in frame.complements and id(phrase) not in claimed
            if free and phrase.preposition in ("en", "con", "entre"):
                yield phrase.preposition, firsts(phrase)


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
                _role(discourse, trigger, phrase.preposition, m.type) for m in firsts(phrase)
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
    timed = {i for _, start, last in scene.times for i in range(start, last + 1)}
    for group in scene.groups:
        if group.main in timed:
            continue  # "pasadas las nueve" has no verb
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

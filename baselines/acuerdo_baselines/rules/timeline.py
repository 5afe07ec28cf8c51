"""Links between events: order, parts and causes (guidelines L)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Event, EventRelation, Time
from acuerdo_baselines.rules.clauses import finite, opener
from acuerdo_baselines.rules.government import governor, main_group
from acuerdo_baselines.rules.lexicon import light_verbs
from acuerdo_baselines.rules.repetition import representatives
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.spanish.analysis import VerbGroup

Link = tuple[str, str, str]
"""Type, head, tail."""

CALENDAR = re.compile(r"\d{2}")
REPLIES = frozenset({"SANCTION", "PROTEST"})
"""Types of acts whose *por* names what they reply to."""

OCCASIONS = frozenset({"CONSULT", "ASSAULT", "PROTEST"})
CAUSAL_VERBS = frozenset(
    [
        "provocar",
        "causar",
        "desencadenar",
        "motivar",
        "desatar",
        "originar",
        "acarrear",
        "ocasionar",
        "suscitar",
    ]
)
CAUSAL_CUES = (
    ("debido", "a"),
    ("a", "raíz", "de"),
    ("a", "causa", "de"),
    ("en", "respuesta", "a"),
    ("como", "consecuencia", "de"),
    ("en", "represalia", "por"),
    ("como", "respuesta", "a"),
    ("por", "culpa", "de"),
    ("a", "consecuencia", "de"),
    ("gracias", "a"),
)
AFTER_CUES = (("tras",), ("después", "de"), ("luego", "de"), ("una", "vez"))
BEFORE_CUES = (("antes", "de"), ("en", "vísperas", "de"), ("previo", "a"))
DURING_CUES = (
    ("durante",),
    ("en", "el", "marco", "de"),
    ("en", "el", "curso", "de"),
    ("en", "el", "transcurso", "de"),
    ("con", "motivo", "de"),
)
PART_CUES = (("en", "el", "marco", "de"), ("durante",), ("en", "el", "transcurso", "de"))


@dataclass(frozen=True, slots=True)
class _Node:
    trigger: Trigger
    event: Event


def find_links(
    discourse: Discourse, events: Mapping[Trigger, Event], times: Iterable[Time]
) -> list[EventRelation]:
    """Temporal, causal and subevent links, reduced; their ids are empty."""
    table = {time.id: time for time in times}
    represent = representatives(events.values())
    nodes = {trigger: _Node(trigger, event) for trigger, event in events.items()}
    links: list[Link] = []
    for scene in discourse.scenes:
        here = [node for trigger, node in nodes.items() if trigger.scene == scene.index]
        links += _anchors(scene, here, table)
        links += _connected(scene, here)
        links += _caused(discourse, scene, here)
        links += _reported(discourse, scene, here)
    eligible = {event.id for event in events.values() if _eligible(event)} | set(table)
    chosen: list[Link] = []
    for kind, head, tail in links:
        link = (kind, represent.get(head, head), represent.get(tail, tail))
        if link[1] == link[2] or link in chosen:
            continue
        temporal = kind in ("BEFORE", "CONTAINS")
        if temporal and not {link[1], link[2]} <= eligible:
            continue
        if temporal and _entails(chosen, (kind, link[2], link[1])):
            continue
        if any(
            c[1:] in (link[1:], link[:0:-1])
            for c in chosen
            if temporal == (c[0] in ("BEFORE", "CONTAINS"))
        ):
            continue
        chosen.append(link)
    return [EventRelation("", *link) for link in _reduced(chosen)]


def _eligible(event: Event) -> bool:
    return event.polarity == "POS" and event.certainty == "CERTAIN" and event.time != "FUTURE"


def _anchors(scene: Scene, here: Sequence[_Node], times: Mapping[str, Time]) -> list[Link]:
    links: list[Link] = []
    where = {time.id: first for time, first, _ in scene.times}
    for node in here:
        for argument in node.event.arguments:
            time = times.get(argument.filler)
            if time is None or time.type not in ("DATE", "TIME") or not CALENDAR.match(time.value):
                continue
            if argument.filler not in where:
                continue
            first = where[argument.filler]
            before = [word.lower for word in scene.words[max(0, first - 3) : first]]
            if {"desde", "hasta"} & set(before):
                continue
            if "antes" in before:
                links.append(("BEFORE", node.event.id, time.id))
            elif {"tras", "después"} & set(before):
                links.append(("BEFORE", time.id, node.event.id))
            else:
                links.append(("CONTAINS", time.id, node.event.id))
    return links


def _connected(scene: Scene, here: Sequence[_Node]) -> list[Link]:
    links: list[Link] = []
    for node in here:
        lead = _lead(scene, node)
        other = _host(scene, node, here)
        if other is None:
            continue
        one, two = node.event.id, other.event.id
        if _ends(lead, AFTER_CUES):
            links.append(("BEFORE", one, two))
        elif _ends(lead, BEFORE_CUES):
            links.append(("BEFORE", two, one))
        elif _ends(lead, DURING_CUES):
            if _ends(lead, PART_CUES) and node.event.type in OCCASIONS:
                links.append(("SUBEVENT", one, two))
            links.append(("CONTAINS", one, two))
        elif _ends(lead, CAUSAL_CUES) or (
            _ends(lead, (("por",),)) and other.event.type in REPLIES and node.trigger.pos == "NOUN"
        ):
            links.append(("CAUSE", one, two))
        elif _ends(lead, (("en", "caso", "de"),)):
            links.append(("PRECONDITION", one, two))
    return links


def _lead(scene: Scene, node: _Node) -> list[str]:
    """The words before the noun phrase of an event, lower case, contractions undone."""
    index = node.trigger.first
    group = node.trigger.group
    if group is not None:
        index = min(index, group.first)
    words = scene.words
    while index > 0 and (
        words[index - 1].pos in ("DET", "ADJ", "NUM")
        or words[index - 1].lemma in ("serie", "ronda")
        or (
            words[index - 1].lower == "de"
            and index > 1
            and words[index - 2].lemma in ("serie", "ronda")
        )
    ):
        index -= 1
    lead = [word.lower for word in words[max(0, index - 5) : index]]
    if lead and lead[-1] in ("del", "al"):
        lead[-1] = {"del": "de", "al": "a"}[lead[-1]]
    return lead


def _ends(lead: Sequence[str], cues: Iterable[tuple[str, ...]]) -> bool:
    return any(tuple(lead[-len(cue) :]) == cue for cue in cues if len(lead) >= len(cue))


def _host(scene: Scene, node: _Node, here: Sequence[_Node]) -> _Node | None:
    """The event that the adjunct of `node` modifies: the conditioned, the main or the nearest."""
    others = [other for other in here if other is not node]
    lead = _lead(scene, node)
    earlier = [other for other in others if other.trigger.last < node.trigger.first]
    if earlier and _ends(lead, (("en", "caso", "de"),)):
        return earlier[-1]
    if (
        earlier
        and earlier[-1].trigger.group is not None
        and earlier[-1].trigger.group.mood == "par"
    ):
        gap = scene.words[earlier[-1].trigger.last + 1 : node.trigger.first]
        if not any(word.pos == "VERB" or word.text == "," for word in gap):
            return earlier[-1]
    main = main_group(scene, node.trigger.head)
    for other in others:
        if main is not None and other.trigger.group == main:
            return other
    if main is None:
        return None
    if main.lemma in light_verbs():
        subjects = [o for o in others if o.trigger.pos == "NOUN" and o.trigger.last < main.first]
        if subjects:
            return subjects[-1]
    objects = [o for o in others if o.trigger.pos == "NOUN" and o.trigger.first > main.last]
    return objects[0] if objects and objects[0].trigger.first - main.last <= 4 else None


def _caused(discourse: Discourse, scene: Scene, here: Sequence[_Node]) -> list[Link]:
    links: list[Link] = []
    for node in here:
        above = governor(scene, node.trigger, discourse.triggers)
        if above is not None and above.group is not None and above.relation == "object":
            kind = "CAUSE" if above.group.lemma in CAUSAL_VERBS else ""
            if kind:
                links += [
                    (kind, c.event.id, node.event.id) for c in _subjects(scene, above.group, here)
                ]
        group = node.trigger.group
        if group is None or not finite(group):
            continue
        start = opener(scene, group)
        word = scene.words[start].lower if start is not None else ""
        if word not in ("porque", "si"):
            continue
        if word == "si" and above is not None and above.relation != "condition":
            continue
        others = [other for other in here if other is not node and other.trigger.group is not None]
        before = [other for other in others if other.trigger.first < node.trigger.first]
        if word == "si":
            before = [other for other in before if other.event.certainty == "POSSIBLE"]
        after = [other for other in others if other.event.certainty == "POSSIBLE"]
        mains = before[-1:] or (after[:1] if word == "si" else [])
        for main in mains:
            kind = "CAUSE" if word == "porque" else "PRECONDITION"
            links.append((kind, node.event.id, main.event.id))
    return links


def _subjects(scene: Scene, group: VerbGroup, here: Sequence[_Node]) -> list[_Node]:
    before = [
        node for node in here if node.trigger.pos == "NOUN" and node.trigger.last < group.first
    ]
    return before[:1] if len(before) == 1 else []


def _reported(discourse: Discourse, scene: Scene, here: Sequence[_Node]) -> list[Link]:
    links: list[Link] = []
    for node in here:
        group = node.trigger.group
        if group is None or node.event.time != "PAST":
            continue
        above = governor(scene, node.trigger, discourse.triggers)
        if above is None or above.trigger is None or above.relation != "clause":
            continue
        saying = next((other for other in here if other.trigger == above.trigger), None)
        told = group.perfect or group.tense == "past"
        if saying is not None and saying.event.type == "STATEMENT" and told:
            links.append(("BEFORE", node.event.id, saying.event.id))
    return links


def _entails(links: Sequence[Link], goal: Link) -> bool:
    facts = {link for link in links if link[0] in ("BEFORE", "CONTAINS")}
    while True:
        new: set[Link] = set()
        for kind, a, b in facts:
            for other, c, d in facts:
                if kind == "BEFORE" and b == c:
                    new.add(("BEFORE", a, d))
                elif kind == other == "CONTAINS" and b == c:
                    new.add(("CONTAINS", a, d))
                elif kind == "CONTAINS" and other == "BEFORE":
                    if a == c:
                        new.add(("BEFORE", b, d))
                    if a == d:
                        new.add(("BEFORE", c, b))
        if new <= facts:
            return goal in facts
        facts |= new


def _reduced(links: list[Link]) -> list[Link]:
    kept = list(links)
    for link in links:
        if link[0] not in ("BEFORE", "CONTAINS"):
            continue
        rest = [other for other in kept if other != link]
        if _entails(rest, link):
            kept = rest
    return kept

"""Links between events: order, parts and causes (guidelines L)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from acuerdo.annotation import Event, EventRelation, Time
from acuerdo_baselines.rules.clauses import finite, opener
from acuerdo_baselines.rules.connectives import AFTER_CUES as AFTER_CUES
from acuerdo_baselines.rules.connectives import BEFORE_CUES as BEFORE_CUES
from acuerdo_baselines.rules.connectives import CAUSAL_CUES as CAUSAL_CUES
from acuerdo_baselines.rules.connectives import DURING_CUES as DURING_CUES
from acuerdo_baselines.rules.connectives import Node, clausal, connected, gathered
from acuerdo_baselines.rules.dated import Interval, interval, order
from acuerdo_baselines.rules.government import governor, main_group
from acuerdo_baselines.rules.reduction import Link, entails, reduced
from acuerdo_baselines.rules.repetition import representatives
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.spanish.analysis import VerbGroup

CALENDAR = re.compile(r"\d{2}")
SAYINGS = frozenset({"STATEMENT", "ACCUSE"})
DEADLINES = frozenset({"BEFORE", "ON_OR_BEFORE", "ON_OR_AFTER"})
PHASES = frozenset(
    ["empezar", "comenzar", "iniciar", "arrancar", "terminar", "concluir", "acabar", "finalizar"]
)
"""Verbs that place the beginning or the end of an event, not the event."""

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


def find_links(
    discourse: Discourse, events: Mapping[Trigger, Event], times: Iterable[Time]
) -> list[EventRelation]:
    """Temporal, causal and subevent links, reduced; their ids are empty."""
    table = {time.id: time for time in times}
    represent = representatives(events.values())
    nodes = {trigger: Node(trigger, event) for trigger, event in events.items()}
    links: list[Link] = []
    for scene in discourse.scenes:
        here = [node for trigger, node in nodes.items() if trigger.scene == scene.index]
        links += _anchors(scene, here, table)
        links += connected(scene, here)
        links += _caused(discourse, scene, here)
        links += clausal(scene, here)
        links += gathered(scene, here)
    links += _reported(nodes.values())
    links += _ordered(discourse, nodes.values(), table, represent)
    eligible = {event.id for event in events.values() if _eligible(event)} | set(table)
    chosen: list[Link] = []
    for kind, head, tail in links:
        link = (kind, represent.get(head, head), represent.get(tail, tail))
        if link[1] == link[2] or link in chosen:
            continue
        temporal = kind in ("BEFORE", "CONTAINS")
        if temporal and not {link[1], link[2]} <= eligible:
            continue
        if temporal and entails(chosen, (kind, link[2], link[1])):
            continue
        if any(
            c[1:] in (link[1:], link[:0:-1])
            for c in chosen
            if temporal == (c[0] in ("BEFORE", "CONTAINS"))
        ):
            continue
        chosen.append(link)
    return [EventRelation("", *link) for link in reduced(chosen)]


def _eligible(event: Event) -> bool:
    return event.polarity == "POS" and event.certainty == "CERTAIN" and event.time != "FUTURE"


def _anchors(scene: Scene, here: Sequence[Node], times: Mapping[str, Time]) -> list[Link]:
    links: list[Link] = []
    where = {time.id: first for time, first, _ in scene.times}
    for node in here:
        placed = [times[a.filler].value for a in node.event.arguments if a.filler in times]
        if sum(CALENDAR.match(value) is not None for value in placed) > 1:
            continue  # none of several times holds the whole event (V15)
        for argument in node.event.arguments:
            time = times.get(argument.filler)
            if time is None or time.type not in ("DATE", "TIME") or not CALENDAR.match(time.value):
                continue
            if argument.filler not in where:
                continue
            first = where[argument.filler]
            before = [word.lower for word in scene.words[max(0, first - 3) : first]]
            if {"desde", "hasta", "para"} & set(before) or time.mod in DEADLINES:
                continue
            if _begun(scene, node):
                continue
            if time.mod == "AFTER":
                links.append(("BEFORE", time.id, node.event.id))
            elif "antes" in before:
                links.append(("BEFORE", node.event.id, time.id))
            elif {"tras", "después"} & set(before):
                links.append(("BEFORE", time.id, node.event.id))
            else:
                links.append(("CONTAINS", time.id, node.event.id))
    return links


def _caused(discourse: Discourse, scene: Scene, here: Sequence[Node]) -> list[Link]:
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


def _subjects(scene: Scene, group: VerbGroup, here: Sequence[Node]) -> list[Node]:
    before = [
        node for node in here if node.trigger.pos == "NOUN" and node.trigger.last < group.first
    ]
    return before[:1] if len(before) == 1 else []


def _reported(nodes: Iterable[Node]) -> list[Link]:
    """What was said to have happened is before the saying (L4, step 4)."""
    links: list[Link] = []
    told = {node.event.id: node for node in nodes}
    for saying in told.values():
        if saying.event.type not in SAYINGS or saying.event.time != "PAST":
            continue
        for argument in saying.event.arguments:
            node = told.get(argument.filler)
            if node is None or node.trigger.group is None or node.event.time != "PAST":
                continue
            group = node.trigger.group
            participle = group.mood == "par" and not group.auxiliaries
            if group.perfect or group.tense == "past" or participle:
                links.append(("BEFORE", node.event.id, saying.event.id))
    return links


def _ordered(
    discourse: Discourse,
    nodes: Iterable[Node],
    times: Mapping[str, Time],
    represent: Mapping[str, str],
) -> list[Link]:
    """Events in the order of dates that exclude each other (L4, step 5)."""
    where = {
        time.id: (scene, first) for scene in discourse.scenes for time, first, _ in scene.times
    }
    dated: dict[str, Interval] = {}
    only_first: list[str] = []
    only_last: list[str] = []
    for node in sorted(nodes, key=lambda node: node.event.trigger):
        name = represent.get(node.event.id, node.event.id)
        if not _eligible(node.event):
            continue
        for argument in node.event.arguments:
            time = times.get(argument.filler)
            if time is None or time.type not in ("DATE", "TIME") or argument.filler not in where:
                continue
            span = interval(time.value)
            if span is None or time.mod in DEADLINES:
                continue
            scene, first = where[argument.filler]
            before = {word.lower for word in scene.words[max(0, first - 2) : first]}
            if {"desde", "partir"} & before or _begun(scene, node):
                only_last.append(name)
            elif {"hasta", "para"} & before:
                only_first.append(name)
            known = dated.get(name)
            dated[name] = (
                span if known is None else (min(known[0], span[0]), max(known[1], span[1]))
            )
    return [("BEFORE", a, b) for a, b in order(dated, first=only_first, last=only_last)]


def _begun(scene: Scene, node: Node) -> bool:
    """Whether only the beginning or the end of the event is told: *empezó a las 9.40*."""
    if node.trigger.pos != "NOUN" or node.trigger.scene != scene.index:
        return False
    main = main_group(scene, node.trigger.head)
    return main is not None and main.lemma in PHASES

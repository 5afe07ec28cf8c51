"""Links that agree with each other: what may be linked, and what is left of many answers.

The chosen links are taken in from the surest to the least sure, as long as they contradict nothing
(guidelines L4, step 7), and those that the others entail are left out (step 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from acuerdo.annotation import Event, EventRelation, Time
from acuerdo_baselines.linear.ordering import CONTAINS, OVERLAP, SIMULTANEOUS, Link, Timeline

BACKWARDS = "<"
"""Begins a label whose head is the later of the two in the text."""

_CALENDAR = re.compile(r"\d\d")


def eligible(event: Event) -> bool:
    """Return whether an event has a place in the timeline (L2)."""
    return (event.polarity, event.certainty) == ("POS", "CERTAIN") and event.time != "FUTURE"


def is_node(time: Time) -> bool:
    """Return whether a time expression has a place in the timeline (L2)."""
    return time.type in ("DATE", "TIME") and _CALENDAR.match(time.value) is not None


def resolve(
    chosen: Iterable[tuple[float, Link]],
    events: Mapping[str, Event],
    representatives: Mapping[str, str],
    families: Mapping[str, str],
) -> list[EventRelation]:
    """Return links that agree with each other, between first mentions, without ids.

    Args:
        chosen: Links with their log-probabilities; ends are events or times.
        events: Events with their attributes, by id.
        representatives: First mention of the cluster of each event.
        families: Family of each type of link.
    """
    timeline = Timeline()
    others: dict[tuple[str, str, str], Link] = {}
    reach: dict[tuple[str, str], set[str]] = {}
    ranked = sorted(chosen, key=lambda item: (-item[0], item[1]))
    for _, (kind, head, tail) in ranked:
        head, tail = representatives.get(head, head), representatives.get(tail, tail)
        if head == tail:
            continue
        family = families[kind]
        if family == "temporal":
            if all(eligible(events[end]) for end in (head, tail) if end in events):
                if kind in (OVERLAP, SIMULTANEOUS):
                    head, tail = _in_text_order(events, head, tail)
                timeline.add((kind, head, tail))
            continue
        pair = (min(head, tail), max(head, tail))
        if (family, *pair) in others or _leads(reach, family, tail, head):
            continue
        others[family, *pair] = (kind, head, tail)
        reach.setdefault((family, head), set()).add(tail)
        if family == "subevent" and eligible(events[head]) and eligible(events[tail]):
            # What is a part happens within the whole (L4, step 6).
            timeline.add((CONTAINS, head, tail))
    return [
        EventRelation("", kind, head, tail)
        for kind, head, tail in (*others.values(), *timeline.reduced())
    ]


def _leads(reach: Mapping[tuple[str, str], set[str]], family: str, start: str, goal: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        for following in reach.get((family, node), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def _in_text_order(events: Mapping[str, Event], head: str, tail: str) -> tuple[str, str]:
    if head in events and tail in events and events[tail].trigger < events[head].trigger:
        return tail, head
    return head, tail


def labels_of(links: Iterable[EventRelation]) -> dict[tuple[str, str], str]:
    """Return the type of each link by its ends, in both orders; the turned ones are marked."""
    table: dict[tuple[str, str], str] = {}
    for link in links:
        table.setdefault((link.head, link.tail), link.type)
        table.setdefault((link.tail, link.head), BACKWARDS + link.type)
    return table


def entailed(
    links: Sequence[EventRelation], temporal: frozenset[str], same: Mapping[str, str]
) -> Iterator[EventRelation]:
    """Yield every temporal link that some links entail, between clusters."""
    timeline = Timeline(
        (link.type, same.get(link.head, link.head), same.get(link.tail, link.tail))
        for link in links
        if link.type in temporal
    )
    for kind, head, tail in timeline.related():
        yield EventRelation("", kind, head, tail)


def stated(label: str, first: str, second: str) -> Link:
    """Return the link that a label stands for.

    >>> stated("<BEFORE", "e1", "e2")
    ('BEFORE', 'e2', 'e1')
    """
    if label.startswith(BACKWARDS):
        return label.removeprefix(BACKWARDS), second, first
    return label, first, second

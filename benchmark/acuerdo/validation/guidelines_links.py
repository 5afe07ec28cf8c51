"""Rules for gold only, between items: clusters, links between events, quotes.

Source: sections 11 (L) and 12 (Q) of the annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import EventRelation
from acuerdo.validation.case import Case
from acuerdo.validation.problem import Problem
from acuerdo.validation.references import first_cycle
from acuerdo.validation.timeline import entailed_links, temporal_cycle

_VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})


def clusters_are_sound(case: Case) -> Iterator[Problem]:
    """Coreferent events have one type, and a cluster has at least two of them."""
    members: dict[str, list[int]] = {}
    events = case.annotations.events
    for i, event in enumerate(events):
        if event.cluster:
            members.setdefault(event.cluster, []).append(i)
    for cluster, indices in members.items():
        first = events[indices[0]]
        if len(indices) == 1:
            yield Problem(
                f"events[{indices[0]}].cluster",
                f"{cluster!r} names this event only",
                "'' for an event that stands alone",
            )
        for i in indices[1:]:
            if events[i].type != first.type:
                yield Problem(
                    f"events[{i}].cluster",
                    f"{cluster!r} joins {events[i].type} with the {first.type} of {first.id!r}",
                    "coreferent events of one type",
                )


def links_join_first_mentions(case: Case) -> Iterator[Problem]:
    """A cluster is represented by its first mention in the text (L1)."""
    first = _representatives(case)
    for i, link in enumerate(case.annotations.event_relations):
        for side, end in (("head", link.head), ("tail", link.tail)):
            if first.get(end, end) != end:
                yield Problem(
                    f"event_relations[{i}].{side}",
                    f"{end!r}, a later mention of a cluster",
                    f"its first mention, {first[end]!r}",
                )


def timeline_nodes_are_eligible(case: Case) -> Iterator[Problem]:
    """Temporal links join certain, positive events that are not future, and calendar dates (L2)."""
    for i, link in _of_family(case, "temporal"):
        for side, end in (("head", link.head), ("tail", link.tail)):
            where = f"event_relations[{i}].{side}"
            event, time = case.events.get(end), case.times.get(end)
            if event is not None:
                found = (event.polarity, event.certainty, event.time)
                if found[:2] != ("POS", "CERTAIN") or event.time == "FUTURE":
                    yield Problem(
                        where, f"{end!r} is {' '.join(found)}", "an event POS, CERTAIN, not FUTURE"
                    )
            elif time is not None:
                if time.type not in ("DATE", "TIME") or time.value in _VAGUE:
                    yield Problem(
                        where, f"{end!r} is {time.type} {time.value}", "a date or clock time"
                    )
                elif link.type == "CONTAINS" and side == "tail":
                    yield Problem(where, f"time {end!r} inside an event", "a time as head only")


def timeline_is_consistent(case: Case) -> Iterator[Problem]:
    """The temporal relations can all be true together (L4, step 7)."""
    cycle = temporal_cycle(case.annotations.event_relations, _representatives(case))
    if cycle:
        yield Problem(
            "event_relations",
            f"a circle: {' → '.join(cycle)}",
            "temporal relations that can all be true",
        )


def timeline_is_minimal(case: Case) -> Iterator[Problem]:
    """No temporal relation follows from the others (L4, step 8)."""
    links = case.annotations.event_relations
    same = _representatives(case)
    if temporal_cycle(links, same):
        return
    entailed = entailed_links(links, same)
    for i, link in enumerate(links):
        if link in entailed:
            yield Problem(
                f"event_relations[{i}]",
                f"{link.type} {link.head} {link.tail} follows from the other links",
                "the minimal timeline, without it",
            )


def causes_are_sound(case: Case) -> Iterator[Problem]:
    """No pair is both CAUSE and PRECONDITION, and nothing causes or contains itself (L5, L6)."""
    seen: dict[tuple[str, str], str] = {}
    for i, link in _of_family(case, "causal"):
        first = seen.setdefault((link.head, link.tail), link.type)
        if first != link.type:
            yield Problem(
                f"event_relations[{i}]",
                f"{link.type} of a pair that is also {first}",
                "one of the two",
            )
    for family in ("causal", "subevent"):
        graph: dict[str, list[str]] = {}
        for _, link in _of_family(case, family):
            graph.setdefault(link.head, []).append(link.tail)
        cycle = first_cycle(graph)
        if cycle:
            yield Problem(
                "event_relations",
                f"a circle of {family} links: {' → '.join(cycle)}",
                "links without circles",
            )


def quotes_are_attributed(case: Case) -> Iterator[Problem]:
    """A quote has a source and a cue; a cue that is a trigger is exactly the trigger (Q1, Q3)."""
    for i, quote in enumerate(case.annotations.quotes):
        if not quote.source:
            yield Problem(f"quotes[{i}].source", "none", "the mention that the content is from")
        if not quote.cue:
            yield Problem(f"quotes[{i}].cue", "none", "the words that attribute the content")
        event = case.events.get(quote.event)
        if event is not None and event.trigger not in set(quote.cue):
            yield Problem(
                f"quotes[{i}].event",
                f"{quote.event!r}, whose trigger is not a cue of this quote",
                "the event of the cue",
            )


def _of_family(case: Case, family: str) -> Iterator[tuple[int, EventRelation]]:
    kinds = case.ontology.event_relation_type
    for i, link in enumerate(case.annotations.event_relations):
        if link.type in kinds and kinds[link.type].family == family:
            yield i, link


def _representatives(case: Case) -> dict[str, str]:
    """First mention in the text of every event that is in a cluster, by id."""
    first: dict[str, str] = {}
    ordered = sorted(case.annotations.events, key=lambda event: event.trigger)
    return {
        event.id: first.setdefault(event.cluster, event.id) for event in ordered if event.cluster
    }

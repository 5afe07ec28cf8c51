"""Rules about repetition: nothing is said twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping

from acuerdo.annotation import Entity, Mention
from acuerdo.ontology import EventRelationType, RelationType
from acuerdo.validation.case import Case
from acuerdo.validation.problem import Problem


def mentions_are_distinct(case: Case) -> Iterator[Problem]:
    """No two mentions have the same span, be it in one entity or in two."""
    seen: dict[tuple[int, int], tuple[Mention, Entity]] = {}
    for i, entity in enumerate(case.annotations.entities):
        for j, mention in enumerate(entity.mentions):
            key = (mention.span.start, mention.span.end)
            first = seen.setdefault(key, (mention, entity))
            if first[0] is mention:
                continue
            owner = "the same entity" if first[1] is entity else f"entity {first[1].id!r}"
            yield Problem(
                f"entities[{i}].mentions[{j}]",
                f"mention {mention.id!r} {_surface(case, mention)} has the span of mention "
                f"{first[0].id!r} of {owner}",
                "every span once, in one entity",
            )


def times_are_distinct(case: Case) -> Iterator[Problem]:
    """No two time expressions have the same span."""
    keys = ((time.span.start, time.span.end) for time in case.annotations.times)
    for i, first in _repeated(keys):
        yield Problem(f"times[{i}]", f"the span of times[{first}]", "every time once")


def events_are_distinct(case: Case) -> Iterator[Problem]:
    """No two events agree in trigger, type and arguments."""
    keys = (
        (
            event.trigger.start,
            event.trigger.end,
            event.type,
            frozenset((argument.role, argument.filler) for argument in event.arguments),
        )
        for event in case.annotations.events
    )
    for i, first in _repeated(keys):
        yield Problem(
            f"events[{i}]",
            f"the trigger, type and arguments of events[{first}]",
            "every event once",
        )


def arguments_are_distinct(case: Case) -> Iterator[Problem]:
    """No event has one filler twice in the same role."""
    for i, event in enumerate(case.annotations.events):
        if len(event.arguments) < 2:
            continue
        for j, first in _repeated((a.role, a.filler) for a in event.arguments):
            argument = event.arguments[j]
            yield Problem(
                f"events[{i}].arguments[{j}]",
                f"{argument.role} {argument.filler!r} again, as in arguments[{first}]",
                "every argument once",
            )


def relations_are_distinct(case: Case) -> Iterator[Problem]:
    """No relation joins the same two mentions twice; for symmetric types, in either direction."""
    kinds = case.ontology.relation_type
    keys = (
        (relation.type, *_ends(relation.head, relation.tail, _symmetric(kinds, relation.type)))
        for relation in case.annotations.relations
    )
    for i, first in _repeated(keys):
        yield _again(f"relations[{i}]", f"relations[{first}]")


def event_relations_are_distinct(case: Case) -> Iterator[Problem]:
    """No event relation is stored twice; symmetric ones in one direction only."""
    kinds = case.ontology.event_relation_type
    keys = (
        (link.type, *_ends(link.head, link.tail, _symmetric(kinds, link.type)))
        for link in case.annotations.event_relations
    )
    for i, first in _repeated(keys):
        yield _again(f"event_relations[{i}]", f"event_relations[{first}]")


def _symmetric(
    kinds: Mapping[str, RelationType] | Mapping[str, EventRelationType], name: str
) -> bool:
    kind = kinds.get(name)
    return kind is not None and kind.symmetric


def _ends(head: str, tail: str, symmetric: bool) -> tuple[str, str]:
    return (tail, head) if symmetric and tail < head else (head, tail)


def _repeated(keys: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    first: dict[Hashable, int] = {}
    for i, key in enumerate(keys):
        if first.setdefault(key, i) != i:
            yield i, first[key]


def _again(where: str, first: str) -> Problem:
    return Problem(where, f"the type and ends of {first}", "every relation once")


def _surface(case: Case, mention: Mention) -> str:
    span = mention.span
    place = f"[{span.start}, {span.end})"
    return place if case.text is None else f"{case.text[span.start : span.end]!r} {place}"

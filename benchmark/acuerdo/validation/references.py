"""Rules about ids: unique in the document, and every reference reaches the layer it means."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from acuerdo.ontology import EVENT_FILLER, TIME_FILLER
from acuerdo.validation.case import Case
from acuerdo.validation.problem import Problem, one_of

_ENDS = {False: "an event", True: "an event or a time"}


def ids_are_unique(case: Case) -> Iterator[Problem]:
    """Ids are non-empty, and no two items of any layers share one."""
    seen: dict[str, tuple[str, int, int]] = {}
    for identifier, template, i, j in _ids(case):
        if not identifier:
            yield Problem(f"{template.format(i, j)}.id", "an empty id", "an id")
        elif identifier in seen:
            first, k, m = seen[identifier]
            yield Problem(
                f"{template.format(i, j)}.id",
                f"{identifier!r}, already the id of {first.format(k, m)}",
                "ids that are unique in the document, over all layers",
            )
        else:
            seen[identifier] = (template, i, j)


def entities_have_mentions(case: Case) -> Iterator[Problem]:
    """An entity is the set of its mentions: never empty."""
    for i, entity in enumerate(case.annotations.entities):
        if not entity.mentions:
            yield Problem(f"entities[{i}].mentions", "no mention", "at least one mention")


def fillers_resolve(case: Case) -> Iterator[Problem]:
    """Fillers exist, and are of a kind that the role of that event type allows."""
    for i, event in enumerate(case.annotations.events):
        event_type = case.ontology.event_type.get(event.type)
        for j, argument in enumerate(event.arguments):
            kind = case.filler_kind(argument.filler)
            where = f"events[{i}].arguments[{j}].filler"
            if not kind:
                yield _dangling(case, where, argument.filler, "a mention, a time or an event")
            elif argument.filler == event.id:
                yield Problem(where, "the event itself", "another item")
            elif event_type is not None:
                allowed = event_type.roles.get(argument.role)
                # A label outside the ontology is told once, where it stands.
                if allowed is not None and kind not in allowed and _is_kind(case, kind):
                    yield Problem(
                        where,
                        f"{argument.filler!r} ({kind}) as {argument.role} of {event.type}",
                        one_of(allowed),
                    )


def arguments_have_no_cycles(case: Case) -> Iterator[Problem]:
    """No event is, through other events, an argument of itself."""
    graph = {
        event.id: [
            argument.filler
            for argument in event.arguments
            if argument.filler in case.events and argument.filler != event.id
        ]
        for event in case.annotations.events
    }
    cycle = first_cycle(graph)
    if cycle:
        i = next(i for i, event in enumerate(case.annotations.events) if event.id in cycle)
        yield Problem(
            f"events[{i}].arguments",
            f"a circle of arguments: {' → '.join(cycle)}",
            "no event that is an argument of itself",
        )


def relation_ends_resolve(case: Case) -> Iterator[Problem]:
    """Relation ends are mentions of two entities, of types that the relation joins."""
    for i, relation in enumerate(case.annotations.relations):
        kind = case.ontology.relation_type.get(relation.type)
        for side, end in (("head", relation.head), ("tail", relation.tail)):
            found = case.mentions.get(end)
            if found is None:
                yield _dangling(case, f"relations[{i}].{side}", end, "a mention")
            elif kind is not None:
                allowed = kind.head if side == "head" else kind.tail
                if found[1].type not in allowed and _is_kind(case, found[1].type):
                    yield Problem(
                        f"relations[{i}].{side}",
                        f"{end!r} ({found[1].type}) as {side} of {relation.type}",
                        one_of(allowed),
                    )
        head, tail = case.mentions.get(relation.head), case.mentions.get(relation.tail)
        if head is not None and tail is not None and head[1] is tail[1]:
            yield Problem(
                f"relations[{i}]",
                f"{relation.type} between {relation.head!r} and {relation.tail!r}, "
                f"both mentions of entity {head[1].id!r}",
                "two entities",
            )


def event_relation_ends_resolve(case: Case) -> Iterator[Problem]:
    """Ends of event relations are events or, where the type allows, one time and one event."""
    for i, link in enumerate(case.annotations.event_relations):
        kind = case.ontology.event_relation_type.get(link.type)
        ends = []
        for side, end in (("head", link.head), ("tail", link.tail)):
            allowed: tuple[str, ...] = (EVENT_FILLER, TIME_FILLER)
            if kind is not None:
                allowed = kind.head if side == "head" else kind.tail
            found = EVENT_FILLER if end in case.events else ""
            found = found or (TIME_FILLER if end in case.times else "")
            ends.append(found)
            if not found:
                yield _dangling(case, f"event_relations[{i}].{side}", end, _ENDS[len(allowed) > 1])
            elif found not in allowed:
                yield Problem(
                    f"event_relations[{i}].{side}",
                    f"{end!r} ({found}) as {side} of {link.type}",
                    one_of(allowed),
                )
        if link.head == link.tail:
            yield Problem(f"event_relations[{i}]", f"{link.head!r} with itself", "two ends")
        elif ends == [TIME_FILLER, TIME_FILLER]:
            yield Problem(
                f"event_relations[{i}]",
                f"{link.type} between two times",
                "an event at one end: the order of times follows from their values",
            )


def quote_references_resolve(case: Case) -> Iterator[Problem]:
    """A quote's source is a mention and its event an event; either may be left out."""
    for i, quote in enumerate(case.annotations.quotes):
        if quote.source and quote.source not in case.mentions:
            yield _dangling(case, f"quotes[{i}].source", quote.source, "a mention, or ''")
        if quote.event and quote.event not in case.events:
            yield _dangling(case, f"quotes[{i}].event", quote.event, "an event, or ''")


def first_cycle(graph: dict[str, list[str]]) -> list[str]:
    """Return the nodes of one cycle, its first node repeated at the end; empty without cycles.

    >>> first_cycle({"a": ["b"], "b": ["a"]})
    ['a', 'b', 'a']
    """
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # graphlib lists a cycle against the direction of its edges.
        cycle = [str(node) for node in reversed(error.args[1])][:-1]
        turn = cycle.index(min(cycle))
        return [*cycle[turn:], *cycle[:turn], cycle[turn]]
    return []


def _is_kind(case: Case, kind: str) -> bool:
    return kind in (EVENT_FILLER, TIME_FILLER) or kind in case.ontology.entity_type_names


def _ids(case: Case) -> Iterator[tuple[str, str, int, int]]:
    annotations = case.annotations
    for i, entity in enumerate(annotations.entities):
        yield entity.id, "entities[{}]", i, 0
        for j, mention in enumerate(entity.mentions):
            yield mention.id, "entities[{}].mentions[{}]", i, j
    for i, time in enumerate(annotations.times):
        yield time.id, "times[{}]", i, 0
    for i, event in enumerate(annotations.events):
        yield event.id, "events[{}]", i, 0
    for i, relation in enumerate(annotations.relations):
        yield relation.id, "relations[{}]", i, 0
    for i, link in enumerate(annotations.event_relations):
        yield link.id, "event_relations[{}]", i, 0
    for i, quote in enumerate(annotations.quotes):
        yield quote.id, "quotes[{}]", i, 0


def _dangling(case: Case, where: str, identifier: str, expected: str) -> Problem:
    found = "which no item has"
    for other, template, i, j in _ids(case):
        if other == identifier:
            found = f"the id of {template.format(i, j)}"
            break
    return Problem(where, f"{identifier!r}, {found}", f"the id of {expected}")

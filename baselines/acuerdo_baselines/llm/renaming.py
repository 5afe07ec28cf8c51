"""Annotations with other ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from acuerdo.annotation import Annotations


def renamed(
    annotations: Annotations, item: Callable[[str], str], cluster: Callable[[str], str]
) -> Annotations:
    """Return the annotations with the ids, and the references to them, put through a function.

    Args:
        annotations: Of a document.
        item: New id of an item; empty references stay empty.
        cluster: New name of an event cluster; events without one stay without.

    >>> from acuerdo.annotation import Event, Span
    >>> event = Event("e", "MOVE", Span(0, 2), Span(0, 2), cluster="c")
    >>> found = renamed(Annotations("d", events=(event,)), str.upper, str.title).events[0]
    >>> found.id, found.cluster
    ('E', 'C')
    """
    return replace(
        annotations,
        entities=tuple(
            replace(
                entity,
                id=item(entity.id),
                mentions=tuple(replace(each, id=item(each.id)) for each in entity.mentions),
            )
            for entity in annotations.entities
        ),
        times=tuple(replace(time, id=item(time.id)) for time in annotations.times),
        events=tuple(
            replace(
                event,
                id=item(event.id),
                cluster=event.cluster and cluster(event.cluster),
                arguments=tuple(
                    replace(each, filler=item(each.filler)) for each in event.arguments
                ),
            )
            for event in annotations.events
        ),
        relations=tuple(
            replace(each, id=item(each.id), head=item(each.head), tail=item(each.tail))
            for each in annotations.relations
        ),
        event_relations=tuple(
            replace(each, id=item(each.id), head=item(each.head), tail=item(each.tail))
            for each in annotations.event_relations
        ),
        quotes=tuple(
            replace(
                quote,
                id=item(quote.id),
                source=quote.source and item(quote.source),
                event=quote.event and item(quote.event),
            )
            for quote in annotations.quotes
        ),
    )

"""Spans without what joins them, and the clusters of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from acuerdo.annotation import Annotations, Entity, Event, Mention


def spans_of(annotations: Annotations) -> Annotations:
    """Return what is found before anything is linked: spans with their types, times with values.

    Clusters, attributes, arguments, relations and links are gone. Of quotes, the cues are left.
    """
    return Annotations(
        annotations.document_id,
        alone(annotations.mentions()),
        tuple(sorted(annotations.times, key=lambda time: (time.span, time.id))),
        tuple(
            Event(event.id, event.type, event.trigger, event.head) for event in annotations.events
        ),
        quotes=tuple(
            replace(quote, content=(), source="", event="")
            for quote in annotations.quotes
            if quote.cue
        ),
    )


def alone(mentions: Iterator[tuple[Mention, Entity]]) -> tuple[Entity, ...]:
    """Return an entity for each mention, with nothing but its type.

    >>> alone(iter([]))
    ()
    """
    ordered = sorted(mentions, key=lambda pair: (pair[0].span, pair[0].id))
    return tuple(
        Entity(f"entity of {mention.id}", entity.type, (mention,)) for mention, entity in ordered
    )


def clusters_of(annotations: Annotations) -> Mapping[str, str]:
    """Return the name of the cluster of each event: that of its first mention, by event id."""
    first: dict[str, str] = {}
    return {
        event.id: first.setdefault(event.cluster, event.id) if event.cluster else event.id
        for event in sorted(annotations.events, key=lambda event: (event.trigger, event.id))
    }

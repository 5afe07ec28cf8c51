"""What ``memory`` keeps of a string: the label that it carried, free of its place in the text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

import msgspec

from acuerdo.annotation import Document, Entity, Event, Mention, Span, Time

Head = tuple[int, int]
"""Start and end of a head, counted from the start of its span."""


@dataclass(frozen=True, slots=True)
class MentionLabel:
    """Label of a mention."""

    type: str
    level: str
    head: Head
    name: str
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class TimeLabel:
    """Label of a time; ``days`` from the day of publication, where that is known."""

    type: str
    value: str
    mod: str
    days: int | None


@dataclass(frozen=True, slots=True)
class EventLabel:
    """Label of a trigger."""

    type: str
    mode: str
    head: Head
    polarity: str
    certainty: str
    time: str


class Learnt(msgspec.Struct, forbid_unknown_fields=True):
    """What is kept in a file: labels by string, and labels of pairs after the pair."""

    trained_on: int | None
    layers: tuple[str, ...]
    seed: int
    mentions: dict[str, MentionLabel]
    times: dict[str, TimeLabel]
    events: dict[str, EventLabel]
    roles: list[tuple[str, str, str]]
    relations: list[tuple[str, str, str, str]]


def mention_label(mention: Mention, entity: Entity) -> MentionLabel:
    """Return the label of a mention."""
    head = _offset(mention.head, mention.span)
    return MentionLabel(
        entity.type, mention.level, head, entity.name, entity.country, entity.sector
    )


def time_label(time: Time, date: datetime.date | None) -> TimeLabel:
    """Return the label of a time in a document of that day."""
    days = None
    if date is not None and time.type == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", time.value):
        # A written-out date has digits; everything else is relative to the day of publication.
        days = (datetime.date.fromisoformat(time.value) - date).days
    return TimeLabel(time.type, time.value, time.mod, days)


def event_label(event: Event, *, attributes: bool) -> EventLabel:
    """Return the label of a trigger, with the usual attributes unless they are wanted."""
    head = _offset(event.head, event.trigger)
    if not attributes:
        bare = Event(event.id, event.type, event.trigger, event.head)
        return event_label(bare, attributes=True)
    return EventLabel(event.type, event.mode, head, event.polarity, event.certainty, event.time)


def time_of(identifier: str, span: Span, label: TimeLabel, document: Document) -> Time:
    """Return a time with that label at a place of another document."""
    value = label.value
    relative = not any(character.isdigit() for character in document[span])
    if relative and label.days is not None and document.date is not None:
        value = (document.date + datetime.timedelta(days=label.days)).isoformat()
    return Time(identifier, span, label.type, value, label.mod)


def event_of(identifier: str, span: Span, label: EventLabel) -> Event:
    """Return an event with that label at another place."""
    return Event(
        identifier,
        label.type,
        span,
        shifted(label.head, span),
        label.mode,
        label.polarity,
        label.certainty,
        label.time,
    )


def _offset(head: Span, span: Span) -> Head:
    return head.start - span.start, head.end - span.start


def shifted(head: Head, span: Span) -> Span:
    """Return the span of a head."""
    return Span(span.start + head[0], span.start + head[1])

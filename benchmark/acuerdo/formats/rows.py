"""The native row: one document with its annotations, as JSONL and Parquet hold it.

Rows are decoded with unknown keys forbidden, so that a misspelt key is an error with a place and
not a layer that silently stays empty.
"""

from __future__ import annotations

import msgspec

LAYERS = ("entities", "times", "events", "relations", "event_relations", "quotes")


class SpanRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A span with a copy of its text."""

    start: int
    end: int
    text: str


class MentionRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A mention of an entity."""

    id: str
    start: int
    end: int
    text: str
    head: SpanRow
    level: str


class EntityRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """An entity."""

    id: str
    type: str
    name: str
    country: str
    sector: str
    mentions: list[MentionRow]


class TimeRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A time expression."""

    id: str
    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str


class ArgumentRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """An argument of an event."""

    role: str
    filler: str


class EventRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """An event."""

    id: str
    type: str
    mode: str
    trigger: SpanRow
    head: SpanRow
    polarity: str
    certainty: str
    time: str
    cluster: str
    arguments: list[ArgumentRow]


class LinkRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A relation between entities or between events."""

    id: str
    type: str
    head: str
    tail: str


class QuoteRow(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A quote."""

    id: str
    form: str
    source: str
    event: str
    cue: list[SpanRow]
    content: list[SpanRow]


class DocumentRow(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A document; its layers, if there are any, stay undecoded."""

    id: str
    title: str = ""
    text: str
    date: str = ""
    source: str = ""
    genre: str = ""
    topic: str = ""
    split: str = ""
    license: str = ""
    canary: str = ""
    entities: msgspec.Raw = msgspec.Raw()
    times: msgspec.Raw = msgspec.Raw()
    events: msgspec.Raw = msgspec.Raw()
    relations: msgspec.Raw = msgspec.Raw()
    event_relations: msgspec.Raw = msgspec.Raw()
    quotes: msgspec.Raw = msgspec.Raw()


class Row(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A document with every layer. Predictions may leave out all document keys but ``id``."""

    id: str
    title: str = ""
    text: str | msgspec.UnsetType = msgspec.UNSET
    date: str = ""
    source: str = ""
    genre: str = ""
    topic: str = ""
    split: str = ""
    license: str = ""
    canary: str = ""
    entities: list[EntityRow]
    times: list[TimeRow]
    events: list[EventRow]
    relations: list[LinkRow]
    event_relations: list[LinkRow]
    quotes: list[QuoteRow]

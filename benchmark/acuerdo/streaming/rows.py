"""From decoded rows of JSONL to a sheet: columns are filled list by list, then the rows go.

What costs time here is Python itself: every value is touched once, in a list comprehension over all
the rows of a batch, and copied into an array that grows.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import fields
from typing import Protocol

import msgspec
import numpy as np

from acuerdo.formats.rows import (
    LAYERS,
    ArgumentRow,
    EntityRow,
    EventRow,
    MentionRow,
    QuoteRow,
    Row,
    TimeRow,
)
from acuerdo.streaming.labels import Vocabulary
from acuerdo.streaming.sheet import SEPARATOR, SPANS, Doubt, Ints, Sheet

_LISTS = ("ids", "texts", "splits", "copies")
_COLUMNS = tuple(field.name for field in fields(Sheet) if field.name not in _LISTS)


class Bound(Protocol):
    """A row with a span and a copy of its text."""

    start: int
    end: int
    text: str


class Item(Protocol):
    """A row with an id."""

    id: str


class Sheets:
    """Collects rows; ``take`` returns what has been collected as a sheet and starts another.

    Args:
        vocabulary: Gives labels their codes.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._start()

    def _start(self) -> None:
        self._vocabulary.forget()
        self._ids: list[str] = []
        self._texts: list[str | None] = []
        self._splits: list[str] = []
        self._clusters: dict[str, int] = {"": -1}
        self._columns: dict[str, list[bytes]] = {name: [] for name in _COLUMNS}
        self._copies: dict[str, list[str]] = {name: [] for name in SPANS}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, rows: Sequence[Row]) -> int:
        """Append rows; return how many lists they have, over all layers and levels.

        Raises:
            Doubt: A label, an id or a number cannot be right. The sheet is then of no use.
        """
        try:
            return self._add(rows)
        except (KeyError, struct.error) as error:
            raise Doubt from error

    def take(self) -> Sheet:
        """Return the rows as a sheet, and start another."""
        sheet = Sheet(
            ids=self._ids,
            texts=self._texts,
            splits=self._splits,
            copies=tuple("".join(parts) for parts in self._copies.values()),
            **{name: _ints(column) for name, column in self._columns.items()},
        )
        self._start()
        return sheet

    def _add(self, rows: Sequence[Row]) -> int:
        vocabulary = self._vocabulary
        for row in rows:
            vocabulary.days[row.date]
        self._ids += [row.id for row in rows]
        self._splits += [row.split for row in rows]
        self._texts += [None if row.text is msgspec.UNSET else row.text for row in rows]
        entities = [entity for row in rows for entity in row.entities]
        mentions = [mention for entity in entities for mention in entity.mentions]
        times = [time for row in rows for time in row.times]
        events = [event for row in rows for event in row.events]
        arguments = [argument for event in events for argument in event.arguments]
        relations = [relation for row in rows for relation in row.relations]
        links = [link for row in rows for link in row.event_relations]
        quotes = [quote for row in rows for quote in row.quotes]
        self._add_entities(entities, mentions)
        self._add_times(times)
        self._add_events(events, arguments)
        self._add_quotes(quotes)
        relation_types, link_types = vocabulary.relation_types, vocabulary.link_types
        self._put("relation_type", [relation_types[r.type] for r in relations])
        self._put("link_type", [link_types[link.type] for link in links])

        self._put("entities", [len(row.entities) for row in rows])
        self._put("times", [len(row.times) for row in rows])
        self._put("events", [len(row.events) for row in rows])
        self._put("relations", [len(row.relations) for row in rows])
        self._put("links", [len(row.event_relations) for row in rows])
        self._put("quotes", [len(row.quotes) for row in rows])
        self._put("entity_mentions", [len(entity.mentions) for entity in entities])
        self._put("event_arguments", [len(event.arguments) for event in events])
        self._resolve(rows)
        return len(LAYERS) * len(rows) + len(entities) + len(events) + 2 * len(quotes)

    def _add_entities(self, entities: Sequence[EntityRow], mentions: Sequence[MentionRow]) -> None:
        types, kinds = self._vocabulary.entity_types, self._vocabulary.actors
        self._vocabulary.names.require([entity.name for entity in entities])
        self._put("entity_type", [types[entity.type] for entity in entities])
        self._put("entity_actor", [kinds[entity.country, entity.sector] for entity in entities])
        self._put_spans("mention", mentions)
        self._put_spans("mention_head", [mention.head for mention in mentions])

    def _add_times(self, times: Sequence[TimeRow]) -> None:
        kinds = self._vocabulary.times
        self._put("time_kind", [kinds[time.type, time.value, time.mod] for time in times])
        self._put_spans("time", times)

    def _add_events(self, events: Sequence[EventRow], arguments: Sequence[ArgumentRow]) -> None:
        kinds, attributes = self._vocabulary.events, self._vocabulary.attributes
        clusters, roles = self._clusters, self._vocabulary.roles
        self._put("event_kind", [kinds[event.type, event.mode] for event in events])
        self._put("event_attributes", [attributes[e.polarity, e.certainty, e.time] for e in events])
        self._put(
            "event_cluster", [clusters.setdefault(event.cluster, len(clusters)) for event in events]
        )
        self._put("argument_role", [roles[argument.role] for argument in arguments])
        self._put_spans("event", [event.trigger for event in events])
        self._put_spans("event_head", [event.head for event in events])

    def _add_quotes(self, quotes: Sequence[QuoteRow]) -> None:
        forms = self._vocabulary.forms
        self._put("quote_form", [forms[quote.form] for quote in quotes])
        self._put("quote_cues", [len(quote.cue) for quote in quotes])
        self._put("quote_contents", [len(quote.content) for quote in quotes])
        self._put_spans("cue", [span for quote in quotes for span in quote.cue])
        self._put_spans("content", [span for quote in quotes for span in quote.content])

    def _put(self, name: str, values: Sequence[int]) -> None:
        self._columns[name].append(_packed(values))

    def _put_spans(self, name: str, spans: Sequence[Bound]) -> None:
        self._put(f"{name}_start", [span.start for span in spans])
        self._put(f"{name}_end", [span.end for span in spans])
        copies = [span.text for span in spans]
        copies.append("")
        self._copies[name].append(SEPARATOR.join(copies))

    def _resolve(self, rows: Sequence[Row]) -> None:
        """Replace ids by the numbers of their items, document by document."""
        fillers: list[int] = []
        relations: list[int] = []
        links: list[int] = []
        quotes: list[int] = []
        for row in rows:
            numbers: dict[str, int] = {}
            number = 0
            for entity in row.entities:
                for mention in entity.mentions:
                    numbers[mention.id] = number
                    number += 1
            others: tuple[Sequence[Item], ...] = (
                row.times,
                row.events,
                row.entities,
                row.relations,
                row.event_relations,
                row.quotes,
            )
            for layer in others:
                for item in layer:
                    numbers[item.id] = number
                    number += 1
            if len(numbers) < number or "" in numbers:
                raise Doubt
            numbers[""] = -1
            for event in row.events:
                for argument in event.arguments:
                    fillers.append(numbers[argument.filler])
            for relation in row.relations:
                relations.append(numbers[relation.head])
                relations.append(numbers[relation.tail])
            for link in row.event_relations:
                links.append(numbers[link.head])
                links.append(numbers[link.tail])
            for quote in row.quotes:
                quotes.append(numbers[quote.source])
                quotes.append(numbers[quote.event])
        self._put("argument_filler", fillers)
        self._put("relation_ends", relations)
        self._put("link_ends", links)
        self._put("quote_ends", quotes)


def _packed(values: Sequence[int]) -> bytes:
    # Twice as quick as filling an array, which looks at the type of every value.
    return struct.pack(f"{len(values)}i", *values)


def _ints(parts: Sequence[bytes]) -> Ints:
    return np.frombuffer(b"".join(parts), dtype=np.intc)

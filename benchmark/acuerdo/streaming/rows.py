"""From decoded rows of JSONL to a sheet: columns are filled list by list, then the rows go.

What costs time here is Python itself: every value is touched once, in a list comprehension over all
the rows of a batch, and copied into an array that grows.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import chain, islice
from typing import Protocol

import msgspec
import numpy as np

from acuerdo.formats.rows import (
    ArgumentRow,
    EntityRow,
    EventRow,
    LinkRow,
    MentionRow,
    QuoteRow,
    Row,
    TimeRow,
)
from acuerdo.ontology import Ontology
from acuerdo.streaming.labels import Days, EntityKinds, EventKinds, TimeKinds
from acuerdo.streaming.sheet import SPANS, Doubt, Ints, Sheet

_LISTS = ("ids", "texts", "copies", "copy_lengths")
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
        ontology: Gives labels their codes.
        values: Codes of the time values met so far. Grows.
    """

    def __init__(self, ontology: Ontology, values: dict[str, int]) -> None:
        self.entity_kinds = EntityKinds(ontology)
        self.time_kinds = TimeKinds(ontology, values)
        self.event_kinds = EventKinds(ontology)
        self._days = Days()
        self._levels = set(ontology.mention_level_names)
        self._roles = _codes(ontology.role_names)
        self._relation_types = _codes(ontology.relation_type_names)
        self._link_types = _codes(ontology.event_relation_type_names)
        self._forms = _codes(ontology.quote_form_names)
        self._start()

    def _start(self) -> None:
        for kinds in (self.entity_kinds, self.time_kinds, self.event_kinds):
            kinds.forget()
        self._ids: list[str] = []
        self._texts: list[str | None] = []
        self._clusters: dict[str, int] = {"": -1}
        self._columns = {name: array("i") for name in _COLUMNS}
        self._copies: dict[str, list[str]] = {name: [] for name in SPANS}
        self._copy_lengths = {name: array("i") for name in SPANS}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, rows: Sequence[Row]) -> None:
        """Append rows.

        Raises:
            Doubt: A label, an id or a number cannot be right. The sheet is then of no use.
        """
        try:
            self._add(rows)
        except (KeyError, OverflowError) as error:
            raise Doubt from error

    def take(self) -> Sheet:
        """Return the rows as a sheet, and start another."""
        sheet = Sheet(
            ids=self._ids,
            texts=self._texts,
            copies=tuple("".join(parts) for parts in self._copies.values()),
            copy_lengths=tuple(map(_ints, self._copy_lengths.values())),
            **{name: _ints(column) for name, column in self._columns.items()},
        )
        self._start()
        return sheet

    def _add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._days[row.date]
        self._ids += [row.id for row in rows]
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
        self._put(
            "relation_type", map(self._relation_types.__getitem__, [r.type for r in relations])
        )
        self._put("link_type", map(self._link_types.__getitem__, [link.type for link in links]))

        sizes = {
            "entities": [len(row.entities) for row in rows],
            "times": [len(row.times) for row in rows],
            "events": [len(row.events) for row in rows],
            "relations": [len(row.relations) for row in rows],
            "links": [len(row.event_relations) for row in rows],
            "quotes": [len(row.quotes) for row in rows],
        }
        for name, counted in sizes.items():
            self._put(name, counted)
        self._resolve(
            items=(
                (mentions, [sum([len(e.mentions) for e in row.entities]) for row in rows]),
                (times, sizes["times"]),
                (events, sizes["events"]),
                (entities, sizes["entities"]),
                (relations, sizes["relations"]),
                (links, sizes["links"]),
                (quotes, sizes["quotes"]),
            ),
            references=(
                (
                    "argument_filler",
                    [argument.filler for argument in arguments],
                    [sum([len(event.arguments) for event in row.events]) for row in rows],
                ),
                _ends("relation_ends", relations, sizes["relations"]),
                _ends("link_ends", links, sizes["links"]),
                (
                    "quote_ends",
                    [end for quote in quotes for end in (quote.source, quote.event)],
                    [2 * size for size in sizes["quotes"]],
                ),
            ),
        )

    def _add_entities(self, entities: Sequence[EntityRow], mentions: Sequence[MentionRow]) -> None:
        kinds = self.entity_kinds
        self._put("entity_kind", [kinds[e.type, e.name, e.country, e.sector] for e in entities])
        self._put("entity_mentions", [len(entity.mentions) for entity in entities])
        if not self._levels.issuperset([mention.level for mention in mentions]):
            raise Doubt
        self._put_spans("mention", mentions)
        self._put_spans("mention_head", [mention.head for mention in mentions])

    def _add_times(self, times: Sequence[TimeRow]) -> None:
        kinds = self.time_kinds
        self._put("time_kind", [kinds[time.type, time.value, time.mod] for time in times])
        self._put_spans("time", times)

    def _add_events(self, events: Sequence[EventRow], arguments: Sequence[ArgumentRow]) -> None:
        kinds, clusters, roles = self.event_kinds, self._clusters, self._roles
        self._put(
            "event_kind", [kinds[e.type, e.mode, e.polarity, e.certainty, e.time] for e in events]
        )
        self._put(
            "event_cluster", [clusters.setdefault(event.cluster, len(clusters)) for event in events]
        )
        self._put("event_arguments", [len(event.arguments) for event in events])
        self._put("argument_role", [roles[argument.role] for argument in arguments])
        self._put_spans("event", [event.trigger for event in events])
        self._put_spans("event_head", [event.head for event in events])

    def _add_quotes(self, quotes: Sequence[QuoteRow]) -> None:
        forms = self._forms
        self._put("quote_form", [forms[quote.form] for quote in quotes])
        self._put("quote_cues", [len(quote.cue) for quote in quotes])
        self._put("quote_contents", [len(quote.content) for quote in quotes])
        self._put_spans("cue", [span for quote in quotes for span in quote.cue])
        self._put_spans("content", [span for quote in quotes for span in quote.content])

    def _put(self, name: str, values: Iterable[int]) -> None:
        self._columns[name].fromlist(values if isinstance(values, list) else list(values))

    def _put_spans(self, name: str, spans: Sequence[Bound]) -> None:
        self._columns[f"{name}_start"].fromlist([span.start for span in spans])
        self._columns[f"{name}_end"].fromlist([span.end for span in spans])
        copies = [span.text for span in spans]
        self._copies[name].append("".join(copies))
        self._copy_lengths[name].fromlist(list(map(len, copies)))

    def _resolve(
        self,
        items: Sequence[tuple[Sequence[Item], list[int]]],
        references: Sequence[tuple[str, list[str], list[int]]],
    ) -> None:
        """Replace ids by the numbers of their items, document by document."""
        names = [iter([item.id for item in layer]) for layer, _ in items]
        name_sizes = zip(*(sizes for _, sizes in items), strict=True)
        wanted = [iter(ids) for _, ids, _ in references]
        wanted_sizes = zip(*(sizes for _, _, sizes in references), strict=True)
        found: list[list[int]] = [[] for _ in references]
        for given, asked in zip(name_sizes, wanted_sizes, strict=True):
            ids = list(chain.from_iterable(map(islice, names, given)))
            numbers = dict(zip(ids, range(len(ids)), strict=True))
            if len(numbers) < len(ids) or "" in numbers:
                raise Doubt
            numbers[""] = -1
            number_of = numbers.__getitem__
            for column, stream, size in zip(found, wanted, asked, strict=True):
                column += map(number_of, islice(stream, size))
        for (name, _, _), column in zip(references, found, strict=True):
            self._put(name, column)


def _ends(
    name: str, links: Sequence[LinkRow], sizes: Sequence[int]
) -> tuple[str, list[str], list[int]]:
    ends = [end for link in links for end in (link.head, link.tail)]
    return name, ends, [2 * size for size in sizes]


def _codes(names: Sequence[str]) -> dict[str, int]:
    return {name: code for code, name in enumerate(names)}


def _ints(column: array[int]) -> Ints:
    return np.frombuffer(column, dtype=np.int32)

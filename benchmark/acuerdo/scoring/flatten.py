"""From ``Annotations`` to integer columns, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypeVar

import numpy as np

from acuerdo.annotation import Annotations, Event, Quote, Span
from acuerdo.errors import ValidationError
from acuerdo.ontology import Ontology
from acuerdo.records import actor_code
from acuerdo.scoring.layers import (
    CONTENT,
    CUE,
    EVENT,
    MENTION,
    NO_CODE,
    NO_SOURCE,
    TIME,
    Arguments,
    Column,
    EventRelations,
    Events,
    Layers,
    Mentions,
    Quotes,
    QuoteSpans,
    Relations,
    Times,
)
from acuerdo.validation.problem import Problem, one_of

LAST_OFFSET = 2**31 - 1
"""Columns are ``int32``."""

Table = TypeVar(
    "Table",
    Mentions,
    Times,
    Events,
    Arguments,
    Relations,
    EventRelations,
    Quotes,
    QuoteSpans,
)


def flatten(
    annotations: Iterable[Annotations], ontology: Ontology, *, values: dict[str, int]
) -> Layers:
    """Return the columns of a block of documents, numbered in the order given.

    Args:
        annotations: One per document.
        ontology: Gives labels their codes.
        values: Codes of the time values and actor codes met so far. Grows; pass the same one for
            the gold and the predictions of a block, and equal values have equal codes.

    Raises:
        ValidationError: Labels outside the ontology, repeated or dangling ids, offsets beyond
            2³¹; with all of them.

    >>> from acuerdo.dataset import load_ontology
    >>> layers = flatten([Annotations("d")], load_ontology(), values={})
    >>> layers.documents, len(layers.mentions.start)
    (1, 0)
    """
    rows = _Rows(ontology, values)
    documents = 0
    for documents, given in enumerate(annotations, start=1):
        rows.add(documents - 1, given)
    if rows.problems:
        raise ValidationError(rows.problems)
    return Layers(
        documents,
        _table(Mentions, rows.mentions),
        _table(Times, rows.times),
        _table(Events, rows.events),
        _table(Arguments, rows.arguments),
        _table(Relations, rows.relations),
        _table(EventRelations, rows.event_relations),
        _table(Quotes, rows.quotes),
        _table(QuoteSpans, rows.quote_spans),
    )


class _Rows:
    """Rows of all layers, one flat list of integers per layer, and the problems met."""

    def __init__(self, ontology: Ontology, values: dict[str, int]) -> None:
        self.mentions: list[int] = []
        self.times: list[int] = []
        self.events: list[int] = []
        self.arguments: list[int] = []
        self.relations: list[int] = []
        self.event_relations: list[int] = []
        self.quotes: list[int] = []
        self.quote_spans: list[int] = []
        self.problems: list[Problem] = []
        self._values = values
        self._entity_types = _codes(ontology.entity_type_names)
        self._time_types = _codes(ontology.time_type_names)
        self._event_types = _codes(ontology.event_type_names)
        self._attributes = {
            name: _codes(values) for name, values in ontology.attribute_values.items()
        }
        self._roles = _codes(ontology.role_names)
        self._relation_types = _codes(ontology.relation_type_names)
        self._event_relation_types = _codes(ontology.event_relation_type_names)
        self._quote_forms = _codes(ontology.quote_form_names)
        self._document_id = ""
        self._known: dict[str, tuple[int, int]] = {}

    def add(self, document: int, given: Annotations) -> None:
        self._document_id = given.document_id
        self._known = {}
        self._add_mentions(document, given)
        self._add_times(document, given)
        self._add_events(document, given)
        for index, event in enumerate(given.events):
            self._add_arguments(document, index, event)
        self._add_relations(document, given)
        self._add_event_relations(document, given)
        for index, quote in enumerate(given.quotes):
            self._add_quote(document, index, quote)

    def _add_mentions(self, document: int, given: Annotations) -> None:
        row = len(self.mentions) // 8
        for ordinal, entity in enumerate(given.entities):
            code = self._code(self._entity_types, entity.type, "entities[{}].type", ordinal)
            name = actor_code(entity)
            actor = 1 + self._values.setdefault(name, len(self._values)) if name else NO_CODE
            for index, mention in enumerate(entity.mentions):
                span, head = mention.span, mention.head
                if span.end > LAST_OFFSET or head.end > LAST_OFFSET:
                    self._far(span, "entities[{}].mentions[{}]", ordinal, index)
                self.mentions += (
                    document,
                    span.start,
                    span.end - span.start,
                    head.start,
                    head.end - head.start,
                    code,
                    ordinal,
                    actor,
                )
                self._name(mention.id, MENTION, row, "entities[{}].mentions[{}].id", ordinal, index)
                row += 1

    def _add_times(self, document: int, given: Annotations) -> None:
        row = len(self.times) // 5
        for index, time in enumerate(given.times):
            span = time.span
            if span.end > LAST_OFFSET:
                self._far(span, "times[{}]", index)
            self.times += (
                document,
                span.start,
                span.end - span.start,
                self._code(self._time_types, time.type, "times[{}].type", index),
                self._values.setdefault(time.value, len(self._values)),
            )
            self._name(time.id, TIME, row + index, "times[{}].id", index)

    def _add_events(self, document: int, given: Annotations) -> None:
        row = len(self.events) // 10
        clusters: dict[str, int] = {}
        for index, event in enumerate(given.events):
            # Events that stand alone have odd numbers, named clusters even ones.
            cluster = 2 * index + 1
            if event.cluster:
                cluster = clusters.setdefault(event.cluster, 2 * len(clusters))
            span, head = event.trigger, event.head
            if span.end > LAST_OFFSET or head.end > LAST_OFFSET:
                self._far(span, "events[{}].trigger", index)
            self.events += (
                document,
                span.start,
                span.end - span.start,
                head.start,
                head.end - head.start,
                self._code(self._event_types, event.type, "events[{}].type", index),
                self._attribute("polarity", event.polarity, index),
                self._attribute("certainty", event.certainty, index),
                self._attribute("time", event.time, index),
                cluster,
            )
            self._name(event.id, EVENT, row + index, "events[{}].id", index)

    def _add_arguments(self, document: int, index: int, event: Event) -> None:
        row = self._known[event.id][1]
        for position, argument in enumerate(event.arguments):
            where = "events[{}].arguments[{}]"
            role = self._code(self._roles, argument.role, where + ".role", index, position)
            filler = self._known.get(argument.filler)
            if filler is None:
                self._dangling(
                    argument.filler,
                    "the id of a mention, time or event of the document",
                    where + ".filler",
                    index,
                    position,
                )
            else:
                self.arguments += (document, row, role, *filler)

    def _add_relations(self, document: int, given: Annotations) -> None:
        for index, relation in enumerate(given.relations):
            code = self._code(self._relation_types, relation.type, "relations[{}].type", index)
            ends = [document, code]
            for end, name in (("head", relation.head), ("tail", relation.tail)):
                kind, row = self._known.get(name, (-1, -1))
                if kind == MENTION:
                    ends.append(row)
                else:
                    expected = "the id of a mention of the document"
                    self._dangling(name, expected, "relations[{}]." + end, index)
            if len(ends) == 4:
                self.relations += ends

    def _add_event_relations(self, document: int, given: Annotations) -> None:
        types = self._event_relation_types
        for index, link in enumerate(given.event_relations):
            code = self._code(types, link.type, "event_relations[{}].type", index)
            ends = [document, code]
            for end, name in (("head", link.head), ("tail", link.tail)):
                kind, row = self._known.get(name, (-1, -1))
                if kind in (TIME, EVENT):
                    ends += (kind, row)
                else:
                    expected = "the id of an event or time of the document"
                    self._dangling(name, expected, "event_relations[{}]." + end, index)
            if len(ends) == 6:
                self.event_relations += ends

    def _add_quote(self, document: int, index: int, quote: Quote) -> None:
        row = len(self.quotes) // 3
        nowhere = (-1, NO_SOURCE)
        kind, source = self._known.get(quote.source, nowhere) if quote.source else nowhere
        if quote.source and kind != MENTION:
            expected = "the id of a mention of the document, or ''"
            self._dangling(quote.source, expected, "quotes[{}].source", index)
            source = NO_SOURCE
        if quote.event and self._known.get(quote.event, (-1, -1))[0] != EVENT:
            expected = "the id of an event of the document, or ''"
            self._dangling(quote.event, expected, "quotes[{}].event", index)
        form = self._code(self._quote_forms, quote.form, "quotes[{}].form", index)
        self.quotes += (document, form, source)
        for part, name, spans in ((CONTENT, "content", quote.content), (CUE, "cue", quote.cue)):
            for position, span in enumerate(spans):
                if span.end > LAST_OFFSET:
                    self._far(span, "quotes[{}]." + name + "[{}]", index, position)
                self.quote_spans += (document, row, part, span.start, span.end - span.start)

    def _attribute(self, name: str, value: str, index: int) -> int:
        return self._code(self._attributes[name], value, "events[{}]." + name, index)

    def _code(self, codes: dict[str, int], label: str, place: str, *indices: int) -> int:
        code = codes.get(label, -1)
        if code < 0:
            self._report(f"unknown label {label!r}", one_of(codes), place, *indices)
        return code

    def _name(self, name: str, kind: int, row: int, place: str, *indices: int) -> None:
        if name in self._known:
            self._report(f"id {name!r} again", "ids unique in their document", place, *indices)
        self._known[name] = (kind, row)

    def _far(self, span: Span, place: str, *indices: int) -> None:
        self._report(f"span [{span.start}, {span.end})", f"an end below {2**31}", place, *indices)

    def _dangling(self, name: str, expected: str, place: str, *indices: int) -> None:
        self._report(f"unknown id {name!r}", expected, place, *indices)

    def _report(self, found: str, expected: str, place: str, *indices: int) -> None:
        where = f"doc {self._document_id}: {place.format(*indices)}"
        self.problems.append(Problem(where, found, expected))


def _codes(names: Sequence[str]) -> dict[str, int]:
    return {name: code for code, name in enumerate(names)}


def _table(table: type[Table], rows: list[int]) -> Table:
    grid = np.array(rows, dtype=np.int32).reshape(-1, len(fields(table)))
    columns: tuple[Column, ...] = tuple(np.ascontiguousarray(grid.T))
    return table(*columns)

"""From sheets to the layers that the scorer computes on, and blocks of layers cut out of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

import numpy as np

from acuerdo.scoring.layers import (
    CONTENT,
    CUE,
    EVENT,
    MENTION,
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
from acuerdo.scoring.packing import pack
from acuerdo.streaming.frame import Frame
from acuerdo.streaming.sheet import Index, Ints

Table = TypeVar("Table")

OF_KIND = {MENTION: "mentions", TIME: "times", EVENT: "events"}
"""Tables of a layer that fillers and ends of links are rows of."""

REFERENCES = {
    ("arguments", "event"): "events",
    ("relations", "head"): "mentions",
    ("relations", "tail"): "mentions",
    ("quotes", "source"): "mentions",
    ("quote_spans", "quote"): "quotes",
}
"""Columns that hold rows of another table."""

REFERENCES_OF_KIND = {
    ("arguments", "filler"): "kind",
    ("event_relations", "head"): "head_kind",
    ("event_relations", "tail"): "tail_kind",
}
"""Columns that hold rows of a table which another column names."""

TABLES = tuple(field.name for field in fields(Layers) if field.name != "documents")


def layers_of(
    frame: Frame, *, actor: Ints, time: Ints, event_type: Ints, attributes: Ints
) -> Layers:
    """Return the layers of a sheet that obeys the rules.

    Args:
        frame: The sheet.
        actor: Actor code of each entity.
        time: Type and value of each time; two rows.
        event_type: Of each event.
        attributes: Polarity, certainty and time of each event; three rows.
    """
    s = frame.sheet
    owner = frame.mention_entity
    cluster = np.where(s.event_cluster < 0, 2 * np.arange(len(s.event_cluster)) + 1, 0)
    argument_kind, filler = frame.fillers
    link_kind, link_end = frame.link_ends
    return Layers(
        frame.documents,
        Mentions(
            frame.mention_document,
            s.mention_start,
            s.mention_end - s.mention_start,
            s.mention_head_start,
            s.mention_head_end - s.mention_head_start,
            s.entity_type[owner],
            frame.entity_ordinal[owner],
            actor[owner],
        ),
        Times(frame.time_document, s.time_start, s.time_end - s.time_start, *time),
        Events(
            frame.event_document,
            s.event_start,
            s.event_end - s.event_start,
            s.event_head_start,
            s.event_head_end - s.event_head_start,
            event_type,
            attributes[0],
            attributes[1],
            attributes[2],
            # Events that stand alone have odd numbers, named clusters even ones.
            np.maximum(cluster, 2 * s.event_cluster),
        ),
        Arguments(
            frame.event_document[frame.argument_event],
            frame.argument_event,
            s.argument_role,
            argument_kind,
            filler,
        ),
        Relations(frame.relation_document, s.relation_type, *frame.relation_ends[1].T),
        EventRelations(
            frame.link_document,
            s.link_type,
            link_kind[:, 0],
            link_end[:, 0],
            link_kind[:, 1],
            link_end[:, 1],
        ),
        Quotes(frame.quote_document, s.quote_form, _sources(frame)),
        _quote_spans(frame),
    )


def _sources(frame: Frame) -> Index:
    kind, row = frame.quote_ends
    return np.where(kind[:, 0] == MENTION, row[:, 0], NO_SOURCE)


def _quote_spans(frame: Frame) -> QuoteSpans:
    s = frame.sheet
    quote = np.concatenate([frame.content_quote, frame.cue_quote])
    # Rows are grouped by document and, within, by quote: contents, then cues.
    order = np.argsort(quote, kind="stable")
    part = np.repeat([CONTENT, CUE], [len(s.content_start), len(s.cue_start)])
    start = np.concatenate([s.content_start, s.cue_start])
    end = np.concatenate([s.content_end, s.cue_end])
    quote = quote[order]
    return QuoteSpans(
        frame.quote_document[quote], quote, part[order], start[order], (end - start)[order]
    )


def concatenate(parts: Sequence[Layers]) -> Layers:
    """Return the layers of all documents of ``parts``, in order; at least one part."""
    shifts = {
        name: np.cumsum([0, *(len(getattr(part, name).document) for part in parts)])
        for name in TABLES
    }
    documents = np.cumsum([0, *(part.documents for part in parts)])
    moved = [
        _moved(part, int(documents[n]), {name: int(shifts[name][n]) for name in TABLES})
        for n, part in enumerate(parts)
    ]
    tables = {name: _joined([getattr(part, name) for part in moved]) for name in TABLES}
    return Layers(int(documents[-1]), **tables)


def _joined(tables: Sequence[Table]) -> Table:
    columns = [
        np.concatenate([getattr(table, field.name) for table in tables]).astype(np.int32)
        for field in fields(cast(Any, tables[0]))
    ]
    return type(tables[0])(*columns)


def _moved(layers: Layers, documents: int, rows: dict[str, int]) -> Layers:
    """The layers with documents and rows of all tables numbered from elsewhere."""
    tables: dict[str, Any] = {}
    for name in TABLES:
        table = getattr(layers, name)
        columns = {field.name: getattr(table, field.name) for field in fields(table)}
        columns["document"] = columns["document"] + documents
        tables[name] = columns
    for (name, column), target in REFERENCES.items():
        tables[name][column] = _shifted(tables[name][column], rows[target])
    for (name, column), kind in REFERENCES_OF_KIND.items():
        shift = np.array([rows[OF_KIND[n]] for n in sorted(OF_KIND)])
        tables[name][column] = tables[name][column] + shift[tables[name][kind]]
    return Layers(
        layers.documents,
        **{name: type(getattr(layers, name))(**columns) for name, columns in tables.items()},
    )


def _shifted(column: Column, by: int) -> Column:
    return np.where(column < 0, column, column + by)


def in_order(layers: Layers) -> Layers:
    """Return the layers with the rows of each table sorted by document, place and labels.

    No score depends on the order of rows; but keys that come in order are sorted in no time.
    """
    m, t, e = layers.mentions, layers.times, layers.events
    orders = {
        "mentions": _order(m.document, m.start, m.length, m.type),
        "times": _order(t.document, t.start, t.length, t.type),
        "events": _order(e.document, e.start, e.length, e.type),
    }
    places = {name: _inverse(order) for name, order in orders.items()}
    a, links = layers.arguments, layers.event_relations
    event = places["events"][a.event]
    a = replace(a, event=event, filler=_followed(places, a.kind, a.filler))
    r = layers.relations
    r = replace(r, head=places["mentions"][r.head], tail=places["mentions"][r.tail])
    links = replace(
        links,
        head=_followed(places, links.head_kind, links.head),
        tail=_followed(places, links.tail_kind, links.tail),
    )
    q = layers.quotes
    source = q.source.copy()
    named = source >= 0
    source[named] = places["mentions"][source[named]]
    return replace(
        layers,
        mentions=_rows(m, orders["mentions"]),
        times=_rows(t, orders["times"]),
        events=_rows(e, orders["events"]),
        arguments=_rows(a, _order(a.event, a.kind, a.filler, a.role)),
        relations=_rows(r, _order(r.document, r.type, r.head, r.tail)),
        event_relations=links,
        quotes=replace(q, source=source),
    )


def _followed(places: dict[str, Ints], kind: Column, row: Column) -> Column:
    """References to rows of the tables that ``kind`` names, after the rows have moved."""
    names = [OF_KIND[n] for n in sorted(OF_KIND)]
    bounds = np.cumsum([0, *(len(places[name]) for name in names)])
    return np.concatenate([places[name] for name in names])[bounds[kind] + row]


def _order(*columns: Column) -> Index:
    return np.argsort(pack(columns), kind="stable")


def _inverse(order: Index) -> Ints:
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


def _rows(table: Table, rows: Index) -> Table:
    columns = [getattr(table, field.name)[rows] for field in fields(cast(Any, table))]
    return type(table)(*columns)


class Library:
    """Layers of many documents, from which blocks of any documents are taken.

    Args:
        layers: Rows of all tables grouped by document.
    """

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        every = np.arange(layers.documents + 1)
        self._bounds = {
            name: np.searchsorted(getattr(layers, name).document, every) for name in TABLES
        }

    def take(self, documents: Index) -> Layers:
        """Return the layers of some documents, each at most once, in the order given."""
        rows: dict[str, Index] = {}
        moves: dict[str, Index] = {}
        sizes: dict[str, Index] = {}
        for name in TABLES:
            first, last = self._bounds[name][documents], self._bounds[name][documents + 1]
            size = last - first
            move = first - (np.cumsum(size) - size)
            sizes[name], moves[name] = size, move
            rows[name] = np.arange(int(size.sum())) + np.repeat(move, size)
        tables: dict[str, Any] = {}
        for name in TABLES:
            table = getattr(self._layers, name)
            columns = {
                field.name: getattr(table, field.name)[rows[name]] for field in fields(table)
            }
            columns["document"] = np.repeat(np.arange(len(documents)), sizes[name])
            tables[name] = columns
        for (name, column), target in REFERENCES.items():
            values = tables[name][column]
            move = moves[target][tables[name]["document"]]
            tables[name][column] = np.where(values < 0, values, values - move)
        for (name, column), kind in REFERENCES_OF_KIND.items():
            of_kind = np.stack([moves[OF_KIND[n]] for n in sorted(OF_KIND)])
            move = of_kind[tables[name][kind], tables[name]["document"]]
            tables[name][column] = tables[name][column] - move
        return Layers(
            len(documents),
            **{n: type(getattr(self._layers, n))(**columns) for n, columns in tables.items()},
        )

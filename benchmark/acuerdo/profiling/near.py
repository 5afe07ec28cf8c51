"""What is nearly right: for each task, what an answer may share with the gold but its mistake.

Every way is a pair of projections with a row for each item of the scorer's view, so that the rows
that the scorer left unmatched can be matched again by less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from acuerdo.profiling.answers import item_view
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import CONTENT, Column, Events, Layers
from acuerdo.scoring.packing import pack_together
from acuerdo.scoring.views import Items, Sides

WRONG_TYPE = "wrong type"
WRONG_ROLE = "wrong role"
WRONG_ATTRIBUTE = "wrong attribute"
WRONG_DIRECTION = "wrong direction"
WRONG_BOUNDARY = "wrong boundary"
WRONG_TRIGGER = "wrong trigger"
WRONG_FILLER = "wrong filler"


class Near(NamedTuple):
    """One way of being nearly right: what the rest of an answer must share with the gold."""

    kind: str
    sides: Sides
    labelled: bool = True
    overlapping: bool = False


def _labelled_spans(kind: str) -> Callable[[Block, Sides], Sequence[Near]]:
    """A label on a span: right span and another label first, then right label and overlap."""

    def near(_: Block, sides: Sides) -> Sequence[Near]:
        return (
            Near(kind, sides, labelled=False),
            Near(WRONG_BOUNDARY, sides, overlapping=True),
        )

    return near


def _times(_: Block, sides: Sides) -> Sequence[Near]:
    """A value on a span."""
    spans = _each(sides, lambda items: replace(items, identity=items.identity[:2]))
    valued = _each(
        sides, lambda items: replace(items, label=items.identity[2], identity=items.identity[:2])
    )
    return Near(WRONG_ATTRIBUTE, spans), Near(WRONG_BOUNDARY, valued, overlapping=True)


def _arguments(block: Block, sides: Sides) -> Sequence[Near]:
    """A role of an event and its filler."""
    exact = item_view("arguments", "exact").project(block)
    # Columns of ``exact``: event, kind, start, length; of ``sides``: event, kind and filler.
    grouped = _grouped(exact, lambda i: (i.label, *i.identity[:2]), lambda i: i.identity[2:])
    gold_events = _columns(block.gold.events, block.gold.arguments.event)
    predicted_events = _columns(block.predicted.events, block.predicted.arguments.event)
    same_words = _in_event(sides, gold_events[:2], predicted_events[:2])
    same_type = _in_event(sides, gold_events[2:], predicted_events[2:])
    event = _each(exact, lambda items: replace(items, identity=items.identity[:1]))
    return (
        Near(WRONG_ROLE, sides, labelled=False),
        Near(WRONG_BOUNDARY, grouped, overlapping=True),
        Near(WRONG_TRIGGER, same_words),
        Near(WRONG_TRIGGER, same_type),
        Near(WRONG_FILLER, event),
    )


def _columns(events: Events, rows: Column) -> tuple[Column, ...]:
    """Trigger span and type of the event of each argument."""
    return events.start[rows], events.length[rows], events.type[rows]


def _in_event(sides: Sides, gold: tuple[Column, ...], predicted: tuple[Column, ...]) -> Sides:
    """Arguments that share columns of their events instead of being in one and the same event."""
    if sides.predicted.owner is not None:
        predicted = tuple(column[sides.predicted.owner] for column in predicted)
    return Sides(
        replace(sides.gold, identity=(*gold, *sides.gold.identity[1:])),
        replace(sides.predicted, identity=(*predicted, *sides.predicted.identity[1:])),
    )


def _relations(block: Block, sides: Sides) -> Sequence[Near]:
    """A relation between two ends."""
    turned = replace(sides.predicted, identity=sides.predicted.identity[::-1])
    undirected = _each(
        sides,
        lambda items: replace(
            items, identity=(np.minimum(*items.identity), np.maximum(*items.identity))
        ),
    )
    spans = item_view("relations", "boundary").project(block)
    heads = _grouped(spans, lambda i: (i.label, *i.identity[2:]), lambda i: i.identity[:2])
    tails = _grouped(spans, lambda i: (i.label, *i.identity[:2]), lambda i: i.identity[2:])
    return (
        Near(WRONG_DIRECTION, Sides(sides.gold, turned)),
        Near(WRONG_TYPE, undirected, labelled=False),
        Near(WRONG_BOUNDARY, heads, overlapping=True),
        Near(WRONG_BOUNDARY, tails, overlapping=True),
        Near(WRONG_FILLER, _each(spans, lambda i: replace(i, identity=i.identity[:2]))),
        Near(WRONG_FILLER, _each(spans, lambda i: replace(i, identity=i.identity[2:]))),
    )


def _links(_: Block, sides: Sides) -> Sequence[Near]:
    """A link between two events."""
    turned = replace(sides.predicted, identity=sides.predicted.identity[::-1])
    return Near(WRONG_DIRECTION, Sides(sides.gold, turned)), Near(WRONG_TYPE, sides, labelled=False)


def _quotes(block: Block, sides: Sides) -> Sequence[Near]:
    """Words and their source."""
    content = item_view("quotes", "content").project(block)
    # A predicted source may stand for several gold entities: the first will do here.
    owner = sides.predicted.owner
    if owner is None:
        return (Near(WRONG_FILLER, content),)
    nobody = max(int(s.identity[0].max(initial=0)) for s in sides) + 1
    source = np.full(len(sides.predicted.document), nobody)
    source[owner[::-1]] = sides.predicted.identity[0][::-1]
    extents = Sides(
        replace(sides.gold, label=sides.gold.identity[0], identity=_extents(block.gold)),
        replace(sides.predicted, label=source, identity=_extents(block.predicted), owner=None),
    )
    return Near(WRONG_BOUNDARY, extents, overlapping=True), Near(WRONG_FILLER, content)


def _extents(side: Layers) -> tuple[Column, ...]:
    """From the first to the last character of what each quote quotes."""
    spans, size = side.quote_spans, len(side.quotes.document)
    rows = np.flatnonzero(spans.part == CONTENT)
    start = np.full(size, np.iinfo(np.int64).max)
    end = np.zeros(size, np.int64)
    np.minimum.at(start, spans.quote[rows], spans.start[rows])
    np.maximum.at(end, spans.quote[rows], spans.start[rows] + spans.length[rows])
    start = np.minimum(start, end)
    return start, end - start


NEAR: dict[str, Callable[[Block, Sides], Sequence[Near]]] = {
    "entities": _labelled_spans(WRONG_TYPE),
    "times": _times,
    "triggers": _labelled_spans(WRONG_TYPE),
    "event_attributes": _labelled_spans(WRONG_ATTRIBUTE),
    "arguments": _arguments,
    "relations": _relations,
    "event_relations": _links,
    "quotes": _quotes,
}
"""Ways of being nearly right, in the order in which they are tried, from the scorer's own sides."""


def _each(sides: Sides, change: Callable[[Items], Items]) -> Sides:
    return Sides(change(sides.gold), change(sides.predicted))


def _grouped(
    sides: Sides,
    group: Callable[[Items], tuple[Column, ...]],
    span: Callable[[Items], tuple[Column, ...]],
) -> Sides:
    """Spans that may overlap only within a group."""
    keys = pack_together(group(sides.gold), group(sides.predicted))
    return Sides(
        replace(sides.gold, label=keys[0], identity=span(sides.gold)),
        replace(sides.predicted, label=keys[1], identity=span(sides.predicted)),
    )

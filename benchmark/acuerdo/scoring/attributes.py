"""Event attributes: polarity, certainty and time of each event.

An item is (trigger span, attribute, value); the event type plays no part, it is scored with the
triggers. ``found`` looks only at triggers that both sides have, so its micro-F1 is an accuracy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index, Pairs
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import Column, Events
from acuerdo.scoring.matching import match, unmatched
from acuerdo.scoring.packing import pack, pack_together
from acuerdo.scoring.views import Items, ItemView, Sides, Task

ATTRIBUTES = ("polarity", "certainty", "time")
"""Attributes of an event, as the fields of ``Event`` are called."""


def _labels(ontology: Ontology, *, names: tuple[str, ...]) -> tuple[str, ...]:
    values = ontology.attribute_values
    return tuple(f"{name}:{value}" for name in names for value in values[name])


def _items(
    events: Events, ontology: Ontology, names: tuple[str, ...], rows: Index | None = None
) -> Items:
    if rows is None:
        rows = np.arange(len(events.document))
    sizes = [len(ontology.attribute_values[name]) for name in names]
    offsets = np.cumsum([0, *sizes[:-1]])
    labels = [_column(events, name)[rows] + n for name, n in zip(names, offsets, strict=True)]
    document, start, length = (
        np.repeat(column[rows], len(names))
        for column in (events.document, events.start, events.length)
    )
    return Items(document, np.stack(labels, axis=1).ravel(), (start, length))


def _column(events: Events, name: str) -> Column:
    return {"polarity": events.polarity, "certainty": events.certainty, "time": events.time}[name]


def _end_to_end(block: Block, *, names: tuple[str, ...]) -> Sides:
    return Sides(
        _items(block.gold.events, block.ontology, names),
        _items(block.predicted.events, block.ontology, names),
    )


def _found(block: Block, *, names: tuple[str, ...]) -> Sides:
    rows = _same_events(block.gold.events, block.predicted.events)
    return Sides(
        _items(block.gold.events, block.ontology, names, rows.gold),
        _items(block.predicted.events, block.ontology, names, rows.predicted),
    )


def _same_events(gold: Events, predicted: Events) -> Pairs:
    """Events on one trigger span, paired; those that agree in more are paired first.

    Rows are taken in an order given by their contents, so that theirs in the file does not matter.
    """
    sides = [_contents(gold), _contents(predicted)]
    left = [np.argsort(pack(columns), kind="stable") for columns in sides]
    found: list[Pairs] = []
    for shared in (CONTENTS, TYPED, UNTYPED):
        keys = pack_together(
            *(
                [column[rows] for column in columns[:shared]]
                for columns, rows in zip(sides, left, strict=True)
            )
        )
        pairs = match(*keys)
        found.append(Pairs(left[0][pairs.gold], left[1][pairs.predicted]))
        left = [
            rows[unmatched(len(rows), matched)] for rows, matched in zip(left, pairs, strict=True)
        ]
    return Pairs(*(np.concatenate(side) for side in zip(*found, strict=True)))


CONTENTS, TYPED, UNTYPED = 7, 4, 3
"""Columns of ``_contents``: all, up to the type, up to the span."""


def _contents(events: Events) -> list[Column]:
    place = [events.document, events.start, events.length]
    return [*place, events.type, events.polarity, events.certainty, events.time]


def _view(name: str, project: Callable[..., Sides], names: tuple[str, ...]) -> ItemView:
    return ItemView(name, partial(_labels, names=names), partial(project, names=names))


EVENT_ATTRIBUTES = Task(
    "event_attributes",
    (
        _view("end_to_end", _end_to_end, ATTRIBUTES),
        *(_view(name, _end_to_end, (name,)) for name in ATTRIBUTES),
        _view("found", _found, ATTRIBUTES),
    ),
)

"""Time expressions: spans with their TIMEX3 type and value."""

from __future__ import annotations

from operator import attrgetter

from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import Times
from acuerdo.scoring.views import Items, ItemView, Sides, Task, no_label, one_label


def _spans(times: Times) -> Items:
    return Items(times.document, no_label(times.document), (times.start, times.length))


def _valued(times: Times) -> Items:
    label = no_label(times.document)
    return Items(times.document, label, (times.start, times.length, times.value))


def _typed(times: Times) -> Items:
    return Items(times.document, times.type, (times.start, times.length))


def _complete(times: Times) -> Items:
    return Items(times.document, times.type, (times.start, times.length, times.value))


def _value(block: Block) -> Sides:
    return Sides(_valued(block.gold.times), _valued(block.predicted.times))


def _type(block: Block) -> Sides:
    return Sides(_typed(block.gold.times), _typed(block.predicted.times))


def _type_value(block: Block) -> Sides:
    return Sides(_complete(block.gold.times), _complete(block.predicted.times))


def _span(block: Block) -> Sides:
    return Sides(_spans(block.gold.times), _spans(block.predicted.times))


_types = attrgetter("time_type_names")
_together = one_label("time")

TIMES = Task(
    "times",
    (
        ItemView("value", _together, _value),
        ItemView("type", _types, _type),
        ItemView("type_value", _types, _type_value),
        ItemView("span", _together, _span),
        ItemView("relaxed", _together, _span, overlapping=True),
    ),
)

"""Time expressions: spans and types by a model, values by the grammar of times.

The model sees what the grammar finds (among its features) and decides where an expression is. Its
value comes from the grammar: of the expression with the same span; else of the one that shares most
characters with it; else of the grammar's reading of the span alone. A type comes with its value.
What the grammar cannot read keeps the type of the model and an unknown value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from acuerdo.annotation import Annotations, Span, Time
from acuerdo_baselines.crf.encoding import stretches
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.sequence import Learner, SequenceModel, Settings
from acuerdo_baselines.spanish.times import time_expressions

UNKNOWN = {"DATE": "XXXX", "TIME": "XXXX-XX-XXTXX:XX", "DURATION": "PXD", "SET": "PXD"}
"""Values that say nothing, by type."""


class TimeModel:
    """Finds time expressions.

    Args:
        model: Tags sentences; None finds nothing.
    """

    def __init__(self, model: SequenceModel | None) -> None:
        self.model = model

    def find(self, reading: Reading) -> Iterator[Time]:
        """Yield the time expressions of a document in text order; their ids are empty."""
        if self.model is None:
            return
        for number, row in enumerate(reading.event_rows):
            for first, last, kind in stretches(self.model.tag(row)):
                span = reading.span(number, first, last)
                if span is not None:
                    yield valued(reading, span, kind)


def valued(reading: Reading, span: Span, kind: str) -> Time:
    """Return the time expression of a span.

    Args:
        reading: The document.
        span: The expression.
        kind: Its type, if the grammar does not know better.

    >>> from acuerdo.annotation import Document
    >>> from acuerdo_baselines.crf.forms import Forms
    >>> reading = Reading(Document("d", "Fue en mayo de 2031, en otoño."), Forms())
    >>> valued(reading, Span(7, 11), "DATE").value, valued(reading, Span(0, 3), "SET").value
    ('2031-05', 'PXD')
    """
    times = reading.times
    first = bisect_right(times, span.start, key=lambda time: time.span.end)
    last = bisect_left(times, span.end, key=lambda time: time.span.start)
    if first < last:
        near = max(times[first:last], key=lambda time: time.span.overlap(span))
        return replace(near, id="", span=span)
    document = reading.document
    alone = time_expressions(document[span], document.date)
    if alone:
        return replace(alone[0], id="", span=span)
    return Time("", span, kind, UNKNOWN.get(kind, ""))


class TimeLearner:
    """Learns time expressions."""

    def __init__(self, settings: Settings) -> None:
        self._learner = Learner("times", settings)

    def add(self, reading: Reading, gold: Annotations) -> None:
        """Take a document."""
        labelled = ((time.span, time.type) for time in gold.times)
        for row, tags in zip(reading.event_rows, reading.tags(labelled), strict=True):
            self._learner.add(row, tags)

    def learn(self) -> TimeModel:
        """Return what was learnt."""
        return TimeModel(self._learner.learn())

"""Text with gold and predicted spans side by side, cut where any span starts or ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from acuerdo.annotation import Annotations, Document, Span
from acuerdo.profiling.layers import BOTH, MISSED, SPURIOUS


class Marked(NamedTuple):
    """A labelled span, and who annotated it.

    Attributes:
        span: In the document's text.
        layer: ``entity``, ``time`` or ``event``.
        label: Type.
        status: ``both``, ``missed`` (gold only) or ``spurious`` (predicted only).
    """

    span: Span
    layer: str
    label: str
    status: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same spans.

    Attributes:
        text: The characters.
        marks: Every span that covers it, longest first.
    """

    text: str
    marks: tuple[Marked, ...]

    @property
    def innermost(self) -> Marked | None:
        """The shortest span that covers the segment."""
        return self.marks[-1] if self.marks else None


def marked_spans(gold: Annotations, predicted: Annotations) -> tuple[Marked, ...]:
    """Spans of both sides, each once with its status, longest first.

    Agreement is on span, layer and type.
    """
    expected, found = set(_labelled(gold)), set(_labelled(predicted))
    marks = [
        Marked(
            *item, BOTH if item in expected & found else MISSED if item in expected else SPURIOUS
        )
        for item in expected | found
    ]
    return tuple(sorted(marks, key=lambda mark: (-len(mark.span), mark)))


def segments(document: Document, marks: tuple[Marked, ...]) -> list[Segment]:
    """The text cut at every boundary; joined, the segments are the text."""
    text = document.text
    cuts = {0, len(text)} | {edge for m in marks for edge in (m.span.start, m.span.end)}
    edges = sorted(edge for edge in cuts if edge <= len(text))
    return [
        Segment(
            text[start:end],
            tuple(m for m in marks if m.span.start <= start and end <= m.span.end),
        )
        for start, end in pairwise(edges)
    ]


def _labelled(annotations: Annotations) -> list[tuple[Span, str, str]]:
    return [
        *((mention.span, "entity", entity.type) for mention, entity in annotations.mentions()),
        *((time.span, "time", time.type) for time in annotations.times),
        *((event.trigger, "event", event.type) for event in annotations.events),
    ]

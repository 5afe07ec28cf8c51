"""Quotation marks around contents and in them (guidelines S5, Q5)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from acuerdo.annotation import Span
from acuerdo_baselines.rules.quotations import EDGES, PAIRS, quotations, unquoted


class Marks:
    """What stands between quotation marks in a text.

    >>> marks = Marks("Dijo «sí».")
    >>> marks.hold(Span(6, 8)), marks.hold(Span(5, 8)), marks.touch(Span(5, 8))
    (True, False, True)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._quotations = quotations(text)

    def hold(self, span: Span) -> bool:
        """Return whether a span stands between marks."""
        return any(span in quotation for quotation in self._near(span))

    def touch(self, span: Span) -> bool:
        """Return whether some of a span stands between marks."""
        return any(span.overlap(quotation) for quotation in self._near(span))

    def _near(self, span: Span) -> list[Span]:
        """Quotations of the line of a span that begin before its end."""
        line = self._text.rfind("\n", 0, span.start) + 1
        first = bisect_left(self._quotations, line, key=attrgetter("start"))
        last = bisect_left(self._quotations, span.end, key=attrgetter("start"))
        return self._quotations[first:last]


def form(contents: Sequence[Span], marks: Marks) -> str:
    """Return the form of a quote (guidelines Q5).

    >>> marks = Marks("Dijo «sí».")
    >>> form([Span(6, 8)], marks), form([Span(0, 9)], marks), form([Span(0, 4)], marks)
    ('DIRECT', 'MIXED', 'INDIRECT')
    """
    if contents and all(marks.hold(content) for content in contents):
        return "DIRECT"
    return "MIXED" if any(marks.touch(content) for content in contents) else "INDIRECT"


def balanced(text: str, span: Span) -> Span | None:
    """Return a content without outer punctuation and with its marks in pairs; None if empty.

    A closing mark just behind the content is taken in; other marks without partner are left out
    where they stand at an end.

    >>> text = "Dijo que es «caro». Habló de «un error»."
    >>> [text[span.start : span.end] for given in (Span(9, 17), Span(29, 38))
    ...     for span in [balanced(text, given)] if span]
    ['es «caro»', 'un error']
    """
    inner = unquoted(text, span.start, span.end)
    if inner is None:
        return None
    start, end = inner.start, inner.end
    for opening, closing in PAIRS.items():
        content = text[start:end]
        surplus = content.count(opening) - content.count(closing)
        if opening == closing:
            surplus = content.count(opening) % 2
        if surplus > 0 and not content.startswith(opening) and text.startswith(closing, end):
            end += len(closing)
        elif surplus and content.startswith(opening):
            start += len(opening)
        elif surplus and content.endswith(closing):
            end -= len(closing)
    while start < end and _is_edge(text[start]):
        start += 1
    while start < end and _is_edge(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else None


def _is_edge(character: str) -> bool:
    return character.isspace() or character in EDGES

"""Places of the authoring notation: ``2 [presidente] de Rusia`` to offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Span
from acuerdo.errors import AnnotationError

ELLIPSIS = " … "
"""Between the first and the last words of a long surface."""

_PLACE = re.compile(r"(\d+) (.+?)(?: #(\d+))?", re.DOTALL)
_HEAD = re.compile(r"\[([^\[\]]+)\]")


class PlaceError(AnnotationError):
    """A place that is not in the text, or in it more than once.

    Args:
        found: What was found instead.
        expected: What was expected.
    """

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"{found}; expected {expected}")
        self.found = found
        self.expected = expected


class Paragraphs:
    r"""The non-empty lines of a text, numbered from 1.

    >>> paragraphs = Paragraphs("Título\n\nEl presidente de Rusia calla.")
    >>> paragraphs.find("2 [presidente] de Rusia", head=True)
    (Span(start=11, end=30), Span(start=11, end=21))
    """

    def __init__(self, text: str) -> None:
        self._text = text
        lines = re.finditer(r"[^\n]+", text)
        self._lines = [(line.start(), line[0]) for line in lines if line[0].strip()]

    def find(self, place: str, *, head: bool) -> tuple[Span, Span]:
        """Return the span of a place and the span of its head.

        Args:
            place: Number of the paragraph, surface, and ``#2`` for the second occurrence.
            head: Whether the surface marks its head in ``[brackets]``; without, brackets are
                part of the surface and the head is the whole span.

        Raises:
            PlaceError: The place is not there, or not unique.
        """
        match = _PLACE.fullmatch(place)
        if match is None:
            raise PlaceError(repr(place), "'PARAGRAPH surface' or 'PARAGRAPH surface #2'")
        number = int(match[1])
        if not 1 <= number <= len(self._lines):
            raise PlaceError(f"paragraph {number}", f"a number from 1 to {len(self._lines)}")
        surface, within = _marked(match[2]) if head else (match[2], (0, len(match[2])))
        spans = list(self._occurrences(number, surface))
        chosen = int(match[3]) if match[3] else None
        if not spans:
            raise PlaceError(
                f"{surface!r} is not in paragraph {number}", self._elsewhere(number, surface)
            )
        if len(spans) > 1 and chosen is None:
            raise PlaceError(
                f"{surface!r} occurs {len(spans)} times in paragraph {number}",
                f"#1 to #{len(spans)} at the end",
            )
        if chosen is not None and not 1 <= chosen <= len(spans):
            raise PlaceError(
                f"{surface!r} #{chosen} in paragraph {number}", f"#1 to #{len(spans)} at the end"
            )
        span = spans[(chosen or 1) - 1]
        return span, Span(span.start + within[0], span.start + within[1]) if head else span

    def _occurrences(self, number: int, surface: str) -> Iterator[Span]:
        start, line = self._lines[number - 1]
        found = list(_words(line, surface))
        if not found and ELLIPSIS in surface:
            first, _, last = surface.partition(ELLIPSIS)
            for begin in _words(line, first):
                ends = [end for end in _words(line, last) if end >= begin + len(first)]
                if len(ends) > 1:
                    raise PlaceError(
                        f"{last!r} occurs {len(ends)} times after {first!r} in paragraph {number}",
                        "last words that are unique",
                    )
                for end in ends:
                    yield Span(start + begin, start + end + len(last))
        for begin in found:
            yield Span(start + begin, start + begin + len(surface))

    def _elsewhere(self, number: int, surface: str) -> str:
        """What may have been meant."""
        line = self._lines[number - 1][1]
        loose = re.search(re.escape(surface), line, re.IGNORECASE)
        if loose:
            begin, end = loose.span()
            return f"words as in the text, which reads {line[max(0, begin - 10) : end + 10]!r}"
        others = [
            str(n)
            for n in range(1, len(self._lines) + 1)
            if any(_words(self._lines[n - 1][1], surface))
        ]
        if others:
            return f"paragraph {', '.join(others)}, where it is"
        first = surface.split()[0]
        near = line.find(first)
        if near >= 0:
            return f"words as in the text, which reads {line[near : near + len(surface) + 10]!r}"
        return f"words as in the text, which begins {line[:30]!r}"


def _words(line: str, surface: str) -> Iterator[int]:
    """Yield where a surface begins in a line, between word boundaries."""
    begin = line.find(surface)
    while begin >= 0:
        end = begin + len(surface)
        inside = begin and line[begin - 1].isalnum() and surface[0].isalnum()
        if not inside and not (end < len(line) and line[end].isalnum() and surface[-1].isalnum()):
            yield begin
        begin = line.find(surface, begin + 1)


def _marked(surface: str) -> tuple[str, tuple[int, int]]:
    heads = list(_HEAD.finditer(surface))
    plain = _HEAD.sub(r"\1", surface)
    if len(heads) == 1:
        begin = heads[0].start()
        return plain, (begin, begin + len(heads[0][1]))
    if heads or "[" in plain or "]" in plain:
        raise PlaceError(repr(surface), "one head in [square brackets]")
    if len(plain.split()) > 1:
        raise PlaceError(f"{surface!r} without a head", "the head word in [square brackets]")
    return plain, (0, len(plain))

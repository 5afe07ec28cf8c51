"""A long text in windows that overlap, cut at paragraphs where that can be.

An encoder sees some hundred pieces of words at a time. Every piece is predicted from the window in
which it has most around it on its poorer side; the ends of the text count as far away.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Window(NamedTuple):
    """Pieces ``first`` to ``last`` of a text, half-open."""

    first: int
    last: int


def windows(length: int, size: int, overlap: int, paragraphs: Sequence[int] = ()) -> list[Window]:
    """Return the windows of a text.

    Args:
        length: Pieces of the text.
        size: Pieces of a window, at most.
        overlap: Pieces that two neighbours share, at least; at most half of ``size``.
        paragraphs: First pieces of its paragraphs, ascending. A window ends or begins with one if
            it can do so without getting shorter than half of ``size``.

    >>> windows(10, 6, 2)
    [Window(first=0, last=6), Window(first=4, last=10)]
    >>> windows(10, 6, 2, [0, 5])
    [Window(first=0, last=5), Window(first=3, last=9), Window(first=7, last=10)]
    >>> windows(0, 6, 2)
    []
    """
    found: list[Window] = []
    first = 0
    while length:
        last = min(first + size, length)
        if last < length:
            last = max(_last_before(paragraphs, last, first + size // 2), 0) or last
        found.append(Window(first, last))
        if last == length:
            break
        back = max(last - overlap, first + 1)
        begin = _last_before(paragraphs, back, max(last - size // 2, first) - 1)
        first = begin if begin > first else back
    return found


def homes(found: Sequence[Window], length: int) -> list[int]:
    """Return the number of the window that each piece is predicted from.

    >>> homes([Window(0, 6), Window(4, 10)], 10)
    [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    """
    best = [-1] * length
    number_of = [0] * length
    for number, (first, last) in enumerate(found):
        for piece in range(first, last):
            before = piece - first if first else length
            after = last - 1 - piece if last < length else length
            if min(before, after) > best[piece]:
                best[piece], number_of[piece] = min(before, after), number
    return number_of


def _last_before(places: Sequence[int], limit: int, above: int) -> int:
    """The last place up to ``limit``, if it lies above another; else -1."""
    at = bisect_right(places, limit) - 1
    return places[at] if at >= 0 and places[at] > above else -1

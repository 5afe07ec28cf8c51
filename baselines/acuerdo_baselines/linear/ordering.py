"""A timeline that grows link by link: what it entails already, and what would contradict it.

Every event or time is an interval with a start before its end; a link orders ends of two
intervals. What can be reached from an end is kept as the bits of one integer.

Source: reduction of interval relations to the order of their ends: Vilain and Kautz 1986.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Link = tuple[str, str, str]
"""Type, head, tail."""

BEFORE, CONTAINS, OVERLAP, SIMULTANEOUS = "BEFORE", "CONTAINS", "OVERLAP", "SIMULTANEOUS"

TEMPORAL = frozenset({BEFORE, CONTAINS, OVERLAP, SIMULTANEOUS})
"""Types with a meaning in time."""


class Timeline:
    """The order of the ends of intervals; links that contradict earlier ones are not taken in.

    >>> timeline = Timeline()
    >>> timeline.add(("BEFORE", "a", "b")), timeline.add(("CONTAINS", "b", "c"))
    (True, True)
    >>> timeline.entails(("BEFORE", "a", "c")), timeline.add(("BEFORE", "c", "a"))
    (True, False)
    """

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self.links: list[Link] = []
        self._start: dict[str, int] = {}
        self._next: list[set[int]] = []
        self._after: list[int] = []
        self._before: list[int] = []
        for link in links:
            self.add(link)

    def add(self, link: Link) -> bool:
        """Take a link in if it is consistent with the others and says more; return whether it was.

        Two intervals that are ordered already are not made simultaneous.
        """
        kind, head, tail = link
        if head == tail or self.entails(link):
            return False
        if kind == SIMULTANEOUS:
            taken = self._join(head, tail)
        else:
            first, second = self._node(head), self._node(tail)
            pairs = _orders(kind, first, second)
            taken = (
                first != second
                and not any(self._reaches(later, earlier) for earlier, later in pairs)
                and not (kind == OVERLAP and self._nested(first, second))
            )
            if taken:
                for pair in pairs:
                    self._order(*pair)
        if taken:
            self.links.append(link)
        return taken

    def entails(self, link: Link) -> bool:
        """Return whether a link follows from what was taken in."""
        kind, head, tail = link
        if not {head, tail} <= self._start.keys():
            return False
        first, second = self._start[head], self._start[tail]
        if kind == SIMULTANEOUS:
            return first == second
        if kind == OVERLAP or first == second:
            return link in self.links
        return all(self._reaches(*pair) for pair in _orders(kind, first, second))

    def reduced(self) -> list[Link]:
        """Return the links that do not follow from the others.

        >>> chain = [("BEFORE", "a", "b"), ("BEFORE", "b", "c"), ("BEFORE", "a", "c")]
        >>> Timeline(chain).reduced()
        [('BEFORE', 'a', 'b'), ('BEFORE', 'b', 'c')]
        """
        return [link for link in self.links if not self._follows(link)]

    def related(self) -> Iterator[Link]:
        """Yield what is entailed between every two nodes; CONTAINS and BEFORE with their heads."""
        for head in self._start:
            for tail in self._start:
                for kind in (SIMULTANEOUS, BEFORE, CONTAINS):
                    if head != tail and self.entails((kind, head, tail)):
                        yield kind, head, tail
                        break
        yield from (link for link in self.links if link[0] == OVERLAP)

    def _follows(self, link: Link) -> bool:
        kind, head, tail = link
        if kind not in (BEFORE, CONTAINS):
            return False
        return all(
            any(self._reaches(middle, later) for middle in self._next[earlier] if middle != later)
            for earlier, later in _orders(kind, self._start[head], self._start[tail])
        )

    def _node(self, name: str) -> int:
        """Position of the start of an interval; its end is the next one."""
        if name not in self._start:
            start = len(self._after)
            self._start[name] = start
            self._next += [{start + 1}, set()]
            self._after += [0b11 << start, 0b10 << start]
            self._before += [0b01 << start, 0b11 << start]
        return self._start[name]

    def _join(self, head: str, tail: str) -> bool:
        known = [name for name in (head, tail) if name in self._start]
        if len(known) == 2:
            return False
        start = self._node(known[0] if known else head)
        self._start[head] = self._start[tail] = start
        return True

    def _nested(self, first: int, second: int) -> bool:
        return any(
            all(self._reaches(*pair) for pair in _orders(CONTAINS, *ends))
            for ends in ((first, second), (second, first))
        )

    def _reaches(self, earlier: int, later: int) -> bool:
        return bool(self._after[earlier] >> later & 1)

    def _order(self, earlier: int, later: int) -> None:
        self._next[earlier].add(later)
        if self._reaches(earlier, later):
            return
        sources, targets = self._before[earlier], self._after[later]
        for point in _bits(sources):
            self._after[point] |= targets
        for point in _bits(targets):
            self._before[point] |= sources


def _orders(kind: str, head: int, tail: int) -> list[tuple[int, int]]:
    """Pairs of ends of which the first is not later."""
    if kind == BEFORE:
        return [(head + 1, tail)]
    if kind == CONTAINS:
        return [(head, tail), (tail + 1, head + 1)]
    return [(head, tail + 1), (tail, head + 1)]


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest

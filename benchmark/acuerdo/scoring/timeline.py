"""Timelines: what a set of temporal links entails, which links contradict others, which say more.

Every node is an interval with a start before its end, and links order ends of intervals:

    BEFORE(a, b)        end of a ≤ start of b
    CONTAINS(a, b)      start of a ≤ start of b, end of b ≤ end of a, not the same interval
    OVERLAP(a, b)       start of a < end of b, start of b < end of a, neither contains the other
    SIMULTANEOUS(a, b)  the same interval: one node

BEFORE and CONTAINS are entailed when the orders of ends that they stand for follow by transitivity.
OVERLAP and types without a meaning in time are entailed only by themselves, SIMULTANEOUS by a chain
of its kind. Links that cannot all be true entail nothing: each stands for itself alone.

Source: point algebra, Vilain and Kautz 1986, *Constraint propagation algorithms for temporal
reasoning*; meanings of the links, annotation guidelines L3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

BEFORE, CONTAINS, OVERLAP, SIMULTANEOUS = "BEFORE", "CONTAINS", "OVERLAP", "SIMULTANEOUS"
"""Types with a meaning in time."""


class Link(NamedTuple):
    """A link between two nodes; the nodes of a symmetric link are in ascending order."""

    type: str
    head: int
    tail: int


class Timeline:
    """A consistent set of links, and links that contradict it or each other.

    Args:
        links: In any order. Links of a node with itself are allowed: SIMULTANEOUS says nothing,
            the others contradict themselves.

    Attributes:
        links: The distinct links that say anything.
        contradictory: Those that cannot be true together.
        groups: Members of each set of two or more simultaneous nodes.

    >>> timeline = Timeline([Link(BEFORE, 1, 2), Link(BEFORE, 2, 3), Link(BEFORE, 1, 3)])
    >>> sorted(timeline.needed)
    [Link(type='BEFORE', head=1, tail=2), Link(type='BEFORE', head=2, tail=3)]
    >>> timeline.entails(Link(BEFORE, 1, 3)), timeline.entails(Link(BEFORE, 3, 1))
    (True, False)
    """

    def __init__(self, links: Iterable[Link]) -> None:
        self.links = {link for link in links if link.head != link.tail or link.type != SIMULTANEOUS}
        self._name = _simultaneous(self.links)
        self.groups = _members(self._name)
        between: dict[Link, list[Link]] = {}
        for link in self.links:
            if link.type != SIMULTANEOUS:
                between.setdefault(self._between(link), []).append(link)
        self._stated, self._order = _sound(between)
        self.contradictory = {
            link for group, links in between.items() if group not in self._stated for link in links
        }

    @cached_property
    def needed(self) -> set[Link]:
        """What is left when links that the others entail are taken out.

        Links between groups of simultaneous nodes: each group is named by one of its nodes.
        """
        return {group for group in self._stated if not self._order.has_detour(group)}

    def entails(self, link: Link) -> bool:
        """Whether the link is stated or follows from what is."""
        group = self._between(link)
        if link.type == SIMULTANEOUS:
            return group.head == group.tail
        if link in self.contradictory or group in self._stated:
            return True
        orders = _orders(group) if link.type in (BEFORE, CONTAINS) else []
        return bool(orders) and all(self._order.reaches(*pair) for pair in orders)

    def _between(self, link: Link) -> Link:
        """The link between groups."""
        head, tail = self._name.get(link.head, link.head), self._name.get(link.tail, link.tail)
        return _ordered(Link(link.type, head, tail))

    def credits(self, other: Timeline) -> Iterator[tuple[str, int, int]]:
        """Yield type, number of links and how many of them ``other`` entails, in reduced form.

        A link between groups of simultaneous nodes may hang on any of their members, and a group
        of n nodes is n - 1 links, whichever chain of them suits ``other`` best.
        """
        for link in self.contradictory:
            yield link.type, 1, int(other.entails(link))
        for kind, head, tail in self.needed:
            heads, tails = self.groups.get(head, (head,)), self.groups.get(tail, (tail,))
            found = any(other.entails(_ordered(Link(kind, h, t))) for h in heads for t in tails)
            yield kind, 1, int(found)
        for members in self.groups.values():
            parts = {other._name.get(node, node) for node in members}
            yield SIMULTANEOUS, len(members) - 1, len(members) - len(parts)


class _Order:
    """The order of the ends of intervals; node n starts at 2n and ends at 2n + 1.

    Source: Kahn 1962, *Topological sorting of large networks*.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        following: dict[int, list[int]] = {}
        before: dict[int, int] = {}
        for link in links:
            for node in link[1:]:
                start = 2 * node
                if start not in following:
                    following[start], following[start + 1] = [start + 1], []
                    before[start], before[start + 1] = before.get(start, 0), 1
            for earlier, later in _orders(link):
                following[earlier].append(later)
                before[later] += 1
        self._next = following
        self._points = [point for point, count in before.items() if not count]
        for point in self._points:
            for after in following[point]:
                before[after] -= 1
                if not before[after]:
                    self._points.append(after)

    @property
    def is_circular(self) -> bool:
        """Whether the links contradict each other."""
        return len(self._points) < len(self._next)

    def circles(self) -> dict[int, int]:
        """Number of the circle of each point that lies on one, or before or after one.

        Source: Tarjan 1972, *Depth-first search and linear graph algorithms*.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        points = sorted(self._next.keys() - self._points)
        number = {point: n for n, point in enumerate(points)}
        edges = [(number[p], number[q]) for p in points for q in self._next[p]]
        rows, columns = zip(*edges, strict=True)
        table = coo_array(([1] * len(edges), (rows, columns)), shape=(len(points), len(points)))
        labels = connected_components(table, directed=True, connection="strong")[1]
        return dict(zip(points, labels.tolist(), strict=True))

    def reaches(self, earlier: int, later: int) -> bool:
        """Whether one end comes before another, in an order without circles."""
        bits, reach = self._reach
        return bool(reach.get(earlier, 0) & bits.get(later, 0))

    def has_detour(self, link: Link) -> bool:
        """Whether a link follows from the others: each of its orders has another way round."""
        return link.type in (BEFORE, CONTAINS) and all(
            any(self.reaches(middle, later) for middle in self._next[earlier])
            for earlier, later in _orders(link)
        )

    @cached_property
    def _reach(self) -> tuple[dict[int, int], dict[int, int]]:
        """A bit for each point, and the bits of what comes after it."""
        bits = {point: 1 << number for number, point in enumerate(self._points)}
        reach: dict[int, int] = {}
        for point in reversed(self._points):
            later = 0
            for after in self._next[point]:
                later |= bits[after] | reach[after]
            reach[point] = later
        return bits, reach


def _sound(links: Iterable[Link]) -> tuple[set[Link], _Order]:
    """The links that contradict none, and their order.

    Left out are links of a group with itself, links in a circle of orders, and overlaps of which
    one contains the other.
    """
    sound = {link for link in links if link.head != link.tail}
    order = _Order(sound)
    if order.is_circular:
        circle = order.circles()
        sound = {
            link
            for link in sound
            if all(circle.get(p, -1) != circle.get(q, -2) for p, q in _orders(link))
        }
        order = _Order(sound)
    nested = {
        link
        for link in sound
        if link.type == OVERLAP
        for ends in (link[1:], link[:0:-1])
        if all(order.reaches(*pair) for pair in _orders(Link(CONTAINS, *ends)))
    }
    if nested:
        sound -= nested
        order = _Order(sound)
    return sound, order


def _ordered(link: Link) -> Link:
    """The link with the nodes of an overlap in ascending order."""
    if link.type == OVERLAP and link.tail < link.head:
        return Link(OVERLAP, link.tail, link.head)
    return link


def _orders(link: Link) -> list[tuple[int, int]]:
    """Pairs of ends of which the first is not later."""
    kind, head, tail = link
    if kind == BEFORE:
        return [(2 * head + 1, 2 * tail)]
    if kind == CONTAINS:
        return [(2 * head, 2 * tail), (2 * tail + 1, 2 * head + 1)]
    if kind == OVERLAP:
        return [(2 * head, 2 * tail + 1), (2 * tail, 2 * head + 1)]
    return []


def _simultaneous(links: Iterable[Link]) -> dict[int, int]:
    """The first node of the group of each node that is simultaneous with another."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for link in links:
        if link.type == SIMULTANEOUS:
            first, second = sorted((root(link.head), root(link.tail)))
            parent[second] = first
    return {node: root(node) for node in list(parent)}


def _members(name: Mapping[int, int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for node, first in name.items():
        groups.setdefault(first, []).append(node)
    return groups

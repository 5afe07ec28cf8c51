"""Whether temporal relations can all be true: a consistency check on interval ends.

Every event or time is an interval with a start before its end. Each relation orders ends of
two intervals; a set of relations contradicts itself exactly when the order has a cycle.

Source: the reduction of interval relations to orders of their ends is that of M. Vilain and
H. Kautz, "Constraint propagation algorithms for temporal reasoning", AAAI 1986.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from acuerdo.annotation import EventRelation
from acuerdo.validation.references import first_cycle

_START, _END = "start of ", "end of "


def temporal_cycle(links: Iterable[EventRelation], same: Mapping[str, str]) -> list[str]:
    """Return items that the relations order in a circle; empty when all can be true.

    Args:
        links: Relations; those that are not temporal are passed over.
        same: Name of the node that an item stands for (its coreference cluster); items that
            are not in it stand for themselves.

    >>> there, back = ("E1", "E2"), ("E2", "E1")
    >>> links = [EventRelation("R1", "BEFORE", *there), EventRelation("R2", "BEFORE", *back)]
    >>> temporal_cycle(links, {})
    ['E1', 'E2', 'E1']
    """
    graph, _ = _order(list(links), same)
    points = [point.removeprefix(_START).removeprefix(_END) for point in first_cycle(graph)]
    # Both ends of an interval stand for one item: A, A, B, A is the circle A, B, A.
    items = [name for i, name in enumerate(points) if i == 0 or name != points[i - 1]]
    return items * 2 if len(items) == 1 else items


def entailed_links(links: Iterable[EventRelation], same: Mapping[str, str]) -> list[EventRelation]:
    """Return the BEFORE and CONTAINS relations that follow from the others, in order.

    Of several that follow from each other, the last is the one to go.

    >>> chain = [("E1", "E2"), ("E2", "E3"), ("E1", "E3")]
    >>> links = [EventRelation(f"R{i}", "BEFORE", *ends) for i, ends in enumerate(chain)]
    >>> [link.id for link in entailed_links(links, {})]
    ['R2']
    """
    links = list(links)
    found: list[EventRelation] = []
    for link in reversed(links):
        if link.type in ("BEFORE", "CONTAINS"):
            others = [other for other in links if other is not link and other not in found]
            graph, nodes = _order(others, same)
            ends = nodes.name(link.head), nodes.name(link.tail)
            if all(_reaches(graph, *pair) for pair in _orders(link, *ends)):
                found.append(link)
    return found[::-1]


def _order(
    links: list[EventRelation], same: Mapping[str, str]
) -> tuple[dict[str, list[str]], _Merged]:
    nodes = _Merged(same)
    for link in links:
        if link.type == "SIMULTANEOUS":
            nodes.join(link.head, link.tail)
    graph: dict[str, list[str]] = {}
    for link in links:
        for earlier, later in _orders(link, nodes.name(link.head), nodes.name(link.tail)):
            graph.setdefault(earlier, []).append(later)
        for end in (link.head, link.tail):
            name = nodes.name(end)
            graph.setdefault(_START + name, []).append(_END + name)
    return graph, nodes


def _reaches(graph: Mapping[str, list[str]], earlier: str, later: str) -> bool:
    seen: set[str] = set()
    waiting = [earlier]
    while waiting:
        point = waiting.pop()
        if point == later:
            return True
        if point not in seen:
            seen.add(point)
            waiting += graph.get(point, [])
    return False


def _orders(link: EventRelation, head: str, tail: str) -> Iterator[tuple[str, str]]:
    if link.type == "BEFORE":
        yield _END + head, _START + tail
    elif link.type == "CONTAINS":
        yield _START + head, _START + tail
        yield _END + tail, _END + head
    elif link.type == "OVERLAP":
        yield _START + head, _END + tail
        yield _START + tail, _END + head


class _Merged:
    """Names of items, the same name for items that take the same time."""

    def __init__(self, same: Mapping[str, str]) -> None:
        self._parent = dict(same)

    def name(self, item: str) -> str:
        while item in self._parent and self._parent[item] != item:
            item = self._parent[item]
        return item

    def join(self, left: str, right: str) -> None:
        left, right = self.name(left), self.name(right)
        if left != right:
            self._parent[right] = left

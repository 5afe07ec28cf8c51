"""What temporal links entail, and the fewest links that entail the same (guidelines L4, step 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Link = tuple[str, str, str]
"""Type, head, tail."""


def entails(links: Sequence[Link], goal: Link) -> bool:
    """Whether BEFORE and CONTAINS links entail another.

    What contains the head, or something that the head is before, is followed step by step: the
    search visits each node once, however long the text.

    >>> entails([("BEFORE", "a", "b"), ("CONTAINS", "b", "c")], ("BEFORE", "a", "c"))
    True
    """
    kind, head, tail = goal
    steps: tuple[defaultdict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(3))
    before, inside, outside = steps
    for name, a, b in links:
        if name == "BEFORE":
            before[a].add(b)
        elif name == "CONTAINS":
            inside[a].add(b)
            outside[b].add(a)
    if kind == "CONTAINS":
        return tail in _reached(inside, inside.get(head, ()))
    later: set[str] = set()
    waiting = {head}
    while waiting:
        around = _reached(outside, waiting)
        following = {node for each in around for node in before.get(each, ())}
        waiting = _reached(inside, following) - later
        later |= waiting
    return tail in later


def _reached(steps: Mapping[str, set[str]], start: Iterable[str]) -> set[str]:
    """The nodes of ``start`` and all that can be reached from them."""
    found, waiting = set(start), list(start)
    while waiting:
        new = steps.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def reduced(links: list[Link]) -> list[Link]:
    """The links without the temporal ones that the others entail.

    >>> reduced([("BEFORE", "a", "b"), ("BEFORE", "b", "c"), ("BEFORE", "a", "c")])
    [('BEFORE', 'a', 'b'), ('BEFORE', 'b', 'c')]
    """
    kept = list(links)
    for link in links:
        if link[0] not in ("BEFORE", "CONTAINS"):
            continue
        rest = [other for other in kept if other != link]
        if entails(rest, link):
            kept = rest
    return kept

"""What temporal links entail, and the fewest links that entail the same (guidelines L4, step 8)."""

from __future__ import annotations

from collections.abc import Sequence

Link = tuple[str, str, str]
"""Type, head, tail."""


def entails(links: Sequence[Link], goal: Link) -> bool:
    """Whether BEFORE and CONTAINS links entail another.

    >>> entails([("BEFORE", "a", "b"), ("CONTAINS", "b", "c")], ("BEFORE", "a", "c"))
    True
    """
    facts = {link for link in links if link[0] in ("BEFORE", "CONTAINS")}
    while True:
        new: set[Link] = set()
        for kind, a, b in facts:
            for other, c, d in facts:
                if kind == "BEFORE" and b == c:
                    new.add(("BEFORE", a, d))
                elif kind == other == "CONTAINS" and b == c:
                    new.add(("CONTAINS", a, d))
                elif kind == "CONTAINS" and other == "BEFORE":
                    if a == c:
                        new.add(("BEFORE", b, d))
                    if a == d:
                        new.add(("BEFORE", c, b))
        if new <= facts:
            return goal in facts
        facts |= new


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

"""Many comparisons at once: adjusted p-values, and ranks that only significant differences part."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return adjusted p-values: with α as the limit, any false rejection has a chance of α at most.

    The k-th smallest of m is multiplied by m - k + 1; none may fall below one before it.

    Source: Holm 1979, A simple sequentially rejective multiple test procedure.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03, 0.005])]
    [0.03, 0.06, 0.06, 0.02]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [1.0] * len(p_values)
    floor = 0.0
    for place, number in enumerate(order):
        floor = max(floor, min(1.0, (len(order) - place) * p_values[number]))
        adjusted[number] = floor
    return tuple(adjusted)


def tie_groups(size: int, differ: Callable[[int, int], bool]) -> tuple[int, ...]:
    """Return ranks from 1 of things given best first; a group of ties shares one.

    The first leads a group; all after it join until one differs from the leader, which then leads
    the next group with its own place as the rank.

    >>> tie_groups(4, lambda leader, other: other - leader > 1)
    (1, 1, 3, 3)
    """
    ranks: list[int] = []
    for place in range(size):
        starts = not ranks or differ(ranks[-1] - 1, place)
        ranks.append(place + 1 if starts else ranks[-1])
    return tuple(ranks)

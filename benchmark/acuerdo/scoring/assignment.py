"""Optimal one-to-one assignment on a sparse list of candidate pairs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
"""Row numbers."""


class Pairs(NamedTuple):
    """Rows of gold and predicted items that belong together; of equal length."""

    gold: Index
    predicted: Index


def assign(pairs: Pairs, credit: NDArray[np.float64]) -> Pairs:
    """Return the one-to-one pairs with the greatest total credit.

    Candidates fall apart into connected components; a component with one row on either side needs
    no search, the others go to ``scipy.optimize.linear_sum_assignment``.

    Source: Kuhn 1955, *The Hungarian method for the assignment problem*.

    Args:
        pairs: Candidates.
        credit: Positive; one per candidate.

    >>> candidates = Pairs(np.array([0, 0, 1]), np.array([0, 1, 0]))
    >>> assign(candidates, np.array([0.9, 0.8, 0.7])).predicted.tolist()
    [1, 0]
    """
    if not len(credit):
        return pairs
    gold, row = np.unique(pairs.gold, return_inverse=True)
    predicted, column = np.unique(pairs.predicted, return_inverse=True)
    component = _components(row, column, len(gold), len(predicted))
    best = np.lexsort((column, row, -credit, component))
    chosen = best[np.r_[True, np.diff(component[best]) > 0]]
    for number in np.flatnonzero(_is_crowded(component, row, column)):
        members = np.flatnonzero(component == number)
        chosen = np.concatenate(
            [chosen[component[chosen] != number], members[_solve(row, column, credit, members)]]
        )
    chosen = chosen[np.argsort(row[chosen], kind="stable")]
    return Pairs(gold[row[chosen]], predicted[column[chosen]])


def _components(row: Index, column: Index, rows: int, columns: int) -> Index:
    """Number of the connected component of each candidate."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = rows + columns
    graph = coo_array((np.ones(len(row), dtype=np.int8), (row, rows + column)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1]
    return np.asarray(labels[row], dtype=np.int64)


def _is_crowded(component: Index, row: Index, column: Index) -> NDArray[np.bool_]:
    """Which components have two or more rows and two or more columns."""
    size = int(component.max()) + 1
    nodes = []
    for side in (row, column):
        first = np.unique(side, return_index=True)[1]
        nodes.append(np.bincount(component[first], minlength=size))
    return np.minimum(*nodes) > 1


def _solve(row: Index, column: Index, credit: NDArray[np.float64], members: Index) -> Index:
    """Positions within ``members`` of the optimal assignment of one component."""
    from scipy.optimize import linear_sum_assignment

    _, i = np.unique(row[members], return_inverse=True)
    _, j = np.unique(column[members], return_inverse=True)
    table = np.zeros((i.max() + 1, j.max() + 1))
    table[i, j] = credit[members]
    position = np.full(table.shape, -1)
    position[i, j] = np.arange(len(members))
    chosen = position[linear_sum_assignment(table, maximize=True)]
    return np.asarray(chosen[chosen >= 0], dtype=np.int64)

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
    i, rows = _places(row, component)
    j, columns = _places(column, component)
    is_crowded = np.minimum(rows, columns) > 1
    crowded = np.flatnonzero(is_crowded[component])
    if len(crowded):
        members = crowded[np.argsort(component[crowded], kind="stable")]
        borders = np.flatnonzero(np.diff(component[members])) + 1
        solved = [_solve(i, j, credit, each) for each in np.split(members, borders)]
        chosen = np.concatenate([chosen[~is_crowded[component[chosen]]], *solved])
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


def _places(side: Index, component: Index) -> tuple[Index, Index]:
    """Place of each candidate's node among those of its component, and nodes of each component."""
    owner = np.empty(int(side.max()) + 1, dtype=np.int64)
    owner[side] = component
    sizes = np.bincount(owner, minlength=int(component.max()) + 1)
    order = np.argsort(owner, kind="stable")
    place = np.empty_like(owner)
    place[order] = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return place[side], sizes


def _solve(i: Index, j: Index, credit: NDArray[np.float64], members: Index) -> Index:
    """Candidates of one component, ``members``, that the optimal assignment takes."""
    from scipy.optimize import linear_sum_assignment

    i, j = i[members], j[members]
    table = np.zeros((int(i.max()) + 1, int(j.max()) + 1))
    table[i, j] = credit[members]
    position = np.full(table.shape, -1, dtype=np.int64)
    position[i, j] = members
    chosen = position[linear_sum_assignment(table, maximize=True)]
    return np.asarray(chosen[chosen >= 0], dtype=np.int64)

"""Who is matched with whom: one to one, on integer keys, independent of any order.

``match`` pairs equal keys with their multiplicities: of three equal predicted items and two equal
gold items two are matched, and the third is a false positive. ``match_options`` lets a predicted
item stand for one of several keys. ``match_overlap`` pairs what exact matching leaves over.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.assignment import Index, Pairs, assign
from acuerdo.scoring.layers import Column
from acuerdo.scoring.packing import Keys, pack_together

Flags = NDArray[np.bool_]

DENSE = 4
"""Keys up to so many times the number of rows, such as row numbers, are looked up in a table."""


class Intervals(NamedTuple):
    """Spans that may match only within their group."""

    group: Keys
    start: Column
    length: Column


def match(gold: Keys, predicted: Keys) -> Pairs:
    """Return pairs of equal keys, as many as the rarer side has of each key.

    >>> match(np.array([4, 4, 9]), np.array([9, 4, 9]))
    Pairs(gold=array([0, 2]), predicted=array([1, 0]))
    """
    keys = np.concatenate([gold, predicted])
    # Stable: within a run of equal keys the gold rows come first, in their order.
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_gold = order < len(gold)
    equal = ordered[1:] == ordered[:-1]
    repeated = equal & (is_gold[1:] == is_gold[:-1])
    if repeated.any():
        first, second = _neighbours_of_runs(is_gold, equal, repeated)
    else:
        first = np.flatnonzero(equal)
        second = first + 1
    return Pairs(order[first], order[second] - len(gold))


def _neighbours_of_runs(is_gold: Flags, equal: Flags, repeated: Flags) -> tuple[Index, Index]:
    """Positions of matched gold and predicted rows when some keys are repeated on one side.

    Keys without repetition are a gold row followed by a predicted one; the n-th gold row of any
    other run matches the n-th predicted one.
    """
    run = np.concatenate([[0], np.cumsum(~equal)])
    crowded = np.zeros(run[-1] + 1, dtype=np.bool_)
    crowded[run[1:][repeated]] = True
    simple = np.flatnonzero(equal & ~crowded[run[1:]])

    rows = np.flatnonzero(crowded[run])
    begins = np.concatenate([[True], run[rows[1:]] != run[rows[:-1]]])
    first = np.flatnonzero(begins)
    sizes = np.diff(np.concatenate([first, [len(rows)]]))
    golds = np.add.reduceat(is_gold[rows], first, dtype=np.int64)
    place = np.arange(len(rows)) - np.repeat(first, sizes)
    matched_gold = is_gold[rows] & (place < np.repeat(sizes - golds, sizes))
    matched_predicted = ~is_gold[rows] & (place < np.repeat(2 * golds, sizes))
    return (
        np.concatenate([simple, rows[matched_gold]]),
        np.concatenate([simple + 1, rows[matched_predicted]]),
    )


def join(left: Keys, right: Keys) -> tuple[Index, Index]:
    """Return every pair of rows with equal keys, ordered by the left row.

    >>> join(np.array([7, 8]), np.array([8, 7, 7]))
    (array([0, 0, 1]), array([1, 2, 0]))
    """
    order = np.argsort(right, kind="stable")
    low, found = _runs(left, right[order])
    if not len(found) or found.max() <= 1:
        rows = np.flatnonzero(found)
        return rows, order[low[rows]]
    total = int(found.sum())
    within = np.arange(total) - np.repeat(np.cumsum(found) - found, found)
    return np.repeat(np.arange(len(left)), found), order[np.repeat(low, found) + within]


def _runs(wanted: Keys, ordered: Keys) -> tuple[Index, Index]:
    """Where each wanted key begins in a sorted column, and how often it stands there."""
    size = 1 + max((int(keys.max()) for keys in (wanted, ordered) if len(keys)), default=0)
    if size <= DENSE * (len(wanted) + len(ordered)):
        counts = np.bincount(ordered, minlength=size)
        return (np.cumsum(counts) - counts)[wanted], counts[wanted]
    low = np.searchsorted(ordered, wanted, side="left")
    return low, np.searchsorted(ordered, wanted, side="right") - low


def match_options(gold: Keys, predicted: Keys, owner: Index) -> Pairs:
    """Return the most pairs possible when each predicted item has any number of keys.

    An item with one key takes it before the others choose: some optimal assignment always does,
    because the copies of a key are interchangeable (Karp and Sipser 1981, the leaf rule).

    Args:
        gold: One key per gold item.
        predicted: Keys of the predicted items, in any order.
        owner: The predicted item of each key of ``predicted``.

    >>> match_options(np.array([1, 2]), np.array([1, 2, 1]), np.array([0, 0, 1]))
    Pairs(gold=array([0, 1]), predicted=array([1, 0]))
    """
    single = np.bincount(owner)[owner] == 1 if len(owner) else np.zeros(0, np.bool_)
    sure = match(gold, predicted[single])
    pairs = Pairs(sure.gold, owner[single][sure.predicted])
    if single.all():
        return pairs
    left = unmatched(len(gold), pairs.gold)
    choices = np.flatnonzero(~single)
    i, j = join(gold[left], predicted[choices])
    candidates = np.unique(np.stack([left[i], owner[choices[j]]]), axis=1)
    chosen = assign(Pairs(*candidates), np.ones(candidates.shape[1]))
    return Pairs(*(np.concatenate(both) for both in zip(pairs, chosen, strict=True)))


def match_overlap(gold: Intervals, predicted: Intervals) -> Pairs:
    """Return pairs of equal spans, then the most pairs of overlapping ones among the rest.

    Among assignments of equal size the one with the greatest total overlap is taken.

    >>> one = Intervals(np.array([0, 0]), np.array([0, 9]), np.array([5, 2]))
    >>> two = Intervals(np.array([0, 0]), np.array([9, 4]), np.array([2, 3]))
    >>> match_overlap(one, two)
    Pairs(gold=array([1, 0]), predicted=array([0, 1]))
    """
    pairs = match(*pack_together(gold, predicted))
    gold_left = unmatched(len(gold.group), pairs.gold)
    predicted_left = unmatched(len(predicted.group), pairs.predicted)
    i, j = join(gold.group[gold_left], predicted.group[predicted_left])
    i, j = gold_left[i], predicted_left[j]
    starts = np.maximum(gold.start[i], predicted.start[j])
    ends = np.minimum(gold.start[i] + gold.length[i], predicted.start[j] + predicted.length[j])
    near = ends > starts
    shared = (ends - starts)[near]
    # Overlaps add up to less than one pair, so the number of pairs comes first.
    chosen = assign(Pairs(i[near], j[near]), 1.0 + shared / (1.0 + shared.sum()))
    return Pairs(*(np.concatenate(both) for both in zip(pairs, chosen, strict=True)))


def unmatched(size: int, matched: Index) -> Index:
    """Return the rows below ``size`` that are not in ``matched``.

    >>> unmatched(4, np.array([1, 2]))
    array([0, 3])
    """
    free = np.ones(size, dtype=np.bool_)
    free[matched] = False
    return np.flatnonzero(free)

"""Paired approximate randomisation over documents: could chance have made the difference?

Null hypothesis: it does not matter which of the two systems gave which answer. Then the answers to
any document may be swapped, and the difference that was observed is one of many alike.

Source: Noreen 1989, *Computer-Intensive Methods for Testing Hypotheses*; Yeh 2000, More accurate
tests for the statistical significance of result differences; Phipson and Smyth 2010, Permutation
p-values should never be zero.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from acuerdo.scoring.counts import Amounts
from acuerdo.scoring.estimates import Parts, Statistic, evaluate
from acuerdo.scoring.weights import CELLS, swapped

PERMUTATIONS = 10_000
"""Unless asked otherwise."""

TOLERANCE = 1e-12
"""Differences that differ by less are equal: rounding must not part two that are."""


class Randomised(NamedTuple):
    """Result of a test.

    Attributes:
        p: Two-sided.
        differing: Documents whose counts differ; only they can tell the systems apart.
    """

    p: float
    differing: int

    @property
    def smallest_p(self) -> float:
        """The smallest p that so many differing documents allow, with any number of permutations.

        >>> Randomised(0.5, 5).smallest_p
        0.0625
        """
        return min(1.0, 2.0 ** (1 - self.differing))


def randomisation(
    first: Parts,
    second: Parts,
    statistic: Statistic,
    *,
    permutations: int = PERMUTATIONS,
    seed: int,
    cells: int = CELLS,
) -> Randomised:
    """Return how often swapped answers differ at least as much as the two systems do.

    p = (c + 1) / (n + 1), where c of n permutations differ as much or more: two identical systems
    have p = 1. Documents with equal counts are dropped; swapping them changes nothing.

    Args:
        first: Counts of one system.
        second: Counts of the other, in the same layout and order of documents.
        statistic: Over either; defined for both.
        permutations: How often to swap at random.
        seed: Of the swaps.
        cells: Swaps per block; changes nothing but speed.

    >>> from acuerdo.scoring.estimates import Term, beside
    >>> counts = beside([np.array([[2.0, 4.0], [0.0, 2.0]])])
    >>> randomisation(counts, counts, (Term(1.0, ((0,),)),), seed=13)
    Randomised(p=1.0, differing=0)
    """
    from threadpoolctl import threadpool_limits

    used = first.used(statistic)
    change = (second.columns - first.columns)[:, used]
    differs = change.any(axis=1)
    differing = int(differs.sum())
    if not differing:
        return Randomised(1.0, 0)
    change = np.ascontiguousarray(change[differs])
    totals = first.columns.sum(axis=0), second.columns.sum(axis=0)

    def difference(moved: Amounts) -> Amounts:
        """Differences of the statistic when so much has moved from one side to the other."""
        shift = np.zeros((len(moved), first.columns.shape[1]))
        shift[:, used] = moved
        sides = totals[0] + shift, totals[1] - shift
        one, other = (evaluate(statistic, first, sums).value for sums in sides)
        return np.abs(one - other)

    observed = difference(np.zeros((1, len(used))))[0]
    with threadpool_limits(1, user_api="blas"):
        moved = [swaps @ change for swaps in swapped(differing, permutations, seed, cells=cells)]
    as_large = int((difference(np.concatenate(moved)) >= observed - TOLERANCE).sum())
    return Randomised((as_large + 1) / (permutations + 1), differing)

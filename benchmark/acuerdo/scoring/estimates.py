"""F1 and its means and differences as smooth functions of sums over documents, with gradients.

A *part* is the counts of one F1 in every document. A headline is the mean F1 of its parts (mostly
one; coreference has three), the ACUERDO score the mean of its headlines, and a difference is one
such mean less another. All of them are functions of column sums alone: that is what lets a
resample be scored by one row of a matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from acuerdo.scoring.counts import Amounts
from acuerdo.scoring.scores import DocumentCounts

RATIO = 2
"""Columns of a part whose F1 is a ratio of two sums: 2 · matched and predicted + gold."""

Headline = tuple[int, ...]
"""Numbers of the parts whose F1 a headline averages."""


class Term(NamedTuple):
    """The mean of some headlines, added (1) or subtracted (-1)."""

    sign: float
    headlines: tuple[Headline, ...]


Statistic = tuple[Term, ...]
"""A sum of terms."""


class Values(NamedTuple):
    """A function of each row of sums: values ``(n,)``, NaN where undefined; gradient ``(n, k)``."""

    value: Amounts
    gradient: Amounts


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts side by side.

    Attributes:
        columns: One row per document.
        places: The columns of each part.
    """

    columns: Amounts
    places: tuple[slice, ...]

    def documents(self, statistic: Statistic) -> int:
        """Number of documents in which the statistic has anything to count."""
        return int(self.columns[:, self.used(statistic)].any(axis=1).sum())

    def only(self, places: Sequence[slice]) -> Parts:
        """Some of the parts, renumbered from 0."""
        return beside([self.columns[:, place] for place in places])

    def used(self, statistic: Statistic) -> list[int]:
        """The columns that a statistic depends on."""
        numbers = sorted({n for term in statistic for head in term.headlines for n in head})
        return [column for n in numbers for column in range(*self.places[n].indices(2**31))]


def is_ratio(counts: DocumentCounts) -> bool:
    """Whether items are matched one to one, so that F1 = 2 · matched / (predicted + gold)."""
    return counts.matched == counts.recalled


def columns_of(counts: DocumentCounts, *, ratio: bool) -> Amounts:
    """Return the columns of one part: two for a ratio, else four; one row per document.

    >>> columns_of(DocumentCounts((1, 2), (3, 2), (1, 2), (2, 2)), ratio=True).tolist()
    [[2.0, 5.0], [4.0, 4.0]]
    """
    amounts = (counts.matched, counts.predicted, counts.recalled, counts.gold)
    matched, predicted, recalled, gold = (np.array(each, np.float64) for each in amounts)
    if ratio:
        return np.column_stack([2 * matched, predicted + gold])
    return np.column_stack([matched, predicted, recalled, gold])


def beside(parts: Sequence[Amounts]) -> Parts:
    """Return the parts side by side; at least one."""
    ends = np.cumsum([part.shape[1] for part in parts]).tolist()
    places = tuple(slice(end - part.shape[1], end) for end, part in zip(ends, parts, strict=True))
    return Parts(np.concatenate(parts, axis=1), places)


def f1(sums: Amounts) -> Values:
    """Return F1 and its gradient for each row of a part's sums.

    F1 = N / D for a ratio; else 2 · P · R / (P + R) with P = matched / predicted and
    R = recalled / gold, that is 2mr / (mg + rp).

    >>> f1(np.array([[2.0, 8.0], [0.0, 0.0]])).value.tolist()
    [0.25, nan]
    >>> f1(np.array([[1.0, 2.0, 3.0, 3.0]])).value.round(3).tolist()
    [0.667]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if sums.shape[1] == RATIO:
            above, below = sums.T
            value = above / below
            return Values(value, np.column_stack([1 / below, -value / below]))
        m, p, r, g = sums.T
        below = m * g + r * p
        gradient = 2 * np.column_stack([r * r * p, -m * r * r, m * m * g, -m * m * r])
        value, gradient = 2 * m * r / below, gradient / below[:, None] ** 2
    # Nothing is right: F1 is 0, and undefined only where nothing was expected either.
    value[below == 0], gradient[below == 0] = 0.0, 0.0
    value[p + g == 0] = np.nan
    return Values(value, gradient)


def evaluate(statistic: Statistic, parts: Parts, sums: Amounts) -> Values:
    """Return a statistic and its gradient for each row of sums over documents.

    Undefined F1 is left out of every mean; a term without a defined F1 makes the value undefined.

    >>> parts = beside([np.array([[2.0, 4.0]]), np.array([[0.0, 4.0]])])
    >>> mean = (Term(1.0, ((0,), (1,))),)
    >>> evaluate(mean, parts, np.array([[2.0, 4.0, 0.0, 4.0], [2.0, 4.0, 0.0, 0.0]])).value.tolist()
    [0.25, 0.5]
    """
    value, gradient = np.zeros(len(sums)), np.zeros_like(sums)
    for sign, headlines in statistic:
        found = {n: f1(sums[:, parts.places[n]]) for each in headlines for n in each}
        sizes = [np.sum([~np.isnan(found[n].value) for n in each], axis=0) for each in headlines]
        defined = np.sum([size > 0 for size in sizes], axis=0)
        value[defined == 0] = np.nan
        for each, size in zip(headlines, sizes, strict=True):
            weight = sign / np.maximum(defined * size, 1)
            for n in each:
                used = np.where(np.isnan(found[n].value), 0.0, weight)
                value += used * np.nan_to_num(found[n].value)
                slope = np.where(used[:, None] != 0, found[n].gradient, 0.0)
                gradient[:, parts.places[n]] += used[:, None] * slope
    return Values(value, gradient)

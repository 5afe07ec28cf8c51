"""Precision, recall and F1 from counts; scikit-learn computes them.

Conventions, everywhere in the benchmark:

- nothing predicted but something expected: precision 0;
- something predicted but nothing expected: recall 0;
- neither: undefined, ``None``, left out of every average. Never 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.counts import Amounts


class Metrics(NamedTuple):
    """Precision, recall and F1 of each row; NaN where undefined."""

    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]


def metrics(sums: Amounts) -> Metrics:
    """Return precision, recall and F1 of each column of ``sums``.

    P = matched / predicted, R = recalled / gold, F1 = 2 · P · R / (P + R); where items are matched
    one to one, ``recalled`` is ``matched`` and F1 = 2 · matched / (predicted + gold).

    Each column becomes three weighted pseudo-samples for scikit-learn, as many true positives,
    false positives and false negatives as were counted: the result is bit for bit that of the full
    label vectors, at a cost that does not depend on the number of documents. A column whose recall
    credit is not its precision credit becomes two, one for each side.

    Args:
        sums: Matched, predicted, recalled, gold; shape ``(4, n)``.

    Source: van Rijsbergen 1979, *Information Retrieval*, ch. 7; for labels and NONE as classes,
    `sklearn.metrics.precision_recall_fscore_support`.

    >>> metrics(np.array([[1.0], [2.0], [1.0], [4.0]])).f1.round(3).tolist()
    [0.333]
    >>> [float(value[0]) for value in metrics(np.array([[1.0], [2.0], [3.0], [3.0]]))]
    [0.5, 1.0, 0.6666666666666666]
    """
    used = sums[1] + sums[3] > 0
    result = np.full((3, len(used)), np.nan)
    if not used.any():
        return Metrics(*result)
    matched, predicted, recalled, gold = sums[:, used]
    two = np.flatnonzero(matched != recalled)
    spurious, missed = predicted - matched, gold - recalled
    missed[two] = 0.0
    precision, recall, f1 = _classes(
        np.concatenate([matched, recalled[two]]),
        np.concatenate([spurious, np.zeros(len(two))]),
        np.concatenate([missed, (gold - recalled)[two]]),
    )
    size = len(matched)
    recall[two] = recall[size:]
    f1[two] = _harmonic_mean(precision[two], recall[two])
    result[:, used] = precision[:size], recall[:size], f1[:size]
    return Metrics(*result)


def _classes(right: Amounts, spurious: Amounts, missed: Amounts) -> Metrics:
    """Metrics of classes with so many true positives, false positives and false negatives."""
    from sklearn.metrics import precision_recall_fscore_support

    size = len(right)
    label = np.arange(size)
    none = np.full(size, size)
    # Sums of fractions may pass the whole in the last bit.
    weights = np.maximum(np.concatenate([right, spurious, missed]), 0.0)
    found = precision_recall_fscore_support(
        np.concatenate([label, none, label]),
        np.concatenate([label, label, none]),
        labels=label,
        sample_weight=weights,
        average=None,
        zero_division=0.0,
    )
    return Metrics(*found[:3])


def _harmonic_mean(left: Amounts, right: Amounts) -> Amounts:
    total = left + right
    return np.divide(2 * left * right, total, out=np.zeros_like(total), where=total > 0)


def mean(values: NDArray[np.float64]) -> float:
    """Return the mean of the defined values; NaN when there are none.

    >>> mean(np.array([1.0, np.nan, 0.5]))
    0.75
    """
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def defined(value: float) -> float | None:
    """Return the value as a Python float, or None when it is undefined.

    >>> defined(np.float64("nan")) is None
    True
    """
    return None if np.isnan(value) else float(value)

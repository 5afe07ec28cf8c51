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

    P = matched / predicted, R = matched / gold, F1 = 2 · matched / (predicted + gold).

    Each column becomes three weighted pseudo-samples for scikit-learn, as many true positives,
    false positives and false negatives as were counted: the result is bit for bit that of the full
    label vectors, at a cost that does not depend on the number of documents.

    Args:
        sums: Matched, predicted, recalled, gold; shape ``(4, n)``; matched and recalled equal.

    Source: van Rijsbergen 1979, *Information Retrieval*, ch. 7; for labels and NONE as classes,
    `sklearn.metrics.precision_recall_fscore_support`.

    >>> metrics(np.array([[1.0], [2.0], [1.0], [4.0]])).f1.round(3).tolist()
    [0.333]
    """
    from sklearn.metrics import precision_recall_fscore_support

    used = sums[1] + sums[3] > 0
    result = np.full((3, len(used)), np.nan)
    size = int(used.sum())
    if not size:
        return Metrics(*result)
    matched, predicted, _, gold = sums[:, used]
    label = np.arange(size)
    none = np.full(size, size)
    result[:, used] = precision_recall_fscore_support(
        np.concatenate([label, none, label]),
        np.concatenate([label, label, none]),
        labels=label,
        sample_weight=np.concatenate([matched, predicted - matched, gold - matched]),
        average=None,
        zero_division=0.0,
    )[:3]
    return Metrics(*result)


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

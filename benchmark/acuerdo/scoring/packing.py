"""Several integer columns in one 64-bit key, so that equality of items is equality of integers.

Every column gets as many bits as its largest value needs; the columns of gold and predicted items
are packed together, so two keys are equal exactly when all columns are. Where 63 bits would not
suffice, the columns packed so far are replaced by their dense rank. Nothing can overflow and no
two different items can share a key.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acuerdo.errors import AnnotationError
from acuerdo.scoring.layers import Column

Keys = NDArray[np.int64]
KEY_BITS = 63
"""Bits of a non-negative ``int64``."""


def pack(columns: Sequence[Column]) -> Keys:
    """Return one key per row; rows have equal keys exactly when they are equal.

    Args:
        columns: At least one; all of one length, without negative values.

    Raises:
        AnnotationError: A value is negative.

    >>> pack([np.array([1, 1, 2]), np.array([7, 7, 7])]).tolist()
    [15, 15, 23]
    """
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    if not len(keys):
        return keys
    used = 0
    for column in columns:
        if int(column.min()) < 0:
            raise AnnotationError(f"value {int(column.min())} in a key: expected 0 or more")
        bits = int(column.max()).bit_length()
        if used + bits > KEY_BITS:
            keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
            used = int(keys.max()).bit_length()
        keys = (keys << bits) | column
        used += bits
    return keys


def pack_together(gold: Sequence[Column], predicted: Sequence[Column]) -> tuple[Keys, Keys]:
    """Return the keys of gold and of predicted rows, comparable with each other.

    >>> gold, predicted = pack_together([np.array([3, 5])], [np.array([5])])
    >>> (gold == predicted).tolist()
    [False, True]
    """
    keys = pack([np.concatenate(pair) for pair in zip(gold, predicted, strict=True)])
    size = len(gold[0])
    return keys[:size], keys[size:]

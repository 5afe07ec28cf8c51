"""Several integer columns in one 64-bit key, so that equality of items is equality of integers.

Every column gets as many bits as its largest value needs; the columns of gold and predicted items
are packed together, so two keys are equal exactly when all columns are. Where 63 bits would not
suffice, the columns packed so far are replaced by their dense rank, and so is the next column if
need be. Nothing can overflow and no two different items can share a key.
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
    return _packed([columns])


def pack_together(gold: Sequence[Column], predicted: Sequence[Column]) -> tuple[Keys, Keys]:
    """Return the keys of gold and of predicted rows, comparable with each other.

    >>> gold, predicted = pack_together([np.array([3, 5])], [np.array([5])])
    >>> (gold == predicted).tolist()
    [False, True]
    """
    keys = _packed([gold, predicted])
    size = len(gold[0])
    return keys[:size], keys[size:]


def _packed(sides: Sequence[Sequence[Column]]) -> Keys:
    """The keys of all sides, one after the other."""
    ends = np.cumsum([len(columns[0]) for columns in sides])
    keys = np.zeros(int(ends[-1]), dtype=np.int64)
    parts = np.split(keys, ends[:-1])
    used = 0
    for columns in zip(*sides, strict=True) if len(keys) else ():
        highest = max(_highest(column) for column in columns)
        bits = highest.bit_length()
        if used + bits > KEY_BITS:
            keys[:] = _ranks(keys)
            used = int(keys.max()).bit_length()
        if used + bits > KEY_BITS:
            columns = tuple(np.split(_ranks(np.concatenate(columns)), ends[:-1]))
            bits = len(keys).bit_length()
        keys <<= bits
        for part, column in zip(parts, columns, strict=True):
            part |= column
        used += bits
    return keys


def _highest(column: Column) -> int:
    if not len(column):
        return 0
    if int(column.min()) < 0:
        raise AnnotationError(f"value {int(column.min())} in a key: expected 0 or more")
    return int(column.max())


def _ranks(values: Column) -> Keys:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)

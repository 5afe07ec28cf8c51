"""Random weights of documents: how often each is drawn, or whether its two answers are swapped.

Everything comes from the raw words of PCG64, the one stream that NumPy promises to keep: methods
of ``Generator`` may change between versions. Words are used in a fixed order, so that the weights
depend on the seed and the number of documents only, never on the size of the blocks.

Source: NumPy, *Random sampling: compatibility policy*; O'Neill 2014, PCG.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.counts import Amounts

CELLS = 2**22
"""Weights per block: fewer, and the matrix products are slow. Source: measured."""

FEWEST_ROWS = 16
"""Rows of a block, however many documents there are."""

COUNTED = 2**19
"""Weights that are counted at once, which should fit the cache. Source: measured."""


def resampled(
    documents: int, resamples: int, seed: int, *, cells: int = CELLS
) -> Iterator[Amounts]:
    """Yield blocks of rows; each row says how often a resample draws each document.

    A draw is a 32-bit word scaled to the number of documents: (word · documents) >> 32.

    Args:
        documents: At least one; below 2³².
        resamples: Rows in total.
        seed: Any whole number from 0.
        cells: Weights per block; changes nothing but speed.

    >>> weights = np.concatenate(list(resampled(4, 3, seed=13)))
    >>> weights.shape, weights.sum(axis=1).tolist()
    ((3, 4), [4.0, 4.0, 4.0])
    """
    stream = np.random.PCG64(seed)
    words = -(-documents // 2)
    for size in _blocks(resamples, max(cells // documents, FEWEST_ROWS)):
        weights = np.empty((size, documents))
        start = 0
        for rows in _blocks(size, COUNTED // documents):
            raw = stream.random_raw(rows * words).astype("<u8").view("<u4")
            drawn = raw.reshape(rows, 2 * words)[:, :documents].astype(np.uint64)
            cell = (drawn * np.uint64(documents) >> np.uint64(32)).astype(np.int64)
            cell += np.arange(rows)[:, None] * documents
            counted = np.bincount(cell.ravel(), minlength=rows * documents)
            weights[start : start + rows] = counted.reshape(rows, documents)
            start += rows
        yield weights


def swapped(
    documents: int, permutations: int, seed: int, *, cells: int = CELLS
) -> Iterator[Amounts]:
    """Yield blocks of rows; each row says which documents are swapped: 1 or 0, one random bit each.

    >>> next(swapped(3, 2, seed=13)).shape
    (2, 3)
    """
    stream = np.random.PCG64(seed)
    words = -(-documents // 64)
    for rows in _blocks(permutations, max(cells // documents, FEWEST_ROWS)):
        raw: NDArray[np.uint8] = stream.random_raw(rows * words).astype("<u8").view(np.uint8)
        bits = np.unpackbits(raw.reshape(rows, 8 * words), axis=1, count=documents)
        yield bits.astype(np.float64)


def _blocks(rows: int, size: int) -> Iterator[int]:
    size = max(1, size)
    for start in range(0, rows, size):
        yield min(size, rows - start)

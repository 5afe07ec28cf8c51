"""Features as text, hashed to the columns of a sparse matrix.

A feature is a short string; nothing has to be remembered of those that training never saw.

Source: Weinberger et al. 2009, *Feature Hashing for Large Scale Multitask Learning*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

COLUMNS = 1 << 20
"""Columns that features are hashed to: collisions of some 50,000 features stay below 5 %."""

Row = Sequence[str]
"""The features of one thing to classify."""

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Hashed:
    """Sparse rows of ones: the columns of row ``i`` are ``columns[starts[i]:starts[i + 1]]``."""

    columns: Integers
    counts: Floats
    starts: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1


Rows = Sequence[Row] | Hashed


def hashed(rows: Sequence[Row]) -> Hashed:
    """Return the hashed features of each row; a repeated feature counts as often as it occurs.

    >>> two = hashed([["word=sí", "first"], ["word=sí"]])
    >>> len(two), two.starts.tolist(), len(set(two.columns.tolist()))
    (2, [0, 2, 3], 2)
    """
    if not rows:
        return Hashed(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(1, np.int32))
    matrix = _hasher().transform(rows)
    return Hashed(
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float32),
        matrix.indptr.astype(np.int32),
    )


@cache
def _hasher() -> Any:
    from sklearn.feature_extraction import FeatureHasher

    return FeatureHasher(COLUMNS, input_type="string", alternate_sign=False, dtype=np.float32)

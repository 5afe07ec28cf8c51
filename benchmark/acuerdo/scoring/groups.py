"""Sets of numbers in one number each, so that equality of sets is equality of integers."""

from __future__ import annotations

import numpy as np

from acuerdo.scoring.assignment import Index
from acuerdo.scoring.packing import Keys, pack


def group_codes(owner: Index, value: Keys, owners: int) -> Index:
    """Return a number for each owner; equal exactly when their values are, whatever their order.

    Repeated values count as often as they are there. Owners without values have the number 0.

    Args:
        owner: Of each value, from 0; in any order.
        value: Not negative.
        owners: How many there are.

    >>> group_codes(np.array([0, 1, 0, 1, 2]), np.array([7, 9, 9, 7, 7]), 4).tolist()
    [2, 2, 1, 0]
    """
    codes = np.zeros(owners, dtype=np.int64)
    if not len(owner):
        return codes
    order = np.lexsort((value, owner))
    owner, value = owner[order], value[order]
    begins = np.searchsorted(owner, np.arange(owners))
    place = np.arange(len(owner)) - begins[owner]
    by_place = np.argsort(place, kind="stable")
    last = 0
    # The first values of all owners, then the second ones after what came before, and so on.
    for rows in np.split(by_place, np.cumsum(np.bincount(place))[:-1]):
        longer = owner[rows]
        ranks = np.unique(pack([codes[longer], value[rows]]), return_inverse=True)[1]
        codes[longer] = last + 1 + ranks
        last += 1 + int(ranks.max())
    return codes

"""Aligned label vectors: the bridge to scikit-learn's reports, confusion matrices and kappa.

Every gold item and every predicted item appears once. Items that match stand in one row; then
items that differ in their label only; what is left over is paired with ``NONE``. With ``labels``
from the ontology (so without NONE) scikit-learn's micro-F1 is exactly the F1 of the view.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.assignment import Index
from acuerdo.scoring.matching import unmatched
from acuerdo.scoring.views import Items, Sides, match_items

NONE = -1
"""Label of an item that is missing on one side."""


class Aligned(NamedTuple):
    """Codes of labels, row by row; ``NONE`` for a missing item."""

    gold: NDArray[np.int64]
    predicted: NDArray[np.int64]


def align(sides: Sides) -> Aligned:
    """Return the aligned labels of the items of a view that matches exactly.

    >>> document = np.array([0, 0])
    >>> gold = Items(document, np.array([1, 2]), (np.array([5, 9]),))
    >>> predicted = Items(document, np.array([3, 2]), (np.array([5, 7]),))
    >>> align(Sides(gold, predicted))
    Aligned(gold=array([ 1,  2, -1]), predicted=array([ 3, -1,  2]))
    """
    same = match_items(sides)
    gold_left = unmatched(len(sides.gold.document), same.gold)
    predicted_left = unmatched(len(sides.predicted.document), same.predicted)
    rest = Sides(subset(sides.gold, gold_left), subset(sides.predicted, predicted_left))
    confused = match_items(rest, labelled=False)
    missed = rest.gold.label[unmatched(len(gold_left), confused.gold)]
    spurious = rest.predicted.label[unmatched(len(predicted_left), confused.predicted)]
    return Aligned(
        np.concatenate(
            [
                sides.gold.label[same.gold],
                rest.gold.label[confused.gold],
                missed,
                np.full(len(spurious), NONE),
            ]
        ).astype(np.int64),
        np.concatenate(
            [
                sides.predicted.label[same.predicted],
                rest.predicted.label[confused.predicted],
                np.full(len(missed), NONE),
                spurious,
            ]
        ).astype(np.int64),
    )


def subset(items: Items, rows: Index) -> Items:
    """Return the items in ``rows``, renumbered, with their options."""
    document, label = items.document[rows], items.label[rows]
    if items.owner is None:
        return Items(document, label, tuple(column[rows] for column in items.identity))
    position = np.full(len(items.document), -1)
    position[rows] = np.arange(len(rows))
    kept = np.flatnonzero(position[items.owner] >= 0)
    identity = tuple(column[kept] for column in items.identity)
    return Items(document, label, identity, position[items.owner[kept]])

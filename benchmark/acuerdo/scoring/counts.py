"""Counts per document and label: all that metrics, intervals and tests need to know.

Counts are additive: those of two collections are their rows one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.assignment import Pairs
from acuerdo.scoring.layers import Column

Amounts = NDArray[np.float64]
"""Whole numbers, or fractions where a view gives partial credit."""

COARSE, FINE = 2.0**20, 2.0**50
"""Fractions are added up as multiples of 1/COARSE, and what is left over as multiples of 1/FINE:
sums that need no more than 53 bits, which are those of eight million rows, are exact."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one view counted, sparse: one row per document and label with anything to count.

    Attributes:
        documents: Number of documents, also those without a row.
        labels: Labels of the view, from the ontology.
        document: Position of the document.
        label: Position in ``labels``.
        matched: Credit of the predicted items; precision is ``matched / predicted``.
        predicted: Predicted items.
        recalled: Credit of the gold items; recall is ``recalled / gold``. Equals ``matched`` where
            items are matched one to one.
        gold: Gold items.
    """

    documents: int
    labels: tuple[str, ...]
    document: NDArray[np.int64]
    label: NDArray[np.int64]
    matched: Amounts
    predicted: Amounts
    recalled: Amounts
    gold: Amounts

    def by_label(self) -> Amounts:
        """Sums over documents: matched, predicted, recalled, gold; shape ``(4, n_labels)``."""
        coarse, fine = self.exact_by_label()
        return np.asarray(coarse + fine)

    def by_document(self) -> Amounts:
        """Sums over labels: matched, predicted, recalled, gold; shape ``(4, n_documents)``."""
        return self._sums(self.document, self.documents)

    def by_document_and_label(self) -> Amounts:
        """Matched, predicted, recalled, gold; shape ``(n_labels, 4, n_documents)``."""
        size = len(self.labels) * self.documents
        cells = self._sums(self.label * self.documents + self.document, size)
        return cells.reshape(4, len(self.labels), self.documents).swapaxes(0, 1)

    def total(self) -> Amounts:
        """Sums over everything: matched, predicted, recalled, gold; shape ``(4,)``."""
        coarse, fine = self.exact_by_label().sum(axis=2)
        return np.asarray(coarse + fine)

    def exact_by_label(self) -> Amounts:
        """``by_label`` in two summands; shape ``(2, 4, n_labels)``.

        Either may be added to those of other counts without rounding, so that neither the order of
        documents nor their distribution over files shows in the last bits of a score.
        """
        parts = []
        for amounts in self._amounts():
            coarse = np.floor(amounts * COARSE) / COARSE
            fine = np.round((amounts - coarse) * FINE) / FINE
            parts.append([sums(self.label, part, len(self.labels)) for part in (coarse, fine)])
        return np.array(parts).swapaxes(0, 1)

    def _amounts(self) -> tuple[Amounts, Amounts, Amounts, Amounts]:
        return self.matched, self.predicted, self.recalled, self.gold

    def _sums(self, cell: NDArray[np.int64], size: int) -> Amounts:
        return np.stack([sums(cell, each, size) for each in self._amounts()])


def sums(place: Column, amounts: NDArray[np.number], places: int) -> Amounts:
    """Return the sum of the amounts at each place, from 0 to ``places`` - 1.

    >>> sums(np.array([0, 2, 0]), np.array([1, 2, 3]), 4).tolist()
    [4.0, 0.0, 2.0, 0.0]
    """
    return np.asarray(np.bincount(place, weights=amounts, minlength=places), dtype=np.float64)


def tally(
    documents: int,
    labels: tuple[str, ...],
    *,
    gold: tuple[Column, Column],
    predicted: tuple[Column, Column],
    pairs: Pairs,
) -> Counts:
    """Return the counts of items matched one to one.

    Args:
        documents: Number of documents.
        labels: Labels of the view.
        gold: Document and label of each gold item.
        predicted: Document and label of each predicted item.
        pairs: Matched items; both items of a pair have one document and one label.

    >>> one = (np.array([0, 0]), np.array([1, 1]))
    >>> counts = tally(1, ("PER", "ORG"), gold=one, predicted=one, pairs=Pairs(np.array([0]),
    ...                np.array([1])))
    >>> counts.by_label().tolist()
    [[0.0, 1.0], [0.0, 2.0], [0.0, 1.0], [0.0, 2.0]]
    """
    width = len(labels)
    gold_cell = gold[0].astype(np.int64) * width + gold[1]
    predicted_cell = predicted[0].astype(np.int64) * width + predicted[1]
    size = documents * width
    expected = np.bincount(gold_cell, minlength=size)
    found = np.bincount(predicted_cell, minlength=size)
    matched = np.bincount(gold_cell[pairs.gold], minlength=size).astype(np.float64)
    used = np.flatnonzero(expected + found)
    document, label = np.divmod(used, width)
    return Counts(
        documents,
        labels,
        document,
        label,
        matched[used],
        found[used].astype(np.float64),
        matched[used],
        expected[used].astype(np.float64),
    )


def of_amounts(labels: tuple[str, ...], amounts: Amounts) -> Counts:
    """Return the counts with given sums.

    Args:
        labels: Labels of the view.
        amounts: Matched, predicted, recalled, gold of each label and document; shape
            ``(n_labels, 4, n_documents)``.

    >>> of_amounts(("link",), np.array([[[0.5, 0.0], [1.0, 0.0], [1.0, 0.0], [2.0, 0.0]]])).document
    array([0])
    """
    documents = amounts.shape[2]
    used = amounts[:, 1] + amounts[:, 3] > 0
    document, label = np.nonzero(used.T)
    matched, predicted, recalled, gold = amounts[label, :, document].T
    return Counts(documents, labels, document, label, matched, predicted, recalled, gold)


def concatenate(parts: Sequence[Counts]) -> Counts:
    """Return the counts of all documents of ``parts``, in order; at least one part, one view.

    >>> empty = np.zeros(0, np.int64)
    >>> part = Counts(2, ("PER",), empty, empty, *[np.zeros(0)] * 4)
    >>> concatenate([part, part]).documents
    4
    """
    offsets = np.cumsum([0, *(part.documents for part in parts)])
    return Counts(
        int(offsets[-1]),
        parts[0].labels,
        np.concatenate([p.document + offset for p, offset in zip(parts, offsets, strict=False)]),
        np.concatenate([part.label for part in parts]),
        np.concatenate([part.matched for part in parts]),
        np.concatenate([part.predicted for part in parts]),
        np.concatenate([part.recalled for part in parts]),
        np.concatenate([part.gold for part in parts]),
    )

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
        return self._sums(self.label, len(self.labels))

    def by_document(self) -> Amounts:
        """Sums over labels: matched, predicted, recalled, gold; shape ``(4, n_documents)``."""
        return self._sums(self.document, self.documents)

    def by_document_and_label(self) -> Amounts:
        """Matched, predicted, recalled, gold; shape ``(n_labels, 4, n_documents)``."""
        size = len(self.labels) * self.documents
        sums = self._sums(self.label * self.documents + self.document, size)
        return sums.reshape(4, len(self.labels), self.documents).swapaxes(0, 1)

    def total(self) -> Amounts:
        """Sums over everything: matched, predicted, recalled, gold; shape ``(4,)``."""
        return np.array([amounts.sum() for amounts in self._amounts()])

    def _amounts(self) -> tuple[Amounts, Amounts, Amounts, Amounts]:
        return self.matched, self.predicted, self.recalled, self.gold

    def _sums(self, cell: NDArray[np.int64], size: int) -> Amounts:
        sums = [np.bincount(cell, weights=each, minlength=size) for each in self._amounts()]
        return np.stack(sums)


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

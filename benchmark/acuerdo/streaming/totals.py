"""Counts added up as they come: all that ``summarise`` asks for, without a row per document.

Sums over documents are kept for every view; counts of single documents for the headline views
only, in four numbers (or four per label where the headline is a mean over labels).
"""

from __future__ import annotations

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index
from acuerdo.scoring.counts import Amounts, Counts
from acuerdo.scoring.signature import MACRO
from acuerdo.scoring.views import Task, View


class Totals:
    """What one view has counted so far.

    Args:
        view: The view.
        documents: Number of documents there will be.
        ontology: The labels.
        headline: Whether the counts of documents are asked for.
    """

    def __init__(self, view: View, documents: int, ontology: Ontology, *, headline: bool) -> None:
        self.labels = view.labels(ontology)
        self._parts = np.zeros((2, 4, len(self.labels)))
        self._apart = headline and view.average == MACRO
        size = documents if headline else 0
        self._by_document = np.zeros((len(self.labels) if self._apart else 1, 4, size))

    def add(self, counts: Counts, places: Index) -> None:
        """Add the counts of a block of documents.

        Args:
            counts: By the view.
            places: Of the documents of the block among all documents.
        """
        self._parts += counts.exact_by_label()
        if self._apart:
            self._by_document[:, :, places] = counts.by_document_and_label()
        elif self._by_document.shape[2]:
            self._by_document[0][:, places] = counts.by_document()

    def by_label(self) -> Amounts:
        """Sums over documents: matched, predicted, recalled, gold; shape ``(4, n_labels)``."""
        return np.asarray(self._parts.sum(axis=0))

    def total(self) -> Amounts:
        """Sums over everything: matched, predicted, recalled, gold; shape ``(4,)``."""
        return np.asarray(self._parts.sum(axis=2).sum(axis=0))

    def by_document(self) -> Amounts:
        """Sums over labels: matched, predicted, recalled, gold; shape ``(4, n_documents)``."""
        return np.asarray(self._by_document[0])

    def by_document_and_label(self) -> Amounts:
        """Matched, predicted, recalled, gold; shape ``(n_labels, 4, n_documents)``."""
        return self._by_document


def totals_of(
    tasks: list[Task], documents: int, ontology: Ontology
) -> dict[tuple[str, str], Totals]:
    """Return the totals of every view of some tasks, all zero."""
    return {
        (task.name, view.name): Totals(view, documents, ontology, headline=view is task.headline)
        for task in tasks
        for view in task.views
    }

"""Counts added up as they come: all that ``summarise`` asks for, without a row per document.

Sums over documents are kept for every view; counts of single documents for the headline views
only, in four numbers (or four per label where the headline is a mean over labels).
"""

from __future__ import annotations

from collections.abc import Sequence

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
        ontology: The labels.
        headline: Whether the counts of documents are asked for.
    """

    def __init__(self, view: View, ontology: Ontology, *, headline: bool) -> None:
        self.labels = view.labels(ontology)
        self._exact = np.zeros((2, 4, len(self.labels)))
        self._apart = view.average == MACRO
        self._headline = headline
        width = len(self.labels) if self._apart else 1
        self._blocks = [np.zeros((width, 4, 0))]

    def add(self, counts: Counts) -> None:
        """Add the counts of some more documents."""
        self._exact += counts.exact_by_label()
        if self._headline and self._apart:
            self._blocks.append(counts.by_document_and_label())
        elif self._headline:
            self._blocks.append(counts.by_document()[np.newaxis])

    def sort(self, order: Index) -> None:
        """Put the documents in another order: ``order[n]`` is the n-th to come."""
        if self._headline:
            self._blocks = [np.concatenate(self._blocks, axis=2)[:, :, order]]

    def by_label(self) -> Amounts:
        """Sums over documents: matched, predicted, recalled, gold; shape ``(4, n_labels)``."""
        return np.asarray(self._exact.sum(axis=0))

    def total(self) -> Amounts:
        """Sums over everything: matched, predicted, recalled, gold; shape ``(4,)``."""
        return np.asarray(self._exact.sum(axis=2).sum(axis=0))

    def by_document(self) -> Amounts:
        """Sums over labels: matched, predicted, recalled, gold; shape ``(4, n_documents)``."""
        return np.asarray(self.by_document_and_label().sum(axis=0))

    def by_document_and_label(self) -> Amounts:
        """Matched, predicted, recalled, gold; shape ``(n_labels, 4, n_documents)``."""
        return np.concatenate(self._blocks, axis=2)


def totals_of(tasks: Sequence[Task], ontology: Ontology) -> dict[tuple[str, str], Totals]:
    """Return the totals of every view of some tasks, all zero."""
    return {
        (task.name, view.name): Totals(view, ontology, headline=view is task.headline)
        for task in tasks
        for view in task.views
    }

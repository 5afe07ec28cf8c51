"""Classifiers in the making, and what they say of documents that they have not seen."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np

from acuerdo_baselines.linear import asking
from acuerdo_baselines.linear.attributes import ATTRIBUTES
from acuerdo_baselines.linear.classifier import NONE, SKIP, Classifier, Value, train
from acuerdo_baselines.linear.hashing import Floats, Row, Rows

logger = logging.getLogger(__name__)

COST = {
    **dict.fromkeys((asking.TIME,), 0.1),
    **dict.fromkeys((asking.PLACES, asking.REPETITION, asking.ROLE), 0.3),
    **dict.fromkeys((asking.CONTENT, asking.SOURCE, asking.TEMPORAL), 0.3),
    **dict.fromkeys((asking.KIND, asking.SECTOR, asking.MODE, *ATTRIBUTES), 3.0),
    **dict.fromkeys((asking.RELATION, asking.ANCHOR, asking.CUE, asking.QUOTE), 3.0),
    **dict.fromkeys(("causal", "subevent"), 10.0),
}
"""Cost of training errors, of classifiers that need another than 1."""


class Lessons:
    """Trains one classifier after the other.

    Attributes:
        classifiers: Those that were trained, by name.
    """

    def __init__(self) -> None:
        self.classifiers: dict[str, Classifier] = {}
        self._held_out: dict[str, list[Floats]] = {}

    def learn(
        self,
        name: str,
        rows: Sequence[Sequence[Row]],
        labels: Sequence[Sequence[str]],
        allowed: Sequence[Sequence[frozenset[str]]] | None = None,
        value: Value | None = None,
    ) -> None:
        """Train one classifier; rows and labels are given document by document."""
        flat_labels = [label for document in labels for label in document]
        trained = train(
            [row for document in rows for row in document],
            flat_labels,
            [number for number, document in enumerate(rows) for _ in document],
            cost=COST.get(name, 1.0),
            allowed=None if allowed is None else [may for each in allowed for may in each],
            value=value,
        )
        self.classifiers[name] = trained.classifier
        held_out = trained.held_out.copy()
        if NONE in trained.classifier.labels:
            column = trained.classifier.labels.index(NONE)
            held_out[:, column] += trained.classifier.reluctance
        ends = np.cumsum([len(document) for document in rows], dtype=np.int64)[:-1]
        self._held_out[name] = np.split(held_out, ends)
        used = sum(label not in (NONE, SKIP) for label in flat_labels)
        logger.info("%s: %d of %d candidates have a label", name, used, len(flat_labels))

    def replayed(self, number: int) -> asking.Scores:
        """Scores of one document by classifiers that have not seen it."""

        def scores(name: str, rows: Rows) -> tuple[Floats, tuple[str, ...]]:
            del rows
            return self._held_out[name][number], self.classifiers[name].labels

        return scores

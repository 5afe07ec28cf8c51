"""One linear classifier: logistic regression over hashed features, and how ready it is to answer.

The label ``NONE`` stands for no answer. How much more or less likely than it seems no answer has
to be is tuned on predictions for documents that were held out, so that micro-F1 over the other
labels is best.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo_baselines.linear.hashing import Floats, Hashed, Integers, Row, Rows, hashed

NONE = ""
"""The label of what gets no answer."""

YES = "yes"
"""The label of what is right, where there is nothing else to say."""

SKIP = "skip"
"""The label, in training, of what is neither right nor wrong: it is not trained on."""

FOLDS = 5
"""Parts that the training documents are split into for predictions on held-out ones."""

_OFFSETS = np.arange(-3.0, 2.01, 0.25)
_ITERATIONS = 200
_TOLERANCE = 1e-3
_NEVER = -30.0
"""Log-probability of a label that a part of the training documents lacks."""

Mask = NDArray[np.bool_]


Value = Callable[[Floats, tuple[str, ...]], float]
"""From log-probabilities and the labels of their columns to what they are worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Weights of the features that training saw.

    Attributes:
        labels: What can be answered, sorted.
        columns: Hashed features with a weight, ascending.
        weights: One row for each of them, one column for each label.
        bias: One for each label.
        reluctance: Added to the log-probability of ``NONE`` before the best label is chosen.
    """

    labels: tuple[str, ...]
    columns: Integers
    weights: Floats
    bias: Floats
    reluctance: float = 0.0

    def log_probabilities(self, rows: Rows) -> Floats:
        """Return log-probabilities: one row for each row, one column for each label.

        >>> constant("x").log_probabilities([["a"], ["b"]]).tolist()
        [[0.0], [0.0]]
        """
        table = rows if isinstance(rows, Hashed) else hashed(rows)
        scores = self._sums(table) + self.bias
        scores -= scores.max(axis=1, keepdims=True, initial=-np.inf)
        return np.asarray(
            scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), dtype=np.float32
        )

    def readiness(self, rows: Rows) -> Floats:
        """Return log-probabilities with the reluctance added to ``NONE``."""
        scores = self.log_probabilities(rows)
        if NONE in self.labels:
            scores[:, self.labels.index(NONE)] += self.reluctance
        return scores

    def _sums(self, table: Hashed) -> Floats:
        from scipy.sparse import csr_array

        if not len(self.columns):
            return np.zeros((len(table), len(self.labels)), np.float32)
        position = np.searchsorted(self.columns, table.columns)
        position[position == len(self.columns)] = 0
        known = self.columns[position] == table.columns
        matrix = csr_array(
            (np.where(known, table.counts, np.float32(0)), position, table.starts),
            shape=(len(table), len(self.columns)),
        )
        return np.asarray(matrix @ self.weights, dtype=np.float32)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what has to be stored besides the labels."""
        return {
            "columns": self.columns,
            "weights": self.weights,
            "bias": self.bias,
            "reluctance": np.array(self.reluctance, np.float64),
        }

    @classmethod
    def from_arrays(cls, labels: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> Classifier:
        """Return the classifier that was stored."""
        return cls(
            tuple(labels),
            arrays["columns"].astype(np.int32),
            arrays["weights"].astype(np.float32),
            arrays["bias"].astype(np.float32),
            float(arrays["reluctance"]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A classifier, and what classifiers like it say of rows that they were not trained on.

    Attributes:
        classifier: Trained on everything.
        held_out: Log-probabilities of every row, by a classifier trained on other documents.
    """

    classifier: Classifier
    held_out: Floats


def constant(label: str = NONE) -> Classifier:
    """Return a classifier that always answers the same.

    >>> constant("x").labels
    ('x',)
    """
    return Classifier(
        (label,),
        np.zeros(0, np.int32),
        np.zeros((0, 1), np.float32),
        np.zeros(1, np.float32),
    )


def train(
    rows: Sequence[Row],
    labels: Sequence[str],
    groups: Sequence[int],
    *,
    cost: float = 1.0,
    allowed: Sequence[frozenset[str]] | None = None,
    value: Value | None = None,
) -> Trained:
    """Return a classifier with the reluctance that suits held-out documents best.

    Args:
        rows: Features of each thing.
        labels: Its label; ``NONE`` for no answer, ``SKIP`` for what is not trained on.
        groups: Number of its document.
        cost: Weight of the training errors against that of large weights (scikit-learn's ``C``).
        allowed: Labels that each thing may have besides ``NONE``; all by default.
        value: What a reluctance is worth, from log-probabilities of held-out rows with the
            reluctance added; micro-F1 over the labels but ``NONE`` by default.

    >>> trained = train([["a"], ["b"]] * 9, ["x", "y"] * 9, [0] * 18)
    >>> trained.classifier.log_probabilities([["b"], ["a"]]).argmax(axis=1).tolist()
    [1, 0]
    """
    table, gold = hashed(rows), np.array([*labels, NONE], dtype=object)[:-1]
    used = gold != SKIP
    classifier = _fitted(table, gold, np.flatnonzero(used), cost)
    group = np.array(groups, np.int64)
    names = sorted(set(group.tolist()))
    held_out = classifier.log_probabilities(table)
    if len(names) < 2:
        return Trained(classifier, held_out)
    fold_of = {name: position % FOLDS for position, name in enumerate(names)}
    fold = np.array([fold_of[name] for name in group.tolist()])
    for number in range(min(FOLDS, len(names))):
        inside = np.flatnonzero(fold == number)
        part = _fitted(table, gold, np.flatnonzero((fold != number) & used), cost)
        found = part.log_probabilities(_rows(table, inside))
        block = np.full((len(inside), len(classifier.labels)), _NEVER, np.float32)
        for column, label in enumerate(part.labels):
            if label in classifier.labels:
                block[:, classifier.labels.index(label)] = found[:, column]
        held_out[inside] = block
    if value is None:
        mask = allowed_columns(classifier.labels, allowed) if allowed is not None else None
        value = _micro_f1(classifier.labels, gold, mask)
    reluctance = _best_reluctance(classifier.labels, held_out, value)
    return Trained(replace(classifier, reluctance=reluctance), held_out)


def allowed_columns(labels: Sequence[str], allowed: Sequence[frozenset[str]]) -> Mask:
    """Return which labels each row may have; ``NONE`` is always allowed.

    >>> allowed_columns(["", "x", "y"], [frozenset({"x"})]).tolist()
    [[True, True, False]]
    """
    table: dict[frozenset[str], list[bool]] = {}
    rows = []
    for names in allowed:
        if names not in table:
            table[names] = [label in names or label == NONE for label in labels]
        rows.append(table[names])
    return np.array(rows, np.bool_).reshape(len(allowed), len(labels))


def _best_reluctance(labels: tuple[str, ...], scores: Floats, value: Value) -> float:
    if NONE not in labels or len(labels) < 2:
        return 0.0
    none = labels.index(NONE)
    best, best_key = 0.0, (-1.0, 0.0)
    for offset in _OFFSETS.tolist():
        moved = scores.copy()
        moved[:, none] += offset
        # Among equals, the least interference.
        key = (round(value(moved, labels), 6), -abs(offset))
        if key > best_key:
            best, best_key = offset, key
    return best


def _micro_f1(labels: tuple[str, ...], gold: NDArray[Any], mask: Mask | None) -> Value:
    used = gold != SKIP
    none = labels.index(NONE) if NONE in labels else -1
    truth = np.array([labels.index(label) for label in gold[used].tolist()])

    def value(scores: Floats, _: tuple[str, ...]) -> float:
        shown = scores if mask is None else np.where(mask, scores, -np.inf)
        answer = shown[used].argmax(axis=1)
        matched = float(((answer == truth) & (truth != none)).sum())
        total = float((answer != none).sum() + (truth != none).sum())
        return 2 * matched / total if total else 0.0

    return value


def _rows(table: Hashed, chosen: NDArray[np.int64]) -> Hashed:
    sizes = np.diff(table.starts)[chosen]
    starts = np.concatenate([np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)])
    places = np.repeat(table.starts[chosen] - starts[:-1], sizes) + np.arange(starts[-1])
    return Hashed(table.columns[places], table.counts[places], starts)


def _fitted(
    table: Hashed, labels: NDArray[Any], chosen: NDArray[np.int64], cost: float
) -> Classifier:
    names = tuple(sorted(set(labels[chosen].tolist())))
    if len(names) < 2:
        return constant(names[0] if names else NONE)
    from scipy.sparse import csr_array
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    part = _rows(table, chosen)
    columns, position = np.unique(part.columns, return_inverse=True)
    matrix = csr_array(
        (part.counts.astype(np.float64), position.reshape(-1), part.starts),
        shape=(len(part), len(columns)),
    )
    number = {name: position for position, name in enumerate(names)}
    truth = np.array([number[label] for label in labels[chosen].tolist()])
    model = LogisticRegression(C=cost, max_iter=_ITERATIONS, tol=_TOLERANCE)
    # Many small problems: threads would only wait for each other.
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)
        model.fit(matrix, truth)
    weights, bias = model.coef_.T, model.intercept_
    if len(names) == 2:
        weights = np.hstack([np.zeros_like(weights), weights])
        bias = np.concatenate([np.zeros_like(bias), bias])
    return Classifier(
        names,
        columns.astype(np.int32),
        np.ascontiguousarray(weights, dtype=np.float32),
        bias.astype(np.float32),
    )

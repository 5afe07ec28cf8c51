"""From counts to scores: every label and every micro average in one call of scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from acuerdo.scoring.counts import Amounts, Counts
from acuerdo.scoring.metrics import Metrics, defined, mean, metrics
from acuerdo.scoring.scores import MICRO, DocumentCounts, LabelScore, Scores, ViewScore
from acuerdo.scoring.signature import Signature, scorer_version
from acuerdo.scoring.views import Task

TaskCounts = dict[tuple[str, str], Counts]
"""Counts by the names of task and view."""


def summarise(
    counts: TaskCounts,
    *,
    tasks: Sequence[Task],
    documents: tuple[str, ...],
    missing: tuple[str, ...] = (),
    data: str = "",
    sha: str = "",
) -> Scores:
    """Return the scores that follow from counts.

    Args:
        counts: Of every view of ``tasks``.
        tasks: Tasks, in the order of the result.
        documents: Ids of the gold documents, in the order of the counts.
        missing: Ids of those without a prediction.
        data: Name of the data, for the signature.
        sha: sha256 of the gold, for the signature.
    """
    version = scorer_version()
    views = [(task, view) for task in tasks for view in task.views]
    # The micro average of a view is one more label of its own, after the others.
    sums = [
        np.column_stack([one.by_label(), one.total()])
        for one in (counts[task.name, view.name] for task, view in views)
    ]
    ends = np.cumsum([each.shape[1] for each in sums])[:-1]
    columns = [np.split(row, ends) for row in metrics(np.concatenate(sums, axis=1))]
    scores = []
    for n, (task, view) in enumerate(views):
        signature = Signature(
            task.name, view.name, view.options, MICRO, data, len(documents), sha, version
        )
        one = counts[task.name, view.name]
        rows = Metrics(*(column[n] for column in columns))
        scores.append(_view(signature, one, sums[n], rows, headline=view is task.headline))
    return Scores(data, sha, version, documents, missing, tuple(scores))


def _view(
    signature: Signature, counts: Counts, sums: Amounts, rows: Metrics, *, headline: bool
) -> ViewScore:
    labels = tuple(
        LabelScore(
            label,
            *(_plain(sums[kind, n]) for kind in (0, 1, 3)),
            *(defined(each[n]) for each in rows),
        )
        for n, label in enumerate(counts.labels)
    )
    return ViewScore(
        task=signature.task,
        view=signature.view,
        headline=headline,
        signature=str(signature),
        matched=_plain(sums[0, -1]),
        predicted=_plain(sums[1, -1]),
        gold=_plain(sums[3, -1]),
        precision=defined(rows.precision[-1]),
        recall=defined(rows.recall[-1]),
        f1=defined(rows.f1[-1]),
        macro_f1=defined(mean(rows.f1[:-1])),
        per_label=labels,
        per_document=_per_document(counts) if headline else None,
    )


def _per_document(counts: Counts) -> DocumentCounts:
    sums = counts.by_document()
    if (sums == np.floor(sums)).all():
        sums = sums.astype(np.int64)
    return DocumentCounts(*(tuple(each) for each in sums.tolist()))


def _plain(amount: float) -> float:
    """A whole number as ``int``, so that counts look like counts."""
    amount = float(amount)
    return int(amount) if amount.is_integer() else amount

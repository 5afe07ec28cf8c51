"""From counts to scores: every label and every micro average in one call of scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from acuerdo.scoring.counts import Amounts, Counts
from acuerdo.scoring.metrics import Metrics, defined, mean, metrics
from acuerdo.scoring.scores import (
    END_TO_END,
    DocumentCounts,
    LabelScore,
    Scores,
    ViewScore,
    track_options,
)
from acuerdo.scoring.signature import MACRO, Signature, scorer_version
from acuerdo.scoring.views import Task

TaskCounts = dict[tuple[str, str], Counts]
"""Counts by the names of task and view."""


class Sums(Protocol):
    """Sums of counts; ``Counts`` explains them."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the view."""
        ...

    def by_label(self) -> Amounts:
        """Sums over documents."""
        ...

    def by_document(self) -> Amounts:
        """Sums over labels."""
        ...

    def by_document_and_label(self) -> Amounts:
        """No sums."""
        ...

    def total(self) -> Amounts:
        """Sums over everything."""
        ...


def summarise(
    counts: Mapping[tuple[str, str], Sums],
    *,
    tasks: Sequence[Task],
    documents: tuple[str, ...],
    missing: tuple[str, ...] = (),
    data: str = "",
    sha: str = "",
    ungrounded: Mapping[str, int] | None = None,
    track: str = END_TO_END,
) -> Scores:
    """Return the scores that follow from counts.

    Args:
        counts: Of every view of ``tasks``.
        tasks: Tasks, in the order of the result.
        documents: Ids of the gold documents, in the order of the counts.
        missing: Ids of those without a prediction.
        data: Name of the data, for the signature.
        sha: sha256 of the gold, for the signature.
        ungrounded: Answers of each task that are nowhere in the text; in ``counts`` already.
        track: What the system was given, for the signatures.
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
        options = view.options + track_options(track)
        signature = Signature(
            task.name, view.name, options, view.average, data, len(documents), sha, version
        )
        one = counts[task.name, view.name]
        rows = Metrics(*(column[n] for column in columns))
        headline = view is task.headline
        in_acuerdo = headline and task.in_acuerdo
        scores.append(
            _view(signature, one, sums[n], rows, headline=headline, in_acuerdo=in_acuerdo)
        )
    nowhere = dict(ungrounded or {})
    return Scores(data, sha, version, documents, missing, tuple(scores), nowhere, track)


def _view(
    signature: Signature,
    counts: Sums,
    sums: Amounts,
    rows: Metrics,
    *,
    headline: bool,
    in_acuerdo: bool,
) -> ViewScore:
    labels = tuple(
        LabelScore(
            label,
            *(_plain(amount) for amount in sums[:, n]),
            *(defined(each[n]) for each in rows),
        )
        for n, label in enumerate(counts.labels)
    )
    apart = signature.average == MACRO
    return ViewScore(
        task=signature.task,
        view=signature.view,
        headline=headline,
        in_acuerdo=in_acuerdo,
        signature=str(signature),
        average=signature.average,
        matched=_plain(sums[0, -1]),
        predicted=_plain(sums[1, -1]),
        recalled=_plain(sums[2, -1]),
        gold=_plain(sums[3, -1]),
        precision=defined(mean(rows.precision[:-1]) if apart else rows.precision[-1]),
        recall=defined(mean(rows.recall[:-1]) if apart else rows.recall[-1]),
        f1=defined(mean(rows.f1[:-1]) if apart else rows.f1[-1]),
        macro_f1=defined(mean(rows.f1[:-1])),
        per_label=labels,
        per_document=_per_document(counts, apart=apart) if headline else (),
    )


def _per_document(counts: Sums, *, apart: bool) -> tuple[DocumentCounts, ...]:
    parts = counts.by_document_and_label() if apart else [counts.by_document()]
    found = []
    for sums in parts:
        if (sums == np.floor(sums)).all():
            sums = sums.astype(np.int64)
        found.append(DocumentCounts(*(tuple(each) for each in sums.tolist())))
    return tuple(found)


def _plain(amount: float) -> float:
    """A whole number as ``int``, so that counts look like counts."""
    amount = float(amount)
    return int(amount) if amount.is_integer() else amount

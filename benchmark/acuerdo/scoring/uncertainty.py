"""Intervals for scores: every headline and the ACUERDO score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from acuerdo.errors import IncomparableError
from acuerdo.scoring.bootstrap import bootstrap, interval_of
from acuerdo.scoring.counts import Amounts
from acuerdo.scoring.estimates import (
    Headline,
    Parts,
    Statistic,
    Term,
    beside,
    columns_of,
    is_ratio,
)
from acuerdo.scoring.interval import PERCENTILE, RESAMPLES, SEED, STUDENTISED, Interval
from acuerdo.scoring.scores import Scores

ACUERDO = "acuerdo"
"""Name of the ACUERDO score where tasks are named."""


def with_intervals(
    scores: Scores,
    *,
    method: str = STUDENTISED,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Scores:
    """Return the scores with a 95 % interval at every headline F1 and the ACUERDO score.

    Intervals come from the counts of each document; nothing is scored again. An ACUERDO score that
    averages a task without counts per document has none.

    Args:
        scores: By ``score``.
        method: ``studentised`` or ``percentile``.
        resamples: How often to draw the documents.
        seed: Of the draw.

    Raises:
        ValueError: An unknown method, fewer than 100 resamples or a negative seed.

    >>> from acuerdo.annotation import Annotations
    >>> from acuerdo.dataset import load_ontology
    >>> from acuerdo.scoring import score
    >>> scores = with_intervals(score([Annotations("d")], [], load_ontology()))
    >>> scores.view("times").interval.remark
    'undefined: nothing expected and nothing predicted'
    """
    require_resampling(method, resamples, seed)
    heads = {task: view for task, view in scores.headlines.items() if view.per_document}
    averaged = [task for task, view in scores.headlines.items() if view.in_acuerdo]
    if not heads or not scores.documents:
        return scores
    parts, places = counted([scores], list(heads))
    statistics: dict[str, Statistic] = {
        task: (Term(1.0, (place,)),) for task, place in places[0].items()
    }
    if averaged and set(averaged) <= set(heads):
        statistics[ACUERDO] = (Term(1.0, tuple(places[0][task] for task in averaged)),)
    found = bootstrap(parts, list(statistics.values()), resamples=resamples, seed=seed)
    intervals = {
        name: interval_of(
            one,
            documents=len(scores.documents),
            counted=parts.documents(statistics[name]),
            method=method,
            resamples=resamples,
            seed=seed,
            signature=scores.signature if name == ACUERDO else heads[name].signature,
        )
        for name, one in zip(statistics, found, strict=True)
    }
    return _attached(scores, intervals)


def _attached(scores: Scores, intervals: Mapping[str, Interval]) -> Scores:
    views = (
        replace(view, interval=intervals.get(view.task)) if view.headline else view
        for view in scores.views
    )
    return replace(scores, views=tuple(views), acuerdo_interval=intervals.get(ACUERDO))


def require_resampling(method: str, resamples: int, seed: int) -> None:
    """Do nothing if an interval can be made so.

    Raises:
        ValueError: An unknown method, fewer than 100 resamples or a negative seed.
    """
    if method not in (STUDENTISED, PERCENTILE):
        raise ValueError(f"method {method!r}; expected {STUDENTISED!r} or {PERCENTILE!r}")
    if resamples < FEWEST_RESAMPLES:
        raise ValueError(f"resamples {resamples}; expected at least {FEWEST_RESAMPLES}")
    if seed < 0:
        raise ValueError(f"seed {seed}; expected 0 or more")


FEWEST_RESAMPLES = 100
"""A tail of 2.5 % needs some resamples in it."""


def counted(
    systems: Sequence[Scores], tasks: Sequence[str]
) -> tuple[Parts, list[dict[str, Headline]]]:
    """Return the counts of the headlines of systems side by side, documents sorted by id.

    The parts of a task have one layout in all systems.

    Args:
        systems: Scores of the same documents.
        tasks: Whose headline views keep counts per document.

    Returns:
        The counts, and for each system the parts of each task.

    Raises:
        IncomparableError: The headlines of a task have different parts.
    """
    columns: list[Amounts] = []
    places: list[dict[str, Headline]] = [{} for _ in systems]
    orders = [
        np.array(sorted(range(len(s.documents)), key=s.documents.__getitem__)) for s in systems
    ]
    for task in tasks:
        views = [scores.view(task).per_document for scores in systems]
        if len({len(view) for view in views}) > 1:
            raise IncomparableError(f"{task}: headlines with different labels")
        ratios = [all(map(is_ratio, each)) for each in zip(*views, strict=True)]
        for place, view, order in zip(places, views, orders, strict=True):
            place[task] = tuple(range(len(columns), len(columns) + len(view)))
            columns += [
                columns_of(one, ratio=ratio)[order] for one, ratio in zip(view, ratios, strict=True)
            ]
    return beside(columns), places

"""Agreement of two annotations of the same documents, task by task and decision by decision.

F1 of one annotation against the other, on the headline view of each task. A few views credit an
answer through the entities or clusters of the gold, so that it matters which annotation plays the
gold: agreement is the mean of both directions, and so the same whoever is called A. On every other
view both directions are equal, and the mean is F1 itself.

Source: Hripcsak and Rothschild 2005, *Agreement, the F-measure, and reliability in information
retrieval*: where what is not annotated cannot be counted, kappa approaches F1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from acuerdo.annotation import Annotations
from acuerdo.errors import IncomparableError
from acuerdo.ontology import Ontology
from acuerdo.scoring.agreement_units import Decision, decisions
from acuerdo.scoring.bootstrap import DIGITS, bootstrap, interval_of
from acuerdo.scoring.estimates import Parts, Statistic, Term, evaluate
from acuerdo.scoring.interval import RESAMPLES, SEED, STUDENTISED, Interval
from acuerdo.scoring.scorer import score
from acuerdo.scoring.scores import ViewScore
from acuerdo.scoring.tasks import TASKS
from acuerdo.scoring.uncertainty import counted, require_resampling

SHOWN_DOCUMENTS = 5
"""Documents that a message names; the rest are counted."""


@dataclass(frozen=True, slots=True)
class TaskAgreement:
    """Agreement on one task.

    Attributes:
        task: Name of the task.
        view: Its headline view.
        in_a: Items of A, as the view counts them.
        in_b: Items of B.
        agreed: Items of B that A has, by the view.
        precision: Of B against A; None where undefined, as below.
        recall: Of B against A.
        f1: Mean of B against A and A against B.
        interval: Of ``f1``, over documents.
        signature: How it was measured.
    """

    task: str
    view: str
    in_a: float
    in_b: float
    agreed: float
    precision: float | None
    recall: float | None
    f1: float | None
    interval: Interval
    signature: str


@dataclass(frozen=True, slots=True)
class DocumentAgreement:
    """Agreement on one document.

    Attributes:
        document: Its id.
        mean: Mean F1 of the tasks that the ACUERDO score averages; None where none is defined.
        f1: By task; None where neither annotation has anything.
    """

    document: str
    mean: float | None
    f1: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything measured on two annotations of the same documents.

    Attributes:
        documents: Their ids, sorted.
        tasks: Agreement on each task.
        mean: Mean F1 of the tasks that the ACUERDO score averages; None where none is defined.
        interval: Of ``mean``, over documents.
        decisions: Agreement on decisions about common units.
        by_document: Agreement on each document, the lowest mean first.
    """

    documents: tuple[str, ...]
    tasks: tuple[TaskAgreement, ...]
    mean: float | None
    interval: Interval
    decisions: tuple[Decision, ...]
    by_document: tuple[DocumentAgreement, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to keep in mind about the intervals, each remark once."""
        found = [each.interval.remark for each in self.tasks] + [self.interval.remark]
        return tuple(dict.fromkeys(remark for remark in found if remark))

    def below(self, floor: float) -> tuple[str, ...]:
        """Names of the tasks whose F1 is under a floor.

        >>> from acuerdo.dataset import load_ontology
        >>> agreement([Annotations("d")], [Annotations("d")], load_ontology()).below(0.7)
        ()
        """
        return tuple(each.task for each in self.tasks if each.f1 is not None and each.f1 < floor)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for JSON; undefined numbers are ``None``."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        for shown, decision in zip(fields["decisions"], self.decisions, strict=True):
            shown["observed"] = decision.observed
        return fields


def agreement(
    a: Iterable[Annotations],
    b: Iterable[Annotations],
    ontology: Ontology,
    *,
    tasks: Sequence[str] = tuple(TASKS),
    data: str = "",
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """Return the agreement of two annotations of the same documents.

    Args:
        a: One per document.
        b: Of the same documents, in any order.
        ontology: The labels.
        tasks: Names of the tasks.
        data: Name of the data, for the signatures.
        resamples: Of each interval.
        seed: Of the resamples.

    Raises:
        IncomparableError: The documents are not the same, or there are none.
        ValidationError: Repeated documents, unknown tasks, labels outside the ontology, repeated
            or dangling ids.
        ValueError: Fewer than 100 resamples or a negative seed.

    >>> from acuerdo.annotation import Span, Time
    >>> from acuerdo.dataset import load_ontology
    >>> one, other = Time("t1", Span(0, 3), "DATE", "2031"), Time("t2", Span(4, 9), "DATE", "2032")
    >>> both, first = Annotations("d", times=(one, other)), Annotations("d", times=(one,))
    >>> found = agreement([both], [first], load_ontology(), tasks=["times"])
    >>> round(found.tasks[0].f1, 3), found.tasks[0].interval.low
    (0.667, None)
    """
    require_resampling(STUDENTISED, resamples, seed)
    a, b = list(a), list(b)
    _require_same_documents(a, b)
    there = score(a, b, ontology, tasks=tasks, data=data)
    back = score(b, a, ontology, tasks=tasks, data=data)
    names = list(there.headlines)
    parts, places = counted([there, back], names)
    statistics: dict[str, Statistic] = {
        task: (Term(1.0, tuple(place[task] for place in places)),) for task in names
    }
    averaged = [task for task in names if there.headlines[task].in_acuerdo] or names
    mean: Statistic = (Term(1.0, tuple(place[task] for task in averaged for place in places)),)
    draws = bootstrap(parts, [*statistics.values(), mean], resamples=resamples, seed=seed)
    intervals = [
        interval_of(
            one,
            documents=len(there.documents),
            counted=parts.documents(statistic),
            method=STUDENTISED,
            resamples=resamples,
            seed=seed,
            signature=signature,
        )
        for one, statistic, signature in zip(
            draws,
            [*statistics.values(), mean],
            [*(there.headlines[task].signature for task in names), there.signature],
            strict=True,
        )
    ]
    f1 = {task: _mean([there.headlines[task].f1, back.headlines[task].f1]) for task in names}
    by_id = {each.document_id: each for each in b}
    return Agreement(
        there.documents,
        tuple(
            _task(there.headlines[task], back.headlines[task].gold, f1[task], interval)
            for task, interval in zip(names, intervals[:-1], strict=True)
        ),
        _mean([f1[task] for task in averaged]),
        intervals[-1],
        decisions((each, by_id[each.document_id]) for each in a),
        _by_document(parts, statistics, mean, there.documents),
    )


def _task(view: ViewScore, in_b: float, f1: float | None, interval: Interval) -> TaskAgreement:
    counts = (view.gold, in_b, view.matched)
    return TaskAgreement(
        view.task, view.view, *counts, view.precision, view.recall, f1, interval, view.signature
    )


def _by_document(
    parts: Parts, statistics: dict[str, Statistic], mean: Statistic, documents: Sequence[str]
) -> tuple[DocumentAgreement, ...]:
    """A document's counts are the sums of a collection of one."""
    f1 = {name: evaluate(one, parts, parts.columns).value for name, one in statistics.items()}
    means = evaluate(mean, parts, parts.columns).value
    found = [
        DocumentAgreement(
            document,
            _defined(float(means[n])),
            {name: _defined(float(values[n])) for name, values in f1.items()},
        )
        for n, document in enumerate(sorted(documents))
    ]
    return tuple(sorted(found, key=lambda each: (each.mean is None, each.mean, each.document)))


def _mean(values: Iterable[float | None]) -> float | None:
    """Mean of what is defined; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else round(value, DIGITS)


def _require_same_documents(a: Sequence[Annotations], b: Sequence[Annotations]) -> None:
    in_a, in_b = ({each.document_id for each in side} for side in (a, b))
    differences = [
        f"only in {name}: {_some(only)}"
        for name, only in (("A", in_a - in_b), ("B", in_b - in_a))
        if only
    ]
    if differences:
        raise IncomparableError(f"{'; '.join(differences)}; expected the same documents in both")
    if not a:
        raise IncomparableError("no documents; expected at least one")


def _some(ids: Iterable[str]) -> str:
    listed = sorted(ids)
    rest = len(listed) - SHOWN_DOCUMENTS
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(listed[:SHOWN_DOCUMENTS]) + more

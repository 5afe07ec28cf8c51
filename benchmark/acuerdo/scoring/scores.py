"""The result of scoring: numbers, what they were counted from, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from acuerdo.errors import SubmissionError
from acuerdo.scoring.interval import Interval
from acuerdo.scoring.signature import MACRO, MICRO, Signature

if TYPE_CHECKING:
    import polars

SCHEMA = 1
"""Version of the JSON layout."""

END_TO_END = "end-to-end"
"""The track on which a system finds everything itself."""


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Counts and metrics of one label; metrics are None where undefined."""

    label: str
    matched: float
    predicted: float
    recalled: float
    gold: float
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Counts of a view or label in each document, in the order of ``Scores.documents``.

    Precision is ``matched / predicted`` and recall is ``recalled / gold``, of the sums.
    """

    matched: tuple[float, ...]
    predicted: tuple[float, ...]
    recalled: tuple[float, ...]
    gold: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ViewScore:
    """One view of one task.

    Attributes:
        task: Name of the task.
        view: Name of the view.
        headline: Whether the view stands for the task.
        in_acuerdo: Whether the ACUERDO score averages its F1.
        signature: How it was measured.
        average: What precision, recall and F1 are: ``micro``, over all items; or ``macro``, the
            mean over the labels that gold or prediction have.
        matched: Predicted items that are right.
        predicted: Predicted items.
        recalled: Gold items that were found; ``matched`` where items are matched one to one.
        gold: Gold items.
        precision: Averaged as ``average`` says.
        recall: Averaged as ``average`` says.
        f1: Averaged as ``average`` says.
        macro_f1: Mean F1 of the labels that gold or prediction have.
        per_label: All labels of the view, in order.
        per_document: Counts of each document, headline views only: of all labels together where
            ``average`` is ``micro``, of each label where it is ``macro``. ``f1`` is the mean of
            the defined F1 of their sums.
        interval: Of ``f1``; None until ``with_intervals`` made it.
    """

    task: str
    view: str
    headline: bool
    in_acuerdo: bool
    signature: str
    average: str
    matched: float
    predicted: float
    recalled: float
    gold: float
    precision: float | None
    recall: float | None
    f1: float | None
    macro_f1: float | None
    per_label: tuple[LabelScore, ...]
    per_document: tuple[DocumentCounts, ...]
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``label`` is a label of the view, ``micro`` or ``macro``."""

    task: str
    view: str
    headline: bool
    label: str
    matched: float | None
    predicted: float | None
    gold: float | None
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything measured on one set of predictions.

    Attributes:
        data: Dataset, version and part; empty when unknown.
        sha: sha256 of the gold; empty when unknown.
        version: Version of the scorer.
        documents: Ids of the gold documents, sorted.
        missing: Ids of those without a prediction; they count as empty predictions.
        views: Every view of every task, task by task, headlines first.
        ungrounded: Answers that are nowhere in the text, by task: the false positives among
            ``predicted`` that a system declared itself.
        track: What the system was given: ``end-to-end`` is nothing but the text.
        acuerdo_interval: Of the ACUERDO score; None until ``with_intervals`` made it.
    """

    data: str
    sha: str
    version: str
    documents: tuple[str, ...]
    missing: tuple[str, ...]
    views: tuple[ViewScore, ...]
    ungrounded: dict[str, int] = field(default_factory=dict)
    track: str = END_TO_END
    acuerdo_interval: Interval | None = None

    @property
    def headlines(self) -> dict[str, ViewScore]:
        """The headline view of each task."""
        return {score.task: score for score in self.views if score.headline}

    @property
    def acuerdo(self) -> float | None:
        """The ACUERDO score: the mean headline F1 of its tasks that have one."""
        f1s = [score.f1 for score in self._averaged().values() if score.f1 is not None]
        return sum(f1s) / len(f1s) if f1s else None

    @property
    def signature(self) -> str:
        """Signature of the ACUERDO score; names the tasks it averages."""
        tasks = [task for task, score in self._averaged().items() if score.f1 is not None]
        return str(
            Signature(
                "acuerdo",
                "+".join(tasks),
                track_options(self.track),
                MICRO,
                self.data,
                len(self.documents),
                self.sha,
                self.version,
            )
        )

    def _averaged(self) -> dict[str, ViewScore]:
        return {task: score for task, score in self.headlines.items() if score.in_acuerdo}

    def view(self, task: str, view: str = "") -> ViewScore:
        """Return one view of a task, the headline unless named.

        Raises:
            KeyError: There is no such view.
        """
        for score in self.views:
            if score.task == task and (score.view == view or (not view and score.headline)):
                return score
        raise KeyError(f"{task}.{view}" if view else task)

    def rows(self) -> Iterator[Row]:
        """Yield the lines of a table: each view's micro row, macro row and labels."""
        for s in self.views:
            head = (s.task, s.view, s.headline)
            yield Row(*head, MICRO, s.matched, s.predicted, s.gold, s.precision, s.recall, s.f1)
            yield Row(*head, MACRO, None, None, None, None, None, s.macro_f1)
            for one in s.per_label:
                counts = (one.matched, one.predicted, one.gold)
                yield Row(*head, one.label, *counts, one.precision, one.recall, one.f1)

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a table."""
        import polars

        number = polars.Float64
        return polars.DataFrame(
            [
                (
                    r.task,
                    r.view,
                    r.label,
                    r.matched,
                    r.predicted,
                    r.gold,
                    r.precision,
                    r.recall,
                    r.f1,
                )
                for r in self.rows()
            ],
            schema={
                "task": polars.String,
                "view": polars.String,
                "label": polars.String,
                "matched": number,
                "predicted": number,
                "gold": number,
                "precision": number,
                "recall": number,
                "f1": number,
            },
            orient="row",
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values for JSON; undefined numbers are ``None``."""
        tasks: dict[str, dict[str, Any]] = {}
        for score in self.views:
            task = tasks.setdefault(score.task, {"headline": "", "views": {}})
            if score.headline:
                task["headline"] = score.view
            fields = msgspec.to_builtins(score)
            for name in ("task", "view", "headline"):
                del fields[name]
            if score.interval is None:
                del fields["interval"]
            task["views"][score.view] = fields
        interval = self.acuerdo_interval
        return {
            "schema": SCHEMA,
            "signature": self.signature,
            "acuerdo": self.acuerdo,
            **({"acuerdo_interval": msgspec.to_builtins(interval)} if interval else {}),
            "data": self.data,
            "sha": self.sha,
            "version": self.version,
            "track": self.track,
            "coverage": {
                "documents": len(self.documents),
                "predicted": len(self.documents) - len(self.missing),
                "missing": list(self.missing),
                **({"ungrounded": self.ungrounded} if self.ungrounded else {}),
            },
            "documents": list(self.documents),
            "tasks": tasks,
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Scores:
        """Return the scores that ``to_json`` wrote.

        Raises:
            SubmissionError: The layout is another one.
        """
        if fields.get("schema") != SCHEMA:
            raise SubmissionError(f"scores: schema {fields.get('schema')!r}; expected {SCHEMA}")
        try:
            views = [
                {
                    **view,
                    "task": task_name,
                    "view": view_name,
                    "headline": view_name == task["headline"],
                }
                for task_name, task in fields["tasks"].items()
                for view_name, view in task["views"].items()
            ]
            names = ("data", "sha", "version", "track", "documents")
            flat = {name: fields[name] for name in names}
            coverage = fields["coverage"]
            flat |= {"missing": coverage["missing"], "views": views}
            flat |= {"ungrounded": coverage.get("ungrounded", {})}
            flat |= {"acuerdo_interval": fields.get("acuerdo_interval")}
            return msgspec.convert(flat, cls)
        except (KeyError, TypeError, AttributeError) as error:
            raise SubmissionError(f"scores: {error!r}; expected the layout of to_json") from error
        except msgspec.ValidationError as error:
            raise SubmissionError(f"scores: {error}; expected the layout of to_json") from error


def track_options(track: str) -> tuple[str, ...]:
    """What a signature says of a track: nothing of the one that systems run on unless told.

    >>> track_options("end-to-end"), track_options("gold-triggers")
    ((), ('track:gold-triggers',))
    """
    return () if track == END_TO_END else (f"track:{track}",)

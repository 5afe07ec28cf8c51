"""Whether scores were measured under the same conditions, and where they were not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from acuerdo.errors import IncomparableError
from acuerdo.scoring.scores import Scores
from acuerdo.scoring.uncertainty import ACUERDO

CONDITIONS = ("data", "sha", "version", "track")
"""Fields of ``Scores`` that must be equal."""


def tasks_of(systems: Mapping[str, Scores], tasks: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the tasks to compare: those given, or the ACUERDO score and every task with gold.

    Raises:
        IncomparableError: Fewer than two systems, a task that a system was not scored on, or one
            without gold items or counts per document; with all of them.
    """
    if len(systems) < 2:
        raise IncomparableError(f"{len(systems)} system(s) to compare; expected at least 2")
    chosen = tuple(dict.fromkeys(tasks)) or _default(systems)
    problems = [
        f"{name}: {problem}"
        for name, scores in systems.items()
        for task in chosen
        if (problem := _unfit(scores, task))
    ]
    if not chosen:
        problems.append("no task with gold items and counts per document")
    if problems:
        raise IncomparableError("\n".join(problems))
    return chosen


def require_comparable(systems: Mapping[str, Scores], tasks: Sequence[str]) -> None:
    """Do nothing if the scores of all systems on the tasks may be compared.

    Raises:
        IncomparableError: They were measured differently; with every difference.
    """
    (name, first), *others = systems.items()
    problems = []
    for other, scores in others:
        found = [
            f"{field}: {getattr(first, field)!r} and {getattr(scores, field)!r}"
            for field in CONDITIONS
            if getattr(first, field) != getattr(scores, field)
        ]
        found += _documents(first, scores)
        if not found:
            found = [
                f"{task}: {one} and {two}"
                for task in tasks
                if (one := _signature(first, task)) != (two := _signature(scores, task))
            ]
        if found:
            problems.append(f"scores of {name} and {other} differ in {'; '.join(found)}")
    if problems:
        raise IncomparableError("\n".join(problems))


def _default(systems: Mapping[str, Scores]) -> tuple[str, ...]:
    first = next(iter(systems.values()))
    tasks = [task for task in first.headlines if not _unfit(first, task)]
    return tuple(([] if _unfit(first, ACUERDO) else [ACUERDO]) + tasks)


def _unfit(scores: Scores, task: str) -> str:
    """Why scores cannot be compared on a task; empty when they can."""
    if task == ACUERDO:
        averaged = [view for view in scores.headlines.values() if view.in_acuerdo]
        if scores.acuerdo is None:
            return "ACUERDO score: undefined; expected at least one task with items"
        apart = [view.task for view in averaged if not view.per_document]
        return f"ACUERDO score: no counts per document of {', '.join(apart)}" if apart else ""
    view = scores.headlines.get(task)
    if view is None:
        known = ", ".join((ACUERDO, *scores.headlines))
        return f"task {task!r}: not scored; expected one of {known}"
    if not view.gold:
        return f"task {task!r}: the gold has no items; expected some"
    return "" if view.per_document else f"task {task!r}: no counts per document"


def _documents(one: Scores, other: Scores) -> list[str]:
    if sorted(one.documents) == sorted(other.documents):
        return []
    if len(one.documents) != len(other.documents):
        return [f"documents: {len(one.documents)} and {len(other.documents)}"]
    first = min(set(one.documents) ^ set(other.documents), default="repeated ids")
    return [f"documents: as many, but others; for example {first!r}"]


def _signature(scores: Scores, task: str) -> str:
    return scores.signature if task == ACUERDO else scores.view(task).signature

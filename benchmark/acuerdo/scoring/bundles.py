"""Contrast: bundles of documents that differ in little, and are right only together.

A bundle is a document with its variants: a name, a date or a negation is changed, and with it the
answers of some tasks, while those of others stay. A system that reads the changed words gets every
member right; one that goes by what is usual gets some of them right at best.

Source: Gardner et al. 2020, *Evaluating models' local decision boundaries via contrast sets*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo.errors import ValidationError
from acuerdo.scoring.partitions import DECIMALS
from acuerdo.scoring.scores import DocumentCounts, Scores
from acuerdo.validation.problem import Problem, one_of

TOLERANCE = 10.0 ** (1 - DECIMALS)
"""Sums of fractions are equal when they differ by less."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Documents that differ in little.

    Attributes:
        id: Unique in a collection.
        members: Ids of documents, two or more.
        changes: Tasks whose answers differ between members.
        stays: Tasks whose answers do not.
    """

    id: str
    members: tuple[str, ...]
    changes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A task that is not completely right in a member of a bundle."""

    bundle: str
    document: str
    task: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a system did on bundles.

    Attributes:
        bundles: How many there are.
        right: Those whose every member is right, in ``changes`` and ``stays``.
        changes_right: Those whose every member is right in ``changes``.
        stays_right: Those whose every member is right in ``stays``.
        faults: What is not right, in the order of bundles, members and tasks.
    """

    bundles: int
    right: int
    changes_right: int
    stays_right: int
    faults: tuple[Fault, ...]

    @property
    def share(self) -> float | None:
        """Share of bundles whose every member is right; None without bundles."""
        return self.right / self.bundles if self.bundles else None


def contrast(scores: Scores, bundles: Sequence[Bundle]) -> Contrast:
    """Return how many bundles a system got right.

    A member is right in a task when its headline view finds everything in it and nothing else;
    a member without anything to find, where nothing was found, is right.

    Args:
        scores: Of predictions for all members, with the tasks that the bundles name.
        bundles: Bundles of documents.

    Raises:
        ValidationError: Repeated bundles, members or tasks, bundles of fewer than two members or
            without tasks, documents or tasks that were not scored; with all of them.

    >>> contrast(Scores("", "", "", (), (), ()), []).share is None
    True
    """
    _require_sound(scores, bundles)
    position = {name: number for number, name in enumerate(scores.documents)}
    counts = {task: view.per_document for task, view in scores.headlines.items()}
    faults = [
        Fault(bundle.id, member, task)
        for bundle in bundles
        for member in bundle.members
        for task in (*bundle.changes, *bundle.stays)
        if not all(_is_complete(part, position[member]) for part in counts[task])
    ]
    wrong = {(fault.bundle, fault.task) for fault in faults}

    def right(bundle: Bundle, tasks: tuple[str, ...]) -> bool:
        return not any((bundle.id, task) in wrong for task in tasks)

    return Contrast(
        bundles=len(bundles),
        right=sum(right(bundle, (*bundle.changes, *bundle.stays)) for bundle in bundles),
        changes_right=sum(right(bundle, bundle.changes) for bundle in bundles),
        stays_right=sum(right(bundle, bundle.stays) for bundle in bundles),
        faults=tuple(faults),
    )


def _is_complete(counts: DocumentCounts, document: int) -> bool:
    return (
        abs(counts.matched[document] - counts.predicted[document]) < TOLERANCE
        and abs(counts.recalled[document] - counts.gold[document]) < TOLERANCE
    )


def _require_sound(scores: Scores, bundles: Sequence[Bundle]) -> None:
    problems: list[Problem] = []
    known = set(scores.documents)
    seen: set[str] = set()
    for bundle in bundles:
        where = f"bundle {bundle.id}"
        if bundle.id in seen:
            problems.append(Problem(where, "the id again", "every bundle once"))
        seen.add(bundle.id)
        tasks = (*bundle.changes, *bundle.stays)
        if len(bundle.members) < 2:
            problems.append(Problem(where, f"{len(bundle.members)} members", "two or more"))
        if not tasks:
            problems.append(Problem(where, "no task", "tasks in changes or stays"))
        for kind, names in (("member", bundle.members), ("task", tasks)):
            for name in sorted({name for name in names if names.count(name) > 1}):
                problems.append(Problem(where, f"{kind} {name!r} again", f"every {kind} once"))
        for name in bundle.members:
            if name not in known:
                problems.append(Problem(where, f"document {name!r}", "a document that was scored"))
        for name in tasks:
            if name not in scores.headlines:
                problems.append(Problem(where, f"task {name!r}", one_of(scores.headlines)))
    if problems:
        raise ValidationError(problems)

"""The result of a comparison: standings, differences, and what to keep in mind."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

import msgspec

from acuerdo.scoring.interval import Interval

ALPHA = 0.05
"""Chance of calling equal systems different."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One system on one task.

    Attributes:
        system: Name.
        task: Name, or ``acuerdo``.
        f1: In [0, 1].
        interval: Of ``f1``.
        rank: From 1; shared by systems that do not differ significantly from the best of their
            group. None when only pairs with a baseline were tested.
    """

    system: str
    task: str
    f1: float
    interval: Interval
    rank: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two systems on one task.

    Attributes:
        task: Name, or ``acuerdo``.
        first: The system with the higher F1, or the baseline's rival.
        second: The other.
        difference: F1 of ``first`` less that of ``second``.
        interval: Of ``difference``, by a paired bootstrap over documents.
        p: Two-sided, by paired approximate randomisation over documents.
        p_holm: ``p`` adjusted for all pairs and tasks of the comparison.
        differing: Documents in which the counts differ.
        detectable: Difference that a test set like this one detects with a power of 80 %; None
            where the documents do not tell.
    """

    task: str
    first: str
    second: str
    difference: float
    interval: Interval
    p: float
    p_holm: float
    differing: int
    detectable: float | None

    @property
    def significant(self) -> bool:
        """Whether chance is an unlikely explanation: adjusted p below 0.05."""
        return self.p_holm < ALPHA


@dataclass(frozen=True, slots=True)
class Comparison:
    """Systems compared on the same documents.

    Attributes:
        systems: Names, best first on the first task.
        tasks: Names; ``acuerdo`` is the ACUERDO score.
        documents: Number of documents.
        baseline: The system that the others were compared with; empty when all pairs were.
        standings: Task by task, in the order of ``systems``.
        differences: Task by task, pair by pair.
        remarks: What to keep in mind when reading.
        signature: How the scores were measured and compared.
    """

    systems: tuple[str, ...]
    tasks: tuple[str, ...]
    documents: int
    baseline: str
    standings: tuple[Standing, ...]
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]
    signature: str

    def standing(self, system: str, task: str) -> Standing:
        """Return one system on one task.

        Raises:
            KeyError: There is no such system or task.
        """
        for one in self.standings:
            if (one.system, one.task) == (system, task):
                return one
        raise KeyError(f"{system}, {task}")

    def beaten(self, system: str, task: str) -> tuple[str, ...]:
        """Return the systems that a system is significantly better than."""
        pairs = [one for one in self.differences if one.task == task and one.significant]
        won = {one.second for one in pairs if one.first == system and one.difference > 0}
        won |= {one.first for one in pairs if one.second == system and one.difference < 0}
        return tuple(name for name in self.systems if name in won)

    def detectable(self, task: str) -> float | None:
        """Return the median of the pairs' smallest detectable differences."""
        found = [
            one.detectable
            for one in self.differences
            if one.task == task and one.detectable is not None
        ]
        return median(found) if found else None

    def to_json(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        for row, one in zip(fields["differences"], self.differences, strict=True):
            row["significant"] = one.significant
        return fields

"""Ranks: systems with the same printed score share one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from acuerdo.profiling.figures import Profile
from acuerdo.scoring import Scores


@dataclass(frozen=True, slots=True)
class Entry:
    """One system's result.

    Attributes:
        system: Name in the table.
        scores: What its predictions earned.
        profile: What they cost; ``None`` when it was not measured.
    """

    system: str
    scores: Scores
    profile: Profile | None

    @property
    def folder(self) -> str:
        """Name of the folder in which an evaluation keeps its files."""
        return folder_name(self.profile.system if self.profile else self.system)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its rank, from 1; ties share the better rank."""

    rank: int
    entry: Entry


def folder_name(system: str) -> str:
    """Name of a system's folder among the results.

    >>> folder_name("mine:Mine")
    'mine.Mine'
    """
    return system.replace(":", ".")


def rank(entries: Iterable[Entry]) -> tuple[Ranked, ...]:
    """Entries by ACUERDO score, best first, ties by name; undefined scores come last.

    Two scores tie when they print alike (one decimal of a hundred): a smaller difference is not
    shown, so it is not ranked.
    """
    ordered = sorted(entries, key=lambda entry: (-_printed(entry), entry.system))
    ranked: list[Ranked] = []
    for place, entry in enumerate(ordered, start=1):
        tied = ranked and _printed(ranked[-1].entry) == _printed(entry)
        ranked.append(Ranked(ranked[-1].rank if tied else place, entry))
    return tuple(ranked)


def _printed(entry: Entry) -> float:
    score = entry.scores.acuerdo
    return -1.0 if score is None else round(100 * score, 1)

"""Ranks: systems that cannot be told apart share one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from acuerdo.errors import IncomparableError
from acuerdo.profiling.figures import Profile
from acuerdo.scoring import Scores, compare
from acuerdo.scoring.bootstrap import FEWEST
from acuerdo.scoring.uncertainty import ACUERDO


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
    """An entry with its rank, from 1; ties share a rank."""

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

    Systems that do not differ significantly from the best of their group share a rank (paired
    approximate randomisation over documents; the best is compared with all that stand below it,
    and these tests are Holm-adjusted together). Pairs that decide no rank are not tested: on few
    documents, adjusting for them would tie every system with every other. With too few documents
    for a test, or scores that average different tasks, scores tie when they print alike (one
    decimal of a hundred): a smaller difference is not shown, so it is not ranked.
    """
    ordered = sorted(entries, key=lambda entry: (-_printed(entry), entry.system))
    groups = _tie_groups(ordered)
    ranked: list[Ranked] = []
    for place, entry in enumerate(ordered, start=1):
        group = groups.get(entry.system)
        if group is None:
            tied = ranked and _printed(ranked[-1].entry) == _printed(entry)
            group = ranked[-1].rank if tied else place
        ranked.append(Ranked(group, entry))
    return tuple(ranked)


def is_tested(scores: Scores) -> bool:
    """Whether there are enough documents to rank by a test."""
    return len(scores.documents) >= FEWEST


def _tie_groups(entries: Sequence[Entry]) -> dict[str, int]:
    """Ranks of tie groups by system; empty where they cannot be tested.

    Args:
        entries: Best first.
    """
    scores = {entry.system: entry.scores for entry in entries}
    if len(scores) < 2 or not all(map(is_tested, scores.values())):
        return {}
    ranks: dict[str, int] = {}
    remaining = list(scores)
    try:
        while len(remaining) > 1:
            best = remaining[0]
            compared = compare(
                {name: scores[name] for name in remaining}, tasks=[ACUERDO], baseline=best
            )
            worse = set(compared.beaten(best, ACUERDO))
            tied = 1 + next(
                (n for n, name in enumerate(remaining[1:]) if name in worse), len(remaining)
            )
            ranks |= dict.fromkeys(remaining[:tied], len(ranks) + 1)
            remaining = remaining[tied:]
    except IncomparableError:
        return {}
    return ranks | dict.fromkeys(remaining, len(ranks) + 1)


def _printed(entry: Entry) -> float:
    score = entry.scores.acuerdo
    return -1.0 if score is None else round(100 * score, 1)

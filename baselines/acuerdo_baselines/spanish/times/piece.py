"""The type that a match is turned into, and what all builders read from a match."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from acuerdo_baselines.spanish.times import numerals
from acuerdo_baselines.spanish.times.grammar import Reading

CLOCK_UNITS = ("TH", "TM", "TS")


CALENDAR_UNITS = frozenset({"D", "W", "WE", "M", "3M", "6M", "Y", "10Y", "100Y", "15D"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A time expression or part of one.

    Attributes:
        first: Index of the first token.
        last: Index after the last token.
        kind: What it can be joined with: ``day`` ``monthday`` ``month`` ``year`` …
        value: ISO value as far as known: ``XXXX-05-03`` has a month and a day, but no year.
        type: TIMEX3 type.
        mod: TIMEX3 modifier.
        cue: Direction that its own words give: -1 past, 1 future, 0 none.
        count: Units to move from the anchor, for kinds ``shift``, ``period`` and ``that``.
        unit: Unit of the movement.
        cut: Characters at its end that do not belong to it.
    """

    first: int
    last: int
    kind: str
    value: str
    type: str = "DATE"
    mod: str = ""
    cue: int = 0
    count: int = 0
    unit: str = ""
    cut: int = 0


def make(reading: Reading, kind: str, value: str, **more: object) -> Piece:
    """Return a piece with the extent of the match."""
    return Piece(reading.first, reading.last, kind, value, **more)  # type: ignore[arg-type]


def iso_date(year: int | None, month: int, day: int | None = None) -> str:
    """Return ``2031-05-03``, ``2031-05``, or with ``XXXX`` for an unknown year."""
    head = f"{year:04}" if year else "XXXX"
    return f"{head}-{month:02}" + (f"-{day:02}" if day else "")


def cue_of(reading: Reading) -> int:
    """Direction that ``próximo``, ``pasado``, ``que viene`` … give."""
    for name in ("dir", "post", "dir2"):
        value = reading.value(name)
        if value in ("1", "-1"):
            return int(value)
    return 0


def year_of(reading: Reading) -> int | None:
    """Return the year that is part of the match, None when there is none."""
    for name in ("y", "yy", "y2", "y3"):
        if name in reading:
            return numerals.year(reading.part(name))
    return None


def is_possible(month: int, day: int, year: int | None = None) -> bool:
    """Whether the year (None: some year) has such a day."""
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:
        return False
    return True

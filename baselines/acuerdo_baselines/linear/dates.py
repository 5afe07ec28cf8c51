"""The stretch of time that a time value covers, as far as its calendar date and clock tell."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?:-(?P<of>\d|WE))?"
    r"|(?P<part>SP|SU|FA|WI|Q[1-4]|H[12])))?(?:T(?P<clock>.*))?"
)
_PARTS = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip
"""First and last month of seasons, quarters and halves; a winter is cut at the year's end."""

_CLOCK = re.compile(r"(?P<hour>\d\d)(?::(?P<minute>\d\d))?.*")
_HOURS = {"MO": (5, 12), "MI": (11, 15), "AF": (12, 21), "EV": (18, 22)}
"""Hours of the parts of a day; a night (``NI``) may be its first hours or its last."""

DAY = 24 * 60
"""Minutes."""


class Period(NamedTuple):
    """First minute, and the minute after the last, counted from day 0 of the calendar."""

    start: int
    end: int


def period_of(value: str) -> Period | None:
    """Return the time that a TIMEX3 value covers; None for vague times and durations.

    >>> day, month = period_of("2031-03-12"), period_of("2031-03")
    >>> (day.start - month.start) // DAY, (day.end - day.start) // DAY
    (11, 1)
    >>> period_of("2031-03-12T16:30").start - day.start, period_of("PAST_REF")
    (990, None)
    """
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        first, last = _days(match)
    except (ValueError, OverflowError):
        return None
    if match["clock"] and first == last:
        start, end = _minutes(match["clock"])
        return Period(first * DAY + start, first * DAY + end)
    return Period(first * DAY, (last + 1) * DAY)


def day_of(date: datetime.date) -> Period:
    """Return the period of a day."""
    return Period(date.toordinal() * DAY, (date.toordinal() + 1) * DAY)


def order(one: Period, other: Period) -> str:
    """Return how two periods lie: before, after, same, around, inside or across.

    >>> order(Period(1, 3), Period(3, 5)), order(Period(1, 9), Period(3, 4))
    ('before', 'around')
    >>> order(Period(1, 4), Period(2, 6))
    'across'
    """
    if one == other:
        return "same"
    if one.end <= other.start:
        return "before"
    if other.end <= one.start:
        return "after"
    if one.start <= other.start and other.end <= one.end:
        return "around"
    if other.start <= one.start and one.end <= other.end:
        return "inside"
    return "across"


def _minutes(clock: str) -> tuple[int, int]:
    if clock[:2] in _HOURS:
        first, last = _HOURS[clock[:2]]
        return first * 60, last * 60
    match = _CLOCK.fullmatch(clock)
    if match is None:
        return 0, DAY
    start = int(match["hour"]) * 60 + int(match["minute"] or 0)
    return start, start + (1 if match["minute"] else 60)


def _days(match: re.Match[str]) -> tuple[int, int]:
    """First and last day."""
    digits = match["year"]
    if len(digits) < 4:
        # A decade or a century.
        span = 10 ** (4 - len(digits))
        first = int(digits) * span
        return _ordinal(max(first, 1), 1, 1), _ordinal(first + span - 1, 12, 31)
    year = int(digits)
    if match["day"]:
        day = _ordinal(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), int(match["month"]))
    if match["week"]:
        monday = datetime.date.fromisocalendar(year, int(match["week"]), 1).toordinal()
        if match["of"] == "WE":
            return monday + 5, monday + 6
        if match["of"]:
            return monday + int(match["of"]) - 1, monday + int(match["of"]) - 1
        return monday, monday + 6
    if match["part"]:
        return _months(year, *_PARTS[match["part"]])
    return _ordinal(year, 1, 1), _ordinal(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[int, int]:
    after = (year, last + 1) if last < 12 else (year + 1, 1)
    return _ordinal(year, first, 1), _ordinal(*after, 1) - 1


def _ordinal(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal()

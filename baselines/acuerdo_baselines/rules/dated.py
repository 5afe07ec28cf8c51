"""Order by dates that exclude each other (guidelines L4, step 5)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

DAY = datetime.timedelta(days=1)
PARTS = {"TMO": (6, 12), "TMI": (12, 14), "TAF": (12, 20), "TEV": (18, 21)}
"""Hours that the parts of a day reach from and to; *noche* and *madrugada* are left to the day."""

Interval = tuple[datetime.datetime, datetime.datetime]


def interval(value: str) -> Interval | None:
    """First and last moment of a TIMEX3 value, None of one that is not placed.

    >>> [moment.isoformat() for moment in interval("2031-05")]
    ['2031-05-01T00:00:00', '2031-05-31T23:59:59']
    >>> interval("XXXX-WXX-1") is None
    True
    """
    date, _, clock = value.partition("T")
    days = _days(date)
    if days is None:
        return None
    first = datetime.datetime.combine(days[0], datetime.time())
    last = datetime.datetime.combine(days[1], datetime.time(23, 59, 59))
    if match := re.fullmatch(r"(\d\d):(\d\d)(?::\d\d)?", clock):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            moment = first.replace(hour=hour, minute=minute)
            return moment, moment
    if hours := PARTS.get(f"T{clock}"):
        return first.replace(hour=hours[0]), first.replace(hour=hours[1])
    return first, last


def _days(value: str) -> tuple[datetime.date, datetime.date] | None:
    if "X" in value or not value[:2].isdigit():
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = datetime.date.fromisoformat(value)
            return day, day
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            start = 6 if match[3] else 1
            monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), start)
            return monday, monday + (7 - start) * DAY
        if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
            return _months(int(match[1]), int(match[2]), 1)
        if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
            size = 3 if match[2] == "Q" else 6
            return _months(int(match[1]), (int(match[3]) - 1) * size + 1, size)
        if re.fullmatch(r"\d{2,4}", value):
            first, last = int(value.ljust(4, "0")), int(value.ljust(4, "9"))
            return datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    except ValueError:
        return None
    return None


def _months(year: int, month: int, size: int) -> tuple[datetime.date, datetime.date]:
    after = month + size
    years, rest = divmod(after - 1, 12)
    return datetime.date(year, month, 1), datetime.date(year + years, rest + 1, 1) - DAY


def order(
    dated: Mapping[str, Interval], *, first: Sequence[str] = (), last: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Pairs of what ends before what begins, without those that others entail.

    Args:
        dated: Interval of each event.
        first: Events that count only as the earlier one (dated by their end).
        last: Events that count only as the later one (dated by their beginning).

    >>> order({name: interval(name) for name in ("2031", "2030", "2029")})
    [('2030', '2031'), ('2029', '2030')]
    """
    before = {
        (a, b)
        for a in dated
        for b in dated
        if dated[a][1] < dated[b][0] and a not in last and b not in first
    }
    return [
        (a, b)
        for a in dated
        for b in dated
        if (a, b) in before and not any((a, c) in before and (c, b) in before for c in dated)
    ]

"""From ``XXXX-05-03`` to ``2031-05-03``: values resolved against a date and the tense."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from acuerdo_baselines.spanish.times import calendar
from acuerdo_baselines.spanish.times.piece import Piece

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_UNRESOLVED = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Y": "XXXX"}


def resolve(
    piece: Piece, date: datetime.date | None, anchor: datetime.date | None, cue: int
) -> tuple[str, str]:
    """Return type and value of an expression.

    Args:
        piece: The expression.
        date: Day of publication; without it relative expressions stay unresolved (``XXXX``).
        anchor: The day that the text spoke of last; for ``dos días después``, ``ese mes``.
        cue: Direction of the clause: 1 future, -1 past, 0 unknown.

    >>> resolve(Piece(0, 1, "weekday", "XXXX-WXX-1"), datetime.date(2024, 6, 19), None, -1)
    ('DATE', '2024-06-17')
    """
    value, _, time = piece.value.partition("T")
    time = f"T{time}" if time else ""
    if piece.kind in ("duration", "set", "ref", "clock", "part", "in_future", "part_of_day"):
        return _other(piece, date, cue)
    if date is None:
        return piece.type, _existing(_undated(piece, value)) + time
    if piece.kind in ("later", "that"):
        date = anchor or date
    if piece.kind in ("shift", "ago", "later", "period", "that"):
        return piece.type, _moved(piece, date) + time
    value = _calendar(piece, value, date, anchor, piece.cue or cue)
    return piece.type, _existing(value) + time


def _undated(piece: Piece, value: str) -> str:
    if piece.unit.startswith("T"):
        return "XXXX-XX-XXTXX:XX"
    if piece.kind.startswith("holiday"):
        if piece.kind == "holiday" and piece.count:
            return calendar.holiday(value, piece.count)
        return f"XXXX-{value}" if value[:2].isdigit() else "XXXX"
    return value or _UNRESOLVED.get(piece.unit, "XXXX-XX-XX")


def _other(piece: Piece, date: datetime.date | None, cue: int) -> tuple[str, str]:
    day = date.isoformat() if date else "XXXX-XX-XX"
    if piece.kind in ("clock", "part"):
        return piece.type, day + piece.value
    if piece.kind == "part_of_day":
        moved = calendar.shift(date, piece.count, "D") if date else None
        return piece.type, (moved.isoformat() if moved else day) + piece.value
    if piece.kind == "in_future" and cue > 0 and date:
        if piece.unit.startswith("T"):
            return "TIME", f"{day}TXX:XX"
        return "DATE", _moved(piece, date)
    return piece.type, piece.value


def _moved(piece: Piece, date: datetime.date) -> str:
    if piece.unit.startswith("T"):
        return f"{date.isoformat()}TXX:XX"
    letter = piece.unit.lstrip("0123456789")
    factor = int(piece.unit[: -len(letter)] or 1)
    moved = calendar.shift(date, piece.count * factor, "W" if letter == "WE" else letter)
    return calendar.value_of(moved, piece.unit) if moved else "XXXX"


def _calendar(
    piece: Piece, value: str, date: datetime.date, anchor: datetime.date | None, cue: int
) -> str:
    if piece.kind.startswith("nthweek"):
        month = _calendar(replace(piece, kind=piece.kind[8:]), value, date, anchor, cue)
        return calendar.nth_week(month, piece.count)
    if piece.kind.endswith("_of_year"):
        year = date.year + piece.count
        if piece.unit == "that" and anchor:
            year = anchor.year
        if piece.kind.startswith("holiday"):
            return calendar.holiday(value, year)
        return value.replace("XXXX", f"{year:04}")
    if piece.kind == "holiday":
        return calendar.holiday(value, piece.count) if piece.count else _holiday(value, date, cue)
    if piece.kind == "week":
        return value.replace("XXXX", f"{date.year:04}")
    if piece.kind.startswith("weekday"):
        return _weekday(piece, int(value[-1]), date, cue)
    if piece.kind == "daynumber":
        return _day_number(int(value[-2:]), piece.count, date, cue)
    if not value.startswith("XXXX") or piece.kind == "any_weekday":
        return value
    if piece.kind.endswith("_this"):
        return value.replace("XXXX", f"{date.year:04}")
    return _open_year(piece, value, date, cue)


def _weekday(piece: Piece, weekday: int, date: datetime.date, cue: int) -> str:
    if piece.kind == "weekday_of_week":
        moved = date + datetime.timedelta(weeks=piece.count)
        return calendar.weekday_of_week(calendar.value_of(moved, "W"), weekday)
    if piece.kind == "weekday_this" and not piece.cue:
        day = date + datetime.timedelta(days=weekday - date.isoweekday())
        if (day - date).days * cue < 0:
            day += datetime.timedelta(weeks=cue)
        return day.isoformat()
    if piece.cue < 0:
        return calendar.nearest_weekday(date, weekday, -1).isoformat()
    return calendar.nearest_weekday(date, weekday, 1 if cue > 0 else 0).isoformat()


def _day_number(day: int, weekday: int, date: datetime.date, cue: int) -> str:
    """The nearest month that has such a day, on that weekday (0: any), as the clause looks."""
    months = sorted(range(-12, 13), key=lambda count: (count * cue < 0, abs(count), -count))
    for count in months:
        first = calendar.shift(date.replace(day=1), count, "M")
        try:
            found = first.replace(day=day) if first else None
        except ValueError:
            continue
        if found and weekday not in (0, found.isoweekday()):
            continue
        if found and (found - date).days * cue >= 0:
            return found.isoformat()
    return f"XXXX-XX-{day:02}"


def _holiday(rule: str, date: datetime.date, cue: int) -> str:
    values = [calendar.holiday(rule, date.year + step) for step in (-1, 0, 1)]
    return _nearest(values, date, cue)


def _open_year(piece: Piece, value: str, date: datetime.date, cue: int) -> str:
    values = [value.replace("XXXX", f"{date.year + step:04}") for step in (-1, 0, 1)]
    if piece.kind == "monthday":
        values = [v for v in values if _exists(v)]
    strict = bool(piece.cue) and piece.kind in ("month", "season")
    return _nearest(values, date, cue, strict=strict) if values else value


def _existing(value: str) -> str:
    """The value, without its day if that year lacks it: 29 February and a year from elsewhere."""
    whole = len(value) == 10 and value.replace("-", "").isdigit()
    return f"{value[:8]}XX" if whole and not _exists(value) else value


def _exists(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _nearest(values: list[str], date: datetime.date, cue: int, *, strict: bool = False) -> str:
    """The value that lies closest to the date on the side that the clause looks to."""
    distances = []
    for value in values:
        first, last = _bounds(value)
        if first <= date <= last:
            distance, side = 0, 0
        else:
            distance = min(abs((first - date).days), abs((last - date).days))
            side = 1 if first > date else -1
        distances.append((bool(cue and side == -cue) or (strict and side == 0), distance, value))
    return min(distances)[2]


def _bounds(value: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a value."""
    year, rest = int(value[:4]), value[5:]
    months = 1
    if match := re.fullmatch(r"([QH])(\d)", rest):
        months = 3 if match[1] == "Q" else 6
        month = (int(match[2]) - 1) * months + 1
    elif rest in _SEASON_MONTH:
        month, months = _SEASON_MONTH[rest], 3
    elif rest.startswith("W"):
        first = datetime.date.fromisocalendar(year, int(rest[1:3]), 1)
        return first, first + datetime.timedelta(days=6)
    elif len(rest) == 5:
        day = datetime.date.fromisoformat(value)
        return day, day
    else:
        month = int(rest)
    first = datetime.date(year, month, 1)
    after = calendar.shift(first, months, "M")
    return first, (after or first) - datetime.timedelta(days=1)

"""Dates, and the ISO 8601 values that TIMEX3 gives them."""

from __future__ import annotations

import calendar
import datetime

UNKNOWN_DAY = "XXXX-XX-XX"
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12}


def shift(date: datetime.date, count: int, unit: str) -> datetime.date | None:
    """Return the date ``count`` units away; None outside the calendar.

    The last days of long months fall back to the last day of a shorter one.

    >>> shift(datetime.date(2024, 3, 31), -1, "M")
    datetime.date(2024, 2, 29)
    """
    try:
        if unit in _DAYS:
            return date + datetime.timedelta(days=count * _DAYS[unit])
        years, month = divmod(date.year * 12 + date.month - 1 + count * _MONTHS[unit], 12)
        last = calendar.monthrange(years, month + 1)[1]
        return date.replace(year=years, month=month + 1, day=min(date.day, last))
    except (OverflowError, ValueError):
        return None


def value_of(date: datetime.date, unit: str) -> str:
    """Return the value of the calendar unit that a date lies in.

    Units: ``D`` ``W`` ``WE`` (weekend) ``M`` ``3M`` (quarter) ``6M`` (half) ``Y`` ``10Y`` ``100Y``.
    Source: ISO 8601 for days, weeks, months and years; TIMEX3 for the others.

    >>> day = datetime.date(2024, 6, 19)
    >>> [value_of(day, unit) for unit in ("W", "WE", "3M", "10Y", "100Y")]
    ['2024-W25', '2024-W25-WE', '2024-Q2', '202', '20']
    """
    week_year, week, _ = date.isocalendar()
    match unit:
        case "D":
            return date.isoformat()
        case "W":
            return f"{week_year:04}-W{week:02}"
        case "WE":
            return f"{week_year:04}-W{week:02}-WE"
        case "M":
            return f"{date.year:04}-{date.month:02}"
        case "3M":
            return f"{date.year:04}-Q{(date.month + 2) // 3}"
        case "6M":
            return f"{date.year:04}-H{(date.month + 5) // 6}"
        case "10Y":
            return f"{date.year:04}"[:3]
        case "100Y":
            return f"{date.year:04}"[:2]
    return f"{date.year:04}"


def duration(count: float | None, unit: str) -> str:
    """Return the value of an amount of time; ``count`` None is an unknown number.

    >>> duration(1.5, "TH"), duration(2.5, "Y"), duration(0.5, "100Y"), duration(None, "D")
    ('PT1H30M', 'P2Y6M', 'P50Y', 'PXD')
    """
    prefix, letter = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit.lstrip("0123456789"))
    factor = int(unit[: -len(letter)]) if prefix == "P" and unit != letter else 1
    if count is None:
        return f"{prefix}{'X' if factor == 1 else 'XX'}{letter}" if factor < 10 else f"PX{letter}"
    total = count * factor
    whole, rest = int(total), total - int(total)
    smaller = {"TH": (60, "M"), "TM": (60, "S"), "Y": (12, "M")}.get(
        unit if prefix == "PT" else letter
    )
    if rest and smaller and (rest * smaller[0]).is_integer():
        head = f"{whole}{letter}" if whole else ""
        return f"{prefix}{head}{int(rest * smaller[0])}{smaller[1]}"
    return f"{prefix}{whole if not rest else round(total, 6)}{letter}"


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of the Gregorian calendar.

    Source: the anonymous Gregorian computus (Nature 13, 1876; Meeus, Astronomical Algorithms,
    chapter 8).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, cycle = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * cycle + 2 * quarter - epact - left) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return datetime.date(year, month, day + 1)


def holiday(rule: str, year: int) -> str:
    """Return the value of a named day in a year.

    Rules: ``12-25``; ``easter-2`` (days from Easter Sunday); ``easter week`` (the week that ends
    with it); ``nth 11 4 4`` (month, weekday, how manieth).

    >>> holiday("easter-2", 2024), holiday("easter week", 2024), holiday("nth 11 4 4", 2010)
    ('2024-03-29', '2024-W13', '2010-11-25')
    """
    if rule == "easter week":
        return value_of(easter(year), "W")
    if rule.startswith("easter"):
        return (easter(year) + datetime.timedelta(days=int(rule[6:]))).isoformat()
    if rule.startswith("nth"):
        month, weekday, nth = map(int, rule.split()[1:])
        first = datetime.date(year, month, 1).isoweekday()
        return f"{year:04}-{month:02}-{1 + (weekday - first) % 7 + 7 * (nth - 1):02}"
    return f"{year:04}-{rule}"


def nearest_weekday(date: datetime.date, weekday: int, direction: int) -> datetime.date:
    """Return the next such day after a date (1), the last one up to it (0), or before it (-1).

    >>> nearest_weekday(datetime.date(2024, 6, 19), 3, 0).isoformat()
    '2024-06-19'
    """
    if direction > 0:
        return date + datetime.timedelta(days=(weekday - date.isoweekday() - 1) % 7 + 1)
    back = (date.isoweekday() - weekday) % 7
    return date - datetime.timedelta(days=back or (7 if direction < 0 else 0))


def weekday_of_week(week: str, weekday: int) -> str:
    """Return the day of a week, given as ``2024-W25``; unknown when the week is.

    >>> weekday_of_week("2024-W25", 3)
    '2024-06-19'
    """
    year, _, number = week.partition("-W")
    if not year.isdigit() or not number[:2].isdigit():
        return UNKNOWN_DAY
    return datetime.date.fromisocalendar(int(year), int(number[:2]), weekday).isoformat()


def nth_week(period: str, nth: int) -> str:
    """Return the nth week of a year or month, the last one for -1.

    A week belongs to the month that holds its Thursday.
    Source: ISO 8601, which says so of years.

    >>> nth_week("2015-01", 1), nth_week("2016", -1)
    ('2015-W01', '2016-W52')
    """
    year, month = int(period[:4]), int(period[5:7] or 1)
    first = datetime.date(year, month, 1)
    if nth < 0:
        after = datetime.date(year + 1, 1, 1) if len(period) == 4 else shift(first, 1, "M")
        last = (after or first) - datetime.timedelta(days=1)
        return value_of(last - datetime.timedelta(days=(last.isoweekday() - 4) % 7), "W")
    thursday = first + datetime.timedelta(days=(4 - first.isoweekday()) % 7)
    return value_of(thursday + datetime.timedelta(weeks=nth - 1), "W")

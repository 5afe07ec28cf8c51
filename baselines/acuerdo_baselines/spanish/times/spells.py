"""Periods of the calendar: weeks, quarters, seasons, decades, centuries, and their edges."""

from __future__ import annotations

from acuerdo_baselines.spanish.times import numerals
from acuerdo_baselines.spanish.times.calendar import duration
from acuerdo_baselines.spanish.times.grammar import Reading
from acuerdo_baselines.spanish.times.piece import (
    CALENDAR_UNITS,
    CLOCK_UNITS,
    Piece,
    cue_of,
    make,
    year_of,
)

_ISO_UNIT = {"3M": "Q", "6M": "H", "4M": "T"}


def period(reading: Reading) -> Piece | None:
    """``esta semana``, ``el año pasado``, ``ese mes``."""
    unit, det, cue = reading.value("u"), reading.part("det"), cue_of(reading)
    if "dir" not in reading and "post" not in reading and not det:
        return None
    if unit in CLOCK_UNITS or (unit not in CALENDAR_UNITS):
        if unit == "TH" or not cue:
            return None
        return make(reading, "duration", duration(1, unit), type="DURATION")
    if unit == "15D":
        return make(reading, "duration", "P15D", type="DURATION") if cue else None
    if det and det[0].kind in ("ese", "mismo"):
        return make(reading, "that", "", unit=unit)
    if (
        unit == "100Y"
        and reading.last < len(reading.tokens)
        and reading.tokens[reading.last].kind == "roman"
    ):
        return None
    post = reading.part("post")
    from_text = bool(post) and unit == "D" and post[0].kind in ("prior", "following")
    return make(reading, "later" if from_text else "period", "", count=cue, unit=unit)


def nth_week(reading: Reading) -> Piece | None:
    """``primera semana de``: waits for a month or year."""
    if reading.value("u") == "15D":
        first = numerals.number(reading.part("o")) == 1
        return make(reading, "edge", "", mod="START" if first else "END")
    if reading.value("u") != "W":
        return None
    last = reading.part("o")[0].kind == "last"
    nth = -1 if last else int(numerals.number(reading.part("o")) or 0)
    return make(reading, "nth_week", "", count=nth, unit="W")


def week_number(reading: Reading) -> Piece | None:
    """``semana 31``."""
    number = int(numerals.number(reading.part("n")) or 0)
    if reading.value("u") != "W" or not 1 <= number <= 53:
        return None
    return make(reading, "week", f"XXXX-W{number:02}")


def century(reading: Reading) -> Piece | None:
    """``siglo XIX``: 18."""
    if "s" in reading and reading.value("s") != "100Y":
        return None
    return make(reading, "century", f"{int(reading.value('r')) - 1:02}")


def decade(reading: Reading) -> Piece | None:
    """``años noventa``, ``década de 1990``: 199."""
    number = int(numerals.number(reading.part("n")) or 0)
    unit = reading.value("u") or reading.value("us")
    if unit not in ("", "10Y", "Y"):
        return None
    if reading.value("u") == "Y" or number % 10 or (number < 100 and not 20 <= number <= 90):
        return None
    year = number if number >= 100 else 1900 + number
    return make(reading, "decade", f"{year:04}"[:3])


def quarter(reading: Reading) -> Piece | None:
    """``segundo trimestre de 2031``, ``primera mitad del año``."""
    unit = "6M" if "mid" in reading else reading.value("u")
    number = reading.part("o")[0]
    if unit not in ("3M", "6M") or number.kind == "last" or reading.value("this") not in ("", "Y"):
        return None
    nth, year = int(number.value), year_of(reading)
    if nth > (4 if unit == "3M" else 2):
        return None
    value = f"{f'{year:04}' if year else 'XXXX'}-{_ISO_UNIT[unit]}{nth}"
    return make(reading, "quarter_this" if "this" in reading else "quarter", value)


def season(reading: Reading) -> Piece:
    """``primavera de 2031``."""
    year, det = year_of(reading), reading.part("det")
    value = f"{f'{year:04}' if year else 'XXXX'}-{reading.value('s')}"
    this = bool(det) and det[0].kind == "este"
    return make(reading, "season_this" if this else "season", value, cue=cue_of(reading))


def edge(reading: Reading) -> Piece:
    """``finales de``, ``los primeros días de``: a part of what follows."""
    if "span" in reading:
        last = reading.part("span")[0].kind == "lasts"
        value = duration(None, reading.value("u"))
        if reading.value("u") in CLOCK_UNITS:
            return make(reading, "edge", value, mod="END" if last else "START", unit="TH")
        return make(reading, "edge", value, mod="END" if last else "START")
    return make(reading, "edge", "", mod=reading.value("e"))


def weekend(reading: Reading) -> Piece | None:
    """``el fin de semana``."""
    return make(reading, "period", "", unit="WE") if reading.value("u") == "WE" else None


def edge_unit(reading: Reading) -> Piece | None:
    """``principios de año``."""
    unit = reading.value("u")
    if unit not in CALENDAR_UNITS or unit in ("D", "15D", "WE"):
        return None
    return make(reading, "period", "", mod=reading.value("e"), unit=unit)

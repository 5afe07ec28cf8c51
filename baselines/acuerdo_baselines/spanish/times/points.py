"""Days, months and years: what a match of the rules for them means."""

from __future__ import annotations

import re
from dataclasses import replace

from acuerdo_baselines.spanish.times import numerals
from acuerdo_baselines.spanish.times.grammar import Reading
from acuerdo_baselines.spanish.times.piece import (
    Piece,
    cue_of,
    is_possible,
    iso_date,
    make,
    year_of,
)
from acuerdo_baselines.spanish.times.symbols import read_tokens


def iso_day(reading: Reading) -> Piece | None:
    """``2031-05-03``."""
    year, month, day = map(int, re.split("[-/]", reading.value("date")))
    return (
        make(reading, "day", iso_date(year, month, day)) if is_possible(month, day, year) else None
    )


def numeric(reading: Reading) -> Piece | None:
    """``3/5/2031``, ``03-may-2031``, ``3/5``: the day stands first."""
    day, month, *rest = re.split("[-/.]", reading.value("date"))
    if not month.isdigit():
        tokens = read_tokens(month)
        if tokens[0].kind not in ("month", "mabbr"):
            return None
        month = tokens[0].value
    year = (
        (int(rest[0]) if len(rest[0]) == 4 else numerals.year(read_tokens(rest[0])))
        if rest
        else None
    )
    if not is_possible(int(month), int(day), year):
        return None
    return make(reading, "day" if year else "monthday", iso_date(year, int(month), int(day)))


def yearmonth(reading: Reading) -> Piece:
    """``2031/05``."""
    year, month = map(int, re.split("[-/]", reading.value("date")))
    return make(reading, "month", iso_date(year, month))


def day_month(reading: Reading) -> Piece | None:
    """``lunes, 3 de mayo de 2031``, ``pasado 3 de mayo``."""
    day, year = numerals.number(reading.part("d")), year_of(reading)
    month = int(reading.value("m") or reading.value("ma"))
    if reading.value("dw") not in ("", "D"):
        return None
    if day is None or not is_possible(month, int(day), year):
        return None
    value = iso_date(year, month, int(day))
    return make(reading, "day" if year else "monthday", value, cue=cue_of(reading))


def month(reading: Reading) -> Piece | None:
    """``mayo``, ``mayo de 2031``, ``próximo mes de mayo``."""
    cue, year = cue_of(reading), year_of(reading)
    if not year and reading.part("m")[0].kind == "mabbr":
        return None
    if "u" in reading and reading.value("u") != "M":
        return None
    kind = (
        "month_this" if reading.part("dir") and reading.part("dir")[0].kind == "este" else "month"
    )
    return make(reading, kind, iso_date(year, int(reading.value("m"))), cue=cue)


def plain_year(reading: Reading) -> Piece | None:
    """``2031`` where a year can stand and nothing counted follows."""
    year = numerals.year(reading.part("y"))
    if year is None or not 1000 <= year <= 2199:
        return None
    if "u" in reading and reading.value("u") != "Y":
        return None
    if "u" in reading and reading.part("u")[0].kind == "units" and year % 10 == 0:
        # ``los años 2000`` is a decade.
        return None
    counted = re.compile(r"[a-z]{3,}[aeiou]s")
    after = reading.tokens[reading.last] if reading.last < len(reading.tokens) else None
    if after and after.kind == "other" and counted.fullmatch(after.value):
        return None
    return make(reading, "year", f"{year:04}")


_PRONOUNS = frozenset(["me", "te", "se", "nos", "lo", "le", "les", "ya", "no", "hubo", "cuando"])


def short_year(reading: Reading) -> Piece | None:
    """``en el 94``, with nothing that the number could count."""
    year = year_of(reading)
    after = reading.tokens[reading.last] if reading.last < len(reading.tokens) else None
    if year is None or (after and after.kind == "other" and after.value not in _PRONOUNS):
        return None
    return make(reading, "year", f"{year:04}")


def weekday(reading: Reading) -> Piece:
    """``este lunes``, ``lunes pasado``, ``un lunes``, ``lunes 3``."""
    det = reading.part("det")
    kind = "weekday_this" if det and det[0].kind == "este" else "weekday"
    if det and det[0].kind == "un":
        kind = "any_weekday"
    day = numerals.number(reading.part("d") or reading.part("d2"))
    number = reading.value("wd")
    if day and not _counted(reading):
        value = f"XXXX-XX-{int(day):02}"
        return make(reading, "daynumber", value, cue=cue_of(reading), count=int(number))
    piece = make(
        reading,
        kind,
        f"XXXX-WXX-{number}",
        cue=cue_of(reading),
        count=int("dir" in reading or "post" in reading),
    )
    return replace(piece, last=reading.parts["d"][0]) if day and "d" in reading else piece


def _counted(reading: Reading) -> bool:
    """Whether the number behind a weekday counts something: ``el lunes 8 soldados``."""
    if reading.last >= len(reading.tokens):
        return False
    after = reading.tokens[reading.last]
    return after.kind in ("measure", "mil") or (after.kind == "other" and after.value[-1:] == "s")


def weekdays(reading: Reading) -> Piece:
    """``los lunes``: every Monday."""
    return make(reading, "set", f"XXXX-WXX-{reading.value('wd')}", type="SET")


def day_number(reading: Reading) -> Piece | None:
    """``día 3``."""
    if reading.value("u") != "D":
        return None
    day = int(numerals.number(reading.part("d")) or 0)
    return make(reading, "daynumber", f"XXXX-XX-{day:02}", cue=cue_of(reading))


def deictic(reading: Reading) -> Piece:
    """``hoy``, ``ayer``, ``pasado mañana``."""
    return make(reading, "shift", "", count=int(reading.value("day")), unit="D", cue=2)


def eve(reading: Reading) -> Piece:
    """``la víspera``: the day before the one spoken of."""
    return make(reading, "later", "", count=int(reading.value("w")), unit="D")


def tomorrow(reading: Reading) -> Piece:
    """``mañana`` without an article."""
    return make(reading, "shift", "", count=1, unit="D", cue=2)


def named_day(reading: Reading) -> Piece:
    """``Viernes Santo de 2031``."""
    year = year_of(reading)
    return make(reading, "holiday", reading.value("h"), count=year or 0)


def vague(reading: Reading) -> Piece:
    """``actualmente``: a reference without a date."""
    return make(reading, "ref", reading.value("w"))


def bound(reading: Reading) -> Piece:
    """``antes de``, ``a partir de``: the modifier of what follows."""
    return make(reading, "bound", "", mod=reading.value("b"))

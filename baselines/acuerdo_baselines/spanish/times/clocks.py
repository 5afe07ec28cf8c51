"""Clock times and parts of the day."""

from __future__ import annotations

import re

from acuerdo_baselines.spanish.times import numerals
from acuerdo_baselines.spanish.times.calendar import duration
from acuerdo_baselines.spanish.times.grammar import Reading
from acuerdo_baselines.spanish.times.piece import Piece, cue_of, make


def night(reading: Reading) -> Piece:
    """``anoche``: the night of the day before."""
    return make(reading, "part_of_day", "TNI", type="TIME", count=int(reading.value("night")))


def part_of_day(reading: Reading) -> Piece:
    """``esta tarde``, ``la madrugada``: a day, or a part that waits for one."""
    cue, det = cue_of(reading), reading.part("det")
    if det and det[0].kind == "este":
        return make(reading, "part_of_day", reading.value("p"), type="TIME", count=cue)
    if cue:
        return make(reading, "part_of_day", reading.value("p"), type="TIME", count=cue)
    return make(reading, "part", reading.value("p"), type="TIME")


def middle_part(reading: Reading) -> Piece:
    """``a media mañana``."""
    return make(reading, "part", reading.value("p"), type="TIME", mod="MID")


def after_clock(reading: Reading) -> Piece:
    """``pasadas las nueve``: the modifier of the clock time that follows."""
    return make(reading, "bound", "", mod="AFTER", unit="TH")


def approx_clock(reading: Reading) -> Piece:
    """``hacia las nueve``."""
    return make(reading, "bound", "", mod="APPROX", unit="TH")


def hedge(reading: Reading) -> Piece | None:
    """``a última hora de``: the end of what follows."""
    if reading.value("u") != "TH":
        return None
    word = reading.part("h")[0].kind
    several = duration(None, "TH") if word in ("firsts", "lasts") else ""
    mod = "END" if word.startswith("last") else "START"
    return make(reading, "edge", several, mod=mod, unit="TH")


_AFTERNOON = {"TAF": range(1, 12), "TNI": range(6, 12), "TEV": range(1, 12), "TMI": range(1, 4)}


def _clock_value(reading: Reading, hour: int, minute: int, second: str = "") -> str:
    part = reading.value("part") or reading.value("noon")
    half = reading.value("pm")[:1]
    if (half == "p" and hour < 12) or hour in _AFTERNOON.get(part, ()):
        hour += 12
    elif hour == 12 and (half == "a" or part == "TNI"):
        hour = 0
    return f"T{hour:02}:{minute:02}{second}"


def clock_time(reading: Reading) -> Piece | None:
    """``19:30 horas``, ``9.15 de la noche``."""
    hour, minute, *rest = re.split("[:.]", reading.value("t"))
    if reading.value("suffix") not in ("", "TH"):
        return None
    bare = not ({"suffix", "pm", "part", "noon"} & reading.parts.keys())
    before = reading.tokens[reading.first - 1].kind if reading.first else ""
    if bare and reading.part("t")[0].kind == "dotted" and before not in ("las", "la"):
        return None
    second = f":{rest[0]}" if rest else ""
    value = _clock_value(reading, int(hour), int(minute), second)
    return make(reading, "clock", value, type="TIME")


def hour(reading: Reading) -> Piece | None:
    """``las siete y media de la tarde``, ``las 14h30``."""
    hour = numerals.number(reading.part("h"))
    if hour is None or hour > 24 or reading.value("suffix") not in ("", "TH"):
        return None
    minutes = _minutes(reading)
    if minutes is None:
        return None
    bare = not ({"min", "sharp", "suffix", "pm", "part", "noon"} & reading.parts.keys())
    if bare and (not _after_preposition(reading) or _counts(reading) or _part_of_group(reading)):
        return None
    if "min" in reading and _counts(reading):
        return None
    if minutes < 0:
        hour, minutes = hour - 1, 60 + minutes
    value = _clock_value(reading, int(hour), minutes)
    return make(reading, "clock", value, type="TIME")


def _minutes(reading: Reading) -> int | None:
    if "mm" in reading:
        return int(reading.value("mm"))
    tokens = reading.part("min")
    if not tokens:
        return 0
    sign = -1 if tokens[0].kind == "menos" else 1
    kind = tokens[-1].kind
    count = {"medio": 30, "cuarto": 15}.get(kind) or int(numerals.number(tokens) or 0)
    return sign * count if 0 < count < 60 else None


def _after_preposition(reading: Reading) -> bool:
    before = [token.kind for token in reading.tokens[max(0, reading.first - 2) : reading.first]]
    return len(before) == 2 and before[0] in (
        "a",
        "hasta",
        "desde",
        "hacia",
        "bound",
        "quant",
        "past",
        "pasts",
        "de",
        "entre",
        "y",
    )


def _part_of_group(reading: Reading) -> bool:
    """Is it *ninguna de las dos*, and no *de las dos a las cuatro*?"""
    if reading.first < 2 or reading.tokens[reading.first - 2].kind != "de":
        return False
    after = reading.tokens[reading.last].kind if reading.last < len(reading.tokens) else ""
    return after not in ("a", "hasta")


def _counts(reading: Reading) -> bool:
    """Is the number followed by what it counts (``a las dos partes``)?"""
    if reading.last >= len(reading.tokens):
        return False
    after = reading.tokens[reading.last]
    if after.kind in ("units", "measure", "mil"):
        return True
    return after.kind == "other" and after.value.endswith("s")

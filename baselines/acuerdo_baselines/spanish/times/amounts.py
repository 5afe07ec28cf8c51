"""Amounts of time, moves by an amount (``hace tres días``), and recurrences."""

from __future__ import annotations

from acuerdo_baselines.spanish.times import numerals
from acuerdo_baselines.spanish.times.calendar import duration
from acuerdo_baselines.spanish.times.grammar import Reading
from acuerdo_baselines.spanish.times.piece import CLOCK_UNITS, Piece, make


def _amount(reading: Reading) -> tuple[float | None, str] | None:
    """Number (None: unknown) and unit of an amount of time."""
    tokens, unit = reading.part("n"), reading.value("u")
    if unit == "" and reading.part("u") and reading.part("u")[0].kind == "segundos":
        unit = "TS"
    if not unit:
        return None
    if "vague" in reading or (tokens and tokens[0].kind == "varios"):
        return None, unit
    count = numerals.number(tokens)
    if "half" in reading:
        count = 0.5 if count is None else count + 0.5
    for name in ("and", "and2"):
        if name in reading:
            extra = 0.25 if reading.part(name)[0].kind == "cuarto" else 0.5
            count = (1.0 if count is None else count) + extra
    if count is None and tokens:
        return None, unit
    return (1.0 if count is None else count), unit


def _quantity(reading: Reading) -> str:
    tokens = reading.part("n")
    if "q" in reading:
        return reading.value("q")
    return "APPROX" if len(tokens) > 1 and tokens[0].kind == "unos" else ""


def amount_of_time(reading: Reading) -> Piece | None:
    """``más de diez años``: P10Y MORE_THAN."""
    amount = _amount(reading)
    if amount is None or _age(reading) or _ends_range_of_hours(reading):
        return None
    count, unit = amount
    if (
        reading.part("u")[0].kind == "unit"
        and count is not None
        and count > 1
        and "and" not in reading
        and "and2" not in reading
    ):
        return None
    if reading.part("u")[0].kind == "segundos" and "un" in [t.kind for t in reading.part("n")]:
        return None
    mod = _quantity(reading)
    value = _compound(reading, duration(count, unit))
    if value is None:
        value = duration(count, unit)
        return Piece(reading.first, reading.parts["more"][0], "duration", value, "DURATION", mod)
    return make(reading, "duration", value, type="DURATION", mod=mod, unit=unit)


def _ends_range_of_hours(reading: Reading) -> bool:
    """``de 9 a 14 horas`` names clock times."""
    before = [token.kind for token in reading.tokens[max(0, reading.first - 2) : reading.first]]
    return reading.value("u") == "TH" and before == ["day", "a"]


def _age(reading: Reading) -> bool:
    """Ages are no time expressions: ``de 40 años`` after a comma or a noun, ``años de edad``."""
    after = [token.value for token in reading.tokens[reading.last : reading.last + 2]]
    if after == ["de", "edad"]:
        return True
    if (
        reading.first < 2
        or reading.value("u") != "Y"
        or reading.part("u")[0].kind != "units"
        or "q" in reading
    ):
        return False
    before = reading.tokens[reading.first - 1]
    count = numerals.number(reading.part("n"))
    noun = reading.tokens[reading.first - 2]
    person = noun.kind == "comma" or noun.kind == "person"
    return before.kind == "de" and count is not None and person


_SIZES = ("TS", "TM", "TH", "D", "W", "M", "Y")


def _compound(reading: Reading, value: str) -> str | None:
    """Value of ``un año, dos meses y tres días``; None when the units do not fall in size."""
    tokens, unit, start = reading.part("more"), reading.value("u"), 0
    for index, token in enumerate(tokens):
        if token.kind not in ("unit", "units", "uabbr", "segundos"):
            continue
        smaller = token.value if token.kind != "segundos" else "TS"
        if not {unit, smaller} <= set(_SIZES) or _SIZES.index(smaller) >= _SIZES.index(unit):
            return None
        more = duration(numerals.number(tokens[start:index]), smaller)
        # Hours follow the days after one T; dates have none.
        value += more[1:] if more.startswith("PT") and "T" not in value else more.lstrip("PT")
        unit, start = smaller, index + 1
    return value


def quarter_hour(reading: Reading) -> Piece | None:
    """``tres cuartos de hora``: PT45M."""
    if reading.tokens[reading.last - 1].value != "TH":
        return None
    count = numerals.number(reading.part("n")) or 1
    return make(
        reading, "duration", f"PT{int(count) * 15}M", type="DURATION", mod=reading.value("q")
    )


_MIRROR = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}


_AHEAD = {
    "MORE_THAN": "AFTER",
    "LESS_THAN": "BEFORE",
    "EQUAL_OR_MORE": "ON_OR_AFTER",
    "EQUAL_OR_LESS": "ON_OR_BEFORE",
}
"""What bounds a length bounds the day that it leads to, forward: ``dentro de menos de un mes``."""


def ago(reading: Reading) -> Piece | None:
    """``hace dos años``, ``dentro de un mes``, ``dos días después``: a move by an amount."""
    amount = _amount(reading)
    if amount is None or not reading.part("dir"):
        return None
    word = reading.part("dir")[0]
    cut = 0
    if word.kind == "bound":
        if word.value not in ("BEFORE", "AFTER") and "now" not in reading:
            return None
        # The lexicon reads ``antes de(l)``, ``después de(l)`` as one; the preposition stays out.
        with_article = word.end - word.start in (len("antes del"), len("después del"))
        cut = 0 if "now" in reading else len(" del") if with_article else len(" de")
    back = word.kind in ("hace", "antes", "atras") or word.value == "BEFORE"
    from_text = word.kind in ("antes", "despues", "bound")
    count, unit = amount
    mod = _quantity(reading)
    if back or from_text:
        mod = _MIRROR.get(mod, mod)
    elif word.kind == "dentro":
        mod = _AHEAD.get(mod, mod)
    type_ = "TIME" if unit in CLOCK_UNITS else "DATE"
    kind = "later" if from_text and "now" not in reading else "ago"
    if count is None:
        value = "PAST_REF" if back else "FUTURE_REF"
        return make(reading, "ref", "XXXX-XX-XX" if from_text else value, mod=mod, cut=cut)
    base, factor = _base(unit)
    total = count * factor
    if total % 1 and base == "Y":
        total, base = total * 12, "M"
    moved = int(total) * (-1 if back else 1)
    if "now" in reading and base == "D":
        offset = {"ref": "0", "manana": "1"}.get(reading.part("now")[0].kind, reading.value("now"))
        moved += int(offset)
    return make(reading, kind, "", type=type_, mod=mod, count=moved, unit=base, cut=cut)


def _base(unit: str) -> tuple[str, int]:
    if unit in CLOCK_UNITS:
        return unit, 1
    letter = unit.lstrip("0123456789")
    factor = int(unit[: -len(letter)] or 1)
    return ("W", factor) if letter == "WE" else (letter, factor)


_RANKS = frozenset({"first", "firsts", "ord", "ordnum", "segundo", "vez", "last"})


_RANK_REACH = 6


def in_future(reading: Reading) -> Piece | None:
    """``en dos años``: a date after a future verb, else a length; after a rank always a length."""
    piece = amount_of_time(reading)
    if piece is None:
        return None
    amount = _amount(reading)
    before = {
        token.kind for token in reading.tokens[max(0, reading.first - _RANK_REACH) : reading.first]
    }
    if amount is None or amount[0] is None or before & _RANKS:
        return piece
    base, factor = _base(amount[1])
    return Piece(
        piece.first,
        piece.last,
        "in_future",
        piece.value,
        "DURATION",
        piece.mod,
        0,
        int(amount[0] * factor),
        base,
    )


def spans(reading: Reading) -> Piece | None:
    """``los próximos tres meses``: P3M."""
    name = "n2" if "n2" in reading else "n"
    tokens = reading.part(name)
    unit = reading.value("u") or "TS"
    count = numerals.number(tokens) if tokens and tokens[0].kind != "varios" else None
    return make(reading, "duration", duration(count, unit), type="DURATION")


def spans_one(reading: Reading) -> Piece | None:
    """``el último lustro``: P5Y."""
    unit = reading.value("u")
    if unit in ("TH", "D", "100Y", "1000Y", "WE", "3M", "6M", "4M"):
        return None
    return make(reading, "duration", duration(1, unit), type="DURATION")


def recurrence(reading: Reading) -> Piece | None:
    """``cada dos meses``, ``todos los lunes``, ``dos veces al mes``."""
    token = reading.part("u")[0]
    if token.kind in ("weekday", "weekdays"):
        return make(reading, "set", f"XXXX-WXX-{token.value}", type="SET")
    if token.kind == "season":
        return make(reading, "set", f"XXXX-{token.value}", type="SET")
    count = numerals.number(reading.part("n")) or 1
    return make(reading, "set", duration(count, token.value), type="SET", mod=reading.value("q"))


def every_part(reading: Reading) -> Piece:
    """``cada noche``."""
    return make(reading, "set", f"XXXX-XX-XX{reading.value('p')}", type="SET")


def often(reading: Reading) -> Piece:
    """``anualmente``: P1Y."""
    return make(reading, "set", reading.value("w"), type="SET")

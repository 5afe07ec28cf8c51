"""Spanish time expressions: where they stand, and the ISO value that they have.

Three steps: the rules of ``grammar.tsv`` over word classes find pieces, neighbouring pieces are
joined, and values are resolved against the document's date. Extents and values follow the time
section of the annotation guidelines.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from acuerdo.annotation import Span, Time
from acuerdo_baselines.spanish.times.dating import resolve
from acuerdo_baselines.spanish.times.grammar import read
from acuerdo_baselines.spanish.times.joining import join
from acuerdo_baselines.spanish.times.piece import Piece
from acuerdo_baselines.spanish.times.pieces import build
from acuerdo_baselines.spanish.times.symbols import Token, read_tokens
from acuerdo_baselines.spanish.times.tense import direction

__all__ = ["time_expressions"]

_DEADLINES = frozenset({"BEFORE", "ON_OR_BEFORE"})
_CALENDAR = frozenset({"weekday", "monthday", "month"})
"""What *antes de* makes a deadline, which lies ahead."""

_SPOKEN = frozenset({"shift", "weekday", "weekday_this", "period", "ago"})
_PAST_YEAR = frozenset({"year", "day", "month"})
_OPEN = frozenset({"month", "monthday"})
"""A month told in the past after a stated year is of that year; what the day of writing anchors
ends the story."""

_ANCHOR_REACH = 2
"""Sentence ends, headline and number dots included, over which a stated day is remembered."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def time_expressions(text: str, date: datetime.date | None = None) -> list[Time]:
    """Return the time expressions of a text, in text order, none overlapping another.

    Args:
        text: Any Spanish text, NFC.
        date: Day of publication; without it relative values keep ``XXXX`` for what is unknown.

    >>> text = "Se reunieron este miércoles durante unas dos horas."
    >>> for time in time_expressions(text, datetime.date(2024, 6, 19)):
    ...     print(text[time.span.start : time.span.end], time.type, time.value, time.mod or "-")
    este miércoles DATE 2024-06-19 -
    unas dos horas DURATION PT2H APPROX
    """
    tokens = read_tokens(text)
    pieces = join(_pieces(tokens), tokens)
    times = []
    anchor, anchored = None, 0
    year, dated = "", 0
    for number, piece in enumerate(pieces, start=1):
        if _breaks(tokens, anchored, piece.first) > _ANCHOR_REACH:
            anchor = None
        cue = direction(text, tokens, piece.first, piece.last) if _needs_tense(piece) else 0
        if piece.mod in _DEADLINES and piece.kind in _CALENDAR:
            cue = 1
        if _breaks(tokens, dated, piece.first) > _ANCHOR_REACH or piece.kind in _SPOKEN:
            year = ""
        told = piece.kind in _PAST_YEAR and piece.value[:4].isdigit()
        if year and cue < 0 and piece.kind in _OPEN and not piece.cue:
            piece = replace(piece, value=piece.value.replace("XXXX", year))
            dated = piece.last
        elif told and date is not None and not _names_a_kind(tokens, piece):
            year, dated = ("", 0)
            if piece.value[:4] < f"{date.year:04}":
                year, dated = piece.value[:4], piece.last
        kind, value = resolve(piece, date, anchor, cue)
        span = Span(tokens[piece.first].start, tokens[piece.last - 1].end - piece.cut)
        times.append(Time(f"t{number}", span, kind, value, piece.mod))
        if day := _DAY.match(value):
            anchor, anchored = _day(day[0]), piece.last
    return times


def _pieces(tokens: list[Token]) -> list[Piece]:
    """Leftmost-longest matches that a closer look confirms, without overlap."""
    chosen: list[Piece] = []
    end = 0
    for reading in read(tokens):
        if reading.first < end:
            continue
        piece = build(reading)
        if piece is not None:
            chosen.append(piece)
            end = piece.last
    return chosen


def _names_a_kind(tokens: list[Token], piece: Piece) -> bool:
    """Whether the year is part of a description, as in *el tratado de 1973*."""
    return (
        piece.kind == "year" and piece.first > 0 and tokens[piece.first - 1].kind in ("de", "del")
    )


def _needs_tense(piece: Piece) -> bool:
    return piece.kind == "in_future" or (
        not piece.cue
        and (piece.value.startswith("XXXX") or piece.kind == "holiday")
        and piece.kind not in ("set", "any_weekday")
    )


def _breaks(tokens: list[Token], first: int, last: int) -> int:
    """Sentence ends between two expressions."""
    return sum(token.kind in ("dot", "line") for token in tokens[first:last])


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None

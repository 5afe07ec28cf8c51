"""Spanish time expressions: where they stand, and the ISO value that they have.

Three steps: the rules of ``grammar.tsv`` over word classes find pieces, neighbouring pieces are
joined, and values are resolved against the document's date. Extents and values follow the time
section of the annotation guidelines.
"""

from __future__ import annotations

import datetime
import re

from acuerdo.annotation import Span, Time
from acuerdo_baselines.spanish.times.dating import resolve
from acuerdo_baselines.spanish.times.grammar import read
from acuerdo_baselines.spanish.times.joining import join
from acuerdo_baselines.spanish.times.piece import Piece
from acuerdo_baselines.spanish.times.pieces import build
from acuerdo_baselines.spanish.times.symbols import Token, read_tokens
from acuerdo_baselines.spanish.times.tense import direction

__all__ = ["time_expressions"]

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
    for number, piece in enumerate(pieces, start=1):
        if _breaks(tokens, anchored, piece.first) > 1:
            anchor = None
        cue = direction(text, tokens, piece.first, piece.last) if _needs_tense(piece) else 0
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

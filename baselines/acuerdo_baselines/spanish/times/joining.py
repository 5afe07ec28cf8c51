"""Neighbours that are one expression: ``finales de`` + ``mayo``, ``lunes`` + ``a las nueve``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from acuerdo_baselines.spanish.times.piece import Piece
from acuerdo_baselines.spanish.times.symbols import Token

_DATED = frozenset(
    {
        "day",
        "monthday",
        "weekday",
        "weekday_this",
        "shift",
        "daynumber",
        "holiday",
        "any_weekday",
        "that_day",
    }
)
_PERIODS = frozenset(
    {
        "month",
        "month_this",
        "year",
        "century",
        "decade",
        "season",
        "season_this",
        "quarter",
        "quarter_this",
        "period",
        "day",
        "monthday",
        "shift",
        "part",
        "part_of_day",
    }
)
_OPEN_YEAR = frozenset({"week", "monthday", "month", "quarter", "season", "holiday"})
_OF = frozenset(
    {("de",), ("del",), ("de", "el"), ("de", "la"), ("de", "los"), ("del", "unit"), ("de", "este")}
)
_AT = frozenset(
    {
        (),
        ("comma",),
        ("a", "las"),
        ("a", "la"),
        ("comma", "a", "las"),
        ("comma", "a", "la"),
        ("por", "la"),
        ("en", "la"),
        ("de", "la"),
        ("al",),
        ("a",),
        ("de",),
        ("hacia", "las"),
        ("por", "el"),
        ("comma", "hacia", "las"),
        ("desde", "las"),
        ("a", "el"),
    }
)
_ON = frozenset(
    {
        (),
        ("comma",),
        ("de",),
        ("del",),
        ("de", "el"),
        ("el",),
        ("comma", "el"),
        ("de", "la"),
        ("a", "el"),
        ("al",),
    }
)
_RANGE = frozenset({"y", "a", "al", "hasta", "o", "comma", "dash"})


def join(pieces: Sequence[Piece], tokens: Sequence[Token]) -> list[Piece]:
    """Return the expressions that pieces in text order make up.

    Pieces that need a partner and have none (``finales de`` a competition) are dropped.
    """
    joined = list(pieces)
    for step in (_of_year, _of_week, _day_of_week, _edge_of, _bound_of, _at_time, _at_time):
        joined = _pairwise(joined, tokens, step)
    joined = _inherit(joined, tokens)
    joined = [_alone(piece) for piece in joined]
    return [piece for piece in joined if piece.kind not in ("bound", "edge", "nth_week")]


def _alone(piece: Piece) -> Piece:
    """``los últimos años`` positions nothing by itself: it is an amount of time."""
    if piece.kind == "nth_week" and piece.count < 0:
        return replace(piece, kind="period")
    if piece.kind != "edge" or not piece.value:
        return piece
    return replace(piece, kind="duration", type="DURATION", mod="")


def _pairwise(
    pieces: list[Piece],
    tokens: Sequence[Token],
    step: Callable[[Piece, Piece, tuple[str, ...]], Piece | None],
) -> list[Piece]:
    done: list[Piece] = []
    for piece in pieces:
        if done:
            left = done[-1]
            distance = piece.first - left.last
            if 0 <= distance <= 3:
                gap = tuple(token.kind for token in tokens[left.last : piece.first])
                whole = step(left, piece, gap)
                if whole is not None:
                    done[-1] = replace(whole, first=left.first, last=piece.last, cut=piece.cut)
                    continue
        done.append(piece)
    return done


def _of_year(left: Piece, right: Piece, gap: tuple[str, ...]) -> Piece | None:
    if (
        left.kind not in _OPEN_YEAR
        or gap not in _OF
        or (left.value.startswith(("1", "2")) and left.kind != "holiday")
    ):
        return None
    if right.kind == "year":
        return replace(left, value=left.value.replace("XXXX", right.value), count=int(right.value))
    if right.kind in ("period", "that") and right.unit == "Y":
        # Which year is known only when everything is dated: keep both.
        return replace(left, kind=f"{left.kind}_of_year", count=right.count, unit=right.kind)
    return None


def _of_week(left: Piece, right: Piece, gap: tuple[str, ...]) -> Piece | None:
    if left.kind != "nth_week" or gap not in _OF:
        return None
    if right.kind in ("year", "month", "month_this"):
        return replace(right, kind=f"nthweek-{right.kind}", count=left.count)
    return None


def _day_of_week(left: Piece, right: Piece, gap: tuple[str, ...]) -> Piece | None:
    week_first = left.kind == "period" and left.unit == "W" and right.kind == "weekday"
    if week_first and gap in {(), ("el",), ("comma",), ("comma", "el"), ("dash",)}:
        return replace(right, kind="weekday_of_week", count=left.count)
    if left.kind not in ("weekday", "weekday_this") or right.kind != "period" or right.unit != "W":
        return None
    if gap in _OF or gap in {(), ("comma",), ("la",)}:
        return replace(left, kind="weekday_of_week", count=right.count)
    return None


_PARTS = frozenset({"part", "part_of_day"})
_HAS_HOURS = _PARTS | {"shift", "weekday", "weekday_this", "day", "monthday"}


def _at_time(left: Piece, right: Piece, gap: tuple[str, ...]) -> Piece | None:
    if left.kind in _DATED and right.kind in ("clock", "part") and gap in _AT:
        return _timed(left, right)
    if (
        left.kind in ("clock", "part")
        and right.kind in _DATED
        and gap in _ON
        and not (left.kind == "part" and gap == ())
    ):
        return _timed(right, left)
    if left.kind == "edge" and left.unit == "TH" and gap in _OF and right.kind in _HAS_HOURS:
        part = "" if right.kind in _PARTS else {"START": "TMO", "END": "TNI"}[left.mod]
        return replace(right, value=right.value + part, mod=left.mod, type="TIME")
    if left.kind == "clock" and right.kind == "part_of_day" and gap in {(), ("de",)}:
        value = _afternoon(left.value, right.value)
        return replace(right, kind="part_of_day", value=value)
    if left.kind == "part_of_day" and right.kind == "clock" and gap in _AT:
        return replace(left, value=_afternoon(right.value, left.value), mod=right.mod or left.mod)
    if left.kind == "part" and right.kind == "clock" and gap in {("a", "las"), ("a", "la")}:
        return replace(right, value=_afternoon(right.value, left.value))
    if (
        left.kind == "set"
        and right.kind == "clock"
        and gap in _AT
        and left.value.startswith("XXXX-W")
    ):
        return replace(left, value=left.value + right.value)
    return None


def _timed(date: Piece, clock: Piece) -> Piece | None:
    known, _, time = date.value.partition("T")
    if time[:1].isdigit():
        return None
    value = _afternoon(clock.value, f"T{time}") if time else clock.value
    return replace(date, value=known + value, type="TIME", mod=clock.mod or date.mod)


def _afternoon(clock: str, part: str) -> str:
    """Clock time read within a part of the day: ``esta tarde a las 7`` is 19:00."""
    if clock[1:3].isdigit() and part in ("TAF", "TNI", "TEV") and 1 <= int(clock[1:3]) < 12:
        if part == "TNI" and int(clock[1:3]) < 6:
            return clock
        return f"T{int(clock[1:3]) + 12}{clock[3:]}"
    return clock


def _edge_of(left: Piece, right: Piece, gap: tuple[str, ...]) -> Piece | None:
    if (
        left.kind == "later"
        and left.cut
        and right.kind == "shift"
        and left.unit == "D"
        and gap == ()
    ):
        return replace(left, kind="ago", count=left.count + right.count)
    if left.kind != "edge" or left.unit or gap not in _OF:
        return None
    if right.kind in _PERIODS or right.kind.endswith("_of_year"):
        return replace(right, mod=left.mod)
    return None


_DETERMINED = frozenset({(), ("el",), ("la",), ("los",), ("las",), ("de",), ("el", "unit")})


def _bound_of(left: Piece, right: Piece, gap: tuple[str, ...]) -> Piece | None:
    if (
        left.kind != "bound"
        or gap not in _DETERMINED
        or right.kind in ("duration", "set", "ref", "in_future")
    ):
        return None
    if left.mod in ("MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"):
        return None
    clock = right.kind in ("clock", "day", "weekday", "shift") and "T" in right.value
    if left.unit == "TH" and not clock and right.kind != "part":
        return None
    hour = right.value[1:2].isdigit() or right.value == "TMI"
    if right.kind == "part" and left.mod != "APPROX" and not hour:
        return None
    return right if right.kind in ("later", "ago") else replace(right, mod=right.mod or left.mod)


def _inherit(pieces: list[Piece], tokens: Sequence[Token]) -> list[Piece]:
    """``entre marzo y mayo de 2020``: the first month takes the year of the second."""
    for index in range(len(pieces) - 2, -1, -1):
        left, right = pieces[index], pieces[index + 1]
        gap = [token.kind for token in tokens[left.last : right.first]]
        if left.kind not in ("month", "monthday", "quarter") or not left.value.startswith("XXXX"):
            continue
        if not (
            gap
            and gap[0] in _RANGE
            and len(gap) <= 2
            and right.value[:4].isdigit()
            and right.kind in ("month", "monthday", "day", "quarter")
        ):
            continue
        if (
            gap[0] == "comma"
            and left.kind != right.kind
            and (left.kind, right.kind) != ("monthday", "day")
        ):
            continue
        year = int(right.value[:4]) - (left.value[5:] > right.value[5:])
        pieces[index] = replace(left, value=f"{year:04}{left.value[4:]}", mod=left.mod)
    return pieces

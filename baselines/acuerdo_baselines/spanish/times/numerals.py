"""Numbers in words and figures, and Roman numerals."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.spanish.times.symbols import Token

_ADDENDS = frozenset({"un", "n", "t", "c", "ord", "ordnum", "first", "firsts", "segundo", "cuarto"})
_FIGURES = frozenset({"day", "small", "fourdigits", "integer", "decimal", "dotted", "roman"})


def number(tokens: Sequence[Token]) -> float | None:
    """Return the value of a number, cardinal or ordinal; None when there is none.

    >>> from acuerdo_baselines.spanish.times.symbols import read_tokens
    >>> number(read_tokens("mil novecientos noventa y dos"))
    1992.0
    >>> number(read_tokens("3,5"))
    3.5
    """
    total, group, seen = 0.0, 0.0, False
    for token in tokens:
        if token.kind in _FIGURES or token.kind in _ADDENDS:
            group += float(token.value)
        elif token.kind == "mil":
            total, group = total + (group or 1) * 1000, 0.0
        elif token.kind == "medio":
            group += 0.5
        else:
            continue
        seen = True
    return total + group if seen else None


def year(tokens: Sequence[Token]) -> int | None:
    """Return a year; two figures are read as a year of 1930 to 2029; None beyond 2199.

    >>> from acuerdo_baselines.spanish.times.symbols import read_tokens
    >>> year(read_tokens("87")), year(read_tokens("dos mil veinte"))
    (1987, 2020)
    """
    value = number(tokens)
    if value is None:
        return None
    if value < 100:
        return int(value) + (1900 if value >= 30 else 2000)
    return int(value) if value < 2200 else None

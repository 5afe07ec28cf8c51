"""The rules of ``grammar.tsv``, compiled, and the stretches of a text that they match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from acuerdo_baselines.spanish.times.symbols import OTHER, Token, read_table, symbol, token_kinds

_CLASSES = re.compile(r"(?<!\?P)<([\w|]+)>")
_FUNCTION_WORDS = [
    "a",
    "al",
    "antes",
    "ampm",
    "bound",
    "cada",
    "close",
    "comma",
    "dash",
    "de",
    "del",
    "desde",
    "despues",
    "dot",
    "durante",
    "el",
    "en",
    "entre",
    "ese",
    "este",
    "hacia",
    "hasta",
    "la",
    "las",
    "los",
    "mark",
    "measure",
    "menos",
    "mismo",
    "o",
    "open",
    "otro",
    "por",
    "punto",
    "quant",
    "tras",
    "un",
    "unos",
    "varios",
    "y",
    "todo",
    "todos",
    "past",
    "pasts",
    "next",
    "nexts",
    "last",
    "lasts",
]
_MACRO = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One match of one rule: token indices, and the tokens of every named part."""

    builder: str
    first: int
    last: int
    parts: dict[str, tuple[int, int]]
    tokens: Sequence[Token]

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def part(self, name: str) -> Sequence[Token]:
        """Tokens of a named part; empty when the part is absent."""
        first, last = self.parts.get(name, (0, 0))
        return self.tokens[first:last]

    def value(self, name: str) -> str:
        """Lexicon value of the first token of a part; empty when the part is absent."""
        tokens = self.part(name)
        return tokens[0].value if tokens else ""


def read(tokens: Sequence[Token]) -> list[Reading]:
    """Return the matches of all rules, leftmost and longest first; they may overlap.

    >>> from acuerdo_baselines.spanish.times.symbols import read_tokens
    >>> [reading.builder for reading in read(read_tokens("el 3 de mayo"))][:1]
    ['day_month']
    """
    symbols = "".join([symbol(token.kind) for token in tokens])
    found: list[tuple[int, int, int, Reading]] = []
    for stretch in _stretch().finditer(symbols):
        # Rules see the words before a stretch only as classes, so a stretch may stand alone.
        found.extend(_matches(symbols, tokens, stretch.start(), stretch.end()))
    found.sort(key=lambda item: item[:3])
    return [item[3] for item in found]


def _matches(
    symbols: str, tokens: Sequence[Token], start: int, end: int
) -> list[tuple[int, int, int, Reading]]:
    found = []
    limit = min(end + 1, len(symbols))
    for order, (builder, pattern) in enumerate(_rules()):
        position = start
        while match := pattern.search(symbols, position, limit):
            first, last = match.span()
            # A match may be rejected later, or cut short: those that start inside it count too.
            position = first + 1
            parts = {
                name: match.span(name)
                for name, text in match.groupdict().items()
                if text is not None
            }
            reading = Reading(builder, first, last, parts, tokens)
            found.append((first, first - last, order, reading))
    return found


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_table("grammar.tsv")
    definitions = {row["name"]: row["pattern"].replace(" ", "") for row in rows}
    return tuple(
        (row["builder"], re.compile(_expand(definitions[row["name"]], definitions)))
        for row in rows
        if row["builder"] != "-"
    )


def _expand(pattern: str, definitions: dict[str, str]) -> str:
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: definitions[match[1]], pattern)
    return _CLASSES.sub(_class, pattern)


def _class(match: re.Match[str]) -> str:
    unknown = set(match[1].split("|")) - token_kinds()
    if unknown:
        raise ValueError(f"grammar.tsv: no token has the class {sorted(unknown)}")
    characters = "".join("\\." if kind == "other" else symbol(kind) for kind in match[1].split("|"))
    return f"[{characters}]"


@cache
def _stretch() -> re.Pattern[str]:
    """Runs of words of the lexicon that hold more than function words: the rest need no look."""
    outside = "\\" + OTHER + symbol("line")
    function = "".join(symbol(kind) for kind in _FUNCTION_WORDS)
    core = f"(?:[^{outside}{function}]|{symbol('la')}{symbol('un')})"
    return re.compile(f"[^{outside}]*?{core}[^{outside}]*")

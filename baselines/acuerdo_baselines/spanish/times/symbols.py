"""A text as a string of word classes: what the grammar of time expressions is written over.

Every token becomes one character that stands for its class (month, weekday, number, …), looked
up in ``lexicon.tsv``; words that no time expression uses all become ``OTHER``. Regular expressions
over that string are short, and see grammar instead of spelling.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

OTHER = "."
"""Character of every word that the lexicon does not know."""

_ACCENTS = str.maketrans("áéíóúüñàèìòùç\u00a0", "aeiouunaeiouc ")

_TOKEN = re.compile(
    r"""
      (?P<isodate>\d{4}(?P<iso>[-/])\d{1,2}(?P=iso)\d{1,2}(?!\d))
    | (?P<fulldate>\d{1,2}(?P<sep>[-/.])(?:\d{1,2}|[a-z]{3,10})(?P=sep)(?:\d{4}|\d{2})(?![\d/-]))
    | (?P<shortdate>(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/]))
    | (?P<yearmonth>(?:1[89]|20)\d\d[/-](?:0[1-9]|1[0-2])(?![\d/-]))
    | (?P<time>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!:?\d))
    | (?P<ordnum>\d+(?:\.?[ºª°]|(?:er|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)\b))
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<ampm>[ap](?:m\b|\.\ ?m\b\.?))
    | (?P<word>[a-z_]+)
    | (?P<line>\n)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_MARKS = {
    ",": "comma",
    ".": "dot",
    "(": "open",
    ")": "close",
    "-": "dash",
    "–": "dash",
    "%": "measure",
    "$": "measure",
    "€": "measure",
}
_PROPER = {"month": "Month", "weekday": "Weekday", "season": "other"}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text with its class and, for words of the lexicon, what it stands for."""

    start: int
    end: int
    kind: str
    value: str


def fold(text: str) -> str:
    """Return the text in lower case and without accents, character for character.

    >>> fold("Miércoles, 3 de Año")
    'miercoles, 3 de ano'
    """
    lower = text.lower()
    if len(lower) != len(text):
        # Some capitals (İ) have longer lower-case forms; offsets matter more than they do.
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_ACCENTS)


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of a text; white space has none, a line break is one.

    >>> [token.kind for token in read_tokens("El 3 de mayo")]
    ['el', 'day', 'de', 'month']
    """
    lexicon, phrases = _lexicon()
    folded = phrases.sub(lambda match: match[0].replace(" ", "_"), fold(text))
    return list(_tokens(text, folded, lexicon))


def _tokens(text: str, folded: str, lexicon: dict[str, tuple[str, str]]) -> Iterator[Token]:
    previous = "line"
    for match in _TOKEN.finditer(folded):
        shape, word = match.lastgroup or "", match[0]
        start, end = match.span()
        if shape == "word":
            kind, value = lexicon.get(word, ("other", word))
            if kind == "roman" and not text[start:end].isupper():
                kind = "other"
            elif kind in _PROPER and text[start].isupper() and not text[start:end].isupper():
                # A weekday may begin a sentence; Domingo and the months are names of people too.
                begins = kind == "weekday" and value != "7" and previous in ("line", "dot")
                kind = kind if begins else _PROPER[kind]
        elif shape == "number":
            kind, value = _number(word)
        elif shape == "ordnum":
            kind, value = "ordnum", re.match(r"\d+", word)[0]  # type: ignore[index]
        elif shape == "mark":
            kind, value = _MARKS.get(word, "mark"), word
        else:
            kind, value = shape, word
        previous = kind
        yield Token(start, end, kind, value)


def _number(word: str) -> tuple[str, str]:
    """Class and value of a number: what it can be depends on how it is written."""
    if word.isdigit():
        number = int(word)
        if len(word) <= 2:
            return ("day" if 1 <= number <= 31 else "small"), word
        if len(word) == 4 and 1000 <= number <= 2199:
            return "fourdigits", word
        return "integer", word
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", word):
        return "integer", word.replace(".", "")
    if re.fullmatch(r"\d{1,2}\.[0-5]\d", word) and int(word.split(".")[0]) <= 24:
        return "dotted", word
    if re.fullmatch(r"\d+[.,]\d+", word):
        return "decimal", word.replace(",", ".")
    return "number", word


@cache
def _lexicon() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    """Words with class and value, and a pattern for the entries of more than one word."""
    entries = {row["word"]: (row["class"], row["value"]) for row in read_table("lexicon.tsv")}
    for row in read_table("holidays.tsv"):
        entries[row["name"]] = ("holiday", row["rule"])
    phrases = sorted((w for w in entries if "_" in w), key=len, reverse=True)
    spaced = "|".join(phrase.replace("_", " ") for phrase in phrases)
    return entries, re.compile(rf"\b(?:{spaced})\b")


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a tab-separated file of this package, by column name."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def token_kinds() -> frozenset[str]:
    """Every class that a token can have."""
    shapes = {name for name in _TOKEN.groupindex if name not in ("iso", "sep", "word", "mark")}
    numbers = {"day", "small", "fourdigits", "integer", "dotted", "decimal", "number"}
    words = {kind for kind, _ in _lexicon()[0].values()}
    return frozenset(
        {"other", "mark", *shapes, *numbers, *words, *_MARKS.values(), *_PROPER.values()}
    )


@cache
def symbol(kind: str) -> str:
    """Return the character that stands for a class of tokens in the string of classes.

    >>> symbol("other")
    '.'
    """
    if kind == "other":
        return OTHER
    # The private use area: no such character has a meaning in a regular expression.
    _ASSIGNED.setdefault(kind, chr(0xE000 + len(_ASSIGNED)))
    return _ASSIGNED[kind]


_ASSIGNED: dict[str, str] = {}

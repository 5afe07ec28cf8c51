"""A tagged word, a sentence of them, and the words that need no context to be built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo_baselines.spanish.lemmas import noun_lemma
from acuerdo_baselines.spanish.tokens import Token

__all__ = [
    "Sentence",
    "Word",
    "as_adjective",
    "as_mark",
    "as_noun",
    "as_plain",
    "ending_gender",
]


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its tag, lemma and features; unknown features are empty.

    `pos` is a Universal Dependencies tag. The lemma of a verb is its infinitive (participles
    too), of an adjective the masculine singular, of a noun the singular, of a name the text itself.
    """

    start: int
    end: int
    text: str
    lower: str
    pos: str
    lemma: str
    mood: str = ""
    tense: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""
    clitics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets, words and the 0-based index of its non-empty paragraph."""

    start: int
    end: int
    words: tuple[Word, ...]
    line: int


_GENDER = (
    ("f", ("ción", "sión", "dad", "tad", "tud", "eza", "anza", "encia", "ancia", "ez", "umbre")),
    ("m", ("miento", "ismo", "aje", "or", "ma", "án")),
)


def as_plain(
    token: Token, lower: str, pos: str, lemma: str, *, number: str = "", gender: str = ""
) -> Word:
    """The token with the tag, lemma and features given."""
    return Word(
        token.start, token.end, token.text, lower, pos, lemma, "", "", 0, number, gender, ()
    )


def as_mark(token: Token, lower: str) -> Word:
    """The word for a token that starts with no letter: figure, sign or punctuation."""
    head = lower[0]
    if head.isdigit():
        pos = "ADJ" if lower[-1] in "ºª°" else "NUM"
    elif head in "@#":
        pos = "PROPN"
    elif head in "%$€£+=<>&|~^°" or ord(head) > 0x2190:
        pos = "SYM"
    else:
        pos = "PUNCT"
    return Word(token.start, token.end, token.text, lower, pos, lower)


def as_noun(token: Token, lower: str, left: Sequence[Word]) -> Word:
    """The token as a noun; `left` holds the words before it, for the gender of its article."""
    lemma = noun_lemma(lower)
    number = "p" if lemma != lower else "s"
    gender = ""
    for word in reversed(left[-2:]):
        if word.pos == "DET" and word.gender:
            gender, number = word.gender, word.number or number
            break
        if word.lower in ("del", "al"):
            gender = "m"
            break
        if word.pos != "ADJ":
            break
    return as_plain(
        token, lower, "NOUN", lemma, number=number, gender=gender or ending_gender(lemma)
    )


def as_adjective(token: Token, lower: str, lemma: str) -> Word:
    """The token as an adjective."""
    number = "p" if lower.endswith("s") and noun_lemma(lower) != lower else "s"
    gender = "m" if lower.endswith(("o", "os")) else "f" if lower.endswith(("a", "as")) else ""
    if lemma == noun_lemma(lower) and not lemma.endswith("o"):
        gender = ""
    return as_plain(token, lower, "ADJ", lemma, number=number, gender=gender)


def ending_gender(lemma: str) -> str:
    """The gender an ending makes likely, "m" or "f", or ""."""
    for gender, endings in _GENDER:
        if lemma.endswith(endings):
            return gender if not lemma.endswith("ma") else ""
    if lemma.endswith(("o", "os")):
        return "m"
    if lemma.endswith(("a", "as")) and not lemma.endswith(("ista", "istas")):
        return "f"
    return ""

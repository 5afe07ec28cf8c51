"""Stretches of capitalised words: where a name begins and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from acuerdo_baselines.lexicons.names import Name, known_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.lexicons.tables import read_list, read_table
from acuerdo_baselines.rules.found import lower_at, word_at
from acuerdo_baselines.spanish.analysis import Sentence, Word

LONGEST = 10
"""Most words of a known name."""


_CLOSED = frozenset(
    {"DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "VERB", "AUX", "NUM", "PUNCT", "INTJ"}
)


_PARTICLES = frozenset(["da", "das", "von", "van", "der", "bin", "ibn", "ben"])
_SPANISH_PARTICLES = frozenset(["do", "dos", "den", "al", "di", "du"])
"""Particles of names that are Spanish words too."""

_LINKS = frozenset(
    (
        ("de",), ("del",), ("de", "la"), ("de", "las"), ("de", "los"), ("y",), ("e",), ("para",),
        ("para", "la"), ("para", "el"), ("para", "los"), ("para", "las"), ("sobre",),
        ("por", "el"), ("por", "la"), ("en", "el"), ("en", "la"),
        ("sobre", "la"), ("sobre", "el"), ("contra",), ("contra", "la"), ("contra", "el"),
    )
)  # fmt: skip


_MOVEMENTS = frozenset(
    {"misión", "movimiento", "frente", "coalición", "alianza", "unión", "fuerza"}
)
"""Institutions whose names tell what they are for or where: ``Misión de Paz en el Valle``."""

_PERSON_LINKS = frozenset((("de",), ("del",), ("de", "la"), ("de", "los")))


_HONOURS = frozenset({"real", "alto", "alta", "gran", "supremo", "suprema", "honorable", "primera"})
"""Adjectives before the first noun of an institution's name."""

_QUOTES = frozenset("\"'«»“”‘’()[]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A name in a sentence: words ``first`` to ``last``.

    Attributes:
        first: Index of its first word.
        last: Index of its last word.
        known: Its entry in the lists of names, if it has one.
        kind: Entity type that its first word tells; ``-`` for none; empty while undecided.
        sector: Actor sector that its first word tells.
    """

    first: int
    last: int
    known: Name | None = None
    kind: str = ""
    sector: str = ""


def is_capitalised(word: Word) -> bool:
    """Return whether a word begins with a capital letter."""
    return word.text[0].isupper()


@cache
def _name_words() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["type"], row["sector"]) for row in read_table("name_words")}


def name_stretches(sentence: Sentence) -> Iterator[Stretch]:
    """Yield the names of a sentence, left to right, none inside another."""
    index = 0
    words = sentence.words
    while index < len(words):
        item = _at(sentence, index)
        if item is None:
            index += 1
        else:
            yield item
            index = item.last + 1


def _at(sentence: Sentence, first: int) -> Stretch | None:
    """The name that begins at a word, if one does."""
    word = sentence.words[first]
    if not is_capitalised(word) and word.lower not in ("el", "la", "los"):
        return None
    known = known_at(sentence, first)
    if not is_capitalised(word):
        return known
    unknown = _unknown_at(sentence, first)
    if known is None or known.known is None:
        return unknown
    if unknown is not None and unknown.last > known.last:
        given = sentence.words[first].text in word_list("given_names")
        person = known.known.kind == "capital" and not unknown.kind
        if given or person or (unknown.kind and known.known.kind not in ("country", "capital")):
            return unknown
    return known


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list of the lexicons, read once."""
    return read_list(name)


def known_at(sentence: Sentence, first: int) -> Stretch | None:
    """Return the longest listed name that begins at a word, if one does."""
    names = known_names()
    words = sentence.words
    for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
        if last > first and not is_capitalised(words[last]):
            continue
        surface = "".join(
            words[i].text + (" " if i < last and words[i].end < words[i + 1].start else "")
            for i in range(first, last + 1)
        )
        known = names.get(surface)
        if known is not None and known.level == "NAM":
            return Stretch(first, last, known)
    return None


def _unknown_at(sentence: Sentence, first: int) -> Stretch | None:
    words = sentence.words
    word = words[first]
    if not _may_begin(sentence, first):
        return None
    institution = _name_words().get(word.lower)
    second = word_at(sentence, first + 1)
    if word.lower in _HONOURS and second is not None and is_capitalised(second):
        institution = _name_words().get(second.lower)
    last = first
    while True:
        following = last + 1
        if following < len(words) and _continues(words[following]):
            last = following
            continue
        reached = _over_link(sentence, first, last, institution)
        if reached is None:
            break
        last = reached
    if institution is not None:
        if word.lower == "puerto" and last > first and _town(sentence, first):
            institution = ("GPE", "")
        if last == first and not _demonym_at(sentence, last + 1):
            return None
        kind, sector = institution
        if kind == "ORG" and _demonym_at(sentence, last + 1):
            last += 1
        if kind == "DOC":
            last = _over_year(sentence, last)
        return Stretch(first, last, None, kind, sector)
    if all(words[i].lower in entity_nouns() for i in range(first, last + 1)):
        return None
    if word.text in word_list("portfolios"):
        return Stretch(first, _over_portfolio(sentence, last), None, "-")
    return Stretch(first, last)


def _town(sentence: Sentence, first: int) -> bool:
    """Whether ``Puerto`` begins the name of a town: no *de* follows, and no *el* stands before."""
    linked = lower_at(sentence, first + 1) in ("de", "del")
    return not linked and lower_at(sentence, first - 1) not in ("el", "del", "al")


def _over_portfolio(sentence: Sentence, last: int) -> int:
    """``Exteriores y Cooperación``: a portfolio may be double."""
    target = word_at(sentence, last + 2)
    joined = lower_at(sentence, last + 1) in ("y", "e", ",") and target is not None
    if joined and target is not None and target.text in word_list("portfolios"):
        return _over_portfolio(sentence, last + 2)
    return last


def _over_year(sentence: Sentence, last: int) -> int:
    """``Tratado de Pesca de 1961``: the year belongs to the name (T8)."""
    year = word_at(sentence, last + 2)
    dated = year is not None and re.fullmatch(r"[12]\d{3}", year.text) is not None
    return last + 2 if dated and lower_at(sentence, last + 1) in ("de", "del") else last


def _may_begin(sentence: Sentence, first: int) -> bool:
    words = sentence.words
    word = words[first]
    if word.pos in ("PUNCT", "SYM") or (word.pos in _CLOSED and not word.text.isupper()):
        # A form of a closed class may still open a name that goes on: "Santa", "San", "Al".
        following = word_at(sentence, first + 1)
        given = word.text in word_list("given_names")
        return given and following is not None and is_capitalised(following)
    if word.lower in entity_nouns() and word.lower not in _name_words():
        return False
    if word.lower in ("el", "la", "los", "las") and first and words[first - 1].text[-1:] in ".)":
        return False
    starts = first == 0 or words[first - 1].text in _QUOTES or words[first - 1].text == ":"
    if starts and word.pos != "PROPN" and not (word.text.isupper() and len(word.text) > 1):
        following = word_at(sentence, first + 1)
        given = word.text in word_list("given_names")
        return (
            given
            or word.lower in _name_words()
            or (following is not None and is_capitalised(following) and word.pos != "ADJ")
        )
    return True


def _continues(word: Word) -> bool:
    if word.pos == "PUNCT":
        return False
    return is_capitalised(word) or bool(re.fullmatch(r"[IVXLC]+", word.text))


def _over_link(
    sentence: Sentence, first: int, last: int, institution: tuple[str, str] | None
) -> int | None:
    """The last word of the name after a linking word, if the name goes on."""
    words = sentence.words
    if institution is not None:
        for width in (2, 1):
            link = tuple(lower_at(sentence, last + 1 + i) for i in range(width))
            target = word_at(sentence, last + 1 + width)
            if link not in _LINKS or target is None or not _continues(target):
                continue
            if link[0] in ("en", "por") and sentence.words[first].lower not in _MOVEMENTS:
                continue
            if link[0] in ("y", "e") and not _coordinates(sentence, first, last, target):
                return None
            place = known_at(sentence, last + 1 + width)
            return place.last if place is not None else last + 1 + width
        return None
    following = word_at(sentence, last + 1)
    target = word_at(sentence, last + 2)
    if following is None or target is None:
        return None
    given = words[first].text in word_list("given_names")
    if following.lower in _PARTICLES and _continues(target):
        return last + 2
    if following.lower in _SPANISH_PARTICLES and given and _continues(target):
        return last + 2
    for width in (2, 1):
        link = tuple(lower_at(sentence, last + 1 + i) for i in range(width))
        target = word_at(sentence, last + 1 + width)
        if (
            link in _PERSON_LINKS
            and target is not None
            and _continues(target)
            and all(words[i].text in word_list("given_names") for i in range(first, last + 1))
            and known_at(sentence, last + 1 + width) is None
        ):
            return last + 1 + width
    return None


def _coordinates(sentence: Sentence, first: int, last: int, target: Word) -> bool:
    """Whether ``y`` joins two words of one institution's name, not two names."""
    inside = any(sentence.words[i].lower in ("de", "del", "para") for i in range(first, last))
    index = sentence.words.index(target)
    other = known_at(sentence, index) is not None or target.lower in _name_words()
    return inside and not other and target.text not in word_list("given_names")


def _demonym_at(sentence: Sentence, index: int) -> bool:
    word = word_at(sentence, index)
    if word is None:
        return False
    known = known_names().get(word.text)
    return known is not None and known.level == "ADJ"

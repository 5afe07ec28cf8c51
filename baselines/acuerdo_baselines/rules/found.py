"""A mention on its way to an entity: where it stands and what its form tells."""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo.annotation import Span
from acuerdo_baselines.spanish.analysis import Sentence, Word


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before coreference.

    Attributes:
        sentence: Index of its sentence.
        first: Index of its first word.
        last: Index of its last word.
        head: Index of its head word.
        span: First word to last word.
        head_span: The head, which may be a part of a word.
        type: Entity type; empty while undecided.
        level: ``NAM``, ``NOM``, ``PRO`` or ``ADJ``.
        name: Canonical name of what a known name refers to; else the words of a name; else empty.
        lemma: Lemma of the head, of a fixed expression all its words.
        country: ISO 3166-1 alpha-3, from a list of known names.
        sector: Actor sector, from the lexicon.
        kind: Kind of a known name (``capital``, ``seat``, …); relation that a title states
            (``leader_of``, …); empty otherwise.
        flags: What the lexicon says about a common noun.
        number: ``s``, ``p`` or empty.
        gender: ``m``, ``f`` or empty.
        determiner: ``definite``, ``indefinite``, ``demonstrative``, ``dual`` or empty.
        complemented: Whether something inside restricts the head.
    """

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    head_span: Span
    type: str
    level: str
    name: str = ""
    lemma: str = ""
    country: str = ""
    sector: str = ""
    kind: str = ""
    flags: frozenset[str] = frozenset()
    number: str = ""
    gender: str = ""
    determiner: str = ""
    complemented: bool = False


def stretch(sentence: Sentence, first: int, last: int) -> Span:
    """Return the span from one word to another, both included."""
    return Span(sentence.words[first].start, sentence.words[last].end)


def word_at(sentence: Sentence, index: int) -> Word | None:
    """Return a word, or nothing beyond either end of the sentence."""
    return sentence.words[index] if 0 <= index < len(sentence.words) else None


def lower_at(sentence: Sentence, index: int) -> str:
    """Return a word in lower case, or nothing beyond either end of the sentence."""
    word = word_at(sentence, index)
    return word.lower if word is not None else ""

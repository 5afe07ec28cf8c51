"""Part-of-speech tags, lemmas and features for the words of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.spanish.tokens import TokenSentence

__all__ = ["Sentence", "Word", "tag"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its tag, lemma and features; unknown features are empty."""

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
    """A sentence: offsets, words and the 0-based index of its paragraph."""

    start: int
    end: int
    words: tuple[Word, ...]
    line: int


def tag(sentence: TokenSentence) -> Sentence:
    """The sentence with tagged words."""
    words = []
    for t in sentence.tokens:
        lower = t.text.lower()
        pos = "PROPN" if t.text[0].isupper() else "NOUN" if t.text[0].isalnum() else "PUNCT"
        words.append(Word(t.start, t.end, t.text, lower, pos, lower))
    return Sentence(sentence.start, sentence.end, tuple(words), sentence.line)

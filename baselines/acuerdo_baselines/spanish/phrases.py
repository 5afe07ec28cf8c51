"""Verb groups and base noun phrases over tagged words."""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.spanish.tagging import Sentence

__all__ = ["Chunk", "VerbGroup", "noun_chunks", "verb_groups"]


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries; word indices, `mood` and `tense` of the finite element."""

    first: int
    last: int
    main: int
    auxiliaries: tuple[int, ...]
    lemma: str
    mood: str
    tense: str
    person: int
    number: str
    negated: bool
    modal: str
    passive: bool
    perfect: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """A base noun phrase: word indices, without its determiner."""

    first: int
    last: int
    head: int
    determiner: int | None
    preposition: int | None


def verb_groups(sentence: Sentence) -> tuple[VerbGroup, ...]:
    """The verb groups of a sentence, in order."""
    groups = []
    for i, w in enumerate(sentence.words):
        if w.pos == "VERB":
            groups.append(
                VerbGroup(i, i, i, (), w.lemma, w.mood, w.tense, w.person, w.number, False, "", False, False)
            )
    return tuple(groups)


def noun_chunks(sentence: Sentence) -> tuple[Chunk, ...]:
    """The base noun phrases of a sentence, in order."""
    return tuple(
        Chunk(i, i, i, None, None) for i, w in enumerate(sentence.words) if w.pos in ("NOUN", "PROPN")
    )

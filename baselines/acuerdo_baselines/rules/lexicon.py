"""The event lexicons, read once: trigger rows, word classes, and what embeds an event."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "lexicons"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of ``triggers.tsv``: a word, the event it names, and when it does.

    Attributes:
        lemma: The word, or the words of a fixed expression.
        head: Index of the head among the words of `lemma`.
        type: Event type, or ``-`` for a reading that is no event.
        mode: Mode of the type, or empty.
        condition: Terms that must all hold; a term is a tuple of alternatives.
    """

    lemma: str
    head: int
    type: str
    mode: str
    condition: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a governing word does to the event under it; empty means no effect."""

    polarity: str
    certainty: str
    time: str


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that carries an event noun: its effect, and the role that its subject plays."""

    effect: str
    subject: str


@cache
def triggers() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Trigger rows by part of speech and lemma (of fixed expressions: their first word).

    >>> [entry.type for entry in triggers()["VERB", "firmar"]]
    ['SUPPORT']
    """
    table: dict[tuple[str, str], list[Entry]] = {}
    for row in _rows("triggers.tsv"):
        words = row["lemma"].split()
        head = next((i for i, word in enumerate(words) if word.endswith("*")), 0)
        lemma = row["lemma"].replace("*", "")
        condition = tuple(tuple(term.split("|")) for term in row["condition"].split())
        entry = Entry(lemma, head, row["type"], row["mode"], condition)
        table.setdefault((row["pos"], lemma.split()[0]), []).append(entry)
    return {key: tuple(entries) for key, entries in table.items()}


@cache
def word_class(name: str) -> frozenset[str]:
    """Lemmas of a class of nouns.

    >>> "soldado" in word_class("troops")
    True
    """
    return _classes()[name]


@cache
def governors() -> dict[str, Effect]:
    """Verbs that take events as complements, and what they do to them."""
    return {
        row["lemma"].replace("_", " "): Effect(row["polarity"], row["certainty"], row["time"])
        for row in _rows("governors.tsv")
    }


@cache
def modal_nouns() -> dict[str, Effect]:
    """Nouns whose complement with *de* is an event, and what they do to it."""
    return {
        row["lemma"]: Effect(row["polarity"], row["certainty"], row["time"])
        for row in _rows("modal_nouns.tsv")
    }


@cache
def light_verbs() -> dict[str, LightVerb]:
    """Support and aspectual verbs."""
    return {
        row["lemma"]: LightVerb(row["effect"], row["subject"]) for row in _rows("light_verbs.tsv")
    }


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs that introduce speech besides those of type STATEMENT."""
    return frozenset((FOLDER / "reporting_verbs.txt").read_text(encoding="utf-8").split())


@cache
def content_cues() -> dict[str, tuple[str, str]]:
    """Words that make reported speech a more specific act: lemma to type and mode."""
    return {row["lemma"]: (row["type"], row["mode"]) for row in _rows("content_cues.tsv")}


@cache
def role_table() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Roles by event type (``*`` for any), part of speech and slot.

    >>> role_table()["*", "VERB", "subject"]
    ('Actor:PER|ORG|GPE', 'Instrument:DOC|WEA')
    """
    return {
        (row["type"], row["pos"], slot): tuple(row["roles"].split())
        for row in _rows("roles.tsv")
        for slot in row["slots"].split()
    }


@cache
def capitals() -> frozenset[str]:
    """Names of capital cities.

    >>> "Lisboa" in capitals()
    True
    """
    return frozenset(
        name for row in _rows("countries.tsv") for name in row["capitals"].split("|") if name
    )


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["lemmas"].split()) for row in _rows("word_classes.tsv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)

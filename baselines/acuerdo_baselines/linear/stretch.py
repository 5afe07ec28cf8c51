"""What stands between two places of a sentence, counted once per sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from acuerdo_baselines.rules.clauses import STRONG, SUBORDINATORS, finite
from acuerdo_baselines.rules.scene import Scene

_NEAR = 4
_PATH = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """How many words of some kinds stand before each word of a sentence."""

    scene: Scene
    verbs: tuple[int, ...]
    finite: tuple[int, ...]
    commas: tuple[int, ...]
    openers: tuple[int, ...]
    marks: tuple[int, ...]
    heads: tuple[int, ...]


def count(scene: Scene) -> Counts:
    """Return the counts of a sentence."""
    words = scene.words
    main = {group.main for group in scene.groups}
    clauses = {group.main for group in scene.groups if finite(group)}
    heads = {mention.head for mention in scene.mentions if mention.level != "ADJ"}

    def before(flags: Iterator[bool]) -> tuple[int, ...]:
        return tuple(accumulate(flags, initial=0))

    indices = range(len(words))
    return Counts(
        scene,
        before(index in main for index in indices),
        before(index in clauses for index in indices),
        before(word.text == "," for word in words),
        before(word.lower in SUBORDINATORS and word.pos != "NOUN" for word in words),
        before(word.text in STRONG for word in words),
        before(index in heads for index in indices),
    )


def between(counts: Counts, first: int, last: int) -> list[str]:
    """Return features of the words after ``first`` and before ``last``, indices of a sentence."""
    start, stop = first + 1, max(last, first + 1)
    words = counts.scene.words
    size = stop - start
    found = [
        f"b.v={_few(counts.verbs, start, stop)}",
        f"b.f={_few(counts.finite, start, stop)}",
        f"b.c={_few(counts.commas, start, stop)}",
        f"b.o={_few(counts.openers, start, stop)}",
        f"b.m={_few(counts.marks, start, stop)}",
        f"b.h={_few(counts.heads, start, stop)}",
    ]
    if size <= _NEAR:
        found.append("b.w=" + " ".join(word.lower for word in words[start:stop]))
    if size <= _PATH:
        found.append("b.p=" + " ".join(word.pos for word in words[start:stop]))
    elif size <= 3 * _PATH:
        found.append("b.s=" + _skeleton(counts.scene, start, stop))
    return found


def distance(words: int) -> str:
    """Return a number of words as one of a few classes.

    >>> [distance(words) for words in (0, 3, 12)]
    ['0', '3', '9+']
    """
    size = abs(words)
    sign = "-" if words < 0 else ""
    for least in (17, 9, 5):
        if size >= least:
            return f"{sign}{least}+"
    return f"{sign}{size}"


def _few(table: tuple[int, ...], start: int, stop: int) -> int:
    return min(table[stop] - table[start], 3)


def _skeleton(scene: Scene, start: int, stop: int) -> str:
    """The words that shape the syntax: verbs, prepositions, subordinators and marks."""
    parts = []
    for word in scene.words[start:stop]:
        if word.pos in ("VERB", "AUX"):
            parts.append(word.mood or "verb")
        elif word.pos in ("SCONJ", "CCONJ", "PUNCT") or word.lower in SUBORDINATORS:
            parts.append(word.lower)
    return " ".join(parts)

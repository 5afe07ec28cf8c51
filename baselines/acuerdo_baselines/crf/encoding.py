"""Spans as tags of tokens: IOB2, once for a sentence and once for the inside of each span.

A sequence model gives each token one tag, and mentions nest. So only the outermost mentions of a
sentence are tags of the sentence; the mentions right inside one of them are tags of its tokens, and
so on inwards. Any nest is written this way and read back.

Source: IOB2 (E. Tjong Kim Sang and J. Veenstra, "Representing text chunks", EACL 1999); layers from
the outside inwards (B. Alex, B. Haddow and C. Grover, "Recognising nested named entities in
biomedical text", BioNLP 2007).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

OUTSIDE = "O"
"""Tag of a token that belongs to nothing."""


class Stretch(NamedTuple):
    """Tokens ``first`` to ``last`` of a sentence, both included, with a label."""

    first: int
    last: int
    label: str


class Region(NamedTuple):
    """Tokens that are tagged together, with what stands right inside them.

    Attributes:
        around: The stretch whose inside it is; None for a sentence.
        inner: What stands in it and in nothing smaller, in text order; never overlapping.
    """

    around: Stretch | None
    inner: tuple[Stretch, ...]


def nest(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches that stand together in a nest, outer ones before inner ones.

    What crosses or repeats another is left out: the longer one stays, of equals the earlier, then
    the first in the alphabet.

    >>> nest([Stretch(0, 2, "ORG"), Stretch(2, 3, "LOC"), Stretch(2, 2, "GPE")])
    (Stretch(first=0, last=2, label='ORG'), Stretch(first=2, last=2, label='GPE'))
    """
    kept: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda each: (each.first - each.last, each)):
        if all(_apart(stretch, other) or _inside(stretch, other) for other in kept):
            kept.append(stretch)
    return tuple(kept)


def regions(stretches: Iterable[Stretch]) -> list[Region]:
    """Return a sentence and the inside of each of its stretches of several tokens.

    >>> nested = [Stretch(0, 2, "ORG"), Stretch(2, 2, "GPE")]
    >>> [(region.around, len(region.inner)) for region in regions(nested)]
    [(None, 1), (Stretch(first=0, last=2, label='ORG'), 1)]
    """
    kept = nest(stretches)
    within: dict[Stretch | None, list[Stretch]] = {None: []}
    for stretch in kept:
        around = [other for other in kept if other != stretch and _inside(stretch, other)]
        within[around[-1] if around else None].append(stretch)
        if stretch.last > stretch.first:
            within[stretch] = []
    return [Region(around, tuple(sorted(inner))) for around, inner in within.items()]


def unfold(
    outermost: Iterable[Stretch],
    look_inside: Callable[[Stretch], Iterable[Stretch]],
    deepest: int | None = None,
) -> Iterator[Stretch]:
    """Yield stretches and, after each, what stands in it.

    Args:
        outermost: The stretches of a sentence.
        look_inside: Returns what stands right inside a stretch; is asked for those of several
            tokens. Answers that fill the stretch are ignored, so that the search ends.
        deepest: Stretches that may stand in one another; None for any number.

    >>> list(unfold([Stretch(0, 1, "PER")], lambda around: [Stretch(1, 1, "GPE")]))
    [Stretch(first=0, last=1, label='PER'), Stretch(first=1, last=1, label='GPE')]
    """
    waiting = [(stretch, 1) for stretch in outermost][::-1]
    while waiting:
        stretch, depth = waiting.pop()
        yield stretch
        if stretch.last > stretch.first and depth != deepest:
            inner = [each for each in look_inside(stretch) if each[:2] != stretch[:2]]
            waiting += [(each, depth + 1) for each in inner[::-1]]


def tags(stretches: Iterable[Stretch], first: int, last: int) -> list[str]:
    """Return the IOB2 tags of tokens ``first`` to ``last`` with these stretches among them.

    >>> tags([Stretch(5, 6, "PER")], 4, 7)
    ['O', 'B-PER', 'I-PER', 'O']
    """
    row = [OUTSIDE] * (last - first + 1)
    for begin, end, label in stretches:
        length = end - begin + 1
        row[begin - first : end - first + 1] = [f"B-{label}", *[f"I-{label}"] * (length - 1)]
    return row


def stretches(row: Sequence[str], first: int = 0) -> list[Stretch]:
    """Return what tags mark; an ``I-`` that follows nothing of its label begins a stretch.

    Args:
        row: Tags of tokens in a row.
        first: Index of the first of them.

    >>> [each[:2] for each in stretches(["I-PER", "O", "B-LOC", "I-LOC", "B-LOC", "I-ORG"])]
    [(0, 0), (2, 3), (4, 4), (5, 5)]
    """
    found: list[Stretch] = []
    begin = -1
    label = ""
    for index, tag in enumerate(row, first):
        if begin >= 0 and not (tag[0] == "I" and tag[2:] == label):
            found.append(Stretch(begin, index - 1, label))
            begin = -1
        if begin < 0 and tag != OUTSIDE:
            begin, label = index, tag[2:]
    if begin >= 0:
        found.append(Stretch(begin, first + len(row) - 1, label))
    return found


def _apart(one: Stretch, other: Stretch) -> bool:
    return one.last < other.first or other.last < one.first


def _inside(one: Stretch, other: Stretch) -> bool:
    """Whether a stretch lies in another and is smaller."""
    return other.first <= one.first and one.last <= other.last and one[:2] != other[:2]

"""Tags on tokens: spans to IOB2, and IOB1, IOB2, BIOES or BILOU back to spans.

Source: Ramshaw & Marcus 1995, "Text Chunking using Transformation-Based Learning" (IOB1);
Tjong Kim Sang & Veenstra 1999, "Representing Text Chunks" (IOB2); Ratinov & Roth 2009, "Design
Challenges and Misconceptions in Named Entity Recognition" (BILOU). What a tag without its
beginning means: as in ``conlleval``, the CoNLL shared tasks' own scorer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from acuerdo.annotation import Span

OUTSIDE = "O"
IOB1, IOB2, BIOES, BILOU, MIXED = "IOB1", "IOB2", "BIOES", "BILOU", "mixed"

TAG = re.compile(r"O|[BIESLU]-[^\s|]+")
"""A well-formed tag of any scheme."""

_BEGIN, _INSIDE, _END, _SINGLE = "B", "I", "EL", "SU"


class Chunk(NamedTuple):
    """A labelled run of tokens: ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int
    label: str


def outermost(labelled: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return labelled spans that do not overlap, in text order: of nested ones the longest.

    >>> outermost([(Span(0, 3), "GPE"), (Span(0, 9), "ORG"), (Span(10, 12), "PER")])
    [(Span(start=0, end=9), 'ORG'), (Span(start=10, end=12), 'PER')]
    """
    kept: list[tuple[Span, str]] = []
    for span, label in sorted(labelled, key=lambda pair: (-len(pair[0]), pair[0], pair[1])):
        place = bisect_left(kept, (span, label))
        around = kept[max(0, place - 1) : place + 1]
        if not any(span.overlap(other) for other, _ in around):
            kept.insert(place, (span, label))
    return kept


def to_tags(tokens: Sequence[Span], labelled: Sequence[tuple[Span, str]]) -> list[str]:
    """Return the IOB2 tags of the tokens of a line.

    A token belongs to the span that it shares characters with; to the longest of several.

    Args:
        tokens: In text order.
        labelled: In text order, without overlap; see ``outermost``.

    >>> to_tags([Span(0, 2), Span(3, 9), Span(10, 12)], [(Span(3, 12), "PER")])
    ['O', 'B-PER', 'I-PER']
    """
    tags: list[str] = []
    before: Span | None = None
    first = 0
    if tokens:
        start = tokens[0].start
        first = max(0, bisect_left(labelled, (Span(start, start + 1), "")) - 1)
    for token in tokens:
        while first < len(labelled) and labelled[first][0].end <= token.start:
            first += 1
        last = first
        while last < len(labelled) and labelled[last][0].start < token.end:
            last += 1
        touching = labelled[first:last]
        span, label = max(touching, key=lambda pair: len(pair[0]), default=(None, ""))
        if span is None:
            tags.append(OUTSIDE)
        else:
            tags.append(f"{_INSIDE if span == before else _BEGIN}-{label}")
        before = span
    return tags


def from_tags(tags: Sequence[str]) -> Iterator[Chunk]:
    """Yield the labelled runs of a sentence, whatever the scheme of its tags.

    A tag that continues nothing begins a run of its own.

    Args:
        tags: Well-formed; see ``TAG``.

    >>> list(from_tags(["B-PER", "I-PER", "O", "I-LOC", "B-LOC", "S-LOC"]))
    ... # doctest: +NORMALIZE_WHITESPACE
    [Chunk(start=0, end=2, label='PER'), Chunk(start=3, end=4, label='LOC'),
     Chunk(start=4, end=5, label='LOC'), Chunk(start=5, end=6, label='LOC')]
    """
    start, label = 0, ""
    for place, tag in enumerate(tags):
        kind, _, new = tag.partition("-")
        if label and (tag == OUTSIDE or new != label or kind in _BEGIN + _SINGLE):
            yield Chunk(start, place, label)
            label = ""
        if tag != OUTSIDE and not label:
            start, label = place, new
        if label and kind in _END + _SINGLE:
            yield Chunk(start, place + 1, label)
            label = ""
    if label:
        yield Chunk(start, len(tags), label)


def scheme(sentences: Iterable[Sequence[str]]) -> str:
    """Return the scheme that the tags of all sentences obey, or ``mixed``.

    >>> scheme([["I-LOC", "B-LOC", "O"]]), scheme([["B-LOC", "I-LOC"]])
    ('IOB1', 'IOB2')
    >>> scheme([["B-LOC", "E-LOC", "S-PER"]]), scheme([["B-LOC", "O", "I-LOC"]])
    ('BIOES', 'mixed')
    """
    seen: Counter[str] = Counter()
    for tags in sentences:
        before, is_open = "", False
        for tag in tags:
            kind, _, label = tag.partition("-")
            if kind == _BEGIN:
                seen["B after its own" if label == before else "B first"] += 1
            elif kind in _INSIDE + _END and not (is_open and label == before):
                seen["I first" if kind == _INSIDE else "E first"] += 1
            seen[kind] += 1
            before, is_open = label, kind in _BEGIN + _INSIDE
    ends = [name for name, marks in ((BIOES, "ES"), (BILOU, "LU")) if any(map(seen.get, marks))]
    if ends:
        sound = len(ends) == 1 and not seen["I first"] and not seen["E first"]
        return ends[0] if sound else MIXED
    if not seen["I first"]:
        return IOB2
    return MIXED if seen["B first"] else IOB1

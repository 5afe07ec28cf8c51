"""The head of a mention or a trigger: the word that a model names, if it is one of the span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Span
from acuerdo_baselines.llm.places import fits, numbered, occurrences, with_number

_EDGES = re.compile(r"^\W+|\W+$")


def head_of(text: str, span: Span, head: str, *, last: bool = False) -> Span:
    """Return the head of a span: the word that is named, else its last or its first word.

    Args:
        text: Of the document.
        span: A mention or a trigger.
        head: The word that the model named.
        last: Whether the last word is the likelier head, as in names of persons.

    >>> text = "la ministra de «Exteriores»"
    >>> for head in ("ministra", "jefa"):
    ...     place = head_of(text, Span(3, 27), head, last=True)
    ...     print(text[place.start : place.end])
    ministra
    Exteriores
    """
    for place in _candidates(text[span.start : span.end], head, last=last):
        found = Span(span.start + place.start, span.start + place.end)
        if len(text[found.start : found.end].split()) == 1 and fits(text, found):
            return found
    return span


def named_head(text: str, span: Span, head: Span) -> str:
    """Return how the head of a span is named: what ``head_of`` leads back to it.

    >>> named_head("la ministra", Span(3, 11), Span(3, 11))
    'ministra'
    """
    word = text[head.start : head.end]
    own = Span(head.start - span.start, head.end - span.start)
    found = occurrences(text[span.start : span.end], word)
    return with_number(word, found.index(own) + 1 if own in found else 1)


def _candidates(words: str, head: str, *, last: bool) -> Iterator[Span]:
    yield from occurrences(words, head)
    bare, number = numbered(head)
    yield from occurrences(words, bare)[number - 1 :]
    pieces = [Span(*piece.span()) for piece in re.finditer(r"\S+", words)]
    for piece in pieces[::-1] if last else pieces:
        yield from _bare(words, piece)
    # A piece that begins with an accent of its own cuts a word; the first one never does.
    yield pieces[0]


def _bare(words: str, piece: Span) -> Iterator[Span]:
    """A piece without the marks around it; nothing when it is made of marks."""
    text = words[piece.start : piece.end]
    bare = _EDGES.sub("", text)
    if bare:
        start = piece.start + text.index(bare)
        yield Span(start, start + len(bare))
        yield piece

"""Heads that are one word of their span, whatever a system took for a span."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo.annotation import Span
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.spanish.words import Word


def head_within(reading: Reading, word: Word, words: Sequence[Word], span: Span) -> Span | None:
    """Return the span of a head word, else of the first word that can be one; None if none can.

    Args:
        reading: The document.
        word: The head by rule.
        words: All words that the span touches.
        span: What it is the head of.

    >>> from acuerdo.annotation import Document
    >>> from acuerdo_baselines.crf.forms import Forms
    >>> reading = Reading(Document("d", "¡ Viva Lima !"), Forms())
    >>> words = reading.sentences[0].words
    >>> head_within(reading, words[0], words, Span(0, 13))
    Span(start=2, end=6)
    """
    for candidate in (word, *words):
        head = reading.head(candidate)
        if head is not None and head in span:
            return head
    return None

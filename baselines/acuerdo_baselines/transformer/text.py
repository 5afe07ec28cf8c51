"""A document as the encoder sees it: pieces of words in windows, and where each word is found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

from acuerdo.annotation import Document, Span
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.spanish.words import Word
from acuerdo_baselines.transformer.encoders import Encoder
from acuerdo_baselines.transformer.windows import Window, homes, windows


class Spot(NamedTuple):
    """Where a word is read: a window, and the place of the word's first piece in it."""

    window: int
    place: int


class Text:
    """A document in windows.

    Args:
        reading: The document in sentences of words.
        pieces: Ids of its pieces.
        offsets: Code points of each piece, half-open.
        size: Pieces of a window, at most.
        overlap: Pieces that two windows share, at least.

    Attributes:
        reading: The document in sentences of words.
        words: All words, in text order.
        sentences: Index of the first word of each sentence, and the number of words at the end.
        pieces: Ids of its pieces.
        windows: Stretches of them.
        spots: Where each word is read; empty when the text has no pieces.
    """

    def __init__(
        self,
        reading: Reading,
        pieces: Sequence[int],
        offsets: Sequence[tuple[int, int]],
        size: int,
        overlap: int,
    ) -> None:
        self.reading = reading
        self.words: tuple[Word, ...] = tuple(
            word for sentence in reading.sentences for word in sentence.words
        )
        self.sentences = tuple(
            accumulate((len(sentence.words) for sentence in reading.sentences), initial=0)
        )
        self.pieces = tuple(pieces)
        starts = _paragraphs(reading.document.text, offsets)
        self.windows: tuple[Window, ...] = tuple(windows(len(pieces), size, overlap, starts))
        home = homes(self.windows, len(pieces))
        self.spots = tuple(
            Spot(home[piece], piece - self.windows[home[piece]].first)
            for piece in first_pieces(self.words, offsets)
        )

    @property
    def document(self) -> Document:
        """The document."""
        return self.reading.document

    def place(self, span: Span) -> tuple[int, int] | None:
        """Return the first and the last word that a span touches; None if there are none."""
        first = bisect_right(self.words, span.start, key=attrgetter("end"))
        last = bisect_left(self.words, span.end, key=attrgetter("start")) - 1
        return (first, last) if first <= last else None


def text_of(document: Document, forms: Forms, encoder: Encoder, window: int, overlap: int) -> Text:
    """Return a document in windows for an encoder.

    Args:
        document: The text.
        forms: Features of word forms: the words are read as the crf system reads them.
        encoder: With its tokenizer.
        window: Pieces of a window, at most; fewer if the encoder takes fewer.
        overlap: Pieces that two windows share, at least.
    """
    encoded = encoder.tokenizer(
        document.text,
        add_special_tokens=False,
        return_offsets_mapping=True,
        return_attention_mask=False,
        verbose=False,
    )
    size = max(1, min(window, encoder.limit))
    offsets = [(int(start), int(end)) for start, end in encoded["offset_mapping"]]
    reading = Reading(document, forms)
    return Text(reading, encoded["input_ids"], offsets, size, min(overlap, size // 2))


def first_pieces(words: Sequence[Word], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Return the first piece of each word; of a word without a piece, the one before it.

    Empty when there are no pieces.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> first_pieces(analyze("🕊️ Paz.").sentences[0].words, [(0, 1), (3, 5), (5, 6), (6, 7)])
    [0, 0, 1, 3]
    """
    found: list[int] = []
    at = 0
    for word in words if offsets else ():
        while at + 1 < len(offsets) and offsets[at][1] <= word.start:
            at += 1
        lost = offsets[at][0] >= word.end and at > 0
        found.append(at - 1 if lost else at)
    return found


def _paragraphs(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The first piece of each line."""
    breaks = [0]
    for number, (one, other) in enumerate(pairwise(offsets), 1):
        if "\n" in text[one[1] : other[0]] or "\n" in text[other[0] : other[0] + 1]:
            breaks.append(number)
    return breaks

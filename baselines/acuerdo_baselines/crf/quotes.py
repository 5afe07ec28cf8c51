"""Quotes: cues by one model, contents by another that knows the cues.

A content over several sentences of one quotation is one piece per sentence for the model; pieces
that meet inside quotation marks are joined again. Each content goes to the nearest cue of its
sentence; without one there, inside quotation marks, to the nearest of the sentences around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from acuerdo.annotation import Annotations, Span
from acuerdo_baselines.crf.contents import content_features
from acuerdo_baselines.crf.encoding import stretches
from acuerdo_baselines.crf.forms import Features
from acuerdo_baselines.crf.marks import Marks, balanced, form
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.sequence import Learner, SequenceModel, Settings

CUE, CONTENT = "CUE", "CONTENT"


class Piece(NamedTuple):
    """A span with the number of its sentence."""

    sentence: int
    span: Span


class FoundQuote(NamedTuple):
    """A cue with the contents that it attributes, maybe none, in text order.

    Attributes:
        sentence: Number of the cue's sentence.
        cue: The words that attribute.
        contents: What is attributed.
        form: ``DIRECT``, ``INDIRECT`` or ``MIXED``.
    """

    sentence: int
    cue: Span
    contents: tuple[Span, ...]
    form: str


class QuoteModel:
    """Finds cues and contents.

    Args:
        cues: Tags sentences with cues; None finds nothing.
        contents: Tags sentences with contents, given the cues; None finds none.
    """

    def __init__(self, cues: SequenceModel | None, contents: SequenceModel | None) -> None:
        self.cues = cues
        self.contents = contents

    def find(self, reading: Reading) -> Iterator[FoundQuote]:
        """Yield every cue of a document in text order."""
        if self.cues is None:
            return
        tags = [self.cues.tag(row) for row in reading.event_rows]
        cues = _pieces(reading, tags)
        if not cues:
            return
        marks = Marks(reading.document.text)
        found: dict[Piece, list[Span]] = {cue: [] for cue in cues}
        if self.contents is not None:
            items = _content_items(reading, tags)
            found_pieces = _pieces(reading, [self.contents.tag(row) for row in items])
            pieces = [mended for piece in found_pieces for mended in _mended(reading, piece)]
            by_sentence: dict[int, list[Piece]] = {}
            for cue in cues:
                by_sentence.setdefault(cue.sentence, []).append(cue)
            for content in _joined(reading, pieces, marks):
                nearest = _nearest(content, by_sentence, marks)
                if nearest is not None and not nearest.span.overlap(content.span):
                    found[nearest].append(content.span)
        for cue, contents in found.items():
            yield FoundQuote(*cue, tuple(contents), form(contents, marks))


class QuoteLearner:
    """Learns quotes. Of contents that overlap (a quote within a quote) the outer is learnt."""

    def __init__(self, settings: Settings) -> None:
        self._cues = Learner("cues", settings)
        self._contents = Learner("contents", settings)

    def add(self, reading: Reading, gold: Annotations) -> None:
        """Take a document."""
        cues = reading.tags((span, CUE) for quote in gold.quotes for span in quote.cue)
        for row, tags in zip(reading.event_rows, cues, strict=True):
            self._cues.add(row, tags)
        contents = reading.tags(
            (part, CONTENT)
            for quote in gold.quotes
            for span in quote.content
            for part in reading.parts(span)
        )
        for items, tags in zip(_content_items(reading, cues), contents, strict=True):
            self._contents.add(items, tags)

    def learn(self) -> QuoteModel:
        """Return what was learnt."""
        return QuoteModel(self._cues.learn(), self._contents.learn())


def _content_items(reading: Reading, cues: Sequence[Sequence[str]]) -> list[list[Features]]:
    return [
        content_features(items, sentence, tags)
        for items, sentence, tags in zip(reading.event_items, reading.sentences, cues, strict=True)
    ]


def _pieces(reading: Reading, tags: Sequence[Sequence[str]]) -> list[Piece]:
    found = []
    for number, row in enumerate(tags):
        for first, last, _ in stretches(row):
            span = reading.span(number, first, last)
            if span is not None:
                found.append(Piece(number, span))
    return found


def _mended(reading: Reading, piece: Piece) -> list[Piece]:
    """A content with its marks in pairs, if anything is left of it."""
    span = balanced(reading.document.text, piece.span)
    whole = None if span is None else reading.whole(span.start, span.end)
    return [] if whole is None else [Piece(piece.sentence, whole)]


def _joined(reading: Reading, pieces: Sequence[Piece], marks: Marks) -> list[Piece]:
    """Pieces of neighbouring sentences inside one quotation as one content."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.sentence + 1 == piece.sentence:
            whole = Span(last.span.start, piece.span.end)
            between = reading.document.text[last.span.end : piece.span.start]
            if not any(letter.isalnum() for letter in between) and marks.hold(whole):
                found[-1] = Piece(piece.sentence, whole)
                continue
        found.append(piece)
    return found


def _nearest(content: Piece, cues: Mapping[int, Sequence[Piece]], marks: Marks) -> Piece | None:
    """The cue that a content belongs to."""

    def gap(cue: Piece) -> int:
        if cue.span.start < content.span.start:
            return content.span.start - cue.span.end
        return cue.span.start - content.span.end

    near = cues.get(content.sentence, ())
    if not near and marks.hold(content.span):
        near = [
            *cues.get(content.sentence - 1, ()),
            *cues.get(content.sentence + 1, ()),
        ]
    return min(near, key=gap, default=None)

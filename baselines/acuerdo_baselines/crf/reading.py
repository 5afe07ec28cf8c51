"""A document as the models see it: sentences, the features of their words, places of spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple
from unicodedata import combining

from acuerdo.annotation import Document, Span, Time
from acuerdo_baselines.crf.encoding import Stretch, regions, tags
from acuerdo_baselines.crf.event_features import event_features
from acuerdo_baselines.crf.features import sentence_features
from acuerdo_baselines.crf.forms import Features, Forms
from acuerdo_baselines.crf.sentences import tagged_sentences
from acuerdo_baselines.crf.sequence import item_sequence
from acuerdo_baselines.spanish.times import time_expressions
from acuerdo_baselines.spanish.words import Word
from acuerdo_baselines.surfaces import is_whole_word


class Place(NamedTuple):
    """Where a span stands: its sentence, its first and its last word, both included."""

    sentence: int
    first: int
    last: int


class Reading:
    """A document with the features of its words.

    Args:
        document: The text.
        forms: Features of word forms.

    Attributes:
        document: The text.
        sentences: Its sentences, words tagged.
        items: Features of every word, by sentence.

    >>> reading = Reading(Document("d", "Sí. Viajó a El Salvador."), Forms())
    >>> reading.place(Span(12, 23)), reading.place(Span(12, 14))
    (Place(sentence=1, first=2, last=3), Place(sentence=1, first=2, last=2))
    """

    def __init__(self, document: Document, forms: Forms) -> None:
        self.document = document
        self.sentences = tuple(tagged_sentences(document))
        self.items = sentence_features(document.text, self.sentences, forms)
        self._starts = [sentence.start for sentence in self.sentences]

    @cached_property
    def rows(self) -> list[Any]:
        """The features, sentence by sentence, as CRFsuite holds them."""
        return [item_sequence(items) for items in self.items]

    @cached_property
    def times(self) -> list[Time]:
        """Time expressions that the grammar of times finds."""
        return time_expressions(self.document.text, self.document.date)

    @cached_property
    def event_items(self) -> list[list[Features]]:
        """The features with those that times, triggers and cues need besides."""
        return [
            event_features(items, sentence, self.times)
            for items, sentence in zip(self.items, self.sentences, strict=True)
        ]

    @cached_property
    def event_rows(self) -> list[Any]:
        """These features as CRFsuite holds them."""
        return [item_sequence(items) for items in self.event_items]

    def places(self, span: Span) -> Iterator[Place]:
        """Yield the words that a span touches, sentence by sentence."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        for number in range(first, len(self.sentences)):
            sentence = self.sentences[number]
            if sentence.start >= span.end:
                break
            begin = bisect_right(sentence.words, span.start, key=attrgetter("end"))
            end = bisect_left(sentence.words, span.end, key=attrgetter("start")) - 1
            if begin <= end:
                yield Place(number, begin, end)

    def place(self, span: Span) -> Place | None:
        """Return the words of the first sentence that a span touches; None if there are none."""
        return next(self.places(span), None)

    def parts(self, span: Span) -> list[Span]:
        """Return the part of a span in each sentence."""
        return [
            Span(self.sentences[at].words[first].start, self.sentences[at].words[last].end)
            for at, first, last in self.places(span)
        ]

    def stretches(self, labelled: Iterable[tuple[Span, str]]) -> list[list[Stretch]]:
        """Return the words of labelled spans, by sentence; spans without words are left out."""
        found: list[list[Stretch]] = [[] for _ in self.sentences]
        for span, label in labelled:
            place = self.place(span)
            if place is not None:
                found[place.sentence].append(Stretch(place.first, place.last, label))
        return found

    def tags(self, labelled: Iterable[tuple[Span, str]]) -> list[list[str]]:
        """Return the tags of every sentence for labelled spans, the outermost ones only."""
        return [
            tags(regions(found)[0].inner, 0, len(sentence.words) - 1)
            for found, sentence in zip(self.stretches(labelled), self.sentences, strict=True)
        ]

    def span(self, sentence: int, first: int, last: int) -> Span | None:
        """Return the span of words; None if it would cut a word of the text or holds none."""
        words = self.sentences[sentence].words
        return self.whole(words[first].start, words[last].end)

    def head(self, word: Word) -> Span | None:
        """Return the span of a head word; of an abbreviation with a space in it, its first part."""
        return self.whole(word.start, word.start + len(word.text.split()[0]))

    def whole(self, start: int, end: int) -> Span | None:
        """Return a span; None if it would cut a word of the text or holds none."""
        text = self.document.text
        cut = combining(text[start]) or (end < len(text) and combining(text[end]))
        if cut or not is_whole_word(text, start, end):
            return None
        return Span(start, end) if any(map(str.isalnum, text[start:end])) else None

"""From the tags of words to mentions, times and triggers, with what is decided by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from acuerdo.annotation import Annotations, Event, Time
from acuerdo_baselines.crf.encoding import Stretch, stretches, unfold
from acuerdo_baselines.crf.entities import alone
from acuerdo_baselines.crf.heads import mention_head, trigger_head
from acuerdo_baselines.crf.mentions import DEEPEST, FoundMention
from acuerdo_baselines.crf.times import valued
from acuerdo_baselines.linear.types import kind_of
from acuerdo_baselines.transformer.labels import INSIDE, MENTIONS, TIMES, TRIGGERS
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.numbers import Insides, columns
from acuerdo_baselines.transformer.text import Text

if TYPE_CHECKING:
    from torch import Tensor


class Finder:
    """Finds the spans of one document.

    Args:
        network: In evaluation mode.
        text: The document.
        vectors: Of its words.
    """

    def __init__(self, network: Network, text: Text, vectors: Tensor) -> None:
        self._network = network
        self._text = text
        self._vectors = vectors
        self._kinds = columns(network.labels.kinds)

    def spans(self) -> Annotations:
        """Return mentions, each an entity of its own, times and triggers."""
        mentions = list(self._mentions())
        times = [replace(time, id=f"t{n}") for n, time in enumerate(self._times(), 1)]
        events = [replace(event, id=f"e{n}") for n, event in enumerate(self._events(), 1)]
        document = self._text.document
        return Annotations(document.id, alone(document, mentions), tuple(times), tuple(events))

    def _mentions(self) -> Iterator[FoundMention]:
        reading = self._text.reading
        for number, found in self._sentences(MENTIONS):
            start = self._text.sentences[number]

            def inside(around: Stretch, start: int = start) -> list[Stretch]:
                return self._inside(around, start)

            for first, last, label in unfold(found, inside, DEEPEST):
                span = reading.span(number, first, last)
                if span is not None:
                    kind, level = kind_of(label)
                    words = reading.sentences[number].words[first : last + 1]
                    head = reading.head(mention_head(words, kind, level))
                    if head is not None:
                        yield FoundMention(span, head, kind, level)

    def _times(self) -> Iterator[Time]:
        reading = self._text.reading
        for number, found in self._sentences(TIMES):
            for first, last, kind in found:
                span = reading.span(number, first, last)
                if span is not None:
                    yield valued(reading, span, kind)

    def _events(self) -> Iterator[Event]:
        reading = self._text.reading
        for number, found in self._sentences(TRIGGERS):
            for first, last, kind in found:
                span = reading.span(number, first, last)
                word = trigger_head(reading.sentences[number].words[first : last + 1])
                head = reading.head(word)
                if span is not None and head is not None:
                    yield Event("", kind, span, head)

    def _sentences(self, head: str) -> Iterator[tuple[int, list[Stretch]]]:
        """What a head marks, sentence by sentence."""
        names = self._network.labels.tags.get(head)
        if names is None or not self._text.words:
            return
        best = self._network.tag_scores(head, self._vectors).argmax(dim=1).tolist()
        bounds = self._text.sentences
        for number, (start, end) in enumerate(pairwise(bounds)):
            yield number, stretches([names[column] for column in best[start:end]])

    def _inside(self, around: Stretch, start: int) -> list[Stretch]:
        asked = Insides()
        asked.add(start + around.first, start + around.last, self._kinds[around.label])
        best = self._network.inside_scores(self._vectors, asked).argmax(dim=1).tolist()
        names = self._network.labels.tags[INSIDE]
        return stretches([names[column] for column in best], around.first)

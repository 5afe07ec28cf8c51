"""Mentions: spans and types by one model for sentences and one for insides, levels by a third."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from acuerdo.annotation import Annotations, Span
from acuerdo_baselines.crf.encoding import Stretch, regions, stretches, tags, unfold
from acuerdo_baselines.crf.forms import Features
from acuerdo_baselines.crf.heads import mention_head
from acuerdo_baselines.crf.levels import LevelLearner, LevelModel
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.sequence import Learner, SequenceModel, Settings

DEEPEST = 6
"""Mentions that may stand in one another: more than people write, and an end for odd texts."""

NEAR = 3
"""Words from an edge of a mention after which its inside looks all the same."""


class FoundMention(NamedTuple):
    """A mention of no entity yet."""

    span: Span
    head: Span
    type: str
    level: str


class MentionModel:
    """Finds mentions, from the outside inwards.

    Args:
        outer: Tags sentences; None finds nothing.
        inner: Tags the inside of a mention; None finds nothing there.
        levels: Tells the level of what they find.
    """

    def __init__(
        self, outer: SequenceModel | None, inner: SequenceModel | None, levels: LevelModel
    ) -> None:
        self.outer = outer
        self.inner = inner
        self.levels = levels

    def find(self, reading: Reading) -> Iterator[FoundMention]:
        """Yield the mentions of a document in text order, each before those inside it."""
        if self.outer is None:
            return
        for number, row in enumerate(reading.rows):
            items = reading.items[number]

            def inside(around: Stretch, items: Sequence[Features] = items) -> list[Stretch]:
                if self.inner is None:
                    return []
                return stretches(self.inner.tag(inner_items(items, around)), around.first)

            for found in unfold(stretches(self.outer.tag(row)), inside, DEEPEST):
                first, last, kind = found
                span = reading.span(number, first, last)
                if span is not None:
                    level = self.levels.level(items, found)
                    words = reading.sentences[number].words[first : last + 1]
                    head = reading.head(mention_head(words, kind, level))
                    if head is not None:
                        yield FoundMention(span, head, kind, level)


class MentionLearner:
    """Learns mentions."""

    def __init__(self, settings: Settings) -> None:
        self._outer = Learner("mentions", settings)
        self._inner = Learner("mentions in mentions", settings)
        self._levels = LevelLearner(settings)

    def add(self, reading: Reading, gold: Annotations) -> None:
        """Take a document."""
        mentions = [*gold.mentions()]
        typed = reading.stretches((mention.span, entity.type) for mention, entity in mentions)
        for number, found in enumerate(typed):
            items = reading.items[number]
            for around, direct in regions(found):
                if around is None:
                    self._outer.add(reading.rows[number], tags(direct, 0, len(items) - 1))
                else:
                    self._inner.add(
                        inner_items(items, around), tags(direct, around.first, around.last)
                    )
        for mention, entity in mentions:
            place = reading.place(mention.span)
            if place is not None:
                stretch = Stretch(place.first, place.last, entity.type)
                self._levels.add(reading.items[place.sentence], stretch, mention.level)

    def learn(self) -> MentionModel:
        """Return what was learnt."""
        return MentionModel(self._outer.learn(), self._inner.learn(), self._levels.learn())


def inner_items(items: Sequence[Features], around: Stretch) -> list[Features]:
    """Return the features of the words of a mention, with those of the mention added.

    >>> inner_items([[b"w=un"], [b"w=pacto"], [b"w=ya"]], Stretch(1, 2, "DOC"))[0]
    [b'w=pacto', b'in=DOC', b'from=0', b'to=1']
    """
    label = f"in={around.label}".encode()
    found = []
    for index in range(around.first, around.last + 1):
        before, after = index - around.first, around.last - index
        item = [
            *items[index],
            label,
            f"from={min(before, NEAR)}".encode(),
            f"to={min(after, NEAR)}".encode(),
        ]
        found.append(item)
    return found

"""Mentions at their place in a sentence: words, entity, and what the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Entity, Mention
from acuerdo_baselines.lexicons.nouns import Noun, entity_nouns
from acuerdo_baselines.spanish.analysis import Analysis, Sentence

Stated = tuple[str, Mention, Mention]
"""A relation type with its head and its tail."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its entity and its words."""

    mention: Mention
    entity: Entity
    first: int
    last: int
    head: int
    noun: Noun | None


def placed_by_sentence(
    analysis: Analysis, entities: Sequence[Entity]
) -> Iterator[tuple[Sentence, list[Placed]]]:
    """Yield every sentence with its mentions, by position, the outer before the inner."""
    pairs = sorted(
        ((m, entity) for entity in entities for m in entity.mentions),
        key=lambda pair: (pair[0].span.start, -pair[0].span.end),
    )
    position = 0
    for sentence in analysis.sentences:
        starts = {word.start: i for i, word in enumerate(sentence.words)}
        ends = {word.end: i for i, word in enumerate(sentence.words)}
        items = []
        while position < len(pairs) and pairs[position][0].span.start < sentence.end:
            mention, entity = pairs[position]
            position += 1
            span, head = mention.span, mention.head
            if span.start in starts and span.end in ends and head.start in starts:
                first, last, middle = starts[span.start], ends[span.end], starts[head.start]
                noun = _lexicon_noun(sentence, first, last, middle, entity.type)
                items.append(Placed(mention, entity, first, last, middle, noun))
        yield sentence, items


def _lexicon_noun(sentence: Sentence, first: int, last: int, head: int, kind: str) -> Noun | None:
    nouns = entity_nouns()
    for size in range(last - first + 1, 0, -1):
        for start in range(max(first, head - size + 1), head + 1):
            if start + size - 1 > last or start + size - 1 < head:
                continue
            surface = " ".join(w.lower for w in sentence.words[start : start + size])
            for noun in nouns.get(surface, ()):
                if noun.type == kind:
                    return noun
    return None

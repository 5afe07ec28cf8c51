"""What the model found in a document, as annotations that obey the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from acuerdo.annotation import Annotations, Event, Relation, Span
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.entities import by_name
from acuerdo_baselines.crf.heads import mention_head, trigger_head
from acuerdo_baselines.crf.mentions import FoundMention
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.times import valued
from acuerdo_baselines.headed import head_within
from acuerdo_baselines.spanish.words import Word
from acuerdo_baselines.zero_shot.answers import Scored, ScoredPair

SAME = 0.5
"""Least share of characters, of those in either, that the end of a relation and a mention have in
common when they are not the same."""


def annotations_of(
    reading: Reading,
    found: Mapping[str, Sequence[Scored]],
    pairs: Iterable[ScoredPair],
    ontology: Ontology,
) -> Annotations:
    """Return answers as annotations; what has no head, no words or no right to be is left out.

    Args:
        reading: The document.
        found: Spans by layer.
        pairs: Relations.
        ontology: What may be answered.
    """
    mentions = [
        FoundMention(each.span, head, each.label, level)
        for each, words in _kept(found.get("entities", ()), reading, nested=True)
        for level in [_level(words, ontology)]
        for head in [head_within(reading, mention_head(words, each.label, level), words, each.span)]
        if head is not None
    ]
    entities = by_name(reading.document, mentions)
    times = [
        valued(reading, each.span, each.label)
        for each, _ in _kept(found.get("times", ()), reading, nested=False)
    ]
    triggers = [
        (each, head)
        for each, words in _kept(found.get("triggers", ()), reading, nested=False)
        for head in [head_within(reading, trigger_head(words), words, each.span)]
        if head is not None
    ]
    return Annotations(
        reading.document.id,
        entities,
        tuple(replace(time, id=f"t{number}") for number, time in enumerate(times, 1)),
        tuple(
            Event(f"e{number}", each.label, each.span, head)
            for number, (each, head) in enumerate(triggers, 1)
        ),
        _relations(pairs, Annotations(reading.document.id, entities), ontology),
    )


def _kept(
    found: Sequence[Scored], reading: Reading, *, nested: bool
) -> list[tuple[Scored, Sequence[Word]]]:
    """The surest spans that go together, in text order, with their words.

    Gone are those that are no whole words of one sentence, or that share characters with a surer
    one; a mention may stand in another.
    """
    kept: list[tuple[Scored, Sequence[Word]]] = []
    for each in sorted(found, key=lambda each: (-each.score, each.span, each.label)):
        span = each.span
        places = list(reading.places(span))
        if len(places) != 1 or reading.whole(span.start, span.end) is None:
            continue
        free = all(
            not span.overlap(other.span)
            or (nested and span != other.span and (span in other.span or other.span in span))
            for other, _ in kept
        )
        if free:
            place = places[0]
            words = reading.sentences[place.sentence].words[place.first : place.last + 1]
            kept.append((each, words))
    return sorted(kept, key=lambda pair: (pair[0].span.start, -pair[0].span.end))


def _level(words: Sequence[Word], ontology: Ontology) -> str:
    """Name, pronoun, adjective or noun, by the words' looks; the first level for want of these."""
    if len(words) == 1 and words[0].pos in ("PRON", "DET"):
        level = "PRO"
    elif any(word.text[0].isupper() for word in words) and words[0].pos not in ("NOUN", "DET"):
        level = "NAM"
    else:
        level = "ADJ" if len(words) == 1 and words[0].pos == "ADJ" else "NOM"
    known = ontology.mention_level_names
    return level if level in known else known[0]


def _relations(
    pairs: Iterable[ScoredPair], bare: Annotations, ontology: Ontology
) -> tuple[Relation, ...]:
    """The surest relation of each pair of entities that the ontology lets it join."""
    mentions = list(bare.mentions())
    related: set[frozenset[str]] = set()
    found: list[Relation] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair[:3])):
        kind = ontology.relation_type[pair.label]
        ends = []
        for end, types in ((pair.head, kind.head), (pair.tail, kind.tail)):
            near = [
                (_alike(mention.span, end), mention, entity)
                for mention, entity in mentions
                if entity.type in types
            ]
            best = max(near, key=lambda each: each[0], default=None)
            if best is not None and best[0] >= SAME:
                ends.append((best[1].id, best[2].id))
        if len(ends) == 2:
            (head, one), (tail, other) = ends
            if one != other and frozenset((one, other)) not in related:
                related.add(frozenset((one, other)))
                found.append(Relation(f"r{len(found) + 1}", pair.label, head, tail))
    return tuple(found)


def _alike(one: Span, other: Span) -> float:
    """Characters that two spans share, of those in either."""
    shared = one.overlap(other)
    return shared / (len(one) + len(other) - shared)

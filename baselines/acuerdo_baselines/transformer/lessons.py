"""What the gold answers to everything that the heads are asked about a document.

Every head learns from gold spans, with gold clusters, arguments and attributes around them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from acuerdo.annotation import Annotations, Span
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.encoding import OUTSIDE, regions, tags
from acuerdo_baselines.linear import asking, steps
from acuerdo_baselines.linear.attributes import ATTRIBUTES, moded
from acuerdo_baselines.linear.classifier import NONE, SKIP, YES
from acuerdo_baselines.linear.codes import Countries, sector_entities
from acuerdo_baselines.linear.forms import Form, forms
from acuerdo_baselines.linear.gold import Gold
from acuerdo_baselines.linear.links import anchors, event_pairs
from acuerdo_baselines.linear.quotes import proposals
from acuerdo_baselines.linear.reading import Reading, read
from acuerdo_baselines.linear.relations import is_nested, pairs
from acuerdo_baselines.linear.repetition import event_links
from acuerdo_baselines.linear.spans import spans_of
from acuerdo_baselines.linear.types import kind_label
from acuerdo_baselines.rules.quotations import quotations
from acuerdo_baselines.transformer.items import (
    Item,
    Pair,
    content_item,
    entity_items,
    items_of,
    pairs_of,
)
from acuerdo_baselines.transformer.labels import CUE, CUES, MENTIONS, TIMES, TRIGGERS, Labels
from acuerdo_baselines.transformer.text import Text


class Inside(NamedTuple):
    """The words of a mention, with the tags of what stands right inside it.

    Attributes:
        first: Index of its first word in the document.
        around: Label of the mention.
        tags: One for each of its words.
    """

    first: int
    around: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document with the answers.

    Attributes:
        text: The document in windows.
        tags: Of all words, by head.
        inside: Of the words of mentions.
        spans: Items with their labels, by head.
        pairs: Pairs with their labels, by head.
    """

    text: Text
    tags: dict[str, list[str]]
    inside: list[Inside]
    spans: dict[str, list[tuple[Item, str]]] = field(default_factory=dict)
    pairs: dict[str, list[tuple[Pair, str]]] = field(default_factory=dict)


class Lessons:
    """Makes lessons of documents.

    Args:
        ontology: What may be answered.
        labels: Of the heads that learn.
    """

    def __init__(self, ontology: Ontology, labels: Labels) -> None:
        self._ontology = ontology
        self._labels = labels
        self._of_places: list[tuple[Reading, Annotations]] = []

    @property
    def countries(self) -> Countries:
        """Codes of countries by the names that stand for them in all lessons."""
        return Countries.from_entities(
            (reading, entity) for reading, gold in self._of_places for entity in gold.entities
        )

    def lesson(self, text: Text, annotations: Annotations) -> Lesson:
        """Return a document with the answers."""
        tagged, inside = _tags(text, annotations, self._labels)
        made = Lesson(text, tagged, inside)
        if not self._labels.spans and not self._labels.pairs:
            return made
        bare = read(text.document, spans_of(annotations), self._ontology)
        whole = bare.clustered(annotations.entities)
        self._of_places.append((whole, annotations))
        answers = _Answers(bare, whole, Gold(annotations), self._ontology)
        for name in self._labels.spans:
            made.spans[name] = answers.of_spans(name)
        for name in self._labels.pairs:
            made.pairs[name] = answers.of_pairs(name)
        return made


def _tags(
    text: Text, gold: Annotations, labels: Labels
) -> tuple[dict[str, list[str]], list[Inside]]:
    reading = text.reading
    flat: dict[str, list[str]] = {}
    spans: dict[str, list[tuple[Span, str]]] = {
        TIMES: [(time.span, time.type) for time in gold.times],
        TRIGGERS: [(event.trigger, event.type) for event in gold.events],
        CUES: [(span, CUE) for quote in gold.quotes for span in quote.cue],
    }
    for head, marked in spans.items():
        if head in labels.tags:
            flat[head] = [tag for row in reading.tags(marked) for tag in row]
    inside: list[Inside] = []
    if MENTIONS in labels.tags:
        flat[MENTIONS] = [OUTSIDE] * len(text.words)
        typed = reading.stretches(
            (mention.span, kind_label(entity.type, mention.level))
            for mention, entity in gold.mentions()
        )
        for start, found in zip(text.sentences, typed, strict=False):
            for around, direct in regions(found):
                if around is None:
                    for each in direct:
                        row = tags([each], each.first, each.last)
                        flat[MENTIONS][start + each.first : start + each.last + 1] = row
                else:
                    row = tags(direct, around.first, around.last)
                    inside.append(Inside(start + around.first, around.label, tuple(row)))
    return flat, inside


class _Answers:
    """The answers of one document."""

    def __init__(self, bare: Reading, whole: Reading, gold: Gold, ontology: Ontology) -> None:
        self._bare = bare
        self._whole = whole
        self._gold = gold
        self._ontology = ontology
        self._items = items_of(whole)
        self._forms: Mapping[str, Form] = forms(whole)

    def of_spans(self, name: str) -> list[tuple[Item, str]]:
        """Items and labels of one head."""
        gold, items = self._gold, self._items
        if name in ATTRIBUTES:
            return [(items[event], getattr(gold.events[event], name)) for event in self._forms]
        if name == asking.MODE:
            return [
                (items[event], f"{gold.events[event].type}/{mode}" if mode else NONE)
                for event in moded(self._whole, self._forms)
                for mode in [gold.events[event].mode]
            ]
        return [
            (item, entity.sector)
            for entity in sector_entities(self._whole)
            for item in entity_items(items, entity)
        ]

    def of_pairs(self, name: str) -> list[tuple[Pair, str]]:
        """Pairs and labels of one head, without those that the gold does not tell about."""
        ids, labels = self._asked(name)
        answered = zip(pairs_of(self._items, ids), labels, strict=True)
        if name == asking.QUOTE:
            answered = zip(*self._contents(), strict=True)
        return [(pair, label) for pair, label in answered if label != SKIP]

    def _asked(self, name: str) -> tuple[list[tuple[str, str]], list[str]]:
        gold, reading, table = self._gold, self._whole, self._forms
        if name in (asking.PLACES, asking.OTHERS):
            places = {
                m: self._gold.entity[m] for m in steps.linked_mentions(reading, asking.PLACES)
            }
            links = (
                steps.place_links(self._bare)
                if name == asking.PLACES
                else steps.mention_links(self._bare, places)
            )
            ids = [(link.earlier, link.later) for link in links]
            return ids, [gold.same_entity(*each) for each in ids]
        if name in (asking.ROLE, asking.TIME, asking.CONTENT):
            candidates = steps.role_candidates(reading, table)[name]
            roles = gold.roles(candidates)
            if name != asking.ROLE:
                roles = [YES if role not in (NONE, SKIP) else role for role in roles]
            return [(each.event, each.filler) for each in candidates], roles
        if name == asking.RELATION:
            found = pairs(reading, gold.events)
            ids = [(pair.head, pair.tail) for pair in found]
            return ids, gold.relations(found, {each: is_nested(reading, *each) for each in ids})
        if name == asking.REPETITION:
            ids = [(x.earlier, x.later) for x in event_links(reading, table, gold.events)]
            return ids, [gold.same_event(*each) for each in ids]
        if name == asking.SOURCE:
            sources = steps.source_candidates(reading, table, gold.events)
            ids = [(each.event, each.filler) for each in sources]
            return ids, [gold.source(*each) for each in ids]
        return ([], []) if name == asking.QUOTE else self._links(name)

    def _links(self, name: str) -> tuple[list[tuple[str, str]], list[str]]:
        gold, reading, table = self._gold, self._whole, self._forms
        known = gold.links(steps.families(self._ontology))
        if name == asking.ANCHOR:
            ids = [(each.time, each.event) for each in anchors(reading, table, gold.events)]
            return ids, [gold.pair_label(known["temporal"], *each) for each in ids]
        ids = [(each.first, each.second) for each in event_pairs(reading, table, gold.events)]
        return ids, [
            gold.pair_label(known[name], *each)
            if name != "temporal" or gold.ordered(*each)
            else SKIP
            for each in ids
        ]

    def _contents(self) -> tuple[list[Pair], list[str]]:
        marks: Sequence[Span] = quotations(self._whole.document.text)
        found = proposals(self._whole, self._forms)
        return (
            [Pair(self._items[p.event], content_item(p.content, marks)) for p in found],
            [self._gold.is_content(p.event, p.content) for p in found],
        )

"""What the pipeline found in a document, as annotations that obey the ontology."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from acuerdo.annotation import Annotations, Argument, Entity, Event, Relation, Span
from acuerdo.ontology import TIME_FILLER, Ontology
from acuerdo_baselines.crf.encoding import Stretch, nest
from acuerdo_baselines.crf.entities import by_name
from acuerdo_baselines.crf.heads import mention_head, trigger_head
from acuerdo_baselines.crf.mentions import FoundMention
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.times import valued
from acuerdo_baselines.headed import head_within
from acuerdo_baselines.spacy_system.items import (
    MENTION,
    RELATION,
    ROLE,
    TIME,
    TRIGGER,
    Item,
    Joined,
    items_of,
    pairs_of,
)
from acuerdo_baselines.spacy_system.usual import Usual
from acuerdo_baselines.spanish.words import Word

if TYPE_CHECKING:
    from spacy.tokens import Doc


class _Placed(NamedTuple):
    """A span of characters with its words."""

    span: Span
    words: Sequence[Word]


def annotations_of(
    doc: Doc, reading: Reading, usual: Usual, ontology: Ontology, layers: Collection[str]
) -> Annotations:
    """Return what a pipeline found in a document.

    Spans that are no whole words of one sentence, mentions that cross others, and roles and
    relations that the ontology does not allow are left out.

    Args:
        doc: Its tokens, with what was found.
        reading: The document.
        usual: Levels, modes and attributes.
        ontology: What may be answered.
        layers: What was asked for.
    """
    placed = dict(_placed(doc, reading))
    mentions = _mentions(placed, reading, usual, ontology) if "entities" in layers else {}
    entities = by_name(reading.document, list(mentions.values()))
    events = _events(placed, reading, usual, ontology) if "triggers" in layers else {}
    times = {item[:2]: item for item in reversed(placed) if item.kind == TIME and "times" in layers}
    ids = {item: f"m{number}" for number, item in enumerate(mentions, 1)}
    ids |= {item: f"t{number}" for number, item in enumerate(reversed(times.values()), 1)}
    ids |= {item: event.id for item, event in events.items()}
    joined = sorted(
        (pair for pair in pairs_of(doc) if pair.one in ids and pair.other in ids),
        key=lambda pair: (-pair.score, pair[:3]),
    )
    entity_of = {mention.id: entity for entity in entities for mention in entity.mentions}
    told = _arguments(joined, ids, entity_of, ontology) if "arguments" in layers else {}
    return Annotations(
        reading.document.id,
        entities,
        tuple(
            replace(valued(reading, placed[item].span, item.type), id=ids[item])
            for item in reversed(times.values())
        ),
        tuple(replace(event, arguments=tuple(told.get(event.id, ()))) for event in events.values()),
        _relations(joined, ids, entity_of, ontology) if "relations" in layers else (),
    )


def _placed(doc: Doc, reading: Reading) -> Iterator[tuple[Item, _Placed]]:
    for item in items_of(doc):
        first, last = doc[item.start], doc[item.end - 1]
        span = reading.whole(first.idx, last.idx + len(last))
        places = [] if span is None else list(reading.places(span))
        if span is not None and len(places) == 1:
            place = places[0]
            words = reading.sentences[place.sentence].words[place.first : place.last + 1]
            yield item, _Placed(span, words)


def _mentions(
    placed: dict[Item, _Placed], reading: Reading, usual: Usual, ontology: Ontology
) -> dict[Item, FoundMention]:
    """The mentions that do not cross, in text order, each before those inside it."""
    there = (item for item in placed if item.kind == MENTION)
    nested = nest(Stretch(item.start, item.end - 1, item.type) for item in there)
    found: dict[Item, FoundMention] = {}
    for first, last, kind in sorted(nested, key=lambda each: (each.first, -each.last)):
        item = Item(first, last + 1, MENTION, kind)
        span, words = placed[item]
        level = usual.level(words, kind, ontology.mention_level_names[0])
        head = head_within(reading, mention_head(words, kind, level), words, span)
        if head is not None:
            found[item] = FoundMention(span, head, kind, level)
    return found


def _events(
    placed: dict[Item, _Placed], reading: Reading, usual: Usual, ontology: Ontology
) -> dict[Item, Event]:
    found: dict[Item, Event] = {}
    for item, (span, words) in placed.items():
        if item.kind == TRIGGER and item.type in ontology.event_type:
            word = trigger_head(words)
            head = head_within(reading, word, words, span)
            if head is not None:
                mode = usual.events.mode(item.type, word.lemma)
                number = f"e{len(found) + 1}"
                found[item] = Event(number, item.type, span, head, mode, *usual.events.attributes)
    return found


def _arguments(
    joined: list[Joined], ids: dict[Item, str], entity_of: dict[str, Entity], ontology: Ontology
) -> dict[str, list[Argument]]:
    """The arguments of each event, one for each entity, from the surest to the least sure."""
    told: dict[str, list[Argument]] = {}
    filled: set[tuple[str, str]] = set()
    for one, other, label, _ in joined:
        kind, _, role = label.partition(":")
        if kind != ROLE or one.kind != TRIGGER or other.kind == TRIGGER:
            continue
        event, filler = ids[one], ids[other]
        what = TIME_FILLER if other.kind == TIME else other.type
        slot = event, entity_of[filler].id if filler in entity_of else filler
        if what in ontology.event_type[one.type].roles.get(role, ()) and slot not in filled:
            filled.add(slot)
            told.setdefault(event, []).append(Argument(role, filler))
    return told


def _relations(
    joined: list[Joined], ids: dict[Item, str], entity_of: dict[str, Entity], ontology: Ontology
) -> tuple[Relation, ...]:
    """One relation for each pair of entities, from the surest to the least sure."""
    found: list[Relation] = []
    related: set[frozenset[str]] = set()
    for one, other, label, _ in joined:
        kind, _, name = label.partition(":")
        relation = ontology.relation_type.get(name)
        if kind != RELATION or relation is None or {one.kind, other.kind} != {MENTION}:
            continue
        head, tail = ids[one], ids[other]
        ends = frozenset((entity_of[head].id, entity_of[tail].id))
        allowed = one.type in relation.head and other.type in relation.tail
        if allowed and len(ends) == 2 and ends not in related:
            related.add(ends)
            found.append(Relation(f"r{len(found) + 1}", name, head, tail))
    return tuple(found)

"""The pieces of a document made one: ids without clashes, entities joined by name.

Entities of two chunks are one when type and name agree, letter case aside; within a chunk the
model's own chains stand. A relation that an earlier chunk stated between the same entities is
dropped, and so is one whose ends became the same entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Protocol, TypeVar

from acuerdo.annotation import Annotations, Entity, Relation
from acuerdo.ontology import Ontology
from acuerdo_baselines.llm.renaming import renamed

_Item = TypeVar("_Item")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def merged(document_id: str, pieces: Sequence[Annotations], ontology: Ontology) -> Annotations:
    """Return what all pieces say, items in text order and with ids of their own.

    Args:
        document_id: Of the document.
        pieces: Annotations of its chunks, in order; ids are unique within each.
        ontology: Tells which relations have no direction.

    >>> from acuerdo.annotation import Mention, Span
    >>> from acuerdo.dataset import load_ontology
    >>> pieces = [
    ...     Annotations("d", (Entity("n1", "GPE", (Mention("m1", span, span, "NAM"),), "Faro"),))
    ...     for span in (Span(0, 4), Span(9, 13))
    ... ]
    >>> [len(entity.mentions) for entity in merged("d", pieces, load_ontology()).entities]
    [2]
    """
    named = [
        renamed(piece, f"{number}.{{}}".format, f"{number}.{{}}".format)
        for number, piece in enumerate(pieces)
    ]
    entities, owner = _joined([piece.entities for piece in named])
    relations = _relations([piece.relations for piece in named], owner, ontology)
    return _numbered(
        Annotations(
            document_id,
            tuple(entities),
            _all(piece.times for piece in named),
            _all(piece.events for piece in named),
            tuple(relations),
            _all(piece.event_relations for piece in named),
            _all(piece.quotes for piece in named),
        )
    )


def _all(layers: Iterable[tuple[_Item, ...]]) -> tuple[_Item, ...]:
    return tuple(chain.from_iterable(layers))


def _joined(pieces: Sequence[Sequence[Entity]]) -> tuple[list[Entity], dict[str, str]]:
    """The entities of all pieces, and the entity of each mention."""
    found: dict[str, Entity] = {}
    known: dict[tuple[str, str], str] = {}
    for entities in pieces:
        new: dict[tuple[str, str], str] = {}
        for entity in entities:
            key = (entity.type, entity.name.casefold())
            earlier = known.get(key) if entity.name else None
            if earlier is None:
                found[entity.id] = entity
                new.setdefault(key, entity.id)
            else:
                first = found[earlier]
                found[earlier] = replace(
                    first,
                    mentions=first.mentions + entity.mentions,
                    country=first.country or entity.country,
                    sector=first.sector or entity.sector,
                )
        known = new | known
    owner = {mention.id: entity.id for entity in found.values() for mention in entity.mentions}
    return list(found.values()), owner


def _relations(
    pieces: Sequence[Sequence[Relation]], owner: dict[str, str], ontology: Ontology
) -> Iterator[Relation]:
    stated: set[tuple[str, str, str]] = set()
    for relations in pieces:
        new = set()
        for relation in relations:
            ends = [owner[relation.head], owner[relation.tail]]
            if ontology.relation_type[relation.type].symmetric:
                ends.sort()
            key = (relation.type, ends[0], ends[1])
            if ends[0] != ends[1] and key not in stated:
                new.add(key)
                yield relation
        stated |= new


def _numbered(found: Annotations) -> Annotations:
    """The annotations in text order, ids by layer and number."""
    entities = [
        replace(entity, mentions=tuple(sorted(entity.mentions, key=lambda each: each.span)))
        for entity in found.entities
    ]
    ordered = replace(
        found,
        entities=tuple(sorted(entities, key=lambda each: each.mentions[0].span)),
        times=tuple(sorted(found.times, key=lambda each: each.span)),
        events=tuple(sorted(found.events, key=lambda each: each.trigger)),
        quotes=tuple(sorted(found.quotes, key=lambda each: each.content)),
    )
    names: dict[str, str] = {}
    mentions = sorted((m for m, _ in ordered.mentions()), key=lambda mention: mention.span)
    layers: dict[str, Sequence[_Named]] = {
        "n": ordered.entities, "m": mentions, "t": ordered.times, "e": ordered.events,
        "r": ordered.relations, "l": ordered.event_relations, "q": ordered.quotes,
    }  # fmt: skip
    for letter, items in layers.items():
        names |= {item.id: f"{letter}{number}" for number, item in enumerate(items, 1)}
    clusters = dict.fromkeys(event.cluster for event in ordered.events if event.cluster)
    joined = {cluster: f"c{number}" for number, cluster in enumerate(clusters, 1)}
    return renamed(ordered, names.__getitem__, joined.__getitem__)

"""Relations between entities: type, head and tail.

The ends of a symmetric relation are put in a fixed order first, on both sides.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from acuerdo.ontology import Ontology
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import Column, Layers
from acuerdo.scoring.matching import join
from acuerdo.scoring.views import Items, ItemView, Sides, Task


def _entity(block: Block) -> Sides:
    """Relations between gold entities; a predicted end is the entity its mention stands for."""
    relations, entity = block.gold.relations, block.gold.mentions.entity
    gold = Items(
        relations.document, relations.type, (entity[relations.head], entity[relations.tail])
    )
    relations = block.predicted.relations
    mention, entities = block.entity_links
    # One row for each entity the head may be, then one for each of those and of the tail.
    owner, i = join(relations.head.astype(np.int64), mention)
    row, j = join(relations.tail[owner].astype(np.int64), mention)
    owner, head, tail = owner[row], entities[i[row]], entities[j]
    predicted = Items(relations.document, relations.type, (head, tail), owner)
    return Sides(_ordered(gold, block.ontology), _ordered(predicted, block.ontology))


def _boundary(block: Block) -> Sides:
    return Sides(
        _mentions(block.gold, block.ontology, typed=False),
        _mentions(block.predicted, block.ontology, typed=False),
    )


def _strict(block: Block) -> Sides:
    return Sides(
        _mentions(block.gold, block.ontology, typed=True),
        _mentions(block.predicted, block.ontology, typed=True),
    )


def _mentions(layers: Layers, ontology: Ontology, *, typed: bool) -> Items:
    """Relations between two mentions, identified by their spans and, if typed, entity types."""
    relations, mentions = layers.relations, layers.mentions
    columns = [mentions.start, mentions.length, *([mentions.type] if typed else [])]
    ends = [[column[end] for column in columns] for end in (relations.head, relations.tail)]
    items = Items(relations.document, relations.type, (*ends[0], *ends[1]))
    return _ordered(items, ontology)


def _ordered(items: Items, ontology: Ontology) -> Items:
    """The items with the ends of symmetric relations in ascending order."""
    symmetric = np.array([kind.symmetric for kind in ontology.relation_types], dtype=np.bool_)
    label = items.label if items.owner is None else items.label[items.owner]
    half = len(items.identity) // 2
    head, tail = items.identity[:half], items.identity[half:]
    swapped = symmetric[label] & _less(tail, head)
    first = tuple(np.where(swapped, t, h) for h, t in zip(head, tail, strict=True))
    second = tuple(np.where(swapped, h, t) for h, t in zip(head, tail, strict=True))
    return replace(items, identity=(*first, *second))


def _less(left: tuple[Column, ...], right: tuple[Column, ...]) -> NDArray[np.bool_]:
    """Which rows of ``left`` come before those of ``right``, column by column."""
    less = np.zeros(len(left[0]), dtype=np.bool_)
    equal = ~less
    for one, other in zip(left, right, strict=True):
        less |= equal & (one < other)
        equal &= one == other
    return less


RELATIONS = Task(
    "relations",
    (
        ItemView("entity", attrgetter("relation_type_names"), _entity),
        ItemView("strict", attrgetter("relation_type_names"), _strict),
        ItemView("boundary", attrgetter("relation_type_names"), _boundary),
    ),
)

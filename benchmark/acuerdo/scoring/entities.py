"""Entities: mention spans with their entity type."""

from __future__ import annotations

from operator import attrgetter

from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import Mentions
from acuerdo.scoring.views import Items, ItemView, Sides, Task, no_label, one_label


def _typed(mentions: Mentions) -> Items:
    return Items(mentions.document, mentions.type, (mentions.start, mentions.length))


def _untyped(mentions: Mentions) -> Items:
    label = no_label(mentions.document)
    return Items(mentions.document, label, (mentions.start, mentions.length))


def _heads(mentions: Mentions) -> Items:
    return Items(mentions.document, mentions.type, (mentions.head_start, mentions.head_length))


def _exact(block: Block) -> Sides:
    return Sides(_typed(block.gold.mentions), _typed(block.predicted.mentions))


def _boundary(block: Block) -> Sides:
    return Sides(_untyped(block.gold.mentions), _untyped(block.predicted.mentions))


def _head(block: Block) -> Sides:
    return Sides(_heads(block.gold.mentions), _heads(block.predicted.mentions))


_types = attrgetter("entity_type_names")

ENTITIES = Task(
    "entities",
    (
        ItemView("exact", _types, _exact),
        ItemView("boundary", one_label("mention"), _boundary),
        ItemView("overlap", _types, _exact, overlapping=True),
        ItemView("head", _types, _head),
    ),
)

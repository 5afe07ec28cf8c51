"""Triggers: the words that name an event, with its type."""

from __future__ import annotations

from operator import attrgetter

from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import Events
from acuerdo.scoring.views import Items, ItemView, Sides, Task, no_label, one_label


def _typed(events: Events) -> Items:
    return Items(events.document, events.type, (events.start, events.length))


def _untyped(events: Events) -> Items:
    return Items(events.document, no_label(events.document), (events.start, events.length))


def _heads(events: Events) -> Items:
    return Items(events.document, events.type, (events.head_start, events.head_length))


def _head(block: Block) -> Sides:
    return Sides(_heads(block.gold.events), _heads(block.predicted.events))


def _classification(block: Block) -> Sides:
    return Sides(_typed(block.gold.events), _typed(block.predicted.events))


def _identification(block: Block) -> Sides:
    return Sides(_untyped(block.gold.events), _untyped(block.predicted.events))


_types = attrgetter("event_type_names")

TRIGGERS = Task(
    "triggers",
    (
        ItemView("classification", _types, _classification),
        ItemView("identification", one_label("trigger"), _identification),
        ItemView("overlap", _types, _classification, overlapping=True),
        ItemView("head", _types, _head),
    ),
)

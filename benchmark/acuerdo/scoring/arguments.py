"""Arguments: who plays which role in which event.

An argument is *attached*: it counts only with its own event. Events of the two sides are the same
when trigger span and type are; where several events share both, each predicted event is aligned
with the gold event that shares most of its arguments, one to one, so that a prediction that merges
two events answers for one of them only.

Fillers are compared by kind (mention, time, event) and then, in the ``entity`` views, a mention by
the gold entity it stands for: any mention of that entity will do, once. Times and events are
compared by their spans in every view.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import attrgetter

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index, Pairs, assign
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import MENTION, Arguments, Column, Layers
from acuerdo.scoring.matching import join
from acuerdo.scoring.packing import pack_together
from acuerdo.scoring.views import (
    Items,
    ItemView,
    Sides,
    Task,
    match_items,
    no_label,
    one_label,
)

LABEL_TIE = 2.0**-30
"""Weight of the tie-break below; the arguments of an event that could outweigh one match at this
weight are more than a text can hold."""


def _exact(layers: Layers) -> Items:
    m, t, e = layers.mentions, layers.times, layers.events
    return _by_span(layers, (m.start, t.start, e.start), (m.length, t.length, e.length))


def _head(layers: Layers) -> Items:
    m, t, e = layers.mentions, layers.times, layers.events
    return _by_span(
        layers, (m.head_start, t.start, e.head_start), (m.head_length, t.length, e.head_length)
    )


def _by_span(layers: Layers, starts: tuple[Column, ...], lengths: tuple[Column, ...]) -> Items:
    """Arguments identified by kind and span of the filler; one array per kind of filler."""
    arguments = layers.arguments
    offsets = np.cumsum([0, *(len(start) for start in starts[:-1])])
    row = offsets[arguments.kind] + arguments.filler
    identity = (arguments.kind, np.concatenate(starts)[row], np.concatenate(lengths)[row])
    return Items(arguments.document, arguments.role, identity)


def _spans(block: Block) -> Sides:
    return Sides(_exact(block.gold), _exact(block.predicted))


def _heads(block: Block) -> Sides:
    return Sides(_head(block.gold), _head(block.predicted))


def _entities(block: Block) -> Sides:
    """Arguments identified by the gold entity of a mention, by the span of anything else."""
    gold, predicted = _spans(block)
    arguments = block.gold.arguments
    is_mention = arguments.kind == MENTION
    kind, start, length = gold.identity
    entity = block.gold.mentions.entity
    start = start.copy()
    start[is_mention] = entity[arguments.filler[is_mention]]
    gold = replace(gold, identity=(kind, start, np.where(is_mention, 0, length)))

    arguments = block.predicted.arguments
    mentions, others = _split(arguments)
    linked, entities = block.entity_links
    i, j = join(arguments.filler[mentions].astype(np.int64), linked)
    owner = np.concatenate([mentions[i], others])
    kind, start, length = predicted.identity
    identity = (
        kind[owner],
        np.concatenate([entities[j], start[others]]),
        np.concatenate([np.zeros(len(i), np.int64), length[others]]),
    )
    return Sides(gold, replace(predicted, identity=identity, owner=owner))


def _split(arguments: Arguments) -> tuple[Index, Index]:
    is_mention = arguments.kind == MENTION
    return np.flatnonzero(is_mention), np.flatnonzero(~is_mention)


def _attached(block: Block, *, fillers: type[Sides], roles: bool) -> Sides:
    raise NotImplementedError

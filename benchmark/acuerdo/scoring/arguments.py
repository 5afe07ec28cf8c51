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

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.assignment import Index, Pairs, assign
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import MENTION, Arguments, Column, Layers
from acuerdo.scoring.matching import join
from acuerdo.scoring.views import (
    Items,
    ItemView,
    Sides,
    Task,
    match_items,
    match_overlapping,
    no_label,
    one_label,
)

LABEL_TIE = 2.0**-30
GOLDEN_RATIO = (1 + 5**0.5) / 2
"""Credit that breaks ties: it takes a billion arguments to outweigh one match, and multiples of an
irrational number keep different sets of labels apart."""


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
    gold, predicted = block.once(_spans)
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


def _attached(
    block: Block, *, fillers: Callable[[Block], Sides], roles: bool, overlapping: bool
) -> Sides:
    sides = block.once(fillers)
    if not roles:
        sides = Sides(*(replace(side, label=no_label(side.document)) for side in sides))
    gold, predicted = sides
    # Gold events are numbered from 1; 0 is every predicted event that stands for none of them.
    pairing = match_overlapping if overlapping else match_items
    partner = _partners(block, sides, pairing) + 1
    event = partner[block.predicted.arguments.event]
    if predicted.owner is not None:
        event = event[predicted.owner]
    return Sides(
        replace(gold, identity=(block.gold.arguments.event + 1, *gold.identity)),
        replace(predicted, identity=(event, *predicted.identity)),
    )


def _partners(block: Block, sides: Sides, pairing: Callable[[Sides], Pairs]) -> Index:
    """The gold event that each predicted event is aligned with, or -1."""
    gold, predicted = block.same_triggers
    crowded = (np.bincount(gold)[gold] > 1) | (np.bincount(predicted)[predicted] > 1)
    partner = np.full(len(block.predicted.events.document), -1)
    partner[predicted[~crowded]] = gold[~crowded]
    if crowded.any():
        candidates = Pairs(gold[crowded], predicted[crowded])
        chosen = assign(candidates, _shared(block, sides, candidates, pairing))
        partner[chosen.predicted] = chosen.gold
    return partner


def _shared(
    block: Block, sides: Sides, candidates: Pairs, pairing: Callable[[Sides], Pairs]
) -> NDArray[np.float64]:
    """Number of arguments that the two events of each candidate pair share.

    The arguments of both events are copied for every candidate and matched within it. Alignments
    that match equally many arguments are told apart by the labels they match, never by order.
    """
    gold = _copies(sides.gold, block.gold.arguments.event, candidates.gold)
    predicted = _copies(sides.predicted, block.predicted.arguments.event, candidates.predicted)
    pairs = pairing(Sides(gold, predicted))
    label = gold.label[pairs.gold]
    credit = 1.0 + LABEL_TIE * ((label + 1) * GOLDEN_RATIO % 1.0)
    size = len(candidates.gold)
    sums = np.bincount(gold.document[pairs.gold], weights=credit, minlength=size)
    return sums.astype(np.float64)


def _copies(items: Items, event: Column, candidates: Index) -> Items:
    """The items of each candidate's event; the candidate's number replaces the document's."""
    candidate, item = join(candidates, event.astype(np.int64))
    if items.owner is None:
        identity = tuple(column[item] for column in items.identity)
        return Items(candidate, items.label[item], identity)
    owner, option = join(item, items.owner)
    identity = tuple(column[option] for column in items.identity)
    return Items(candidate, items.label[item], identity, owner)


def _unattached(block: Block) -> Sides:
    gold, predicted = block.once(_spans)
    return Sides(_with_type(gold, block.gold), _with_type(predicted, block.predicted))


def _with_type(items: Items, layers: Layers) -> Items:
    event_type = layers.events.type[layers.arguments.event]
    return replace(items, identity=(event_type, *items.identity))


def _view(
    name: str, fillers: Callable[[Block], Sides], *, roles: bool = True, overlapping: bool = False
) -> ItemView:
    labels = attrgetter("role_names") if roles else one_label("argument")
    project = partial(_attached, fillers=fillers, roles=roles, overlapping=overlapping)
    return ItemView(name, labels, project, ("attached",), overlapping)


ARGUMENTS = Task(
    "arguments",
    (
        _view("entity", _entities),
        _view("entity_identification", _entities, roles=False),
        _view("exact", _spans),
        _view("exact_identification", _spans, roles=False),
        _view("overlap", _spans, overlapping=True),
        _view("head", _heads),
        ItemView("exact_unattached", attrgetter("role_names"), _unattached, ("unattached",)),
    ),
)

"""Which predicted event is which gold event, one to one.

They must agree in trigger span and type. Where several events share both, those are aligned that
share most arguments, compared by spans; then most attributes and their cluster; and what is still
equal is told apart by the contents of the two events, never by order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.assignment import Index, Pairs, assign
from acuerdo.scoring.groups import group_codes
from acuerdo.scoring.layers import Column, Layers
from acuerdo.scoring.matching import join, match
from acuerdo.scoring.packing import Keys, pack, pack_together

ATTRIBUTE_TIE = 2.0**-12
CONTENT_TIE = 2.0**-42
GOLDEN_RATIO = (1 + 5**0.5) / 2
"""Credit that breaks ties: a thousand attributes weigh less than one argument, contents less than
either, and multiples of an irrational number keep different contents apart."""


def align_events(gold: Layers, predicted: Layers, same: Pairs) -> Pairs:
    """Return the events that are the same on both sides, one to one.

    Args:
        gold: A block.
        predicted: The same documents.
        same: Every pair of a gold and a predicted event with the same trigger span and type.
    """
    crowded = (np.bincount(same.gold)[same.gold] > 1) | (
        np.bincount(same.predicted)[same.predicted] > 1
    )
    if not crowded.any():
        return same
    candidates = Pairs(same.gold[crowded], same.predicted[crowded])
    arguments = _argument_keys(gold, predicted)
    credit = 1.0 + _shared(gold, predicted, arguments, candidates)
    credit += ATTRIBUTE_TIE * _alike(gold, predicted, candidates)
    contents = _contents(gold, predicted, arguments, candidates)
    product = (contents.gold + 1) * (contents.predicted + 1)
    credit += CONTENT_TIE * (product * GOLDEN_RATIO % 1.0)
    chosen = assign(candidates, credit)
    return Pairs(
        np.concatenate([same.gold[~crowded], chosen.gold]),
        np.concatenate([same.predicted[~crowded], chosen.predicted]),
    )


def _argument_keys(gold: Layers, predicted: Layers) -> tuple[Keys, Keys]:
    """Role, kind and span of each argument of both sides, in one number."""
    columns = []
    for side in (gold, predicted):
        starts = [side.mentions.start, side.times.start, side.events.start]
        lengths = [side.mentions.length, side.times.length, side.events.length]
        offsets = np.cumsum([0, *(len(start) for start in starts[:-1])])
        row = offsets[side.arguments.kind] + side.arguments.filler
        columns.append(
            [
                side.arguments.role,
                side.arguments.kind,
                np.concatenate(starts)[row],
                np.concatenate(lengths)[row],
            ]
        )
    return pack_together(*columns)


def _shared(
    gold: Layers, predicted: Layers, arguments: tuple[Keys, Keys], candidates: Pairs
) -> NDArray[np.float64]:
    """Number of arguments that the two events of each candidate pair share."""
    sides = []
    for rows, side, keys in (
        (candidates.gold, gold, arguments[0]),
        (candidates.predicted, predicted, arguments[1]),
    ):
        number, row = join(rows, side.arguments.event.astype(np.int64))
        sides.append([number, keys[row]])
    pairs = match(*pack_together(*sides))
    return np.bincount(sides[0][0][pairs.gold], minlength=len(candidates.gold)).astype(np.float64)


def _alike(gold: Layers, predicted: Layers, candidates: Pairs) -> NDArray[np.float64]:
    """Number of attributes that agree, and one more if the clusters have the same triggers."""
    ours, theirs = gold.events, predicted.events
    alike = np.zeros(len(candidates.gold))
    for one, other in (
        (ours.polarity, theirs.polarity),
        (ours.certainty, theirs.certainty),
        (ours.time, theirs.time),
        _cluster_contents(gold, predicted),
    ):
        alike += one[candidates.gold] == other[candidates.predicted]
    return alike


def _cluster_contents(gold: Layers, predicted: Layers) -> tuple[Index, Index]:
    """Of each event, a number for the triggers and types of its cluster."""
    events = gold.events, predicted.events
    keys = pack_together(*([e.document, e.start, e.length, e.type] for e in events))
    chains = pack_together(
        [np.zeros_like(events[0].document), events[0].document, events[0].cluster],
        [np.ones_like(events[1].document), events[1].document, events[1].cluster],
    )
    number = np.unique(np.concatenate(chains), return_inverse=True)[1]
    codes = group_codes(number, np.concatenate(keys), len(number))[number]
    return codes[: len(keys[0])], codes[len(keys[0]) :]


def _contents(
    gold: Layers, predicted: Layers, arguments: tuple[Keys, Keys], candidates: Pairs
) -> Pairs:
    """Rank of each candidate's two events among the events of their document, by contents."""
    columns: list[list[Column]] = []
    size = len(gold.events.document)
    owner = np.concatenate(
        [gold.arguments.event.astype(np.int64), predicted.arguments.event.astype(np.int64) + size]
    )
    sets = group_codes(owner, np.concatenate(arguments), size + len(predicted.events.document))
    for side, codes in ((gold.events, sets[:size]), (predicted.events, sets[size:])):
        contents = [side.start, side.length, side.type, side.polarity, side.certainty, side.time]
        columns.append([side.document, *contents, codes])
    keys = pack([np.concatenate(pair) for pair in zip(*columns, strict=True)])
    ranks, number = np.unique(keys, return_inverse=True)
    document = np.concatenate([gold.events.document, predicted.events.document])
    first = np.full(int(document.max()) + 1, len(ranks))
    np.minimum.at(first, document, number)
    number = number - first[document]
    return Pairs(number[candidates.gold], number[size + candidates.predicted])

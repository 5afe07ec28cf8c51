"""Political records: who did what to whom, in codes.

An item is a record that ``acuerdo.records`` derives, without date and attributes: its type, the set
of its actors and the set of its recipients. The same rules are applied here to columns; a test
keeps the two alike. Several events of one cluster on the same trigger are ordered by contents.
"""

from __future__ import annotations

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.records import COOPERATIVE, PLOVER
from acuerdo.scoring.assignment import Index
from acuerdo.scoring.block import Block
from acuerdo.scoring.groups import group_codes
from acuerdo.scoring.layers import MENTION, NO_CODE, Column, Layers
from acuerdo.scoring.packing import pack
from acuerdo.scoring.views import Items, ItemView, Sides, Task

ACTOR, RECIPIENT = "Actor", "Recipient"
"""Roles whose codes a record holds."""

ANNOUNCED = "AGREE"
"""Type of an announced cooperation."""


def _types(ontology: Ontology) -> tuple[str, ...]:
    return tuple(kind.name for kind in ontology.event_types if kind.source == PLOVER)


def _records(block: Block) -> Sides:
    sides = (block.gold, block.predicted)
    chains = [_chains(side) for side in sides]
    sizes = [len(first) for _, first in chains]
    sets = []
    for role in (ACTOR, RECIPIENT):
        owners, codes = [], []
        for side, (chain, _) in zip(sides, chains, strict=True):
            owner, code = _codes(side, chain, block.ontology, role)
            owners.append(owner)
            codes.append(code)
        owner = np.concatenate([owners[0], owners[1] + sizes[0]])
        sets.append(np.split(group_codes(owner, np.concatenate(codes), sum(sizes)), sizes[:1]))
    found = []
    for number, (side, (_, first)) in enumerate(zip(sides, chains, strict=True)):
        actors, recipients = sets[0][number], sets[1][number]
        label = _labels(side, block.ontology)[first]
        kept = np.flatnonzero((actors > 0) & (label >= 0))
        document = side.events.document[first[kept]]
        found.append(Items(document, label[kept], (actors[kept], recipients[kept])))
    return Sides(*found)


def _chains(side: Layers) -> tuple[Index, Index]:
    """The cluster of each event, numbered in the block, and the first event of each cluster."""
    events = side.events
    chain = np.unique(pack([events.document, events.cluster]), return_inverse=True)[1]
    contents = (events.time, events.type, events.length, events.start)
    order = np.lexsort((*contents, chain))
    begins = np.concatenate([[True], np.diff(chain[order]) > 0]) if len(chain) else chain
    return chain, order[np.flatnonzero(begins)]


def _codes(side: Layers, chain: Index, ontology: Ontology, role: str) -> tuple[Index, Column]:
    """Chain and actor code of each filler of a role, every code once per chain."""
    arguments = side.arguments
    names = ontology.role_names
    rows = np.flatnonzero(
        (arguments.role == (names.index(role) if role in names else -1))
        & (arguments.kind == MENTION)
    )
    code = side.mentions.code[arguments.filler[rows]]
    rows, code = rows[code != NO_CODE], code[code != NO_CODE]
    pairs = np.unique(np.stack([chain[arguments.event[rows]], code]), axis=1)
    return pairs[0], pairs[1]


def _labels(side: Layers, ontology: Ontology) -> Index:
    """Position of the recorded type of each event among the labels, or -1."""
    labels, names = _types(ontology), ontology.event_type_names
    position = np.array([labels.index(name) if name in labels else -1 for name in names])
    label = position[side.events.type]
    if ANNOUNCED in labels and "FUTURE" in ontology.attribute_values["time"]:
        cooperative = np.array([name in COOPERATIVE for name in names])[side.events.type]
        future = side.events.time == ontology.attribute_values["time"].index("FUTURE")
        label = np.where(cooperative & future, labels.index(ANNOUNCED), label)
    return label


RECORDS = Task("records", (ItemView("records", _types, _records),), in_acuerdo=False)

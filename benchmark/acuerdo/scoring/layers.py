"""Annotations as integer columns: what the scorer computes on.

A ``Layers`` holds a block of documents, one table per layer, rows grouped by document. Documents
are numbered from 0 within the block; labels are positions in the ontology's lists; spans are a
start and a length in code points; references are row numbers of the table referred to. The tables
are filled from ``Annotations`` (``flatten``) or by any reader that produces the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.signedinteger[Any]]
"""One integer per row."""

BLOCK = 4_000
"""Documents per block. Source: measured on a prototype: 3.8 µs per document at any size in blocks
of this size, 13 µs when a million documents are sorted at once."""

MENTION, TIME, EVENT = 0, 1, 2
"""Kinds of argument fillers."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions of entities. ``entity`` numbers the entities of a document from 0."""

    document: Column
    start: Column
    length: Column
    head_start: Column
    head_length: Column
    type: Column
    entity: Column


@dataclass(frozen=True, slots=True)
class Times:
    """Time expressions. Equal ``value`` codes mean equal values in the whole block, on both sides.

    A value belongs to no closed list; see ``flatten``.
    """

    document: Column
    start: Column
    length: Column
    type: Column
    value: Column


@dataclass(frozen=True, slots=True)
class Events:
    """Event mentions: trigger, its head, type and attributes."""

    document: Column
    start: Column
    length: Column
    head_start: Column
    head_length: Column
    type: Column
    polarity: Column
    certainty: Column
    time: Column


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments: ``event`` is a row of ``events``, ``filler`` a row of that kind's table."""

    document: Column
    event: Column
    role: Column
    kind: Column
    filler: Column


@dataclass(frozen=True, slots=True)
class Relations:
    """Relations between entities: ``head`` and ``tail`` are rows of ``mentions``."""

    document: Column
    type: Column
    head: Column
    tail: Column


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers of a block of documents."""

    documents: int
    mentions: Mentions
    times: Times
    events: Events
    arguments: Arguments
    relations: Relations

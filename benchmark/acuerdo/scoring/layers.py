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
"""Kinds of argument fillers, and of the ends of event relations."""

CONTENT, CUE = 0, 1
"""Parts of a quote."""

NO_SOURCE = -1
"""Source of a quote that has none."""

NO_CODE = 0
"""Actor code of an entity that has none."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions of entities. ``entity`` numbers the entities of a document from 0.

    Equal ``code`` means equal actor codes (country and sector) in the whole block, on both sides;
    ``NO_CODE`` stands for none.
    """

    document: Column
    start: Column
    length: Column
    head_start: Column
    head_length: Column
    type: Column
    entity: Column
    code: Column


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
    """Event mentions: trigger, its head, type and attributes.

    ``cluster`` numbers the sets of coreferent events of a document from 0; an event that corefers
    with no other has a number of its own.
    """

    document: Column
    start: Column
    length: Column
    head_start: Column
    head_length: Column
    type: Column
    polarity: Column
    certainty: Column
    time: Column
    cluster: Column


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
class EventRelations:
    """Links; ``head`` and ``tail`` are rows of ``events`` or of ``times``, as their kinds say."""

    document: Column
    type: Column
    head_kind: Column
    head: Column
    tail_kind: Column
    tail: Column


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes: ``source`` is a row of ``mentions`` or ``NO_SOURCE``; spans are ``QuoteSpans``."""

    document: Column
    form: Column
    source: Column


@dataclass(frozen=True, slots=True)
class QuoteSpans:
    """Spans of the contents and cues of quotes: ``quote`` is a row of ``quotes``."""

    document: Column
    quote: Column
    part: Column
    start: Column
    length: Column


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers of a block of documents."""

    documents: int
    mentions: Mentions
    times: Times
    events: Events
    arguments: Arguments
    relations: Relations
    event_relations: EventRelations
    quotes: Quotes
    quote_spans: QuoteSpans

"""A block of documents as read: integer columns and joined strings, nothing else.

A ``Sheet`` says what a file says, in the file's order, whether it makes sense or not: ``rows`` and
``arrow`` fill one, ``soundness`` judges it, ``columns`` turns it into what the scorer computes on.
Lists inside rows become a column of sizes and the columns of all their items, one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Index = NDArray[np.int64]


SPANS = ("mention", "mention_head", "time", "event", "event_head", "cue", "content")
"""Kinds of spans: ``NAME_start`` and ``NAME_end`` are columns of a sheet."""


SEPARATOR = "\n"
"""Ends a copy. No span crosses a line, so the copies can be told apart."""


class Doubt(Exception):  # noqa: N818 - no error: it never leaves the package
    """Something may be wrong with what was read; the careful reader must judge it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Documents with every layer.

    Items of a document are numbered from 0: mentions, times, events, then everything else that has
    an id; -1 is the empty id. Kinds are numbers of label combinations, see ``labels``.

    Attributes:
        ids: Document ids.
        texts: Texts of the rows; None where a row leaves it out.
        splits: Parts of a collection that the rows say they belong to.
        entities: Entities of each document.
        entity_type: Code of the type of each entity.
        entity_actor: Kind of country and sector of each entity.
        entity_mentions: Mentions of each entity.
        mention_start: In code points, as all places.
        mention_end: Exclusive, as all ends.
        mention_head_start: Of the head.
        mention_head_end: Of the head.
        times: Time expressions of each document.
        time_start: Of each time expression.
        time_end: Of each time expression.
        time_kind: Kind of type, value and modifier of each.
        events: Events of each document.
        event_start: Of each trigger.
        event_end: Of each trigger.
        event_head_start: Of its head.
        event_head_end: Of its head.
        event_kind: Kind of type and mode of each event.
        event_attributes: Kind of polarity, certainty and time of each event.
        event_cluster: Number of the cluster's name within the sheet; -1 for none.
        event_arguments: Arguments of each event.
        argument_role: Code of each role.
        argument_filler: Item of the document.
        relations: Relations of each document.
        relation_type: Code of each type.
        relation_ends: Head and tail of each, in turn: items of the document.
        links: Event relations of each document.
        link_type: Code of each type.
        link_ends: Head and tail of each, in turn: items of the document.
        quotes: Quotes of each document.
        quote_form: Code of each form.
        quote_ends: Source and event of each, in turn: items of the document.
        quote_cues: Cue spans of each quote.
        quote_contents: Content spans of each quote.
        cue_start: Of each cue span.
        cue_end: Of each cue span.
        content_start: Of each content span.
        content_end: Of each content span.
        copies: The copies of the texts of all spans, each followed by ``SEPARATOR``: one string for
            each of ``SPANS``.
    """

    ids: list[str]
    texts: list[str | None]
    splits: list[str]
    entities: Ints
    entity_type: Ints
    entity_actor: Ints
    entity_mentions: Ints
    mention_start: Ints
    mention_end: Ints
    mention_head_start: Ints
    mention_head_end: Ints
    times: Ints
    time_start: Ints
    time_end: Ints
    time_kind: Ints
    events: Ints
    event_start: Ints
    event_end: Ints
    event_head_start: Ints
    event_head_end: Ints
    event_kind: Ints
    event_attributes: Ints
    event_cluster: Ints
    event_arguments: Ints
    argument_role: Ints
    argument_filler: Ints
    relations: Ints
    relation_type: Ints
    relation_ends: Ints
    links: Ints
    link_type: Ints
    link_ends: Ints
    quotes: Ints
    quote_form: Ints
    quote_ends: Ints
    quote_cues: Ints
    quote_contents: Ints
    cue_start: Ints
    cue_end: Ints
    content_start: Ints
    content_end: Ints
    copies: tuple[str, ...]

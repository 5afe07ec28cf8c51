"""Whether a sheet obeys every rule of the validator: one question, answered on whole columns.

The answer is no when ``acuerdo.validation.validate`` would find a problem; *which* problem is then
for the validator to say. Labels are judged where they are read (``typed``, ``labels``), unique ids
and references to nowhere as well (``rows``), spans and copies in ``texts``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology
from acuerdo.scoring.layers import EVENT, MENTION, TIME, Column
from acuerdo.scoring.matching import join
from acuerdo.scoring.packing import pack
from acuerdo.streaming.frame import NOTHING, Frame
from acuerdo.streaming.sheet import Index, Ints

Mask = NDArray[np.bool_]
MIX = np.int64(-7046029254386353131)
"""Odd multiplier that scatters integers over 64 bits. Source: Steele, Lea and Flood 2014
(SplitMix64), the golden gamma 0x9E3779B97F4A7C15."""


class Soundness:
    """The rules of an ontology as tables of what is allowed.

    Kinds of items are entity types, then time, then event, then anything else.
    """

    def __init__(self, ontology: Ontology) -> None:
        o = ontology
        kinds = (*o.entity_type_names, TIME_FILLER, EVENT_FILLER)
        self._time, self._event = len(kinds) - 2, len(kinds) - 1
        self._other = len(kinds)
        width = len(kinds) + 1
        self._fillers = np.zeros((len(o.event_types), len(o.roles), width), np.bool_)
        for n, event_type in enumerate(o.event_types):
            for role, allowed in event_type.roles.items():
                for kind in allowed:
                    self._fillers[n, o.role_names.index(role), kinds.index(kind)] = True
        self._relations = np.zeros((len(o.relation_types), 2, width), np.bool_)
        for n, relation in enumerate(o.relation_types):
            for end, allowed in enumerate((relation.head, relation.tail)):
                for kind in allowed:
                    self._relations[n, end, kinds.index(kind)] = True
        self._links = np.zeros((len(o.event_relation_types), 2, width), np.bool_)
        for n, link in enumerate(o.event_relation_types):
            for end, allowed in enumerate((link.head, link.tail)):
                for kind in allowed:
                    self._links[n, end, kinds.index(kind)] = True
        self._symmetric_relations = _flags([kind.symmetric for kind in o.relation_types])
        self._symmetric_links = _flags([kind.symmetric for kind in o.event_relation_types])

    def holds(self, frame: Frame, event_type: Ints) -> bool:
        """Tell whether references, kinds and repetitions are as the rules want them.

        Args:
            frame: What is judged.
            event_type: Of each event.
        """
        sheet = frame.sheet
        return bool(
            (sheet.entity_mentions > 0).all()
            and _heads_lie_inside(frame)
            and _distinct(frame.mention_document, sheet.mention_start, sheet.mention_end)
            and _distinct(frame.time_document, sheet.time_start, sheet.time_end)
            and self._arguments_hold(frame, event_type)
            and _circle_free(frame)
            and _events_are_distinct(frame, event_type)
            and self._relations_hold(frame)
            and self._links_hold(frame)
            and _quotes_hold(frame)
        )

    def _kind(self, frame: Frame, kind: Index, row: Index) -> Index:
        """Kind of items as the tables count them."""
        found = np.array([0, self._time, self._event, self._other, self._other])[kind]
        mentions = kind == MENTION
        found[mentions] = frame.sheet.entity_type[frame.mention_entity[row[mentions]]]
        return found

    def _arguments_hold(self, frame: Frame, event_type: Ints) -> bool:
        kind, row = frame.fillers
        event, role = frame.argument_event, frame.sheet.argument_role
        filler = self._kind(frame, kind, row)
        return (
            bool(self._fillers[event_type[event], role, filler].all())
            and not ((kind == EVENT) & (row == event)).any()
            and _distinct(event, role, frame.sheet.argument_filler)
        )

    def _relations_hold(self, frame: Frame) -> bool:
        kind, row = frame.relation_ends
        types = frame.sheet.relation_type
        if not (kind == MENTION).all():
            return False
        ends = self._kind(frame, kind, row)
        entity = frame.mention_entity[row]
        allowed = self._relations[types[:, None], np.arange(2), ends].all()
        return bool(
            allowed
            and (entity[:, 0] != entity[:, 1]).all()
            and _distinct(types, *_sorted(row, self._symmetric_relations[types]))
        )

    def _links_hold(self, frame: Frame) -> bool:
        kind, row = frame.link_ends
        types = frame.sheet.link_type
        if not np.isin(kind, (TIME, EVENT)).all():
            return False
        ends = np.where(kind == TIME, self._time, self._event)
        same = (kind[:, 0] == kind[:, 1]) & (row[:, 0] == row[:, 1])
        item = 2 * row + (kind == TIME)
        return bool(
            self._links[types[:, None], np.arange(2), ends].all()
            and not same.any()
            and not (kind == TIME).all(axis=1).any()
            and _distinct(types, *_sorted(item, self._symmetric_links[types]))
        )


def _heads_lie_inside(frame: Frame) -> bool:
    s = frame.sheet
    return bool(
        (s.mention_start <= s.mention_head_start).all()
        and (s.mention_head_end <= s.mention_end).all()
        and (s.event_start <= s.event_head_start).all()
        and (s.event_head_end <= s.event_end).all()
    )


def _circle_free(frame: Frame) -> bool:
    """No event is an argument of itself: without its leaves, again and again, nothing is left."""
    kind, row = frame.fillers
    nested = kind == EVENT
    outer, inner = frame.argument_event[nested], row[nested]
    while len(outer):
        has_arguments = np.zeros(len(frame.sheet.event_kind), np.bool_)
        has_arguments[outer] = True
        kept = has_arguments[inner]
        if kept.all():
            return False
        outer, inner = outer[kept], inner[kept]
    return True


def _events_are_distinct(frame: Frame, event_type: Ints) -> bool:
    sheet = frame.sheet
    argument = pack([sheet.argument_role, sheet.argument_filler + 1])
    contents = _sums_of_hashes(argument, frame.argument_event, len(event_type))
    return _distinct(frame.event_document, sheet.event_start, sheet.event_end, event_type, contents)


def _quotes_hold(frame: Frame) -> bool:
    sheet = frame.sheet
    kind, row = frame.quote_ends
    source, event = kind.T
    return bool(
        np.isin(source, (MENTION, NOTHING)).all()
        and np.isin(event, (EVENT, NOTHING)).all()
        and (sheet.quote_contents > 0).all()
        and _ordered(frame.cue_quote, sheet.cue_start, sheet.cue_end)
        and _ordered(frame.content_quote, sheet.content_start, sheet.content_end)
        and _cues_lie_outside(frame)
        and _quotes_are_distinct(frame, np.where(source == MENTION, row[:, 0] + 1, 0))
    )


def _ordered(quote: Index, start: Column, end: Column) -> bool:
    """Spans of a quote follow each other without overlapping."""
    return not ((quote[1:] == quote[:-1]) & (start[1:] < end[:-1])).any()


def _cues_lie_outside(frame: Frame) -> bool:
    s = frame.sheet
    i, j = join(frame.cue_quote, frame.content_quote)
    return not ((s.cue_start[i] < s.content_end[j]) & (s.content_start[j] < s.cue_end[i])).any()


def _quotes_are_distinct(frame: Frame, source: Index) -> bool:
    sheet = frame.sheet
    content = pack([sheet.content_start, sheet.content_end])
    contents = _sums_of_hashes(content, frame.content_quote, len(source))
    return _distinct(frame.quote_document, source, contents)


def _sums_of_hashes(values: Index, owner: Index, size: int) -> Index:
    """A number for the set of values of each owner: equal for equal sets, else all but never.

    A collision in one document costs a look at the file by the careful reader, and nothing else.
    """
    mixed = (values + 1) * MIX
    mixed = (mixed ^ (mixed >> 29)) * MIX
    sums = np.zeros(size, np.int64)
    np.add.at(sums, owner, mixed)
    return (sums ^ (sums >> 31)) & np.int64(2**31 - 1)


def _sorted(ends: Index, symmetric: Mask) -> tuple[Index, Index]:
    """Ends of links, those of symmetric ones in ascending order."""
    swapped = symmetric & (ends[:, 1] < ends[:, 0])
    return np.where(swapped, ends[:, 1], ends[:, 0]), np.where(swapped, ends[:, 0], ends[:, 1])


def _distinct(*columns: Column) -> bool:
    """Whether no two rows are equal."""
    keys = np.sort(pack(columns))
    return not (keys[1:] == keys[:-1]).any()


def _flags(values: Sequence[bool]) -> Mask:
    return np.array(values, dtype=np.bool_)

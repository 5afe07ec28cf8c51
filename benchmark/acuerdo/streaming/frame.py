"""Where everything on a sheet belongs: documents, entities and events of items; ids as rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from acuerdo.scoring.layers import EVENT, MENTION, TIME
from acuerdo.streaming.sheet import Index, Ints, Sheet

NOTHING, ELSEWHERE = -1, 3
"""What an id may stand for besides a mention, a time or an event: the empty id, and any other."""


@dataclass(frozen=True)
class Frame:
    """A sheet with the look-ups that judging and scoring share."""

    sheet: Sheet

    @cached_property
    def documents(self) -> int:
        """Number of documents."""
        return len(self.sheet.ids)

    @cached_property
    def entity_document(self) -> Index:
        """Document of each entity."""
        return owners(self.sheet.entities)

    @cached_property
    def entity_ordinal(self) -> Index:
        """Number of each entity in its document."""
        first = starts(self.sheet.entities)
        return np.arange(len(self.entity_document)) - first[self.entity_document]

    @cached_property
    def mention_entity(self) -> Index:
        """Entity of each mention."""
        return owners(self.sheet.entity_mentions)

    @cached_property
    def mention_document(self) -> Index:
        """Document of each mention."""
        return self.entity_document[self.mention_entity]

    @cached_property
    def time_document(self) -> Index:
        """Document of each time."""
        return owners(self.sheet.times)

    @cached_property
    def event_document(self) -> Index:
        """Document of each event."""
        return owners(self.sheet.events)

    @cached_property
    def argument_event(self) -> Index:
        """Event of each argument."""
        return owners(self.sheet.event_arguments)

    @cached_property
    def relation_document(self) -> Index:
        """Document of each relation."""
        return owners(self.sheet.relations)

    @cached_property
    def link_document(self) -> Index:
        """Document of each event relation."""
        return owners(self.sheet.links)

    @cached_property
    def quote_document(self) -> Index:
        """Document of each quote."""
        return owners(self.sheet.quotes)

    @cached_property
    def cue_quote(self) -> Index:
        """Quote of each cue span."""
        return owners(self.sheet.quote_cues)

    @cached_property
    def content_quote(self) -> Index:
        """Quote of each content span."""
        return owners(self.sheet.quote_contents)

    @cached_property
    def fillers(self) -> tuple[Index, Index]:
        """Kind and row of the filler of each argument."""
        return self._rows(self.event_document[self.argument_event], self.sheet.argument_filler)

    @cached_property
    def relation_ends(self) -> tuple[Index, Index]:
        """Kinds and rows of the ends of relations; shape ``(n, 2)`` each."""
        return self._pairs(self.relation_document, self.sheet.relation_ends)

    @cached_property
    def link_ends(self) -> tuple[Index, Index]:
        """Kinds and rows of the ends of event relations; shape ``(n, 2)`` each."""
        return self._pairs(self.link_document, self.sheet.link_ends)

    @cached_property
    def quote_ends(self) -> tuple[Index, Index]:
        """Kinds and rows of source and event of quotes; shape ``(n, 2)`` each."""
        return self._pairs(self.quote_document, self.sheet.quote_ends)

    def _pairs(self, document: Index, items: Ints) -> tuple[Index, Index]:
        kind, row = self._rows(np.repeat(document, 2), items)
        return kind.reshape(-1, 2), row.reshape(-1, 2)

    def _rows(self, document: Index, items: Ints) -> tuple[Index, Index]:
        bounds, shifts = self._numbering
        # Items of kind k have the numbers bounds[k] to bounds[k + 1]; the empty id has -1.
        of_document = bounds[:, document]
        kind = (items >= of_document[1:]).sum(axis=0)
        row = items + shifts[kind, document]
        empty = items < 0
        kind[empty], row[empty] = NOTHING, 0
        return kind, row

    @cached_property
    def _numbering(self) -> tuple[Index, Index]:
        """First numbers of mentions, times, events and others; what turns numbers into rows."""
        sheet = self.sheet
        mentions = np.bincount(self.mention_document, minlength=self.documents)
        sizes = np.stack([mentions, sheet.times, sheet.events])
        bounds = np.zeros((4, self.documents), np.int64)
        bounds[1:] = np.cumsum(sizes, axis=0)
        shifts = np.zeros_like(bounds)
        for kind in (MENTION, TIME, EVENT):
            shifts[kind] = starts(sizes[kind]) - bounds[kind]
        return bounds, shifts


def owners(sizes: Ints) -> Index:
    """Return the owner of each item, given the number of items of each owner.

    >>> owners(np.array([2, 0, 1])).tolist()
    [0, 0, 2]
    """
    return np.repeat(np.arange(len(sizes)), sizes)


def starts(sizes: Ints | Index) -> Index:
    """Return the position of the first item of each owner.

    >>> starts(np.array([2, 0, 1])).tolist()
    [0, 2, 2]
    """
    return np.cumsum(sizes, dtype=np.int64) - sizes

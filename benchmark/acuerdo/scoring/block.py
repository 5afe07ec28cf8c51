"""Which gold entities a predicted mention stands for, which events and mentions are the same.

All of them join the two sides of a block and are needed by several views; a ``Block`` computes each
once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index, Pairs
from acuerdo.scoring.event_alignment import align_events
from acuerdo.scoring.layers import Column, Layers
from acuerdo.scoring.matching import join, match
from acuerdo.scoring.packing import pack, pack_together
from acuerdo.scoring.partitions import Clusters, Partitions, occurrences

T = TypeVar("T")


@dataclass(frozen=True)
class Block:
    """Gold and predicted layers of the same documents.

    Time values are comparable when both sides were flattened with one table of values.
    """

    gold: Layers
    predicted: Layers
    ontology: Ontology

    def once(self, compute: Callable[[Block], T]) -> T:
        """Return what a function computes of the block; computed for the first view that asks."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        found: T = self._computed[compute]
        return found

    @cached_property
    def _computed(self) -> dict[Callable[[Block], Any], Any]:
        return {}

    @cached_property
    def entity_links(self) -> tuple[Index, Column]:
        """Rows of predicted mentions, each with a gold entity it stands for.

        A mention stands for the entities that have a gold mention on exactly its span: mostly one
        or none. The prediction's own clusters play no part.
        """
        gold, predicted = self.gold.mentions, self.predicted.mentions
        columns = (gold.document, gold.start, gold.length, gold.entity)
        distinct = np.unique(pack(columns), return_index=True)[1]
        document, start, length, entity = (column[distinct] for column in columns)
        gold_keys, predicted_keys = pack_together(
            [document, start, length], [predicted.document, predicted.start, predicted.length]
        )
        mention, row = join(predicted_keys, gold_keys)
        return mention, entity[row]

    @cached_property
    def same_triggers(self) -> Pairs:
        """Every pair of a gold and a predicted event with the same trigger span and type."""
        gold, predicted = self.gold.events, self.predicted.events
        gold_keys, predicted_keys = pack_together(
            [gold.document, gold.start, gold.length, gold.type],
            [predicted.document, predicted.start, predicted.length, predicted.type],
        )
        return Pairs(*join(gold_keys, predicted_keys))

    @cached_property
    def same_events(self) -> Pairs:
        """Gold and predicted events that are the same, one to one."""
        return align_events(self.gold, self.predicted, self.same_triggers)

    @cached_property
    def entity_partitions(self) -> Partitions:
        """Entities as clusters of mentions; mentions are the same when their spans are."""
        gold, predicted = self.gold.mentions, self.predicted.mentions
        spans = pack_together([gold.start, gold.length], [predicted.start, predicted.length])
        documents = gold.document, predicted.document
        clusters = (
            Clusters(gold.document, gold.entity),
            Clusters(predicted.document, predicted.entity),
        )
        numbers = occurrences(documents, spans, clusters)
        keys = pack_together(
            [documents[0], spans[0], numbers[0]], [documents[1], spans[1], numbers[1]]
        )
        return Partitions(self.gold.documents, *clusters, match(*keys))

    @cached_property
    def event_partitions(self) -> Partitions:
        """Clusters of coreferent events; events are the same as in ``same_events``."""
        gold, predicted = self.gold.events, self.predicted.events
        return Partitions(
            self.gold.documents,
            Clusters(gold.document, gold.cluster),
            Clusters(predicted.document, predicted.cluster),
            self.same_events,
        )

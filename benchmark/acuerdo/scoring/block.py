"""Which gold entities a predicted mention stands for, and which events may be compared.

Both are joins of the two sides of a block, needed by several views; a ``Block`` computes each once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index, Pairs
from acuerdo.scoring.layers import Column, Layers
from acuerdo.scoring.matching import join
from acuerdo.scoring.packing import pack, pack_together


@dataclass(frozen=True)
class Block:
    """Gold and predicted layers of the same documents.

    Time values are comparable when both sides were flattened with one table of values.
    """

    gold: Layers
    predicted: Layers
    ontology: Ontology

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

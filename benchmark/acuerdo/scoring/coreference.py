"""Coreference: which mentions speak of one entity, end to end.

Mentions are those that each side has, the same when their spans are; entity types play no part.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from acuerdo.scoring.block import Block
from acuerdo.scoring.counts import Amounts
from acuerdo.scoring.partitions import Partitions
from acuerdo.scoring.signature import MACRO
from acuerdo.scoring.views import AmountsView, Task, fixed_labels, one_label

Chosen = Callable[[Block], Partitions]


def conll(name: str, partitions: Chosen) -> AmountsView:
    """The view whose F1 is the mean of those of MUC, B³ and CEAF-e.

    Source: Pradhan et al. 2012, *CoNLL-2012 shared task*; Pradhan et al. 2014.
    """

    def measure(block: Block) -> Amounts:
        found = partitions(block)
        return np.stack([found.muc, found.b_cubed, found.ceaf_e])

    return AmountsView(name, fixed_labels("muc", "b_cubed", "ceaf_e"), measure, MACRO)


def _metric(name: str, label: str, measure: Callable[[Partitions], Amounts]) -> AmountsView:
    return AmountsView(
        name, one_label(label), lambda block: measure(block.entity_partitions)[np.newaxis]
    )


COREFERENCE = Task(
    "coreference",
    (
        conll("conll", lambda block: block.entity_partitions),
        _metric("muc", "link", lambda found: found.muc),
        _metric("b_cubed", "mention", lambda found: found.b_cubed),
        _metric("ceaf_e", "entity", lambda found: found.ceaf_e),
        _metric("lea", "mention", lambda found: found.lea),
        AmountsView(
            "blanc",
            fixed_labels("coreferent", "not_coreferent"),
            lambda block: block.entity_partitions.blanc,
            MACRO,
        ),
    ),
)

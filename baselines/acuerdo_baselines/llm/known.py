"""What an answer named so far: which id stands for what, and what came to nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from acuerdo_baselines.llm.piece import Nowhere


@dataclass(slots=True)
class Known:
    """Grows while an answer is read.

    Attributes:
        ids: Id of the item that an answered id leads to; ids of what has no place lead nowhere.
        kinds: Entity type, ``time`` or ``event`` of each item.
        owners: Entity of each mention.
        nowhere: Answers without a place.
        rejected: Answers that have a place but no right to it.

    >>> known = Known()
    >>> known.name("M7", "m1", "PER")
    >>> known.ids["M7"], known.kinds["m1"]
    ('m1', 'PER')
    """

    ids: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    nowhere: Nowhere = field(default_factory=Counter)
    rejected: int = 0

    def name(self, answered: str, identifier: str, kind: str) -> None:
        """Note what an answered id stands for; the first one that has it keeps it."""
        self.ids.setdefault(answered, identifier)
        self.kinds[identifier] = kind

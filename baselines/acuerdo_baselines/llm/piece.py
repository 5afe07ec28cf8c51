"""What a model said about one chunk, as far as it stands in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from acuerdo.annotation import Annotations

Nowhere = Counter[tuple[str, str]]
"""Number of answers without a place, by task and label."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The annotations of a chunk, and what could not become one.

    Attributes:
        annotations: Valid; ids are unique in the chunk.
        ungrounded: Answers whose words, or those of what they refer to, have no place in the text.
        rejected: Answers that the ontology or the protocol does not admit, and repetitions.
    """

    annotations: Annotations
    ungrounded: Nowhere
    rejected: int


def by_task(counts: Iterable[Nowhere]) -> dict[str, dict[str, int]]:
    """Return answers without a place as the scorer takes them: number by task and label.

    >>> by_task([Counter({("times", "DATE"): 1}), Counter({("times", "DATE"): 2})])
    {'times': {'DATE': 3}}
    """
    total: Nowhere = Counter()
    for each in counts:
        total.update(each)
    found: dict[str, dict[str, int]] = {}
    for (task, label), number in sorted(total.items()):
        found.setdefault(task, {})[label] = number
    return found

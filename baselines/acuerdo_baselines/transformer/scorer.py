"""What the heads say about one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from acuerdo.annotation import Span
from acuerdo_baselines.crf.encoding import OUTSIDE
from acuerdo_baselines.linear.hashing import Floats
from acuerdo_baselines.transformer.items import Item, Pair
from acuerdo_baselines.transformer.labels import CUES
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.numbers import Items, Pairs, columns
from acuerdo_baselines.transformer.text import Text

if TYPE_CHECKING:
    from torch import Tensor

Answer = tuple[Floats, tuple[str, ...]]
"""Log-probabilities, a row for each question, and the labels of their columns."""


class Scorer:
    """Asks the heads about spans of one document.

    Args:
        network: In evaluation mode.
        text: The document.
        vectors: Of its words.
    """

    def __init__(self, network: Network, text: Text, vectors: Tensor) -> None:
        self._network = network
        self._text = text
        self._vectors = vectors
        self._kinds = columns(network.labels.kinds)

    def about_spans(self, head: str, asked: Sequence[Item]) -> Answer:
        """Return what a head says about items."""
        labels = self._network.labels.spans[head]
        if not asked:
            return np.zeros((0, len(labels)), np.float32), labels
        items = Items(self._text, self._kinds)
        numbers = [items.number(item) for item in asked]
        spans = self._network.spans(self._vectors, items)
        rows = spans[self._network.numbers(numbers)]
        return _log_probabilities(self._network.span_scores(head, rows)), labels

    def about_pairs(self, head: str, asked: Sequence[Pair]) -> Answer:
        """Return what a head says about pairs of items."""
        labels = self._network.labels.pairs[head]
        if not asked:
            return np.zeros((0, len(labels)), np.float32), labels
        items, pairs = Items(self._text, self._kinds), Pairs()
        for pair in asked:
            pairs.add(items, pair)
        spans = self._network.spans(self._vectors, items)
        return _log_probabilities(self._network.pair_scores(head, spans, pairs)), labels

    def cues(self, triggers: Sequence[Span]) -> list[float]:
        """Return how probable each trigger is to attribute something, by its first word."""
        places = [self._text.place(trigger) for trigger in triggers]
        if not any(places):
            return [0.0] * len(places)
        words = self._network.numbers([place[0] if place else 0 for place in places])
        table = np.exp(_log_probabilities(self._network.tag_scores(CUES, self._vectors[words])))
        outside = self._network.labels.tags[CUES].index(OUTSIDE)
        chances = (1 - table[:, outside]).tolist()
        return [chance if place else 0.0 for chance, place in zip(chances, places, strict=True)]


def _log_probabilities(scores: Tensor) -> Floats:
    rows: Any = scores.float().log_softmax(dim=1).cpu().numpy()
    return np.asarray(rows, dtype=np.float32)

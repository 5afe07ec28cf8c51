"""What the network is told off for: cross entropy of every head, all of them equally.

The mean over the words, spans or pairs that a head is asked about in a group of documents; labels
are not weighted by how rare they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from acuerdo_baselines.transformer.labels import INSIDE
from acuerdo_baselines.transformer.libraries import require
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.numbers import Numbered

if TYPE_CHECKING:
    from torch import Tensor


def loss_of(network: Network, lessons: Sequence[Numbered], batch: int) -> Tensor | None:
    """Return the loss of a network on some lessons; None if they ask for nothing.

    Args:
        network: In training mode.
        lessons: At least one.
        batch: Windows that go through the encoder together.
    """
    torch: Any = require("torch")
    scores: dict[str, list[Tensor]] = {}
    answers: dict[str, list[int]] = {}

    def tell(head: str, found: Tensor, told: Sequence[int]) -> None:
        scores.setdefault(head, []).append(found)
        answers.setdefault(head, []).extend(told)

    vectors = network.vectors([lesson.text for lesson in lessons], batch)
    for lesson, words in zip(lessons, vectors, strict=True):
        for name, tags in lesson.tags.items():
            tell(f"tag {name}", network.tag_scores(name, words), tags)
        if lesson.inside_tags:
            found = network.inside_scores(words, lesson.insides)
            tell(f"tag {INSIDE}", found, lesson.inside_tags)
        if not lesson.items.first:
            continue
        spans = network.spans(words, lesson.items)
        for name, (numbers, told) in lesson.spans.items():
            if told:
                rows = spans[network.numbers(numbers)]
                tell(f"span {name}", network.span_scores(name, rows), told)
        for name, (pairs, told) in lesson.pairs.items():
            if told:
                tell(f"pair {name}", network.pair_scores(name, spans, pairs), told)
    parts = [
        torch.nn.functional.cross_entropy(torch.cat(scores[head]), network.numbers(answers[head]))
        for head in scores
        if answers[head]
    ]
    return sum(parts[1:], parts[0]) if parts else None

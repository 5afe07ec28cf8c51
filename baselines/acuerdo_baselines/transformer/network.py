"""The encoder and its heads: from windows to vectors of words, of spans, and to scores.

Modules of torch are put together here and not subclassed, so that this package can be imported
where torch is not installed.

Source: token classification on a fine-tuned encoder: J. Devlin et al., "BERT: pre-training of deep
bidirectional transformers for language understanding", NAACL 2019; spans by their first and last
word with an embedding of their type, pairs of them: D. Wadden et al., "Entity, relation, and event
extraction with contextualized span representations", EMNLP 2019.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from acuerdo_baselines.transformer.encoders import Encoder
from acuerdo_baselines.transformer.labels import INSIDE, Labels
from acuerdo_baselines.transformer.libraries import require
from acuerdo_baselines.transformer.numbers import EDGE, GAPS, Insides, Items, Pairs
from acuerdo_baselines.transformer.text import Text
from acuerdo_baselines.transformer.windows import Window

if TYPE_CHECKING:
    from torch import Tensor, nn

_KIND, _EDGE, _GAP = 32, 8, 16
"""Numbers that stand for the kind of a span, a distance to an edge, a distance of two spans."""


class Network:
    """The encoder with a head for every list of labels.

    Args:
        encoder: The encoder.
        labels: Of the heads.
        width: Numbers that stand for a span.
        dropout: Share of the numbers that are hidden in training.
        device: Where it computes.
        bf16: Whether the encoder computes in bf16.

    Attributes:
        modules: Everything that is learnt: ``encoder`` and ``heads``.
    """

    def __init__(
        self,
        encoder: Encoder,
        labels: Labels,
        *,
        width: int,
        dropout: float,
        device: str = "cpu",
        bf16: bool = False,
    ) -> None:
        self._torch: Any = require("torch")
        self.encoder = encoder
        self.labels = labels
        self._device = device
        self._bf16 = bf16
        heads = _heads(self._torch.nn, encoder.size, labels, width, dropout)
        self._heads: Any = heads
        self.modules: nn.Module = self._torch.nn.ModuleDict(
            {"encoder": encoder.model, "heads": heads}
        ).to(device)
        self.modules.eval()

    @property
    def size(self) -> int:
        """Bytes of all weights."""
        return sum(each.numel() * each.element_size() for each in self.modules.parameters())

    def vectors(self, texts: Sequence[Text], batch: int) -> list[Tensor]:
        """Return the vectors of the words of each text, one row for each word.

        Args:
            texts: In any order; windows of about one length go through the encoder together.
            batch: How many of them.
        """
        jobs = [(number, window) for number, text in enumerate(texts) for window in text.windows]
        order = sorted(range(len(jobs)), key=lambda at: jobs[at][1].last - jobs[at][1].first)
        read: list[Any] = [None] * len(jobs)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            stretches = [(texts[jobs[at][0]], jobs[at][1]) for at in chosen]
            for at, rows in zip(chosen, self._encoded(stretches), strict=True):
                read[at] = rows
        found: list[Tensor] = []
        begin = 0
        for text in texts:
            own = read[begin : begin + len(text.windows)]
            begin += len(text.windows)
            found.append(self._words(text, own))
        return found

    def tag_scores(self, head: str, vectors: Tensor) -> Tensor:
        """Return the scores of the tags of words: one row each, not normalised."""
        scores: Tensor = self._heads[f"tag {head}"](self._heads["dropout"](vectors))
        return scores

    def inside_scores(self, vectors: Tensor, asked: Insides) -> Tensor:
        """Return the scores of the tags of words inside of mentions."""
        heads = self._heads
        around = self._torch.cat(
            [
                heads["dropout"](vectors[self.numbers(asked.word)]),
                heads["kind"](self.numbers(asked.around)),
                heads["edge"](self.numbers(asked.before)),
                heads["edge"](self.numbers(asked.after)),
            ],
            dim=1,
        )
        scores: Tensor = heads[f"tag {INSIDE}"](around)
        return scores

    def spans(self, vectors: Tensor, items: Items) -> Tensor:
        """Return the vectors of items: of their first and last words and their kinds."""
        joined = self._torch.cat(
            [
                vectors[self.numbers(items.first)],
                vectors[self.numbers(items.last)],
                self._heads["kind"](self.numbers(items.kind)),
            ],
            dim=1,
        )
        found: Tensor = self._heads["span"](joined)
        return found

    def span_scores(self, head: str, spans: Tensor) -> Tensor:
        """Return the scores of the labels of spans."""
        scores: Tensor = self._heads[f"span {head}"](spans)
        return scores

    def pair_scores(self, head: str, spans: Tensor, pairs: Pairs) -> Tensor:
        """Return the scores of the labels of pairs of spans."""
        left, right = spans[self.numbers(pairs.left)], spans[self.numbers(pairs.right)]
        gaps = self._heads["gap"](self.numbers(pairs.gap))
        joined = self._torch.cat([left, right, left * right, gaps], dim=1)
        scores: Tensor = self._heads[f"pair {head}"](joined)
        return scores

    def numbers(self, values: Sequence[int]) -> Tensor:
        """Return whole numbers as a row."""
        row: Tensor = self._torch.tensor(values, dtype=self._torch.long, device=self._device)
        return row

    def _encoded(self, stretches: Sequence[tuple[Text, Window]]) -> list[Tensor]:
        """The vectors of the pieces of windows, which go through the encoder together."""
        torch, encoder = self._torch, self.encoder
        rows = [
            [*encoder.opening, *text.pieces[window.first : window.last], *encoder.closing]
            for text, window in stretches
        ]
        longest = max(map(len, rows))
        filled = [row + [encoder.padding] * (longest - len(row)) for row in rows]
        seen = [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
        ids = torch.tensor(filled, dtype=torch.long, device=self._device)
        mask = torch.tensor(seen, dtype=torch.long, device=self._device)
        narrow = torch.autocast(self._device, dtype=torch.bfloat16) if self._bf16 else nullcontext()
        with narrow:
            output = encoder.model(input_ids=ids, attention_mask=mask).last_hidden_state
        lead = len(encoder.opening)
        return [
            row[lead : lead + window.last - window.first].float()
            for row, (_, window) in zip(output, stretches, strict=True)
        ]

    def _words(self, text: Text, read: Sequence[Tensor]) -> Tensor:
        torch = self._torch
        if not text.spots:
            none: Tensor = torch.zeros(len(text.words), self.encoder.size, device=self._device)
            return none
        starts = [0]
        for window in text.windows:
            starts.append(starts[-1] + window.last - window.first)
        rows = torch.cat(list(read))
        found: Tensor = rows[
            self.numbers([starts[spot.window] + spot.place for spot in text.spots])
        ]
        return found


def _heads(nn: Any, size: int, labels: Labels, width: int, dropout: float) -> Any:
    heads: dict[str, Any] = {
        "dropout": nn.Dropout(dropout),
        "kind": nn.Embedding(len(labels.kinds), _KIND),
    }
    for name, tags in labels.tags.items():
        extra = _KIND + 2 * _EDGE if name == INSIDE else 0
        heads[f"tag {name}"] = nn.Linear(size + extra, len(tags))
    if INSIDE in labels.tags:
        heads["edge"] = nn.Embedding(EDGE + 1, _EDGE)
    if labels.spans or labels.pairs:
        heads["span"] = nn.Sequential(
            nn.Linear(2 * size + _KIND, width), nn.GELU(), nn.Dropout(dropout)
        )
    for name, answers in labels.spans.items():
        heads[f"span {name}"] = nn.Linear(width, len(answers))
    if labels.pairs:
        heads["gap"] = nn.Embedding(GAPS, _GAP)
    for name, answers in labels.pairs.items():
        heads[f"pair {name}"] = nn.Sequential(
            nn.Linear(3 * width + _GAP, width),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(width, len(answers)),
        )
    return nn.ModuleDict(heads)

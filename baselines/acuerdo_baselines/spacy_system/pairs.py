"""The component that joins spans: arguments of events, and relations between mentions.

It learns on gold spans. It is written against what spaCy asks of a trainable component and
inherits from none of spaCy's classes, so that this module loads without spaCy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from acuerdo_baselines.spacy_system.items import (
    PAIRS,
    Item,
    Joined,
    candidates,
    items_of,
    pairs_of,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

NONE = ""
"""Label of two items that nothing joins; the first one of the network."""

_RECORD, _WEIGHTS = "pairs.json", "model"


class Learnt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the component knows besides its weights.

    Attributes:
        labels: In the order of the network's outputs; ``NONE`` comes first.
        kinds: Labels of both items of pairs that were joined in training.
    """

    labels: tuple[str, ...] = (NONE,)
    kinds: tuple[tuple[str, str], ...] = ()


class PairComponent:
    """Labels pairs of items of one sentence.

    Args:
        model: The network, of thinc.
        name: Of the component in its pipeline.
        max_distance: Tokens from the start of one item to that of the other, at most.
        threshold: Least probability of a label.
    """

    is_trainable = True

    def __init__(self, model: Any, name: str, *, max_distance: int, threshold: float) -> None:
        self.model = model
        self.name = name
        self.max_distance = max_distance
        self.threshold = threshold
        self.learnt = Learnt()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, without the one for nothing."""
        return self.learnt.labels[1:]

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with pairs of its items."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Yield the documents with pairs of their items."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            batch = [(doc, self._candidates(doc)) for doc in docs]
            table = self._probabilities(batch)
            rows = iter(table)
            for doc, pairs in batch:
                doc.user_data[PAIRS] = [
                    joined for pair in pairs if (joined := self._best(pair, next(rows)))
                ]
                yield doc

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
    ) -> None:
        """Learn the labels and set up the network."""
        joined = [pair for example in get_examples() for pair in pairs_of(example.reference)]
        labels = sorted({pair.label for pair in joined})
        kinds = sorted({(pair.one.label, pair.other.label) for pair in joined})
        self.learnt = Learnt((NONE, *labels), tuple(kinds))
        sample: list[Any] = []
        for example in get_examples():
            if len(example.reference):
                sample.append((example.reference, [_dummy()]))
            if len(sample) == 8:
                break
        truth = np.zeros((len(sample), len(self.learnt.labels)), dtype="float32")
        self.model.initialize(X=sample, Y=truth)

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Any = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from documents with gold items; return the losses."""
        from thinc.api import set_dropout_rate

        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        batch = [(each.predicted, self._candidates(each.reference)) for each in examples]
        truth = self._truth([each.reference for each in examples], batch)
        if not len(truth):
            # The tok2vec waits for a gradient from everybody who listens: here, a pair of nothing.
            batch[0] = (batch[0][0], [_dummy()])
        set_dropout_rate(self.model, drop)
        found, backprop = self.model.begin_update(batch)
        gradient = found - self.model.ops.asarray2f(truth) if len(truth) else found * 0.0
        backprop(gradient)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += float((gradient**2).sum())
        return losses

    def finish_update(self, sgd: Any) -> None:
        """Change the weights by the gradients that were collected."""
        self.model.finish_update(sgd)

    def use_params(self, params: Any) -> Iterator[None]:
        """Use other weights between the first step and the second, as spaCy counts them."""
        with self.model.use_params(params):
            yield

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Precision, recall and F1 of the pairs, in [0, 1]."""
        counts = Counter[str]()
        for example in examples:
            gold = {pair[:3] for pair in pairs_of(example.reference)}
            found = {pair[:3] for pair in pairs_of(example.predicted)}
            counts.update(gold=len(gold), found=len(found), both=len(gold & found))
        precision = counts["both"] / counts["found"] if counts["found"] else 0.0
        recall = counts["both"] / counts["gold"] if counts["gold"] else 0.0
        both = counts["gold"] + counts["found"]
        f1 = 2 * counts["both"] / both if both else 0.0
        return {"pairs_p": precision, "pairs_r": recall, "pairs_f": f1}

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Write labels and weights into a folder."""
        path.mkdir(parents=True, exist_ok=True)
        (path / _RECORD).write_bytes(msgspec.json.encode(self.learnt))
        (path / _WEIGHTS).write_bytes(self.model.to_bytes())

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> PairComponent:
        """Return the component with the labels and weights of a folder."""
        path = Path(path)
        self.learnt = msgspec.json.decode((path / _RECORD).read_bytes(), type=Learnt)
        self.model.from_bytes((path / _WEIGHTS).read_bytes())
        return self

    def _candidates(self, doc: Doc) -> list[tuple[Item, Item]]:
        return candidates(doc, items_of(doc), frozenset(self.learnt.kinds), self.max_distance)

    def _probabilities(self, batch: Sequence[tuple[Doc, list[tuple[Item, Item]]]]) -> Any:
        batch = [(doc, pairs) for doc, pairs in batch if pairs]
        if not batch:
            return []
        return self.model.ops.to_numpy(self.model.predict(batch))

    def _best(self, pair: tuple[Item, Item], row: Any) -> Joined | None:
        at = int(row[1:].argmax()) + 1
        score = float(row[at])
        return Joined(*pair, self.learnt.labels[at], score) if score >= self.threshold else None

    def _truth(
        self, references: Sequence[Doc], batch: Sequence[tuple[Doc, list[tuple[Item, Item]]]]
    ) -> Any:
        columns = {label: at for at, label in enumerate(self.learnt.labels)}
        rows: list[int] = []
        for reference, (_, pairs) in zip(references, batch, strict=True):
            gold = {(pair.one, pair.other): pair.label for pair in pairs_of(reference)}
            rows += [columns.get(gold.get(pair, NONE), 0) for pair in pairs]
        return np.eye(len(columns), dtype="float32")[rows]


def _dummy() -> tuple[Item, Item]:
    return Item(0, 1, "", ""), Item(0, 1, "", "")

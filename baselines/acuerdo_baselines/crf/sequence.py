"""One linear-chain conditional random field: rows of features to rows of tags.

Source: J. Lafferty, A. McCallum and F. Pereira, "Conditional random fields", ICML 2001. CRFsuite
(N. Okazaki, 2007) trains and decodes, with L-BFGS, orthant-wise where ``c1`` is not 0 (G. Andrew
and J. Gao, "Scalable training of L1-regularized log-linear models", ICML 2007).
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from acuerdo.errors import ExtractorError
from acuerdo_baselines.crf.encoding import OUTSIDE

logger = logging.getLogger(__name__)

_EVERY = 25
"""Iterations between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is trained.

    Attributes:
        c1: Weight of the L1 norm.
        c2: Weight of the squared L2 norm.
        max_iterations: Iterations of L-BFGS at most.
    """

    c1: float = 0.05
    c2: float = 0.02
    max_iterations: int = 120


class SequenceModel:
    """A trained model.

    Args:
        content: The model as CRFsuite stores it.

    >>> learner = Learner("example", Settings())
    >>> learner.add([[b"w=Lima"], [b"w=y"]], ["B-GPE", "O"])
    >>> SequenceModel(learner.learn().content).labels
    ['B-GPE', 'O']
    """

    def __init__(self, content: bytes) -> None:
        import pycrfsuite

        self.content = content
        self._tagger = pycrfsuite.Tagger()
        try:
            self._tagger.open_inmemory(content)
        except ValueError as error:
            raise ExtractorError(f"not a CRFsuite model ({error}); expected one") from error

    def tag(self, row: Sequence[Sequence[bytes]]) -> list[str]:
        """Return the most probable tags of a row of features (or of its ``ItemSequence``)."""
        tags: list[str] = self._tagger.tag(row)
        return tags

    @property
    def labels(self) -> list[str]:
        """Tags that it can give."""
        labels: list[str] = self._tagger.labels()
        return labels


def item_sequence(row: Sequence[Sequence[bytes]]) -> Any:
    """Return a row of features in CRFsuite's memory, for several models to read.

    >>> len(item_sequence([[b"w=Lima"], [b"w=y"]]))
    2
    """
    from pycrfsuite import ItemSequence

    return ItemSequence(row)


class Learner:
    """Collects rows of features with their tags, then trains a model on them.

    The same rows in the same order give the same bytes.

    Args:
        name: What the log calls the model.
        settings: How to train.

    >>> learner = Learner("example", Settings())
    >>> learner.add([[b"w=Lima"], [b"w=y"]], ["B-GPE", "O"])
    >>> learner.learn().tag([[b"w=Lima"]])
    ['B-GPE']
    """

    def __init__(self, name: str, settings: Settings) -> None:
        import pycrfsuite

        self._name = name
        self._trainer = pycrfsuite.Trainer(verbose=False)
        self._trainer.message = self._follow
        self._trainer.select("lbfgs")
        self._trainer.set_params(
            {
                "c1": settings.c1,
                "c2": settings.c2,
                "max_iterations": settings.max_iterations,
                "feature.possible_transitions": True,
            }
        )
        self._rows = 0
        self._iterations = 0
        self._anything = False

    def add(self, row: Any, tags: Sequence[str]) -> None:
        """Take a row: features of each item, or their ``ItemSequence``, and the tag of each."""
        self._trainer.append(row, tags)
        self._rows += 1
        self._anything = self._anything or any(tag != OUTSIDE for tag in tags)

    def learn(self) -> SequenceModel | None:
        """Return the model; None if no row has a tag but the one for nothing."""
        if not self._anything:
            return None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crfsuite"
            self._trainer.train(str(path))
            model = SequenceModel(path.read_bytes())
        logger.info(
            "%s: %d sequences, %d labels, %d iterations",
            self._name,
            self._rows,
            len(model.labels),
            self._iterations,
        )
        self._trainer.clear()
        return model

    def _follow(self, message: str) -> None:
        if message.startswith("***** Iteration"):
            self._iterations += 1
            if self._iterations % _EVERY == 0:
                logger.info("%s: iteration %d", self._name, self._iterations)

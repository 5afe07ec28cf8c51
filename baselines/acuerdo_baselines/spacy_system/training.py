"""spaCy's own training loop on annotated documents."""

from __future__ import annotations

import io
import logging
import random
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from acuerdo.annotation import Example
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.spacy_system.config import NER, PAIRS, SPANCAT, Settings, configured
from acuerdo_baselines.spacy_system.items import PAIRS as JOINED
from acuerdo_baselines.spacy_system.items import SPANS, Counts, write_gold
from acuerdo_baselines.spacy_system.pair_model import pair_classifier
from acuerdo_baselines.spacy_system.pairs import PairComponent
from acuerdo_baselines.spacy_system.tokens import copied, tokenised
from acuerdo_baselines.spacy_system.usual import Usual, UsualCounts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LOG = logging.getLogger(__name__)

SHARE = 10
"""Without validation documents, every tenth training document stands in for them."""


class Trained:
    """A pipeline, and what else was learnt with it.

    Attributes:
        nlp: The pipeline; None when there was nothing to learn.
        usual: Levels, modes and attributes.
        counts: How the spans met the tokens.
    """

    __slots__ = ("counts", "nlp", "usual")

    def __init__(self, nlp: Language | None, usual: Usual, counts: Counts) -> None:
        self.nlp = nlp
        self.usual = usual
        self.counts = counts


def trained(
    examples: Sequence[Example],
    validation: Sequence[Example],
    layers: Collection[str],
    settings: Settings,
    seed: int,
    read: Callable[[Example], Reading],
) -> Trained:
    """Return a pipeline trained on documents, as it was when validation went best.

    Args:
        examples: What to learn from.
        validation: What to stop on; a part of ``examples`` is kept apart when there are none.
        layers: What to learn.
        settings: Options of the system.
        seed: Of everything left to chance.
        read: Reads the document of an example.
    """
    import spacy

    counts, usual = Counts(), UsualCounts()
    blank = spacy.blank("es")
    apart = set(range(SHARE - 1, len(examples), SHARE)) if not validation else set()
    learning: list[Doc] = []
    checking: list[Doc] = []
    for number, example in enumerate(examples):
        reading = read(example)
        usual.add(reading, example.gold)
        doc = tokenised(blank, reading)
        write_gold(doc, example.gold, layers, settings.alignment, counts)
        (checking if number in apart else learning).append(doc)
    for example in validation:
        doc = tokenised(blank, read(example))
        write_gold(doc, example.gold, layers, settings.alignment, Counts())
        checking.append(doc)
    learning = [doc for doc in learning if len(doc)]
    checking = [doc for doc in checking if len(doc)] or learning
    components = _components(learning)
    nlp = None
    if components:
        with tempfile.TemporaryDirectory() as folder, _random_states():
            _write(Path(folder) / "train.spacy", learning)
            _write(Path(folder) / "dev.spacy", checking)
            nlp = _run(settings, components, seed, Path(folder))
    return Trained(nlp, usual.most(), counts)


def _components(docs: Sequence[Doc]) -> list[str]:
    """Components that have something to learn."""
    there = {
        NER: any(doc.ents for doc in docs),
        SPANCAT: any(doc.spans[SPANS] for doc in docs),
        PAIRS: any(doc.user_data[JOINED] for doc in docs),
    }
    return [name for name, any_of_it in there.items() if any_of_it]


def _run(settings: Settings, components: Sequence[str], seed: int, folder: Path) -> Language:
    import spacy
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    register()
    config = configured(settings, components, seed, folder)
    nlp = init_nlp(config, use_gpu=-1)
    made = folder / "made"
    made.mkdir()
    train(nlp, made, stdout=io.StringIO(), stderr=io.StringIO())
    nlp = spacy.load(made / "model-best")
    # Where the documents lay is nobody's business, and differs from one training to the next.
    for name in nlp.config["paths"]:
        nlp.config["paths"][name] = None
    return nlp


@cache
def register() -> None:
    """Tell spaCy about the component, its network, the documents and the progress."""
    from spacy.language import Language
    from spacy.util import registry

    registry.architectures("acuerdo.PairClassifier.v1", func=pair_classifier)
    registry.readers("acuerdo.Examples.v1", func=_examples)
    registry.loggers("acuerdo.Logger.v1", func=_logger)
    Language.factory("acuerdo_pairs", func=_pairs, default_score_weights={"pairs_f": 1.0})


def _pairs(nlp: Any, name: str, model: Any, max_distance: int, threshold: float) -> PairComponent:
    return PairComponent(model, name, max_distance=max_distance, threshold=threshold)


def _examples(path: Any) -> Any:
    def read(nlp: Any) -> Iterator[Any]:
        from spacy.tokens import DocBin
        from spacy.training import Example as Pair

        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            yield Pair(copied(nlp.vocab, doc), doc)

    return read


def _logger() -> Any:
    def start(nlp: Any, stdout: Any, stderr: Any) -> tuple[Any, Any]:
        def step(info: dict[str, Any] | None) -> None:
            if info is not None:
                losses = ", ".join(f"{name} {loss:.1f}" for name, loss in info["losses"].items())
                scores = ", ".join(
                    f"{name} {info['other_scores'].get(name) or 0.0:.3f}"
                    for name, weight in nlp.config["training"]["score_weights"].items()
                    if weight
                )
                _LOG.info("spacy: step %d; losses: %s; %s", info["step"], losses, scores)

        return step, lambda: None

    return start


def _write(path: Path, docs: Sequence[Doc]) -> None:
    from spacy.tokens import DocBin

    attributes = ("ENT_IOB", "ENT_TYPE", "SENT_START")
    DocBin(attrs=attributes, docs=docs, store_user_data=True).to_disk(path)


@contextmanager
def _random_states() -> Iterator[None]:
    """Leave the random numbers of everybody else as they were: spaCy seeds them all."""
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002

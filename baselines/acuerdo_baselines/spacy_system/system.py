"""``spacy``: a spaCy pipeline for mentions, times, triggers, arguments and relations."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import acuerdo
from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo.extractor import chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.crf.learning import require_labels
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.spacy_system.answers import annotations_of
from acuerdo_baselines.spacy_system.config import Settings
from acuerdo_baselines.spacy_system.items import Counts
from acuerdo_baselines.spacy_system.saved import FORMAT, Record, read_files, write_files
from acuerdo_baselines.spacy_system.tokens import Alignment, tokenised
from acuerdo_baselines.spacy_system.training import trained
from acuerdo_baselines.spacy_system.usual import NOTHING

if TYPE_CHECKING:
    from spacy.language import Language

_LOG = logging.getLogger(__name__)

_RESTS_ON = {
    "entities": ("entities",),
    "times": ("times",),
    "triggers": ("triggers",),
    "arguments": ("entities", "times", "triggers", "arguments"),
    "relations": ("entities", "relations"),
}
"""Layers that each layer needs; they are learnt and answered with it."""


class Spacy:
    """A spaCy pipeline, trained.

    Without ``fit`` it trains itself, at its first document, on the training split of the dataset.
    Coreference is by name; modes and attributes of events are the most frequent ones.

    Args:
        ontology: What may be answered; the installed dataset's by default.
        layers: Some of ``layers``; all by default. Spans that they rest on are answered as well.
        seed: Of everything left to chance.
        pipeline: Installed spaCy pipeline (``es_core_news_md``), or folder of one, whose tok2vec is
            the starting point; from scratch without.
        config: A spaCy configuration to use instead of the one that is shipped.
        width: Of the vectors of tokens; this and what follows as the configuration has it by
            default.
        depth: Convolutions.
        max_steps: Of training, at most.
        eval_frequency: Steps between two looks at the validation documents.
        patience: Steps without improvement that end the training; 0 for any number.
        dropout: Share of the activations left out in training.
        learn_rate: Of Adam.
        threshold: Least probability of a span or pair.
        alignment: Edges of spans inside a token: ``expand``, ``contract``, or ``strict``, which
            leaves such spans out of the training.
        batch_size: Documents that go through the pipeline together.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    Raises:
        ExtractorError: There is no such layer, or an option has no such value.
        MissingExtraError: spaCy is not installed.
    """

    name = "spacy"
    layers: ClassVar[tuple[str, ...]] = tuple(_RESTS_ON)

    def __init__(
        self,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        seed: int = 13,
        *,
        pipeline: str = "",
        config: str = "",
        width: int | None = None,
        depth: int | None = None,
        max_steps: int | None = None,
        eval_frequency: int | None = None,
        patience: int | None = None,
        dropout: float | None = None,
        learn_rate: float | None = None,
        threshold: float | None = None,
        alignment: Alignment = "expand",
        batch_size: int = 32,
    ) -> None:
        if importlib.util.find_spec("spacy") is None:
            raise MissingExtraError("spaCy", "spacy")
        self._layers = chosen_layers(type(self), layers)
        self._learnt = tuple(
            layer for layer in _RESTS_ON if any(layer in _RESTS_ON[each] for each in self._layers)
        )
        self._settings = Settings(
            pipeline,
            config,
            width,
            depth,
            max_steps,
            eval_frequency,
            patience,
            dropout,
            learn_rate,
            threshold,
            alignment,
            batch_size,
        )
        self._ontology = ontology
        self._validation: tuple[Example, ...] = ()
        self._forms = Forms()
        self._nlp: Language | None = None
        self._usual = NOTHING
        self._notes: tuple[str, ...] = ()
        self.seed = seed
        self.trained_on: int | None = None

    @property
    def ontology(self) -> Ontology:
        """The labels that may be answered."""
        if self._ontology is None:
            self._ontology = acuerdo.load_ontology()
        return self._ontology

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        return self._notes

    @property
    def model_bytes(self) -> int:
        """Size of the weights, bytes."""
        if self._nlp is None:
            return 0
        # A listener is a layer of several components and has no weights; no other layer is shared.
        components: list[Any] = [component for _, component in self._nlp.pipeline]
        return sum(
            node.get_param(name).nbytes
            for component in components
            for node in component.model.walk()
            for name in node.param_names
            if node.has_param(name)
        )

    def tune_on(self, examples: Sequence[Example], /) -> None:
        """Take the documents that tell when to stop."""
        self._validation = _ordered(examples)

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone, in whatever order they come.

        Without ``tune_on``, every tenth of them only tells when to stop; of fewer than ten, all
        are learnt, and tell it as well.

        Raises:
            ExtractorError: Training labels that the ontology lacks, or a configuration or pipeline
                that cannot be used.
        """
        ordered = _ordered(examples)
        if self._ontology is not None:
            require_labels(ordered, self._ontology)
        _LOG.info("spacy: fitting on %d documents", len(ordered))
        found = trained(
            ordered,
            self._validation,
            self._learnt,
            self._settings,
            self.seed,
            lambda example: Reading(example.document, self._forms),
        )
        self._nlp, self._usual = found.nlp, found.usual
        self._notes = tuple(self._remarks(found.counts, len(ordered)))
        self.trained_on = len(ordered)
        return self

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield the annotations of each document, in order, a batch in memory at a time."""
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))
        waiting = iter(documents)
        # The first document is answered alone, so that a reader of one reads one.
        size = 1
        while batch := list(islice(waiting, size)):
            yield from self._batch(batch)
            size = self._settings.batch_size

    def save(self, folder: Path, /) -> None:
        """Write what was learnt into an empty folder.

        Raises:
            ExtractorError: Nothing was learnt yet.
        """
        if self.trained_on is None:
            raise ExtractorError("spacy: not trained; expected a call of fit before save")
        record = Record(
            FORMAT,
            self._layers,
            self.seed,
            self._settings.batch_size,
            self.trained_on,
            self._notes,
            self._usual,
        )
        write_files(folder, self._nlp, record, self.ontology)

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that ``save`` wrote.

        Raises:
            ExtractorError: The folder holds none, or a damaged one.
            MissingExtraError: spaCy is not installed.
        """
        if importlib.util.find_spec("spacy") is None:
            raise MissingExtraError("spaCy", "spacy")
        nlp, record, ontology = read_files(folder)
        system = cls(ontology, record.layers, record.seed, batch_size=record.batch_size)
        system._nlp, system._usual = nlp, record.usual
        system._notes, system.trained_on = record.notes, record.documents
        return system

    def _batch(self, documents: Sequence[Document]) -> list[Annotations]:
        nlp = self._nlp
        if nlp is None:
            return [Annotations(document.id) for document in documents]
        readings = [Reading(document, self._forms) for document in documents]
        # What spaCy keeps of the words of these documents goes when the zone ends.
        with nlp.memory_zone():
            docs = [tokenised(nlp, reading) for reading in readings]
            size = self._settings.batch_size
            found = iter(list(nlp.pipe([doc for doc in docs if len(doc)], batch_size=size)))
            return [
                annotations_of(next(found), reading, self._usual, self.ontology, self._learnt)
                if len(doc)
                else Annotations(reading.document.id)
                for doc, reading in zip(docs, readings, strict=True)
            ]

    def _remarks(self, counts: Counts, documents: int) -> Iterator[str]:
        if self._nlp is None:
            yield "spacy: the training documents have nothing to learn, so nothing is predicted"
            return
        if not self._validation:
            yield (
                "spacy: no validation documents; "
                + ("every tenth training document" if documents >= 10 else "the training documents")
                + " decided when to stop"
            )
        if counts.moved or counts.lost:
            yield (
                f"spacy: of {counts.spans:,} training spans {counts.moved:,} have an edge inside a "
                f"token and were moved, {counts.lost:,} were left out"
            )


def _ordered(examples: Iterable[Example]) -> tuple[Example, ...]:
    return tuple(sorted(examples, key=lambda example: example.document.id))

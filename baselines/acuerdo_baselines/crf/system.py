"""The extractor: trains the models, puts together what they find, keeps them in a folder."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal, Self

import acuerdo
from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo.extractor import chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.clusters import EXTRA, PACKAGE, clusters_available, spanish_clusters
from acuerdo_baselines.crf.finding import Found, find
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.crf.learning import Learners, require_labels
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.saved import FORMAT, Record, no_models, read_files, write_files
from acuerdo_baselines.crf.sequence import Settings

logger = logging.getLogger(__name__)


class Crf:
    """Conditional random fields for mentions, times, triggers and quotes.

    Without ``fit`` it trains itself, at its first document, on the training split of the dataset.
    Attributes of events, arguments and links are left to a second stage; see ``find_spans``.

    Args:
        ontology: Labels that may be learnt; those of the training documents by default.
        layers: Some of ``layers``; all by default.
        seed: Nothing is left to chance here; kept so that every system takes one.
        c1: Weight of the L1 norm in training.
        c2: Weight of the squared L2 norm.
        max_iterations: Iterations of training at most, for each model.
        clusters: Whether Brown clusters are features; ``auto``: if their package is installed.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    Raises:
        ExtractorError: An option has no such value.
        MissingExtraError: Clusters are asked for, and their package is not installed.

    >>> crf = Crf(clusters=False).fit([])
    >>> crf.trained_on, next(crf.extract([Document("d", "Llegan a Lima.")])).entities
    (0, ())
    """

    name = "crf"
    layers: ClassVar[tuple[str, ...]] = ("entities", "times", "triggers", "quotes")

    def __init__(
        self,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        seed: int = 13,
        *,
        c1: float = 0.1,
        c2: float = 0.01,
        max_iterations: int = 100,
        clusters: bool | Literal["auto"] = "auto",
    ) -> None:
        if clusters not in (True, False, "auto"):
            raise ExtractorError(f"crf: clusters {clusters!r}; expected true, false or auto")
        if c1 < 0 or c2 < 0 or max_iterations < 1:
            raise ExtractorError(
                f"crf: c1 {c1}, c2 {c2}, max_iterations {max_iterations}; "
                "expected c1 and c2 from 0 on, max_iterations from 1 on"
            )
        self._layers = chosen_layers(type(self), layers)
        self._ontology = ontology
        self._settings = Settings(c1, c2, max_iterations)
        self._clusters = clusters_available() if clusters == "auto" else bool(clusters)
        if self._clusters and not clusters_available():
            raise MissingExtraError(PACKAGE, EXTRA)
        self._models = no_models()
        self.seed = seed
        self.trained_on: int | None = None

    @cached_property
    def _forms(self) -> Forms:
        return Forms(spanish_clusters() if self._clusters else None)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        if self.trained_on == 0:
            return ("crf: the training split is empty, so nothing was learnt or predicted",)
        return () if self._clusters else (f"crf: without Brown clusters ({PACKAGE})",)

    @property
    def model_bytes(self) -> int:
        """Size of the trained models, bytes."""
        return sum(len(model.content) for model in self._models.parts().values())

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone, in whatever order they come.

        Raises:
            ExtractorError: Training labels that the ontology lacks; all are listed.
        """
        ordered = sorted(examples, key=lambda example: example.document.id)
        if self._ontology is not None:
            require_labels(ordered, self._ontology)
        learners = Learners(self._layers, self._settings)
        for example in ordered:
            learners.add(Reading(example.document, self._forms), example.gold)
        logger.info("crf: %d documents read", len(ordered))
        self._models = learners.learn()
        self.trained_on = len(ordered)
        return self

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield the mentions, times, triggers and quotes of each document."""
        self._train_once()
        for document in documents:
            yield self._find(document).annotations()

    def find_spans(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield what a second stage starts from: every span, linked to nothing.

        Each mention is an entity of its own, and each cue a quote, with contents or without.
        """
        self._train_once()
        for document in documents:
            yield self._find(document).spans()

    def save(self, folder: Path, /) -> None:
        """Write what was learnt into an empty folder.

        Raises:
            ExtractorError: Nothing was learnt yet.
        """
        if self.trained_on is None:
            raise ExtractorError("crf: not trained; expected a call of fit before save")
        record = Record(
            FORMAT,
            self._layers,
            self.seed,
            self._settings.c1,
            self._settings.c2,
            self._settings.max_iterations,
            self._clusters,
            self.trained_on,
            tuple(self._models.parts()),
            self._models.mentions.levels.usual,
            self._models.triggers.defaults,
        )
        write_files(folder, self._models, record)

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that ``save`` wrote.

        Raises:
            ExtractorError: The folder holds none, or a damaged one.
            MissingExtraError: It was trained with clusters, and their package is not installed.
        """
        models, record = read_files(folder)
        system = cls(
            layers=record.layers,
            seed=record.seed,
            c1=record.c1,
            c2=record.c2,
            max_iterations=record.max_iterations,
            clusters=record.clusters,
        )
        system._models = models
        system.trained_on = record.documents
        return system

    def _train_once(self) -> None:
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))

    def _find(self, document: Document) -> Found:
        return find(Reading(document, self._forms), self._models)

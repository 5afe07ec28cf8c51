"""The extractor: fine-tunes an encoder with its heads, predicts, keeps itself in a folder."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self

import msgspec

import acuerdo
from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import ExtractorError
from acuerdo.extractor import LAYERS, chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.crf.learning import require_labels
from acuerdo_baselines.linear.codes import Countries
from acuerdo_baselines.transformer import saved
from acuerdo_baselines.transformer.batching import annotated
from acuerdo_baselines.transformer.checkpoints import fingerprint
from acuerdo_baselines.transformer.encoders import Encoder, load_encoder, short_name
from acuerdo_baselines.transformer.lessons import Lessons
from acuerdo_baselines.transformer.libraries import repeatable
from acuerdo_baselines.transformer.measuring import mean_f1
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.numbers import Numbered, numbered
from acuerdo_baselines.transformer.settings import BETO, Settings, checked
from acuerdo_baselines.transformer.text import Text, text_of
from acuerdo_baselines.transformer.training import Place, train

logger = logging.getLogger(__name__)

_FREE = ("device", "batch")
"""Options that a checkpoint does not have to agree with."""


class Transformer:
    """A fine-tuned encoder with heads for all layers.

    Without ``fit`` it trains itself, at its first document, on the training split of the dataset.

    Args:
        ontology: What may be answered; the installed dataset's by default.
        layers: Some of ``layers``; all by default. Spans that they rest on are answered as well.
        seed: Of first weights of the heads, dropout, and order of the documents.
        encoder: Name on the model hub, or a local folder.
        window: Pieces of a word that the encoder sees at a time, at most.
        overlap: Pieces that two neighbouring windows share, at least.
        epochs: Passes through the training documents, at most.
        patience: Passes without a better score on the validation documents before it stops.
        documents_per_step: Documents that go through the encoder together in training.
        accumulate: Such groups to one step of the optimizer.
        batch: Windows that go through the encoder together in prediction.
        learning_rate: Highest rate of the encoder.
        head_rate: Highest rate of the heads.
        warmup: Share of the steps in which the rates rise.
        weight_decay: Of AdamW, on matrices.
        clip: Largest norm of the gradient.
        dropout: Share of the numbers that are hidden from the heads in training.
        width: Numbers that stand for a span.
        device: ``auto``, ``cpu`` or ``cuda``.
        precision: ``auto``, ``bf16`` or ``fp32``.
        checkpoint: Folder in which a training that was cut off is found again; none by default.
        checkpoint_every: Steps from one checkpoint to the next; there is one after each pass, too.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    Raises:
        ExtractorError: There is no such layer, or an option has no such value.

    >>> Transformer(layers=["times"]).name
    'transformer'
    """

    name = "transformer"
    layers: ClassVar[tuple[str, ...]] = LAYERS

    def __init__(
        self,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        seed: int = 13,
        *,
        encoder: str = BETO,
        window: int = Settings().window,
        overlap: int = Settings().overlap,
        epochs: int = Settings().epochs,
        patience: int = Settings().patience,
        documents_per_step: int = Settings().documents_per_step,
        accumulate: int = Settings().accumulate,
        batch: int = Settings().batch,
        learning_rate: float = Settings().learning_rate,
        head_rate: float = Settings().head_rate,
        warmup: float = Settings().warmup,
        weight_decay: float = Settings().weight_decay,
        clip: float = Settings().clip,
        dropout: float = Settings().dropout,
        width: int = Settings().width,
        device: str = Settings().device,
        precision: str = Settings().precision,
        checkpoint: str | Path | None = None,
        checkpoint_every: int = 50,
    ) -> None:
        self._settings = checked(
            Settings(
                encoder=encoder,
                window=window,
                overlap=overlap,
                epochs=epochs,
                patience=patience,
                documents_per_step=documents_per_step,
                accumulate=accumulate,
                batch=batch,
                learning_rate=learning_rate,
                head_rate=head_rate,
                warmup=warmup,
                weight_decay=weight_decay,
                clip=clip,
                dropout=dropout,
                width=width,
                device=device,
                precision=precision,
            )
        )
        if checkpoint_every < 1:
            raise ExtractorError(
                f"transformer: checkpoint_every {checkpoint_every}; expected at least 1"
            )
        self._layers = chosen_layers(type(self), layers)
        self._ontology = ontology
        self._checkpoint = Path(checkpoint) if checkpoint is not None else None
        self._every = checkpoint_every
        self._validation: tuple[Example, ...] = ()
        self._network: Network | None = None
        self._countries = Countries({})
        self.seed = seed
        self.trained_on: int | None = None

    @property
    def ontology(self) -> Ontology:
        """The labels that may be answered."""
        if self._ontology is None:
            from acuerdo.dataset import load_ontology

            self._ontology = load_ontology()
        return self._ontology

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        if self.trained_on == 0:
            return ("transformer: the training split is empty, so nothing was learnt or predicted",)
        return (f"transformer: encoder {short_name(self._settings.encoder)}",)

    @property
    def model_bytes(self) -> int:
        """Size of the weights, bytes."""
        return self._network.size if self._network is not None else 0

    def tune_on(self, examples: Sequence[Example], /) -> None:
        """Take the validation documents: training stops when it gets no better on them."""
        self._validation = tuple(sorted(examples, key=lambda example: example.document.id))

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone, in whatever order they come.

        Raises:
            ExtractorError: The encoder cannot be loaded, training labels are not those of the
                ontology, or the checkpoint is of another training.
            MissingExtraError: torch or transformers is not installed.
        """
        ordered = sorted(examples, key=lambda example: example.document.id)
        _require_labels(ordered, self.ontology)
        self._network, self._countries = None, Countries({})
        if ordered:
            encoder = load_encoder(self._settings.encoder)
            with repeatable(self.seed):
                self._learn(ordered, encoder)
        self.trained_on = len(ordered)
        return self

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield the annotations of each document, in order, some documents at a time."""
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))
        network = self._network
        if network is None:
            yield from (Annotations(document.id) for document in documents)
            return
        texts = (self._text(document, network.encoder) for document in documents)
        yield from self._annotated(network, texts)

    def save(self, folder: Path, /) -> None:
        """Write what was learnt into an empty folder, which needs no other files.

        Raises:
            ExtractorError: Nothing was learnt yet.
        """
        if self.trained_on is None:
            raise ExtractorError("transformer: not trained; expected a call of fit before save")
        record = saved.Record(
            saved.FORMAT,
            self.seed,
            self._layers,
            self.trained_on,
            self._settings,
            self._countries.learnt,
        )
        saved.write(folder, saved.Stored(record, self.ontology, self._network))

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that ``save`` wrote.

        Raises:
            ExtractorError: The folder holds none, or a damaged one.
            MissingExtraError: torch or transformers is not installed.
        """
        stored = saved.read(folder)
        record = stored.record
        options = msgspec.structs.asdict(record.settings)
        system = cls(stored.ontology, record.layers, record.seed, **options)
        system._network, system._countries = stored.network, Countries(record.countries)
        system.trained_on = record.documents
        return system

    @cached_property
    def _forms(self) -> Forms:
        return Forms(None)

    def _text(self, document: Document, encoder: Encoder) -> Text:
        how = self._settings
        return text_of(document, self._forms, encoder, how.window, how.overlap)

    def _annotated(self, network: Network, texts: Iterable[Text]) -> Iterator[Annotations]:
        return annotated(
            network, texts, self._settings.batch, self.ontology, self._layers, self._countries
        )

    def _learn(self, examples: Sequence[Example], encoder: Encoder) -> None:
        place = self._place(examples, encoder)
        network = saved.network_of(encoder, self.ontology, self._layers, self._settings)
        lessons = self._lessons(examples, network)
        logger.info("transformer: %d documents read", len(lessons))
        texts = [self._text(example.document, encoder) for example in self._validation]
        golds = [example.gold for example in self._validation]

        def measure() -> float:
            return mean_f1(golds, list(self._annotated(network, texts)), self._layers)

        train(network, lessons, self._settings, self.seed, measure if golds else None, place)
        self._network = network

    def _lessons(self, examples: Sequence[Example], network: Network) -> list[Numbered]:
        teacher = Lessons(self.ontology, network.labels)
        found = [
            numbered(
                teacher.lesson(self._text(example.document, network.encoder), example.gold),
                network.labels,
            )
            for example in examples
        ]
        self._countries = teacher.countries
        return found

    def _place(self, examples: Sequence[Example], encoder: Encoder) -> Place | None:
        """Where checkpoints go, if they go anywhere."""
        if self._checkpoint is None:
            return None
        options = msgspec.structs.asdict(self._settings)
        options = {name: value for name, value in options.items() if name not in _FREE}
        del options["encoder"]
        told = {**options, "seed": self.seed, "layers": self._layers}
        told["ontology"] = msgspec.json.encode(self.ontology).decode()
        weights = encoder.model.state_dict()
        mark = fingerprint(told, [examples, self._validation], weights)
        return Place(self._checkpoint, self._every, mark)


def _require_labels(examples: Sequence[Example], ontology: Ontology) -> None:
    try:
        require_labels(examples, ontology)
    except ExtractorError as error:
        raise ExtractorError(str(error).replace("crf: ", "transformer: ")) from error

"""The configuration of a pipeline: ``config.cfg`` with the options of the system in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acuerdo.errors import ExtractorError
from acuerdo_baselines.spacy_system.tokens import ALIGNMENTS, Alignment

if TYPE_CHECKING:
    from thinc.api import Config

TOK2VEC, NER, SPANCAT, PAIRS = "tok2vec", "ner", "spancat", "pairs"
"""Components, in the order of the pipeline."""

SCORES = {NER: "ents_f", SPANCAT: "spans_sc_f", PAIRS: "pairs_f"}
"""What the validation documents tell of each component; the mean of them decides when to stop."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of the system; those that are None stay as the configuration has them.

    Attributes:
        pipeline: Installed spaCy pipeline, or folder of one, whose tok2vec is the starting point.
        config: File to use instead of the one that is shipped.
        width: Of the vectors of tokens.
        depth: Convolutions.
        max_steps: Of training, at most.
        eval_frequency: Steps between two looks at the validation documents.
        patience: Steps without improvement that end the training; 0 for any number.
        dropout: Share of the activations left out in training.
        learn_rate: Of Adam.
        threshold: Least probability of a span or pair.
        alignment: What becomes of an edge inside a token.
        batch_size: Documents that go through the pipeline together.

    Raises:
        ExtractorError: Some options have no such value; all of them are listed.
    """

    pipeline: str = ""
    config: str = ""
    width: int | None = None
    depth: int | None = None
    max_steps: int | None = None
    eval_frequency: int | None = None
    patience: int | None = None
    dropout: float | None = None
    learn_rate: float | None = None
    threshold: float | None = None
    alignment: Alignment = "expand"
    batch_size: int = 32

    def __post_init__(self) -> None:
        faults = [
            f"{name} {value!r}, expected {least} or more"
            for name, least in (
                ("width", 1),
                ("depth", 1),
                ("max_steps", 1),
                ("eval_frequency", 1),
                ("patience", 0),
                ("batch_size", 1),
            )
            if (value := getattr(self, name)) is not None and value < least
        ]
        faults += [
            f"{name} {value!r}, expected a number from 0 to 1"
            for name in ("dropout", "threshold")
            if (value := getattr(self, name)) is not None and not 0 <= value <= 1
        ]
        if self.learn_rate is not None and self.learn_rate <= 0:
            faults.append(f"learn_rate {self.learn_rate!r}, expected more than 0")
        if self.alignment not in ALIGNMENTS:
            faults.append(f"alignment {self.alignment!r}, expected {' or '.join(ALIGNMENTS)}")
        if self.pipeline and (self.width is not None or self.depth is not None):
            faults.append("width and depth with a pipeline, expected those of its tok2vec")
        if faults:
            raise ExtractorError("\n".join(f"spacy: {fault}" for fault in faults))


def configured(settings: Settings, components: Sequence[str], seed: int, folder: Path) -> Config:
    """Return the configuration of a training.

    Args:
        settings: Options of the system.
        components: Among ``ner``, ``spancat``, ``pairs``: those that have something to learn.
        seed: Of everything left to chance.
        folder: Holds ``train.spacy`` and ``dev.spacy``.

    Raises:
        ExtractorError: There is no such file or pipeline, or it cannot be used.
    """
    from spacy.util import load_config

    config = load_config(_file(settings), overrides={})
    missing = [name for name in (TOK2VEC, *components) if name not in config["components"]]
    if missing:
        raise ExtractorError(
            f"spacy: {settings.config}: no component {', '.join(missing)}; "
            f"expected {', '.join((TOK2VEC, NER, SPANCAT, PAIRS))}"
        )
    config["paths"].update(
        train=str(folder / "train.spacy"), dev=str(folder / "dev.spacy"), vectors=None
    )
    config["system"]["seed"] = seed
    config["nlp"].update(pipeline=[TOK2VEC, *components], batch_size=settings.batch_size)
    for name in (NER, SPANCAT, PAIRS):
        if name not in components:
            config["components"].pop(name, None)
    training, vectors = config["training"], config["components"][TOK2VEC]
    _set(training, max_steps=settings.max_steps, eval_frequency=settings.eval_frequency)
    _set(training, patience=settings.patience, dropout=settings.dropout)
    _set(training["optimizer"], learn_rate=settings.learn_rate)
    training["score_weights"] = {SCORES[name]: 1 / len(components) for name in components}
    for name in {SPANCAT, PAIRS} & {*components}:
        _set(config["components"][name], threshold=settings.threshold)
    if settings.pipeline:
        width, has_vectors = _source(settings.pipeline)
        config["components"][TOK2VEC] = {"source": settings.pipeline}
        config["paths"]["vectors"] = settings.pipeline if has_vectors else None
        for name in components:
            config["components"][name]["model"]["tok2vec"]["width"] = width
    else:
        _set(vectors["model"], width=settings.width, depth=settings.depth)
    return config


def _file(settings: Settings) -> Path:
    if not settings.config:
        return Path(str(resources.files(__package__) / "config.cfg"))
    path = Path(settings.config)
    if not path.is_file():
        raise ExtractorError(f"spacy: config {path}: no such file; expected a spaCy configuration")
    return path


def _source(pipeline: str) -> tuple[int, bool]:
    """Width of the tok2vec of a pipeline, and whether it rests on word vectors."""
    import spacy

    try:
        nlp = spacy.load(pipeline)
    except (OSError, ImportError, ValueError) as error:
        raise ExtractorError(
            f"spacy: pipeline {pipeline!r} cannot be loaded ({str(error).splitlines()[0]}); "
            f"expected one that is installed, as by: python -m spacy download {pipeline}"
        ) from error
    if TOK2VEC not in nlp.component_names:
        there = ", ".join(nlp.component_names) or "none"
        raise ExtractorError(
            f"spacy: pipeline {pipeline!r}: components {there}; expected a {TOK2VEC} among them"
        )
    tok2vec: Any = nlp.get_pipe(TOK2VEC)
    return int(tok2vec.model.get_dim("nO")), len(nlp.vocab.vectors) > 0


def _set(section: dict[str, Any], **options: Any) -> None:
    section.update({name: value for name, value in options.items() if value is not None})

"""Options that several commands share, and the corpora they name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from acuerdo.annotation import Document, Example

if TYPE_CHECKING:
    from acuerdo.ontology import Ontology

ONTOLOGY, DATA = "ontology", "data"
"""Where entity types come from."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
SplitName = Annotated[
    str, typer.Option("--split", help="Split of the dataset: train, validation, test.")
]
ConfigName = Annotated[
    str, typer.Option("--config", help="Config of the dataset: default, article.")
]
GoldFile = Annotated[
    Path | None,
    typer.Option(
        "--gold",
        "--data",
        metavar="FILE",
        help="Annotated documents to use instead of the dataset (JSONL, Parquet, brat, CoNLL).",
    ),
]
Labels = Annotated[
    str,
    typer.Option(
        "--labels",
        metavar="SOURCE",
        help="Entity types: those of the ontology (ontology), or those of the files (data).",
    ),
]
ModelFolder = Annotated[
    Path | None,
    typer.Option("--model", metavar="MODEL_DIR", help="A trained model, in place of SYSTEM."),
]
ResultsFolder = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FOLDER", help="Where to keep the results.")
]
Seconds = Annotated[
    float,
    typer.Option(min=0.1, help="Time to spend per system on latency, and again on throughput."),
]


class GoldCorpus(NamedTuple):
    """Annotated documents, where they come from, and the hash of their bytes."""

    examples: Sequence[Example]
    source: str
    sha256: str

    @property
    def documents(self) -> list[Document]:
        """The documents, without annotation."""
        return [example.document for example in self.examples]


def gold_corpus(
    path: Path | None, config: str, split: str, ontology: Ontology | None = None
) -> GoldCorpus:
    """The dataset's split, or the annotated documents of a file; unless told, by our labels."""
    from acuerdo.dataset import load, load_ontology
    from acuerdo.formats import fingerprint, read_examples

    if path is None:
        corpus = load(config, split=split)
        return GoldCorpus(corpus.examples, corpus.source, corpus.sha256)
    examples = read_examples(path, ontology or load_ontology())
    return GoldCorpus(examples, path.name, fingerprint(path))


def gold_tasks(path: Path | None) -> tuple[str, ...]:
    """The tasks that a file of gold is gold of: all of them, unless its format holds less."""
    from acuerdo.formats import FORMATS, format_of
    from acuerdo.formats.table import existing
    from acuerdo.scoring import TASKS

    held = FORMATS[format_of(existing(path))].tasks if path is not None else ()
    return held or tuple(TASKS)


def labels_of(
    labels: str, files: Iterable[Path | None], *, format: str = "", others: Iterable[str] = ()
) -> Ontology:
    """The dataset's ontology, or one with the entity types of the files and others.

    Raises:
        BadParameter: ``labels`` is neither ``ontology`` nor ``data``.
    """
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import with_types_of
    from acuerdo.streaming.files import shards

    ontology = load_ontology()
    if labels in ("", ONTOLOGY):
        return ontology
    if labels != DATA:
        raise typer.BadParameter(f"{labels!r}: expected ontology or data", param_hint="--labels")
    paths = [shard for file in files if file is not None for shard in shards(file)]
    return with_types_of(ontology, paths, format=format, others=others)


@contextmanager
def label_hint(labels: str) -> Iterator[None]:
    """Say what to do when entity types of a file are unknown."""
    from acuerdo.cli.terminal import note
    from acuerdo.errors import ValidationError

    try:
        yield
    except ValidationError as error:
        unknown = any(problem.found.startswith("unknown label") for problem in error.problems)
        if unknown and labels != DATA:
            note("acuerdo: --labels data would take the entity types from the files")
        raise


def chosen_system(system: str | None, model: Path | None) -> str:
    """The system asked for, by name or as the folder of a model.

    Raises:
        BadParameter: Both are given, or neither is.
    """
    if (system is None) == (model is None):
        found = "both given" if system is not None else "neither given"
        raise typer.BadParameter(
            f"{found}: expected one of SYSTEM and --model", param_hint="SYSTEM"
        )
    return system if system is not None else as_system(model or Path())


def as_system(model: Path) -> str:
    """A model's folder as a system's name; never that of a baseline.

    >>> as_system(Path("memory")).replace(os.sep, "/")
    './memory'
    """
    return str(model) if model.name != str(model) else os.path.join(os.curdir, model)  # noqa: PTH118


def labels_of_system(system: str) -> Ontology:
    """The labels that a system predicts: a model's own, or those of the dataset."""
    from acuerdo.dataset import load_ontology
    from acuerdo.extractor import model_folder
    from acuerdo.models import model_ontology

    folder = model_folder(system)
    own = model_ontology(folder) if folder is not None else None
    return own or load_ontology()


def require_documents(corpus: GoldCorpus) -> None:
    """Refuse an empty corpus.

    Raises:
        DatasetError: It has no documents.
    """
    from acuerdo.errors import DatasetError

    if not corpus.examples:
        raise DatasetError(f"{corpus.source}: no documents; expected at least one")

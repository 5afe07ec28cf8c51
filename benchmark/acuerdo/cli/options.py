"""Options that several commands share, and the corpora they name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from acuerdo.annotation import Document, Example

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
        help="Annotated documents to use instead of the dataset (JSONL, Parquet, brat).",
    ),
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


def gold_corpus(path: Path | None, config: str, split: str) -> GoldCorpus:
    """The dataset's split, or the annotated documents of a file."""
    from acuerdo.dataset import load, load_ontology
    from acuerdo.formats import fingerprint, read_examples

    if path is None:
        corpus = load(config, split=split)
        return GoldCorpus(corpus.examples, corpus.source, corpus.sha256)
    examples = read_examples(path, load_ontology())
    return GoldCorpus(examples, path.name, fingerprint(path))


def require_documents(corpus: GoldCorpus) -> None:
    """Refuse an empty corpus.

    Raises:
        DatasetError: It has no documents.
    """
    from acuerdo.errors import DatasetError

    if not corpus.examples:
        raise DatasetError(f"{corpus.source}: no documents; expected at least one")

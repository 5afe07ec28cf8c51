"""Options that several commands share, and the corpora they name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from acuerdo.annotation import Example

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
        "--gold", help="Annotated documents to use instead of the dataset (JSONL, Parquet, brat)."
    ),
]


class GoldCorpus(NamedTuple):
    """Annotated documents, where they come from, and the hash of their bytes."""

    examples: Sequence[Example]
    source: str
    sha256: str


def gold_corpus(path: Path | None, config: str, split: str) -> GoldCorpus:
    """The dataset's split, or the annotated documents of a file."""
    from acuerdo.dataset import load, load_ontology
    from acuerdo.formats import fingerprint, read_examples

    if path is None:
        corpus = load(config, split=split)
        return GoldCorpus(corpus.examples, corpus.source, corpus.sha256)
    examples = read_examples(path, load_ontology())
    return GoldCorpus(examples, path.name, fingerprint(path))

"""``acuerdo extract``: run a system over documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import AsJson


def extract(
    system: Annotated[str, typer.Argument(help="Short name of a baseline, or module:Class.")],
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT",
            help="Documents: JSONL, Parquet with id and text, a folder of .txt, a brat folder.",
        ),
    ],
    target: Annotated[
        Path,
        typer.Argument(metavar="OUTPUT", help="Predictions: .jsonl, .parquet, or a brat folder."),
    ],
    as_json: AsJson = False,
) -> None:
    """Run a system over documents and write its predictions."""
    from acuerdo.cli.terminal import notes, print_json, progress
    from acuerdo.dataset import load_ontology
    from acuerdo.extractor import examples_from, load_extractor
    from acuerdo.formats import iter_documents, write_examples

    extractor = load_extractor(system)
    counted = 0

    def predictions() -> object:
        nonlocal counted
        for example in examples_from(extractor, progress(iter_documents(source), extractor.name)):
            counted += 1
            yield example

    write_examples(target, predictions(), load_ontology())
    if as_json:
        print_json({"system": extractor.name, "documents": counted, "output": str(target)})
    else:
        notes().print(f"{counted} documents written to {target}")

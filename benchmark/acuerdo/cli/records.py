"""``acuerdo records``: who did what to whom, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import AsJson


def records(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT",
            help="Predictions or annotated documents: JSONL, Parquet, or a brat folder.",
        ),
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="Table: .parquet, .jsonl or .csv.")
    ],
    as_json: AsJson = False,
) -> None:
    """Derive political event records: who did what to whom, when.

    One row per event with a coded actor, in the coding of PLOVER. In CSV, several actor codes in
    one cell are separated by a semicolon.
    """
    from acuerdo.cli.terminal import counted, note, print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_examples
    from acuerdo.formats.flat_files import view_suffix, write_view

    view_suffix(target)  # A wrong name is told before a long file is read.
    ontology = load_ontology()
    examples = read_examples(source, ontology)
    number = write_view(target, "records", examples, ontology)
    if as_json:
        print_json({"documents": len(examples), "records": number, "output": str(target)})
    else:
        documents = counted(len(examples), "document")
        note(f"{counted(number, 'record')} of {documents} written to {target}")

"""``acuerdo convert``: from one format to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import ONTOLOGY, AsJson, Labels, label_hint, labels_of


def convert(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="File or folder to read.")],
    target: Annotated[Path, typer.Argument(metavar="OUTPUT", help="File or folder to write.")],
    read_as: Annotated[
        str,
        typer.Option("--from", metavar="FORMAT", help="Of INPUT; by default told from its name."),
    ] = "",
    write_as: Annotated[
        str,
        typer.Option("--to", metavar="FORMAT", help="Of OUTPUT; by default told from its name."),
    ] = "",
    labels: Labels = ONTOLOGY,
    as_json: AsJson = False,
) -> None:
    """Convert annotated documents between jsonl, parquet, brat and CoNLL columns."""
    from acuerdo.cli.terminal import counted, note, print_json
    from acuerdo.formats import FORMATS, format_of, read_examples, write_examples

    kind = format_of(target, write_as)
    ontology = labels_of(labels, [source], format=read_as)
    with label_hint(labels):
        examples = read_examples(source, ontology, format=read_as)
    write_examples(target, examples, ontology, format=kind)
    if as_json:
        print_json({"documents": len(examples), "output": str(target), "format": kind})
    else:
        note(f"{counted(len(examples), 'document')} written to {target} ({kind})")
        if FORMATS[kind].loses:
            note(f"{kind} does not keep: {FORMATS[kind].loses}")

"""``acuerdo extract``: run a system over documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson

if TYPE_CHECKING:
    from acuerdo.annotation import Example


def extract(
    system: Annotated[
        str, typer.Argument(metavar="SYSTEM", help="Short name of a baseline, or module:Class.")
    ],
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
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Mend ids, line ends, Unicode form and invisible characters first.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a system over documents and write its predictions.

    With --repair, offsets count in the repaired texts, which stand beside the predictions.
    """
    import sys
    from contextlib import redirect_stdout

    from acuerdo.cli.terminal import counted, note, print_json, progress
    from acuerdo.dataset import load_ontology
    from acuerdo.errors import ValidationError
    from acuerdo.evaluation import require_systems
    from acuerdo.extractor import examples_from, load_extractor
    from acuerdo.formats import format_of, iter_documents, write_examples
    from acuerdo.formats.repair import REPAIRS, is_repaired

    kind = format_of(target)
    number = 0

    def predictions() -> Iterator[Example]:
        nonlocal number
        documents = progress(iter_documents(source, repair=repair), extractor.name)
        for example in examples_from(extractor, documents):
            number += 1
            yield example

    # What a system prints is no result.
    with redirect_stdout(sys.stderr):
        require_systems([system])
        extractor = load_extractor(system)
        try:
            write_examples(target, predictions(), load_ontology(), format=kind)
        except ValidationError as error:
            if not repair and any(map(is_repaired, error.problems)):
                note(f"acuerdo: --repair would mend some of these: {REPAIRS}")
            raise
    if as_json:
        print_json({"system": extractor.name, "documents": number, "output": str(target)})
    else:
        note(f"{counted(number, 'document')} written to {target} ({kind})")

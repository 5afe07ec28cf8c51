"""``acuerdo extract``: run a system over documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson, ModelFolder, chosen_system, labels_of_system

if TYPE_CHECKING:
    from acuerdo.annotation import Example


def extract(
    *,
    systems: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SYSTEM",
            help="Short name of a baseline, module:Class or a model folder; none with --model.",
        ),
    ] = None,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT",
            help="Documents: JSONL, Parquet with id and text, CoNLL, a folder of .txt, brat.",
        ),
    ],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="OUTPUT", help="Predictions: .jsonl, .parquet, .conll, or a brat folder."
        ),
    ],
    model: ModelFolder = None,
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
    from acuerdo.errors import ValidationError
    from acuerdo.evaluation import require_systems
    from acuerdo.extractor import examples_from, load_extractor
    from acuerdo.formats import format_of, iter_documents, write_examples
    from acuerdo.formats.repair import REPAIRS, is_repaired
    from acuerdo.scoring.ungrounded import keep_ungrounded

    if systems and len(systems) > 1:
        raise typer.BadParameter(f"{', '.join(systems)}: expected one", param_hint="SYSTEM")
    system = chosen_system(systems[0] if systems else None, model)
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
            write_examples(target, predictions(), labels_of_system(system), format=kind)
        except ValidationError as error:
            if not repair and any(map(is_repaired, error.problems)):
                note(f"acuerdo: --repair would mend some of these: {REPAIRS}")
            raise
        keep_ungrounded(target, getattr(extractor, "ungrounded", None) or {})
        for remark in getattr(extractor, "notes", ()):
            note(remark)
    if as_json:
        print_json({"system": extractor.name, "documents": number, "output": str(target)})
    else:
        note(f"{counted(number, 'document')} written to {target} ({kind})")

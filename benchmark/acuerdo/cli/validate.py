"""``acuerdo validate``: every problem of files, at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, SplitName
from acuerdo.errors import SHOWN_PROBLEMS


def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Annotated documents or predictions.")
    ],
    against: Annotated[
        bool,
        typer.Option("--predictions", help="Also compare ids and texts with the dataset's split."),
    ] = False,
    gold: Annotated[
        bool,
        typer.Option("--gold", help="Also apply the rules that hold for gold annotation only."),
    ] = False,
    config: ConfigName = "default",
    split: SplitName = "test",
    all_problems: Annotated[
        bool, typer.Option("--all", help=f"Show all problems, not the first {SHOWN_PROBLEMS}.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check files: schema, labels, references, offsets; all problems at once."""
    from acuerdo.cli.terminal import notes, output, print_json
    from acuerdo.dataset import load, load_ontology
    from acuerdo.formats import find_problems

    ontology = load_ontology()
    documents = load(config, split=split).documents if against else None
    problems = [
        problem
        for path in files
        for problem in find_problems(path, ontology, documents=documents, gold=gold)
    ]
    if as_json:
        listed = [{"where": p.where, "found": p.found, "expected": p.expected} for p in problems]
        print_json({"valid": not problems, "problems": listed})
    else:
        shown = problems if all_problems else problems[:SHOWN_PROBLEMS]
        for problem in shown:
            output().print(str(problem), markup=False, soft_wrap=True)
        if len(problems) > len(shown):
            notes().print(f"… and {len(problems) - len(shown)} more problems (--all shows them)")
        where = ", ".join(map(str, files))
        notes().print(f"{where}: {len(problems)} problems" if problems else f"{where}: valid")
    if problems:
        raise typer.Exit(1)

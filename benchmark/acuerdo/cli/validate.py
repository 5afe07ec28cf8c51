"""``acuerdo validate``: every problem of files, at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, GoldFile, SplitName, gold_corpus
from acuerdo.errors import SHOWN_PROBLEMS


def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Annotated documents or predictions.")
    ],
    predictions: Annotated[
        bool,
        typer.Option(
            "--predictions", help="Also compare ids and texts with the documents they are about."
        ),
    ] = False,
    guidelines: Annotated[
        bool,
        typer.Option("--guidelines", help="Also apply the rules that hold for gold annotation."),
    ] = False,
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    all_problems: Annotated[
        bool, typer.Option("--all", help=f"Show all problems, not the first {SHOWN_PROBLEMS}.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check files and tell all their problems at once.

    Schema, labels, references, offsets: the rules are in docs/formats.md.

    With --predictions (or a --gold file), documents without predictions are reported; they are no
    problem, but score as empty.
    """
    from acuerdo.cli.terminal import counted, note, print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import find_problems, read_annotations
    from acuerdo.validation import missing_documents

    ontology = load_ontology()
    documents = gold_corpus(gold, config, split).documents if predictions or gold else None
    found = {
        path: find_problems(path, ontology, documents=documents, gold=guidelines) for path in files
    }
    problems = [problem for each in found.values() for problem in each]
    missing: dict[str, tuple[str, ...]] = {}
    if documents is not None and not problems:
        for path in files:
            answers = read_annotations(path, ontology, documents=documents)
            missing[str(path)] = missing_documents(
                [document.id for document in documents], {each.document_id for each in answers}
            )
    if as_json:
        listed = [{"where": p.where, "found": p.found, "expected": p.expected} for p in problems]
        print_json({"valid": not problems, "problems": listed, "missing": missing})
    else:
        shown = problems if all_problems else problems[:SHOWN_PROBLEMS]
        for problem in shown:
            typer.echo(str(problem))
        if len(problems) > len(shown):
            note(f"… and {counted(len(problems) - len(shown), 'more problem')} (--all shows them)")
        for path, each in found.items():
            note(f"{path}: {counted(len(each), 'problem') if each else 'valid'}")
        for place, ids in missing.items():
            if ids:
                without = counted(len(ids), "document")
                listed_ids = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
                note(f"{place}: no predictions for {without}, scored as empty: {listed_ids}")
    if problems:
        raise typer.Exit(1)

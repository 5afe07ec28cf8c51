"""``acuerdo check``: whether a system obeys the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from acuerdo.cli.options import AsJson, ModelFolder, chosen_system, labels_of_system

if TYPE_CHECKING:
    from acuerdo.testing import Outcome


def check(
    system: Annotated[
        str | None,
        typer.Argument(
            metavar="[SYSTEM]",
            help="Short name of a baseline, module:Class or a model folder; none with --model.",
        ),
    ] = None,
    model: ModelFolder = None,
    as_json: AsJson = False,
) -> None:
    """Run a system over difficult documents and tell, rule by rule, whether it obeys the protocol.

    The rules are in docs/submitting.md. Exit code 1 if one is broken.
    """
    import sys
    from contextlib import redirect_stdout

    from acuerdo.cli.terminal import counted, print_json
    from acuerdo.extractor import load_extractor
    from acuerdo.testing import FAILED, NOT_JUDGED, OK, run_checks

    name = chosen_system(system, model)
    results = sys.stdout
    outcomes: list[Outcome] = []
    # What a system prints is no result.
    with redirect_stdout(sys.stderr):
        extractor = load_extractor(name)
        for outcome in run_checks(extractor, ontology=labels_of_system(name)):
            outcomes.append(outcome)
            if not as_json:
                _print(outcome, results)
    number = {each: sum(o.status == each for o in outcomes) for each in (OK, FAILED, NOT_JUDGED)}
    if as_json:
        listed = [outcome.to_json() for outcome in outcomes]
        print_json({"system": name, "valid": number[OK] == len(outcomes), "checks": listed})
    else:
        typer.echo(
            f"{name}: {counted(len(outcomes), 'check')}, {number[OK]} ok, "
            f"{number[FAILED]} failed, {number[NOT_JUDGED]} not judged"
        )
    if number[OK] < len(outcomes):
        raise typer.Exit(1)


def _print(outcome: Outcome, results: TextIO) -> None:
    from acuerdo.errors import SHOWN_PROBLEMS

    typer.echo(f"{outcome.status:<12}{outcome.check:<16}{outcome.rule}", file=results)
    for problem in outcome.problems[:SHOWN_PROBLEMS]:
        typer.echo(f"    {problem}", file=results)
    hidden = len(outcome.problems) - SHOWN_PROBLEMS
    if hidden > 0:
        typer.echo(f"    … and {hidden} more problems (--json lists them)", file=results)

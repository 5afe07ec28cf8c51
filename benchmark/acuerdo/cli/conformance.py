"""``acuerdo conformance``: a scorer, ours or another, on inputs that scorers get wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson

if TYPE_CHECKING:
    from acuerdo.conformance import Verdict

OURS = "acuerdo.conformance:score_rows"


def conformance(
    scorer: Annotated[
        str,
        typer.Argument(
            metavar="[SCORER]",
            help="module:function of gold rows and predicted rows; the benchmark's own if none.",
        ),
    ] = OURS,
    list_cases: Annotated[
        bool,
        typer.Option("--cases", help="Print the cases as JSON, for scorers in other languages."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a scorer on inputs that published scorers get wrong, and print what it gets wrong.

    The calling convention is in docs/conformance.md. Exit code 1 if anything is wrong, or if
    nothing could be judged.
    """
    from acuerdo.cli.terminal import note, print_json
    from acuerdo.conformance import NOT_JUDGED, WRONG, judge, load_cases, load_scorer

    if list_cases:
        print_json([case.to_json() for case in load_cases()])
        return
    verdicts = judge(load_scorer(scorer), load_cases())
    if as_json:
        print_json({"scorer": scorer, "cases": [verdict.to_json() for verdict in verdicts]})
    else:
        _show(scorer, verdicts)
    if all(verdict.status == NOT_JUDGED for verdict in verdicts):
        note(f"{scorer}: returned none of the views that the cases ask for")
        raise typer.Exit(1)
    if any(verdict.status == WRONG for verdict in verdicts):
        raise typer.Exit(1)


def _show(scorer: str, verdicts: Sequence[Verdict]) -> None:
    from acuerdo.cli.terminal import counted, output
    from acuerdo.conformance import NOT_JUDGED, RIGHT, WRONG

    console = output()

    def line(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, soft_wrap=True)

    for verdict in verdicts:
        if verdict.status == WRONG:
            line(f"{verdict.number}: {verdict.why}", "bold")
            for fault in verdict.faults:
                line(f"    {fault}")
            line(f"    (elsewhere: {verdict.source})", "dim")
    left_out = [verdict for verdict in verdicts if verdict.status == NOT_JUDGED]
    for verdict in left_out:
        views = ", ".join(verdict.unanswered) or "an answer"
        line(f"{verdict.number}: not judged, no {views}: {verdict.why}", "dim")
    number = {status: sum(v.status == status for v in verdicts) for status in (RIGHT, WRONG)}
    line(
        f"{scorer}: {counted(len(verdicts), 'case')}, {number[RIGHT]} right, "
        f"{number[WRONG]} wrong, {len(left_out)} not judged"
    )

"""``acuerdo leaderboard``: re-score submissions and rebuild the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import AsJson

leaderboard = typer.Typer(help="Re-score submissions and rebuild LEADERBOARD.md.")


@leaderboard.callback()
def _group() -> None:
    """Re-score submissions and rebuild LEADERBOARD.md."""


@leaderboard.command()
def build(
    root: Annotated[
        Path,
        typer.Option(
            "--root",
            metavar="FOLDER",
            help="The repository: submissions/, LEADERBOARD.md, README.md.",
        ),
    ] = Path(),
    check: Annotated[bool, typer.Option("--check", help="Compare only; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Re-score every submission from its predictions and rebuild the tables."""
    from acuerdo.cli.evaluate import print_ranking
    from acuerdo.cli.terminal import print_json
    from acuerdo.dataset import load
    from acuerdo.leaderboard.table import build as build_tables

    ranked = build_tables(root, check=check)
    if as_json:
        print_json(
            [
                {"rank": r.rank, "system": r.entry.system, "acuerdo": r.entry.scores.acuerdo}
                for r in ranked
            ]
        )
    else:
        print_ranking(load(split="test").source, ranked)

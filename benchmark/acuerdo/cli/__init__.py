"""The command line: one module per command; the only place that prints and exits.

Exit codes: 0 done, 1 the input or the data has a problem (one line per problem on stderr), 2 the
command was called wrongly.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from acuerdo.cli.agreement import agreement
from acuerdo.cli.check import check
from acuerdo.cli.compare import compare
from acuerdo.cli.conformance import conformance
from acuerdo.cli.convert import convert
from acuerdo.cli.errors import errors
from acuerdo.cli.evaluate import evaluate
from acuerdo.cli.extract import extract
from acuerdo.cli.leaderboard import leaderboard
from acuerdo.cli.probe import probe
from acuerdo.cli.profile import profile
from acuerdo.cli.proofread import proofread
from acuerdo.cli.records import records
from acuerdo.cli.remarks import remarks
from acuerdo.cli.score import score
from acuerdo.cli.show import show
from acuerdo.cli.stats import stats
from acuerdo.cli.terminal import print_error
from acuerdo.cli.train import train
from acuerdo.cli.validate import validate
from acuerdo.errors import AcuerdoError

app = typer.Typer(
    name="acuerdo",
    help="Event and relation extraction from Spanish diplomatic news: evaluate, score, profile.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    evaluate,
    train,
    extract,
    records,
    score,
    validate,
    check,
    proofread,
    agreement,
    compare,
    profile,
    probe,
    show,
    stats,
    convert,
    errors,
    conformance,
):
    app.command()(command)
app.add_typer(leaderboard, name="leaderboard")

_debug = False


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from acuerdo.dataset import dataset_version, load_ontology
    from acuerdo.scoring.signature import scorer_version

    versions = {
        "acuerdo": scorer_version(),
        "dataset": dataset_version(),
        "ontology": load_ontology().version,
    }
    typer.echo(" · ".join(f"{name} {version}" for name, version in versions.items()))
    raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the versions of package (scorer), dataset and ontology.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    global _debug
    _debug = debug


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 a problem, 2 wrong usage."""
    # A console script does not look for modules where the user stands; python -m does.
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        with remarks():
            app()
    except AcuerdoError as error:
        if _debug:
            raise
        print_error(str(error))
    except OSError as error:
        if _debug:
            raise
        print_error(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:
        if _debug:
            raise
        print_error(f"{type(error).__name__}: {error} (acuerdo --debug … shows where)")
    sys.exit(1)

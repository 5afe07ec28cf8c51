#!/usr/bin/env python
"""Build docs/cli.md from the commands' own help; ``--check`` compares only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import typer
from typer.testing import CliRunner

from acuerdo.cli import app
from acuerdo.errors import AcuerdoError
from acuerdo.generated import write_or_check

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# Command line

Generated from the commands' own help by `scripts/build_cli_reference.py`.

Every command takes `--json` for machines. Results go to standard output; progress, remarks and
errors to standard error. Exit codes: 0 done, 1 the input has a problem (one line each), 2 wrong
usage. `acuerdo --debug COMMAND …` shows the traceback of an error.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    try:
        write_or_check(
            {ROOT / "docs" / "cli.md": reference()},
            check=options.check,
            command="scripts/build_cli_reference.py",
        )
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def reference() -> str:
    """The reference page: one section per command, in the order of the program."""
    parts = [HEAD]
    for path in command_paths():
        shown = CliRunner().invoke(
            app, [*path, "--help"], prog_name="acuerdo", env={"COLUMNS": "96", "NO_COLOR": "1"}
        )
        title = " ".join(("acuerdo", *path))
        parts.append(f"## {title}\n\n```text\n{shown.stdout.strip()}\n```\n")
    return "\n".join(parts)


def command_paths() -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = [()]
    for name, command in typer.main.get_command(app).commands.items():
        paths.append((name,))
        paths += [(name, inner) for inner in getattr(command, "commands", {})]
    return paths


if __name__ == "__main__":
    raise SystemExit(main())

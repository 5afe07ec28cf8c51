#!/usr/bin/env python
"""Build docs/cli.md from the commands themselves; ``--check`` compares only."""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from acuerdo.cli import app
from acuerdo.errors import AcuerdoError
from acuerdo.generated import write_or_check

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# Command line

Generated from the commands themselves by `scripts/build_cli_reference.py`.

Results go to standard output; progress, remarks and errors to standard error. With `--json`, which
every command takes, standard output holds JSON and nothing else. Exit codes: 0 done; 1 the input or
a system has a problem (said in a sentence, no traceback); 2 wrong usage. `acuerdo --debug COMMAND`
shows the traceback of an error, `acuerdo --version` the versions of package, dataset and ontology.

A *system* is the short name of a baseline, `module:Class` (modules of the working directory are
found) or the folder of a trained model. A *file* of annotations is `.jsonl`, `.parquet`, a brat
folder or CoNLL columns.
"""


def main() -> int:
    """Build or check, and say what is stale."""
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
    found = list(commands(typer.main.get_command(app), ("acuerdo",)))
    table = ["| command | what it does |", "| --- | --- |"]
    for path, command in found:
        anchor = "-".join(path)
        table.append(f"| [`{' '.join(path)}`](#{anchor}) | {_paragraphs(command.help)[0]} |")
    return "\n".join([HEAD, *table, "", *(section(path, command) for path, command in found)])


def commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below a group, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def section(path: tuple[str, ...], command: Any) -> str:
    """One command: usage, what it does, arguments and options."""
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    usage = " ".join([*path, "[OPTIONS]", *map(_placeholder, arguments)])
    lines = [f"## {' '.join(path)}", "", "```", usage, "```", ""]
    for paragraph in _paragraphs(command.help):
        lines += [paragraph, ""]
    lines += ["| argument or option | meaning |", "| --- | --- |"]
    lines += [f"| `{_name(each)}` | {each.help} |" for each in arguments]
    lines += [f"| {_spelling(each)} | {each.help}{_default(each)} |" for each in options]
    return "\n".join([*lines, ""])


def _paragraphs(text: str) -> list[str]:
    return [" ".join(each.split()) for each in inspect.cleandoc(text).split("\n\n")]


def _name(argument: Any) -> str:
    return (argument.metavar or argument.name).strip("[]").upper()


def _placeholder(argument: Any) -> str:
    name = _name(argument)
    many = f"{name}…" if argument.nargs == -1 else name
    return many if argument.required else f"[{many}]"


def _spelling(option: Any) -> str:
    value = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
    return ", ".join(f"`{each}{value}`" for each in option.opts)


def _default(option: Any) -> str:
    if option.is_flag or option.default in (None, "", Path()):
        return ""
    return f" Default: `{option.default}`."


if __name__ == "__main__":
    raise SystemExit(main())

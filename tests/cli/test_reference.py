"""The commands and their reference page."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from acuerdo.cli import app

ROOT = Path(__file__).resolve().parents[2]


def load_script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = load_script("build_cli_reference")
COMMANDS = dict(BUILD.commands(typer.main.get_command(app), ()))


def test_the_reference_is_up_to_date():
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == BUILD.reference()


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_and_speaks_json(path):
    command = COMMANDS[path]
    assert command.help
    options = {name for each in command.params for name in each.opts}
    assert "--json" in options
    assert all(each.help for each in command.params)
    assert f"## acuerdo {' '.join(path)}\n" in BUILD.reference()


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_of_every_command_exits_with_0(run, path):
    done = run(*path, "--help")
    assert done.code == 0
    assert "--json" in done.out


def test_help_imports_nothing_heavy():
    code = (
        "import sys, json\n"
        "sys.argv = ['acuerdo', '--help']\n"
        "from acuerdo.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    heavy = {
        "numpy",
        "polars",
        "scipy",
        "sklearn",
        "datasets",
        "pyarrow",
        "pytest",
        "jinja2",
        "rich",
    }
    assert not loaded & heavy

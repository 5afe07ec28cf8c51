"""The command line, called in this process or in one of its own, and a small corpus."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from acuerdo.cli import main

SMALL = Path(__file__).with_name("small.jsonl")
CONSOLE_SCRIPT = [sys.executable, "-P", "-c", "from acuerdo.cli import main; main()"]
"""What a console script does: the working directory is not searched for modules by itself."""

SYSTEMS = '''
import os
import re
import sys

from acuerdo import Annotations, Entity, Event, Mention, Span


class Words:
    """Marks every "Vela" as a person and every "visitó" as a visit; says so on stdout."""

    name = "words"
    notes = ("words: knows two words",)

    def extract(self, documents):
        for document in documents:
            print("reading", document.id)
            found = [Span(*match.span()) for match in re.finditer("Vela", document.text)]
            mentions = tuple(Mention(f"m{n}", s, s, "NAM") for n, s in enumerate(found))
            visits = [Span(*match.span()) for match in re.finditer("visitó", document.text)]
            events = tuple(Event(f"e{n}", "CONSULT", s, s) for n, s in enumerate(visits))
            entities = (Entity("n1", "PER", mentions),) if mentions else ()
            yield Annotations(document.id, entities, (), events)


class Crash:
    name = "crash"

    def extract(self, documents):
        print("all is well")
        for document in documents:
            raise ValueError("no <model> here")
            yield


class Dies:
    name = "dies"

    def extract(self, documents):
        os.abort()


class Leaves:
    name = "leaves"

    def extract(self, documents):
        sys.exit(0)


class Invalid:
    name = "invalid"

    def extract(self, documents):
        for document in documents:
            span = Span(0, len(document.text) + 1)
            yield Annotations(document.id, (), (), (Event("e1", "VISITAR", span, span),))


class Moody:
    """Answers in the order of a set of strings, which changes with the hash seed."""

    name = "moody"

    def extract(self, documents):
        for document in documents:
            spans = {m.group(): Span(*m.span()) for m in re.finditer(r"\\w+", document.text)}
            order = list({word for word in spans})
            yield Annotations(
                document.id,
                tuple(
                    Entity(f"n{n}", "PER", (Mention(f"m{n}", spans[w], spans[w], "NAM"),))
                    for n, w in enumerate(order)
                ),
            )
'''


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Call the command line in this process, from an empty working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["acuerdo", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code or 0, *capsys.readouterr())

    return call


def call_outside(folder, *arguments, **environment):
    """Call the command line in a process of its own."""
    done = subprocess.run(
        [*CONSOLE_SCRIPT, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


class Evaluated(NamedTuple):
    done: Done
    folder: Path
    results: Path


@pytest.fixture(scope="session")
def evaluated(tmp_path_factory):
    """Systems that work and that fail, evaluated from a folder that would disturb pytest."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "own_systems.py").write_text(SYSTEMS, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (folder / "conftest.py").write_text("raise RuntimeError('conftest of the user')\n")
    names = ("Words", "Crash", "Dies", "Leaves", "Invalid", "Moody")
    done = call_outside(
        folder,
        "evaluate",
        "nothing",
        *(f"own_systems:{name}" for name in names),
        *("--data", SMALL, "--seconds", "0.1", "--output", "kept", "--json"),
        PYTEST_ADDOPTS="--no-such-option",
        PYTEST_PLUGINS="no_such_plugin",
    )
    return Evaluated(done, folder, folder / "kept")


@pytest.fixture
def small():
    """Two documents of invented countries, with gold."""
    return SMALL

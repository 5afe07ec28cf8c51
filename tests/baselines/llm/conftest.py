"""Annotated documents, a model that asks a server on this machine, and no way to the network."""

import datetime
import importlib.util
import os
from dataclasses import replace
from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Document, Example, Span, Time
from acuerdo.dataset import load, load_ontology
from acuerdo.formats import read_examples
from acuerdo_baselines.llm import LanguageModel
from acuerdo_baselines.llm.settings import PREFIX

collect_ignore = [] if importlib.util.find_spec("httpx") else ["test_server.py"]

HELD_OUT = Path(__file__).parents[1] / "held_out"


@pytest.fixture(scope="session")
def annotated():
    """Four news items with everything annotated."""
    return [*load("article"), *read_examples(HELD_OUT, load_ontology())]


@pytest.fixture(scope="session")
def dated():
    """Any number of short documents with one time each, after characters of all widths."""

    def make(number, text="🕊️🇪🇸 «Señor» n\N{COMBINING TILDE}: se reúnen el lunes. Callan el {0}."):
        examples = []
        for index in range(number):
            written = text.format(f"día {index}")
            document = Document(f"d{index}", written, date=datetime.date(2031, 5, 14))
            span = _span(written, "lunes")
            time = Time("T1", span, "DATE", "2031-05-19")
            examples.append(Example(document, Annotations(document.id, times=(time,))))
        return examples

    return make


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No settings of whoever runs the tests, and no proxy before this machine."""
    for name in list(os.environ):
        if name.startswith(PREFIX) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def model(tmp_path):
    """Build the system against a server, quick to try again."""

    def build(server, **given):
        url = server if isinstance(server, str) else server.url
        usual = {
            "base_url": url,
            "model": "test",
            "backoff": 0.001,
            "cache": tmp_path / "cache",
            "examples": (),
        }
        return LanguageModel(**{**usual, **given})

    return build


def _span(text, part):
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.fixture
def renamed():
    """An example under another id."""

    def rename(example, identifier):
        return Example(
            replace(example.document, id=identifier),
            replace(example.gold, document_id=identifier),
        )

    return rename

import json

import pytest
import yaml
from typer.testing import CliRunner

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.cli import app
from acuerdo.dataset import load_ontology
from acuerdo.formats import write_examples
from acuerdo.proofreading import KINDS

TEXT = "Firman el lunes.\n\nHoy habla Tordeal."


def run(*arguments):
    return CliRunner().invoke(app, ["proofread", *map(str, arguments)])


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "bare.jsonl"
    write_examples(path, [Example(Document("d", TEXT), Annotations("d"))], load_ontology())
    return path


def test_every_line_tells_document_paragraph_words_and_rule(bare):
    done = run(bare, "--kind", "time-word")
    assert done.exit_code == 0
    assert "time-word (2): " in done.stdout
    assert "  d 1: Firman el [lunes].  ← in no time expression; T1" in done.stdout
    assert "  d 2: [Hoy] habla Tordeal." in done.stdout
    assert done.stderr == "1 document: 2 suspicions\n"


def test_the_json_holds_the_counts_of_all_kinds(bare):
    found = json.loads(run(bare, "--json").stdout)
    assert found["counts"].keys() == KINDS.keys()
    assert sum(found["counts"].values()) == len(found["suspicions"])
    assert {one["kind"] for one in found["suspicions"]} >= {"time-word", "capital"}
    assert TEXT[slice(*found["suspicions"][0]["span"])] == found["suspicions"][0]["text"]


def test_accepted_places_are_hidden_and_stale_ones_told(bare, tmp_path):
    path = tmp_path / "accepted.yaml"
    entries = [
        {"document": "d", "kind": "time-word", "text": "2 Hoy", "why": "a name"},
        {"document": "d", "kind": "time-word", "text": "martes", "why": "gone"},
        {"document": "other", "kind": "time-word", "text": "lunes", "why": "not read"},
        {"document": "d", "kind": "number", "text": "1961", "why": "not asked for"},
    ]
    path.write_text(yaml.safe_dump(entries), encoding="utf-8")
    done = run(bare, "--kind", "time-word", "--accepted", path)
    assert done.exit_code == 0
    assert "[Hoy]" not in done.stdout
    assert "accepted, but no longer found: d time-word 'martes'" in done.stdout
    assert done.stdout.count("accepted, but") == 1
    assert "1 suspicion, 1 accepted" in done.stderr
    found = json.loads(run(bare, "--accepted", path, "--json").stdout)
    assert found["accepted"] == 1
    assert [entry["text"] for entry in found["accepted_without_cause"]] == ["martes", "1961"]


def test_a_notation_is_read_with_the_text_beside_it_or_elsewhere(bare, tmp_path):
    notation = "times: {t1: {at: 1 lunes, type: DATE, value: 2031-05-19}}"
    folder = tmp_path / "notations"
    folder.mkdir()
    (folder / "d.yaml").write_text(notation, encoding="utf-8")
    for file in (folder, folder / "d.yaml"):
        assert "[Hoy]" in run(file, "--data", bare, "--kind", "time-word").stdout
        assert "no 'd.txt'" not in run(file, "--data", bare).output
    refused = run(folder)
    assert refused.exit_code == 1
    assert "d.txt beside it, or --data" in str(refused.exception)
    (folder / "d.txt").write_text(TEXT, encoding="utf-8")
    shown = run(folder, "--kind", "time-word").stdout
    assert "[Hoy]" in shown
    assert "[lunes]" not in shown


def test_problems_of_notations_are_told_together(bare, tmp_path):
    for name in ("d", "e"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text("times: {t1: {at: 1 martes}}", encoding="utf-8")
    message = str(run(tmp_path).exception)
    assert "d.yaml" in message
    assert "e.yaml" in message


def test_without_a_file_the_dataset_is_read():
    done = run("--config", "article")
    assert done.exit_code == 0
    assert "1 document" in done.stderr


def test_an_unknown_kind_is_a_wrong_call(bare):
    done = run(bare, "--kind", "everything")
    assert done.exit_code == 2
    assert "--kind" in done.stderr


def test_the_kinds_are_listed():
    assert [line.split()[0] for line in run("--kinds").stdout.splitlines()] == list(KINDS)
    assert json.loads(run("--kinds", "--json").stdout).keys() == KINDS.keys()

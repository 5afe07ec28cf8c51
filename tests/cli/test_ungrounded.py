"""``acuerdo score`` counts answers that are nowhere in the texts as wrong."""

import json

import pytest

from acuerdo.scoring import Scores
from acuerdo.scoring.ungrounded import keep_ungrounded

NOWHERE = {"visita": {"times": {"DATE": 1}, "triggers": {"ASSAULT": 2}}}


@pytest.fixture
def predictions(tmp_path, small):
    path = tmp_path / "predictions.jsonl"
    path.write_bytes(small.read_bytes())
    return path


def test_a_declaration_beside_the_predictions_costs_precision_and_is_told(run, predictions, small):
    perfect = run("score", predictions, "--gold", small, "--json")
    keep_ungrounded(predictions, NOWHERE)
    done = run("score", predictions, "--gold", small, "--json")
    before, after = Scores.from_json(perfect.json), Scores.from_json(done.json)
    for task, number in (("times", 1), ("triggers", 2), ("entities", 0)):
        assert after.view(task).predicted == before.view(task).predicted + number
        assert after.view(task).matched == before.view(task).matched
    assert done.json["coverage"]["ungrounded"] == {"times": 1, "triggers": 2}
    told = run("score", predictions, "--gold", small)
    assert "3 answers nowhere in the texts, counted as wrong" in " ".join(told.err.split())


def test_a_declaration_about_other_documents_is_refused(run, predictions, small):
    keep_ungrounded(predictions, {"otra": {"times": {"DATE": 1}}})
    done = run("score", predictions, "--gold", small)
    assert done.code == 1
    assert "doc otra: times: unknown document" in done.err


def test_a_declaration_that_is_none_is_refused(run, predictions, small):
    predictions.with_suffix(".ungrounded.json").write_text(json.dumps([1]))
    done = run("score", predictions, "--gold", small)
    assert done.code == 1
    assert "expected numbers by document, task and label" in done.err

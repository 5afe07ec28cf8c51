import json
from dataclasses import replace

import pytest
from tests.performance.generator import pairs
from typer.testing import CliRunner

from acuerdo.annotation import Annotations, Example
from acuerdo.cli import app
from acuerdo.dataset import load_ontology
from acuerdo.errors import FormatError, IncomparableError
from acuerdo.formats import write_examples

FEW = ("--permutations", "200", "--resamples", "100")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Gold, and predictions of two systems in folders of their own; the second lacks entities."""
    made = tmp_path_factory.mktemp("compare")
    ontology = load_ontology()
    documents = pairs(8, ontology)
    gold = [one for one, _ in documents]
    first = [replace(two, gold=replace(two.gold, quotes=())) for _, two in documents]
    nothing = [Example(one.document, Annotations(one.document.id)) for one in first]
    write_examples(made / "gold.jsonl", gold, ontology)
    for name, side in (("some", first), ("nothing", nothing)):
        (made / name).mkdir()
        write_examples(made / name / "predictions.jsonl", side, ontology)
    return made


def run(folder, *words):
    given = [
        str(folder / word) if word.startswith(("some", "nothing/", "broken")) else word
        for word in words
    ]
    return CliRunner().invoke(app, ["compare", *given, "--gold", str(folder / "gold.jsonl"), *FEW])


FILES = ("some/predictions.jsonl", "nothing/predictions.jsonl")


def test_systems_are_called_after_their_folders(folder):
    done = run(folder, *FILES, "--task", "entities", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["systems"] == ["some", "nothing"]
    assert [one["rank"] for one in found["standings"]] == [1, 2]
    assert found["differences"][0]["differing"] == 8
    assert "8 documents: with fewer than 25" in done.stderr


def test_scores_as_json_compare_like_the_predictions_they_came_from(folder):
    name = "some/scores.json"
    scored = CliRunner().invoke(
        app,
        [
            *("score", str(folder / FILES[0]), "--gold", str(folder / "gold.jsonl")),
            *("--output", str(folder / name)),
        ],
    )
    assert scored.exit_code == 0, scored.output
    from_scores = run(folder, name, FILES[1], "--json")
    from_predictions = run(folder, *FILES, "--json")
    assert from_scores.exit_code == 0, from_scores.output
    assert json.loads(from_scores.stdout) == json.loads(from_predictions.stdout)


def test_the_table_shows_ranks_letters_and_the_signature(folder):
    done = run(folder, *FILES, "--task", "triggers")
    assert done.exit_code == 0, done.output
    assert "F1: 2 systems, 8 documents" in done.stdout
    assert "some − nothing" in done.stdout
    assert "test:ar|permutations:200|holm|ci:95|bootstrap:studentised" in done.stdout


def test_a_system_can_be_given_a_name_and_be_the_baseline(folder):
    words = (f"mine={folder / FILES[0]}", FILES[1], "--baseline", "nothing", "--markdown")
    done = run(folder, *words, "--task", "times")
    assert done.exit_code == 0, done.output
    assert "| times | mine − nothing | +" in done.stdout


def test_latex_goes_to_standard_output_alone(folder):
    done = run(folder, *FILES, "--task", "times", "--latex")
    assert done.stdout.startswith("\\begin{table}\n")
    assert done.stdout.endswith("\\end{table}\n")


def test_two_systems_of_one_name_are_refused(folder):
    done = run(folder, FILES[0], FILES[0])
    assert done.exit_code == 2
    assert "two results called 'some'" in done.stderr


def test_only_one_form_of_output_is_possible(folder):
    assert run(folder, *FILES, "--json", "--latex").exit_code == 2


def test_other_conditions_are_refused_with_where_they_differ(folder):
    name = "some/other.json"
    text = (folder / "some/scores.json").read_text(encoding="utf-8")
    fields = json.loads(text) | {"sha": "0" * 64}
    (folder / name).write_text(json.dumps(fields), encoding="utf-8")
    done = run(folder, name, FILES[1])
    assert isinstance(done.exception, IncomparableError)
    assert "differ in sha: '000" in str(done.exception)


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_file_that_holds_no_scores_is_named(folder, text):
    (folder / "broken.json").write_text(text, encoding="utf-8")
    done = run(folder, "broken.json", FILES[1])
    assert isinstance(done.exception, FormatError)
    assert "broken.json" in str(done.exception)

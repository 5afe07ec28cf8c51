import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from acuerdo.annotation import Document, Example
from acuerdo.cli import app
from acuerdo.dataset import load, load_ontology
from acuerdo.errors import IncomparableError
from acuerdo.formats import read_examples, write_examples

ONTOLOGY = load_ontology()
ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "data" / "standoff" / "article"
PASSES = ROOT / "data" / "passes"
HELD_OUT = ROOT / "tests" / "baselines" / "held_out"


def run(*arguments):
    return CliRunner().invoke(app, ["agreement", *map(str, arguments)])


def changed(gold):
    """Another type for the first event, the first two entities merged, a link turned round."""
    first, *others = gold.events
    one, two, *rest = gold.entities
    merged = replace(one, mentions=one.mentions + two.mentions)
    kind = "ASSAULT" if first.type != "ASSAULT" else "AGREE"
    links = tuple(link for link in gold.event_relations if link.type != "CONTAINS")
    return replace(
        gold,
        events=(replace(first, type=kind, mode="", arguments=()), *others),
        entities=(merged, *rest),
        relations=(),
        event_relations=links,
    )


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    folder = tmp_path_factory.mktemp("agreement")
    article = load("article", split="test").examples
    paths = folder / "a.jsonl", folder / "b.jsonl"
    for path, change in zip(paths, (lambda gold: gold, changed), strict=True):
        write_examples(path, [Example(e.document, change(e.gold)) for e in article], ONTOLOGY)
    return paths


def test_tasks_and_decisions_are_printed_and_intervals_explained(sides):
    done = run(*sides, "--floor", "0.99")
    assert done.exit_code == 0, done.output
    assert "a.jsonl and b.jsonl: agreement on 1 document" in done.stdout
    for part in ("triggers", "event attributes", "mean", "entity coreference", "kappa"):
        assert part in done.stdout
    assert "nan" not in done.stdout.lower()
    assert "1 document: no interval over documents" in done.stderr
    assert "* below 99.0: " in done.stderr


def test_the_floor_changes_no_exit_code_and_is_in_the_json(sides):
    found = json.loads(run(*sides, "--floor", "0.99", "--json").stdout)
    assert found["floor"] == 0.99
    assert "triggers" in found["below"]
    assert "times" not in found["below"]
    assert "below" not in json.loads(run(*sides, "--json").stdout)


def test_an_annotation_agrees_with_itself(sides):
    found = json.loads(run(sides[0], sides[0], "--json").stdout)
    assert {task["f1"] for task in found["tasks"]} == {1.0}
    assert {decision["kappa"] for decision in found["decisions"]} == {1.0}


def test_markdown_holds_both_tables(sides):
    shown = run(*sides, "--markdown", "--per-document").stdout
    assert shown.count("| --- |") == 3
    assert "| acuerdo-article-0001 |" in shown


def test_disagreements_are_listed_by_layer_with_their_place(sides):
    found = json.loads(run(*sides, "--disagreements", "--json").stdout)["disagreements"]
    kinds = {(one["layer"], one["kind"]) for one in found}
    assert ("triggers", "other type") in kinds
    assert ("relations", "only A") in kinds
    assert ("coreference", "only B") in kinds
    assert ("event_relations", "only A") in kinds
    assert all(one["context"] for one in found if one["layer"] == "triggers")
    shown = run(*sides, "--disagreements", "--task", "triggers")
    assert shown.stdout.startswith("\ntriggers (1)\n  other type: A ")
    assert shown.stderr == "1 disagreement\n"


def test_equal_annotations_have_no_disagreement(sides):
    assert run(sides[0], sides[0], "--disagreements").stdout == ""


def test_folders_without_texts_are_read_with_those_of_the_dataset(tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(ARTICLE / "acuerdo-article-0001.ann", bare)
    found = json.loads(run(bare, bare, "--config", "article", "--json").stdout)
    assert found["documents"] == ["acuerdo-article-0001"]
    assert found["mean"] == 1.0


def test_texts_of_one_side_or_of_a_file_serve_both(tmp_path, sides):
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(HELD_OUT / "held-out-1.ann", bare)
    (tmp_path / "own").mkdir()
    for suffix in ("ann", "txt", "json"):
        shutil.copy(HELD_OUT / f"held-out-1.{suffix}", tmp_path / "own")
    notation = HELD_OUT / "held-out-1.yaml"
    for arguments in (
        (bare, tmp_path / "own"),
        (bare, bare, "--data", HELD_OUT),
        (bare, notation),
    ):
        assert json.loads(run(*arguments, "--json").stdout)["mean"] == 1.0


def test_the_passes_of_the_article_agree_on_nearly_everything():
    passes = [PASSES / name / "acuerdo-article-0001.yaml" for name in "ab"]
    found = json.loads(run(*passes, "--data", ARTICLE, "--json").stdout)
    assert 0.9 < found["mean"] <= 1


def test_documents_of_one_side_can_be_left_out(tmp_path, sides):
    both = tmp_path / "both.jsonl"
    held_out = read_examples(HELD_OUT, ONTOLOGY)
    write_examples(both, [*held_out, *load("article", split="test").examples], ONTOLOGY)
    assert isinstance(run(sides[0], both).exception, IncomparableError)
    found = json.loads(run(sides[0], both, "--common", "--json").stdout)
    assert found["documents"] == ["acuerdo-article-0001"]


def test_texts_of_several_files_are_read_together(tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(HELD_OUT / "held-out-1.ann", bare)
    shutil.copy(ARTICLE / "acuerdo-article-0001.ann", bare)
    done = run(bare, bare, "--data", HELD_OUT, "--data", ARTICLE, "--json")
    assert json.loads(done.stdout)["documents"] == ["acuerdo-article-0001", "held-out-1"]


def test_one_document_with_two_texts_is_refused(tmp_path, sides):
    other = tmp_path / "other.jsonl"
    (example,) = load("article", split="test").examples
    document = Document(example.document.id, example.document.text + " Más.")
    write_examples(other, [Example(document, example.gold)], ONTOLOGY)
    done = run(sides[0], other)
    assert isinstance(done.exception, IncomparableError)
    assert "another text" in str(done.exception)


def test_other_documents_are_refused(sides):
    done = run(sides[0], HELD_OUT)
    assert isinstance(done.exception, IncomparableError)
    assert "only in A: acuerdo-article-0001" in str(done.exception)


@pytest.mark.parametrize(
    "options", [["--task", "everything"], ["--markdown", "--json"], ["--floor", "2"]]
)
def test_a_wrong_call_is_said_so(sides, options):
    assert run(*sides, *options).exit_code == 2

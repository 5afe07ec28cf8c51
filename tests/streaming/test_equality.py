"""The streaming scorer returns what ``score`` returns, from any file that it can read."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies
from tests.performance import generator
from tests.streaming.inputs import both, example, lines, row

from acuerdo.annotation import Annotations, Example
from acuerdo.dataset import load, load_ontology
from acuerdo.formats import read_examples, write_examples
from acuerdo.scoring import score
from acuerdo.streaming import Gold, files, score_file, score_shards

ONTOLOGY = load_ontology()


@st.composite
def gold_and_predictions(draw):
    """Valid corpora; some documents have no prediction, and predictions come in any order."""
    gold = draw(strategies.corpora(ONTOLOGY))
    predicted = [
        Example(one.document, draw(st.just(one.gold) | others(one)))
        for one in draw(st.permutations(gold))
        if draw(st.booleans())
    ]
    return gold, predicted


def others(one):
    return strategies.annotations(one.document, ONTOLOGY)


def plain(gold, predicted):
    return score([one.gold for one in gold], [one.gold for one in predicted], ONTOLOGY)


@settings(max_examples=40, deadline=None)
@given(gold_and_predictions(), st.sampled_from(["jsonl", "parquet"]))
def test_files_score_like_annotations(tmp_path_factory, corpora, suffix):
    gold, predicted = corpora
    if not predicted:
        return
    folder = tmp_path_factory.mktemp("files")
    for name, side in (("gold", gold), ("predictions", predicted)):
        write_examples(folder / f"{name}.{suffix}", side, ONTOLOGY)
    prepared = Gold.read(folder / f"gold.{suffix}", ONTOLOGY)
    assert score_file(folder / f"predictions.{suffix}", prepared) == plain(gold, predicted)
    assert score_file(folder / f"predictions.{suffix}", Gold.of(gold, ONTOLOGY)) == plain(
        gold, predicted
    )


@pytest.fixture(scope="module")
def corpus():
    """Invented gold and predictions of sixty documents."""
    drawn = generator.pairs(60, ONTOLOGY)
    return [gold for gold, _ in drawn], [predicted for _, predicted in drawn]


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_valid_files_need_no_careful_reader(tmp_path, corpus, suffix, no_doubts):
    gold, predicted = corpus
    for name, side in (("gold", gold), ("predictions", predicted)):
        write_examples(tmp_path / f"{name}.{suffix}", side, ONTOLOGY)
    prepared = Gold.read(tmp_path / f"gold.{suffix}", ONTOLOGY)
    assert score_file(tmp_path / f"predictions.{suffix}", prepared) == plain(gold, predicted)


def test_the_article_needs_no_careful_reader(tmp_path, no_doubts):
    article = load("article")
    write_examples(tmp_path / "gold.jsonl", article, ONTOLOGY)
    scores = score_file(tmp_path / "gold.jsonl", Gold.read(tmp_path / "gold.jsonl", ONTOLOGY))
    assert scores == plain(article, article)
    assert scores.acuerdo == 1.0


@pytest.mark.parametrize("sheet", [1, 7, 25])
@pytest.mark.parametrize("block", [10, 4_000])
def test_neither_sheets_nor_blocks_nor_shards_show(tmp_path, corpus, monkeypatch, sheet, block):
    """Fractional amounts included: sums do not depend on what is added first."""
    monkeypatch.setattr(files, "SHEET", sheet)
    monkeypatch.setattr("acuerdo.streaming.scoring.BLOCK", block)
    monkeypatch.setattr(files, "BATCH", 10_000)
    gold, predicted = corpus
    shards = tmp_path / "shards"
    bounds = [0, 11, 12, 40, 60]
    for number, (first, last) in enumerate(pairwise(bounds)):
        suffix = "parquet" if number == 1 else "jsonl"
        write_examples(shards / f"{number}.{suffix}", predicted[first:last], ONTOLOGY)
    assert score_file(shards, Gold.of(gold, ONTOLOGY)) == plain(gold, predicted)


@pytest.mark.parametrize("shift", [0, 3])
def test_gold_may_be_in_shards_as_well(tmp_path, corpus, shift):
    """Alike ones are compared one by one; otherwise the whole gold is read."""
    gold, predicted = corpus
    for number, first in enumerate(range(0, 60, 20)):
        name = f"{number}.jsonl"
        write_examples(tmp_path / "gold" / name, gold[first : first + 20], ONTOLOGY)
        part = predicted[first + shift : first + shift + 20]
        write_examples(tmp_path / "predictions" / name, part, ONTOLOGY)
    scores = score_shards(tmp_path / "predictions", tmp_path / "gold", ONTOLOGY)
    assert scores == plain(gold, predicted[shift:])


def test_order_in_the_file_plays_no_part(tmp_path, corpus):
    gold, predicted = corpus
    write_examples(tmp_path / "predictions.jsonl", predicted[::-1], ONTOLOGY)
    prepared = Gold.of([*gold[30:], *gold[:30]], ONTOLOGY)
    assert score_file(tmp_path / "predictions.jsonl", prepared) == plain(gold, predicted)


def test_missing_documents_are_empty_and_reported(tmp_path, corpus):
    gold, predicted = corpus
    write_examples(tmp_path / "predictions.jsonl", predicted[:20], ONTOLOGY)
    scores = score_file(tmp_path / "predictions.jsonl", Gold.of(gold, ONTOLOGY))
    assert scores == plain(gold, predicted[:20])
    assert len(scores.missing) == 40


def test_one_gold_serves_many_predictions(tmp_path, corpus):
    gold, predicted = corpus
    prepared = Gold.of(gold, ONTOLOGY)
    for number in range(2):
        path = tmp_path / f"{number}.jsonl"
        write_examples(path, predicted[number * 10 : number * 10 + 10], ONTOLOGY)
        again = score_file(path, prepared)
        assert again == plain(gold, predicted[number * 10 : number * 10 + 10])


def test_some_tasks_can_be_scored_alone(tmp_path, corpus):
    gold, predicted = corpus
    write_examples(tmp_path / "predictions.jsonl", predicted, ONTOLOGY)
    prepared = Gold.of(gold, ONTOLOGY)
    scores = score_file(tmp_path / "predictions.jsonl", prepared, tasks=["times", "quotes"])
    assert list(scores.headlines) == ["times", "quotes"]


def test_other_formats_are_read_as_well(tmp_path):
    """A brat folder renumbers ids; scores do not see ids."""
    examples = [example(row())]
    write_examples(tmp_path / "brat", examples, ONTOLOGY)
    assert score_file(tmp_path / "brat", Gold.of(examples, ONTOLOGY)) == plain(examples, examples)


WRITTEN_OTHERWISE = {
    "indented by blanks": lambda values: json.dumps(values) + "\n",
    "compact": lambda values: json.dumps(values, separators=(",", ":")) + "\n",
    "keys in another order": lambda values: json.dumps(dict(reversed(values.items()))) + "\n",
    "blanks before colons": lambda values: json.dumps(values, separators=(", ", " : ")) + "\n",
    "without a last line end": json.dumps,
    "without the text": lambda values: json.dumps(values | {"text": None}).replace(
        '"text": null, ', ""
    ),
    "without document keys": lambda values: json.dumps(
        {key: value for key, value in values.items() if key == "id" or isinstance(value, list)}
    ),
}


@pytest.mark.parametrize("how", WRITTEN_OTHERWISE)
def test_json_may_be_written_in_other_ways(tmp_path, how):
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    gold.write_bytes(lines(row()))
    predictions.write_text(WRITTEN_OTHERWISE[how](row()), encoding="utf-8")
    expected, found = both(gold, predictions, ONTOLOGY)
    assert found == expected
    assert found.acuerdo == 1.0


def test_brackets_in_a_text_are_no_lists(tmp_path, no_doubts):
    values = row()
    values["text"] += " [sic]"
    (tmp_path / "gold.jsonl").write_bytes(lines(values))
    prepared = Gold.read(tmp_path / "gold.jsonl", ONTOLOGY)
    assert score_file(tmp_path / "gold.jsonl", prepared).acuerdo == 1.0


def test_a_text_may_look_like_json(tmp_path):
    values = row()
    values["text"] += ' "events":[]'
    (tmp_path / "gold.jsonl").write_bytes(lines(values))
    prepared = Gold.read(tmp_path / "gold.jsonl", ONTOLOGY)
    assert score_file(tmp_path / "gold.jsonl", prepared).acuerdo == 1.0


def test_a_parquet_file_without_documents_scores_as_nothing(tmp_path):
    write_examples(tmp_path / "none.parquet", [], ONTOLOGY)
    gold = [Example(example(row()).document, Annotations("d1"))]
    assert score_file(tmp_path / "none.parquet", Gold.of(gold, ONTOLOGY)).missing == ("d1",)


def test_generated_corpora_are_valid_and_reproducible(tmp_path):
    for name in ("one", "two"):
        generator.write(tmp_path / name, 7, ONTOLOGY, distinct=3)
    one, two = (tmp_path / name / "predictions.jsonl" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    examples = read_examples(one, ONTOLOGY)
    assert [each.document.id for each in examples] == [f"d{n:07}" for n in range(7)]
    assert replace(examples[0].gold, document_id="") == replace(examples[3].gold, document_id="")

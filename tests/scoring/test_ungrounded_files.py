"""Answers that are nowhere in the text, declared in a file beside the predictions."""

from pathlib import Path

import pytest

from acuerdo.annotation import Annotations
from acuerdo.errors import FormatError, ValidationError
from acuerdo.scoring import score
from acuerdo.scoring.ungrounded import beside, keep_ungrounded, read_ungrounded

NOWHERE = {"b": {"triggers": {"MOVE": 2}}, "a": {"times": {"DATE": 1}}}


@pytest.mark.parametrize(
    ("predictions", "declared"),
    [
        ("out/llm.jsonl", "out/llm.ungrounded.json"),
        ("llm.v2.parquet", "llm.v2.ungrounded.json"),
        ("brat_folder", "brat_folder.ungrounded.json"),
    ],
)
def test_every_kind_of_predictions_has_its_own_file(predictions, declared):
    assert beside(Path(predictions)) == Path(declared)


def test_what_is_kept_is_read_again_in_one_order(tmp_path):
    predictions = tmp_path / "p.jsonl"
    keep_ungrounded(predictions, NOWHERE)
    assert read_ungrounded(predictions) == NOWHERE
    first = beside(predictions).read_bytes()
    keep_ungrounded(predictions, dict(reversed(NOWHERE.items())))
    assert beside(predictions).read_bytes() == first


def test_predictions_without_ungrounded_answers_leave_no_file_of_earlier_ones(tmp_path):
    predictions = tmp_path / "p.jsonl"
    keep_ungrounded(predictions, NOWHERE)
    keep_ungrounded(predictions, {})
    assert list(tmp_path.iterdir()) == []
    assert read_ungrounded(predictions) == {}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"a": {"times": 1}}', b"\xff"])
def test_a_file_that_declares_nothing_is_refused(content, tmp_path):
    beside(tmp_path / "p.jsonl").write_bytes(content)
    with pytest.raises(FormatError, match="expected numbers by document, task and label"):
        read_ungrounded(tmp_path / "p.jsonl")


def test_temporal_links_are_counted_by_closure_and_so_nowhere(ontology):
    gold = [Annotations("a")]
    nowhere = {"a": {"event_relations": {"BEFORE": 1, "CAUSE": 2}}}
    scores = score(gold, gold, ontology, ungrounded=nowhere)
    assert scores.view("event_relations", "causal").predicted == 2
    assert scores.view("event_relations", "temporal").predicted in (0, None)
    with pytest.raises(ValidationError, match="unknown label 'AFTER'"):
        score(gold, gold, ontology, ungrounded={"a": {"event_relations": {"AFTER": 1}}})

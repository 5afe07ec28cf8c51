import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.scoring.rows import annotations
from tests.scoring.strategies import paired_collections

from acuerdo.annotation import Annotations, Span, Time
from acuerdo.dataset import load_ontology
from acuerdo.errors import IncomparableError, SubmissionError, ValidationError
from acuerdo.scoring import Scores, Signature, layers, score
from acuerdo.scoring.scores import MACRO, MICRO
from acuerdo.scoring.signature import require_equal

ONTOLOGY = load_ontology()
GOLD = annotations(
    {
        "id": "d1",
        "entities": [
            {"id": "N1", "type": "PER", "mentions": [{"id": "T1", "span": [0, 5]}]},
            {"id": "N2", "type": "GPE", "mentions": [{"id": "T2", "span": [8, 11]}]},
        ],
        "events": [{"id": "E1", "type": "AGREE", "trigger": [12, 18]}],
    }
)
HALF = replace(GOLD, entities=GOLD.entities[:1])


def test_the_acuerdo_score_is_the_mean_of_the_defined_headlines():
    scores = score([GOLD], [HALF], ONTOLOGY)
    f1s = {task: view.f1 for task, view in scores.headlines.items()}
    assert f1s == {
        "entities": pytest.approx(2 / 3),
        "coreference": pytest.approx(2 / 3),
        "times": None,
        "triggers": 1.0,
        "event_attributes": 1.0,
        "arguments": None,
        "relations": None,
        "event_relations": None,
        "quotes": None,
        "records": None,
    }
    assert scores.acuerdo == pytest.approx((2 / 3 + 2 / 3 + 1 + 1) / 4)
    assert "view:entities+coreference+triggers+event_attributes|" in scores.signature


def test_records_stand_beside_the_acuerdo_score():
    def coded(country):
        row = {
            "id": "d",
            "entities": [
                {
                    "id": "N1",
                    "type": "GPE",
                    "country": country,
                    "mentions": [{"id": "T1", "span": [0, 3]}],
                }
            ],
            "events": [
                {
                    "id": "E1",
                    "type": "SUPPORT",
                    "trigger": [4, 9],
                    "arguments": [{"role": "Actor", "filler": "T1"}],
                }
            ],
        }
        return annotations(row)

    scores = score([coded("PRK")], [coded("RUS")], ONTOLOGY)
    assert scores.view("records").f1 == 0
    assert scores.acuerdo == 1
    assert "records" not in scores.signature


def test_every_number_carries_its_signature():
    scores = score([GOLD], [HALF], ONTOLOGY, data="acuerdo@1.0.0#test", sha="0123456789abcdef")
    signature = scores.view("arguments").signature
    start = "arguments|view:entity|attached|avg:micro|data:acuerdo@1.0.0#test|docs:1|"
    assert signature.startswith(start + "sha:0123456789ab|v:")


def test_macro_averages_leave_out_labels_that_nobody_uses():
    view = score([GOLD], [HALF], ONTOLOGY).view("entities")
    assert [row.f1 for row in view.per_label] == [1.0, None, 0.0, None, None, None, None]
    assert view.macro_f1 == 0.5


def test_headline_views_keep_their_counts_per_document():
    second = replace(GOLD, document_id="d0")
    view = score([GOLD, second], [HALF, second], ONTOLOGY).view("entities")
    assert [counts.matched for counts in view.per_document] == [(2, 1)]
    assert [counts.gold for counts in view.per_document] == [(2, 2)]


@settings(max_examples=10, deadline=None)
@given(paired_collections())
def test_scores_read_back_from_json_are_the_same(sides):
    scores = score(*sides, ONTOLOGY, data="x", sha="y")
    assert Scores.from_json(json.loads(json.dumps(scores.to_json()))) == scores


def test_json_writes_undefined_as_null_and_counts_as_integers():
    text = json.dumps(score([GOLD], [HALF], ONTOLOGY).to_json()["tasks"]["entities"])
    counts = '"matched": 1, "predicted": 1, "recalled": 1, "gold": 2, "precision": 1.0'
    assert counts in text
    assert "NaN" not in text
    assert '"f1": null' in text


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda fields: fields.update(schema=0), "schema 0; expected 1"),
        (lambda fields: fields.pop("tasks"), "'tasks'"),
        (lambda fields: fields.update(sha=3), "Expected `str`, got `int`"),
        (lambda fields: fields.update(tasks=[]), "AttributeError"),
    ],
)
def test_json_of_another_layout_is_refused(spoil, message):
    fields = score([GOLD], [HALF], ONTOLOGY).to_json()
    spoil(fields)
    with pytest.raises(SubmissionError, match=message):
        Scores.from_json(fields)


def test_rows_and_table_hold_every_view_and_label():
    scores = score([GOLD], [HALF], ONTOLOGY)
    rows = list(scores.rows())
    assert len(rows) == sum(2 + len(view.per_label) for view in scores.views)
    table = scores.to_polars()
    assert table.columns == [
        *("task", "view", "label", "matched", "predicted", "gold", "precision", "recall", "f1")
    ]
    micro = table.filter(task="entities", view="exact", label=MICRO).row(0)
    assert micro[3:] == (1.0, 1.0, 2.0, 1.0, 0.5, pytest.approx(2 / 3))
    assert table.filter(task="times", view="value", label=MACRO)["f1"][0] is None


def test_only_the_tasks_asked_for_are_scored():
    scores = score([GOLD], [HALF], ONTOLOGY, tasks=["triggers"])
    assert list(scores.headlines) == ["triggers"]
    with pytest.raises(ValidationError, match="tasks: unknown task 'trigger'; expected one of ent"):
        score([GOLD], [HALF], ONTOLOGY, tasks=["trigger"])


def test_a_view_that_does_not_exist_is_named():
    with pytest.raises(KeyError, match=r"times\.colour"):
        score([GOLD], [HALF], ONTOLOGY).view("times", "colour")


def test_problems_of_gold_and_predictions_are_reported_together():
    gold = replace(GOLD, times=(Time("X1", Span(0, 1), "EPOCH", ""),))
    predicted = annotations(
        {
            "id": "d1",
            "events": [
                {
                    "id": "E1",
                    "type": "AGREE",
                    "trigger": [0, 2**31],
                    "polarity": "MAYBE",
                    "arguments": [{"role": "Boss", "filler": "T9"}],
                }
            ],
            "relations": [{"id": "R1", "type": "leader_of", "head": "E1", "tail": "T9"}],
        }
    )
    with pytest.raises(ValidationError) as caught:
        score([gold], [predicted], ONTOLOGY)
    assert [problem.where for problem in caught.value.problems] == [
        "doc d1: times[0].type",
        "doc d1: events[0].trigger",
        "doc d1: events[0].polarity",
        "doc d1: events[0].arguments[0].role",
        "doc d1: events[0].arguments[0].filler",
        "doc d1: relations[0].head",
        "doc d1: relations[0].tail",
    ]


def test_scoring_in_blocks_changes_nothing(monkeypatch):
    gold = [replace(GOLD, document_id=f"d{n}") for n in range(5)]
    predicted = [replace(HALF, document_id=f"d{n}") for n in range(5)]
    whole = score(gold, predicted, ONTOLOGY)
    monkeypatch.setattr("acuerdo.scoring.scorer.BLOCK", 2)
    assert score(gold, predicted, ONTOLOGY) == whole
    assert layers.BLOCK == 4_000


def test_no_documents_give_no_scores():
    scores = score([], [], ONTOLOGY)
    assert scores.acuerdo is None
    assert scores.documents == ()


def test_an_id_may_recur_in_another_document():
    gold = [GOLD, Annotations("d2", entities=GOLD.entities)]
    assert score(gold, gold, ONTOLOGY).view("entities").matched == 4


def test_signatures_say_where_they_differ():
    one = Signature("times", "value", (), MICRO, "x", 25, "", "0.1.0")
    require_equal(one, replace(one))
    with pytest.raises(
        IncomparableError, match=r"documents: 25 and 26; version: '0\.1\.0' and '1'"
    ):
        require_equal(one, replace(one, documents=26, version="1"))

"""Inputs on which published scorers go wrong, and what is right."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.scoring.rows import annotations

from acuerdo.annotation import Annotations
from acuerdo.errors import ValidationError
from acuerdo.scoring import score

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "conformance.json").read_text(encoding="utf-8")
)
SCORED = [case for case in CASES if "expected" in case]
REFUSED = [case for case in CASES if "error" in case]


def sides(case):
    return [[annotations(row) for row in case[side]] for side in ("gold", "predicted")]


def title(case):
    return f"{case['number']}: {case['why']}"


@pytest.mark.parametrize("case", SCORED, ids=title)
def test_scores_are_right(case, ontology):
    scores = score(*sides(case), ontology)
    for expected in case["expected"]:
        found = scores.view(*expected["view"].split("."))
        assert (found.matched, found.predicted, found.gold) == (
            expected["matched"],
            expected["predicted"],
            expected["gold"],
        ), expected["view"]
        for name in ("precision", "recall", "f1"):
            assert getattr(found, name) == pytest.approx(expected[name], abs=1e-6), expected["view"]


@pytest.mark.parametrize("case", REFUSED, ids=title)
def test_broken_input_is_refused_with_all_problems(case, ontology):
    with pytest.raises(ValidationError) as caught:
        score(*sides(case), ontology)
    for message in case["error"]:
        assert message in str(caught.value)
    assert len(caught.value.problems) == len(case["error"])


@pytest.mark.parametrize("case", CASES, ids=title)
def test_spans_of_the_case_lie_in_its_text(case):
    for side in sides(case):
        for given in side:
            if given.document_id in case["texts"]:
                text = case["texts"][given.document_id]
                mentions = [mention.span for mention, _ in given.mentions()]
                spans = [
                    *mentions,
                    *(t.span for t in given.times),
                    *(e.trigger for e in given.events),
                ]
                assert all(text[s.start : s.end].strip() for s in spans)
                assert all(s.end <= len(text) for s in spans)


def test_a_second_evaluation_in_one_process_starts_afresh(ontology):
    # 22: GRIT scores the documents of the first evaluation again.
    case = SCORED[0]
    before = score(*sides(case), ontology)
    score(*sides(SCORED[1]), ontology)
    assert score(*sides(case), ontology) == before


def test_a_missing_document_counts_as_empty_and_is_reported(ontology):
    gold, predicted = sides(next(case for case in SCORED if case["number"] == "21"))
    scores = score(gold, predicted[:1], ontology)
    assert scores.missing == ("d2",)
    empty = score(gold, [predicted[0], Annotations("d2")], ontology)
    assert empty.missing == ()
    assert scores == replace(empty, missing=("d2",))

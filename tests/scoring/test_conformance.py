"""Inputs on which published scorers go wrong, and what is right."""

from dataclasses import replace

import pytest

from acuerdo.annotation import Annotations
from acuerdo.conformance import RIGHT, judge, load_cases, score_rows
from acuerdo.conformance.ours import UNGROUNDED, read_rows
from acuerdo.errors import ValidationError
from acuerdo.scoring import TASKS, score

CASES = load_cases()
SCORED = [case for case in CASES if case.expected]
REFUSED = [case for case in CASES if case.refused]
NUMBERS = [str(number) for number in range(1, 25)]


def title(case):
    return case.title


def scorable(case):
    """The case, marked where it asks for a task that the scorer does not have."""
    unknown = {view.split(".")[0] for view in case.expected} - set(TASKS)
    marks = [pytest.mark.skip(reason=f"no task {', '.join(sorted(unknown))}")] if unknown else []
    return pytest.param(case, marks=marks, id=case.title)


@pytest.mark.parametrize("case", [scorable(case) for case in CASES])
def test_the_scorer_passes(case):
    (verdict,) = judge(score_rows, [case])
    assert verdict.faults == ()
    assert verdict.unanswered == ()
    assert verdict.status == RIGHT


def test_every_input_of_the_list_has_a_case():
    assert {case.number for case in CASES} == {*NUMBERS, "also"}


@pytest.mark.parametrize("case", REFUSED, ids=title)
def test_broken_input_is_refused_by_name(case):
    with pytest.raises(ValidationError) as caught:
        score_rows(case.input.gold, case.input.predicted)
    for name in case.refused:
        assert name in str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=title)
def test_copies_of_the_text_are_words(case):
    for evaluation in (case.input, *case.before):
        for row in (*evaluation.gold, *evaluation.predicted):
            for part in spans(row):
                assert part["text"] == part["text"].strip() != ""
                assert part["end"] <= len(row["text"])


def spans(value):
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for each in value.values():
            yield from spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from spans(each)


def test_undefined_is_none_and_nothing_else(ontology):
    # Other scorers may say 0 for it; ours says None.
    (case,) = [
        case for case in CASES if case.number == "19" and not case.input.predicted[0]["entities"]
    ]
    numbers = score_rows(case.input.gold, case.input.predicted)
    for view, expected in case.expected.items():
        assert {name: numbers[view][name] for name in expected} == expected


def test_a_missing_document_counts_as_empty_and_is_reported(ontology):
    case = next(case for case in SCORED if case.number == "21")
    gold, predicted = (
        read_rows(side, rows, {})
        for side, rows in (("gold", case.input.gold), ("predicted", case.input.predicted))
    )
    scores = score(gold, predicted[:1], ontology)
    assert scores.missing == ("d2",)
    empty = score(gold, [predicted[0], Annotations("d2")], ontology)
    assert empty.missing == ()
    assert scores == replace(empty, missing=("d2",))


def test_only_the_case_of_strings_declares_answers_nowhere_in_the_text():
    assert {c.number for c in CASES for row in c.input.predicted if UNGROUNDED in row} == {"17"}

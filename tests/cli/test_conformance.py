import json

import pytest
from typer.testing import CliRunner

from acuerdo.cli import app
from acuerdo.conformance import NOT_JUDGED, RIGHT, WRONG, judge, load_cases, load_scorer
from acuerdo.errors import ExtractorError

CASES = load_cases()


def run(*arguments):
    return CliRunner().invoke(app, ["conformance", *arguments])


def lenient(gold, predicted):
    """A scorer that counts a predicted trigger as right when its words are a gold trigger's."""
    expected = [event["trigger"] for row in gold for event in row["events"]]
    found = [event["trigger"] for row in predicted for event in row["events"]]
    matched = sum(each in expected for each in found)
    if not expected or not found:
        raise ZeroDivisionError("nothing to score")
    precision, recall = matched / len(found), matched / len(expected)
    return {"triggers.identification": {"precision": precision, "recall": recall}}


def silent(gold, predicted):
    return {}


def test_the_scorer_of_the_benchmark_passes():
    done = run()
    assert done.exit_code == 0, done.output
    assert f"{len(CASES)} cases, {len(CASES)} right, 0 wrong, 0 not judged" in done.output


def test_what_a_scorer_gets_wrong_is_printed_with_the_reason():
    done = run(f"{__name__}:lenient")
    assert done.exit_code == 1
    assert "7: Every type predicted for one word" in done.output
    assert "triggers.identification: precision 1.0; expected 0.05" in done.output
    assert "triggers.identification: recall 20.0; expected 1" in done.output
    assert "raised ZeroDivisionError: nothing to score; expected scores" in done.output
    assert "2: not judged, no relations.entity" not in done.output  # It raised, which is wrong.


def test_verdicts_as_json():
    done = run(f"{__name__}:lenient", "--json")
    assert done.exit_code == 1
    verdicts = json.loads(done.stdout)["cases"]
    assert len(verdicts) == len(CASES)
    assert {verdict["status"] for verdict in verdicts} == {RIGHT, WRONG, NOT_JUDGED}
    assert set(verdicts[0]) == {"number", "why", "source", "status", "faults", "unanswered"}


def test_a_scorer_that_answers_nothing_has_not_passed():
    done = run(f"{__name__}:silent")
    assert done.exit_code == 1
    assert "returned none of the views" in done.output


def test_the_cases_can_be_printed_for_other_languages():
    printed = json.loads(run("--cases").stdout)
    assert [case["number"] for case in printed] == [case.number for case in CASES]
    row = printed[0]["gold"][0]
    assert row["events"][0]["trigger"] == {"start": 12, "end": 21, "text": "bombardeó"}
    assert {"id", "text", "entities", "times", "events", "relations"} <= set(row)


BAD_NAMES = [
    ("nothing", "expected module:function"),
    ("no_such_module:score", "cannot import no_such_module"),
    ("json:no_such_function", "json has no function no_such_function"),
]


@pytest.mark.parametrize(("name", "message"), BAD_NAMES)
def test_a_scorer_that_cannot_be_found_is_named(name, message):
    with pytest.raises(ExtractorError, match=message):
        load_scorer(name)


def case_of(number):
    return next(case for case in CASES if case.number == number)


def raising(error):
    def score(gold, predicted):
        raise error

    return score


REFUSALS = [
    ("a crash that names nothing", "14", AssertionError(), WRONG),
    ("a crash that names one fault of two", "15", KeyError("SPEAK"), WRONG),
    ("a refusal that names all", "15", ValueError("unknown labels SPEAK, PERSON"), RIGHT),
    ("a refusal of a sound input", "18", ValueError("empty"), WRONG),
    ("a refusal where that is as good as a score", "23", ValueError("empty cluster"), RIGHT),
    ("passing a case by", "18", NotImplementedError(), NOT_JUDGED),
]


@pytest.mark.parametrize(("number", "error", "status"), [r[1:] for r in REFUSALS],
                         ids=[r[0] for r in REFUSALS])  # fmt: skip
def test_what_a_scorer_raises_is_its_answer(number, error, status):
    assert judge(raising(error), [case_of(number)])[0].status == status


def test_accepting_a_broken_input_is_wrong():
    (verdict,) = judge(lambda gold, predicted: {"entities.exact": {"f1": 0.5}}, [case_of("14")])
    assert verdict.faults == ("accepted; expected a refusal that names 'T1'",)


@pytest.mark.parametrize("value", [None, float("nan"), 0, 0.0])
def test_undefined_may_be_given_as_zero_but_not_as_one(value):
    case = next(case for case in CASES if case.expected.get("times.value", {}).get("f1", 1) is None)
    for found, status in ((value, RIGHT), (1.0, WRONG)):
        (verdict,) = judge(lambda g, p, found=found: {"times.value": {"f1": found}}, [case])
        assert verdict.status == status


def test_only_what_is_returned_is_judged():
    case = case_of("5")
    (verdict,) = judge(lambda g, p: {"arguments.exact": {"recall": 0.0}, "mine": {"f1": 9}}, [case])
    assert verdict.status == RIGHT
    assert "arguments.entity" in verdict.unanswered


def test_a_scorer_that_remembers_is_caught():
    seen = []

    def remembering(gold, predicted):
        seen.extend(gold)
        spans = [m["start"] for row in seen for e in row["entities"] for m in e["mentions"]]
        found = [m["start"] for row in predicted for e in row["entities"] for m in e["mentions"]]
        return {"entities.exact": {"gold": len(spans), "predicted": len(found)}}

    (verdict,) = judge(remembering, [case_of("22")])
    assert verdict.faults == ("entities.exact: gold 3; expected 2",)


def test_a_scorer_cannot_change_what_the_next_one_sees():
    def spoiling(gold, predicted):
        for row in gold:
            row["events"].clear()
        return {}

    before = load_cases()[:3]
    judge(spoiling, before)
    assert before == load_cases()[:3]

"""Published counts and F1s of time taggers, reproduced from annotations with those counts."""

import json
from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Span, Time
from acuerdo.scoring import score

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "scoring_published_times.json").read_text("utf-8")
)


def time(number, start, end, document="d"):
    return Time(f"{document}{number}", Span(start, end), "DATE", "2024")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_published_counts_give_the_published_scores(case, ontology):
    exact, overlap, missing, spurious = (
        case[name] for name in ("exact", "overlap", "missing", "spurious")
    )
    gold, predicted = [], []
    for n in range(exact + overlap + missing + spurious):
        place = 20 * n
        if n < exact + overlap + missing:
            gold.append(time(n, place, place + 10))
        if n < exact:
            predicted.append(time(n, place, place + 10))
        elif n < exact + overlap:
            predicted.append(time(n, place + 5, place + 12))
        elif n >= exact + overlap + missing:
            predicted.append(time(n, place, place + 10))
    assert len(gold) == case["gold"]
    scores = score(
        [Annotations("d", times=tuple(gold))], [Annotations("d", times=tuple(predicted))], ontology
    )
    assert scores.view("times", "span").f1 == pytest.approx(case["strict_f1"], abs=5e-5)
    assert scores.view("times", "relaxed").f1 == pytest.approx(case["lenient_f1"], abs=5e-5)

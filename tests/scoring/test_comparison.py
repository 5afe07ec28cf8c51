import doctest
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm
from tests.performance.generator import pairs

from acuerdo.annotation import Annotations, Span, Time
from acuerdo.dataset import load_ontology
from acuerdo.errors import IncomparableError
from acuerdo.scoring import compare, score
from acuerdo.scoring.bootstrap import bootstrap
from acuerdo.scoring.comparison_tables import escaped, to_latex, to_markdown
from acuerdo.scoring.estimates import Term, beside
from acuerdo.scoring.randomisation import randomisation
from acuerdo.scoring.study import detectable

ONTOLOGY = load_ontology()
FEW = {"permutations": 400, "resamples": 100}


def times(name, found):
    spans = (Span(n, n + 1) for n in range(found))
    return Annotations(name, times=tuple(Time(f"T{s.start}", s, "DATE", "") for s in spans))


def system(found, *, gold=4, tasks=("times",), **options):
    """Scores of a system that finds so many of the times of each document."""
    names = [f"d{n:03}" for n in range(len(found))]
    return score(
        [times(name, gold) for name in names],
        [times(name, size) for name, size in zip(names, found, strict=True)],
        ONTOLOGY,
        tasks=tasks,
        **options,
    )


GOOD, FAIR, POOR = system([4, 3] * 20), system([4, 2] * 20), system([1, 0] * 20)
NEARLY = system([3, 4] * 19 + [4, 2])


def only(comparison):
    (found,) = comparison.differences
    return found


def test_identical_systems_share_the_rank_and_have_a_p_of_one():
    found = compare({"b": GOOD, "a": GOOD}, **FEW)
    for one in found.differences:
        assert (one.difference, one.p, one.p_holm, one.differing) == (0.0, 1.0, 1.0, 0)
        assert one.detectable is None
    assert {one.rank for one in found.standings} == {1}
    assert found.systems == ("a", "b")


def test_ranks_are_parted_by_significant_differences_only():
    found = compare({"poor": POOR, "nearly": NEARLY, "good": GOOD}, tasks=["times"], **FEW)
    assert found.systems == ("good", "nearly", "poor")
    assert [one.rank for one in found.standings] == [1, 1, 3]
    assert found.beaten("good", "times") == ("poor",)
    assert found.beaten("poor", "times") == ()


def test_the_difference_and_its_interval_turn_round_with_the_systems():
    there, back = (
        only(compare({"x": GOOD, "y": FAIR}, tasks=["times"], baseline=name)) for name in "yx"
    )
    assert there.difference == -back.difference
    assert (there.interval.low, there.interval.high) == (-back.interval.high, -back.interval.low)
    assert there.p == back.p
    assert there.interval.low < there.difference < there.interval.high


def test_a_paired_interval_is_narrower_than_the_intervals_of_the_systems():
    # Both systems find the long documents hard; what they share cancels out.
    hard = [0, 4, 4, 2] * 10
    easier = [min(4, size + 1) for size in hard]
    found = compare({"x": system(easier), "y": system(hard)}, tasks=["times"])
    pair = only(found).interval
    alone = [one.interval for one in found.standings]
    assert pair.high - pair.low < min(one.high - one.low for one in alone)


def test_p_is_adjusted_for_all_pairs_and_tasks_of_the_comparison():
    one = only(compare({"x": GOOD, "y": FAIR}, tasks=["times"]))
    assert one.p_holm == one.p
    many = compare({"x": GOOD, "y": FAIR, "z": POOR})
    assert len(many.differences) == 6
    assert all(each.p_holm >= min(1.0, 3 * each.p) for each in many.differences[:1])
    assert max(each.p_holm for each in many.differences) >= max(e.p for e in many.differences)


def test_a_task_alone_and_among_others_is_the_same_test():
    alone = compare({"x": GOOD, "y": FAIR}, tasks=["times"]).differences[0]
    among = compare({"x": GOOD, "y": FAIR, "z": POOR}).differences
    same = next(d for d in among if (d.task, d.first, d.second) == ("times", "x", "y"))
    assert replace(same, p_holm=0) == replace(alone, p_holm=0)


def test_with_a_baseline_only_its_pairs_are_tested_and_nothing_is_ranked():
    found = compare({"x": GOOD, "y": FAIR, "z": POOR}, tasks=["times"], baseline="y", **FEW)
    assert [(one.first, one.second) for one in found.differences] == [("x", "y"), ("z", "y")]
    assert {one.rank for one in found.standings} == {None}
    assert found.beaten("y", "times") == ("z",)


def test_every_task_and_the_acuerdo_score_are_compared_unless_told():
    documents = pairs(30, ONTOLOGY)
    gold = [one.gold for one, _ in documents]
    predicted = [two.gold for _, two in documents]
    whole = score(gold, predicted, ONTOLOGY)
    part = score(gold, predicted[:20], ONTOLOGY)
    found = compare({"whole": whole, "part": part}, **FEW)
    assert found.tasks == ("acuerdo", *whole.headlines)
    for one in found.standings:
        scores = {"whole": whole, "part": part}[one.system]
        expected = scores.acuerdo if one.task == "acuerdo" else scores.view(one.task).f1
        assert one.f1 == expected
        assert one.interval.low < one.f1 < one.interval.high
    acuerdo = found.differences[0]
    assert acuerdo.difference == pytest.approx(whole.acuerdo - part.acuerdo)
    assert acuerdo.p < 0.05


def test_results_do_not_depend_on_the_order_of_the_systems():
    one = compare({"x": GOOD, "y": FAIR, "z": POOR}, **FEW)
    assert compare({"z": POOR, "y": FAIR, "x": GOOD}, **FEW) == one


@pytest.mark.parametrize(
    ("other", "tasks", "message"),
    [
        (system([4] * 39), (), "scores of x and y differ in documents: 40 and 39"),
        (system([4] * 40, data="z"), (), "differ in data: '' and 'z'"),
        (system([4] * 40, sha="ab"), (), "differ in sha: '' and 'ab'"),
        (replace(GOOD, version="9"), (), "differ in version: '.*' and '9'"),
        (replace(GOOD, track="gold-triggers"), (), "track: 'end-to-end' and 'gold-triggers'"),
        (
            replace(GOOD, documents=(*GOOD.documents[1:], "new")),
            (),
            "documents: as many, but others; for example 'd000'",
        ),
        (
            system([4] * 40, tasks=("times", "triggers")),
            ["triggers"],
            "x: task 'triggers': not scored; expected one of acuerdo, times\n"
            "y: task 'triggers': the gold has no items",
        ),
        (
            replace(GOOD, views=(replace(GOOD.views[0], signature="other"), *GOOD.views[1:])),
            ["times"],
            "differ in times: times.* and other",
        ),
        (
            replace(GOOD, views=(replace(GOOD.views[0], per_document=()), *GOOD.views[1:])),
            ["times", "acuerdo"],
            "y: task 'times': no counts per document\n"
            "y: ACUERDO score: no counts per document of times",
        ),
    ],
)
def test_results_of_different_conditions_are_refused_with_every_difference(other, tasks, message):
    with pytest.raises(IncomparableError, match=message):
        compare({"x": GOOD, "y": other}, tasks=tasks, **FEW)


@pytest.mark.parametrize(
    ("systems", "options", "message"),
    [
        ({"x": GOOD}, {}, r"1 system\(s\) to compare; expected at least 2"),
        ({"x": GOOD, "y": FAIR}, {"baseline": "z"}, "baseline 'z'; expected one of x, y"),
        ({"x": GOOD, "y": FAIR}, {"permutations": 0}, "permutations 0; expected at least 1"),
        ({"x": GOOD, "y": FAIR}, {"resamples": 5}, "resamples 5; expected at least 100"),
    ],
)
def test_impossible_questions_are_refused(systems, options, message):
    with pytest.raises(ValueError, match=message):
        compare(systems, **options)


def test_few_documents_are_remarked_on():
    found = compare({"x": system([4, 3, 4]), "y": system([3, 3, 4])}, tasks=["times"], **FEW)
    assert found.remarks == (
        "3 documents: with fewer than 25, intervals are rough and most differences stay ties",
        "1 of 1 tests cannot be significant, too few documents differ (times, x and y: 1)",
    )
    assert only(found).interval.remark.startswith("3 of 3 documents have anything to count")


def test_the_detectable_difference_shrinks_with_the_error_and_the_documents():
    # 1.960 + 0.842 standard errors where documents are many.
    assert detectable(0.01, 10**6) == pytest.approx(0.02802, abs=1e-5)
    assert detectable(0.01, 10) > detectable(0.01, 100)
    assert detectable(0.0, 100) is None


def test_the_detectable_difference_foretells_the_power_of_the_test():
    # 100 test sets; the share that is found has a standard deviation of 4 to 5 points.
    pair, alone = (Term(1.0, ((0,),)), Term(-1.0, ((1,),))), (Term(1.0, ((0,),)),)
    rng, found = np.random.default_rng(1), 0
    below = np.full(60, 20.0)
    expected = 0.04
    sizes = []
    for seed in range(100):
        sides = [
            np.column_stack([2 * rng.binomial(10, rng.normal(p, 0.05, 60).clip(0, 1)), below])
            for p in (0.6 + expected, 0.6)
        ]
        drawn = bootstrap(beside(sides), [pair], resamples=100, seed=1)[0]
        sizes.append(detectable(float(drawn.measured.error[0]), 60))
        test = randomisation(
            *(beside([side]) for side in sides), alone, permutations=400, seed=seed
        )
        found += test.p <= 0.05
    # Power at an effect of so many standard errors, by the normal law.
    power = norm.cdf(2.802 * expected / np.mean(sizes) - 1.960)
    assert abs(found / 100 - power) < 0.12


def test_json_holds_everything():
    found = compare({"x": GOOD, "y": FAIR}, tasks=["times"], **FEW)
    fields = json.loads(json.dumps(found.to_json()))
    assert fields["systems"] == ["x", "y"]
    assert fields["differences"][0]["significant"] == only(found).significant
    assert fields["standings"][0]["interval"]["seed"] == 13
    assert fields["signature"].endswith(
        "|test:ar|permutations:400|holm|ci:95|bootstrap:studentised|resamples:100|seed:13"
    )


def test_the_latex_table_is_ready_for_a_paper():
    scores = {"good_one": GOOD, "fair": FAIR, "poor": POOR}
    text = to_latex(compare(scores, tasks=["times"], **FEW))
    assert r"$^{a}$ & good\_one & \textbf{93.3}$^{b,c}$ \\" in text
    assert r"$^{c}$ & poor & 22.2\hphantom{$^{b,c}$} \\" in text
    assert r"docs:40\textbar" in text
    assert text.count(r"\begin") == text.count(r"\end") == 2
    assert all(rule in text for rule in (r"\toprule", r"\midrule", r"\bottomrule"))
    assert "Holm-adjusted over 3 tests" in text


def test_the_markdown_tables_mark_the_best_and_what_it_beats():
    text = to_markdown(compare({"good": GOOD, "poor": POOR}, tasks=["times"], **FEW))
    assert "| 1 | a | good | **93.3** <sup>b</sup> | [" in text
    assert "| times | good − poor | +71.1 | [" in text
    assert "would be detected with a power of 80 %" in text


def test_signs_of_latex_are_escaped():
    assert escaped("a_b & 5 % #1 {x}") == r"a\_b \& 5 \% \#1 \{x\}"


def test_the_examples_of_the_documentation_are_true():
    page = Path(__file__).parents[2] / "docs" / "uncertainty.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 8
    assert result.failed == 0

import json
import math
from dataclasses import replace

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.rows import annotations
from tests.scoring.strategies import paired_collections

from acuerdo.dataset import load_ontology
from acuerdo.scoring import Scores, score, with_intervals
from acuerdo.scoring.bootstrap import FEW, FEWEST, Bootstrapped, Draws, bootstrap, interval_of
from acuerdo.scoring.estimates import Term, beside, columns_of, evaluate, f1
from acuerdo.scoring.interval import PERCENTILE, STUDENTISED
from acuerdo.scoring.scores import DocumentCounts
from acuerdo.scoring.uncertainty import ACUERDO, counted
from acuerdo.scoring.weights import resampled, swapped

ONTOLOGY = load_ontology()
ONE = (Term(1.0, ((0,),)),)


def document(name, found):
    times = [{"id": f"T{n}", "span": [n, n + 1], "type": "DATE", "value": ""} for n in range(found)]
    return annotations({"id": name, "times": times})


def scores_of(gold, found):
    """Scores of times alone: so many in the gold and found of each document."""
    names = [f"d{n:03}" for n in range(len(gold))]
    sides = [
        [document(name, size) for name, size in zip(names, sizes, strict=True)]
        for sizes in (gold, found)
    ]
    return score(*sides, ONTOLOGY, tasks=["times"])


def counts_of(documents, seed=1):
    """2 · matched and predicted + gold of invented documents."""
    rng = np.random.default_rng(seed)
    gold = rng.poisson(8, documents) + 1
    matched = rng.binomial(gold, 0.6)
    return np.column_stack([2 * matched, matched + rng.poisson(2, documents) + gold]).astype(float)


def interval(columns, method=STUDENTISED, statistic=ONE, **options):
    parts = beside(columns if isinstance(columns, list) else [columns])
    found = bootstrap(parts, [statistic], resamples=1000, seed=13, **options)[0]
    size = len(parts.columns)
    made = {"documents": size, "counted": size, "resamples": 1000, "seed": 13}
    return interval_of(found, method=method, **made)


def test_weights_are_draws_with_replacement_that_do_not_depend_on_blocks():
    whole = np.concatenate(list(resampled(7, 50, 13)))
    assert whole.shape == (50, 7)
    assert (whole.sum(axis=1) == 7).all()
    assert whole.mean() == 1.0
    parts = np.concatenate(list(resampled(7, 50, 13, cells=1)))
    assert (parts == whole).all()
    assert not (np.concatenate(list(resampled(7, 50, 14))) == whole).all()


def test_weights_are_pinned_to_the_words_of_the_generator():
    # PCG64's first words for seed 13, halved from the low end and scaled to four documents.
    words = np.random.PCG64(13).random_raw(2)
    halves = [int(word) >> shift & 0xFFFFFFFF for word in words for shift in (0, 32)]
    drawn = [half * 4 >> 32 for half in halves]
    assert next(resampled(4, 1, 13)).tolist() == [[drawn.count(n) for n in range(4)]]


def test_swaps_are_fair_and_do_not_depend_on_blocks():
    whole = np.concatenate(list(swapped(70, 100, 13)))
    assert set(whole.ravel()) == {0.0, 1.0}
    assert abs(whole.mean() - 0.5) < 0.02
    assert (np.concatenate(list(swapped(70, 100, 13, cells=1))) == whole).all()


@pytest.mark.parametrize("width", [2, 4])
def test_gradients_are_those_of_finite_differences(width):
    sums = np.array([[12.0, 31.0, 14.0, 27.0][:width]])
    value, gradient = f1(sums)
    for column in range(width):
        nudged = sums.copy()
        nudged[0, column] += 1e-6
        assert gradient[0, column] == pytest.approx((f1(nudged).value - value)[0] / 1e-6, rel=1e-4)


def test_f1_of_nothing_right_is_zero_and_of_nothing_at_all_undefined():
    rows = np.array([[0.0, 3.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0], [0.0, 0.0, 0.0, 0.0]])
    value, gradient = f1(rows)
    assert value[:2].tolist() == [0.0, 0.0]
    assert math.isnan(value[2])
    assert np.isfinite(gradient[:2]).all()


def test_a_part_has_the_same_f1_in_both_layouts():
    counts = DocumentCounts((1, 2, 0), (3, 2, 1), (1, 2, 0), (2, 2, 4))
    values = [f1(columns_of(counts, ratio=r).sum(axis=0)[None]).value[0] for r in (True, False)]
    assert values[0] == pytest.approx(values[1])


@settings(max_examples=20, deadline=None)
@given(paired_collections())
def test_headlines_and_the_acuerdo_score_follow_from_the_sums(sides):
    scores = score(*sides, ONTOLOGY)
    heads = {task: view for task, view in scores.headlines.items() if view.per_document}
    parts, places = counted([scores], list(heads))
    sums = parts.columns.sum(axis=0)[None]
    expected = {task: view.f1 for task, view in heads.items()}
    asked = {task: (Term(1.0, (places[0][task],)),) for task in heads}
    averaged = [task for task, view in scores.headlines.items() if view.in_acuerdo]
    if set(averaged) <= set(heads):
        expected[ACUERDO] = scores.acuerdo
        asked[ACUERDO] = (Term(1.0, tuple(places[0][task] for task in averaged)),)
    for name, statistic in asked.items():
        value = evaluate(statistic, parts, sums).value[0]
        assert (None if math.isnan(value) else value) == (
            None if expected[name] is None else pytest.approx(expected[name])
        )


def test_resampled_values_and_errors_are_those_of_repeated_documents():
    # One part whose items are matched one to one, and one whose credit differs by side.
    above, below = counts_of(12, 2).T
    wide = np.column_stack([above / 2, below / 2, above / 3, below / 3])
    columns = [counts_of(12), wide]
    parts = beside(columns)
    statistics = [ONE, (Term(1.0, ((0,), (1,))),), (Term(1.0, ((0,),)), Term(-1.0, ((1,),)))]
    found = bootstrap(parts, statistics, resamples=20, seed=13)
    weights = np.concatenate(list(resampled(12, 20, 13)))
    for statistic, drawn in zip(statistics, found, strict=True):
        for row, value, error in zip(weights, *drawn.resampled, strict=True):
            repeated = parts.columns[np.repeat(np.arange(12), row.astype(int))]
            expected = evaluate(statistic, parts, repeated.sum(axis=0)[None])
            assert value == pytest.approx(expected.value[0])
            influence = repeated @ expected.gradient[0]
            assert error == pytest.approx(math.sqrt(12 / 11 * (influence**2).sum()))


def test_the_standard_error_is_that_of_scipy():
    columns = counts_of(80)
    above, below = columns.T
    found = scipy.stats.bootstrap(
        (above, below),
        lambda a, b, axis: a.sum(axis=axis) / b.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=4000,
        method="percentile",
        rng=np.random.default_rng(1),
    )
    ours = interval(columns, PERCENTILE)
    assert ours.error == pytest.approx(found.standard_error, rel=0.1)
    assert ours.low == pytest.approx(found.confidence_interval.low, abs=0.01)
    assert ours.high == pytest.approx(found.confidence_interval.high, abs=0.01)


@pytest.mark.parametrize("method", [STUDENTISED, PERCENTILE])
def test_intervals_are_bit_identical_for_every_size_of_block(method):
    columns = [counts_of(40), counts_of(40, 2)]
    for statistic in (ONE, (Term(1.0, ((0,), (1,))),)):
        whole = interval(columns, method, statistic)
        assert all(interval(columns, method, statistic, cells=n) == whole for n in (1, 1000, 10**9))


def test_intervals_depend_on_the_seed_and_on_nothing_else():
    scores = scores_of([3] * 30, [2, 3, 4] * 10)
    one = with_intervals(scores, seed=1)
    assert one == with_intervals(scores, seed=1)
    assert one.view("times").interval != with_intervals(scores, seed=2).view("times").interval


def test_the_order_of_documents_is_irrelevant():
    scores = scores_of([3] * 30, [2, 3, 4, 0, 1] * 6)
    order = np.random.default_rng(1).permutation(30)
    view = scores.view("times")
    counts = tuple(
        DocumentCounts(*(tuple(np.array(side)[order].tolist()) for side in sides))
        for sides in ((c.matched, c.predicted, c.recalled, c.gold) for c in view.per_document)
    )
    mixed = replace(
        scores,
        documents=tuple(scores.documents[n] for n in order),
        views=tuple(
            replace(one, per_document=counts) if one.headline else one for one in scores.views
        ),
    )
    found = with_intervals(mixed).view("times").interval
    assert found == with_intervals(scores).view("times").interval


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_intervals_lie_between_zero_and_one_or_say_why_there_are_none(sizes):
    scores = scores_of(*zip(*sizes, strict=True))
    for method in (STUDENTISED, PERCENTILE):
        made = with_intervals(scores, method=method, resamples=200).view("times").interval
        assert (made.low is None) == (made.documents < FEWEST)
        assert bool(made.remark) == (made.documents < FEW)
        assert made.low is None or 0 <= made.low <= made.high <= 1


@pytest.mark.parametrize("method", [STUDENTISED, PERCENTILE])
def test_an_interval_holds_the_value_unless_the_resamples_are_extremely_skewed(method):
    scores = with_intervals(scores_of([3] * 30, [2, 3, 4] * 10), method=method)
    made = scores.view("times").interval
    assert made.low < scores.view("times").f1 < made.high
    assert (made.method, made.remark) == (method, "")


def test_a_studentised_interval_is_wider_on_few_documents_and_alike_on_many():
    widths = {}
    for size in (10, 1000):
        made = [interval(counts_of(size), method) for method in (STUDENTISED, PERCENTILE)]
        widths[size] = [one.high - one.low for one in made]
    assert widths[10][0] > 1.1 * widths[10][1]
    assert widths[1000][0] == pytest.approx(widths[1000][1], rel=0.05)


@pytest.mark.parametrize(
    ("gold", "found", "remark"),
    [
        ([2], [1], "1 document: no interval over documents"),
        ([0] * 30, [0] * 30, "undefined: nothing expected and nothing predicted"),
        ([1] + [0] * 29, [0] * 30, "1 of 30 documents has anything to count; an interval needs 5"),
        ([1] * 4, [1] * 4, "4 of 4 documents have anything to count; an interval needs 5"),
    ],
)
def test_too_few_documents_give_no_interval_but_a_reason(gold, found, remark):
    made = with_intervals(scores_of(gold, found)).view("times").interval
    assert (made.low, made.high, made.error, made.remark) == (None, None, None, remark)


def test_a_single_error_in_a_single_document_falls_back_to_a_percentile_interval():
    # A third of the resamples lack the document, and have neither an error nor a standard error.
    made = with_intervals(scores_of([4] * 30, [4] * 29 + [3])).view("times").interval
    assert made.method == PERCENTILE
    assert made.high == 1.0
    assert "bootstrap:percentile" in made.signature


def test_without_any_variation_the_interval_is_a_point():
    made = with_intervals(scores_of([4] * 30, [4] * 30)).view("times").interval
    assert (made.low, made.high, made.error) == (1.0, 1.0, 0.0)


def test_scores_carry_intervals_to_json_and_back():
    scores = with_intervals(scores_of([3] * 30, [2, 3, 4] * 10))
    fields = json.loads(json.dumps(scores.to_json()))
    assert Scores.from_json(fields) == scores
    assert fields["tasks"]["times"]["views"]["value"]["interval"]["seed"] == 13
    assert fields["acuerdo_interval"]["method"] == STUDENTISED
    assert "interval" not in json.dumps(scores_of([3], [2]).to_json())


def test_the_signature_of_an_interval_says_how_it_was_made():
    scores = with_intervals(scores_of([3] * 30, [2, 3, 4] * 10), resamples=500, seed=7)
    made = scores.view("times").interval
    tail = "|ci:95|bootstrap:studentised|resamples:500|seed:7"
    assert made.signature == scores.view("times").signature + tail
    assert scores.acuerdo_interval.signature == scores.signature + tail


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "bca"}, "method 'bca'; expected 'studentised' or 'percentile'"),
        ({"resamples": 10}, "resamples 10; expected at least 100"),
        ({"seed": -1}, "seed -1; expected 0 or more"),
    ],
)
def test_impossible_options_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        with_intervals(scores_of([3], [2]), **options)


def test_no_documents_and_no_headlines_give_no_intervals():
    empty = score([], [], ONTOLOGY)
    assert with_intervals(empty) == empty


def test_a_studentised_interval_turns_the_skew_of_the_resamples_round():
    # F* - F of many standard errors above makes room below, and the other way round.
    draws = Draws(np.array([0.4, 0.5, 0.6]), np.array([0.1, 0.1, 0.05]))
    found = Bootstrapped(Draws(np.array([0.5]), np.array([0.1])), draws)
    made = interval_of(found, documents=30, counted=30, method=STUDENTISED, resamples=3, seed=1)
    assert (made.low, made.high) == (pytest.approx(0.5 - 2 * 0.1), pytest.approx(0.5 + 1 * 0.1))

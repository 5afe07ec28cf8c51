from itertools import product

import numpy as np
import pytest

from acuerdo.scoring.estimates import Term, beside, evaluate
from acuerdo.scoring.multiplicity import holm, tie_groups
from acuerdo.scoring.randomisation import randomisation

ONE = (Term(1.0, ((0,),)),)
MEAN = (Term(1.0, ((0,), (1, 2))),)


def system(rng, documents, recall=0.6):
    """2 · matched and predicted + gold, of a gold that depends on the number of documents only."""
    gold = 1 + np.arange(documents) % 7
    matched = rng.binomial(gold, recall)
    return np.column_stack([2 * matched, matched + rng.poisson(2, documents) + gold]).astype(float)


def pair(documents, parts=1, seed=1, recall=0.6):
    rng = np.random.default_rng(seed)
    return (
        beside([system(rng, documents) for _ in range(parts)]),
        beside([system(rng, documents, recall) for _ in range(parts)]),
    )


def test_identical_systems_have_a_p_of_one():
    # Case: a scorer that counts > where >= belongs reports 0.0001 here.
    one, _ = pair(50)
    assert randomisation(one, one, ONE, seed=13) == (1.0, 0)


def test_different_answers_of_equal_worth_have_a_p_of_one():
    one = beside([np.array([[2.0, 4.0], [0.0, 4.0]])])
    two = beside([np.array([[0.0, 4.0], [2.0, 4.0]])])
    assert randomisation(one, two, ONE, seed=13) == (1.0, 2)


@pytest.mark.parametrize(("statistic", "parts"), [(ONE, 1), (MEAN, 3)])
def test_p_is_that_of_all_swaps_within_chance(statistic, parts):
    one, two = pair(8, parts, recall=0.9)
    change = two.columns - one.columns
    sums = one.columns.sum(axis=0), two.columns.sum(axis=0)

    def difference(swaps):
        moved = np.array(swaps, float) @ change
        values = [
            evaluate(statistic, one, total[None]).value[0]
            for total in (sums[0] + moved, sums[1] - moved)
        ]
        return abs(values[0] - values[1])

    every = np.array([difference(swaps) for swaps in product((0, 1), repeat=8)])
    exact = (every >= difference([0] * 8) - 1e-12).mean()
    found = randomisation(one, two, statistic, permutations=20_000, seed=13)
    assert found.p == pytest.approx(exact, abs=0.015)


def test_p_is_symmetric():
    one, two = pair(60)
    assert randomisation(one, two, ONE, seed=13) == randomisation(two, one, ONE, seed=13)


def test_p_depends_on_the_seed_only_within_chance_and_never_on_blocks():
    one, two = pair(60)
    first = randomisation(one, two, ONE, seed=1, cells=100)
    assert first == randomisation(one, two, ONE, seed=1)
    assert first.p == pytest.approx(randomisation(one, two, ONE, seed=2).p, abs=0.03)


def test_documents_with_equal_counts_change_nothing():
    one, two = pair(20)
    same = np.full((30, 2), 2.0)
    longer = [beside([np.concatenate([each.columns, same])]) for each in (one, two)]
    found = randomisation(*longer, ONE, seed=13)
    assert found.differing == int((one.columns != two.columns).any(axis=1).sum())


def test_p_is_never_zero():
    one = beside([np.tile([8.0, 8.0], (200, 1))])
    two = beside([np.tile([0.0, 4.0], (200, 1))])
    assert randomisation(one, two, ONE, permutations=999, seed=13).p == 1 / 1000


def test_equal_systems_are_called_different_one_time_in_twenty():
    # 300 pairs of systems of one quality: 15 rejections expected, standard deviation 3.8.
    rejected = sum(
        randomisation(*pair(40, seed=seed), ONE, permutations=400, seed=seed).p <= 0.05
        for seed in range(300)
    )
    assert 4 <= rejected <= 28


def test_a_real_difference_is_found():
    one, two = pair(200, recall=0.8)
    assert randomisation(one, two, ONE, seed=13).p < 0.001


@pytest.mark.parametrize(
    ("p_values", "adjusted"),
    [
        ([], ()),
        ([0.2], (0.2,)),
        # Sorted 0.01, 0.02, 0.03 times 3, 2, 1: none may fall below one before it.
        ([0.01, 0.02, 0.03], (0.03, 0.04, 0.04)),
        # Out of order, and cut at 1: 0.001·4, 0.01·3, 0.4·2, 0.6·1 raised to 0.8.
        ([0.6, 0.001, 0.4, 0.01], (0.8, 0.004, 0.8, 0.03)),
        ([0.9, 0.8], (1.0, 1.0)),
    ],
)
def test_holm_gives_the_values_worked_out_by_hand(p_values, adjusted):
    assert holm(p_values) == pytest.approx(adjusted)


def test_holm_keeps_the_order_and_never_lowers_p():
    p_values = np.random.default_rng(1).random(30).tolist()
    adjusted = holm(p_values)
    assert all(after >= before for before, after in zip(p_values, adjusted, strict=True))
    order = np.argsort(p_values)
    assert (np.diff(np.array(adjusted)[order]) >= 0).all()


@pytest.mark.parametrize(
    ("size", "apart", "ranks"),
    [
        (0, set(), ()),
        (3, set(), (1, 1, 1)),
        (3, {(0, 1), (0, 2), (1, 2)}, (1, 2, 3)),
        (3, {(0, 2)}, (1, 1, 3)),
        # The second does not differ from the third, but its leader does.
        (4, {(0, 2), (0, 3)}, (1, 1, 3, 3)),
        # The fourth is not told from the first: too late, the third leads its group.
        (4, {(0, 2), (2, 3)}, (1, 1, 3, 4)),
    ],
)
def test_ranks_are_shared_with_the_leader_of_a_group(size, apart, ranks):
    assert tie_groups(size, lambda leader, other: (leader, other) in apart) == ranks

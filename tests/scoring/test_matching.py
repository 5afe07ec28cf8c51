import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from acuerdo.errors import AnnotationError
from acuerdo.scoring.assignment import Pairs, assign
from acuerdo.scoring.matching import Intervals, join, match, match_options, match_overlap, unmatched
from acuerdo.scoring.packing import pack

small = st.lists(st.integers(0, 4), max_size=8).map(lambda values: np.array(values, dtype=np.int64))
wide = st.integers(0, 2**31 - 1)


@given(st.lists(st.tuples(wide, wide, wide, wide), min_size=1, max_size=20))
def test_keys_are_equal_exactly_when_rows_are(rows):
    # Four columns of 31 bits do not fit into 63: the prefix must be ranked.
    rows += rows[:3]
    keys = pack([np.array(column) for column in zip(*rows, strict=True)])
    for i, key in enumerate(keys):
        for j, other in enumerate(keys):
            assert (key == other) == (rows[i] == rows[j])


def test_a_negative_value_cannot_be_packed():
    with pytest.raises(AnnotationError, match="value -1 in a key"):
        pack([np.array([3, -1])])


@given(small, small)
def test_equal_keys_match_with_their_multiplicities(gold, predicted):
    pairs = match(gold, predicted)
    assert len(set(pairs.gold)) == len(pairs.gold) == len(set(pairs.predicted))
    assert (gold[pairs.gold] == predicted[pairs.predicted]).all()
    for key in range(5):
        expected = min((gold == key).sum(), (predicted == key).sum())
        assert (gold[pairs.gold] == key).sum() == expected


@given(small, small)
def test_join_finds_every_equal_pair_once(left, right):
    found = list(zip(*join(left, right), strict=True))
    expected = [(i, j) for i in range(len(left)) for j in range(len(right)) if left[i] == right[j]]
    assert found == expected


@given(small, st.lists(st.lists(st.integers(0, 4), max_size=3), max_size=6))
def test_items_with_options_match_as_often_as_possible(gold, options):
    owner = np.array([n for n, keys in enumerate(options) for _ in keys], dtype=np.int64)
    predicted = np.array([key for keys in options for key in keys], dtype=np.int64)
    pairs = match_options(gold, predicted, owner)
    assert all(gold[i] in options[j] for i, j in zip(*pairs, strict=True))
    table = np.array([[key in keys for keys in options] for key in gold], dtype=float)
    best = 0 if not table.size else table[linear_sum_assignment(table, maximize=True)].sum()
    assert len(set(pairs.gold)) == len(set(pairs.predicted)) == best


credits = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12
)


@given(credits)
def test_an_assignment_has_the_greatest_total_credit(table):
    pairs = Pairs(*(np.array([edge[n] for edge in table], dtype=np.int64) for n in (0, 1)))
    chosen = assign(pairs, np.array(list(table.values()), dtype=float))
    assert len(set(chosen.gold)) == len(set(chosen.predicted)) == len(chosen.gold)
    full = np.zeros((5, 5))
    for edge, credit in table.items():
        full[edge] = credit
    best = full[linear_sum_assignment(full, maximize=True)].sum()
    assert sum(table[edge] for edge in zip(*chosen, strict=True)) == best


def test_overlaps_are_assigned_to_match_most_spans_not_the_first():
    # The long prediction overlaps both, the short one the first gold span only.
    gold = Intervals(np.array([0, 0]), np.array([0, 10]), np.array([8, 8]))
    predicted = Intervals(np.array([0, 0]), np.array([1, 2]), np.array([12, 2]))
    for order in ([0, 1], [1, 0]):
        mixed = Intervals(*(column[order] for column in predicted))
        pairs = match_overlap(gold, mixed)
        assert {(i, order[j]) for i, j in zip(*pairs, strict=True)} == {(1, 0), (0, 1)}


def test_spans_that_only_touch_do_not_overlap():
    one = Intervals(np.array([0]), np.array([0]), np.array([5]))
    two = Intervals(np.array([0]), np.array([5]), np.array([5]))
    assert not len(match_overlap(one, two).gold)


def test_unmatched_rows_are_those_left():
    assert unmatched(3, np.array([0, 2])).tolist() == [1]

"""Keys are equal exactly when rows are, however wide the columns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.errors import AnnotationError
from acuerdo.scoring.counts import Counts
from acuerdo.scoring.matching import join
from acuerdo.scoring.packing import pack, pack_together

values = st.sampled_from([0, 1, 2, 2**31, 2**62 - 1, 2**62, 2**63 - 1])
rows = st.lists(st.tuples(values, values, values), min_size=1, max_size=8)


def columns(table):
    return [np.array(column, np.int64) for column in zip(*table, strict=True)]


@given(rows)
def test_rows_have_equal_keys_exactly_when_they_are_equal(table):
    keys = pack(columns(table)).tolist()
    for i, one in enumerate(table):
        for j, other in enumerate(table):
            assert (keys[i] == keys[j]) == (one == other)


@given(rows, rows)
def test_keys_of_two_sides_are_comparable(gold, predicted):
    keys = pack_together(columns(gold), columns(predicted))
    for one, i in zip(gold, keys[0].tolist(), strict=True):
        for other, j in zip(predicted, keys[1].tolist(), strict=True):
            assert (i == j) == (one == other)


def test_negative_values_are_refused():
    with pytest.raises(AnnotationError, match="-1 in a key"):
        pack([np.array([3, -1])])


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)), st.sampled_from([0, 2**40]))
def test_joins_are_the_same_for_row_numbers_and_for_scattered_keys(left, right, offset):
    found = join(np.array(left, np.int64) + offset, np.array(right, np.int64) + offset)
    expected = [(i, j) for i, one in enumerate(left) for j, two in enumerate(right) if one == two]
    assert list(zip(*(side.tolist() for side in found), strict=True)) == expected


@given(st.lists(st.floats(0, 50), min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_sums_of_fractions_do_not_depend_on_order(amounts, random):
    shuffled = random.sample(amounts, len(amounts))
    totals = []
    for given_amounts in (amounts, shuffled):
        column = np.array(given_amounts)
        place = np.zeros(len(column), np.int64)
        totals.append(Counts(1, ("a",), place, place, column, column, column, column).total())
    assert totals[0].tolist() == totals[1].tolist()
    assert totals[0][0] == pytest.approx(sum(amounts))

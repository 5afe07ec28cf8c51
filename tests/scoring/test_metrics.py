import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.scoring.metrics import metrics

amounts = st.tuples(
    st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)
).map(lambda n: (min(n[0], n[1]), n[1], min(n[2], n[3]), n[3]))


@given(st.lists(amounts, min_size=1, max_size=5))
def test_precision_and_recall_have_credits_of_their_own(rows):
    found = metrics(np.array(rows, dtype=np.float64).T)
    for n, (matched, predicted, recalled, gold) in enumerate(rows):
        if not predicted and not gold:
            assert np.isnan(found.f1[n])
            continue
        precision = matched / predicted if predicted else 0.0
        recall = recalled / gold if gold else 0.0
        both = precision + recall
        assert found.precision[n] == pytest.approx(precision)
        assert found.recall[n] == pytest.approx(recall)
        assert found.f1[n] == pytest.approx(2 * precision * recall / both if both else 0.0)


def test_a_column_with_one_credit_is_not_changed_by_one_with_two():
    one, two = [[1.0], [3.0], [1.0], [7.0]], [[2.0], [3.0], [1.0], [4.0]]
    alone, together = metrics(np.array(one)), metrics(np.hstack([two, one]))
    assert [value[0] for value in alone] == [value[1] for value in together]


def test_fractions_that_pass_the_whole_in_the_last_bit_stay_below_one():
    whole = 0.1 + 0.2
    found = metrics(np.array([[whole], [0.3], [whole], [0.3]]))
    assert found.precision[0] <= 1
    assert found.recall[0] <= 1

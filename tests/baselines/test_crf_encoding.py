"""Spans and nests of spans as tags: what goes in comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo_baselines.crf.encoding import Stretch, nest, regions, stretches, tags, unfold

LENGTH = 12


@st.composite
def nests(draw, first=0, last=LENGTH - 1, depth=4):
    """Stretches between two tokens, some within others, none crossing or repeated."""
    found = []
    at = first
    while depth and at <= last:
        at = draw(st.integers(at, last + 1))
        if at > last:
            break
        end = draw(st.integers(at, last))
        if (at, end) != (first, last) or depth == 4:
            found.append(Stretch(at, end, draw(st.sampled_from(("PER/NAM", "A-B", "x/y/z")))))
            if end > at:
                found += draw(nests(at, end, depth - 1))
        at = end + 1
    return found


stretch = st.builds(
    lambda first, length, label: Stretch(first, min(first + length, LENGTH - 1), label),
    st.integers(0, LENGTH - 1),
    st.integers(0, 5),
    st.sampled_from("ab"),
)


@given(nests())
def test_a_nest_is_read_back_from_the_tags_of_its_regions(nested):
    rows = {
        region.around: tags(
            region.inner,
            region.around.first if region.around else 0,
            region.around.last if region.around else LENGTH - 1,
        )
        for region in regions(nested)
    }
    found = unfold(stretches(rows[None]), lambda around: stretches(rows[around], around.first))
    assert sorted(found) == sorted(nested)


@given(st.lists(stretch))
def test_what_is_kept_of_any_stretches_is_a_nest_and_nothing_that_fits_is_left_out(given):
    kept = nest(given)

    def fits(one, other):
        apart = one.last < other.first or other.last < one.first
        inside = other.first <= one.first and one.last <= other.last
        around = one.first <= other.first and other.last <= one.last
        return apart or inside != around

    assert set(kept) <= set(given)
    assert all(fits(one, other) for one in kept for other in kept if one is not other)
    assert all(any(not fits(one, other) for other in kept) for one in set(given) - set(kept))


@given(st.lists(stretch), st.randoms())
def test_the_order_of_stretches_is_of_no_account(given, random):
    shuffled = [*given]
    random.shuffle(shuffled)
    assert nest(given) == nest(shuffled)
    assert regions(given) == regions(shuffled)


@given(st.lists(st.sampled_from(("O", "B-a", "I-a", "B-b", "I-b"))))
def test_any_tags_are_stretches_in_order_that_cover_every_tag(row):
    found = stretches(row)
    covered = [at for first, last, _ in found for at in range(first, last + 1)]
    assert covered == [at for at, tag in enumerate(row) if tag != "O"]
    assert all(row[first][2:] == row[last][2:] == label for first, last, label in found)


@pytest.mark.parametrize(
    ("deepest", "found"),
    [(1, [(0, 3)]), (2, [(0, 3), (0, 2)]), (None, [(0, 3), (0, 2), (0, 1), (0, 0)])],
)
def test_the_search_ends_at_the_depth_asked_for(deepest, found):
    def shorter(around):
        return [around, Stretch(0, around.last - 1, "x")]  # The first fills it: ignored.

    searched = unfold([Stretch(0, 3, "x")], shorter, deepest)
    assert [(first, last) for first, last, _ in searched] == found

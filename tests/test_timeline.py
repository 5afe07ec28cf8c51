"""Temporal consistency against a search through all intervals."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.annotation import EventRelation
from acuerdo.validation.timeline import entailed_links, temporal_cycle

ITEMS = ("A", "B", "C")
INTERVALS = tuple(combinations(range(2 * len(ITEMS)), 2))
"""Six points are enough for the ends of three intervals in any order."""

HOLDS = {
    "BEFORE": lambda a, b: a[1] <= b[0],
    "CONTAINS": lambda a, b: a[0] < b[0] and b[1] < a[1],
    "OVERLAP": lambda a, b: a[0] < b[1] and b[0] < a[1],
    "SIMULTANEOUS": lambda a, b: a == b,
}


def links(*triples):
    return [EventRelation(f"R{i}", *triple) for i, triple in enumerate(triples, start=1)]


some_links = st.lists(
    st.tuples(
        st.sampled_from(sorted(HOLDS)), st.sampled_from(ITEMS), st.sampled_from(ITEMS)
    ).filter(lambda triple: triple[1] != triple[2]),
    max_size=4,
    unique=True,
).map(lambda triples: links(*triples))


def worlds(given_links):
    """Every assignment of intervals in which all the links hold."""
    for choice in product(INTERVALS, repeat=len(ITEMS)):
        world = dict(zip(ITEMS, choice, strict=True))
        if all(HOLDS[link.type](world[link.head], world[link.tail]) for link in given_links):
            yield world


@settings(max_examples=60, deadline=None)
@given(some_links)
def test_there_is_a_cycle_exactly_when_no_world_fits(given_links):
    possible = next(worlds(given_links), None) is not None
    assert (temporal_cycle(given_links, {}) == []) is possible


@settings(max_examples=30, deadline=None)
@given(some_links)
def test_what_follows_holds_in_every_world_of_the_rest(given_links):
    if temporal_cycle(given_links, {}):
        return
    entailed = entailed_links(given_links, {})
    rest = [link for link in given_links if link not in entailed]
    for world in worlds(rest):
        assert all(HOLDS[link.type](world[link.head], world[link.tail]) for link in entailed)


FOLLOWS = {
    "before twice": (
        [("BEFORE", "A", "B"), ("BEFORE", "B", "C"), ("BEFORE", "A", "C")], ["R3"],
    ),
    "before what contains": (
        [("BEFORE", "A", "B"), ("CONTAINS", "B", "C"), ("BEFORE", "A", "C")], ["R3"],
    ),
    "part of what is before": (
        [("CONTAINS", "A", "B"), ("BEFORE", "A", "C"), ("BEFORE", "B", "C")], ["R3"],
    ),
    "contains twice": (
        [("CONTAINS", "A", "B"), ("CONTAINS", "B", "C"), ("CONTAINS", "A", "C")], ["R3"],
    ),
    "the same time": (
        [("SIMULTANEOUS", "A", "B"), ("BEFORE", "A", "C"), ("BEFORE", "B", "C")], ["R3"],
    ),
    "contains does not follow from before": (
        [("BEFORE", "A", "B"), ("CONTAINS", "A", "C"), ("CONTAINS", "B", "C")], [],
    ),
    "a chain is minimal": ([("BEFORE", "A", "B"), ("BEFORE", "B", "C")], []),
}  # fmt: skip


@pytest.mark.parametrize(("triples", "found"), FOLLOWS.values(), ids=FOLLOWS)
def test_links_that_follow_are_found(triples, found):
    assert [link.id for link in entailed_links(links(*triples), {})] == found


def test_mentions_of_one_event_are_one_item():
    given_links = links(("BEFORE", "A", "B"), ("BEFORE", "C", "A"))
    assert temporal_cycle(given_links, {}) == []
    assert temporal_cycle(given_links, {"C": "B"}) != []

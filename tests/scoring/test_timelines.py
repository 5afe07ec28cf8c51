"""Entailment and contradiction against all the ways in which events can lie in time."""

from functools import cache
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.annotation import EventRelation
from acuerdo.scoring.timeline import BEFORE, CONTAINS, OVERLAP, SIMULTANEOUS, Link, Timeline
from acuerdo.validation.timeline import entailed_links, temporal_cycle

NODES = 3
INTERVALS = list(combinations(range(2 * NODES), 2))
"""Enough places for every order of the ends of three intervals."""

TYPES = [BEFORE, CONTAINS, OVERLAP, SIMULTANEOUS]


def holds(kind, one, other):
    inside = one[0] <= other[0] and other[1] <= one[1] and one != other
    around = other[0] <= one[0] and one[1] <= other[1] and one != other
    return {
        BEFORE: one[1] <= other[0],
        CONTAINS: inside,
        OVERLAP: one[0] < other[1]
        and other[0] < one[1]
        and not inside
        and not around
        and one != other,
        SIMULTANEOUS: one == other,
    }[kind]


@cache
def worlds_of(link):
    """Numbers of the worlds in which a link is true."""
    return frozenset(
        number
        for number, world in enumerate(product(INTERVALS, repeat=NODES))
        if holds(link.type, world[link.head], world[link.tail])
    )


def links(types, size):
    def link(kind, head, tail):
        if kind in (OVERLAP, SIMULTANEOUS):
            head, tail = sorted((head, tail))
        return Link(kind, head, tail)

    node = st.integers(0, NODES - 1)
    return st.lists(st.builds(link, st.sampled_from(types), node, node), max_size=size)


def possible(stated):
    return frozenset.intersection(
        frozenset(range(len(INTERVALS) ** NODES)), *(worlds_of(link) for link in stated)
    )


@settings(max_examples=200, deadline=None)
@given(links([BEFORE, CONTAINS, SIMULTANEOUS], 4))
def test_a_link_is_entailed_exactly_when_it_is_true_in_every_possible_world(stated):
    timeline, worlds = Timeline(stated), possible(stated)
    assert bool(timeline.contradictory) == (not worlds)
    if worlds:
        for kind in (BEFORE, CONTAINS, SIMULTANEOUS):
            for head, tail in combinations(range(NODES), 2):
                for link in (Link(kind, head, tail), Link(kind, tail, head)):
                    assert timeline.entails(link) == (worlds <= worlds_of(link)), link


@settings(max_examples=200, deadline=None)
@given(links(TYPES, 5))
def test_overlaps_entail_nothing_false_and_are_not_blamed_wrongly(stated):
    # Neither of two overlapping intervals contains the other: what follows from that alternative
    # is left out, so entailment is sound but not complete.
    timeline, worlds = Timeline(stated), possible(stated)
    if timeline.contradictory:
        assert not worlds
    if worlds:
        for kind in TYPES:
            for head, tail in combinations(range(NODES), 2):
                if timeline.entails(Link(kind, head, tail)):
                    assert worlds <= worlds_of(Link(kind, head, tail))


@settings(max_examples=200, deadline=None)
@given(links(TYPES, 6))
def test_what_contradicts_nothing_can_be_true_together(stated):
    timeline = Timeline([link for link in stated if link.type != OVERLAP])
    assert possible(timeline.links - timeline.contradictory)


@settings(max_examples=200, deadline=None)
@given(links([BEFORE, CONTAINS, SIMULTANEOUS], 5))
def test_the_reduced_form_entails_all_that_the_links_do(stated):
    timeline = Timeline(stated)
    if timeline.contradictory:
        return
    chains = {
        Link(SIMULTANEOUS, *sorted(pair))
        for members in timeline.groups.values()
        for pair in pairwise(members)
    }
    reduced = Timeline(timeline.needed | chains)
    assert all(reduced.entails(link) for link in timeline.links)
    for link in timeline.needed:
        assert not Timeline((timeline.needed | chains) - {link}).entails(link)


@settings(max_examples=200, deadline=None)
@given(links([BEFORE, CONTAINS, OVERLAP], 6))
def test_the_reduced_form_is_what_the_guidelines_call_minimal(stated):
    stated = list(dict.fromkeys(stated))
    rows = [
        EventRelation(f"R{n}", kind, f"E{head}", f"E{tail}")
        for n, (kind, head, tail) in enumerate(stated)
    ]
    timeline = Timeline(stated)
    if timeline.contradictory:
        return
    assert not temporal_cycle(rows, {})
    entailed = {row.id for row in entailed_links(rows, {})}
    kept = {link for row, link in zip(rows, stated, strict=True) if row.id not in entailed}
    assert timeline.needed == kept


@pytest.mark.parametrize(
    ("stated", "entailed", "why"),
    [
        ("BEFORE 1 2, BEFORE 2 3", "BEFORE 1 3", "transitive"),
        ("CONTAINS 1 2, CONTAINS 2 3", "CONTAINS 1 3", "transitive"),
        ("BEFORE 1 2, CONTAINS 2 3", "BEFORE 1 3", "guidelines L4, step 8"),
        ("CONTAINS 1 2, BEFORE 1 3", "BEFORE 2 3", "guidelines L4, step 8"),
        ("CONTAINS 1 2, BEFORE 3 1", "BEFORE 3 2", "guidelines L4, step 8, mirrored"),
        ("SIMULTANEOUS 1 2, BEFORE 2 3", "BEFORE 1 3", "one member replaces the other"),
        ("SIMULTANEOUS 1 2, OVERLAP 2 3", "OVERLAP 1 3", "one member replaces the other"),
        ("BEFORE 1 2, OVERLAP 2 3, BEFORE 3 4", "BEFORE 1 4", "2 and 3 share some time"),
        ("CONTAINS 1 2, BEFORE 2 3, BEFORE 3 4, CONTAINS 1 4", "CONTAINS 1 3", "between two parts"),
    ],
)
def test_links_follow_from_others(stated, entailed, why):
    assert Timeline(map(link, stated.split(", "))).entails(link(entailed)), why


@pytest.mark.parametrize(
    ("stated", "wrong", "why"),
    [
        ("BEFORE 1 2, BEFORE 2 1, BEFORE 2 3", "BEFORE 1 2, BEFORE 2 1", "a circle"),
        ("BEFORE 1 2, BEFORE 2 3, BEFORE 3 1", "BEFORE 1 2, BEFORE 2 3, BEFORE 3 1", "of three"),
        ("CONTAINS 1 2, CONTAINS 2 1", "CONTAINS 1 2, CONTAINS 2 1", "each inside the other"),
        ("BEFORE 1 2, OVERLAP 1 2", "BEFORE 1 2, OVERLAP 1 2", "apart, and sharing time"),
        ("CONTAINS 1 2, OVERLAP 1 2", "OVERLAP 1 2", "overlap without containment"),
        ("CONTAINS 1 2, CONTAINS 2 3, OVERLAP 1 3", "OVERLAP 1 3", "entailed containment"),
        ("SIMULTANEOUS 1 2, BEFORE 1 2", "BEFORE 1 2", "the same interval before itself"),
        ("BEFORE 1 1", "BEFORE 1 1", "before itself"),
        ("BEFORE 1 2, BEFORE 2 3", "", "sound"),
        ("SIMULTANEOUS 1 1", "", "says nothing"),
    ],
)
def test_contradictions_are_named(stated, wrong, why):
    found = Timeline(map(link, stated.split(", "))).contradictory
    assert found == set(map(link, filter(None, wrong.split(", ")))), why


def test_contradictions_entail_nothing():
    timeline = Timeline(map(link, ["BEFORE 1 2", "BEFORE 2 1", "BEFORE 2 3"]))
    assert timeline.entails(link("BEFORE 1 2"))
    assert timeline.entails(link("BEFORE 2 1"))
    assert timeline.entails(link("BEFORE 2 3"))
    assert not timeline.entails(link("BEFORE 1 3"))


def test_a_long_chain_is_no_problem():
    timeline = Timeline(Link(BEFORE, n, n + 1) for n in range(3_000))
    assert timeline.entails(Link(BEFORE, 0, 3_000))
    assert len(timeline.needed) == 3_000


def link(text):
    kind, head, tail = text.split()
    return Link(kind, int(head), int(tail))

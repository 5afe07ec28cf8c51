"""The timeline of the linear system, against the checks that gold annotations have to pass."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Event, EventRelation, Span
from acuerdo.validation.timeline import entailed_links, temporal_cycle
from acuerdo_baselines.linear.dates import DAY, Period, day_of, order, period_of
from acuerdo_baselines.linear.ordering import Timeline
from acuerdo_baselines.linear.resolving import eligible, resolve

KINDS = ("BEFORE", "CONTAINS", "OVERLAP", "SIMULTANEOUS")
FAMILIES = {
    "SUBEVENT": "subevent",
    "CAUSE": "causal",
    "PRECONDITION": "causal",
    **dict.fromkeys(KINDS, "temporal"),
}
NODES = "abcdef"
LINKS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(NODES), st.sampled_from(NODES)), max_size=14
)


def as_relations(links):
    return [EventRelation(f"l{n}", *link) for n, link in enumerate(links)]


@given(LINKS)
def test_a_timeline_takes_no_contradiction_in(links):
    timeline = Timeline(links)
    assert temporal_cycle(as_relations(timeline.links), {}) == []


@given(LINKS)
def test_a_reduced_timeline_is_minimal(links):
    assert entailed_links(as_relations(Timeline(links).reduced()), {}) == []


@given(LINKS)
def test_a_reduced_timeline_says_the_same(links):
    timeline = Timeline(links)
    assert sorted(Timeline(timeline.reduced()).related()) == sorted(timeline.related())


@given(LINKS)
def test_what_is_not_taken_in_follows_or_contradicts_or_joins_what_is_ordered(links):
    timeline = Timeline()
    for link in links:
        kind, head, tail = link
        known = timeline.entails(link) or head == tail
        before = list(timeline.links)
        if not timeline.add(link) and not known and kind in ("BEFORE", "CONTAINS"):
            assert temporal_cycle(as_relations([*before, link]), {}) != []


@pytest.mark.parametrize(
    ("links", "entailed"),
    [
        ([("BEFORE", "a", "b"), ("BEFORE", "b", "c")], ("BEFORE", "a", "c")),
        ([("CONTAINS", "a", "b"), ("CONTAINS", "b", "c")], ("CONTAINS", "a", "c")),
        ([("BEFORE", "a", "b"), ("CONTAINS", "b", "c")], ("BEFORE", "a", "c")),
        ([("CONTAINS", "a", "b"), ("BEFORE", "a", "c")], ("BEFORE", "b", "c")),
        ([("CONTAINS", "a", "b"), ("BEFORE", "c", "a")], ("BEFORE", "c", "b")),
        ([("BEFORE", "a", "b"), ("SIMULTANEOUS", "b", "c")], ("BEFORE", "a", "c")),
    ],
)
def test_the_rules_of_the_guidelines_hold(links, entailed):
    timeline = Timeline(links)
    assert timeline.entails(entailed)
    assert not timeline.entails((entailed[0], entailed[2], entailed[1]))
    assert not timeline.add(entailed)


def event(identifier, **attributes):
    place = Span(10 * (ord(identifier) - ord("a")), 10 * (ord(identifier) - ord("a")) + 5)
    return Event(identifier, "CONSULT", place, place, **{"time": "PAST", **attributes})


def resolved(chosen, events, representatives=None):
    table = {each.id: each for each in events}
    names = {name: name for name in table} | (representatives or {})
    found = resolve([(-n, link) for n, link in enumerate(chosen)], table, names, FAMILIES)
    return [(link.type, link.head, link.tail) for link in found]


def test_the_surer_of_two_contradictory_links_stays():
    chosen = [("BEFORE", "a", "b"), ("BEFORE", "b", "a")]
    assert resolved(chosen, [event("a"), event("b")]) == [("BEFORE", "a", "b")]


def test_links_run_between_first_mentions():
    chosen = [("BEFORE", "a", "c")]
    assert resolved(chosen, map(event, "abc"), {"c": "b"}) == [("BEFORE", "a", "b")]
    assert resolved([("BEFORE", "b", "c")], map(event, "abc"), {"c": "b"}) == []


@pytest.mark.parametrize(
    "attributes", [{"time": "FUTURE"}, {"polarity": "NEG"}, {"certainty": "POSSIBLE"}]
)
def test_what_has_no_place_in_the_timeline_is_not_ordered(attributes):
    assert not eligible(event("b", **attributes))
    assert resolved([("BEFORE", "a", "b")], [event("a"), event("b", **attributes)]) == []
    cause = [("CAUSE", "a", "b")]
    assert resolved(cause, [event("a"), event("b", **attributes)]) == cause


def test_a_part_happens_within_the_whole():
    chosen = [("SUBEVENT", "a", "b")]
    assert resolved(chosen, map(event, "ab")) == [*chosen, ("CONTAINS", "a", "b")]
    assert resolved(chosen, [event("a"), event("b", time="FUTURE")]) == chosen


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(FAMILIES)), st.sampled_from(NODES), st.sampled_from(NODES)
        ),
        max_size=14,
    )
)
def test_links_have_no_circles_and_say_nothing_twice(chosen):
    found = resolved(chosen, map(event, NODES))
    assert len(found) == len(set(found))
    for family in ("causal", "subevent"):
        own = [link for link in found if FAMILIES[link[0]] == family]
        before = [("BEFORE", head, tail) for _, head, tail in own]
        assert temporal_cycle(as_relations(before), {}) == []
        assert len({frozenset(link[1:]) for link in own}) == len(own)
    assert temporal_cycle(as_relations(found), {}) == []


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-03-12", "2031-03-12", "2031-03-12"),
        ("2031-03", "2031-03-01", "2031-03-31"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031-W11", "2031-03-10", "2031-03-16"),
        ("2031-W11-WE", "2031-03-15", "2031-03-16"),
        ("2031-W11-3", "2031-03-12", "2031-03-12"),
        ("2031-SU", "2031-06-01", "2031-08-31"),
        ("2031-Q4", "2031-10-01", "2031-12-31"),
        ("2031-H2", "2031-07-01", "2031-12-31"),
        ("203", "2030-01-01", "2039-12-31"),
        ("20", "2000-01-01", "2099-12-31"),
        ("2031-03-12TNI", "2031-03-12", "2031-03-12"),
    ],
)
def test_a_value_covers_the_days_of_its_period(value, first, last):
    period = period_of(value)
    days = [datetime.date.fromordinal(minute // DAY) for minute in (period.start, period.end - 1)]
    assert [day.isoformat() for day in days] == [first, last]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2031-03-12T09:00", "2031-03-12T16:30"),
        ("2031-03-12TMO", "2031-03-12T16:30"),
        ("2031-03-12T09", "2031-03-12T10"),
        ("2031-03-12T23:59", "2031-03-13"),
        ("2030", "2031-01-01"),
    ],
)
def test_periods_are_ordered_to_the_minute(earlier, later):
    assert order(period_of(earlier), period_of(later)) == "before"


@pytest.mark.parametrize("other", ["2031-03-12TNI", "2031-03-12", "2031-03", "2031-03-12T09:00"])
def test_a_clock_time_is_not_before_what_may_hold_it(other):
    assert order(period_of("2031-03-12T09:00"), period_of(other)) in ("inside", "same")


def test_a_day_is_the_period_of_its_value():
    assert day_of(datetime.date(2031, 3, 12)) == period_of("2031-03-12")


@pytest.mark.parametrize(
    "value", ["PAST_REF", "P3D", "XXXX-06-19", "2031-XX", "2031-02-30", "", "0000", "2031-W60"]
)
def test_a_value_without_a_date_covers_nothing(value):
    assert period_of(value) is None


@given(st.tuples(*[st.integers(1, 30)] * 4))
def test_periods_lie_the_other_way_round_when_they_are_swapped(ends):
    one, other = Period(*sorted(ends[:2])), Period(*sorted(ends[2:]))
    turned = {"before": "after", "after": "before", "around": "inside", "inside": "around"}
    if one.start < one.end and other.start < other.end:
        assert order(other, one) == turned.get(order(one, other), order(one, other))

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Document
from acuerdo_baselines.rules import Rules
from acuerdo_baselines.rules.dated import interval, order

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "timeline_es.json").read_text(encoding="utf-8")
)


def extract(text):
    document = Document("d", text, date=datetime.date(2031, 5, 14))
    return document, next(Rules().extract([document]))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_links_and_clusters_are_those_of_the_text(case):
    document, annotations = extract(case["text"])
    words = {event.id: document[event.trigger] for event in annotations.events}
    words |= {time.id: document[time.span] for time in annotations.times}
    links = [
        f"{link.type} {words[link.head]} {words[link.tail]}" for link in annotations.event_relations
    ]
    names = sorted({event.cluster for event in annotations.events} - {""})
    clusters = [
        [words[event.id] for event in annotations.events if event.cluster == name] for name in names
    ]
    assert sorted(links) == sorted(case["links"]), case["why"]
    assert clusters == case["clusters"], case["why"]


VALUES = st.sampled_from(
    ["2029", "2030-05", "2030-05-03", "2030-W18", "2030-Q2", "2030-05-03T09:40", "2031-05-14TMO"]
)


@given(st.lists(VALUES, max_size=6))
def test_the_order_of_dates_is_the_fewest_pairs_that_entail_all_of_them(values):
    dated = {f"e{n}": interval(value) for n, value in enumerate(values)}
    every = {(a, b) for a in dated for b in dated if dated[a][1] < dated[b][0]}
    pairs = set(order(dated))
    assert _closure(pairs) == every
    assert all(_closure(pairs - {pair}) != every for pair in pairs)


@pytest.mark.parametrize("value", ["XXXX-05-03", "PAST_REF", "P3D", "2030-02-30", "2030-W60", ""])
def test_what_is_not_placed_has_no_interval(value):
    assert interval(value) is None


def _closure(pairs):
    found = set(pairs)
    while True:
        more = {(a, d) for a, b in found for c, d in found if b == c} - found
        if not more:
            return found
        found |= more

"""What must hold for every view of every task, whatever the annotations."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.strategies import annotations, collections, paired_collections

from acuerdo.annotation import Annotations
from acuerdo.dataset import load_ontology
from acuerdo.scoring import score
from acuerdo.scoring.scorer import count
from acuerdo.scoring.tasks import TASKS

ONTOLOGY = load_ontology()
VIEWS = [(task.name, view.name) for task in TASKS.values() for view in task.views]

USES_GOLD_CLUSTERS = {
    ("arguments", "entity"),
    ("arguments", "entity_identification"),
    ("relations", "entity"),
    ("event_relations", "temporal"),
    ("event_relations", "causal"),
    ("event_relations", "subevent"),
    ("quotes", "content_source"),
    ("quotes", "overlap"),
    ("quotes", "source_cue"),
}
"""Views that give credit through the gold's entities, so that the two sides are not alike."""

AT_MOST = [
    # No view of the left column matches more than the one beside it.
    (("entities", "exact"), ("entities", "overlap")),
    (("entities", "exact"), ("entities", "boundary")),
    (("times", "type_value"), ("times", "type")),
    (("times", "type_value"), ("times", "value")),
    (("times", "value"), ("times", "span")),
    (("times", "type"), ("times", "span")),
    (("times", "span"), ("times", "relaxed")),
    (("triggers", "classification"), ("triggers", "identification")),
    (("triggers", "classification"), ("triggers", "overlap")),
    (("event_attributes", "found"), ("event_attributes", "end_to_end")),
    (("arguments", "entity"), ("arguments", "entity_identification")),
    (("arguments", "exact"), ("arguments", "exact_identification")),
    (("arguments", "exact"), ("arguments", "entity")),
    (("arguments", "exact"), ("arguments", "exact_unattached")),
    (("arguments", "exact"), ("arguments", "overlap")),
    (("relations", "strict"), ("relations", "boundary")),
    (("relations", "boundary"), ("relations", "entity")),
    (("quotes", "content_source"), ("quotes", "content")),
    (("quotes", "content_source"), ("quotes", "overlap")),
]

MAY_CONTRADICT_ITSELF = ("event_relations", "consistent")
"""A view of each side on its own: gold drawn at random contradicts itself."""

law = settings(max_examples=50, deadline=None)


def totals(gold, predicted):
    """Matched, predicted, recalled, gold of every view."""
    counts = count(gold, predicted, ONTOLOGY)
    return {view: tuple(counts[view].total()) for view in VIEWS}


def by_label(gold, predicted):
    counts = count(gold, predicted, ONTOLOGY)
    return {view: counts[view].by_label().tolist() for view in VIEWS}


@law
@given(collections())
def test_gold_against_itself_is_one_or_undefined(gold):
    for view in score(gold, gold, ONTOLOGY).views:
        if (view.task, view.view) == MAY_CONTRADICT_ITSELF:
            continue
        assert view.f1 == (1.0 if view.gold else None), (view.task, view.view)
        assert view.macro_f1 == view.f1
        assert view.precision == view.recall == view.f1


@law
@given(paired_collections())
def test_precision_and_recall_lie_between_zero_and_one(sides):
    for view in score(*sides, ONTOLOGY).views:
        for row in (view, *view.per_label):
            assert row.matched <= row.predicted + 1e-9
            assert row.recalled <= row.gold + 1e-9
            for value in (row.precision, row.recall, row.f1):
                assert (value is None) == (row.predicted + row.gold == 0)
                assert value is None or 0 <= value <= 1


def shuffled(draw, given):
    def mixed(items):
        return tuple(draw(st.permutations(items)))

    return replace(
        given,
        entities=mixed([replace(e, mentions=mixed(e.mentions)) for e in given.entities]),
        times=mixed(given.times),
        events=mixed([replace(e, arguments=mixed(e.arguments)) for e in given.events]),
        relations=mixed(given.relations),
        event_relations=mixed(given.event_relations),
        quotes=mixed([replace(q, content=mixed(q.content)) for q in given.quotes]),
    )


@st.composite
def reordered(draw):
    gold, predicted = draw(paired_collections())
    order = draw(st.permutations(range(len(gold))))
    return (
        (gold, predicted),
        [shuffled(draw, gold[n]) for n in order],
        [shuffled(draw, predicted[n]) for n in draw(st.permutations(range(len(gold))))],
    )


@law
@given(reordered())
def test_the_order_of_anything_changes_nothing(case):
    sides, gold, predicted = case
    assert score(*sides, ONTOLOGY) == score(gold, predicted, ONTOLOGY)


@law
@given(paired_collections())
def test_swapping_gold_and_predicted_swaps_precision_and_recall(sides):
    gold, predicted = sides
    there, back = by_label(gold, predicted), by_label(predicted, gold)
    for view in set(VIEWS) - USES_GOLD_CLUSTERS:
        matched, found, recalled, expected = there[view]
        assert back[view] == pytest.approx(np.array([recalled, expected, matched, found])), view


@law
@given(paired_collections())
def test_a_stricter_view_never_matches_more(sides):
    found = totals(*sides)
    for strict, lenient in AT_MOST:
        assert found[strict][0] <= found[lenient][0], (strict, lenient)


@law
@given(paired_collections(), paired_collections())
def test_the_counts_of_two_collections_add_up(one, other):
    both = [
        [*mine, *(replace(given, document_id=f"x{given.document_id}") for given in theirs)]
        for mine, theirs in zip(one, other, strict=True)
    ]
    together, apart = totals(*both), (totals(*one), totals(*other))
    for view in VIEWS:
        assert together[view] == pytest.approx(np.add(apart[0][view], apart[1][view])), view


def without(given, kind, index):
    """The annotations less one item, and less what refers to it."""
    if kind == "events":
        gone = given.events[index].id
        events = [e for n, e in enumerate(given.events) if n != index]
        kept = [
            replace(e, arguments=tuple(a for a in e.arguments if a.filler != gone)) for e in events
        ]
        links = [link for link in given.event_relations if gone not in (link.head, link.tail)]
        return replace(given, events=tuple(kept), event_relations=tuple(links))
    items = getattr(given, kind)
    return replace(given, **{kind: items[:index] + items[index + 1 :]})


@st.composite
def one_item_less(draw):
    """Gold, prediction, the kind of the item to go, and the prediction without it."""
    gold = draw(annotations())
    predicted = draw(annotations(seen=gold))
    places = [
        (kind, n)
        for kind in ("events", "relations", "event_relations", "quotes")
        for n in range(len(getattr(predicted, kind)))
    ]
    if not places:
        return gold, predicted, "", predicted
    place = draw(st.sampled_from(places))
    return gold, predicted, place[0], without(predicted, *place)


def may_recall_more(task, view, kind):
    """Views on which less may be more.

    An event that goes leaves its place to another; a link that goes may have been a contradiction,
    and what contradicts nothing entails more.
    """
    return (task, view) == ("event_attributes", "found") or (
        task == "event_relations" and (kind == "events" or view == "temporal")
    )


@law
@given(one_item_less())
def test_removing_a_predicted_item_never_raises_recall(case):
    gold, predicted, kind, less = case
    before, after = totals([gold], [predicted]), totals([gold], [less])
    for view in VIEWS:
        if not may_recall_more(*view, kind):
            assert after[view][2] <= before[view][2] + 1e-9, view


@pytest.mark.parametrize("view", VIEWS, ids=".".join)
def test_an_empty_prediction_of_an_empty_gold_is_undefined(view):
    scores = score([Annotations("d")], [Annotations("d")], ONTOLOGY)
    assert scores.view(*view).f1 is None
    assert scores.view(*view).macro_f1 is None

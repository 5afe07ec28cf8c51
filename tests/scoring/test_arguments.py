from dataclasses import replace
from itertools import permutations

import pytest
from tests.scoring.rows import annotations

from acuerdo.scoring import score

ENTITIES = [
    {"id": "N1", "type": "PER", "mentions": [{"id": "T1", "span": [0, 3]}]},
    {"id": "N2", "type": "PER", "mentions": [{"id": "T2", "span": [4, 7]}]},
]


def event(name, *arguments):
    pairs = [{"role": role, "filler": filler} for role, filler in arguments]
    return {"id": name, "type": "ASSAULT", "trigger": [10, 14], "arguments": pairs}


def document(*events):
    return annotations({"id": "d", "entities": ENTITIES, "events": list(events)})


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "split"])
def test_equally_good_alignments_give_the_same_labels_in_any_order(ontology, merged):
    # The event with both arguments may be aligned with either event of the other side.
    both = document(event("E1", ("Actor", "T1"), ("Recipient", "T2")))
    apart = document(event("E1", ("Actor", "T1")), event("E2", ("Recipient", "T2")))
    gold, predicted = (apart, both) if merged else (both, apart)
    found = set()
    for ours in permutations(gold.events):
        for theirs in permutations(predicted.events):
            sides = [replace(gold, events=ours)], [replace(predicted, events=theirs)]
            view = score(*sides, ontology).view("arguments")
            found.add((view.matched, tuple(row.matched for row in view.per_label)))
    assert len(found) == 1
    assert found.pop()[0] == 1


def test_events_of_one_trigger_and_type_are_aligned_to_match_most_arguments(ontology):
    gold = document(event("E1", ("Actor", "T1")), event("E2", ("Actor", "T2"), ("Recipient", "T1")))
    predicted = document(
        event("E1", ("Recipient", "T1"), ("Actor", "T2")), event("E2", ("Actor", "T1"))
    )
    assert score([gold], [predicted], ontology).view("arguments").f1 == 1


def test_a_mention_on_the_span_of_two_gold_entities_stands_for_either_once(ontology):
    both = [{"id": "N3", "type": "ORG", "mentions": [{"id": "T3", "span": [0, 3]}]}, *ENTITIES]
    gold = annotations(
        {"id": "d", "entities": both, "events": [event("E1", ("Actor", "T1"), ("Actor", "T3"))]}
    )
    twice = document(event("E1", ("Actor", "T1"), ("Actor", "T1"), ("Actor", "T1")))
    view = score([gold], [twice], ontology).view("arguments")
    assert (view.matched, view.predicted, view.gold) == (2, 3, 2)

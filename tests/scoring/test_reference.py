"""The scorer against brute force on plain Python objects."""

from hypothesis import given, settings
from tests.scoring.reference import REFERENCE
from tests.scoring.strategies import paired_collections

from acuerdo.dataset import load_ontology
from acuerdo.scoring.scorer import count
from acuerdo.scoring.tasks import TASKS

ONTOLOGY = load_ontology()
VIEWS = [(task.name, view.name) for task in TASKS.values() for view in task.views]
UNCHECKED = {("event_attributes", "found")}
"""Pairing events on one trigger is a convention; test_attributes.py has its cases."""


def test_every_view_has_a_reference():
    assert set(VIEWS) == set(REFERENCE) | UNCHECKED


@settings(max_examples=150, deadline=None)
@given(paired_collections())
def test_counts_equal_those_of_brute_force(sides):
    gold, predicted = sides
    counts = count(gold, predicted, ONTOLOGY)
    for view, reference in REFERENCE.items():
        expected = [reference(g, p) for g, p in zip(gold, predicted, strict=True)]
        found = counts[view].by_document()
        assert [tuple(row) for row in found[[0, 1, 3]].T] == expected, view

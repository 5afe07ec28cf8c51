"""The scorer against brute force on plain Python objects."""

import pytest
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


def acceptable(found):
    """Matched, predicted, recalled, gold: one row, or several where a choice is a convention."""
    rows = [found] if isinstance(found, tuple) else list(found)
    return [row if len(row) == 4 else (row[0], row[1], row[0], row[2]) for row in rows]


@settings(max_examples=150, deadline=None)
@given(paired_collections())
def test_counts_equal_those_of_brute_force(sides):
    gold, predicted = sides
    counts = count(gold, predicted, ONTOLOGY)
    for view, reference in REFERENCE.items():
        found = counts[view].by_document().T
        for row, g, p in zip(found, gold, predicted, strict=True):
            expected = acceptable(reference(g, p))
            assert any(tuple(row) == pytest.approx(one) for one in expected), (view, expected)

"""Counts, aligned label vectors and scikit-learn say the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from tests.scoring.strategies import paired_collections

from acuerdo.dataset import load_ontology
from acuerdo.scoring import score
from acuerdo.scoring.aligned import NONE, align
from acuerdo.scoring.block import Block
from acuerdo.scoring.flatten import flatten
from acuerdo.scoring.tasks import TASKS
from acuerdo.scoring.views import ItemView

ONTOLOGY = load_ontology()
EXACT = [
    (task.name, view)
    for task in TASKS.values()
    for view in task.views
    if isinstance(view, ItemView) and not view.overlapping
]


def block(gold, predicted):
    values = {}
    return Block(
        flatten(gold, ONTOLOGY, values=values),
        flatten(predicted, ONTOLOGY, values=values),
        ONTOLOGY,
    )


@settings(max_examples=10, deadline=None)
@given(paired_collections())
def test_scikit_learn_on_aligned_labels_equals_the_scores_bit_for_bit(sides):
    scores, pair = score(*sides, ONTOLOGY), block(*sides)
    for task, view in EXACT:
        aligned = align(view.project(pair))
        labels = range(len(view.labels(ONTOLOGY)))
        found = scores.view(task, view.name)
        used = [n for n in labels if n in aligned.gold or n in aligned.predicted]
        if not used:
            assert found.f1 is None
            continue
        options = {"labels": used, "zero_division": 0.0}
        micro = precision_recall_fscore_support(*aligned, average="micro", **options)
        macro = precision_recall_fscore_support(*aligned, average="macro", **options)
        each = precision_recall_fscore_support(*aligned, average=None, **options)
        assert (found.precision, found.recall, found.f1) == micro[:3], (task, view.name)
        assert found.macro_f1 == pytest.approx(macro[2], abs=1e-15)
        for n, *expected in zip(used, *each[:3], strict=True):
            row = found.per_label[n]
            assert [row.precision, row.recall, row.f1] == expected


@settings(max_examples=10, deadline=None)
@given(paired_collections())
def test_every_item_is_aligned_once(sides):
    pair = block(*sides)
    for task, view in EXACT:
        projected = view.project(pair)
        aligned = align(projected)
        gold = aligned.gold[aligned.gold != NONE]
        predicted = aligned.predicted[aligned.predicted != NONE]
        assert sorted(gold) == sorted(projected.gold.label), (task, view.name)
        assert sorted(predicted) == sorted(projected.predicted.label), (task, view.name)
        assert not np.any((aligned.gold == NONE) & (aligned.predicted == NONE))


def test_a_wrong_type_on_the_right_span_is_a_confusion_not_two_errors():
    from tests.scoring.rows import annotations

    gold = annotations({"id": "d", "events": [{"id": "E1", "type": "AGREE", "trigger": [0, 5]}]})
    wrong = annotations({"id": "d", "events": [{"id": "E1", "type": "CONSULT", "trigger": [0, 5]}]})
    aligned = align(TASKS["triggers"].headline.project(block([gold], [wrong])))
    names = ONTOLOGY.event_type_names
    table = confusion_matrix(*aligned, labels=range(len(names)))
    assert table[names.index("AGREE"), names.index("CONSULT")] == table.sum() == 1

"""Answers that are nowhere in the text are false positives, everywhere they belong."""

import numpy as np
import pytest

from acuerdo.annotation import Annotations, Event, Span
from acuerdo.errors import ValidationError
from acuerdo.scoring import Scores, score


def event(name, kind, start):
    span = Span(start, start + 2)
    return Event(name, kind, span, span)


GOLD = [
    Annotations("a", events=(event("E1", "AGREE", 0), event("E2", "MOVE", 4))),
    Annotations("b", events=(event("E1", "AGREE", 0),)),
]


def scores_of(ontology, ungrounded, **options):
    return score(GOLD, GOLD, ontology, ungrounded=ungrounded, **options)


def counted(view):
    return view.matched, view.predicted, view.gold


def test_an_answer_counts_in_its_label_its_document_and_every_view_of_the_task(ontology):
    nowhere = {"b": {"triggers": {"AGREE": 1, "SANCTION": 2}}}
    scores = scores_of(ontology, nowhere)
    for name in ("classification", "identification"):
        view = scores.view("triggers", name)
        assert counted(view) == (3, 6, 3)
        assert (view.precision, view.recall) == (0.5, 1.0)
    labels = {label.label: label for label in scores.view("triggers").per_label}
    assert counted(labels["AGREE"]) == (2, 3, 2)
    assert counted(labels["SANCTION"]) == (0, 2, 0)
    assert counted(labels["MOVE"]) == (1, 1, 1)
    assert scores.view("triggers").macro_f1 == pytest.approx((0.8 + 0.0 + 1.0) / 3)


def test_other_tasks_are_untouched(ontology):
    without, with_some = (
        score(GOLD, GOLD, ontology),
        scores_of(ontology, {"b": {"triggers": {"AGREE": 1}}}),
    )
    for view in without.views:
        if view.task != "triggers":
            assert with_some.view(view.task, view.view) == view


def test_the_number_is_reported_and_survives_json(ontology):
    scores = scores_of(
        ontology,
        {"a": {"triggers": {"MOVE": 1}, "arguments": {"Actor": 3}}, "b": {"times": {"DATE": 1}}},
    )
    assert scores.ungrounded == {"times": 1, "triggers": 1, "arguments": 3}
    fields = scores.to_json()
    assert fields["coverage"]["ungrounded"] == scores.ungrounded
    assert Scores.from_json(fields) == scores
    assert "ungrounded" not in score(GOLD, GOLD, ontology).to_json()["coverage"]


def test_the_counts_of_documents_add_up(ontology):
    scores = scores_of(ontology, {"a": {"triggers": {"MOVE": 1, "AID": 2}}})
    (found,) = scores.view("triggers").per_document
    assert found.predicted == (5, 1)
    assert np.sum(found.predicted) == scores.view("triggers").predicted


def test_an_attribute_nowhere_is_not_one_of_a_found_trigger(ontology):
    scores = scores_of(ontology, {"a": {"event_attributes": {"polarity:POS": 1}}})
    assert scores.view("event_attributes").predicted == 10
    assert scores.view("event_attributes", "polarity").predicted == 4
    assert scores.view("event_attributes", "certainty").predicted == 3
    assert scores.view("event_attributes", "found").predicted == 9


def test_a_task_that_is_not_scored_is_left_out(ontology):
    scores = scores_of(ontology, {"a": {"arguments": {"Actor": 1}}}, tasks=["triggers"])
    assert scores.ungrounded == {}


FAULTS = [
    ("an unknown document", {"x": {"triggers": {"MOVE": 1}}}, "doc x: triggers: unknown document"),
    ("an unknown task", {"a": {"trigger": {"MOVE": 1}}}, "task 'trigger'; expected one of"),
    ("a task without items", {"a": {"coreference": {"PER": 1}}}, "task 'coreference'"),
    ("an unknown label", {"a": {"triggers": {"GO": 1}}}, "unknown label 'GO'; expected one of"),
    ("no answer at all", {"a": {"triggers": {"MOVE": 0}}}, "0 answers; expected 1 or more"),
]


@pytest.mark.parametrize(("given", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_faulty_declaration_is_refused(given, message, ontology):
    with pytest.raises(ValidationError, match=message):
        scores_of(ontology, given)


def test_all_faults_are_told_at_once(ontology):
    with pytest.raises(ValidationError) as caught:
        scores_of(ontology, {"x": {"triggers": {"MOVE": 1}}, "a": {"triggers": {"GO": 1}}})
    assert len(caught.value.problems) == 2

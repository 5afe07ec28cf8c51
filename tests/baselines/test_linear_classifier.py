"""One classifier: what it learns, what it may not have seen, and when it prefers to say nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo_baselines.linear import choosing
from acuerdo_baselines.linear.classifier import (
    NONE,
    SKIP,
    YES,
    Classifier,
    allowed_columns,
    constant,
    train,
)
from acuerdo_baselines.linear.hashing import hashed


def answers(classifier, rows):
    may = frozenset(classifier.labels)
    scores = classifier.readiness(rows)
    return [label for _, label in choosing.best(scores, classifier.labels, [may] * len(rows))]


def toy(documents=6):
    """Rows of documents in which *sin* means no and *con* means yes."""
    rows, labels, groups = [], [], []
    for number in range(documents):
        for word, label in (("sin", NONE), ("con", YES), ("sin", NONE)):
            rows.append([f"word={word}", f"document={number}"])
            labels.append(label)
            groups.append(number)
    return rows, labels, groups


def test_a_classifier_learns_a_regularity_and_not_the_opposite():
    classifier = train(*toy()).classifier
    assert answers(classifier, [["word=con"], ["word=sin"]]) == [YES, NONE]
    rows, labels, groups = toy()
    opposite = [NONE if label == YES else YES for label in labels]
    classifier = train(rows, opposite, groups).classifier
    assert answers(classifier, [["word=con"], ["word=sin"]]) == [NONE, YES]


def test_held_out_scores_come_from_a_classifier_that_has_not_seen_the_document():
    # Each document has a word of its own that tells everything, and nothing else does.
    rows = [[f"only={number}", f"label={number % 2}"] for number in range(10)]
    labels = [YES if number % 2 else NONE for number in range(10)]
    blind = [[f"only={number}"] * 3 for number in range(10)]
    seen = train(rows, labels, list(range(10)))
    unseen = train(blind, labels, list(range(10)))
    yes = seen.classifier.labels.index(YES)
    assert seen.held_out[1, yes] > np.log(0.6)
    assert unseen.held_out[1, yes] < np.log(0.6)
    assert unseen.classifier.log_probabilities(blind)[1, yes] > np.log(0.6)


def test_skipped_rows_are_not_trained_on_but_scored():
    rows, labels, groups = toy()
    rows += [["word=con"]] * 50
    trained = train(rows, [*labels, *[SKIP] * 50], [*groups, *[0] * 50])
    assert trained.classifier.labels == (NONE, YES)
    assert len(trained.held_out) == len(rows)
    assert answers(trained.classifier, [["word=con"]]) == [YES]


def test_one_document_is_enough_to_train_on():
    trained = train([["a"], ["b"]], [YES, NONE], [0, 0])
    assert trained.classifier.reluctance == 0.0
    assert answers(trained.classifier, [["a"], ["b"]]) == [YES, NONE]


def test_a_label_of_a_single_document_does_not_break_the_folds():
    rows, labels, groups = toy()
    trained = train([*rows, ["word=según"] * 3], [*labels, "other"], [*groups, 5])
    assert answers(trained.classifier, [["word=según"] * 3]) == ["other"]
    assert np.isfinite(trained.held_out).all()


@pytest.mark.parametrize("labels", [[], [NONE, NONE], [SKIP, SKIP]])
def test_nothing_to_learn_gives_a_classifier_that_never_answers(labels):
    classifier = train([["a"]] * len(labels), labels, [0] * len(labels)).classifier
    assert answers(classifier, [["a"], []]) == [NONE, NONE]


def test_reluctance_is_what_suits_held_out_documents():
    # The word is right one time in three: answering pays for F1, though NONE is likelier.
    rows = [["word=firma"], ["word=firma"], ["word=firma"], ["word=otra"]] * 8
    labels = [YES, NONE, NONE, NONE] * 8
    groups = [number // 4 for number in range(32)]
    classifier = train(rows, labels, groups).classifier
    assert classifier.reluctance < 0
    assert answers(classifier, [["word=firma"], ["word=otra"]]) == [YES, NONE]


def test_the_allowed_labels_alone_can_be_answered():
    scores = np.log(np.array([[0.1, 0.6, 0.3], [0.1, 0.6, 0.3]], np.float32))
    labels = (NONE, "Actor", "Theme")
    found = choosing.best(scores, labels, [frozenset({"Theme"}), frozenset({"Place"})])
    assert [label for _, label in found] == ["Theme", NONE]
    assert allowed_columns(labels, [frozenset({"Place"})]).tolist() == [[True, False, False]]


def test_without_an_allowed_label_nothing_is_answered():
    scores = np.zeros((1, 1), np.float32)
    assert choosing.best(scores, ("Actor",), [frozenset()]) == [(-np.inf, NONE)]


LEARNT = train(*toy()).classifier


@given(st.lists(st.lists(st.text(max_size=5), max_size=6), max_size=8))
def test_probabilities_are_probabilities_whatever_the_features(rows):
    classifier = LEARNT
    chances = np.exp(classifier.log_probabilities(rows))
    assert chances.shape == (len(rows), 2)
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=8))
def test_rows_are_scored_alike_alone_and_together(rows):
    classifier = LEARNT
    together = classifier.log_probabilities(rows)
    alone = np.vstack([classifier.log_probabilities([row]) for row in rows])
    assert np.array_equal(together, alone)


def test_hashed_rows_are_what_was_hashed():
    table = hashed([["a", "b", "a"], [], ["b"]])
    assert table.starts.tolist() == [0, 2, 2, 3]
    assert sorted(table.counts[:2].tolist()) == [1.0, 2.0]
    assert len(hashed([])) == 0


def test_training_twice_gives_the_same_weights():
    first, second = train(*toy()).classifier, train(*toy()).classifier
    for name, array in first.to_arrays().items():
        assert np.array_equal(array, second.to_arrays()[name])


def test_a_stored_classifier_scores_as_before():
    classifier = train(*toy()).classifier
    again = Classifier.from_arrays(classifier.labels, classifier.to_arrays())
    rows = [["word=con"], ["word=sin", "document=1"], []]
    assert np.array_equal(classifier.readiness(rows), again.readiness(rows))
    assert constant().readiness(rows).tolist() == [[0.0]] * 3

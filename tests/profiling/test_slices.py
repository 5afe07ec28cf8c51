"""Slices cut the gold into parts whose counts add up to the scorer's."""

import pytest
from hypothesis import given, settings
from tests.scoring.strategies import paired_collections

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Span,
)
from acuerdo.dataset import load_ontology
from acuerdo.profiling.answers import VIEWS
from acuerdo.profiling.slices import SliceScore, slice_scores
from acuerdo.scoring import score

ONTOLOGY = load_ontology()
TITLE = "Valoria firma un pacto"
TEXT = f"{TITLE}\n\nAyer Norba atacó el puerto y Lirio protestó.\nValoria no firmó el pacto."
DOCUMENT = Document("d", TEXT, TITLE, genre="dispatch")


def at(words, number=0):
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def event(name, words, kind, *arguments, **attributes):
    given = tuple(Argument(*argument) for argument in arguments)
    return Event(name, kind, at(words), at(words), arguments=given, **attributes)


def entity(name, *spans):
    mentions = tuple(Mention(f"{name}-{n}", span, span, "NAM") for n, span in enumerate(spans))
    return Entity(name, "GPE", mentions)


VALORIA = entity("N1", at("Valoria"), at("Valoria", 1))
NORBA = entity("N2", at("Norba"))
GOLD = Annotations(
    "d",
    entities=(VALORIA, NORBA),
    events=(
        event("E1", "firma", "SUPPORT", ("Actor", "N1-0")),
        event("E2", "atacó", "ASSAULT", ("Actor", "N2-0"), ("Recipient", "N1-1")),
        event("E3", "protestó", "PROTEST", certainty="POSSIBLE"),
        event("E4", "firmó", "SUPPORT", ("Actor", "N1-1"), polarity="NEG"),
    ),
)
PREDICTED = Annotations(
    "d",
    entities=(entity("N1", at("Valoria")), entity("N2", at("Norba"))),
    events=(
        event("E1", "firma", "SUPPORT", ("Actor", "N1-0")),
        event("E2", "atacó", "ASSAULT", ("Actor", "N2-0")),
        event("E4", "firmó", "SUPPORT", ("Actor", "N1-0")),
    ),
)


def scores_of(dimension, task, training=()):
    found = slice_scores([Example(DOCUMENT, GOLD)], [PREDICTED], ONTOLOGY, training=training)
    return {
        s.slice: (s.matched, s.predicted, s.recalled, s.gold)
        for s in found
        if (s.dimension, s.task) == (dimension, task)
    }


def test_parts_of_the_document():
    assert scores_of("part", "triggers") == {
        "headline": (1, 1, 1, 1),
        "first third": (1, 1, 1, 1),
        "middle third": (0, 0, 0, 1),
        "last third": (1, 1, 1, 1),
    }


def test_a_text_that_does_not_begin_with_its_title_has_no_headline():
    document = Document("d", TEXT, "Otro título")
    found = slice_scores([Example(document, GOLD)], [PREDICTED], ONTOLOGY)
    assert "headline" not in {s.slice for s in found}


def test_genre_topic_and_length_are_those_of_the_document():
    whole = (3, 3, 3, 4)
    assert scores_of("genre", "triggers") == {"dispatch": whole}
    assert scores_of("topic", "triggers") == {"(none)": whole}
    assert scores_of("length", "triggers") == {"under 250 tokens": whole}


def test_arguments_by_whether_they_cross_a_line():
    # The actor of «firmó» is named by a mention of another line; the entity is right.
    assert scores_of("reach", "arguments") == {
        "same line": (2, 2, 3, 3),
        "another line": (1, 1, 0, 1),
    }


def test_events_by_factuality_each_side_by_its_own():
    # «firmó» is negated in the gold only: found there, predicted as a fact.
    assert scores_of("factuality", "triggers") == {
        "factual": (3, 3, 2, 2),
        "negated": (0, 0, 1, 1),
        "uncertain": (0, 0, 0, 1),
    }


def test_without_a_training_set_everything_is_unseen():
    assert scores_of("training", "triggers") == {"unseen": (3, 3, 3, 4)}
    assert scores_of("training", "entities") == {"unseen": (2, 2, 2, 3)}


def test_what_the_training_set_had_is_seen_with_its_type_and_in_any_case():
    text = "Norba FIRMA y atacó."
    train = Annotations(
        "t",
        entities=(Entity("N", "ORG", (Mention("T", Span(0, 5), Span(0, 5), "NAM"),)),),
        events=(
            Event("E1", "SUPPORT", Span(6, 11), Span(6, 11)),
            Event("E2", "COERCE", Span(14, 19), Span(14, 19)),
        ),
    )
    training = [Example(Document("t", text), train)]
    assert scores_of("training", "triggers", training) == {
        "seen": (1, 1, 1, 1),
        "unseen": (2, 2, 2, 3),
    }
    assert scores_of("training", "entities", training) == {"unseen": (2, 2, 2, 3)}


def test_every_right_answer_seen_in_training_leaves_a_defined_value():
    # Case 19: DocRED divides by the number of unseen correct facts.
    seen_only = Annotations("d", entities=GOLD.entities, events=GOLD.events[:1])
    training = [Example(Document("d", TEXT), seen_only)]
    found = slice_scores(
        [Example(DOCUMENT, GOLD)], [seen_only], ONTOLOGY, training=training, tasks=["triggers"]
    )
    by_slice = {s.slice: s for s in found if s.dimension == "training"}
    assert (by_slice["seen"].precision, by_slice["seen"].recall) == (1.0, 1.0)
    assert (by_slice["unseen"].precision, by_slice["unseen"].f1) == (0.0, 0.0)


METRICS = [
    ((0, 0, 0, 0), (None, None, None), "neither side has items"),
    ((0, 0, 0, 3), (0.0, 0.0, 0.0), "nothing predicted"),
    ((0, 2, 0, 0), (0.0, 0.0, 0.0), "nothing expected"),
    ((1, 2, 1, 1), (0.5, 1.0, 2 / 3), "one of two right"),
    ((0, 2, 1, 1), (0.0, 1.0, 0.0), "found, and predicted in another slice"),
]


@pytest.mark.parametrize(("counts", "expected", "why"), METRICS, ids=[m[2] for m in METRICS])
def test_metrics_of_a_slice(counts, expected, why):
    found = SliceScore("genre", "g", "times", *counts)
    assert (found.precision, found.recall, found.f1) == pytest.approx(expected)


@settings(max_examples=25, deadline=None)
@given(paired_collections())
def test_the_slices_of_a_dimension_add_up_to_the_counts_of_the_scorer(sides):
    gold, predicted = sides
    examples = [Example(Document(g.document_id, "a\nb\ncd", "a"), g) for g in gold]
    scores = score(gold, predicted, ONTOLOGY)
    found = slice_scores(examples, predicted, ONTOLOGY, training=examples[:1])
    for dimension in {s.dimension for s in found}:
        for task in VIEWS:
            parts = [s for s in found if (s.dimension, s.task) == (dimension, task)]
            if not parts:
                continue
            views = [scores.view(task, name) for name in VIEWS[task]]
            matched = sum(view.matched for view in views)
            assert sum(s.matched for s in parts) == sum(s.recalled for s in parts) == matched
            assert sum(s.predicted for s in parts) == sum(view.predicted for view in views)
            assert sum(s.gold for s in parts) == sum(view.gold for view in views)

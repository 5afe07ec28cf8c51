"""Every mistake is in one class, and the classes add up to the scorer's counts."""

from collections import Counter

import pytest
from hypothesis import given, settings
from tests.scoring.strategies import paired_collections

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    EventRelation,
    Example,
    Mention,
    Quote,
    Relation,
    Span,
    Time,
)
from acuerdo.dataset import load_ontology
from acuerdo.errors import ValidationError
from acuerdo.profiling.answers import VIEWS, judged
from acuerdo.profiling.confusions import NOTHING, confusions
from acuerdo.profiling.context import in_context
from acuerdo.profiling.mistakes import KINDS, MISSED, SPURIOUS, UNGROUNDED, counts_of, find_mistakes
from acuerdo.scoring import score

ONTOLOGY = load_ontology()
TEXT = "La presidenta de Valoria, Ana Ruiz, firmó ayer un pacto con Norba y visitó Lirio."


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mention(name, words):
    return Mention(name, at(words), at(words), "NAM")


ANA = Entity("N1", "PER", (mention("T1", "presidenta de Valoria"), mention("T2", "Ana Ruiz")))
NORBA = Entity("N2", "GPE", (mention("T3", "Norba"),))
PACT = Entity("N3", "DOC", (mention("T4", "pacto"),))
LIRIO = Entity("N4", "GPE", (mention("T5", "Lirio"),))
EVERYONE = (ANA, NORBA, PACT, LIRIO)


def signing(*arguments, words="firmó", kind="SUPPORT"):
    given = tuple(Argument(*argument) for argument in arguments)
    return Event("E1", kind, at(words), at(words), arguments=given)


def visit(*arguments, kind="CONSULT"):
    given = tuple(Argument(*argument) for argument in arguments)
    return Event("E2", kind, at("visitó"), at("visitó"), arguments=given)


def side(**layers):
    return Annotations("d", **{"entities": EVERYONE, **layers})


CASES = [
    (
        "another type on the span",
        side(entities=(NORBA,)),
        side(entities=(Entity("N2", "LOC", NORBA.mentions),)),
        {"entities": {"wrong type": 1}},
    ),
    (
        "part of the span",
        side(entities=(Entity("N1", "PER", (mention("T1", "presidenta de Valoria"),)),)),
        side(entities=(Entity("N1", "PER", (mention("T1", "presidenta"),)),)),
        {"entities": {"wrong boundary": 1}},
    ),
    (
        "part of the span with another type: two things wrong are no near miss",
        side(entities=(Entity("N1", "PER", (mention("T1", "presidenta de Valoria"),)),)),
        side(entities=(Entity("N1", "ORG", (mention("T1", "presidenta"),)),)),
        {"entities": {"missed": 1, "spurious": 1}},
    ),
    (
        "another value of the time",
        side(times=(Time("X1", at("ayer"), "DATE", "2024-06-18"),)),
        side(times=(Time("X1", at("ayer"), "DATE", "2024-06-19"),)),
        {"times": {"wrong attribute": 1}},
    ),
    (
        "another type and another trigger: the attributes are right on one of them",
        side(events=(signing(), visit())),
        side(events=(signing(kind="AGREE"), signing(words="pacto"))[:1]),
        {
            "triggers": {"wrong type": 1, "missed": 1},
            "event_attributes": {"missed": 3},
        },
    ),
    (
        "another role",
        side(events=(signing(("Actor", "T3")),)),
        side(events=(signing(("Recipient", "T3")),)),
        {"arguments": {"wrong role": 1}},
    ),
    (
        "another entity in the role",
        side(events=(signing(("Actor", "T3")),)),
        side(events=(signing(("Actor", "T5")),)),
        {"arguments": {"wrong filler": 1}},
    ),
    (
        "the right argument on another event of the type",
        side(events=(signing(("Actor", "T3")), visit(kind="SUPPORT"))),
        side(events=(signing(), visit(("Actor", "T3"), kind="SUPPORT"))),
        {"arguments": {"wrong trigger": 1}},
    ),
    (
        "the right argument on an event of another type",
        side(events=(signing(("Actor", "T3")),)),
        side(events=(signing(("Actor", "T3"), kind="AGREE"),)),
        {"triggers": {"wrong type": 1}, "arguments": {"wrong trigger": 1}},
    ),
    (
        "the right filler and role, on an event that has nothing in common",
        side(events=(signing(("Actor", "T3")), visit())),
        side(events=(signing(kind="AGREE"), visit(("Actor", "T3")))),
        {"triggers": {"wrong type": 1}, "arguments": {"missed": 1, "spurious": 1}},
    ),
    (
        "head and tail swapped",
        side(relations=(Relation("R1", "signatory_of", "T2", "T4"),)),
        side(relations=(Relation("R1", "signatory_of", "T4", "T2"),)),
        {"relations": {"wrong direction": 1}},
    ),
    (
        "another relation between the two",
        side(relations=(Relation("R1", "leader_of", "T2", "T3"),)),
        side(relations=(Relation("R1", "officer_of", "T1", "T3"),)),
        {"relations": {"wrong type": 1}},
    ),
    (
        "another tail",
        side(relations=(Relation("R1", "leader_of", "T2", "T3"),)),
        side(relations=(Relation("R1", "leader_of", "T2", "T5"),)),
        {"relations": {"wrong filler": 1}},
    ),
    (
        "cause and effect swapped",
        side(
            events=(signing(), visit()), event_relations=(EventRelation("R1", "CAUSE", "E1", "E2"),)
        ),
        side(
            events=(signing(), visit()), event_relations=(EventRelation("R1", "CAUSE", "E2", "E1"),)
        ),
        {"event_relations": {"wrong direction": 1}},
    ),
    (
        "a precondition taken for a cause",
        side(
            events=(signing(), visit()), event_relations=(EventRelation("R1", "CAUSE", "E1", "E2"),)
        ),
        side(
            events=(signing(), visit()),
            event_relations=(EventRelation("R1", "PRECONDITION", "E1", "E2"),),
        ),
        {"event_relations": {"wrong type": 1}},
    ),
    (
        "another source of a quote",
        side(quotes=(Quote("E9", "INDIRECT", (at("firmó ayer un pacto"),), source="T2"),)),
        side(quotes=(Quote("E9", "INDIRECT", (at("firmó ayer un pacto"),), source="T3"),)),
        {"quotes": {"wrong filler": 1}},
    ),
    (
        "part of what was said, by another mention of the source",
        side(quotes=(Quote("E9", "INDIRECT", (at("firmó ayer un pacto"),), source="T2"),)),
        side(quotes=(Quote("E9", "INDIRECT", (at("un pacto"),), source="T1"),)),
        {"quotes": {"wrong boundary": 1}},
    ),
    (
        "part of what was said, by somebody else",
        side(quotes=(Quote("E9", "INDIRECT", (at("firmó ayer un pacto"),), source="T2"),)),
        side(quotes=(Quote("E9", "INDIRECT", (at("un pacto"),), source="T3"),)),
        {"quotes": {"missed": 1, "spurious": 1}},
    ),
]


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_mistake_is_told_by_what_is_nearly_right(gold, predicted, expected):
    found = counts_of(find_mistakes([Example(Document("d", TEXT), gold)], [predicted], ONTOLOGY))
    assert found == expected


def test_the_attributes_of_a_wrong_polarity_are_one_mistake():
    gold, wrong = signing(), Event("E1", "SUPPORT", at("firmó"), at("firmó"), polarity="NEG")
    example = Example(Document("d", TEXT), side(events=(gold,)))
    (mistake,) = find_mistakes([example], [side(events=(wrong,))], ONTOLOGY)
    assert (mistake.task, mistake.kind) == ("event_attributes", "wrong attribute")
    assert (mistake.gold.label, mistake.predicted.label) == ("polarity:POS", "polarity:NEG")


def example(annotations):
    return Example(Document(annotations.document_id, "abcdef"), annotations)


law = settings(max_examples=30, deadline=None)


@law
@given(paired_collections())
def test_the_views_told_are_those_of_the_headline(sides):
    scores = score(*sides, ONTOLOGY)
    for task, names in VIEWS.items():
        if task != "event_relations":  # Temporal links are scored through their closure.
            views = [scores.view(task, name) for name in names]
            headline = scores.view(task)
            for field in ("matched", "predicted", "gold"):
                assert sum(getattr(view, field) for view in views) == getattr(headline, field)


@law
@given(paired_collections())
def test_the_classes_add_up_to_the_counts_of_the_scorer(sides):
    gold, predicted = sides
    scores = score(gold, predicted, ONTOLOGY)
    mistakes = find_mistakes(map(example, gold), predicted, ONTOLOGY)
    for task, names in VIEWS.items():
        views = [scores.view(task, name) for name in names]
        mine = [mistake for mistake in mistakes if mistake.task == task]
        missing = sum(view.gold - view.matched for view in views)
        wrong = sum(view.predicted - view.matched for view in views)
        assert sum(m.gold is not None for m in mine) == missing, task
        assert sum(m.predicted is not None for m in mine) == wrong, task
        for mistake in mine:
            assert mistake.kind in KINDS
            assert (mistake.kind == MISSED) == (mistake.predicted is None)
            assert (mistake.kind == SPURIOUS) == (mistake.gold is None)


@law
@given(paired_collections())
def test_gold_against_itself_has_no_mistakes(sides):
    gold, _ = sides
    assert find_mistakes(map(example, gold), gold, ONTOLOGY) == ()


@law
@given(paired_collections())
def test_every_answer_is_the_row_that_the_scorer_counted(sides):
    gold, predicted = sides
    for each in judged(map(example, gold), predicted, ONTOLOGY):
        for rows, answers in ((each.sides.gold, each.gold), (each.sides.predicted, each.predicted)):
            assert len(rows.label) == len(answers)
            documents = [given.document_id for given in gold]
            assert [documents[n] for n in rows.document] == [a.document.id for a in answers]
        for i, j in zip(*each.pairs, strict=True):
            assert each.gold[i].label == each.predicted[j].label, each.task


@law
@given(paired_collections())
def test_the_sums_of_a_confusion_matrix_are_the_counts_of_the_scorer(sides):
    gold, predicted = sides
    scores = score(gold, predicted, ONTOLOGY)
    for each in confusions(map(example, gold), predicted, ONTOLOGY):
        view = scores.view(each.task, each.view)
        *rows, spurious = each.matrix
        assert sum(row[n] for n, row in enumerate(rows)) == view.matched
        assert [sum(row) for row in rows] == [label.gold for label in view.per_label]
        columns = list(zip(*each.matrix, strict=True))[:-1]
        assert [sum(column) for column in columns] == [label.predicted for label in view.per_label]
        assert each.labels[-1] == NOTHING
        assert spurious[-1] == 0


def test_an_answer_nowhere_in_the_text_is_a_class_of_its_own():
    given = side(events=(signing(("Actor", "T3")),))
    nowhere = {"d": {"arguments": {"Actor": 2}}}
    mistakes = find_mistakes(
        [Example(Document("d", TEXT), given)], [given], ONTOLOGY, ungrounded=nowhere
    )
    assert counts_of(mistakes) == {"arguments": {UNGROUNDED: 2}}
    view = score([given], [given], ONTOLOGY, ungrounded=nowhere).view("arguments")
    assert view.predicted - view.matched == len(mistakes)


def test_a_missing_document_is_all_missed():
    found = find_mistakes([Example(Document("d", TEXT), side())], [], ONTOLOGY)
    assert counts_of(found) == {"entities": {"missed": 5}}


def test_an_unknown_document_is_refused():
    with pytest.raises(ValidationError, match="doc x: unknown document"):
        find_mistakes([], [Annotations("x")], ONTOLOGY)


def test_mistakes_come_by_task_and_place():
    gold = side(events=(signing(("Actor", "T3")), visit(("Recipient", "T5"))))
    found = find_mistakes([Example(Document("d", TEXT), gold)], [], ONTOLOGY)
    tasks = list(dict.fromkeys(mistake.task for mistake in found))
    assert tasks == ["entities", "triggers", "event_attributes", "arguments"]
    places = [mistake.place for mistake in found if mistake.task == "entities"]
    assert places == sorted(places)
    assert Counter(m.kind for m in found) == {"missed": len(found)}


CONTEXTS = [
    ("missed", ["pacto"], [], "[-pacto-]"),
    ("spurious", [], ["pacto"], "{+pacto+}"),
    ("in both", ["pacto"], ["pacto"], "[pacto]"),
    ("nested", ["presidenta de Valoria"], ["Valoria"], "[-presidenta de {+Valoria+}-]"),
]


@pytest.mark.parametrize(("gold", "predicted", "shown"), [c[1:] for c in CONTEXTS])
def test_spans_are_marked_in_their_line(gold, predicted, shown):
    context = in_context(
        Document("d", f"Norba.\n{TEXT}\nLirio."),
        [Span(at(w).start + 7, at(w).end + 7) for w in gold],
        [Span(at(w).start + 7, at(w).end + 7) for w in predicted],
        window=1000,
    )
    assert shown in context
    assert "Norba." not in context
    for mark in ("[-", "-]", "{+", "+}", "[", "]"):
        context = context.replace(mark, "")
    assert context == TEXT


def test_a_long_line_is_cropped_at_words():
    text = "palabra " * 40 + "aquí " + "palabra " * 40
    start = text.index("aquí")
    context = in_context(Document("d", text), [Span(start, start + 4)], [], window=20)
    assert context == "… palabra palabra [-aquí-] palabra palabra …"


def test_what_lies_between_distant_spans_is_left_out():
    text = "aquí " + "palabra " * 40 + "allí\nOtra línea."
    start = text.index("allí")
    spans = [Span(0, 4), Span(start, start + 4)]
    context = in_context(Document("d", text), spans[:1], spans[1:], window=10)
    assert context == "[-aquí-] palabra … palabra {+allí+}"

import datetime

import pytest

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Mention,
    Span,
    Time,
)
from acuerdo.records import derive_records

DOCUMENT = Document(id="d", text="x" * 100, date=datetime.date(2031, 5, 14))
ENTITIES = (
    Entity("N1", "GPE", (Mention("T1", Span(0, 3), Span(0, 3), "NAM"),), country="AAA"),
    Entity(
        "N2", "PER", (Mention("T2", Span(4, 7), Span(4, 7), "NOM"),), country="BBB", sector="GOV"
    ),
    Entity("N3", "PER", (Mention("T3", Span(8, 9), Span(8, 9), "NOM"),)),
)
TIMES = (Time("T4", Span(10, 12), "DATE", "2031-05-02"), Time("T5", Span(13, 15), "DATE", "2031"))


def event(identifier, start, kind="ACCUSE", mode="", arguments=(), **attributes):
    span = Span(start, start + 2)
    pairs = tuple(Argument(role, filler) for role, filler in arguments)
    return Event(identifier, kind, span, span, mode=mode, arguments=pairs, **attributes)


def coded(ontology, *events, document=DOCUMENT):
    return derive_records(document, Annotations("d", ENTITIES, TIMES, events), ontology)


def test_codes_are_sorted_and_roles_kept_apart(ontology):
    found = coded(
        ontology,
        event("E1", 20, arguments=[("Actor", "T2"), ("Actor", "T1"), ("Recipient", "T2")]),
    )
    assert [(r.actors, r.recipients) for r in found] == [(("AAA", "BBB GOV"), ("BBB GOV",))]


def test_a_future_meeting_is_recorded_as_an_agreement_without_mode(ontology):
    arguments = [("Actor", "T1")]
    future, past = (
        event("E1", 20, "CONSULT", "visit", arguments, time="FUTURE"),
        event("E2", 30, "CONSULT", "visit", arguments, time="PAST"),
    )
    assert [(r.type, r.mode) for r in coded(ontology, future, past)] == [
        ("AGREE", ""),
        ("CONSULT", "visit"),
    ]


@pytest.mark.parametrize("kind", ["STATEMENT", "MOVE", "PERSONNEL", "ENACT"])
def test_types_beyond_plover_are_not_recorded(ontology, kind):
    assert coded(ontology, event("E1", 20, kind, arguments=[("Actor", "T1")])) == ()


def test_an_event_without_a_coded_actor_is_left_out(ontology):
    arguments = [("Actor", "T3"), ("Recipient", "T1")]
    assert coded(ontology, event("E1", 20, arguments=arguments)) == ()


@pytest.mark.parametrize(
    ("fillers", "time", "expected"),
    [
        (["T4"], "PAST", "2031-05-02"),
        (["T5"], "PAST", "2031"),
        (["T5"], "FUTURE", "2031"),
        ([], "PAST", "2031-05-14"),
        ([], "FUTURE", ""),
    ],
)
def test_the_date_is_that_of_the_event_else_of_the_document(ontology, fillers, time, expected):
    arguments = [("Actor", "T1"), *(("Time", filler) for filler in fillers)]
    found = coded(ontology, event("E1", 20, arguments=arguments, time=time))
    assert found[0].date == expected


def test_coreferent_events_give_one_record_with_united_codes(ontology):
    found = coded(
        ontology,
        event("E2", 40, arguments=[("Actor", "T2")], cluster="c1"),
        event("E1", 20, arguments=[("Actor", "T1")], cluster="c1", polarity="NEG"),
    )
    assert [(r.event, r.actors, r.polarity) for r in found] == [("E1", ("AAA", "BBB GOV"), "NEG")]


def test_without_a_document_undated_events_have_no_date(ontology):
    assert (
        coded(ontology, event("E1", 20, arguments=[("Actor", "T1")], time="PAST"), document=None)[
            0
        ].date
        == ""
    )

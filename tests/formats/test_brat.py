"""Brat standoff: the file that is written, and what is told about a file that was edited."""

from dataclasses import replace

import pytest

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
from acuerdo.errors import FormatError
from acuerdo.formats import find_problems, read_annotations, read_examples, write_examples
from acuerdo.formats.brat import configuration, from_standoff, to_standoff

TEXT = "Vela llegó el lunes a la bella Tresmares: «Firmaremos», dijo la reina Vela."
DOCUMENT = Document("d", TEXT, title="Visita", split="test")


def span(words, start=0):
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


GOLD = Annotations(
    "d",
    entities=(
        Entity(
            "x2",
            "GPE",
            (Mention("m3", span("bella Tresmares"), span("Tresmares"), "NAM"),),
            "Tresmares",
            "TRM",
        ),
        Entity(
            "x1",
            "PER",
            (
                Mention("m2", span("Vela", 10), span("Vela", 10), "NAM"),
                Mention("m1", span("Vela"), span("Vela"), "NAM"),
            ),
        ),
    ),
    times=(Time("t", span("lunes"), "DATE", "2031-05-12", "APPROX"),),
    events=(
        Event(
            "e2",
            "STATEMENT",
            span("dijo"),
            span("dijo"),
            time="PAST",
            arguments=(Argument("Actor", "m2"), Argument("Content", "e3")),
        ),
        Event(
            "e1",
            "MOVE",
            span("llegó"),
            span("llegó"),
            "arrive",
            time="PAST",
            cluster="viaje",
            arguments=(Argument("Actor", "m1"), Argument("Actor", "m2"), Argument("Time", "t")),
        ),
        Event("e3", "SUPPORT", span("Firmaremos"), span("Firmaremos"), "sign", time="FUTURE"),
    ),
    relations=(Relation("r", "leader_of", "m2", "m3"),),
    event_relations=(EventRelation("l", "CONTAINS", "t", "e1"),),
    quotes=(Quote("q", "DIRECT", (span("Firmaremos"),), (span("dijo"),), "m2", "e2"),),
)

STANDOFF = """\
T1|PER 0 4|Vela
T2|MOVE 5 10|llegó
T3|DATE 14 19|lunes
T4|GPE 25 40|bella Tresmares
T5|SUPPORT 43 53|Firmaremos
T6|Quote 43 53|Firmaremos
T7|STATEMENT 56 60|dijo
T8|Cue 56 60|dijo
T9|PER 70 74|Vela
E1|MOVE:T2 Actor:T1 Actor2:T9 Time:T3
E2|SUPPORT:T5
E3|Quote:T6 Cue:T8 Source:T9 Event:E4
E4|STATEMENT:T7 Actor:T9 Content:E2
A1|Level T1 NAM
A2|Mod T3 APPROX
A3|Level T4 NAM
A4|Level T9 NAM
A5|Mode E1 arrive
A6|Polarity E1 POS
A7|Certainty E1 CERTAIN
A8|Time E1 PAST
A9|Mode E2 sign
A10|Polarity E2 POS
A11|Certainty E2 CERTAIN
A12|Time E2 FUTURE
A13|Form E3 DIRECT
A14|Polarity E4 POS
A15|Certainty E4 CERTAIN
A16|Time E4 PAST
#1|Entity T1|- / - / -
#2|Value T3|2031-05-12
#3|Head T4|31 40 Tresmares
#4|Entity T4|Tresmares / TRM / -
*|Coreference T1 T9
R1|leader_of Arg1:T9 Arg2:T4
R2|CONTAINS Arg1:T3 Arg2:E1
""".replace("|", "\t").replace("/", "|")


def told(standoff, ontology):
    return [str(p) for p in from_standoff(DOCUMENT, standoff, ontology, "d.ann").problems]


def test_standoff_is_written_in_text_order_with_numbers_from_one():
    assert to_standoff(DOCUMENT, GOLD).splitlines() == STANDOFF.splitlines()


def test_reading_keeps_the_ids_of_the_file_and_names_entities_by_first_mention(ontology):
    annotations = from_standoff(DOCUMENT, STANDOFF, ontology, "d.ann").annotations
    assert [entity.id for entity in annotations.entities] == ["N1", "N2"]
    assert [m.id for m, _ in annotations.mentions()] == ["T1", "T9", "T4"]
    assert [event.id for event in annotations.events] == ["E1", "E2", "E4"]
    assert [quote.id for quote in annotations.quotes] == ["E3"]
    assert [link.id for link in annotations.event_relations] == ["R2"]


def test_clusters_are_named_by_first_mention(ontology):
    standoff = STANDOFF + "*\tEventCoreference E4 E2\n*\tEventCoreference E1 E9\n"
    read = from_standoff(DOCUMENT, standoff, ontology, "d.ann")
    assert [event.cluster for event in read.annotations.events] == ["c1", "c2", "c2"]


EDITS = {
    "moved without its surface": (
        "T3\tDATE 14 19", "T3\tDATE 13 18",
        "d.ann:3: 'lunes' stands at [14, 19), the span [13, 18) reads ' lune'; "
        "expected text[start:end]",
    ),
    "beyond the text": (
        "T9\tPER 70 74\tVela", "T9\tPER 70 99\tVela",
        "d.ann:9: span 70 99; expected start < end <= 75, the length of the text",
    ),
    "a span in two pieces": (
        "T4\tGPE 25 40", "T4\tGPE 25 30;31 40",
        "d.ann:4: 'T4\\tGPE 25 30;31 40\\tbella Tresmares'; "
        "expected T1<TAB>LABEL START END<TAB>surface (one piece)",
    ),
    "spaces for tabs": (
        "A1\tLevel", "A1 Level",
        "d.ann:14: 'A1 Level T1 NAM'; expected A1<TAB>Name T1 VALUE",
    ),
    "a line of another kind": (
        "R1\t", "Q1\t",
        "d.ann:35: 'Q1\\tleader_of Arg1:T9 Arg2:T4'; "
        "expected a line that starts with one of T, E, A, M, #, *, R",
    ),
    "an id twice": (
        "A2\tMod T3 APPROX", "A1\tMod T3 APPROX",
        "d.ann:15: A1, already on line 14; expected every id once",
    ),
    "an attribute twice": (
        "A2\tMod T3 APPROX", "A2\tLevel T1 NOM",
        "d.ann:15: Level of T1 again; expected every attribute and note once",
    ),
    "no level": (
        "A1\tLevel T1 NAM\n", "", "d.ann:1: T1: no Level; expected an attribute line Level T1 …",
    ),
    "no value": (
        "#2\tValue T3\t2031-05-12\n", "",
        "d.ann:3: T3: no Value note; expected #1<TAB>Value T3<TAB>value",
    ),
    "an attribute that nothing takes": (
        "A13\tForm E3", "A13\tFrom E3",
        "d.ann:26: From of E3; expected an attribute or note that its target takes",
    ),
    "a label outside the ontology": (
        "T1\tPER", "T1\tPERSON",
        "d.ann:1: T1: unknown label 'PERSON'; expected a label of the ontology",
    ),
    "a trigger without event": (
        "E2\tSUPPORT:T5\n", "",
        "d.ann:5: T5: SUPPORT outside any event; expected an E line with this trigger",
    ),
    "an event of another type than its trigger": (
        "E2\tSUPPORT:T5", "E2\tREJECT:T5",
        "d.ann:11: E2: REJECT on T5, which is SUPPORT; expected one label",
    ),
    "an event on nothing": (
        "E2\tSUPPORT:T5", "E2\tSUPPORT:T50",
        "d.ann:11: E2: T50 is nowhere; expected the id of a T line",
    ),
    "a quote with a foreign role": (
        "Source:T9", "Actor:T9",
        "d.ann:12: E3: role 'Actor' of a quote; expected Content, Cue, or one Source or Event",
    ),
    "a cue outside any quote": (
        "E3\tQuote:T6 Cue:T8", "E3\tQuote:T6",
        "d.ann:8: T8: Cue outside any quote; expected an E line with it",
    ),
    "a chain of other things": (
        "Coreference T1 T9", "Coreference T1 T3",
        "d.ann:34: T3 in a chain; expected the id of a mention",
    ),
    "a chain of two types": (
        "Coreference T1 T9", "Coreference T1 T4 T9",
        "d.ann:1: T1: one entity of several types: T1 PER, T4 GPE, T9 PER; expected one type",
    ),
    "a head that is no span": (
        "#3\tHead T4\t31 40 Tresmares", "#3\tHead T4\tTresmares",
        "d.ann:32: 'Tresmares'; expected START END surface of the head",
    ),
    "a note on nothing": (
        "#2\tValue T3", "#2\tValue T30",
        "d.ann:31: T30 is nowhere; expected an attribute or note that its target takes",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), EDITS.values(), ids=EDITS)
def test_an_edited_file_is_told_with_its_line(old, new, problem, ontology):
    assert STANDOFF.count(old) == 1
    assert problem in told(STANDOFF.replace(old, new), ontology)


def test_a_mention_in_two_chains_is_named(ontology):
    problems = told(STANDOFF + "*\tCoreference T9 T4\n", ontology)
    assert "d.ann:37: mention T9 in two chains; expected one entity for each" in problems


def test_comments_of_annotators_are_passed_over(ontology):
    assert told(STANDOFF + "#9\tAnnotatorNotes T1\tseguro\n", ontology) == []


def test_broken_rules_are_told_with_the_line_and_id_of_the_item(tmp_path, ontology):
    write_examples(tmp_path, [Example(DOCUMENT, GOLD)], ontology)
    path = tmp_path / "d.ann"
    edited = path.read_text("utf-8").replace("Time:T3", "Place:T3").replace("sign", "signed")
    path.write_text(edited, "utf-8")
    assert [str(problem) for problem in find_problems(tmp_path, ontology)] == [
        "d.ann:11: E2.mode: 'signed' is not a mode of SUPPORT; "
        "expected one of sign, ratify, endorse, recognize, approve, ''",
        "d.ann:10: E1.arguments[2].filler: 'T3' (time) as Place of MOVE; "
        "expected one of GPE, LOC, FAC",
    ]


def test_metadata_stand_beside_the_text(tmp_path, ontology):
    write_examples(tmp_path, [Example(DOCUMENT, GOLD)], ontology)
    assert (tmp_path / "d.txt").read_bytes() == TEXT.encode()
    assert '"title": "Visita"' in (tmp_path / "d.json").read_text("utf-8")
    (example,) = read_examples(tmp_path, ontology)
    assert example.document == DOCUMENT


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("d.json", '{"id": "e"}', "d.json: id 'e'; expected 'd', the name of the file"),
        ("d.json", '{"id": "d", "fecha": ""}', "d.json: unknown key 'fecha'; expected "),
        ("d.json", '{"id": "d", "date": "ayer"}', "d.json: date: 'ayer'; expected a day "),
        (
            "d.txt",
            TEXT.replace("Vela", "Vera"),
            "d.ann:1: 'Vela', but the span [0, 4) reads 'Vera'",
        ),
        ("d.ann", STANDOFF.replace("\n", "\r\n"), "d.ann: a carriage return; expected lines that"),
    ],
)
def test_the_files_of_a_document_must_agree(name, content, problem, tmp_path, ontology):
    write_examples(tmp_path, [Example(DOCUMENT, GOLD)], ontology)
    (tmp_path / name).write_bytes(content.encode())
    assert str(find_problems(tmp_path, ontology)[0]).startswith(problem)


def test_annotations_without_text_need_the_collection(tmp_path, ontology):
    write_examples(tmp_path, [Example(DOCUMENT, GOLD)], ontology)
    (tmp_path / "d.txt").unlink()
    (problem,) = find_problems(tmp_path, ontology)
    assert str(problem) == "d.txt: no such file; expected the text of the annotations"
    (annotations,) = read_annotations(tmp_path, ontology, documents=[DOCUMENT])
    assert to_standoff(DOCUMENT, annotations) == STANDOFF


def test_a_reference_to_nothing_cannot_be_written():
    broken = replace(GOLD, relations=(Relation("r", "leader_of", "m2", "m9"),))
    with pytest.raises(FormatError, match="doc d: 'm9' is referred to"):
        to_standoff(DOCUMENT, broken)


def test_one_folder_holds_a_document_once(tmp_path, ontology):
    with pytest.raises(FormatError, match="doc d: written twice"):
        write_examples(tmp_path, [Example(DOCUMENT, GOLD)] * 2, ontology)


def test_the_configuration_knows_every_label(ontology):
    annotation = configuration(ontology)["annotation.conf"]
    sections = dict(part.split("]\n") for part in annotation.split("[")[1:])
    first_words = {
        name: [line.split("\t")[0] for line in body.split("\n") if line]
        for name, body in sections.items()
    }
    assert first_words["entities"] == [
        *ontology.entity_type_names, *ontology.time_type_names, "Cue",
    ]  # fmt: skip
    assert first_words["events"] == [*ontology.event_type_names, "Quote"]
    assert first_words["relations"] == [
        *ontology.relation_type_names, *ontology.event_relation_type_names,
        "Coreference", "EventCoreference",
    ]  # fmt: skip
    assert first_words["attributes"] == [
        "Level", "Mod", "Mode", "Polarity", "Certainty", "Time", "Form",
    ]  # fmt: skip


def test_items_on_the_same_words_are_ordered_by_what_they_say():
    contents = (span("Firmaremos"), span("lunes"))
    written = {
        to_standoff(
            DOCUMENT,
            Annotations(
                "d",
                quotes=tuple(
                    Quote(name, "DIRECT", (content,), (span("dijo"),))
                    for name, content in zip(names, contents, strict=True)
                ),
            ),
        )
        for names in (("q1", "q2"), ("q2", "q1"))
    }
    assert len(written) == 1

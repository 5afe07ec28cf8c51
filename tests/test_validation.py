"""The validator, case by case: what is wrong, and the sentence that says so."""

import copy
import json
import re
from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Document, Entity, Mention, Span, Time
from acuerdo.formats import find_problems
from acuerdo.validation import (
    missing_documents,
    validate,
    validate_collection,
    validate_predictions,
)
from acuerdo.validation.values import value_fault

TABLE = json.loads((Path(__file__).parent / "cases" / "validation.json").read_text("utf-8"))


def changed(case):
    """The base row with the changes of a case."""
    row = copy.deepcopy(TABLE["base"])
    for path, value in case.get("set", {}).items():
        holder, key = reach(row, path)
        holder[key] = value
    for path, value in case.get("append", {}).items():
        holder, key = reach(row, path)
        holder[key].append(value)
    for path in case.get("delete", []):
        holder, key = reach(row, path)
        del holder[key]
    return row


def reach(row, path):
    *steps, last = (int(step) if step.isdigit() else step for step in re.findall(r"\w+", path))
    for step in steps:
        row = row[step]
    return row, last


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_every_case_is_told_in_these_words(case, tmp_path, ontology):
    row = changed(case)
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    gold_text = [Document(TABLE["base"]["id"], TABLE["base"]["text"])]
    documents = gold_text if case.get("against_gold_text") else None
    problems = find_problems(path, ontology, documents=documents, gold=case.get("gold", False))
    prefix = f"p.jsonl:1: doc {row['id']}: "
    assert [str(problem) for problem in problems] == [prefix + told for told in case["problems"]]


def test_annotations_of_another_document_are_a_problem(ontology):
    (problem,) = validate(Document("a", "Moscú"), Annotations("b"), ontology)
    assert str(problem) == "id: annotations of 'b'; expected those of 'a'"


def test_every_place_begins_with_where_the_document_stands(ontology):
    annotations = Annotations("d", times=(Time("", Span(0, 2), "DATE", "2031", "X"),))
    problems = validate(Document("d", "Moscú"), annotations, ontology, where="p.jsonl:7: doc d")
    assert len(problems) == 3
    assert all(problem.where.startswith("p.jsonl:7: doc d: times[0]") for problem in problems)


def test_offsets_that_are_no_integers_are_named_before_anything_is_sliced(ontology):
    annotations = Annotations("d", times=(Time("T1", Span(0.0, 4.0), "DATE", "2031"),))
    problems = validate(Document("d", "2031"), annotations, ontology)
    assert [str(problem) for problem in problems] == [
        "times[0].start: 0.0 (float); expected an integer (int)",
        "times[0].end: 4.0 (float); expected an integer (int)",
    ]


def test_without_a_text_everything_but_the_text_is_judged(ontology):
    mention = Mention("T1", Span(5, 7), Span(0, 3), "NAM")
    annotations = Annotations("d", entities=(Entity("N1", "GPE", (mention,)),))
    (problem,) = validate(None, annotations, ontology, gold=True)
    assert problem.where == "entities[0].mentions[0].head"


@pytest.mark.parametrize(
    ("text", "span", "valid"),
    [
        ("firmarlo ya", Span(0, 6), False),
        ("firmarlo ya", Span(0, 8), True),
        ("EE.UU. calla", Span(0, 6), True),
        ("9:30 h", Span(0, 4), True),
        ("hispano-luso", Span(8, 12), True),
        ("en 2030", Span(3, 6), False),
        ("x\u0323 y", Span(0, 1), False),
        ("\U0001f642Kim", Span(1, 4), True),
    ],
    ids=[
        "enclitics belong to their verb",
        "the verb with its enclitic",
        "the dot of an acronym is inside",
        "punctuation does not cut a word",
        "a hyphen is a boundary for predictions",
        "digits are letters here",
        "a letter does not lose its accent, NFC or not",
        "an emoji is no letter",
    ],
)
def test_spans_end_where_words_end(text, span, valid, ontology):
    annotations = Annotations("d", times=(Time("T1", span, "DATE", "2031"),))
    assert (validate(Document("d", text), annotations, ontology) == []) is valid


VALUES = {
    "DATE": (
        "2024 2024-06 2024-06-19 2024-W25 2024-W25-3 2024-W25-WE 2024-SU 2024-SP 2024-FA 2024-WI "
        "2024-Q1 2024-H2 202 20 19X XXXX-06-19 XXXX-XX-19 XXXX-WXX-1 2024-XX BC0044 PAST_REF "
        "PRESENT_REF FUTURE_REF",
        "24-06-19 2024-6-19 2024-13 2024-06-31 2024-W54 2024-AU 2024-Q5 2024-H3 2024-06-19T10:00 "
        "P1D ayer 2024-06-19- T10:00 past_ref 2",
    ),
    "TIME": (
        "2024-06-19T10:00 2024-06-19T10 2024-06-19TMO 2024-06-19TMI 2024-06-19TAF 2024-06-19TEV "
        "2024-06-19TNI XXXX-XX-XXT21:30 2024-06-19T10:00:59 2024-06-19T10:00Z 2024-W25TMO "
        "2024-06-19T24:00 2024-06-19T10:00-05:00",
        "2024-06-19 T10:00 2024-06-19T25:00 2024-06-19T10:60 2024-06-19TXX:5 2024-02-30TMO PT2H "
        "10:00",
    ),
    "DURATION": (
        "P24Y PT2H P1Y6M P1DT12H PXD PXXM PT0.5H P2W P3DE P1CE P2Q P1WE PT90M P0.5Y",
        "P PT 24Y P24 PY P1X PTM 2024 P-1D PT2Y",
    ),
    "SET": ("P1Y PT1H XXXX-WXX-1 XXXX-XX-XXTMO XXXX-12 2024", "cada 1Y RRULE"),
}


@pytest.mark.parametrize(("kind", "values"), VALUES.items())
def test_the_type_of_a_time_decides_what_its_value_may_be(kind, values):
    well_formed, malformed = (group.split() for group in values)
    assert [value for value in well_formed if value_fault(kind, value)] == []
    assert [value for value in (*malformed, "") if not value_fault(kind, value)] == []


def test_predictions_name_repeated_and_unknown_documents(ontology):
    documents = [Document("a", "Moscú"), Document("b", "Seúl")]
    predictions = [Annotations("a"), Annotations("a"), Annotations("c")]
    problems = validate_predictions(documents, predictions, ontology)
    assert [str(problem) for problem in problems] == [
        "doc a: the id of an earlier document; expected ids that are unique in the collection",
        "doc c: id: 'c' is not in the collection; expected a document of the collection, "
        "such as 'a'",
    ]


def test_a_document_without_prediction_is_missing_and_no_problem(ontology):
    documents = [Document("a", "Moscú"), Document("b", "Seúl")]
    assert validate_predictions(documents, [Annotations("b")], ontology) == []
    assert missing_documents(["a", "b"], {"b"}) == ("a",)


PASSAGE = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece"


@pytest.mark.parametrize(
    ("first", "second", "texts", "problems"),
    [
        ("train", "test", (f"{PASSAGE} y más", f"Antes: {PASSAGE.upper()}."), 1),
        ("train", "validation", (PASSAGE, PASSAGE), 1),
        ("train", "train", (PASSAGE, PASSAGE), 0),
        ("test", "contrast", (PASSAGE, PASSAGE), 0),
        ("test", "swap", (PASSAGE, PASSAGE), 0),
        ("train", "contrast", (PASSAGE, PASSAGE), 1),
        ("", "test", (PASSAGE, PASSAGE), 0),
        ("train", "test", (PASSAGE, PASSAGE.removesuffix(" trece")), 0),
    ],
    ids=[
        "thirteen words in a row, whatever the case and punctuation",
        "validation is apart from training",
        "one split may repeat itself",
        "contrast texts are made from test texts",
        "swapped texts are made from test texts",
        "contrast texts are tests too",
        "a document outside the dataset leaks nothing",
        "twelve words are no passage",
    ],
)
def test_splits_share_no_passage(first, second, texts, problems):
    documents = [
        Document("a", texts[0], split=first),
        Document("b", texts[1], split=second),
    ]
    assert len(validate_collection(documents)) == problems


def test_a_shared_passage_is_told_once_with_its_words():
    documents = [
        Document("a", f"{PASSAGE} catorce", split="train"),
        Document("b", f"{PASSAGE} catorce", split="test"),
    ]
    (problem,) = validate_collection(documents)
    assert str(problem) == (
        f"doc b: shares {PASSAGE!r} with 'a' of the split 'train'; "
        "expected fewer than 13 words in a row in common across splits"
    )


def test_a_story_stays_in_one_split():
    documents = [Document("a", "Uno.", split="train"), Document("b", "Dos.", split="test")]
    assert validate_collection(documents, stories={"a": "s1", "b": "s2"}) == []
    (problem,) = validate_collection(documents, stories={"a": "s1", "b": "s1"})
    assert problem.where == "doc b"
    assert "story 's1'" in problem.found

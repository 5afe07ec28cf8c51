"""Flat views: what each row says, and that every row can be traced to the nested document."""

import json

import pytest

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Span,
    Time,
)
from acuerdo.dataset import load
from acuerdo.formats.flat import VIEWS, to_polars, view_rows

TEXT = "El líder de Valdoria firmó ayer el pacto.\n\nNada más."


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def example():
    gold = Annotations(
        "d",
        entities=(
            Entity("N1", "PER", (Mention("T1", at("líder de Valdoria"), at("líder"), "NOM"),)),
            Entity("N2", "GPE", (Mention("T2", at("Valdoria"), at("Valdoria"), "NAM"),)),
            Entity("N3", "DOC", (Mention("T3", at("pacto"), at("pacto"), "NOM"),)),
        ),
        times=(Time("T4", at("ayer"), "DATE", "2031-05-13"),),
        events=(
            Event(
                "E1",
                "SUPPORT",
                at("firmó"),
                at("firmó"),
                mode="sign",
                time="PAST",
                arguments=(
                    Argument("Actor", "T1"),
                    Argument("Theme", "T3"),
                    Argument("Time", "T4"),
                ),
            ),
        ),
    )
    return Example(Document(id="d", text=TEXT), gold)


def rows(name, example, ontology):
    return list(view_rows(name, [example], ontology))


def test_of_nested_mentions_the_longest_is_tagged(example, ontology):
    first, second = rows("ner", example, ontology)
    tagged = dict(zip(first["tokens"], first["tags"], strict=True))
    assert tagged == {
        "El": "O",
        "líder": "B-PER",
        "de": "I-PER",
        "Valdoria": "I-PER",
        "firmó": "O",
        "ayer": "B-DATE",
        "el": "O",
        "pacto": "B-DOC",
        ".": "O",
    }
    assert (second["line"], second["tags"]) == (2, ["O", "O", "O"])


def test_trigger_tags_carry_the_event_type(example, ontology):
    first = rows("triggers", example, ontology)[0]
    assert [t for t in zip(first["tokens"], first["tags"], strict=True) if t[1] != "O"] == [
        ("firmó", "B-SUPPORT")
    ]


def test_token_offsets_point_into_the_document(example, ontology):
    for row in rows("ner", example, ontology):
        spans = zip(row["starts"], row["ends"], strict=True)
        assert [TEXT[start:end] for start, end in spans] == row["tokens"]


def test_an_argument_names_its_filler_kind_and_entity(example, ontology):
    found = {row["role"]: (row["filler_kind"], row["entity"], row["text"])
             for row in rows("arguments", example, ontology)}  # fmt: skip
    assert found == {
        "Actor": ("PER", "N1", "líder de Valdoria"),
        "Theme": ("DOC", "N3", "pacto"),
        "Time": ("time", "", "ayer"),
    }


def test_the_target_of_an_instruction_copies_words_of_the_text(example, ontology):
    (row,) = rows("instructions", example, ontology)
    target = json.loads(row["target"])
    assert target["events"][0]["trigger"] == "firmó"
    assert all(a["text"] in TEXT for e in target["events"] for a in e["arguments"])
    assert TEXT in row["prompt"]
    assert all(kind.name in row["prompt"] for kind in ontology.event_types)


@pytest.mark.parametrize("name", VIEWS)
def test_tables_keep_their_column_types_without_rows(name, ontology):
    empty, full = to_polars([], ontology)[name], load("article").to_polars()[name]
    assert empty.schema == full.schema


@pytest.mark.parametrize("name", VIEWS)
def test_surfaces_are_slices_of_the_article(name, ontology):
    (example,) = load("article")
    for row in rows(name, example, ontology):
        if "start" in row:
            surface = row.get("text") or row["trigger"]
            assert example.document.text[row["start"] : row["end"]] == surface

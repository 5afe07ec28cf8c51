import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Annotations, Document
from acuerdo.dataset import load_ontology
from acuerdo.validation import validate
from acuerdo_baselines.gazetteer import Gazetteer
from acuerdo_baselines.lexicons.names import country_names, inflect, known_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.lexicons.tables import read_table
from acuerdo_baselines.surfaces import Surfaces

SYSTEM = Gazetteer()


def extract(text: str) -> Annotations:
    return next(SYSTEM.extract([Document("d", text)]))


def names(text: str) -> list[tuple[str, str, str]]:
    return [(entity.type, entity.name, entity.country) for entity in extract(text).entities]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Habló en Lima.", [("GPE", "Lima", "PER")], "a capital is a city of its own"),
        ("La ONU y Naciones Unidas", [("ORG", "Organización de las Naciones Unidas", "")], "alias"),
        ("Perú y los peruanos", [("GPE", "Perú", "PER")], "a demonym names its country"),
        ("Corea del Sur", [("GPE", "Corea del Sur", "KOR")], "longest match"),
        ("Iránica", [], "whole words only"),
        ("irán a verla", [], "case-sensitive: the verb is not the country"),
        ("EE.UU. protestó", [("GPE", "Estados Unidos", "USA")], "final dot inside the acronym"),
        ("en la Casa Blanca", [("ORG", "Casa Blanca", "USA")], "a seat is listed as its body"),
    ],
)
def test_names_on_the_lists_are_found(text, expected, why):
    assert names(text) == expected, why


def test_equal_names_are_one_entity():
    (chile,) = extract("Chile protestó; el Gobierno chileno calla.").entities
    assert [mention.level for mention in chile.mentions] == ["NAM", "ADJ"]


def test_event_words_get_their_type_and_no_arguments():
    events = extract("Los guerrilleros secuestraron al cónsul.").events
    assert [(event.type, event.arguments) for event in events] == [("ASSAULT", ())]


def test_an_instrument_is_no_event():
    assert extract("El tratado y el convenio.").events == ()


@given(st.lists(st.sampled_from([*list(known_names())[:300], "de", "firmó", ",", "\n", "🕊"])))
def test_output_is_always_valid(words):
    document = Document("d", " ".join(words))
    (found,) = SYSTEM.extract([document])
    assert validate(document, found, load_ontology()) == []


def test_of_strings_that_begin_together_the_longest_is_found():
    surfaces = Surfaces(["Corea", "Corea del Sur"])
    assert [surface for _, surface in surfaces.find("Corea del Sur")] == ["Corea del Sur"]


def test_a_longer_string_that_ends_inside_a_word_hides_no_shorter_one():
    surfaces = Surfaces(["Corea", "Corea del Sur"])
    assert [surface for _, surface in surfaces.find("Corea del Sureste")] == ["Corea"]


@given(st.text("ab ", max_size=30), st.sets(st.text("ab", min_size=1, max_size=3), max_size=5))
def test_found_strings_are_whole_words_and_do_not_overlap(text, wanted):
    reached = 0
    for span, surface in Surfaces(wanted).find(text):
        assert text[span.start : span.end] == surface
        assert span.start >= reached
        assert re.fullmatch(r"(.*\s)?", text[: span.start])
        reached = span.end


@pytest.mark.parametrize(
    ("demonym", "forms"),
    [
        ("ruso", ["ruso", "rusa", "rusos", "rusas"]),
        ("alemán", ["alemán", "alemana", "alemanes", "alemanas"]),
        ("español", ["español", "española", "españoles", "españolas"]),
        ("belga", ["belga", "belgas"]),
        ("estadounidense", ["estadounidense", "estadounidenses"]),
        ("letón", ["letón", "letona", "letones", "letonas"]),
    ],
)
def test_demonyms_inflect_for_gender_and_number(demonym, forms):
    assert list(inflect(demonym)) == forms


def test_every_country_has_one_code_and_one_name():
    rows = read_table("countries")
    assert len(rows) == len(country_names()) == len({row["name"] for row in rows})
    assert all(re.fullmatch(r"[A-Z]{3}", row["iso3"]) for row in rows)


def test_lexicons_use_the_labels_of_the_ontology():
    ontology = load_ontology()
    types = {*ontology.entity_type_names, "-"}
    sectors = {*ontology.sector_names, ""}
    relations = {*ontology.relation_type_names, ""}
    for table in ("organisations", "nouns", "name_words", "places"):
        assert {row["type"] for row in read_table(table)} <= types, table
    for table in ("organisations", "nouns", "name_words", "titles"):
        assert {row["sector"] for row in read_table(table)} <= sectors, table
    assert {row["relation"] for row in read_table("titles")} <= relations


def test_lexicons_have_no_repeated_rows():
    for table in ("countries", "organisations", "places", "titles", "name_words"):
        first = [next(iter(row.values())) for row in read_table(table)]
        assert len(first) == len(set(first)), table


@pytest.mark.parametrize(
    ("surface", "lemma"),
    [("países", "país"), ("primeras ministras", "primer ministro"), ("jueces", "juez")],
)
def test_plurals_of_nouns_are_known(surface, lemma):
    assert [noun.lemma for noun in entity_nouns()[surface]] == [lemma]

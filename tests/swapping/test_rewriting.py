"""The Spanish around a name changes with it: tables of cases."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Document, Entity, Example, Mention, Span
from acuerdo.atlas import Atlas, read_atlas
from acuerdo.dataset import data_root
from acuerdo.swapping.carrying import carry, name_head
from acuerdo.swapping.grammar import conjunction, gender_before, starts_sentence
from acuerdo.swapping.plan import plan_with
from acuerdo.swapping.rewriting import rewrite

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas(data_root() / "atlas.json")


def example_of(text: str, mentioned: list[str]) -> Example:
    spans = [Span(*m.span()) for surface in mentioned for m in re.finditer(surface, text)]
    mentions = tuple(Mention(f"m{i}", span, span, "NAM") for i, span in enumerate(spans))
    entities = (Entity("e", "PER", mentions),) if mentions else ()
    return Example(Document("d", text), Annotations("d", entities=entities))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_language_around_a_name_follows_it(case: dict, atlas: Atlas) -> None:
    example = example_of(case["text"], case.get("mentions", []))
    plan = plan_with(example, atlas, case["countries"], random.Random(1))
    spans = tuple(mention.span for mention, _ in example.gold.mentions())
    rewriting = rewrite(case["text"], plan, mentions=spans)
    assert rewriting.text == case["expected"]
    assert rewriting.problems == ()


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_identity_changes_nothing(case: dict, atlas: Atlas) -> None:
    example = example_of(case["text"], case.get("mentions", []))
    plan = plan_with(example, atlas, case["countries"], random.Random(1)).identity()
    assert rewrite(case["text"], plan).text == case["text"]


@pytest.mark.parametrize(
    ("text", "countries", "surface", "expected"),
    [
        ("De Ugarrán al mar.", {"XUG": "XTB"}, "Ugarrán", "Tarubay"),
        ("Ugarrán calla.", {"XUG": "XTB"}, "Ugarrán", "Tarubay"),
        ("Calla Gavalia.", {"XGV": "XLA"}, "Gavalia", "La Almudera"),
        ("El Tarubay calla.", {"XTB": "XLA"}, "Tarubay", "La Almudera"),
        ("Calla la Brisenza.", {"XBZ": "XTB"}, "Brisenza", "Tarubay"),
    ],
)
def test_articles_stay_out_of_mentions_unless_they_are_part_of_the_name(
    text: str, countries: dict[str, str], surface: str, expected: str, atlas: Atlas
) -> None:
    example = example_of(text, [surface])
    twin, _ = carry(example, plan_with(example, atlas, countries, random.Random(1)))
    (mention,) = (mention for mention, _ in twin.gold.mentions())
    assert twin.document[mention.span] == expected


def test_an_article_that_begins_a_quotation_is_inside_its_content(atlas: Atlas) -> None:
    text = "«Ugarrán calla», dijo."
    example = example_of(text, [])
    plan = plan_with(example, atlas, {"XUG": "XTB"}, random.Random(1))
    rewriting = rewrite(text, plan)
    span = rewriting.span(Span(1, 14), with_article=True)
    assert span is not None
    assert rewriting.text[span.start : span.end] == "El Tarubay calla"


def test_a_plural_name_that_may_be_a_subject_is_a_problem(atlas: Atlas) -> None:
    example = example_of("Las Nerelias han pedido ayuda.", [])
    plan = plan_with(example, atlas, {"XNE": "XGV"}, random.Random(1))
    (problem,) = rewrite(example.document.text, plan).problems
    assert "a verb may agree" in str(problem)


def test_a_demonym_whose_gender_nothing_tells_is_a_problem(atlas: Atlas) -> None:
    example = example_of("Hablan de hamzuríes.", [])
    plan = plan_with(example, atlas, {"XHZ": "XGV"}, random.Random(1))
    (problem,) = rewrite(example.document.text, plan).problems
    assert "no gender before it" in str(problem)


@pytest.mark.parametrize(
    ("word", "following", "expected"),
    [
        ("y", "Irazketa", "e"),
        ("y", "Hidria", "e"),
        ("y", "Ysgolan", "e"),
        ("y", "Ieva", "y"),
        ("y", "Hierro", "y"),
        ("y", "Yuba", "y"),
        ("e", "Zuhmara", "y"),
        ("Y", "Inti", "E"),
        ("o", "Orvedia", "u"),
        ("o", "Hozán", "u"),
        ("u", "Audrunia", "o"),
    ],
)
def test_conjunctions_avoid_their_own_sound(word: str, following: str, expected: str) -> None:
    assert conjunction(word, following) == expected


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("seis patrulleras ", "f"),
        ("el presidente ", "m"),
        ("la gente del ", "m"),
        ("la oposición ", "f"),
        ("con la misión; once gendarmes ", "m"),
        ("hablan de ", ""),
        ("", ""),
    ],
)
def test_the_noun_before_tells_the_gender(text: str, gender: str) -> None:
    assert gender_before(text, len(text)) == gender


@pytest.mark.parametrize(
    ("surface", "person", "head"),
    [
        ("La Almudera", False, "Almudera"),
        ("Nueva Orcina", False, "Orcina"),
        ("San Ildaro", False, "Ildaro"),
        ("Real de Cuentla", False, "Real"),
        ("Real Fuerza Aérea", False, "Fuerza"),
        ("Puerto Yaguarú", False, "Puerto"),
        ("base naval de Stornhavn", False, "Stornhavn"),
        ("Massin Ait Uzrag", True, "Uzrag"),
        ("Nadir al-Qastari", True, "al-Qastari"),
    ],
)
def test_heads_of_names_are_those_of_the_guidelines(surface: str, person: bool, head: str) -> None:
    start, end = name_head(surface, person=person)
    assert surface[start:end] == head


def test_sentences_start_after_headlines_marks_and_full_stops() -> None:
    text = "Titular\n\n«Gavalia» calla. ¿Gavalia firma? Dijo Gavalia."
    found = [starts_sentence(text, m.start()) for m in re.finditer("Gavalia", text)]
    assert found == [True, True, False]

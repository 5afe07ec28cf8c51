"""Twins of whole documents: what changes, what stays, and that faults are found."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from acuerdo import load_ontology
from acuerdo.annotation import Annotations, Document, Entity, Example
from acuerdo.atlas import Atlas, read_atlas
from acuerdo.dataset import data_root
from acuerdo.errors import DatasetError
from acuerdo.formats import read_examples
from acuerdo.swapping import plan_for, swap
from acuerdo.swapping.carrying import carry
from acuerdo.swapping.checking import LAYERS, check_twin, labels
from acuerdo.swapping.countries import choose_countries
from acuerdo.swapping.inventory import countries_in, known_names, names_in
from acuerdo.validation import validate_documents

SEEDS = (13, 14, 15)


def originals() -> list[Example]:
    found: list[Example] = []
    for part in ("article", "corpus"):
        folder: Path = data_root() / "standoff" / part
        if any(folder.glob("*.ann")):
            found += read_examples(folder, load_ontology(), format="brat")
    return [example for example in found if example.document.split == "test"]


ORIGINALS = originals()
every_original = pytest.mark.parametrize(
    "example", ORIGINALS, ids=[example.document.id for example in ORIGINALS]
)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas(data_root() / "atlas.json")


@every_original
def test_a_twin_keeps_every_label_and_is_sound_gold(example: Example, atlas: Atlas) -> None:
    twin = swap(example, atlas, seed=13)
    for layer in LAYERS:
        assert labels(twin.gold, layer) == labels(example.gold, layer)
    levels = [
        Counter(mention.level for mention, _ in each.gold.mentions()) for each in (example, twin)
    ]
    assert levels[0] == levels[1]
    assert [time.value for time in twin.gold.times] == [time.value for time in example.gold.times]
    assert validate_documents([twin], load_ontology(), gold=True) == []
    assert twin.document.text != example.document.text


@every_original
def test_events_and_offices_are_told_in_the_same_words(example: Example, atlas: Atlas) -> None:
    twin = swap(example, atlas, seed=13)
    for before, after in zip(example.gold.events, twin.gold.events, strict=True):
        assert example.document[before.trigger] == twin.document[after.trigger]
        assert example.document[before.head] == twin.document[after.head]
    for time, other in zip(example.gold.times, twin.gold.times, strict=True):
        assert example.document[time.span] == twin.document[other.span]


@every_original
def test_the_same_seed_gives_the_same_twin(example: Example, atlas: Atlas) -> None:
    assert swap(example, atlas, seed=7) == swap(example, atlas, seed=7)


@every_original
def test_the_identity_leaves_text_and_spans_alone(example: Example, atlas: Atlas) -> None:
    twin, _ = carry(example, plan_for(example, atlas, seed=13).identity())
    assert twin.document.text == example.document.text
    assert twin.gold == replace(example.gold, document_id=twin.gold.document_id)


@every_original
def test_no_country_is_mapped_to_itself_and_no_two_to_one(example: Example, atlas: Atlas) -> None:
    for seed in SEEDS:
        countries = plan_for(example, atlas, seed=seed).countries
        assert all(old != new for old, new in countries.items())
        assert len(set(countries.values())) == len(countries)
        assert "XNE" not in countries.values()


def test_seeds_give_different_twins(atlas: Atlas) -> None:
    of_the_atlas = [e for e in ORIGINALS if e.document.id.startswith("acuerdo-corpus")]
    if not of_the_atlas:
        pytest.skip("the corpus has no gold yet")
    texts = {swap(of_the_atlas[0], atlas, seed=seed).document.text for seed in SEEDS}
    assert len(texts) > 1


def test_the_article_is_set_in_the_atlas(atlas: Atlas) -> None:
    (example,) = (e for e in ORIGINALS if e.document.id == "acuerdo-article-0001")
    twin = swap(example, atlas, seed=13)
    for name in ("Putin", "Kim", "Rusia", "rus", "norcorean", "Ucrania", "OTAN", "TASS", "1961,"):
        assert (name in twin.document.text) == (name == "1961,")
    codes = {entity.country for entity in twin.gold.entities}
    assert codes <= {"", *(country.code for country in atlas.countries)}


def test_a_country_that_can_keep_its_gender_does(atlas: Atlas) -> None:
    text = "Ugarrán y Gavalia firmaron."
    example = Example(Document("d", text), Annotations("d"))
    found = names_in(example, known_names(atlas))
    codes = countries_in(example, found, atlas)
    assert codes == ["XGV", "XUG"]
    for seed in range(20):
        chosen = choose_countries(codes, found, atlas, random.Random(seed))
        assert atlas.country(chosen["XGV"]).gender == "f"
        assert atlas.country(chosen["XUG"]).gender == "m"
        assert not {*chosen.values()} & {"XGV", "XUG", "XTB", "XBZ"}


def test_codes_without_a_name_in_the_text_are_mapped_too(atlas: Atlas) -> None:
    entity = Entity("e", "PER", (), "", "XSM", "GOV")
    example = Example(Document("d", "Calla."), Annotations("d", entities=(entity,)))
    assert [*plan_for(example, atlas, seed=1).countries] == ["XSM"]


def _faulty(example: Example, atlas: Atlas, old: str, new: str) -> list[str]:
    plan = plan_for(example, atlas, seed=13)
    twin, rewriting = carry(example, plan)
    assert old in twin.document.text
    text = twin.document.text.replace(old, new, 1)
    broken = replace(twin, document=replace(twin.document, text=text))
    return [str(problem) for problem in check_twin(example, broken, plan, rewriting)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Corrado Valsecchino", "Vladimir Valsecchi.", "'Vladimir' is left"),
        ("líder mazguirí", "líder ruso    ", "'ruso' is left"),
        ("recogido la agencia", "recogió a el agente", "expected 'al'"),
        ("de Orvedia, C", "el Orvedia, C", "'el' before it"),
    ],
)
def test_faults_of_a_twin_are_found(old: str, new: str, told: str, atlas: Atlas) -> None:
    (example,) = (e for e in ORIGINALS if e.document.id == "acuerdo-article-0001")
    assert any(told in problem for problem in _faulty(example, atlas, old, new))


def test_counts_that_differ_are_found(atlas: Atlas) -> None:
    (example,) = (e for e in ORIGINALS if e.document.id == "acuerdo-article-0001")
    plan = plan_for(example, atlas, seed=13)
    twin, rewriting = carry(example, plan)
    lost = replace(twin, gold=replace(twin.gold, relations=twin.gold.relations[1:]))
    assert any("relations" in str(p) for p in check_twin(example, lost, plan, rewriting))


def test_a_name_without_counterpart_is_told(atlas: Atlas) -> None:
    text = "Habló la Resistencia del Azelmad con la Columna Insurgente del Guayrón."
    example = Example(Document("d", text), Annotations("d"))
    with pytest.raises(DatasetError, match="no counterpart"):
        plan_for(example, atlas, seed=1)

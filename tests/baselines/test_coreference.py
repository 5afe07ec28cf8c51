"""Chains, canonical names and actor codes. The sentences are invented."""

import pytest

from acuerdo.annotation import Entity
from acuerdo_baselines.rules.entities import find_entities
from acuerdo_baselines.spanish.analysis import analyze


def chains(text: str) -> list[list[str]]:
    found = find_entities(analyze(text), ())
    return [[text[m.span.start : m.span.end] for m in entity.mentions] for entity in found]


def chain_of(text: str, surface: str) -> list[str]:
    return next(chain for chain in chains(text) if surface in chain)


def entity_of(text: str, surface: str) -> Entity:
    found = find_entities(analyze(text), ())
    return next(e for e in found for m in e.mentions if text[m.span.start : m.span.end] == surface)


TOGETHER = [
    ("El rey le pidió ayuda a la ministra.", "le", "ministra", "a clitic and its double"),
    ("La ministra lusa, Eva Prado, calló. Prado se fue.", "ministra lusa", "Prado",
     "apposition, then the surname"),
    ("Eva Prado, asesora de la ONU, calló.", "Eva Prado", "asesora de la ONU", "name first"),
    ("Eva Prado es la embajadora lusa.", "Eva Prado", "embajadora lusa", "C2: copula"),
    ("El presidente de Chile llegó. El mandatario chileno sonrió.",
     "presidente de Chile", "mandatario chileno", "C3: heads of state of one country"),
    ("Chile protestó. El líder chileno calló.", "Chile", "chileno", "C6: name and demonym"),
    ("Lisboa protestó ante Portugal.", "Lisboa", "Portugal", "E4: the capital acts"),
    ("La OEA (Organización de Estados Americanos) votó.",
     "OEA", "Organización de Estados Americanos", "acronym in brackets"),
    ("Firmaron un acuerdo de pesca. El pacto durará. Este documento obliga.",
     "acuerdo de pesca", "documento", "C7: one instrument"),
    ("El Gobierno peruano calló. El Ejecutivo negó todo.", "Gobierno peruano", "Ejecutivo",
     "C6: government"),
    ("Los líderes de ambos países hablaron. Los dos mandatarios rieron.",
     "líderes de ambos países", "mandatarios", "C5: a pair"),
    ("La policía detuvo a dos pescadores. Los interrogaron.", "pescadores", "Los", "clitic"),
    ("Eva Prado calló. Ella se fue.", "Eva Prado", "Ella", "pronoun"),
]  # fmt: skip

APART = [
    ("Pál Varga llegó con su esposa, Ilona Varga. Varga calló.", "Pál Varga", "Ilona Varga",
     "one surname, two full names"),
    ("Portugal protestó en Lisboa.", "Portugal", "Lisboa", "C6: the city as a place"),
    ("El presidente de Chile y el presidente de Perú hablaron.",
     "presidente de Chile", "presidente de Perú", "two countries, two presidents"),
    ("El Gobierno de Chile y Chile firmaron.", "Gobierno de Chile", "Chile", "C6"),
    ("Firmaron un tratado. Negocian un tratado de pesca.", "tratado", "tratado de pesca",
     "an indefinite is new"),
    ("El Kremlin calló. El Gobierno ruso habló.", "Kremlin", "Gobierno ruso", "C6: the seat"),
    ("La agencia Nordpress y la agencia Sudpress callan.", "Nordpress", "Sudpress", "two names"),
    ("Ambos países callan. El país vecino habla.", "países", "país vecino", "C5: group, member"),
    ("Ana Gil es la hermana de Pedro Gil.", "Ana Gil", "Pedro Gil", "two persons, one surname"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other", "why"), TOGETHER)
def test_mentions_of_the_same_thing_are_one_entity(text, one, other, why):
    assert other in chain_of(text, one), why


@pytest.mark.parametrize(("text", "one", "other", "why"), APART)
def test_mentions_of_different_things_are_kept_apart(text, one, other, why):
    assert other not in chain_of(text, one), why


CODES = [
    ("La ministra chilena calló.", "ministra chilena", "CHL", "GOV", "country of the title"),
    ("Chile calló.", "Chile", "CHL", "", "K3: a state has no sector"),
    ("El Ejército portugués avanza.", "Ejército portugués", "PRT", "MIL", "MIL over GOV"),
    ("El secretario general de la ONU habló.", "secretario general de la ONU", "", "IGO",
     "K2: an IGO has no country"),
    ("El exministro chileno calló.", "exministro chileno", "CHL", "CVL", "K3: former"),
    ("El asesor del Kremlin calló.", "asesor del Kremlin", "RUS", "GOV", "through the seat"),
    ("El embajador de Italia en Oslo calló.", "embajador de Italia en Oslo", "ITA", "GOV",
     "the country served, not the post"),
    ("Los líderes de Chile y Perú hablaron.", "Chile", "CHL", "", "members keep their code"),
    ("El tratado chileno obliga.", "tratado chileno", "", "", "K1: documents carry no code"),
    ("Eva Prado calló.", "Eva Prado", "", "", "K4: never by the sound of a surname"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "country", "sector", "why"), CODES)
def test_actor_codes_come_from_titles_and_lists(text, surface, country, sector, why):
    entity = entity_of(text, surface)
    assert (entity.country, entity.sector) == (country, sector), why


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("La ministra, Eva Prado, calló. Prado se fue.", "Prado", "Eva Prado"),
        ("El líder chileno calló.", "chileno", "Chile"),
        ("El general calló.", "general", "general"),
        ("Lisboa protestó.", "Lisboa", "Portugal"),
        ("En Lisboa llueve.", "Lisboa", "Lisboa"),
    ],
)
def test_the_canonical_name_is_the_fullest(text, surface, name):
    assert entity_of(text, surface).name == name


def test_a_word_is_in_one_entity_only():
    text = "El presidente de Chile, Juan Prado, y Prado. El mandatario chileno, él."
    ids = [m.id for entity in find_entities(analyze(text), ()) for m in entity.mentions]
    assert len(ids) == len(set(ids))

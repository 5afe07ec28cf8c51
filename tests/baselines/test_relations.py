"""Relations between entities. The sentences are invented."""

import pytest

from acuerdo_baselines.rules.entities import find_entities, find_relations
from acuerdo_baselines.spanish.analysis import analyze


def relations(text: str) -> list[str]:
    analysis = analyze(text)
    entities = find_entities(analysis, ())
    surface = {m.id: text[m.span.start : m.span.end] for e in entities for m in e.mentions}
    return [
        f"{surface[relation.head]} {relation.type} {surface[relation.tail]}"
        for relation in find_relations(analysis, entities)
    ]


CASES = [
    ("La presidenta de Perú calló.", ["presidenta de Perú leader_of Perú"], "R5: noun"),
    ("El líder chileno calló.", ["líder chileno leader_of chileno"], "R5: adjective"),
    ("La canciller alemana calló.", ["canciller alemana leader_of alemana"],
     "the chancellor of Germany heads the government"),
    ("La canciller chilena calló.", ["canciller chilena officer_of chilena"], "elsewhere"),
    ("El ministro chileno calló.", ["ministro chileno officer_of chileno"], "R6: minister"),
    ("El asesor del Kremlin calló.", ["asesor del Kremlin officer_of Kremlin"], "R6: adviser"),
    ("El embajador de Italia en Oslo calló.", ["embajador de Italia en Oslo officer_of Italia"],
     "R6: of the sending country only"),
    ("El exministro chileno calló.", [], "R6: former"),
    ("Los países miembros de la OTAN votan.", ["países miembros de la OTAN member_of OTAN"], "R6"),
    ("Noruega, miembro de la OTAN, votó.", ["miembro de la OTAN member_of OTAN"], "apposition"),
    ("Un pescador noruego cayó.", ["pescador noruego citizen_of noruego"], "R6: no office"),
    ("El hijo de Eva Prado calló.", ["hijo de Eva Prado relative_of Eva Prado"], "R6: kin"),
    ("El Ejército portugués avanza.", ["Ejército portugués part_of portugués"], "R7"),
    ("La agencia portuguesa calla.", ["agencia portuguesa located_in portuguesa"], "R7: media"),
    ("La cláusula del tratado rige.", ["cláusula del tratado part_of tratado"], "R6: clause"),
    ("El aeropuerto de Lima cerró.", [], "S, hard cases: one name, nothing nested"),
    ("Un aeropuerto de Lima cerró.", ["aeropuerto de Lima located_in Lima"], "R6: building"),
    ("Chile y Perú firmaron un tratado.",
     ["Chile signatory_of tratado", "Perú signatory_of tratado"], "R6: every signer"),
    ("El tratado fue firmado por Chile.", ["Chile signatory_of tratado"], "passive"),
    ("Chile no firmó el tratado.", [], "R4: denied"),
    ("Chile firmará el tratado.", [], "R4: future"),
    ("Chile quiere firmar el tratado.", [], "R4: wished"),
    ("El protocolo reemplaza al convenio de 1998 y al Tratado de Límites.",
     ["protocolo replaces convenio de 1998", "protocolo replaces Tratado de Límites"],
     "R6: new to old, each conjunct"),
    ("Chile ratificó el tratado.", [], "R6: ratifying is not signing"),
    ("El territorio chileno es amplio.", [], "R6: ground as a whole states nothing"),
    ("La costa chilena es amplia.", ["costa chilena part_of chilena"], "R6: a part of it"),
    ("La embajada chilena cerró.", ["embajada chilena part_of chilena"], "R7: sending state"),
    ("Los técnicos de la OEA callan.", ["técnicos de la OEA officer_of OEA"], "R6: staff"),
    ("Los guardias chilenos callan.", ["guardias chilenos officer_of chilenos"],
     "R6: police and soldiers of a country, not its citizens"),
    ("Chile y su ministra callan.", ["ministra officer_of Chile"], "R3: a possessive"),
    ("Chile y su Gobierno callan.", [], "R3: only nouns of office or kinship"),
    ("Eva Prado y su hijo callan.", ["Eva Prado relative_of hijo"],
     "R2, R3: symmetric, the earlier mention first"),
    ("El periodista dijo que Chile calló.", [], "no relation without words for one"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_relations_are_those_that_the_words_state(text, expected, why):
    assert relations(text) == expected, why


def test_a_relation_is_kept_once_per_pair_of_entities():
    text = "El presidente de Chile llegó. El mandatario chileno sonrió."
    assert relations(text) == ["presidente de Chile leader_of Chile"]

"""Verb forms and noun lemmas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo_baselines.spanish.morphology import (
    adjective_lemma,
    conjugate,
    is_verb,
    noun_lemma,
    verb_readings,
)

# form, lemma, mood, tense, person, number
FORMS = [
    ("dijeron", "decir", "ind", "past", 3, "p"),
    ("hizo", "hacer", "ind", "past", 3, "s"),
    ("tuvo", "tener", "ind", "past", 3, "s"),
    ("supo", "saber", "ind", "past", 3, "s"),
    ("anduvo", "andar", "ind", "past", 3, "s"),
    ("condujo", "conducir", "ind", "past", 3, "s"),
    ("pidió", "pedir", "ind", "past", 3, "s"),
    ("murieron", "morir", "ind", "past", 3, "p"),
    ("huyó", "huir", "ind", "past", 3, "s"),
    ("leyó", "leer", "ind", "past", 3, "s"),
    ("busqué", "buscar", "ind", "past", 1, "s"),
    ("llegué", "llegar", "ind", "past", 1, "s"),
    ("empecé", "empezar", "ind", "past", 1, "s"),
    ("conozco", "conocer", "ind", "pres", 1, "s"),
    ("venzo", "vencer", "ind", "pres", 1, "s"),
    ("dirijo", "dirigir", "ind", "pres", 1, "s"),
    ("sigo", "seguir", "ind", "pres", 1, "s"),
    ("envía", "enviar", "ind", "pres", 3, "s"),
    ("continúan", "continuar", "ind", "pres", 3, "p"),
    ("prohíbe", "prohibir", "ind", "pres", 3, "s"),
    ("reúnen", "reunir", "ind", "pres", 3, "p"),
    ("niega", "negar", "ind", "pres", 3, "s"),
    ("acuerdan", "acordar", "ind", "pres", 3, "p"),
    ("juega", "jugar", "ind", "pres", 3, "s"),
    ("oye", "oír", "ind", "pres", 3, "s"),
    ("prevé", "prever", "ind", "pres", 3, "s"),
    ("dispondrá", "disponer", "ind", "fut", 3, "s"),
    ("querrán", "querer", "ind", "fut", 3, "p"),
    ("habría", "haber", "cnd", "pres", 3, "s"),
    ("mantuviera", "mantener", "sub", "impf", 3, "s"),
    ("firmasen", "firmar", "sub", "impf", 3, "p"),
    ("ataque", "atacar", "sub", "pres", 3, "s"),
    ("averigüe", "averiguar", "sub", "pres", 3, "s"),
    ("produzca", "producir", "sub", "pres", 3, "s"),
    ("duerman", "dormir", "sub", "pres", 3, "p"),
    ("mantén", "mantener", "imp", "pres", 2, "s"),
]
PARTICIPLES = [
    ("firmado", "firmar"),
    ("hecha", "hacer"),
    ("puestos", "poner"),
    ("vistas", "ver"),
    ("dicho", "decir"),
    ("abierta", "abrir"),
    ("inscrito", "inscribir"),
    ("descrito", "describir"),
    ("resuelto", "resolver"),
    ("leído", "leer"),
    ("construida", "construir"),
    ("muertos", "morir"),
    ("sido", "ser"),
    ("ido", "ir"),
]
CLITICS = [
    ("firmarlo", "firmar", "inf", ("lo",)),
    ("reunirse", "reunir", "inf", ("se",)),
    ("entregárselo", "entregar", "inf", ("se", "lo")),
    ("haciéndose", "hacer", "ger", ("se",)),
    ("dígale", "decir", "imp", ("le",)),
]
NOUNS = [
    ("acuerdos", "acuerdo"),
    ("cumbres", "cumbre"),
    ("informes", "informe"),
    ("ataques", "ataque"),
    ("líderes", "líder"),
    ("sanciones", "sanción"),
    ("autoridades", "autoridad"),
    ("países", "país"),
    ("crisis", "crisis"),
    ("voces", "voz"),
    ("avances", "avance"),
    ("iraníes", "iraní"),
    ("leyes", "ley"),
    ("misiles", "misil"),
    ("rehenes", "rehén"),
    ("órdenes", "orden"),
    ("jefes", "jefe"),
    ("mes", "mes"),
    ("franceses", "francés"),
    ("regímenes", "régimen"),
    ("golpes", "golpe"),
    ("aviones", "avión"),
]
ADJECTIVES = [
    ("rusas", "ruso"),
    ("estratégica", "estratégico"),
    ("francesa", "francés"),
    ("española", "español"),
    ("opositora", "opositor"),
    ("comunistas", "comunista"),
    ("nacionales", "nacional"),
    ("inédita", "inédito"),
]


@pytest.mark.parametrize("case", FORMS, ids=[case[0] for case in FORMS])
def test_form_has_the_expected_reading(case):
    form, *expected = case
    readings = [[r.lemma, r.mood, r.tense, r.person, r.number] for r in verb_readings(form)]
    assert expected in readings


@pytest.mark.parametrize(("form", "lemma"), PARTICIPLES)
def test_participle_leads_to_its_verb(form, lemma):
    assert lemma in [r.lemma for r in verb_readings(form) if r.mood == "par"]


@pytest.mark.parametrize(("form", "lemma", "mood", "clitics"), CLITICS)
def test_enclitics_are_taken_off(form, lemma, mood, clitics):
    assert (lemma, mood, clitics) in [(r.lemma, r.mood, r.clitics) for r in verb_readings(form)]


@pytest.mark.parametrize("form", ["charlas", "perlas", "arte", "cárceles", "Quito", "", "tanques"])
def test_nouns_are_not_read_as_verbs_with_clitics(form):
    assert not any(r.clitics for r in verb_readings(form))


@pytest.mark.parametrize("form", ["poní", "hació", "andó", "conducieron", "escribido", "pusió"])
def test_forms_that_irregular_verbs_replace_are_unknown(form):
    assert verb_readings(form) == ()


@pytest.mark.parametrize(("word", "lemma"), NOUNS)
def test_noun_lemma_is_the_singular(word, lemma):
    assert noun_lemma(word) == lemma
    assert noun_lemma(lemma) == lemma


@pytest.mark.parametrize(("word", "lemma"), ADJECTIVES)
def test_adjective_lemma_is_the_masculine_singular(word, lemma):
    assert adjective_lemma(word) == lemma


@given(st.sampled_from(sorted({case[1] for case in FORMS})))
def test_every_generated_form_is_analysed_back_to_its_verb(lemma):
    forms = conjugate(lemma)
    assert len(forms) > 45
    assert all(any(r.lemma == lemma for r in verb_readings(form)) for form in forms)
    assert lemma in forms


def test_an_unlisted_verb_is_a_key_error():
    assert not is_verb("zurdir")
    with pytest.raises(KeyError):
        conjugate("zurdir")

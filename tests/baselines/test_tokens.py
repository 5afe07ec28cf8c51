"""Tokens and sentences: offsets are exact and full stops are told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo_baselines.spanish.tokens import sentences, tokenize

TOKENS = [
    ("El Sr. Ruiz calló.", ["El", "Sr.", "Ruiz", "calló", "."], "title"),
    ("EE.UU. y EE. UU.", ["EE.UU.", "y", "EE. UU."], "doubled initials, with and without a space"),
    ("unos 1.500 soldados", ["unos", "1.500", "soldados"], "thousands"),
    ("un 3,5 %", ["un", "3,5", "%"], "decimal comma"),
    ("a las 19:30.", ["a", "las", "19:30", "."], "hour"),
    ("el 12/03/2024,", ["el", "12/03/2024", ","], "date"),
    ("el 1.º y la 3ª", ["el", "1.º", "y", "la", "3ª"], "ordinals"),
    ("Kim Jong-un", ["Kim", "Jong-un"], "hyphenated name"),
    ("el G20 y el 11-M", ["el", "G20", "y", "el", "11-M"], "letters and digits"),
    ("«Sí», dijo…", ["«", "Sí", "»", ",", "dijo", "…"], "quotation marks, ellipsis"),
    ("(p. ej. Quito)", ["(", "p. ej.", "Quito", ")"], "abbreviation with a space"),
    ("John F. Kennedy", ["John", "F.", "Kennedy"], "initial"),
    ("el art. 5 y el núm. 3", ["el", "art.", "5", "y", "el", "núm.", "3"], "legal abbreviations"),
    ("en 2001.", ["en", "2001", "."], "a full stop after a year ends the sentence"),
    ("véase https://example.org/a.", ["véase", "https://example.org/a", "."], "address"),
]

SENTENCES = [
    (
        "Cumbre en Quito\nEl lunes habló Ruiz.",
        ["Cumbre en Quito", "El lunes habló Ruiz."],
        "headline",
    ),
    ("Viajó a EE.UU. El rey no.", ["Viajó a EE.UU.", "El rey no."], "abbreviation that ends it"),
    ("Vive en EE.UU. desde ayer.", ["Vive en EE.UU. desde ayer."], "abbreviation that does not"),
    (
        '"Sí. Vamos." Calló.',
        ['"Sí.', 'Vamos."', "Calló."],
        "a closing mark stays with its sentence",
    ),
    ("¿Firmará? No se sabe.", ["¿Firmará?", "No se sabe."], "question"),
    ('"¿Firmará?", preguntó.', ['"¿Firmará?", preguntó.'], "a comma goes on"),
    ("Dudó... y firmó.", ["Dudó... y firmó."], "dots before a small letter"),
    ("Cayó en 2001. Volvió en 2005.", ["Cayó en 2001.", "Volvió en 2005."], "year"),
    ("1. Antecedentes", ["1. Antecedentes"], "numbered heading"),
    ("El Sr. Ruiz y la Dra. Paz.", ["El Sr. Ruiz y la Dra. Paz."], "titles"),
    ("", [], "empty"),
    (" \n\n ", [], "blank"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TOKENS, ids=[case[2] for case in TOKENS])
def test_full_stops_and_joined_forms_are_told_apart(text, expected, why):
    assert [token.text for token in tokenize(text)] == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), SENTENCES, ids=[c[2] for c in SENTENCES])
def test_sentences_end_where_a_reader_ends_them(text, expected, why):
    assert [text[s.start : s.end] for s in sentences(text)] == expected, why


def test_line_counts_paragraphs_and_skips_empty_ones():
    assert [s.line for s in sentences("Uno\n\nDos. Tres.\n \nCuatro")] == [0, 1, 1, 2]


SPANISH = st.text(
    st.sampled_from("aeo n S.M,\n\"'«»¡¿?…-1920:()%ñÁé\u0301👍🏽\u200d\u00a0"), max_size=60
)


@given(SPANISH | st.text(max_size=40))
def test_tokens_are_exact_disjoint_and_cover_all_but_space(text):
    tokens = [token for sentence in sentences(text) for token in sentence.tokens]
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    covered = {place for token in tokens for place in range(token.start, token.end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)

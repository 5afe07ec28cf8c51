"""Mentions: spans, types, levels, heads. The sentences are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Annotations, Document, Time
from acuerdo.dataset import load_ontology
from acuerdo.validation import validate
from acuerdo_baselines.rules.entities import find_entities, find_relations
from acuerdo_baselines.spanish.analysis import analyze


def mentions(text: str) -> list[tuple[str, str, str]]:
    found = [
        (mention.span, entity.type, mention.level, text[mention.span.start : mention.span.end])
        for entity in find_entities(analyze(text), ())
        for mention in entity.mentions
    ]
    found.sort(key=lambda item: (item[0].start, -item[0].end))
    return [item[1:] for item in found]


NAMES = [
    ("Rui Alves viajó a Oslo.", ["PER Rui Alves", "GPE Oslo"], "two words: a person"),
    ("El presidente Sotomar calló.", ["PER presidente", "PER Sotomar"], "title before a name"),
    ("Aterrizó en Brenmark.", ["GPE Brenmark"], "unknown name after a preposition of place"),
    ("El Gobierno de Brenmark calló.", ["ORG Gobierno de Brenmark", "GPE Brenmark"], "complement"),
    ("según la agencia Nordpress", ["ORG agencia", "ORG Nordpress"], "name of an agency"),
    ("Firmaron el Tratado de Lisboa.", ["DOC Tratado de Lisboa"], "S8: no nesting in a title"),
    (
        "El Ministerio de Exteriores de Portugal negó.",
        ["ORG Ministerio de Exteriores de Portugal", "GPE Portugal"],
        "S8: the country of an institution is nested",
    ),
    ("el Ejército portugués", ["ORG Ejército portugués", "GPE portugués"], "S8: the demonym is"),
    (
        "Valdoria calla; el Ministerio de Salud valdoriano habla.",
        ["GPE Valdoria", "ORG Ministerio de Salud valdoriano", "GPE valdoriano"],
        "S8, with the demonym of a country that no list knows",
    ),
    ("Lo vio Luiz da Silva.", ["PER Luiz da Silva"], "particle of a foreign name"),
    ("el Palacio de la Paz", ["FAC Palacio de la Paz"], "building"),
    ("la isla de Madeira", ["LOC isla de Madeira"], "generic noun and name are one name"),
    ("la ciudad portuaria de Faro", ["GPE ciudad portuaria de Faro"], "with its modifiers"),
    ("En la Casa Blanca durmió.", ["FAC Casa Blanca"], "E4: a seat as a place"),
    ("La Casa Blanca protestó.", ["ORG Casa Blanca"], "E4: a seat that acts"),
    ("el ministro de Defensa", ["PER ministro de Defensa"], "a portfolio is no mention"),
    ("la cumbre: Cumbre de las Américas", [], "E12: a summit is no entity"),
    (
        "Brenmark rechazó la medida.",
        ["GPE Brenmark"],
        "one unknown word that nothing makes a person",
    ),
    (
        "Eva Brenmark calló. Brenmark rechazó la medida.",
        ["PER Eva Brenmark", "PER Brenmark"],
        "the surname of a full name",
    ),
    ("Llegó de Nueva Brenmark.", ["GPE Nueva Brenmark"], "a word that begins names of towns"),
    (
        "la Real Armada de Noruega",
        ["ORG Real Armada de Noruega", "GPE Noruega"],
        "an adjective before the first noun",
    ),
    (
        "La secretaria de Política Exterior calló.",
        ["PER secretaria de Política Exterior"],
        "a portfolio of two words",
    ),
    (
        "Torlanca calló. La delegada torlanqueña votó.",
        ["GPE Torlanca", "PER delegada torlanqueña", "GPE torlanqueña"],
        "the demonym changes the spelling of the stem",
    ),
    (
        "el Convenio de Pesca de 1998",
        ["DOC Convenio de Pesca de 1998"],
        "T8: the year is inside",
    ),
]

NOMINALS = [
    ("los líderes de países miembros de la OTAN",
     ["PER líderes de países miembros de la OTAN", "GPE países miembros de la OTAN", "ORG OTAN"],
     "S4: prepositional phrases however deep"),
    ("El tratado que firmaron", ["DOC tratado"], "S4: stops before a relative clause"),
    ("las partes firmantes", ["GPE partes firmantes"], "S4: a bare participle stays"),
    ("los países implicados en la disputa", ["GPE países"], "S4: a reduced relative goes"),
    ("sus antiguos aliados", ["GPE antiguos aliados"], "S2: adjectives before the noun stay"),
    ("tres rehenes", ["PER rehenes"], "S2: numbers go"),
    ("miles de manifestantes", ["PER miles de manifestantes"], "S2: quantifying nouns stay"),
    ("un acuerdo de «buena vecindad»", ["DOC acuerdo de «buena vecindad»"], "S5: marks in pairs"),
    ("un tratado de amistad y cooperación", ["DOC tratado de amistad y cooperación"],
     "a shared preposition joins bare nouns"),
    ("elegida presidenta", [], "E9: a bare office"),
    ("como ministro", [], "E9: a bare office"),
    ("Ana Gil no es la presidenta.", ["PER Ana Gil"], "E9: a denied office"),
    ("una rueda de prensa", [], "a press conference is no press"),
    ("en el marco del proceso", [], "E11: frames without a text"),
    ("el líder chileno", ["PER líder chileno", "GPE chileno"], "demonym nested, ADJ"),
    ("los chilenos votaron", ["PER chilenos"], "E8: demonym as a noun"),
    ("hablaron en ruso", [], "E8: a language"),
    ("territorio chileno", ["LOC territorio chileno", "GPE chileno"], "E6"),
    ("el presidente de Lumenia y la ministra lumeniana",
     ["PER presidente de Lumenia", "GPE Lumenia", "PER ministra lumeniana", "GPE lumeniana"],
     "the demonym of a country that no list knows"),
    ("la frontera con Perú", ["LOC frontera con Perú", "GPE Perú"], "S4: what it borders"),
    ("el embajador en la capital", ["PER embajador en la capital", "GPE capital"], "S4: the post"),
    ("misiles de largo alcance", ["WEA misiles de largo alcance"], "weapons"),
    ("el puerto de Faro", ["FAC puerto de Faro"], "S, hard cases: one name, lower-case too"),
    ("un puerto de Faro", ["FAC puerto de Faro", "GPE Faro"], "not after an indefinite article"),
    ("dos de los tres rehenes", ["PER dos de los tres rehenes", "PER rehenes"],
     "S, hard cases: a partitive"),
    ("observadores sin armas", ["PER observadores sin armas", "WEA armas"],
     "S4: a restrictive phrase"),
    ("los ministros de Perú y Chile", ["PER ministros de Perú y Chile", "GPE Perú", "GPE Chile"],
     "a plural whose complements are coordinated"),
    ("El presidente de Perú y Chile firmaron.", ["PER presidente de Perú", "GPE Perú", "GPE Chile"],
     "a singular has one complement"),
    ("al norte de Lima", ["GPE Lima"], "a direction without its article is a preposition"),
    ("Protestaron ante la embajada chilena.", ["FAC embajada chilena", "GPE chilena"],
     "E4: an organisation as a place"),
    ("La embajada chilena protestó.", ["ORG embajada chilena", "GPE chilena"], "E4: one that acts"),
    ("la corbeta Alba", ["WEA corbeta", "WEA Alba"], "E3: a warship and its name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), [*NAMES, *NOMINALS])
def test_mentions_have_the_extent_and_type_of_the_guidelines(text, expected, why):
    assert [f"{kind} {surface}" for kind, _, surface in mentions(text)] == expected, why


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("el primer ministro luso, Rui Alves", ["NOM", "ADJ", "NAM"]),
        ("Ella y ellos callan.", ["PRO", "PRO"]),
        ("el Gobierno", ["NOM"]),
        ("el Ministerio de Exteriores", ["NAM"]),
    ],
)
def test_levels_follow_the_head(text, levels):
    assert [level for _, level, _ in mentions(text)] == levels


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("el primer ministro luso, Rui Alves", ["ministro", "luso", "Alves"]),
        ("Naciones Unidas y El Salvador", ["Naciones", "Salvador"]),
        ("miles de manifestantes", ["manifestantes"]),
        ("EE. UU. y Corea del Sur", ["EE.", "Corea"]),
    ],
)
def test_heads_are_one_word(text, heads):
    found = [m for entity in find_entities(analyze(text), ()) for m in entity.mentions]
    found.sort(key=lambda mention: mention.span.start)
    assert [text[m.head.start : m.head.end] for m in found] == heads


def test_words_of_a_time_expression_are_no_mentions():
    text = "la Navidad en Faro"
    navidad = Time("t1", next(iter(spans_of(text, "Navidad"))), "DATE", "2031-12-25")
    found = find_entities(analyze(text), (navidad,))
    assert [entity.name for entity in found] == ["Faro"]


def spans_of(text: str, part: str):
    from acuerdo.annotation import Span

    start = text.index(part)
    yield Span(start, start + len(part))


WORDS = [
    "El",
    "la",
    "los",
    "de",
    "del",
    "y",
    ",",
    ".",
    "«",
    "»",
    '"',
    "(",
    ")",
    "presidente",
    "países",
    "acuerdo",
    "tratado",
    "Rusia",
    "Lumenia",
    "lumenio",
    "Kim",
    "Ana",
    "Gil",
    "ruso",
    "firmó",
    "no",
    "es",
    "él",
    "ellos",
    "que",
    "ambos",
    "dos",
    "1961",
    "OTAN",
    "Ministerio",
    "Defensa",
    "capital",
    "🕊",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_whatever_the_text_the_output_is_valid(words):
    text = " ".join(words)
    analysis = analyze(text)
    entities = find_entities(analysis, ())
    relations = find_relations(analysis, entities)
    found = Annotations("d", entities, relations=relations)
    assert validate(Document("d", text), found, load_ontology()) == []

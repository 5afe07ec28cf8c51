"""How the crf system reads a document: sentences, features, places, heads, values, sources."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.annotation import Document, Mention, Span
from acuerdo_baselines.crf.features import sentence_features
from acuerdo_baselines.crf.forms import Forms, shape
from acuerdo_baselines.crf.heads import mention_head, trigger_head
from acuerdo_baselines.crf.marks import balanced
from acuerdo_baselines.crf.reading import Place, Reading
from acuerdo_baselines.crf.sentences import is_tokenised, tagged_sentences
from acuerdo_baselines.crf.sources import source
from acuerdo_baselines.crf.times import valued
from acuerdo_baselines.spanish.analysis import analyze

DAY = datetime.date(2031, 5, 14)
TOKENISED = [
    ("Lima , 3 may ( EFE ) .", True, "punctuation apart"),
    ("Lima, 3 may (EFE).", False, "punctuation attached"),
    ("Sí .\nNo .\nEl Sr. Ruiz viajó a EE.UU. el 3 .", True, "abbreviations keep their dots"),
    ("Cumbre en Quito", False, "no punctuation at all"),
    ("", False, "nothing"),
    ("Cayó un 3,5 % , dijo .", True, "a comma in a number is no sign"),
    ("Dijo «sí», y «no», y calló .", False, "a stray space before a full stop"),
]
tokens = st.text(
    st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=6
)
columns = st.lists(st.lists(tokens, min_size=1, max_size=6), min_size=1, max_size=4)


@pytest.mark.parametrize(("text", "expected", "why"), TOKENISED, ids=[c[2] for c in TOKENISED])
def test_tokens_in_a_row_are_told_from_running_text(text, expected, why):
    assert is_tokenised(Document("d", text)) is expected, why


@settings(deadline=None)
@given(columns)
def test_the_tokens_of_a_text_from_columns_are_those_of_the_columns(sentences):
    text = "\n".join(" ".join(tokens) for tokens in sentences)
    found = list(tagged_sentences(Document("d", text, source="conll:esp.train")))
    assert [[word.text for word in sentence.words] for sentence in found] == sentences
    assert all(text[w.start : w.end] == w.text for sentence in found for w in sentence.words)


def test_a_line_of_columns_is_one_sentence_whatever_stops_are_in_it():
    text = "Habló Ruiz . Nadie respondió .\nCalló ."
    assert [len(s.words) for s in tagged_sentences(Document("d", text))] == [6, 2]


def reading(text):
    return Reading(Document("d", text, date=DAY), Forms())


def features(text):
    sentences = analyze(text).sentences
    found = sentence_features(text, sentences, Forms())
    return {
        word.text: set(items)
        for sentence, row in zip(sentences, found, strict=True)
        for word, items in zip(sentence.words, row, strict=True)
    }


def test_words_between_marks_are_quoted_up_to_the_end_of_their_line():
    found = features("Dijo «no cederé. Nunca» y calló\nAbrió «otra vez\nSiguió")
    assert [word for word, items in found.items() if b"quoted" in items] == [
        "no",
        "cederé",
        ".",
        "Nunca",
        "otra",
        "vez",
    ]


def test_a_word_knows_its_neighbours_and_the_edges_of_its_sentence():
    found = features("Habla el rey.")
    assert {b"w=habla", b"-w=", b"<w=", b"+w=el", b">w=rey", b"first"} <= found["Habla"]
    assert {b"-w=el", b"<w=habla", b"+w=.", b">w="} <= found["rey"]
    assert b"first" not in found["rey"]


def test_the_headline_and_lines_in_capitals_are_marked():
    found = features("CUMBRE EN QUITO\nHabló Ruiz de EE.UU. ayer.")
    assert {b"headline", b"capitals"} <= found["QUITO"]
    assert not {b"headline", b"capitals"} & found["Ruiz"]


def test_listed_names_are_marked_over_all_their_words_and_nowhere_else():
    found = features("Corea del Norte y Norte.")
    assert b"n=B-GPE.country" in found["Corea"]
    assert b"n=I-GPE.country" in found["del"]
    assert not any(item.startswith(b"n=") for item in found["y"])
    assert b"-n=I-GPE.country" in found["y"]


def test_affixes_are_up_to_four_characters_and_shorter_than_the_word():
    assert {b"p1=r", b"p2=re", b"s1=y", b"s2=ey"} <= features("el rey")["rey"]
    assert not {b"p3=rey", b"s3=rey"} & features("el rey")["rey"]


@pytest.mark.parametrize(
    ("text", "outline"),
    [("Kim", "Xx"), ("McDonald", "XxXx"), ("EE.UU.", "X.X."), ("1.500", "d.d"), ("", "")],
)
def test_a_shape_has_runs_as_one(text, outline):
    assert shape(text) == outline


def test_a_span_over_two_sentences_has_a_part_in_each():
    page = reading("Dijo «no. Nunca».")
    assert list(page.places(Span(6, 15))) == [Place(0, 2, 3), Place(1, 0, 0)]
    assert [page.document[part] for part in page.parts(Span(6, 15))] == ["no.", "Nunca"]


def test_a_span_that_cuts_a_token_has_the_whole_token():
    assert reading("un ex-ministro ruso").place(Span(6, 14)) == Place(0, 1, 1)


def test_spans_that_would_cut_a_word_or_hold_none_are_not_given():
    page = reading("aseguro\u0301 - no")
    assert page.whole(0, 7) is None
    assert page.whole(0, 8) == Span(0, 8)
    assert page.whole(9, 10) is None


def test_every_occurrence_of_a_name_lends_its_company_to_the_others():
    found = features("Habló la ministra Elena Tordeal.\nTordeal viajó con Ruiz a Lima.")
    assert b"d=after given name" in found["Tordeal"]
    assert {b"d=after PER", b"d=before name"} <= found["Elena"]
    assert not any(item.startswith(b"d=") for item in found["Ruiz"] | found["viajó"])


def test_the_place_of_a_name_is_no_evidence_for_another():
    found = features("Nació en Arbas. Vive Arbas. Murió Quorra en la calle.")
    assert b"d=in" in found["Arbas"]
    assert b"d=in" not in found["Quorra"]


CONTENTS = [
    ("Es «caro».", "Es «caro", "Es «caro»", "a closing mark just behind is taken in"),
    ("Dijo «no quiero».", "«no quiero", "no quiero", "an opening mark without partner is left out"),
    ("Dijo «no quiero».", "«no quiero»", "no quiero", "marks around the whole are left out"),
    ("Es «un error».", "un error»", "un error", "a closing mark without partner is left out"),
    ("Es «un» y «dos».", "«un» y «dos»", "«un» y «dos»", "pairs stay"),
    ('Es "caro".', 'Es "caro', 'Es "caro"', "the same mark opens and closes"),
    ('Dijo "no".', '"no', "no", "the same mark opens"),
    ("Que, sí, cede.", ", sí,", "sí", "outer punctuation is left out"),
    ("Que «no\u00a0» va.", "no\u00a0", "no", "a space that does not break is space"),
    (" , .", ", .", None, "nothing is left"),
]


@pytest.mark.parametrize(("text", "given", "kept", "why"), CONTENTS, ids=[c[3] for c in CONTENTS])
def test_contents_have_their_marks_in_pairs(text, given, kept, why):
    start = text.index(given)
    span = balanced(text, Span(start, start + len(given)))
    assert (None if span is None else text[span.start : span.end]) == kept, why


HEADS = [
    ("Ana Gil Mora", "PER", "NAM", "Mora", "the last word of a person's name"),
    ("Kim Jong-un", "PER", "NAM", "Jong-un", "with its hyphen"),
    ("Naciones Unidas", "ORG", "NAM", "Naciones", "the first noun of another name"),
    ("La Habana", "GPE", "NAM", "Habana", "articles are no heads"),
    ("EE. UU.", "GPE", "NAM", "EE.", "one word of an abbreviation with a space"),
    ("presidente de la república", "PER", "NOM", "presidente", "the first noun"),
    ("antiguos aliados", "PER", "NOM", "aliados", "not the adjective"),
    ("miles de manifestantes", "PER", "NOM", "manifestantes", "quantifying nouns give way"),
    ("grupo de expertos", "PER", "NOM", "grupo", "a group is a thing of its own"),
    ("dos de los tres rehenes", "PER", "NOM", "dos", "a partitive's is its first word"),
    ("ellos", "PER", "PRO", "ellos", "a pronoun"),
    ("rusa", "GPE", "ADJ", "rusa", "a demonym"),
    ("«»", "DOC", "NOM", "«", "no word at all"),
]


@pytest.mark.parametrize(("text", "kind", "level", "head", "why"), HEADS, ids=[c[4] for c in HEADS])
def test_heads_of_mentions_follow_the_guidelines(text, kind, level, head, why):
    page = reading(text)
    word = mention_head(page.sentences[0].words, kind, level)
    span = page.head(word)
    assert (word.text if span is None else page.document[span]) == head, why


TRIGGERS = [
    ("dado el visto bueno", "visto", "after the light verb"),
    ("hizo alusión", "alusión", "after the light verb"),
    ("entrado en vigor", "vigor", "a preposition is no content word"),
    ("alto el fuego", "alto", "no light verb: the first word"),
    ("firmaron", "firmaron", "one word"),
    ("dio", "dio", "a light verb alone"),
]


@pytest.mark.parametrize(("text", "head", "why"), TRIGGERS, ids=[case[2] for case in TRIGGERS])
def test_heads_of_triggers_follow_the_guidelines(text, head, why):
    assert trigger_head(analyze(text).sentences[0].words).text == head, why


VALUES = [
    ("Se vieron este miércoles.", "este miércoles", "DATE", "2031-05-14", "the same span"),
    ("Se vieron este miércoles.", "miércoles", "TIME", "2031-05-14", "the nearest expression"),
    ("Hubo unas dos horas de pausa.", "dos horas", "DATE", "PT2H", "with its own type"),
    ("Fue en Lima.", "Lima", "DATE", "XXXX", "an unknown date"),
    ("Fue en Lima.", "Lima", "TIME", "XXXX-XX-XXTXX:XX", "an unknown time"),
    ("Fue en Lima.", "Lima", "SET", "PXD", "an unknown recurrence"),
]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value", "why"), VALUES, ids=[c[4] for c in VALUES]
)
def test_values_come_from_the_grammar_of_times(text, words, kind, value, why):
    start = text.index(words)
    span = Span(start, start + len(words))
    time = valued(reading(text), span, kind)
    assert (time.span, time.value) == (span, value), why


SOURCES = [
    ("La [ministra] afirmó que [Lima] cede.", "afirmó", "ministra", "the subject before"),
    ("«Sí», dijo la [ministra] en [Lima].", "dijo", "ministra", "the subject right behind"),
    ("Según la [agencia], [Lima] cede.", "Según", "agencia", "behind a preposition"),
    ("El [rey] de [Lumenia] afirmó que sí.", "afirmó", "rey", "not what a preposition governs"),
    ("La [canciller], [Ana Gil], afirmó que sí.", "afirmó", "canciller", "an apposition's first"),
    ("Afirmó que sí.", "Afirmó", "", "nobody"),
    ("[Lima] cede, afirmó.", "afirmó", "Lima", "for want of a better one"),
]


@pytest.mark.parametrize(("text", "cue", "expected", "why"), SOURCES, ids=[c[3] for c in SOURCES])
def test_the_source_is_the_mention_beside_the_cue(text, cue, expected, why):
    plain, starts, mentions = "", [], []
    for character in text:
        if character == "[":
            starts.append(len(plain))
        elif character == "]":
            span = Span(starts.pop(), len(plain))
            mentions.append(Mention(plain[span.start :], span, span, "NOM"))
        else:
            plain += character
    at = plain.index(cue)
    page = reading(plain)
    assert source(page, 0, Span(at, at + len(cue)), (), mentions) == expected, why


def test_nothing_in_the_content_is_its_source():
    page = reading("Lima cede, afirmó.")
    lima = Mention("m1", Span(0, 4), Span(0, 4), "NAM")
    assert source(page, 0, Span(11, 17), [Span(0, 9)], [lima]) == ""

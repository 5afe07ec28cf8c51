"""Whatever is annotated, and whatever the text: proofreading comes to an end and stays in it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.strategies import annotations

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.dataset import load_ontology
from acuerdo.proofreading import proofread

ONTOLOGY = load_ontology()
WORDS = """
firmar dijo que según lunes la le él «no» "sí" . , : para ha sido habría 1961 Norba norbano ministra
de del a y e tras » “ años se quién Estado puede ¿ — EE.UU. ó
"""
BEGINNINGS = ["«firmar», ", "norbanos. ", "dijo.que: ", "según,él. ", "habría:no "]
"""Nine signs without white space: the spans of the strategy end there."""

texts = st.lists(st.sampled_from([*WORDS.split(), "\n"]), min_size=1, max_size=20).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text_without_annotation_can_be_read(text):
    document = Document("d", text)
    for one in proofread([Example(document, Annotations("d"))], ONTOLOGY):
        assert one.text == text[one.span.start : one.span.end]
        assert one.place.endswith(one.text) or " #" in one.place


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), texts, annotations())
def test_any_annotation_can_be_read(beginning, text, gold):
    document = Document("d", beginning + text)
    for one in proofread([Example(document, gold)], ONTOLOGY):
        assert one.why

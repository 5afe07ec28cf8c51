import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Span
from acuerdo.errors import AnnotationError
from acuerdo.grounding import POLICIES, ground

TEXT = "Ana firmó un pacto.\nAnalía, de Perú, rompió el pacto viejo y Ana calló."

CASES = [
    ("the nearest occurrence", "pacto", "nearest", Span(36, 42), "pacto viejo"),
    ("of two equally near ones the earlier", "Ana", "nearest", Span(30, 35), None),
    ("the first occurrence", "pacto", "first", None, "pacto."),
    ("words that occur once", "Perú", "unique", None, "Perú"),
    ("a normal form of its own", "Peru\u0301", "unique", None, "Perú"),
    ("white space of its own", " el \n pacto ", "unique", None, "el pacto"),
    ("the only whole word, whatever it begins", "Analía", "unique", None, "Analía"),
]


@pytest.mark.parametrize(
    ("words", "policy", "near", "place"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_words_are_placed(words, policy, near, place):
    span = ground(TEXT, words, policy=policy, near=near)
    if place is not None:
        assert span.start == TEXT.index(place)
    else:
        assert span == Span(TEXT.rindex("Ana"), TEXT.rindex("Ana") + 3)


NOWHERE = [
    ("words that are not there", "tratado", "first"),
    ("part of a word", "nalía", "first"),
    ("another case", "perú", "first"),
    ("words that occur twice", "pacto", "unique"),
    ("no words", " ", "first"),
]


@pytest.mark.parametrize(("words", "policy"), [n[1:] for n in NOWHERE], ids=[n[0] for n in NOWHERE])
def test_what_cannot_be_placed_is_none(words, policy):
    assert ground(TEXT, words, policy=policy) is None


@pytest.mark.parametrize(
    ("policy", "message"),
    [("best", "expected one of nearest, first, unique"), ("nearest", "place")],
)
def test_a_policy_must_be_known_and_complete(policy, message):
    with pytest.raises(AnnotationError, match=message):
        ground(TEXT, "Ana", policy=policy)


@given(st.text("ab ñ.", max_size=20), st.text("ab ñ.", min_size=1, max_size=3))
def test_a_place_holds_the_words(text, words):
    for policy in POLICIES:
        span = ground(text, words, policy=policy, near=Span(0, 1))
        if span is not None:
            assert text[span.start : span.end].split() == words.split()

"""Windows of long texts, and words on pieces: laws that hold for any text and any tokenizer."""

import datetime
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.annotation import Document, Span
from acuerdo.testing import DOCUMENTS
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.transformer.encoders import load_encoder
from acuerdo_baselines.transformer.text import text_of
from acuerdo_baselines.transformer.windows import homes, windows

pytest.importorskip("torch", reason="the extra transformer is not installed")
pytest.importorskip("transformers", reason="the extra transformer is not installed")

from tests.baselines.test_transformer_encoders import tiny_encoder

DAY = datetime.date(2031, 5, 12)


@st.composite
def cuts(draw):
    """Length, size, overlap and paragraphs that may go together."""
    length = draw(st.integers(0, 200))
    size = draw(st.integers(1, 40))
    overlap = draw(st.integers(0, size // 2))
    paragraphs = sorted(draw(st.sets(st.integers(0, max(length - 1, 0)), max_size=20)))
    return length, size, overlap, paragraphs


@given(cuts())
def test_windows_cover_the_text_in_order_and_none_is_too_long(cut):
    length, size, overlap, paragraphs = cut
    found = windows(length, size, overlap, paragraphs)
    assert [piece for piece in range(length) if not any(a <= piece < b for a, b in found)] == []
    assert all(0 < last - first <= size for first, last in found)
    for one, other in pairwise(found):
        assert one.first < other.first
        assert one.last < other.last
        assert one.last - other.first >= min(overlap, one.last - one.first - 1)


@given(cuts())
def test_a_text_that_fits_is_one_window(cut):
    length, size, overlap, paragraphs = cut
    found = windows(length, size, overlap, paragraphs)
    assert (len(found) == 1) == (0 < length <= size)


@given(cuts())
def test_every_piece_is_read_where_its_poorer_side_is_richest(cut):
    length, *rest = cut
    found = windows(length, *rest)
    for piece, home in enumerate(homes(found, length)):

        def poorer(window, piece=piece):
            before = piece - window.first if window.first else length
            after = window.last - 1 - piece if window.last < length else length
            return min(before, after)

        assert found[home].first <= piece < found[home].last
        around = [poorer(window) for window in found if window.first <= piece < window.last]
        assert poorer(found[home]) == max(around)


def test_windows_end_and_begin_with_paragraphs_where_they_can():
    assert windows(30, 10, 4, [0, 8, 17, 25])[:2] == [(0, 8), (4, 14)]
    assert windows(30, 10, 5, [0, 5, 10, 15, 20, 25]) == [
        (0, 10), (5, 15), (10, 20), (15, 25), (20, 30),
    ]  # fmt: skip


@pytest.fixture(scope="module", params=["bert", "roberta"])
def encoder(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    texts = [document.text for document in DOCUMENTS]
    return load_encoder(tiny_encoder(folder, texts, request.param))


def first_letters(encoder, text):
    """The word and the first letters of the piece that it is read by."""
    offsets = encoder.tokenizer(
        text.document.text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
    )["offset_mapping"]
    for word, (window, place) in zip(text.words, text.spots, strict=True):
        start, end = offsets[text.windows[window].first + place]
        yield word, start, end


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_every_word_is_read_by_the_piece_that_it_begins_with(encoder, document):
    text = text_of(document, Forms(None), encoder, 40, 12)
    for word, start, end in first_letters(encoder, text):
        assert start <= word.start < end, word


def test_emoji_count_as_the_code_points_that_they_are(encoder):
    document = Document("d", "🕊️🇪🇸👩‍👩‍👧 Elena Rubiales llegó a Lima.", date=DAY)
    text = text_of(document, Forms(None), encoder, 40, 12)
    start = document.text.index("Rubiales")
    first, last = text.place(Span(start, start + len("Rubiales")))
    assert [text.words[at].text for at in range(first, last + 1)] == ["Rubiales"]
    letters = {word.text: (a, b) for word, a, b in first_letters(encoder, text)}
    assert letters["Rubiales"][0] == start
    assert letters["Lima"][0] == document.text.index("Lima")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aá ñ.\n«»🕊️🇪e\u0301¿𝔘x", max_size=80))
def test_any_text_has_a_spot_for_every_word_or_for_none(text):
    document = Document("d", unicodedata.normalize("NFC", text), date=DAY)
    read = text_of(document, Forms(None), _encoder_for_any_text(), 10, 3)
    assert len(read.spots) in (0, len(read.words))
    for window, place in read.spots:
        assert 0 <= place < read.windows[window].last - read.windows[window].first


_KEPT = []


def _encoder_for_any_text():
    """One stand-in for all examples."""
    if not _KEPT:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _KEPT.append(load_encoder(tiny_encoder(folder, ["Hola."])))
    return _KEPT[0]


def test_paragraphs_are_where_lines_end(encoder):
    lines = ["Elena Rubiales llegó a la capital este lunes."] * 12
    text = text_of(Document("d", "\n".join(lines), date=DAY), Forms(None), encoder, 40, 12)
    offsets = encoder.tokenizer(
        text.document.text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
    )["offset_mapping"]
    ends = [offsets[window.last - 1][1] for window in text.windows[:-1]]
    assert len(ends) > 3
    assert all(
        text.document.text[end : end + 1] in ("\n", "") or text.document.text[end - 1] == "\n"
        for end in ends
    )

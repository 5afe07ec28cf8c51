import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Annotations, Document, Example, Span
from acuerdo.errors import AnnotationError

spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_empty_reversed_and_negative_spans_cannot_exist(start, end):
    with pytest.raises(AnnotationError, match="expected 0 <= start < end"):
        Span(start, end)


@given(spans, spans)
def test_overlap_counts_the_shared_code_points(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlap(other) == other.overlap(one) == len(shared)


@given(spans, spans)
def test_a_span_contains_another_when_it_shares_all_of_it(one, other):
    assert (other in one) == (one.overlap(other) == len(other))


def test_offsets_are_code_points_even_after_an_astral_character():
    document = Document(id="d", text="🕊️ Kim llegó")
    assert document[Span(3, 6)] == "Kim"


def test_documents_carry_no_annotation():
    layers = {field.name for field in dataclasses.fields(Annotations)} - {"document_id"}
    assert layers.isdisjoint({field.name for field in dataclasses.fields(Document)})


def test_an_example_pairs_a_document_with_its_own_annotations():
    with pytest.raises(AnnotationError, match="'a' paired with the annotations of 'b'"):
        Example(Document(id="a", text="x"), Annotations("b"))

"""Text cut where spans start and end."""

from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Annotations, Document, Entity, Event, Mention, Span
from acuerdo.report.marking import Marked, marked_spans, segments


def one(kind, start, end):
    span = Span(start, end)
    return Annotations("d", (Entity("n", kind, (Mention("m", span, span, "NAM"),)),))


def test_agreement_is_on_span_and_type():
    gold, predicted = one("PER", 0, 4), one("ORG", 0, 4)
    assert [mark.status for mark in marked_spans(gold, gold)] == ["both"]
    assert {mark.label: mark.status for mark in marked_spans(gold, predicted)} == {
        "PER": "missed",
        "ORG": "spurious",
    }


def test_an_event_and_an_entity_on_one_word_are_two_marks():
    span = Span(0, 4)
    both = Annotations("d", one("PER", 0, 4).entities, events=(Event("e", "CONSULT", span, span),))
    assert sorted(mark.layer for mark in marked_spans(both, both)) == ["entity", "event"]


@given(st.text("añ🙂\n <&", min_size=1, max_size=30), st.data())
def test_segments_joined_are_the_text_and_each_knows_its_marks(text, data):
    edges = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(edges, edges).filter(lambda p: p[0] < p[1]), max_size=6))
    marks = tuple(Marked(Span(*pair), "entity", "PER", "both") for pair in pairs)
    cut = segments(Document("d", text), marks)
    assert "".join(segment.text for segment in cut) == text
    place = 0
    for segment in cut:
        covering = [
            mark
            for mark in marks
            if mark.span.start <= place and place + len(segment.text) <= mark.span.end
        ]
        assert list(segment.marks) == covering
        place += len(segment.text)

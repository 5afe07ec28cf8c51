"""``check_extractor`` passes every baseline and catches what it promises to catch."""

import itertools

import pytest

from acuerdo.annotation import Annotations, Document, Entity, Mention, Span
from acuerdo.errors import ExtractorError
from acuerdo.extractor import baseline_names, load_extractor
from acuerdo.testing import check_extractor


@pytest.mark.parametrize("name", baseline_names())
def test_every_baseline_obeys_the_protocol(name):
    check_extractor(load_extractor(name))


class Faulty:
    """Answers with whatever its ``answer`` makes of a document."""

    name = "faulty"

    def __init__(self, answer):
        self.answer = answer

    def extract(self, documents):
        return (self.answer(document) for document in documents)


def outside(document: Document) -> Annotations:
    span = Span(len(document.text), len(document.text) + 3)
    return Annotations(document.id, (Entity("N1", "PER", (Mention("T1", span, span, "NAM"),)),))


def unknown_type(document: Document) -> Annotations:
    if not document.text.startswith("La ministra"):
        return Annotations(document.id)
    span = Span(3, 11)
    return Annotations(document.id, (Entity("N1", "PERS", (Mention("T1", span, span, "NOM"),)),))


def forgetful():
    count = itertools.count()
    return lambda document: Annotations(
        document.id,
        tuple(
            Entity(f"N{next(count)}", "PER", (Mention("T1", Span(3, 11), Span(3, 11), "NOM"),))
            for _ in range(document.text.startswith("La ministra"))
        ),
    )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (outside, "document 'empty'"),
        (unknown_type, "'PERS'"),
        (forgetful(), "a second run gave other annotations"),
        (lambda document: Annotations("other"), "answered for 'other'"),
        (lambda document: document.missing, "AttributeError"),
    ],
    ids=["offsets", "labels", "repeatable", "order", "crash"],
)
def test_a_fault_is_named(answer, message):
    with pytest.raises(ExtractorError, match=message):
        check_extractor(Faulty(answer))


def test_a_system_without_a_name_is_refused():
    nameless = Faulty(lambda document: Annotations(document.id))
    nameless.name = " Mine "
    with pytest.raises(ExtractorError, match="expected lower case"):
        check_extractor(nameless)

import pytest

from acuerdo.annotation import Annotations, Document
from acuerdo.errors import ExtractorError, FormatError
from acuerdo.extractor import Extractor, baseline_names, examples_from, load_extractor

DOCUMENTS = [Document(id=name, text="x") for name in "abc"]


class Answers:
    """Gives prepared answers, one per document read."""

    name = "answers"

    def __init__(self, *ids, fails_at=None):
        self.ids = ids
        self.fails_at = fails_at

    def extract(self, documents):
        waiting = iter(documents)
        for identifier in self.ids:
            next(waiting, None)
            if identifier == self.fails_at:
                raise KeyError("lexicon")
            yield Annotations(identifier)


class Nameless:
    def extract(self, documents):
        return iter(())


def test_every_document_is_paired_with_its_answer():
    pairs = list(examples_from(Answers("a", "b", "c"), DOCUMENTS))
    assert [(p.document.id, p.gold.document_id) for p in pairs] == [(x, x) for x in "abc"]


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (("a", "c", "b"), "answered for 'c'; expected 'b'"),
        (("a", "b"), "no answer for document 'c'"),
        (("a", "b", "c", "d"), "more answers than documents"),
        ((), "no answer for document 'a'"),
    ],
)
def test_a_system_that_breaks_the_protocol_is_named_with_the_document(ids, message):
    with pytest.raises(ExtractorError, match=message):
        list(examples_from(Answers(*ids), DOCUMENTS))


def test_an_exception_of_the_system_names_the_document_it_came_from():
    with pytest.raises(
        ExtractorError, match=r"system 'answers': document 'b': KeyError: 'lexicon'"
    ):
        list(examples_from(Answers("a", "b", "c", fails_at="b"), DOCUMENTS))


@pytest.mark.parametrize("answer", [None, {"document_id": "a"}, []])
def test_an_answer_that_is_no_annotations_is_named(answer):
    class Wrong:
        name = "wrong"

        def extract(self, documents):
            return iter([answer])

    with pytest.raises(ExtractorError, match=f"answered with {type(answer).__name__}; expected"):
        list(examples_from(Wrong(), DOCUMENTS))


def test_a_system_that_fails_before_its_first_document_is_named():
    class Eager:
        name = "eager"

        def extract(self, documents):
            raise ValueError("no model")

    with pytest.raises(ExtractorError, match="'eager': before the first document: ValueError"):
        list(examples_from(Eager(), DOCUMENTS))


def test_an_unreadable_input_is_not_blamed_on_the_system():
    def documents():
        yield DOCUMENTS[0]
        raise FormatError("input.jsonl:2: not JSON")

    with pytest.raises(FormatError, match=r"input\.jsonl:2"):
        list(examples_from(Answers("a", "b"), documents()))


@pytest.mark.parametrize("name", baseline_names())
def test_every_short_name_builds_an_extractor_of_that_name(name):
    extractor = load_extractor(name)
    assert isinstance(extractor, Extractor)
    assert extractor.name == name


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gazeteer", "expected one of nothing, memory, gazetteer, .*or module:Class"),
        ("no_such_module:Thing", "cannot import no_such_module"),
        ("acuerdo.errors:Missing", "acuerdo.errors has no class Missing"),
        ("builtins:object", "expected an Extractor"),
    ],
)
def test_an_unknown_system_is_refused_by_name(name, message):
    with pytest.raises(ExtractorError, match=message):
        load_extractor(name)

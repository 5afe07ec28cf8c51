import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.annotation import Document
from acuerdo.dataset import load_ontology
from acuerdo.extractor import Extractor
from acuerdo.validation import validate
from acuerdo_baselines.rules import Rules

TEXT = (
    "El la presidente de Chile Noruega Oslo firmó firmará no que si según dijo «acuerdo» "
    'visita reunión tras , . : « » — " ¿ ? y en 2031 ayer se negó a tropas ataque'
)
WORDS = TEXT.split()


def test_the_rule_system_is_an_extractor():
    assert isinstance(Rules(), Extractor)
    assert Rules().name == "rules"


@pytest.mark.parametrize("text", ["", "\n", "«", "según", "—", "¿?", "que si y", "“”"])
def test_degenerate_texts_do_not_break_it(text, ontology):
    document = Document("d", text)
    annotations = next(Rules().extract([document]))
    assert validate(document, annotations, ontology) == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_predictions_are_valid_whatever_the_words(words):
    ontology = load_ontology()
    document = Document("d", " ".join(words), date=datetime.date(2031, 5, 14))
    annotations = next(Rules().extract([document]))
    assert validate(document, annotations, ontology) == []


def test_documents_come_back_in_order_and_independent_of_each_other():
    documents = [
        Document("a", "El rey firmó el pacto."),
        Document("b", "Chile atacó la isla."),
    ]
    together = list(Rules().extract(documents))
    assert [annotations.document_id for annotations in together] == ["a", "b"]
    assert together[1] == next(Rules().extract(documents[1:]))


def test_the_same_document_gives_the_same_annotations():
    document = Document("a", "El rey firmó el pacto tras reunirse con el canciller en Oslo.")
    assert next(Rules().extract([document])) == next(Rules().extract([document]))

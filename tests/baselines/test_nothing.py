from acuerdo.annotation import Annotations, Document
from acuerdo.extractor import Extractor
from acuerdo_baselines.nothing import Nothing


def test_nothing_answers_every_document_in_order_with_empty_layers():
    documents = [Document("b", "Llegó la ministra."), Document("a", "")]
    assert list(Nothing().extract(documents)) == [Annotations("b"), Annotations("a")]


def test_nothing_keeps_the_protocol():
    assert isinstance(Nothing(), Extractor)

"""Scorers side by side. Timed with: pytest tests/performance --benchmark-enable

Without it every scorer runs once, and what is tested is that they agree. ``docs/performance.md``
is measured by ``scripts/measure_performance.py``, on more documents.
"""

import pytest
from tests.performance import generator
from tests.performance.rivals import SCORERS, inputs_of, ours

from acuerdo.dataset import load_ontology
from acuerdo.streaming import Gold, score_file

ONTOLOGY = load_ontology()
DOCUMENTS = 200
DISTINCT = 20


@pytest.fixture(scope="module")
def inputs():
    return inputs_of(generator.pairs(DISTINCT, ONTOLOGY), ONTOLOGY, DOCUMENTS)


@pytest.mark.parametrize("scorer", SCORERS, ids=lambda scorer: scorer.name)
def test_entity_layer(benchmark, inputs, scorer):
    pytest.importorskip(scorer.package)
    assert benchmark(scorer, inputs) == ours(inputs.columns, inputs.types)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    return generator.write(folder, DOCUMENTS, ONTOLOGY, distinct=DISTINCT)


def test_all_layers_from_jsonl(benchmark, files):
    gold = Gold.read(files[0], ONTOLOGY)
    scores = benchmark(score_file, files[1], gold)
    assert len(scores.documents) == DOCUMENTS


def test_counts_grow_with_the_collection(tmp_path, files):
    """Ten times the documents, ten times the counts."""
    once = generator.write(tmp_path, DISTINCT, ONTOLOGY, distinct=DISTINCT)
    small = score_file(once[1], Gold.read(once[0], ONTOLOGY))
    large = score_file(files[1], Gold.read(files[0], ONTOLOGY))
    for one, other in zip(small.views, large.views, strict=True):
        assert other.matched == pytest.approx(one.matched * DOCUMENTS / DISTINCT)
        assert (other.predicted, other.gold) == pytest.approx(
            (one.predicted * DOCUMENTS / DISTINCT, one.gold * DOCUMENTS / DISTINCT)
        )

"""The annotators beside the systems: each pass scored against the adjudicated annotation.

The adjudication saw the passes, so this is no bound on what a system can reach; it says how far
the final annotation is from what one careful pass gives.
"""

from __future__ import annotations

from pathlib import Path

from acuerdo.dataset import SPLITS, Corpus, load
from acuerdo.formats import read_annotations
from acuerdo.ontology import Ontology
from acuerdo.scoring import Scores, score, with_intervals

PASSES = {"a": "annotation pass A", "b": "annotation pass B"}
"""Folders below ``data/passes``, with their names in the table."""


def annotators(root: Path, corpus: Corpus, ontology: Ontology) -> dict[str, Scores]:
    """Return the scores of every pass on a corpus, by name; empty where there are no passes.

    Args:
        root: The repository.
        corpus: The test split.
        ontology: The labels.

    Raises:
        ValidationError: A pass is invalid; all problems are listed.
    """
    documents = [d for split in SPLITS for d in load(split=split).documents]
    wanted = {document.id for document in corpus.documents}
    scored = {}
    for folder, name in PASSES.items():
        place = root / "data" / "passes" / folder
        if place.is_dir():
            found = read_annotations(place, ontology, documents=documents, format="brat")
            kept = [answer for answer in found if answer.document_id in wanted]
            scored[name] = with_intervals(score(corpus.gold, kept, ontology, data=corpus.source))
    return scored

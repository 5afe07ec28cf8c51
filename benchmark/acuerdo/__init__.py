"""ACUERDO: event and relation extraction from Spanish diplomatic news.

The public names, sorted. Those that need heavy libraries are imported on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    EventRelation,
    Example,
    Mention,
    Quote,
    Relation,
    Span,
    Time,
)
from acuerdo.errors import AcuerdoError
from acuerdo.extractor import Extractor, Persistent, Trainable, Tuned, load_extractor

if TYPE_CHECKING:
    from acuerdo.dataset import Corpus, load, load_ontology
    from acuerdo.formats import read_annotations, read_documents, read_examples, write_examples
    from acuerdo.ontology import Ontology
    from acuerdo.records import Record, derive_records
    from acuerdo.scoring import Comparison, Interval, Scores, compare, score, with_intervals
    from acuerdo.validation import Problem, validate

_LAZY = {
    "Comparison": "acuerdo.scoring",
    "Corpus": "acuerdo.dataset",
    "Interval": "acuerdo.scoring",
    "Ontology": "acuerdo.ontology",
    "Problem": "acuerdo.validation",
    "Record": "acuerdo.records",
    "Scores": "acuerdo.scoring",
    "compare": "acuerdo.scoring",
    "derive_records": "acuerdo.records",
    "load": "acuerdo.dataset",
    "load_ontology": "acuerdo.dataset",
    "read_annotations": "acuerdo.formats",
    "read_documents": "acuerdo.formats",
    "read_examples": "acuerdo.formats",
    "score": "acuerdo.scoring",
    "validate": "acuerdo.validation",
    "with_intervals": "acuerdo.scoring",
    "write_examples": "acuerdo.formats",
}

__all__ = [
    "AcuerdoError",
    "Annotations",
    "Argument",
    "Comparison",
    "Corpus",
    "Document",
    "Entity",
    "Event",
    "EventRelation",
    "Example",
    "Extractor",
    "Interval",
    "Mention",
    "Ontology",
    "Persistent",
    "Problem",
    "Quote",
    "Record",
    "Relation",
    "Scores",
    "Span",
    "Time",
    "Trainable",
    "Tuned",
    "compare",
    "derive_records",
    "load",
    "load_extractor",
    "load_ontology",
    "read_annotations",
    "read_documents",
    "read_examples",
    "score",
    "validate",
    "with_intervals",
    "write_examples",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__

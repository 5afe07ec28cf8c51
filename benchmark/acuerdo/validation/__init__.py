"""What is wrong with a document, its annotations, or a collection: all problems at once.

::

    documents    the text itself: id, Unicode form, control characters
    spans        inside the text, on word boundaries, heads inside
    references   unique ids, references that resolve to the right layer
    labels       in the ontology (values: the grammar of time values)
    duplicates   nothing said twice
    quotes       content in order, cue apart
    guidelines   what the guidelines settle mechanically, for gold: spans (guidelines_links:
                 clusters, links, quotes; timeline: their consistency)
    collection   ids, near-duplicates and stories across splits
"""

from __future__ import annotations

from acuerdo.validation.annotations import (
    unknown_document,
    validate,
    validate_documents,
    validate_predictions,
)
from acuerdo.validation.collection import (
    NEAR_DUPLICATE_WORDS,
    missing_documents,
    validate_collection,
)
from acuerdo.validation.documents import SPLITS, text_difference, validate_document
from acuerdo.validation.problem import Problem, one_of
from acuerdo.validation.spans import surface_problem

__all__ = [
    "NEAR_DUPLICATE_WORDS",
    "SPLITS",
    "Problem",
    "missing_documents",
    "one_of",
    "surface_problem",
    "text_difference",
    "unknown_document",
    "validate",
    "validate_collection",
    "validate_document",
    "validate_documents",
    "validate_predictions",
]

"""The validator of annotations: runs every rule, collects every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.ontology import Ontology
from acuerdo.validation import (
    duplicates,
    guidelines,
    guidelines_links,
    labels,
    quotes,
    references,
    spans,
)
from acuerdo.validation.case import Rule, open_case
from acuerdo.validation.collection import repeated_ids
from acuerdo.validation.documents import validate_document
from acuerdo.validation.problem import Problem

RULES: tuple[Rule, ...] = (
    references.ids_are_unique,
    references.entities_have_mentions,
    labels.entity_labels,
    labels.time_labels,
    labels.event_labels,
    labels.relation_labels,
    references.fillers_resolve,
    references.arguments_have_no_cycles,
    references.relation_ends_resolve,
    references.event_relation_ends_resolve,
    references.quote_references_resolve,
    spans.spans_fit_the_text,
    spans.heads_lie_inside,
    spans.heads_are_words,
    duplicates.mentions_are_distinct,
    duplicates.times_are_distinct,
    duplicates.events_are_distinct,
    duplicates.arguments_are_distinct,
    duplicates.relations_are_distinct,
    duplicates.event_relations_are_distinct,
    quotes.quotes_have_content,
    quotes.quote_spans_are_ordered,
    quotes.cues_lie_outside_content,
    quotes.quotes_are_distinct,
)
"""What gold and predictions obey."""

GOLD_RULES: tuple[Rule, ...] = (
    guidelines.mentions_start_after_determiners,
    guidelines.times_start_after_articles,
    guidelines.triggers_start_after_articles,
    guidelines.spans_leave_out_punctuation,
    guidelines.mentions_do_not_cross,
    guidelines.words_are_mention_or_trigger,
    guidelines.entity_relations_are_distinct,
    guidelines_links.clusters_are_sound,
    guidelines_links.links_join_first_mentions,
    guidelines_links.timeline_nodes_are_eligible,
    guidelines_links.timeline_is_consistent,
    guidelines_links.timeline_is_minimal,
    guidelines_links.causes_are_sound,
    guidelines_links.quotes_are_attributed,
)
"""What gold obeys besides."""


def validate(
    document: Document | None,
    annotations: Annotations,
    ontology: Ontology,
    *,
    where: str = "",
    gold: bool = False,
) -> list[Problem]:
    """Return every problem of the annotations of a document; an empty list means valid.

    Args:
        document: The text that they are about; without it, spans are not compared with text.
        annotations: Gold or predicted.
        ontology: What may be annotated.
        where: Place of the document, prefixed to every problem.
        gold: Apply the rules of the annotation guidelines as well.

    >>> from acuerdo.annotation import Span, Time
    >>> from acuerdo.dataset import load_ontology
    >>> document = Document("d", "Firman el lunes.")
    >>> annotations = Annotations("d", times=(Time("T1", Span(10, 15), "DATE", "lunes"),))
    >>> for problem in validate(document, annotations, load_ontology()):
    ...     print(str(problem)[:60])
    times[0].value: 'lunes' of a DATE; expected a date such as 2
    """
    problems = list(_identity(document, annotations))
    case = open_case(document, annotations, ontology)
    malformed = list(spans.offsets_are_integers(case))
    problems += malformed
    if not malformed:
        for rule in (*RULES, *GOLD_RULES) if gold else RULES:
            problems += rule(case)
    return [problem.within(where) for problem in problems] if where else problems


def validate_documents(
    examples: Iterable[Example], ontology: Ontology, *, gold: bool = False
) -> list[Problem]:
    """Return every problem of annotated documents, of their texts and of their annotations.

    Args:
        examples: Documents with their annotations.
        ontology: What may be annotated.
        gold: Apply the rules of the annotation guidelines as well, and judge the texts as parts
            of the dataset.
    """
    problems: list[Problem] = []
    for example in examples:
        where = f"doc {example.document.id}"
        problems += validate_document(example.document, where=where, gold=gold)
        problems += validate(example.document, example.gold, ontology, where=where, gold=gold)
    return problems


def validate_predictions(
    documents: Iterable[Document], predictions: Iterable[Annotations], ontology: Ontology
) -> list[Problem]:
    """Return every problem of a set of predictions about a collection.

    A document without a prediction is no problem; see ``missing_documents``.

    Args:
        documents: The collection.
        predictions: What a system says about it.
        ontology: What may be predicted.
    """
    texts = {document.id: document for document in documents}
    predictions = list(predictions)
    problems = list(repeated_ids(predicted.document_id for predicted in predictions))
    for predicted in predictions:
        where = f"doc {predicted.document_id}"
        unknown = unknown_document(predicted.document_id, texts)
        if unknown is not None:
            problems.append(unknown.within(where))
        document = texts.get(predicted.document_id)
        problems += validate(document, predicted, ontology, where=where)
    return problems


def unknown_document(identifier: str, documents: Mapping[str, Document]) -> Problem | None:
    """Return the problem of annotations about a document that is not there; else None."""
    if identifier in documents:
        return None
    expected = "a document of the collection"
    if documents:
        expected += f", such as {next(iter(documents))!r}"
    return Problem("id", f"{identifier!r} is not in the collection", expected)


def _identity(document: Document | None, annotations: Annotations) -> Iterator[Problem]:
    if document is not None and document.id != annotations.document_id:
        yield Problem(
            "id", f"annotations of {annotations.document_id!r}", f"those of {document.id!r}"
        )

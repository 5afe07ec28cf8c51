"""Reading files: every document is found, judged, and only then returned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import FormatError, ValidationError
from acuerdo.formats.found import Found
from acuerdo.formats.places import in_source
from acuerdo.formats.repair import is_repaired, repaired
from acuerdo.formats.table import FORMATS, existing, format_of
from acuerdo.ontology import Ontology
from acuerdo.validation import Problem, validate, validate_document


def iter_documents(path: Path, *, format: str = "", repair: bool = False) -> Iterator[Document]:
    """Yield the documents of a file one by one, without holding them.

    Args:
        path: JSONL, Parquet with ``id`` and ``text``, CoNLL columns, a folder of ``.txt``, or brat.
        format: Name of the format; told from the path when empty.
        repair: Make ids and texts obey the rules where that is possible; offsets will count in
            the repaired texts.

    Raises:
        FormatError: There is no such file or format.
        ValidationError: A document has problems: raised when the first one is reached, with those
            of all that follow.
    """
    known = FORMATS[format_of(existing(path), format)]
    scanned = _documents(known.scan_documents(path), repair=repair)
    for document, problems in scanned:
        if problems:
            # The work is lost anyway: read on, so that nobody mends a folder file by file.
            later = [problem for _, faults in scanned for problem in faults]
            raise ValidationError([*problems, *later])
        if document is not None:
            yield document


def read_documents(path: Path, *, format: str = "") -> list[Document]:
    """Return the documents of a file.

    Args:
        path: JSONL, Parquet with ``id`` and ``text``, CoNLL columns, a folder of ``.txt``, or brat.
        format: Name of the format; told from the path when empty.

    Raises:
        FormatError: There is no such file or format.
        ValidationError: With the problems of all documents.
    """
    known = FORMATS[format_of(existing(path), format)]
    documents: list[Document] = []
    problems: list[Problem] = []
    for document, faults in _documents(known.scan_documents(path)):
        problems += faults
        if document is not None:
            documents.append(document)
    if problems:
        raise ValidationError(problems)
    return documents


def read_examples(
    path: Path, ontology: Ontology, *, format: str = "", gold: bool = False
) -> list[Example]:
    """Return the documents of a file with their annotations.

    Args:
        path: JSONL, Parquet, CoNLL columns, or a brat folder.
        ontology: What may be annotated.
        format: Name of the format; told from the path when empty.
        gold: Apply the rules of the annotation guidelines as well.

    Raises:
        FormatError: There is no such file or format.
        ValidationError: With the problems of all documents.
    """
    examples: list[Example] = []
    problems: list[Problem] = []
    for found, faults in _judged(path, ontology, None, format=format, gold=gold):
        problems += faults
        if found.annotations is not None and found.document is not None:
            examples.append(Example(found.document, found.annotations))
        elif found.annotations is not None and not faults:
            problems.append(Problem(found.where, "no key 'text'", "the text of the document"))
    if problems:
        raise ValidationError(problems)
    return examples


def read_annotations(
    path: Path,
    ontology: Ontology,
    *,
    documents: Iterable[Document] | None = None,
    format: str = "",
) -> list[Annotations]:
    """Return the annotations of a file, such as a system's predictions.

    A document of the collection that the file leaves out is no problem; see
    ``acuerdo.validation.missing_documents``.

    Args:
        path: JSONL, Parquet, CoNLL columns, or a brat folder.
        ontology: What may be annotated.
        documents: The collection that they are about; without it, the texts of the file count.
        format: Name of the format; told from the path when empty.

    Raises:
        FormatError: There is no such file or format.
        ValidationError: With the problems of all documents.
    """
    annotations: list[Annotations] = []
    problems: list[Problem] = []
    for found, faults in _judged(path, ontology, documents, format=format):
        problems += faults
        if found.annotations is not None:
            annotations.append(found.annotations)
    if problems:
        raise ValidationError(problems)
    return annotations


def find_problems(
    path: Path,
    ontology: Ontology,
    *,
    documents: Iterable[Document] | None = None,
    format: str = "",
    gold: bool = False,
) -> list[Problem]:
    """Return every problem of a file; an empty list means valid.

    Args:
        path: JSONL, Parquet, CoNLL columns, a brat folder, or a folder of ``.txt``.
        ontology: What may be annotated.
        documents: The collection that the annotations must be about.
        format: Name of the format; told from the path when empty.
        gold: Apply the rules of the annotation guidelines as well.

    Raises:
        FormatError: There is no such file or format.
    """
    known = FORMATS[format_of(existing(path), format)]
    if known.scan is None:
        return [
            problem for _, faults in _documents(known.scan_documents(path)) for problem in faults
        ]
    return [
        problem
        for _, faults in _judged(path, ontology, documents, format=format, gold=gold)
        for problem in faults
    ]


def _documents(
    scanned: Iterable[Found], *, repair: bool = False
) -> Iterator[tuple[Document | None, Sequence[Problem]]]:
    first: dict[str, str] = {}
    for found in scanned:
        document, problems = found.document, list(found.problems)
        if document is not None:
            if repair:
                document = repaired(document)
                problems = [problem for problem in problems if not is_repaired(problem)]
            problems += _repeated(found, document.id, first)
            problems += validate_document(document, where=found.where)
        yield document, problems


def _judged(
    path: Path,
    ontology: Ontology,
    documents: Iterable[Document] | None,
    *,
    format: str,
    gold: bool = False,
) -> Iterator[tuple[Found, Sequence[Problem]]]:
    known = FORMATS[format_of(existing(path), format)]
    if known.scan is None:
        raise FormatError(f"{path}: the format {known.name} has no annotations")
    by_id = None if documents is None else {document.id: document for document in documents}
    first: dict[str, str] = {}
    for found in known.scan(path, ontology, by_id):
        problems = list(found.problems)
        if found.annotations is not None:
            problems += _repeated(found, found.annotations.document_id, first)
            if by_id is None and found.document is not None:
                problems += validate_document(found.document, where=found.where, gold=gold)
            problems += [
                in_source(problem, found.annotations, found.file, found.lines)
                if found.lines
                else problem.within(found.where)
                for problem in validate(found.document, found.annotations, ontology, gold=gold)
            ]
        yield found, problems


def _repeated(found: Found, identifier: str, first: dict[str, str]) -> Iterator[Problem]:
    """The problem of a document id that the file has already had."""
    place = found.where.removesuffix(f": doc {identifier}")
    if first.setdefault(identifier, place) != place:
        yield Problem(
            found.where, f"the id of {first[identifier]} again", "every document once in a file"
        )

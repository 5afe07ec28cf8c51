"""What a format finds in a file, before anything is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from acuerdo.annotation import Annotations, Document
from acuerdo.formats.conversion import (
    annotations_of,
    document_of,
    surface_problems,
    surfaces_agree,
)
from acuerdo.formats.rows import Row
from acuerdo.validation import Problem, text_difference, unknown_document

Documents = Mapping[str, Document]
"""A collection by document id: what predictions are about."""


@dataclass(frozen=True, slots=True)
class Found:
    """One document of a file.

    Attributes:
        where: Its place, ``file:line: doc ID``; prefix of the problems found later.
        document: The text; None when it is missing or not the expected one.
        annotations: What is said about it; None when the file says nothing that can be read.
        problems: What is wrong with how it is written, with full places.
        file: Name of the file, where items have lines of their own.
        lines: Line of every item by id, in such a file.
    """

    where: str
    document: Document | None = None
    annotations: Annotations | None = None
    problems: tuple[Problem, ...] = ()
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


def choose_text(
    document: Document, has_text: bool, documents: Documents | None
) -> tuple[Document | None, list[Problem]]:
    """Return the text that annotations are about, and whether it is another than expected.

    Args:
        document: The document as the file has it.
        has_text: Whether the file has a text at all.
        documents: The collection that the annotations must be about, if any.
    """
    if documents is None:
        return (document if has_text else None), []
    unknown = unknown_document(document.id, documents)
    if unknown is not None:
        return (document if has_text else None), [unknown]
    expected = documents[document.id]
    if has_text:
        difference = text_difference(document.text, expected.text)
        if difference is not None:
            # Every offset would be reported: the text is the one mistake worth telling.
            return None, [difference]
    return expected, []


def found_in_row(row: Row, where: str, documents: Documents | None) -> Found:
    """Return what a row of JSONL or Parquet says."""
    where = f"{where}: doc {row.id}"
    written, problems = document_of(row)
    document, differences = choose_text(written, isinstance(row.text, str), documents)
    problems += differences
    annotations, impossible = annotations_of(row)
    problems += impossible
    if document is not None and not surfaces_agree(row, document.text):
        problems += surface_problems(row, document.text)
    placed = tuple(problem.within(where) for problem in problems)
    return Found(where, document, annotations, placed)

"""What an annotator hands in: a file of any format, or notations, whose texts may be elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acuerdo.annotation import Document, Example

NOTATIONS = (".yaml", ".yml")


def read_pass(path: Path, documents: Sequence[Document] = ()) -> list[Example]:
    """Return the annotated documents of a file or folder, notations (``.yaml``) included.

    Args:
        path: JSONL, Parquet, CoNLL, a brat folder, a notation, or a folder of notations.
        documents: Texts to read the annotations with; without them, each must have its text.

    Raises:
        AcuerdoError: A file cannot be read, or has problems (all of them are told).
    """
    from acuerdo.annotation import Example
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_annotations, read_examples

    texts = {document.id: document for document in documents}
    notations = _notations(path)
    if notations:
        return _compiled(notations, texts)
    if not documents:
        return read_examples(path, load_ontology())
    found = read_annotations(path, load_ontology(), documents=documents)
    return [Example(texts[each.document_id], each) for each in found]


def texts_of(paths: Sequence[Path], data: Sequence[Path], config: str) -> list[Document]:
    """The texts that annotations are about: given, beside the annotations, or of the dataset.

    Args:
        paths: Of the annotations.
        data: Files of texts; they alone count if there are any.
        config: Of the dataset, whose splits count where no path has a text.

    Raises:
        IncomparableError: Two paths have different texts of one document.
    """
    from acuerdo.dataset import SPLITS, load
    from acuerdo.errors import IncomparableError
    from acuerdo.formats import read_documents

    if data:
        return [document for path in data for document in read_documents(path)]
    found: dict[str, Document] = {}
    for path in paths:
        for document in _own_texts(path):
            if found.setdefault(document.id, document).text != document.text:
                raise IncomparableError(f"{path}: {document.id}: another text; expected one text")
    if found:
        return list(found.values())
    return [e.document for split in SPLITS for e in load(config, split=split).examples]


def _own_texts(path: Path) -> list[Document]:
    """The texts that a path brings along; none for annotations alone."""
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import FORMATS, format_of, read_documents
    from acuerdo.formats.table import existing

    notations = _notations(path)
    if notations:
        return [document for file in notations if (document := _beside(file)) is not None]
    if path.is_dir():
        return read_documents(path) if any(path.glob("*.txt")) else []
    scan = FORMATS[format_of(existing(path))].scan
    first = next(iter(scan(path, load_ontology(), None)), None) if scan is not None else None
    return read_documents(path) if first is not None and first.document is not None else []


def _notations(path: Path) -> list[Path]:
    if path.suffix in NOTATIONS and path.is_file():
        return [path]
    if not path.is_dir() or any(path.glob("*.ann")):
        return []
    return sorted(file for file in path.iterdir() if file.suffix in NOTATIONS)


def _compiled(files: Sequence[Path], texts: Mapping[str, Document]) -> list[Example]:
    """Notations with their texts, and all problems of all of them at once."""
    from acuerdo.annotation import Example
    from acuerdo.dataset import load_ontology
    from acuerdo.errors import ValidationError
    from acuerdo.formats.notation import read_notation
    from acuerdo.validation import Problem

    examples: list[Example] = []
    problems: list[Problem] = []
    for file in files:
        document = texts.get(file.stem) or _beside(file)
        if document is None:
            expected = f"{file.with_suffix('.txt').name} beside it, or --data"
            problems.append(Problem(str(file), "a notation without its text", expected))
            continue
        content = file.read_bytes().decode("utf-8-sig")
        notation = read_notation(document, content, load_ontology(), str(file))
        problems += notation.problems
        examples.append(Example(document, notation.annotations))
    if problems:
        raise ValidationError(problems)
    return examples


def _beside(file: Path) -> Document | None:
    """The text that stands beside a notation."""
    from acuerdo.annotation import Document

    text = file.with_suffix(".txt")
    return Document(file.stem, text.read_bytes().decode("utf-8")) if text.is_file() else None

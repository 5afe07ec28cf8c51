"""A brat folder: ``<id>.txt``, ``<id>.ann`` and, for the metadata, ``<id>.json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from acuerdo.annotation import Document, Example
from acuerdo.atomic import write_whole
from acuerdo.errors import FormatError
from acuerdo.formats.brat.configuration import configuration
from acuerdo.formats.brat.reading import from_standoff
from acuerdo.formats.brat.writing import to_standoff
from acuerdo.formats.conversion import document_of
from acuerdo.formats.decoding import explain
from acuerdo.formats.found import Documents, Found, choose_text
from acuerdo.formats.rows import DocumentRow
from acuerdo.formats.text import no_texts, read_text
from acuerdo.ontology import Ontology
from acuerdo.validation import Problem


class Metadata(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """``<id>.json``: what is known about a document besides its text."""

    id: str
    title: str = ""
    date: str = ""
    source: str = ""
    genre: str = ""
    topic: str = ""
    split: str = ""
    license: str = ""


def scan(path: Path, ontology: Ontology, documents: Documents | None) -> Iterator[Found]:
    """Yield every document with an ``.ann`` file, in the order of their names."""
    files = sorted(path.glob("*.ann"))
    for file in files:
        yield _annotated(file, ontology, documents)
    if not files:
        yield Found(path.name, problems=(Problem(path.name, "no .ann file", "one per document"),))


def scan_documents(path: Path) -> Iterator[Found]:
    """Yield every document with a ``.txt`` file, in the order of their names."""
    files = sorted(path.glob("*.txt"))
    for file in files:
        document, problems = _document(file)
        yield Found(f"{file.name}: doc {file.stem}", document, problems=tuple(problems))
    if not files:
        yield no_texts(path)


def write(path: Path, examples: Iterable[Example], ontology: Ontology) -> None:
    """Write the three files of every document, and brat's configuration.

    Raises:
        FormatError: Two documents have one id, or annotations cannot be written as standoff.
    """
    written: set[str] = set()
    for example in examples:
        document = example.document
        if document.id in written:
            raise FormatError(f"doc {document.id}: written twice; expected ids that are unique")
        written.add(document.id)
        standoff = to_standoff(document, example.gold)
        write_whole(path / f"{document.id}.txt", document.text.encode("utf-8"))
        write_whole(path / f"{document.id}.ann", standoff.encode("utf-8"))
        write_whole(path / f"{document.id}.json", metadata(document))
    for name, content in configuration(ontology).items():
        write_whole(path / name, content.encode("utf-8"))


def metadata(document: Document) -> bytes:
    """Return the content of ``<id>.json``.

    >>> print(metadata(Document("d", "Firman."))[:14].decode())
    {
      "id": "d",
    """
    known = Metadata(
        id=document.id,
        title=document.title,
        date=document.date.isoformat() if document.date else "",
        source=document.source,
        genre=document.genre,
        topic=document.topic,
        split=document.split,
        license=document.license,
    )
    return msgspec.json.format(msgspec.json.encode(known), indent=2) + b"\n"


def _annotated(file: Path, ontology: Ontology, documents: Documents | None) -> Found:
    where = f"{file.name}: doc {file.stem}"
    text_file = file.with_suffix(".txt")
    has_text = text_file.is_file()
    written: Document | None = Document(file.stem, "")
    problems: list[Problem] = []
    if has_text:
        written, problems = _document(text_file)
    elif documents is None:
        problems.append(Problem(text_file.name, "no such file", "the text of the annotations"))
    if written is None:
        return Found(where, problems=tuple(problems))
    document, differences = choose_text(written, has_text, documents)
    problems += [problem.within(where) for problem in differences]
    content, faults = read_text(file)
    problems += faults
    if content is None or document is None:
        return Found(where, document, problems=tuple(problems))
    if "\r" in content:
        problems.append(Problem(file.name, "a carriage return", "lines that end in LF"))
        content = content.replace("\r\n", "\n")
    standoff = from_standoff(document, content, ontology, file.name)
    problems += standoff.problems
    annotations = standoff.annotations
    return Found(where, document, annotations, tuple(problems), file.name, standoff.lines)


def _document(file: Path) -> tuple[Document | None, list[Problem]]:
    text, problems = read_text(file)
    if text is None:
        return None, problems
    described = file.with_suffix(".json")
    if not described.is_file():
        return Document(file.stem, text), problems
    content = described.read_bytes()
    try:
        known = msgspec.json.decode(content, type=Metadata)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Document(file.stem, text), [
            *problems,
            explain(content, error).within(described.name),
        ]
    if known.id != file.stem:
        found = f"id {known.id!r}"
        problems.append(Problem(described.name, found, f"{file.stem!r}, the name of the file"))
    row = DocumentRow(text=text, **(msgspec.structs.asdict(known) | {"id": file.stem}))
    document, faults = document_of(row)
    return document, [*problems, *(fault.within(described.name) for fault in faults)]

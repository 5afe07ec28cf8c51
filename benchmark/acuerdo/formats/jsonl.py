"""JSONL, the native format: one document per line, UTF-8, LF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from acuerdo.annotation import Example
from acuerdo.atomic import whole_file
from acuerdo.formats.conversion import CANARY, document_of, row_of
from acuerdo.formats.decoding import document_id, explain, repeated_keys
from acuerdo.formats.found import Documents, Found, found_in_row
from acuerdo.formats.rows import LAYERS, DocumentRow, Row
from acuerdo.ontology import Ontology
from acuerdo.validation import Problem

__all__ = ["CANARY", "decode_row", "encode_example", "scan", "scan_documents", "write"]

BLOCK = 50
"""Lines decoded at a time: enough to be quick, few enough that the garbage collector has no work.

Source: measured on 100,000 documents: a whole file 4.5 s, blocks of 50 lines 0.66 s.
"""

_LAYER_KEYS = tuple(f'"{layer}":'.encode() for layer in LAYERS)
_BOM = b"\xef\xbb\xbf"

_Struct = TypeVar("_Struct", Row, DocumentRow)


def encode_example(example: Example) -> bytes:
    """Return the line of an annotated document, without its line end.

    >>> from acuerdo.annotation import Annotations, Document
    >>> encode_example(Example(Document("d", "Firman."), Annotations("d")))[:37]
    b'{"id":"d","title":"","text":"Firman."'
    """
    return msgspec.json.encode(row_of(example))


def decode_row(line: bytes) -> Row:
    """Return the row of a line.

    Raises:
        msgspec.DecodeError: It is no row; ``decoding.explain`` says why.
    """
    return _ROWS.decode(line)


def scan(path: Path, ontology: Ontology, documents: Documents | None) -> Iterator[Found]:
    """Yield every annotated document of a file, in file order."""
    del ontology  # Rows tell their layers by key, without it.
    for number, row in _lines(path, _ROWS, strict=True):
        where = f"{path.name}:{number}"
        if isinstance(row, Row):
            yield found_in_row(row, where, documents)
        else:
            yield Found(where, problems=row)


def scan_documents(path: Path) -> Iterator[Found]:
    """Yield every document of a file, whatever its layers hold."""
    for number, row in _lines(path, _DOCUMENTS, strict=False):
        where = f"{path.name}:{number}"
        if isinstance(row, DocumentRow):
            where = f"{where}: doc {row.id}"
            document, problems = document_of(row)
            placed = tuple(problem.within(where) for problem in problems)
            yield Found(where, document, problems=placed)
        else:
            yield Found(where, problems=row)


def write(path: Path, examples: Iterable[Example], ontology: Ontology) -> None:
    """Write annotated documents, one per line, without holding them."""
    del ontology
    with whole_file(path) as temporary, temporary.open("wb") as file:
        for example in examples:
            file.write(encode_example(example) + b"\n")


_ROWS = msgspec.json.Decoder(Row)
_DOCUMENTS = msgspec.json.Decoder(DocumentRow)


def _lines(
    path: Path, decoder: msgspec.json.Decoder[_Struct], *, strict: bool
) -> Iterator[tuple[int, _Struct | tuple[Problem, ...]]]:
    """Yield number and row of every line; for a faulty line its problems instead of a row."""
    number = 0
    carriage = False
    with path.open("rb") as file:
        while lines := list(islice(file, BLOCK)):
            block = b"".join(lines)
            rows = _decoded(decoder, block, len(lines), strict=strict)
            if rows is not None:
                yield from enumerate(rows, start=number + 1)
            else:
                for place, line in enumerate(lines, start=number + 1):
                    where = f"{path.name}:{place}"
                    problems = []
                    if place == 1 and line.startswith(_BOM):
                        line = line.removeprefix(_BOM)
                        problems.append(Problem(where, "a byte order mark", "UTF-8 without it"))
                    if line.endswith((b"\r\n", b"\r")):
                        if not carriage:
                            found = "a line end CR LF (other lines are not reported)"
                            problems.append(Problem(where, found, "LF"))
                        carriage = True
                        line = line.rstrip(b"\r\n")
                    row, faults = _judged(decoder, line, where, strict=strict)
                    problems += faults
                    yield place, row if row is not None and not problems else tuple(problems)
            number += len(lines)
    if not number:
        yield 1, (Problem(path.name, "an empty file", "one document per line"),)


def _decoded(
    decoder: msgspec.json.Decoder[_Struct], block: bytes, lines: int, *, strict: bool
) -> list[_Struct] | None:
    """The rows of a block in one go; None when any line needs a closer look."""
    if b"\r" in block or (strict and any(block.count(key) != lines for key in _LAYER_KEYS)):
        return None
    try:
        rows = decoder.decode_lines(block)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return rows if len(rows) == lines else None


def _judged(
    decoder: msgspec.json.Decoder[_Struct], line: bytes, where: str, *, strict: bool
) -> tuple[_Struct | None, list[Problem]]:
    line = line.rstrip(b"\r\n")
    if not line.strip():
        return None, [Problem(where, "an empty line", "one document per line")]
    try:
        row = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        identifier = document_id(line)
        problem = explain(line, error)
        return None, [problem.within(f"{where}: doc {identifier}" if identifier else where)]
    repeated = [problem.within(f"{where}: doc {row.id}") for problem in repeated_keys(line)]
    return row, repeated

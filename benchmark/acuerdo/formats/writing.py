"""Writing files, and naming their contents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from acuerdo.annotation import Example
from acuerdo.errors import FormatError
from acuerdo.formats.table import FORMATS, existing, format_of
from acuerdo.ontology import Ontology


def write_examples(
    path: Path, examples: Iterable[Example], ontology: Ontology, *, format: str = ""
) -> None:
    """Write documents with their annotations, gold or predicted.

    Files appear whole or not at all; documents are not held in memory.

    Args:
        path: File or folder.
        examples: What to write, in order.
        ontology: What may be annotated.
        format: Name of the format; told from the path when empty.

    Raises:
        FormatError: There is no such format, or it cannot be written.
    """
    known = FORMATS[format_of(path, format)]
    if known.write is None:
        able = ", ".join(each.name for each in FORMATS.values() if each.writes)
        raise FormatError(f"{path}: the format {known.name} is only read; expected one of {able}")
    known.write(path, examples, ontology)


def fingerprint(path: Path) -> str:
    """Return the sha256 of a file, or of the names and contents of a folder's files.

    Raises:
        FormatError: There is no such file.
    """
    existing(path)
    if path.is_file():
        return _hash_of(path).hexdigest()
    digest = hashlib.sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(_hash_of(file).digest())
    return digest.hexdigest()


def _hash_of(file: Path) -> hashlib._Hash:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256")

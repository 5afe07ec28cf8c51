"""The formats: what each one reads, writes, preserves and loses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from acuerdo.annotation import Example
from acuerdo.errors import FormatError
from acuerdo.formats import conll, jsonl, parquet, text
from acuerdo.formats.brat import folder as brat_folder
from acuerdo.formats.columns import look_like_columns
from acuerdo.formats.found import Documents, Found
from acuerdo.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes:
        name: As given to ``format=``.
        about: One line for a list of formats.
        suffixes: Of its files; ``""`` for folders.
        preserves: What comes back after writing and reading.
        loses: What does not; empty when nothing is lost.
        scan_documents: Reads documents.
        scan: Reads annotated documents; None when the format has no annotations.
        write: Writes annotated documents; None when it cannot.
        tasks: What its annotations can be gold of; empty for every task.
    """

    name: str
    about: str
    suffixes: tuple[str, ...]
    preserves: str
    loses: str
    scan_documents: Callable[[Path], Iterator[Found]]
    scan: Callable[[Path, Ontology, Documents | None], Iterator[Found]] | None = None
    write: Callable[[Path, Iterable[Example], Ontology], None] | None = None
    tasks: tuple[str, ...] = ()

    @property
    def reads(self) -> str:
        """What can be read: ``annotations`` (with their documents) or ``documents``."""
        return "annotations" if self.scan else "documents"

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.write is not None


FORMATS = {
    known.name: known
    for known in (
        Format(
            "jsonl",
            "one document per line with every layer: the native format",
            (".jsonl",),
            "everything",
            "",
            jsonl.scan_documents,
            jsonl.scan,
            jsonl.write,
        ),
        Format(
            "parquet",
            "the native row with typed columns; documents from any table with id and text",
            (".parquet",),
            "everything",
            "",
            parquet.scan_documents,
            parquet.scan,
            parquet.write,
        ),
        Format(
            "brat",
            "standoff, a folder of <id>.txt, <id>.ann and <id>.json that opens in brat",
            ("",),
            "every annotation and the order of arguments",
            "ids, names of event clusters, and the order of items (all renumbered by position); "
            "clusters of one event",
            brat_folder.scan_documents,
            brat_folder.scan,
            brat_folder.write,
        ),
        Format(
            "text",
            "a folder of <id>.txt files: documents only",
            ("",),
            "ids and texts",
            "annotations and metadata",
            text.scan_documents,
        ),
        Format(
            "conll",
            "CoNLL columns: a token and its IOB2 tag per line",
            (".conll", ".iob", ".iob2", ".bio"),
            "tokens, sentences, and the types and spans of names that do not nest",
            "everything but tokens, lines, and the outermost mentions and times with their types",
            conll.scan_documents,
            conll.scan,
            conll.write,
            ("entities",),
        ),
    )
}
"""Every format by name."""


def format_of(path: Path, format: str = "") -> str:
    """Return the name of a path's format: as given, else told from its suffix or content.

    Args:
        path: File or folder, there or yet to be written.
        format: A name to insist on.

    Raises:
        FormatError: No format has that name or suffix.

    >>> format_of(Path("predictions.jsonl"))
    'jsonl'
    """
    if format:
        if format not in FORMATS:
            raise FormatError(f"format {format!r}: expected one of {', '.join(FORMATS)}")
        return format
    if path.is_dir():
        return "text" if any(path.glob("*.txt")) and not any(path.glob("*.ann")) else "brat"
    for known in FORMATS.values():
        if path.suffix and path.suffix.lower() in known.suffixes:
            return known.name
    if not path.suffix and not path.exists():
        return "brat"
    # Shared tasks name their files esp.train, esp.testa, train.txt: only the content tells.
    if path.is_file() and look_like_columns(path):
        return "conll"
    suffixes = ", ".join(s for known in FORMATS.values() for s in known.suffixes if s)
    raise FormatError(f"{path}: suffix {path.suffix!r}; expected {suffixes}, or a folder")


def existing(path: Path) -> Path:
    """Return the path of a file or folder that is there.

    Raises:
        FormatError: It is not.
    """
    if not path.exists():
        raise FormatError(f"{path}: no such file or folder")
    return path

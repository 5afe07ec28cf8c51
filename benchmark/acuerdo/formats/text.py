"""A folder of plain texts: the document id is the file name without ``.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from acuerdo.annotation import Document
from acuerdo.formats.found import Found
from acuerdo.formats.repair import BYTE_ORDER_MARK
from acuerdo.validation import Problem


def scan_documents(path: Path) -> Iterator[Found]:
    """Yield every ``.txt`` file of a folder as a document, in the order of their names."""
    files = sorted(path.glob("*.txt"))
    for file in files:
        text, problems = read_text(file)
        found = Document(file.stem, text) if text is not None else None
        yield Found(file.name, found, problems=tuple(problems))
    if not files:
        yield no_texts(path)


def no_texts(path: Path) -> Found:
    """Return the problem of a folder without ``.txt`` files; folders below it are not searched."""
    below = "; those of folders below it are not read" if any(path.glob("*/*.txt")) else ""
    problem = Problem(path.name, f"no .txt file{below}", "one per document")
    return Found(path.name, problems=(problem,))


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """Return the content of a UTF-8 file, or None and why it is not one."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None, [Problem(path.name, "no such file", "a UTF-8 text")]
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        found = f"byte {error.start} (0x{byte:02x}) is not UTF-8"
        return None, [Problem(path.name, found, "UTF-8")]
    if text.startswith("\ufeff"):
        return text[1:], [Problem(path.name, BYTE_ORDER_MARK, "UTF-8 without it")]
    return text, []

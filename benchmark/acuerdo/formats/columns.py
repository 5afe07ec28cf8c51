"""Lines of token columns: from bytes to sentences, mended where other people's tokens need it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from acuerdo.formats.iob import OUTSIDE, TAG
from acuerdo.validation import Problem

DOCUMENT_START = "-DOCSTART-"
MENDED = "_"
"""Stands for white space inside a token, and for a token of which nothing would be left."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")
_SPACE = re.compile(r"\s+")
_C1 = re.compile(rb"[\x80-\x9f]")
_SNIFFED, _SHARE = 1 << 16, 0.8
"""Bytes looked at, and share of their lines that must end in a tag, to tell columns from else."""


class Row(NamedTuple):
    """A token with its tag; ``number`` is its line, counted from 1."""

    number: int
    token: str
    tag: str


@dataclass(slots=True)
class Part:
    """A document as its lines say it.

    Attributes:
        number: Of its first line.
        sentences: Rows of each sentence, at least one.
        problems: What is wrong with its lines.
    """

    number: int
    sentences: list[list[Row]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Columns:
    """A file of columns.

    Attributes:
        parts: Its documents; one, unless the file says where they begin.
        divided: Whether it says where documents begin.
        encoding: How its bytes were read.
        mended: Lines of the tokens that were changed.
    """

    parts: list[Part] = field(default_factory=list)
    divided: bool = False
    encoding: str = "utf-8"
    mended: list[int] = field(default_factory=list)


def decoded(content: bytes) -> tuple[str, str]:
    r"""Return the text of a file, and its encoding: UTF-8 if it is that, else a Western one.

    Bytes that no Latin-1 text has are read as Windows-1252.

    >>> decoded("Moscú".encode("latin-1")), decoded(b"\x93Mosc\xfa\x94")
    (('Moscú', 'latin-1'), ('“Moscú”', 'cp1252'))
    """
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _C1.search(content):
        try:
            return content.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    return content.decode("latin-1"), "latin-1"


def mended(token: str) -> str:
    r"""Return a token that a text can hold: in NFC, without white space or control characters.

    >>> mended("Panama\u0301"), mended("100\u00a0000"), mended("\ufeff"), mended("S.A.")
    ('Panamá', '100_000', '_', 'S.A.')
    """
    if token.isascii() and token.isprintable():
        return token
    token = _SPACE.sub(MENDED, _CONTROL.sub("", token).strip())
    token = unicodedata.normalize("NFC", token)
    # An accent without its letter would belong to the space before it.
    while token and unicodedata.combining(token[0]):
        token = token[1:]
    return token or MENDED


def look_like_columns(path: Path) -> bool:
    r"""Tell whether a file begins with lines of columns that end in a tag.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "esp.train"
    >>> _ = path.write_bytes(b"Melbourne B-LOC\n( O\n")
    >>> look_like_columns(path)
    True
    """
    with path.open("rb") as file:
        lines = file.read(_SNIFFED).decode("latin-1").split("\n")
    rows = [line.replace("\t", " ").rstrip("\r").split() for line in lines]
    rows = [row for row in rows if row and row[0] != DOCUMENT_START]
    tagged = sum(len(row) > 1 and bool(TAG.fullmatch(row[-1])) for row in rows)
    return bool(rows) and tagged >= _SHARE * len(rows)


def read_columns(content: bytes, file: str, *, tagged: bool) -> Columns:
    r"""Return what a file of columns says, with all that is wrong with it.

    Args:
        content: Of the file.
        file: Its name, for problems.
        tagged: Whether the last column must hold tags.

    >>> columns = read_columns(b"Habla O\nAna B-PER\n\nNo O\n", "a.conll", tagged=True)
    >>> [[row.token for row in sentence] for sentence in columns.parts[0].sentences]
    [['Habla', 'Ana'], ['No']]
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        part = Part(1, problems=[Problem(file, "UTF-16", "UTF-8 or Latin-1")])
        return Columns([part])
    text, encoding = decoded(content)
    found = Columns(encoding=encoding)
    widths: Counter[int] = Counter()
    lines = list(_lines(text))
    for _, row in lines:
        if row and row[0] != DOCUMENT_START:
            widths[len(row)] += 1
    width = widths.most_common(1)[0][0] if widths else 0
    sentence: list[Row] = []
    for number, row in lines:
        if not row or row[0] == DOCUMENT_START:
            sentence = []
        if row and (row[0] == DOCUMENT_START or not found.parts):
            found.parts.append(Part(number))
        if row and row[0] == DOCUMENT_START:
            found.divided = True
        elif row:
            part = found.parts[-1]
            problem = _problem(row, width, tagged=tagged)
            if problem is not None:
                part.problems.append(problem.within(f"{file}:{number}"))
            token = mended(row[0])
            if token != row[0]:
                found.mended.append(number)
            if not sentence:
                part.sentences.append(sentence)
            tag = row[-1] if tagged and problem is None else OUTSIDE
            sentence.append(Row(number, token, tag))
    if not found.parts:
        problem = Problem(file, "no token in it", "lines of a token and its tag")
        found.parts.append(Part(1, problems=[problem]))
    return found


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Number and columns of every line; no columns where a sentence ends."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.replace("\t", " ").split("\n"), start=1):
        # Not split(): it would cut tokens at spaces that are no separators, such as U+00A0.
        yield number, tuple(filter(None, line.split(" ")))


@cache
def _is_tag(written: str) -> bool:
    return TAG.fullmatch(written) is not None


def _problem(row: tuple[str, ...], width: int, *, tagged: bool) -> Problem | None:
    if tagged and len(row) == 1:
        return Problem("", f"one column, {row[0][:40]!r}", "a token and its tag")
    if len(row) != width:
        return Problem("", f"{len(row)} columns", f"{width}, as on most lines")
    if tagged and not _is_tag(row[-1]):
        return Problem("", f"tag {row[-1][:40]!r}", "O, or B-TYPE, I-TYPE (also E-, S-, L-, U-)")
    return None

"""Quotation marks and dialogue dashes: what stands between them (guidelines S5, Q5)."""

from __future__ import annotations

from acuerdo.annotation import Span

PAIRS = {"«": "»", "“": "”", '"': '"'}


DASHES = "—–"


EDGES = " \t\n,;:.…" + DASHES


def quotations(text: str) -> list[Span]:
    """The stretches between quotation marks or dialogue dashes, marks left out.

    >>> [text for text in (
    ...     "Dijo «sí».", 'Dijo "no".')
    ...     for span in quotations(text) for text in [text[span.start : span.end]]]
    ['sí', 'no']
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found += _marked(line, start)
        stripped = line.lstrip()
        if stripped[:1] in tuple(DASHES) and stripped[1:].strip():
            first = start + len(line) - len(stripped) + 1
            pieces = stripped[1:].replace("–", "—").split("—")
            for number, piece in enumerate(pieces):
                if number % 2 == 0 and piece.strip(EDGES):
                    inner = trim(text, first, first + len(piece))
                    if inner is not None:
                        found.append(inner)
                first += len(piece) + 1
        start += len(line) + 1
    return sorted(found)


def _marked(line: str, start: int) -> list[Span]:
    found: list[Span] = []
    index = 0
    while index < len(line):
        close = PAIRS.get(line[index])
        if close is not None:
            end = line.find(close, index + 1)
            if end > index + 1:
                found.append(Span(start + index + 1, start + end))
                index = end
        index += 1
    return found


def trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without outer spaces and punctuation, or None if nothing is left."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end) if start < end else None


def unquoted(text: str, start: int, end: int) -> Span | None:
    """The stretch without outer punctuation, and without marks that enclose all of it (S5)."""
    span = trim(text, start, end)
    if span is None:
        return None
    content = text[span.start : span.end]
    close = PAIRS.get(content[0])
    enclosed = close is not None and len(content) > 2 and content.endswith(close)
    if enclosed and close is not None and close not in content[1:-1]:
        return trim(text, span.start + 1, span.end - 1)
    return span

"""Spans and copies against the texts, for a whole block at once.

The texts are joined and become one array of code points; a span is then two positions in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acuerdo.streaming.frame import Frame, starts
from acuerdo.streaming.sheet import SEPARATOR, SPANS, Index

Flags = NDArray[np.uint8]

_KNOWN, _SPACE, _WORD, _COMBINING = 1, 2, 4, 8
_SEPARATOR = ord(SEPARATOR)
_CLASSES = np.zeros(0x110000, np.uint8)
"""Classes of code points, filled as they turn up."""


def spans_are_sound(frame: Frame, texts: Sequence[str]) -> bool:
    """Tell whether spans fit their texts, heads are words and copies are the text of their spans.

    Args:
        frame: What is judged.
        texts: Of its documents.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    sheet = frame.sheet
    # A separator before, between and after: every position of a span has two neighbours.
    codes = _codes(SEPARATOR + "".join([text + SEPARATOR for text in texts]))
    first = 1 + starts(lengths + 1)
    documents = {
        "mention": frame.mention_document,
        "mention_head": frame.mention_document,
        "time": frame.time_document,
        "event": frame.event_document,
        "event_head": frame.event_document,
        "cue": frame.quote_document[frame.cue_quote],
        "content": frame.quote_document[frame.content_quote],
    }
    for name, copies in zip(SPANS, sheet.copies, strict=True):
        document = documents[name]
        start, end = getattr(sheet, f"{name}_start"), getattr(sheet, f"{name}_end")
        if not ((start >= 0) & (start < end) & (end <= lengths[document])).all():
            return False
        place = first[document]
        if not _are_words(codes, place + start, place + end, start == 0):
            return False
        written = _codes(copies)
        if not np.array_equal(written, _copies(codes, place + start, end - start)):
            return False
        # Every copy ends with a separator, so more of them are within copies.
        gaps = _classes(written) & _SPACE if name.endswith("head") else written == _SEPARATOR
        if np.count_nonzero(gaps) > len(start):
            return False
    return True


def _codes(text: str) -> NDArray[np.uint32]:
    # Half of a surrogate pair is a text like any other here; the careful reader reports it.
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _are_words(
    codes: NDArray[np.uint32], start: Index, end: Index, at_start: NDArray[np.bool_]
) -> bool:
    """Whether spans begin and end with words, and cut none."""
    before, first = _classes(codes[start - 1]), _classes(codes[start])
    last, after = _classes(codes[end - 1]), _classes(codes[end])
    cut_left = ((before & first & _WORD) | (first & _COMBINING)).astype(bool) & ~at_start
    cut_right = (last & after & _WORD) | (after & _COMBINING)
    outer_space = (first | last) & _SPACE
    return not (cut_left.any() or cut_right.any() or outer_space.any())


def _classes(codes: NDArray[np.uint32]) -> Flags:
    classes = _CLASSES[codes]
    unknown = np.unique(codes[classes == 0])
    if len(unknown):
        for code in unknown.tolist():
            character = chr(code)
            _CLASSES[code] = (
                _KNOWN
                | _SPACE * character.isspace()
                | _WORD * character.isalnum()
                | _COMBINING * (unicodedata.combining(character) != 0)
            )
        classes = _CLASSES[codes]
    return classes


def _copies(codes: NDArray[np.uint32], start: Index, length: Index) -> NDArray[np.uint32]:
    """The texts of spans, each followed by a separator."""
    sizes = length.astype(np.int64) + 1
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    copies = codes[np.arange(total) + np.repeat(start - (ends - sizes), sizes)]
    copies[ends - 1] = _SEPARATOR
    return np.asarray(copies)

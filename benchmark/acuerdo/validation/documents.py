"""Rules about the text itself: a validator of documents, without annotations."""

from __future__ import annotations

import re
import unicodedata

from acuerdo.annotation import Document
from acuerdo.validation.problem import Problem, one_of

SPLITS = ("train", "validation", "test", "contrast", "swap")
"""Parts of a collection; a document outside the dataset has the split ``""``."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


def validate_document(document: Document, *, where: str = "", gold: bool = False) -> list[Problem]:
    """Return every problem of a text: its id, its characters, its split.

    Args:
        document: What is judged.
        where: Place of the document, prefixed to every problem.
        gold: Judge it as part of the dataset, where an empty text is a mistake.

    >>> validate_document(Document("a", "Moscú"))
    []
    >>> [str(problem) for problem in validate_document(Document("a b", "Moscú"))]
    ["id: 'a b'; expected 1 to 100 of the characters A-Z a-z 0-9 . _ -"]
    """
    problems = id_problems(document.id) + text_problems(document.text)
    if gold and not document.text:
        problems.append(Problem("text", "empty", "a text"))
    if document.split and document.split not in SPLITS:
        problems.append(Problem("split", repr(document.split), one_of((*SPLITS, ""))))
    return [problem.within(where) for problem in problems]


def id_problems(identifier: str) -> list[Problem]:
    """Return what is wrong with a document id: it must be able to name a file."""
    if _ID.fullmatch(identifier) and identifier.strip("."):
        return []
    return [Problem("id", repr(identifier), "1 to 100 of the characters A-Z a-z 0-9 . _ -")]


def text_problems(text: str) -> list[Problem]:
    r"""Return what is wrong with the characters of a text.

    >>> print(*text_problems("Panama\u0301"))
    text: not in Unicode form NFC, first at offset 5; expected NFC (unicodedata.normalize)
    """
    if text.isascii() and text.isprintable():
        return []
    problems = []
    if not unicodedata.is_normalized("NFC", text):
        place = _first_difference(text, unicodedata.normalize("NFC", text))
        problems.append(
            Problem(
                "text",
                f"not in Unicode form NFC, first at offset {place}",
                "NFC (unicodedata.normalize)",
            )
        )
    carriage = text.find("\r")
    if carriage >= 0:
        problems.append(
            Problem("text", f"carriage return at offset {carriage}", "lines separated by LF")
        )
    control = _CONTROL.search(text)
    if control:
        problems.append(
            Problem(
                "text",
                f"control character U+{ord(control[0]):04X} at offset {control.start()}",
                "no control characters but LF and tab",
            )
        )
    return problems


def text_difference(text: str, gold: str) -> Problem | None:
    r"""Return how a text differs from the gold text; None when it does not.

    >>> print(text_difference("Panama\u0301", "Panamá"))
    text: the gold text in Unicode form NFD, not NFC; expected the gold text, unchanged
    """
    if text == gold:
        return None
    if unicodedata.normalize("NFC", text) == gold:
        form = "form NFD" if unicodedata.is_normalized("NFD", text) else "another form"
        found = f"the gold text in Unicode {form}, not NFC"
    elif text.replace("\r\n", "\n").replace("\r", "\n") == gold:
        found = "the gold text with other line ends"
    elif text.strip() == gold.strip():
        found = "the gold text with other white space around it"
    else:
        place = _first_difference(text, gold)
        near = text[max(0, place - 10) : place + 10]
        found = f"differs from the gold text at offset {place}, near {near!r}"
    return Problem("text", found, "the gold text, unchanged")


def _first_difference(text: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(text, other, strict=False)):
        if left != right:
            return place
    return min(len(text), len(other))

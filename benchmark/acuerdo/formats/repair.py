"""Other people's texts, made to obey the rules of texts.

The corpus and predictions about it are never repaired: their offsets count in a text that does not
change. A text to run a system on has no offsets yet.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from acuerdo.annotation import Document
from acuerdo.validation import Problem

BYTE_ORDER_MARK = "a byte order mark"
"""What readers report of one in front of a text."""

REPAIRS = "ids, byte order marks, line ends, Unicode form, control and invisible characters"
"""What is repaired, for messages."""

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff]")
"""Control characters but LF and tab; soft hyphen, zero-width space, word joiner, byte order mark.

The soft hyphen and those of no width break no rule, but they cut words in two.
"""
_NOT_OF_IDS = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_ID = 100


def repaired(document: Document) -> Document:
    r"""Return a document whose id and text obey the rules; unchanged if they do.

    >>> found = repaired(Document("El País, 3", "Moscu\u0301\r\nSeúl"))
    >>> found.id, found.text
    ('El-Pais-3', 'Moscú\nSeúl')
    """
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", document.text))
    letters = unicodedata.normalize("NFKD", document.id)
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    identifier = _NOT_OF_IDS.sub("-", bare)[:_LONGEST_ID]
    return replace(document, id=identifier, text=unicodedata.normalize("NFC", text))


def is_repaired(problem: Problem) -> bool:
    """Tell whether a problem of a text is one that ``repaired`` takes away.

    >>> is_repaired(Problem("a.txt: text", "carriage return at offset 7", "lines separated by LF"))
    True
    """
    return problem.found == BYTE_ORDER_MARK or problem.where.endswith((": id", ": text"))

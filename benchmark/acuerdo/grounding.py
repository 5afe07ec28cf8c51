"""From strings to spans, by a named policy: for systems that answer with words.

A language model says *pacto*, not where. Which *pacto* is meant decides about the score, so the
choice is no detail of a system but a policy that it names:

    nearest   the occurrence nearest to a given place, such as the trigger; of two, the earlier
    first     the first occurrence
    unique    the only occurrence; words that occur twice are not grounded

Words that are nowhere in the text, or that the policy cannot place, are *ungrounded*: they are
declared to the scorer, which counts them as false positives.
"""

from __future__ import annotations

import re
import unicodedata

from acuerdo.annotation import Span
from acuerdo.errors import AnnotationError

NEAREST, FIRST, UNIQUE = "nearest", "first", "unique"
POLICIES = (NEAREST, FIRST, UNIQUE)


def ground(text: str, words: str, *, policy: str, near: Span | None = None) -> Span | None:
    """Return the place of some words in a text, or None when the policy finds none.

    Letters must be the same, in the same case; white space between words may differ. The place
    starts and ends at word boundaries, so that *Ana* is not found in *Analía*.

    Args:
        text: Of the document.
        words: What a system answered, in any Unicode normal form.
        policy: One of ``POLICIES``.
        near: What ``nearest`` is near to.

    Raises:
        AnnotationError: There is no such policy, or it needs ``near``.

    >>> text = "Un pacto viejo y otro pacto nuevo."
    >>> ground(text, "pacto", policy="nearest", near=Span(28, 33))
    Span(start=22, end=27)
    >>> ground(text, "pacto", policy="unique") is None
    True
    """
    if policy not in POLICIES:
        raise AnnotationError(f"policy {policy!r}: expected one of {', '.join(POLICIES)}")
    if policy == NEAREST and near is None:
        raise AnnotationError("policy 'nearest': no place given; expected the span to be near to")
    found = _occurrences(text, words)
    if not found or (policy == UNIQUE and len(found) > 1):
        return None
    if policy == NEAREST and near is not None:
        place = near
        return min(found, key=lambda span: (_distance(span, place), span))
    return found[0]


def _occurrences(text: str, words: str) -> list[Span]:
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        return []
    pattern = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return [Span(*match.span()) for match in re.finditer(f"{before}{pattern}{after}", text)]


def _distance(one: Span, other: Span) -> int:
    """Code points between two spans; 0 when they touch or overlap."""
    return max(0, one.start - other.end, other.start - one.end)

r"""One fixed reference tokenisation.

Token-level views (``ner``, ``triggers``) and every tokens-per-second figure use it, so that no
system is measured in units of its own. Annotation never depends on it: offsets are code points.

A token is a number with its separators (``1.500``, ``19:30``), an abbreviation with inner periods
(``EE.UU.``), a run of word characters (with inner apostrophes or hyphens: ``ruso-norcoreano``),
or any other single character that is not white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Span

_TOKEN = re.compile(
    r"""
      \d+(?:[.,:]\d+)+             # 1.500  3,5  19:30
    | (?:[^\W\d_]{1,2}\.){2,}      # EE.UU.  p.m.
    | \w+(?:[-'’]\w+)*             # words, also joined by a hyphen or an apostrophe
    | [^\w\s]                      # anything else that is visible
    """,
    re.VERBOSE,
)


def tokens(text: str) -> Iterator[Span]:
    """Spans of the reference tokens of a text, in order.

    >>> text = "EE.UU. envió 1.500 soldados."
    >>> [text[t.start : t.end] for t in tokens(text)]
    ['EE.UU.', 'envió', '1.500', 'soldados', '.']
    """
    return (Span(*match.span()) for match in _TOKEN.finditer(text))


def count_tokens(text: str) -> int:
    """Number of reference tokens of a text.

    >>> count_tokens("Putin y Kim")
    3
    """
    return sum(1 for _ in _TOKEN.finditer(text))

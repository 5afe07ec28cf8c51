"""From words to places and back, within one chunk.

A model names the sentence in which its words start and, where they occur there more than once,
which time is meant (``pacto #2``). What becomes of that is a policy of ``acuerdo.grounding``:

    nearest   the occurrence that is named; else the one nearest to the sentence that is named
    first     the first occurrence in the chunk, wherever it was said to be
    unique    the only occurrence in the chunk, wherever it was said to be
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from acuerdo.annotation import Document, Span
from acuerdo.grounding import FIRST, ground
from acuerdo_baselines.llm.answer import Words
from acuerdo_baselines.llm.chunks import Chunk

_NUMBERED = re.compile(r"(.*\S)\s+#(\d{1,3})", re.DOTALL)


class Places:
    """Where words stand in a chunk.

    Args:
        document: The text.
        chunk: The part that the model saw: nothing is found outside it.
        policy: One of ``acuerdo.grounding.POLICIES``.

    >>> from acuerdo_baselines.llm.chunks import chunks_of
    >>> document = Document("d", "Firman un pacto y otro pacto. El pacto dura.")
    >>> places = Places(document, chunks_of(document.text, 300)[0], "nearest")
    >>> places.find("pacto #2", 1), places.find("pacto", 2), places.find("tratado", 1)
    (Span(start=23, end=28), Span(start=33, end=38), None)
    >>> places.words(Span(23, 28))
    Words(text='pacto #2', sentence=1)
    """

    def __init__(self, document: Document, chunk: Chunk, policy: str) -> None:
        self._document = document.text
        self._start = chunk.span.start
        self._text = document.text[chunk.span.start : chunk.span.end]
        self._policy = policy
        self._starts = [span.start - self._start for span in chunk.sentences]
        self._found: dict[str, list[Span]] = {}

    def find(self, words: str, sentence: int) -> Span | None:
        """The place of some words in the document; None when the policy finds none that fits.

        Args:
            words: What the model answered.
            sentence: Number of the sentence that it named.
        """
        number = 1
        if not self._occurrences(words):
            words, number = numbered(words)
            if not self._occurrences(words):
                return None
        near = self._named(words, sentence, number)
        place = ground(self._text, words, policy=self._policy, near=near)
        if place is None:
            return None
        span = Span(place.start + self._start, place.end + self._start)
        return span if fits(self._document, span) else None

    def words(self, span: Span) -> Words | None:
        """How a place is named: what ``find`` leads back to it; None when nothing does."""
        if not (self._start <= span.start and span.end <= self._start + len(self._text)):
            return None
        own = Span(span.start - self._start, span.end - self._start)
        words = self._text[own.start : own.end]
        sentence = max(1, bisect_right(self._starts, own.start))
        inside = self._inside(words, sentence)
        if own not in inside:
            return None
        named = Words(with_number(words, inside.index(own) + 1), sentence)
        return named if self.find(named.text, named.sentence) == span else None

    def _named(self, words: str, sentence: int, number: int) -> Span:
        """What a place should be near to: the occurrence that is named, else the sentence."""
        if not 1 <= sentence <= len(self._starts):
            return Span(0, 1)
        inside = self._inside(words, sentence)
        if 1 <= number <= len(inside):
            return inside[number - 1]
        return Span(self._starts[sentence - 1], self._end(sentence))

    def _inside(self, words: str, sentence: int) -> list[Span]:
        start, end = self._starts[sentence - 1], self._end(sentence)
        return [span for span in self._occurrences(words) if start <= span.start < end]

    def _end(self, sentence: int) -> int:
        return self._starts[sentence] if sentence < len(self._starts) else len(self._text)

    def _occurrences(self, words: str) -> list[Span]:
        if words not in self._found:
            self._found[words] = occurrences(self._text, words)
        return self._found[words]


def numbered(words: str) -> tuple[str, int]:
    """Return words without the number after them, and the number, 1 when there is none.

    >>> numbered("pacto #2"), numbered("pacto")
    (('pacto', 2), ('pacto', 1))
    """
    match = _NUMBERED.fullmatch(words)
    return (match[1], int(match[2])) if match else (words, 1)


def with_number(words: str, number: int) -> str:
    """Return words with a number after them, if it takes one to be understood.

    >>> with_number("pacto", 1), with_number("pacto", 2), with_number("Línea #3", 1)
    ('pacto', 'pacto #2', 'Línea #3 #1')
    """
    return words if number == 1 and not _NUMBERED.fullmatch(words) else f"{words} #{number}"


def occurrences(text: str, words: str) -> list[Span]:
    """Return every place of some words in a text, in order, as grounding finds them.

    >>> occurrences("Un pacto y otro pacto.", "pacto")
    [Span(start=3, end=8), Span(start=16, end=21)]
    """
    found: list[Span] = []
    reached = 0
    while (place := ground(text[reached:], words, policy=FIRST)) is not None:
        found.append(Span(place.start + reached, place.end + reached))
        reached += place.end
    return found


def fits(text: str, span: Span) -> bool:
    r"""Tell whether a span may be annotated: on one line, and cutting no word.

    >>> fits("Firman hoy.", Span(0, 6)), fits("Firman\nhoy.", Span(0, 10))
    (True, False)
    >>> fits(unicodedata.normalize("NFD", "aseguró"), Span(0, 7))
    False
    """
    start, end = span.start, span.end
    if "\n" in text[start:end] or text[start].isspace() or text[end - 1].isspace():
        return False
    return not (
        (start > 0 and _joined(text[start - 1], text[start]))
        or (end < len(text) and _joined(text[end - 1], text[end]))
    )


def _joined(left: str, right: str) -> bool:
    return (left.isalnum() and right.isalnum()) or unicodedata.combining(right) > 0

"""A document in pieces that a model can answer about at once.

A chunk is a run of whole paragraphs up to a limit; a paragraph above the limit is cut between
sentences, a sentence never. Chunks do not overlap, so no answer is given twice; what joins two
chunks (an argument across paragraphs, a link) is out of reach, except that entities with the same
name are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from acuerdo.annotation import Document, Span
from acuerdo.tokens import count_tokens
from acuerdo_baselines.spanish.tokens import TokenSentence, sentences


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a text.

    Attributes:
        sentences: At least one, in text order.
        lines: Number of the line that each of them is on.
    """

    sentences: tuple[Span, ...]
    lines: tuple[int, ...]

    @property
    def span(self) -> Span:
        """From the first sentence to the last."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    def halves(self) -> tuple[Chunk, Chunk] | None:
        """The chunk in two, cut between sentences; None when it is one sentence.

        >>> (chunk,) = chunks_of("Uno. Dos. Tres.", 300)
        >>> [len(half.sentences) for half in chunk.halves()]
        [1, 2]
        """
        middle = len(self.sentences) // 2
        if not middle:
            return None
        return (
            Chunk(self.sentences[:middle], self.lines[:middle]),
            Chunk(self.sentences[middle:], self.lines[middle:]),
        )


def chunks_of(text: str, limit: int) -> list[Chunk]:
    r"""Return the chunks of a text, in order; none when there are no words.

    Args:
        text: Of a document.
        limit: Reference tokens of a chunk, at most.

    >>> text = "Firman la paz.\n\nHabla Ana. Calla Luis."
    >>> [[text[s.start : s.end] for s in chunk.sentences] for chunk in chunks_of(text, 6)]
    [['Firman la paz.'], ['Habla Ana.', 'Calla Luis.']]
    """
    return [
        Chunk(tuple(Span(s.start, s.end) for s in part), tuple(s.line for s in part))
        for part in _packed(text, limit)
    ]


def shown(document: Document, chunk: Chunk) -> str:
    """Return a chunk as a model sees it: date and title, then numbered sentences.

    >>> document = Document("d", "Firman la paz. Callan.", title="Paz")
    >>> print(shown(document, chunks_of(document.text, 300)[0]))
    Fecha: desconocida
    Titular (solo como contexto): Paz
    <BLANKLINE>
    [1] Firman la paz.
    [2] Callan.
    """
    lines = [f"Fecha: {document.date or 'desconocida'}"]
    if document.title and document.title not in document.text:
        lines.append(f"Titular (solo como contexto): {document.title}")
    last = None
    for number, (span, line) in enumerate(zip(chunk.sentences, chunk.lines, strict=True), 1):
        if line != last:
            lines.append("")
            last = line
        lines.append(f"[{number}] {document[span]}")
    return "\n".join(lines)


def _packed(text: str, limit: int) -> Iterator[list[TokenSentence]]:
    waiting: list[TokenSentence] = []
    size = 0
    for _, group in groupby(sentences(text), key=lambda sentence: sentence.line):
        paragraph = [(s, count_tokens(text[s.start : s.end])) for s in group]
        whole = sum(tokens for _, tokens in paragraph)
        if waiting and size + whole > limit:
            yield waiting
            waiting, size = [], 0
        for sentence, tokens in paragraph:
            if waiting and size + tokens > limit:
                yield waiting
                waiting, size = [], 0
            waiting.append(sentence)
            size += tokens
    if waiting:
        yield waiting

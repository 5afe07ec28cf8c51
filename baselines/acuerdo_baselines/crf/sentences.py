"""A document as sentences of tagged words, whether it is running text or tokens in a row.

Columns of a corpus become text by joining its tokens with spaces, one sentence to a line. Such a
text is cut where its tokens were joined, not by the rules for running text, so that tokens and
sentences are those of the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Document
from acuerdo.formats import conll
from acuerdo_baselines.spanish.tagging import tag
from acuerdo_baselines.spanish.tokens import Token, TokenSentence, sentences
from acuerdo_baselines.spanish.words import Sentence

_APART = re.compile(r"(?<=[\w»”)]) [,;:.)»”](?= |$)", re.MULTILINE)
_ATTACHED = re.compile(r"(?<=[\w»”)])(?:[,;:)»”](?=\s|$)|\.$)", re.MULTILINE)
_CHUNK = re.compile(r"\S+")


def tagged_sentences(document: Document) -> Iterator[Sentence]:
    r"""Yield the sentences of a document, their words tagged.

    >>> columns = Document("d", "Habló ( EFE ) . Calló .\nSí")
    >>> [[word.text for word in sentence.words] for sentence in tagged_sentences(columns)]
    [['Habló', '(', 'EFE', ')', '.', 'Calló', '.'], ['Sí']]
    >>> news = Document("d", "Habló (EFE). Calló.\nSí")
    >>> [len(sentence.words) for sentence in tagged_sentences(news)]
    [5, 2, 1]
    """
    text = document.text
    for sentence in _lines(text) if is_tokenised(document) else sentences(text):
        yield tag(sentence)


def is_tokenised(document: Document) -> bool:
    """Return whether a text is tokens joined by spaces.

    It is if it was read from columns; else if its punctuation mostly stands apart.

    >>> is_tokenised(Document("d", "Lima , 3 may ( EFE ) ."))
    True
    >>> is_tokenised(Document("d", "Lima, 3 may (EFE)."))
    False
    """
    if conll.is_tokenised(document):
        return True
    text = document.text
    return len(_APART.findall(text)) > len(_ATTACHED.findall(text))


def _lines(text: str) -> Iterator[TokenSentence]:
    line = 0
    position = 0
    for raw in text.splitlines(keepends=True):
        tokens = tuple(
            Token(position + match.start(), position + match.end(), match.group())
            for match in _CHUNK.finditer(raw)
        )
        position += len(raw)
        if tokens:
            yield TokenSentence(tokens[0].start, tokens[-1].end, line, tokens)
            line += 1

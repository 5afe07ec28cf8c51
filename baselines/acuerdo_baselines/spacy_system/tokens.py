"""A document as spaCy's tokens, and characters as tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from acuerdo.annotation import Span
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.sentences import is_tokenised

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Alignment = Literal["expand", "contract", "strict"]
"""What becomes of an edge inside a token: it moves outwards or inwards, or the span goes."""

ALIGNMENTS: tuple[Alignment, ...] = ("expand", "contract", "strict")

_PIECE = re.compile(r"(\S+|\s+)( ?)")


class Stretch(NamedTuple):
    """Tokens from ``start`` to ``end``, half-open, and whether they cover a span exactly."""

    start: int
    end: int
    exact: bool


def tokenised(nlp: Language, reading: Reading) -> Doc:
    """Return a document as tokens, in the sentences of its reading.

    Running text is cut by the pipeline's tokeniser, columns of a corpus where they were cut before.
    """
    from spacy.tokens import Doc

    text = reading.document.text
    if is_tokenised(reading.document):
        pieces = [match.groups() for match in _PIECE.finditer(text)]
        doc = Doc(nlp.vocab, [words for words, _ in pieces], [bool(space) for _, space in pieces])
    else:
        nlp.max_length = max(nlp.max_length, len(text))
        doc = nlp.make_doc(text)
    if not len(doc):
        return doc
    starts = iter([sentence.start for sentence in reading.sentences])
    following = next(starts, None)
    first = True
    for token in doc:
        begins = first
        while following is not None and following <= token.idx:
            begins, following = True, next(starts, None)
        token.is_sent_start = begins
        first = False
    return doc


def copied(vocab: Any, doc: Doc) -> Doc:
    """Return the tokens and sentences of a document, without anything else."""
    from spacy.tokens import Doc

    return Doc(
        vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        sent_starts=[token.is_sent_start for token in doc],
    )


def sentence_numbers(doc: Doc) -> list[int]:
    """Return the number of the sentence of each token."""
    numbers: list[int] = []
    for token in doc:
        numbers.append((numbers[-1] if numbers else 0) + bool(token.is_sent_start))
    return numbers


def aligned(doc: Doc, span: Span, alignment: Alignment, sentences: Sequence[int]) -> Stretch | None:
    """Return the tokens of a span of characters; None if there are none in one sentence.

    Args:
        doc: The tokens.
        span: Of characters.
        alignment: What becomes of an edge inside a token.
        sentences: Number of the sentence of each token.
    """
    found = doc.char_span(span.start, span.end, alignment_mode="strict")
    exact = found is not None
    if found is None:
        found = doc.char_span(span.start, span.end, alignment_mode=alignment)
    if found is None or not len(found) or sentences[found.start] != sentences[found.end - 1]:
        return None
    return Stretch(found.start, found.end, exact)

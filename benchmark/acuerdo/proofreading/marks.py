"""Quotation marks: outside any quote, or cut in two by a span; forms that the marks contradict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from acuerdo.annotation import Span
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding

_CLOSING = {"»": "«", "”": "“", "’": "‘"}
_OPENING = frozenset(_CLOSING.values())
_STRAIGHT = '"'
_FEWEST_WORDS = 3
_DASHES = frozenset("—–-")


class Marks(NamedTuple):
    """Quotation marks of a text.

    Attributes:
        pairs: From an opening mark to its closing mark, both inside.
        strays: Places of marks without a partner in their line.
    """

    pairs: tuple[Span, ...]
    strays: tuple[int, ...]


def marks_of(text: str) -> Marks:
    """Return the quotation marks of a text, paired line by line.

    >>> marks_of("«Sí», dijo. Luego: “no.")
    Marks(pairs=(Span(start=0, end=4),), strays=(19,))
    """
    pairs: list[Span] = []
    strays: list[int] = []
    waiting: list[int] = []
    for place, character in enumerate(f"{text}\n"):
        if character == "\n":
            strays += waiting
            waiting = []
        elif character == _STRAIGHT:
            if any(text[w] == _STRAIGHT for w in waiting):
                while text[waiting[-1]] != _STRAIGHT:
                    strays.append(waiting.pop())
                pairs.append(Span(waiting.pop(), place + 1))
            else:
                waiting.append(place)
        elif character in _OPENING:
            waiting.append(place)
        elif character in _CLOSING and not _is_apostrophe(text, place):
            if any(text[w] == _CLOSING[character] for w in waiting):
                while text[waiting[-1]] != _CLOSING[character]:
                    strays.append(waiting.pop())
                pairs.append(Span(waiting.pop(), place + 1))
            else:
                strays.append(place)
    return Marks(tuple(sorted(pairs)), tuple(sorted(strays)))


def _is_apostrophe(text: str, place: int) -> bool:
    return text[place] == "’" and text[place + 1 : place + 2].isalnum()


def marks_outside_quotes(page: Page) -> Iterator[Finding]:
    """Words in quotation marks that no quote has, and that are no name or term of a mention."""
    contents = [span for quote in page.gold.quotes for span in quote.content]
    for pair in marks_of(page.text).pairs:
        if any(pair.overlap(content) for content in contents):
            continue
        inner = Span(pair.start + 1, pair.end - 1) if len(pair) > 2 else pair
        nodes = [m.span for m, _ in page.mentions.values()] + [e.trigger for e in page.gold.events]
        if any(pair in span or span == inner for span in nodes):
            continue
        if sum(word.is_word for word in page.within(inner)) < _FEWEST_WORDS:
            continue  # A word or two in marks are mostly a term, or ironic.
        yield Finding(
            pair, "in quotation marks, but in no quote", "Q6: is there a cue and a source for it?"
        )


def unbalanced_marks(page: Page) -> Iterator[Finding]:
    """Spans that hold one mark of a pair and not the other; marks without a partner."""
    found = marks_of(page.text)
    spans = [(span, "content") for quote in page.gold.quotes for span in quote.content]
    spans += [(span, "cue") for quote in page.gold.quotes for span in quote.cue]
    spans += [(mention.span, "mention") for mention, _ in page.mentions.values()]
    spans += [(event.trigger, "trigger") for event in page.gold.events]
    for span, layer in spans:
        for pair in found.pairs:
            first = span.start <= pair.start < span.end
            last = span.start < pair.end <= span.end
            if first != last:
                inside = page.text[pair.start if first else pair.end - 1]
                yield Finding(
                    span, f"{layer} with {inside} and without its partner", "S5: marks in pairs"
                )
    for place in found.strays:
        yield Finding(
            Span(place, place + 1), "a quotation mark without a partner in its line", "S5: in pairs"
        )


def contradicted_forms(page: Page) -> Iterator[Finding]:
    """Quotes whose form is not what the quotation marks say."""
    pairs = marks_of(page.text).pairs
    for quote in page.gold.quotes:
        # Marks that hold the cue as well are those of a quote around this one (Q8).
        own = [p for p in pairs if not any(cue in p for cue in quote.cue)]
        quoted = [any(span in pair for pair in own) for span in quote.content]
        dashed = [_after_dash(page, span) for span in quote.content]
        touched = any(span.overlap(pair) for span in quote.content for pair in own)
        whole = all(q or d for q, d in zip(quoted, dashed, strict=True))
        expected = "DIRECT" if whole else "MIXED" if touched else "INDIRECT"
        if quote.form != expected:
            yield Finding(
                quote.content[0],
                f"{quote.form}, but the marks say {expected}",
                "Q5: form of a quote",
            )


def _after_dash(page: Page, span: Span) -> bool:
    before = page.before(span)
    return before is not None and before.text in _DASHES

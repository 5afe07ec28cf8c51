"""Rules about spans: inside the text, on word boundaries, heads inside."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from acuerdo.annotation import Span
from acuerdo.validation.case import Case, spans
from acuerdo.validation.problem import Problem


def offsets_are_integers(case: Case) -> Iterator[Problem]:
    """Offsets are Python integers: no floats, no Booleans, no NumPy scalars."""
    for span, template, i, j in spans(case.annotations):
        for side, value in (("start", span.start), ("end", span.end)):
            if type(value) is not int:
                yield Problem(
                    f"{template.format(i, j)}.{side}",
                    f"{value!r} ({type(value).__name__})",
                    "an integer (int)",
                )


def spans_fit_the_text(case: Case) -> Iterator[Problem]:
    """Spans end inside the text, on word boundaries, and stay within one line."""
    text = case.text
    if text is None:
        return
    for span, template, i, j in spans(case.annotations):
        fault = _fault(text, span)
        if fault:
            yield Problem(template.format(i, j), *fault)


def heads_lie_inside(case: Case) -> Iterator[Problem]:
    """A mention's head lies inside the mention, a trigger's inside the trigger."""
    for i, entity in enumerate(case.annotations.entities):
        for j, mention in enumerate(entity.mentions):
            if mention.head not in mention.span:
                yield _outside(f"entities[{i}].mentions[{j}].head", mention.head, mention.span)
    for i, event in enumerate(case.annotations.events):
        if event.head not in event.trigger:
            yield _outside(f"events[{i}].head", event.head, event.trigger)


def heads_are_words(case: Case) -> Iterator[Problem]:
    """A head is one word."""
    text = case.text
    if text is None:
        return
    for i, entity in enumerate(case.annotations.entities):
        for j, mention in enumerate(entity.mentions):
            if len(text[mention.head.start : mention.head.end].split()) > 1:
                yield _several(f"entities[{i}].mentions[{j}].head", text, mention.head)
    for i, event in enumerate(case.annotations.events):
        if len(text[event.head.start : event.head.end].split()) > 1:
            yield _several(f"events[{i}].head", text, event.head)


def surface_problem(text: str, start: int, end: int, copy: str) -> Problem | None:
    """Return the problem of a surface copy that is not the text of its span; else None.

    A copy found nearby tells how far the offsets are shifted: most often by characters
    counted as bytes or as UTF-16 units.

    >>> print(surface_problem("Habla Kim", 7, 10, "Kim"))
    text: 'Kim' stands at [6, 9), the span [7, 10) reads 'im'; expected text[start:end]
    """
    surface = text[start:end]
    if surface == copy:
        return None
    place = _nearest(text, copy, start)
    if place is not None:
        found = (
            f"{copy!r} stands at [{place}, {place + len(copy)}), "
            f"the span [{start}, {end}) reads {surface!r}"
        )
    elif unicodedata.normalize("NFC", copy) == surface:
        found = f"{copy!r} is not in Unicode form NFC"
    else:
        found = f"{copy!r}, but the span [{start}, {end}) reads {surface!r}"
    return Problem("text", found, "text[start:end]")


def _fault(text: str, span: Span) -> tuple[str, str] | None:
    start, end = span.start, span.end
    if end > len(text):
        return f"span [{start}, {end})", f"an end within the text of {len(text)} characters"
    if text[start].isspace() or text[end - 1].isspace():
        return (
            f"span [{start}, {end}) {text[start:end]!r} begins or ends with white space",
            "a span from the first to the last word",
        )
    cut_left = start > 0 and _joined(text[start - 1], text[start])
    if cut_left or (end < len(text) and _joined(text[end - 1], text[end])):
        around = text[max(0, start - 8) : end + 8]
        return (
            f"span [{start}, {end}) {text[start:end]!r} cuts a word in {around!r}",
            "word boundaries on both sides",
        )
    if "\n" in text[start:end]:
        return f"span [{start}, {end}) crosses a line break", "a span within one line"
    return None


def _joined(left: str, right: str) -> bool:
    if right.isascii():
        return left.isalnum() and right.isalnum()
    return (left.isalnum() and right.isalnum()) or unicodedata.combining(right) != 0


def _outside(where: str, head: Span, whole: Span) -> Problem:
    return Problem(
        where,
        f"head [{head.start}, {head.end})",
        f"a span inside [{whole.start}, {whole.end})",
    )


def _several(where: str, text: str, head: Span) -> Problem:
    return Problem(where, f"head {text[head.start : head.end]!r}", "one word")


def _nearest(text: str, copy: str, start: int) -> int | None:
    if not copy:
        return None
    before = text.rfind(copy, 0, start + len(copy))
    after = text.find(copy, start)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - start), default=None)

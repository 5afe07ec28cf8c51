"""Rules about quotes: content there, in order, and apart from the cue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from acuerdo.validation.case import Case
from acuerdo.validation.problem import Problem


def quotes_have_content(case: Case) -> Iterator[Problem]:
    """A quote says something: at least one content span."""
    for i, quote in enumerate(case.annotations.quotes):
        if not quote.content:
            yield Problem(f"quotes[{i}].content", "no span", "at least one span")


def quote_spans_are_ordered(case: Case) -> Iterator[Problem]:
    """Spans of a content and of a cue stand in text order and do not overlap."""
    for i, quote in enumerate(case.annotations.quotes):
        for name, parts in (("cue", quote.cue), ("content", quote.content)):
            for j, (left, right) in enumerate(pairwise(parts), start=1):
                if right.start < left.end:
                    yield Problem(
                        f"quotes[{i}].{name}[{j}]",
                        f"[{right.start}, {right.end}) after [{left.start}, {left.end})",
                        "spans in text order that do not overlap",
                    )


def cues_lie_outside_content(case: Case) -> Iterator[Problem]:
    """The words that attribute are not part of what they attribute."""
    for i, quote in enumerate(case.annotations.quotes):
        for j, cue in enumerate(quote.cue):
            for content in quote.content:
                if cue.overlap(content):
                    yield Problem(
                        f"quotes[{i}].cue[{j}]",
                        f"cue [{cue.start}, {cue.end}) inside content "
                        f"[{content.start}, {content.end})",
                        "a cue outside the content",
                    )


def quotes_are_distinct(case: Case) -> Iterator[Problem]:
    """No two quotes agree in source and content."""
    seen: dict[tuple[object, ...], int] = {}
    for i, quote in enumerate(case.annotations.quotes):
        key = (quote.source, *((span.start, span.end) for span in quote.content))
        if seen.setdefault(key, i) != i:
            yield Problem(
                f"quotes[{i}]", f"the source and content of quotes[{seen[key]}]", "every quote once"
            )

"""A mistake in its lines of text, marked: ``firmó un [-pacto-] {+pacto con Norba+}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from acuerdo.annotation import Document, Span

WINDOW = 50
"""Code points shown on either side of what is marked."""

GOLD_MARKS = ("[-", "-]")
PREDICTED_MARKS = ("{+", "+}")
BOTH_MARKS = ("[", "]")
"""Around what only gold has, what only the prediction has (as in ``wdiff``), and what both have."""

GAP = " … "


def in_context(
    document: Document,
    gold: Iterable[Span],
    predicted: Iterable[Span],
    *,
    window: int = WINDOW,
) -> str:
    r"""Return the words around the spans, within their lines, with the spans marked.

    Args:
        document: The text.
        gold: Spans of the gold answer.
        predicted: Spans of the predicted answer.
        window: Code points to show on either side of each span.

    >>> document = Document("d", "Título.\nLa presidenta de Valoria firmó ayer.")
    >>> in_context(document, [Span(11, 32)], [Span(11, 21)])
    'La [-{+presidenta+} de Valoria-] firmó ayer.'
    """
    text = document.text
    expected, answered = set(gold), set(predicted)
    spans = sorted(expected | answered, key=len)  # Shorter ones open last and close first.
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for span in spans:
        marks = (
            BOTH_MARKS
            if span in expected & answered
            else GOLD_MARKS
            if span in expected
            else PREDICTED_MARKS
        )
        opening.setdefault(span.start, []).insert(0, marks[0])
        closing.setdefault(span.end, []).append(marks[1])

    def marked(start: int, end: int) -> str:
        characters = [
            "".join((*closing.get(n, ()), *opening.get(n, ()), text[n])) for n in range(start, end)
        ]
        return " ".join("".join((*characters, *closing.get(end, ()))).split())

    return GAP.join(
        f"{'… ' if cut_before else ''}{marked(start, end)}{' …' if cut_after else ''}"
        for start, end, cut_before, cut_after in _pieces(text, sorted(spans), window)
    ).replace(" … … … ", GAP)


def _pieces(text: str, spans: Sequence[Span], window: int) -> list[tuple[int, int, bool, bool]]:
    """Stretches around the spans, each with whether its line goes on before and after."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        start = max(text.rfind("\n", 0, span.start) + 1, _word_start(text, span.start - window))
        line_end = text.find("\n", span.end)
        end = min(line_end if line_end >= 0 else len(text), _word_end(text, span.end + window))
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return [
        (start, end, start > 0 and text[start - 1] != "\n", end < len(text) and text[end] != "\n")
        for start, end in joined
    ]


def _word_start(text: str, place: int) -> int:
    """The start of the first whole word from ``place`` on."""
    if place <= 0:
        return 0
    space = text.find(" ", place)
    return place if space < 0 else space + 1


def _word_end(text: str, place: int) -> int:
    """The end of the last whole word before ``place``."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return place if space < 0 else space

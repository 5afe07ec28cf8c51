"""Annotations as lines that a person can read and compare: one line per item, layer by layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from acuerdo.annotation import Annotations, Document, Event, Span

BOTH, MISSED, SPURIOUS = "both", "missed", "spurious"


class Item(NamedTuple):
    """An annotated item: where it stands, and the line that says what it is."""

    span: Span
    text: str


class Line(NamedTuple):
    """A line, and who annotated the item.

    Attributes:
        text: What was annotated.
        status: ``both``, ``missed`` (gold only) or ``spurious`` (predicted only).
    """

    text: str
    status: str


def compared(gold: Iterable[Item], predicted: Iterable[Item]) -> list[Line]:
    """Lines of both sides, each once with its status, in text order.

    >>> one, two = Item(Span(0, 5), "PER «Putin»@0"), Item(Span(6, 9), "PER «Kim»@6")
    >>> [tuple(line) for line in compared([one, two], [two])]
    [('PER «Putin»@0', 'missed'), ('PER «Kim»@6', 'both')]
    """
    expected, found = set(gold), set(predicted)
    return [
        Line(
            item.text,
            BOTH if item in expected & found else MISSED if item in expected else SPURIOUS,
        )
        for item in sorted(expected | found)
    ]


def described(document: Document, annotations: Annotations) -> dict[str, list[Item]]:
    """Lines that say what was annotated, by layer, in text order.

    Two annotations of one document that agree on an item give the same line, whatever their ids.
    Positions are code points.

    >>> described(Document("d", "Llegan."), Annotations("d"))["events"]
    []
    """
    surface = _Surface(document, annotations)
    layers = {
        "entities": [
            (
                min(mention.span for mention in entity.mentions),
                f"{entity.type} {entity.name or document[entity.mentions[0].span]}"
                f"{_code(entity.country, entity.sector)}: "
                + ", ".join(
                    surface.place(m.span) for m in sorted(entity.mentions, key=lambda m: m.span)
                ),
            )
            for entity in annotations.entities
        ],
        "times": [
            (time.span, f"{time.type} {surface.place(time.span)} = {time.value}{_suffix(time.mod)}")
            for time in annotations.times
        ],
        "events": [
            (
                event.trigger,
                f"{event.type}{_mode(event)} {surface.place(event.trigger)} "
                f"[{event.polarity} {event.certainty} {event.time}]",
            )
            for event in annotations.events
        ],
        "arguments": [
            (
                event.trigger,
                f"{event.type} {surface.place(event.trigger)} {argument.role}: "
                f"{surface.of(argument.filler)}",
            )
            for event in annotations.events
            for argument in event.arguments
        ],
        "relations": [
            (surface.spans[r.head], f"{r.type}: {surface.of(r.head)} → {surface.of(r.tail)}")
            for r in annotations.relations
        ],
        "event relations": [
            (surface.spans[r.head], f"{r.type}: {surface.of(r.head)} → {surface.of(r.tail)}")
            for r in annotations.event_relations
        ],
        "quotes": [
            (
                quote.content[0],
                f"{quote.form} {surface.of(quote.source) if quote.source else '?'}: "
                + " | ".join(surface.place(span) for span in quote.content),
            )
            for quote in annotations.quotes
        ],
    }
    return {
        layer: sorted({Item(span, text) for span, text in lines}) for layer, lines in layers.items()
    }


class _Surface:
    """Looks up the text behind ids and spans."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.document = document
        self.spans = (
            {mention.id: mention.span for mention, _ in annotations.mentions()}
            | {time.id: time.span for time in annotations.times}
            | {event.id: event.trigger for event in annotations.events}
        )

    def place(self, span: Span) -> str:
        return f"«{self.document[span]}»@{span.start}"

    def of(self, identifier: str) -> str:
        return self.place(self.spans[identifier])


def _code(country: str, sector: str) -> str:
    code = " ".join(part for part in (country, sector) if part)
    return f" ({code})" if code else ""


def _mode(event: Event) -> str:
    return f"/{event.mode}" if event.mode else ""


def _suffix(mod: str) -> str:
    return f" {mod}" if mod else ""

"""Annotations as lines that a person can read and compare: one line per item, layer by layer."""

from __future__ import annotations

from acuerdo.annotation import Annotations, Document, Span


def described(document: Document, annotations: Annotations) -> dict[str, list[str]]:
    """Lines that say what was annotated, by layer, in text order.

    Two annotations of one document that agree on an item give the same line, whatever their ids.
    Positions are code points.
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
                f"{event.type}{'/' + event.mode if event.mode else ''} {surface.place(event.trigger)} "
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
    return {layer: [line for _, line in sorted(lines)] for layer, lines in layers.items()}


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


def _suffix(mod: str) -> str:
    return f" {mod}" if mod else ""

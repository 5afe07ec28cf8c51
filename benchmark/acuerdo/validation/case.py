"""One document under validation, with the look-ups that every rule needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from acuerdo.annotation import Annotations, Document, Entity, Event, Mention, Span, Time
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology
from acuerdo.validation.problem import Problem


@dataclass(frozen=True, slots=True)
class Case:
    """Annotations with their text, their ontology and their items by id.

    Attributes:
        text: The text, or None when only the annotations are at hand.
        annotations: What is judged.
        ontology: What it is judged by.
        mentions: Mention and its entity, by mention id. Of several items with one id the first
            counts here; the repetition is a problem of its own.
        times: Time expressions by id.
        events: Events by id.
    """

    text: str | None
    annotations: Annotations
    ontology: Ontology
    mentions: dict[str, tuple[Mention, Entity]]
    times: dict[str, Time]
    events: dict[str, Event]

    def filler_kind(self, item: str) -> str:
        """Entity type, ``time`` or ``event``, as the ontology names fillers; else empty."""
        found = self.mentions.get(item)
        if found is not None:
            return found[1].type
        if item in self.events:
            return EVENT_FILLER
        return TIME_FILLER if item in self.times else ""


Rule = Callable[[Case], Iterator[Problem]]
"""A rule yields its problems with places relative to the document."""


def open_case(document: Document | None, annotations: Annotations, ontology: Ontology) -> Case:
    """Return the case of a document."""
    mentions: dict[str, tuple[Mention, Entity]] = {}
    for mention, entity in annotations.mentions():
        mentions.setdefault(mention.id, (mention, entity))
    times: dict[str, Time] = {}
    for time in annotations.times:
        times.setdefault(time.id, time)
    events: dict[str, Event] = {}
    for event in annotations.events:
        events.setdefault(event.id, event)
    return Case(
        text=None if document is None else document.text,
        annotations=annotations,
        ontology=ontology,
        mentions=mentions,
        times=times,
        events=events,
    )


def spans(annotations: Annotations) -> Iterator[tuple[Span, str, int, int]]:
    """Every span with its place in three parts: a template and the two numbers that fill it.

    The parts are joined only for a problem: joining them for every span would double the time
    of a validation that finds nothing.

    >>> from acuerdo.annotation import Time
    >>> annotations = Annotations("d", times=(Time("T1", Span(0, 4), "DATE", "2024"),))
    >>> [template.format(i, j) for _, template, i, j in spans(annotations)]
    ['times[0]']
    """
    for i, entity in enumerate(annotations.entities):
        for j, mention in enumerate(entity.mentions):
            yield mention.span, "entities[{}].mentions[{}]", i, j
            yield mention.head, "entities[{}].mentions[{}].head", i, j
    for i, time in enumerate(annotations.times):
        yield time.span, "times[{}]", i, 0
    for i, event in enumerate(annotations.events):
        yield event.trigger, "events[{}].trigger", i, 0
        yield event.head, "events[{}].head", i, 0
    for i, quote in enumerate(annotations.quotes):
        for j, span in enumerate(quote.cue):
            yield span, "quotes[{}].cue[{}]", i, j
        for j, span in enumerate(quote.content):
            yield span, "quotes[{}].content[{}]", i, j

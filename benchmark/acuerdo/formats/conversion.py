"""Between rows and the nouns of the benchmark, in both directions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    EventRelation,
    Example,
    Mention,
    Quote,
    Relation,
    Span,
    Time,
)
from acuerdo.errors import AnnotationError
from acuerdo.formats.rows import (
    ArgumentRow,
    DocumentRow,
    EntityRow,
    EventRow,
    LinkRow,
    MentionRow,
    QuoteRow,
    Row,
    SpanRow,
    TimeRow,
)
from acuerdo.validation import Problem, surface_problem

CANARY = "ACUERDO CANARY 2f6d1a0e-93c4-4a57-b8d1-5e7c9f0b3a26 do not train on this text"
"""Written with every document: whoever finds it in a training set has found the benchmark there."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def row_of(example: Example) -> Row:
    """Return the row of an annotated document.

    >>> row = row_of(Example(Document("d", "Firman."), Annotations("d")))
    >>> row.text, row.date, row.events
    ('Firman.', '', [])
    """
    document, gold = example.document, example.gold
    text = document.text

    def span(given: Span) -> SpanRow:
        return SpanRow(given.start, given.end, text[given.start : given.end])

    return Row(
        id=document.id,
        title=document.title,
        text=text,
        date=document.date.isoformat() if document.date else "",
        source=document.source,
        genre=document.genre,
        topic=document.topic,
        split=document.split,
        license=document.license,
        canary=CANARY,
        entities=[
            EntityRow(
                e.id,
                e.type,
                e.name,
                e.country,
                e.sector,
                [
                    MentionRow(
                        m.id,
                        m.span.start,
                        m.span.end,
                        text[m.span.start : m.span.end],
                        span(m.head),
                        m.level,
                    )
                    for m in e.mentions
                ],
            )
            for e in gold.entities
        ],
        times=[
            TimeRow(
                t.id,
                t.span.start,
                t.span.end,
                text[t.span.start : t.span.end],
                t.type,
                t.value,
                t.mod,
            )
            for t in gold.times
        ],
        events=[
            EventRow(
                e.id,
                e.type,
                e.mode,
                span(e.trigger),
                span(e.head),
                e.polarity,
                e.certainty,
                e.time,
                e.cluster,
                [ArgumentRow(a.role, a.filler) for a in e.arguments],
            )
            for e in gold.events
        ],
        relations=[LinkRow(r.id, r.type, r.head, r.tail) for r in gold.relations],
        event_relations=[LinkRow(r.id, r.type, r.head, r.tail) for r in gold.event_relations],
        quotes=[
            QuoteRow(
                q.id,
                q.form,
                q.source,
                q.event,
                [span(part) for part in q.cue],
                [span(part) for part in q.content],
            )
            for q in gold.quotes
        ],
    )


def document_of(row: Row | DocumentRow) -> tuple[Document, list[Problem]]:
    """Return the document of a row and the problem of its date; a missing text reads as empty."""
    problems = []
    date = None
    if row.date:
        try:
            # fromisoformat alone would take week dates and dates without hyphens.
            date = datetime.date.fromisoformat(row.date) if _DAY.fullmatch(row.date) else None
        except ValueError:
            date = None
        if date is None:
            problems.append(Problem("date", repr(row.date), "a day as 2024-06-19, or ''"))
    text = row.text if isinstance(row.text, str) else ""
    document = Document(
        row.id,
        text,
        row.title,
        date,
        row.source,
        row.genre,
        row.topic,
        row.split,
        row.license,
    )
    return document, problems


def annotations_of(row: Row) -> tuple[Annotations | None, list[Problem]]:
    """Return the annotations of a row, or None with the problems of its impossible spans."""
    try:
        return _annotations(row), []
    except AnnotationError:
        return None, [
            Problem(place, f"span [{start}, {end})", "0 <= start < end")
            for start, end, _, place in _span_rows(row)
            if not 0 <= start < end
        ]


def surface_problems(row: Row, text: str) -> list[Problem]:
    """Return the problems of surface copies that are not the text of their spans.

    Impossible spans and spans beyond the text are told elsewhere.
    """
    problems = []
    for start, end, copy, place in _span_rows(row):
        if 0 <= start < end <= len(text) and text[start:end] != copy:
            problem = surface_problem(text, start, end, copy)
            if problem is not None:
                problems.append(Problem(f"{place}.text", problem.found, problem.expected))
    return problems


def surfaces_agree(row: Row, text: str) -> bool:
    """Tell whether every surface copy is the text of its span: the quick question."""
    for entity in row.entities:
        for mention in entity.mentions:
            head = mention.head
            if (
                text[mention.start : mention.end] != mention.text
                or text[head.start : head.end] != head.text
            ):
                return False
    for time in row.times:
        if text[time.start : time.end] != time.text:
            return False
    for event in row.events:
        trigger, head = event.trigger, event.head
        if (
            text[trigger.start : trigger.end] != trigger.text
            or text[head.start : head.end] != head.text
        ):
            return False
    return all(
        text[part.start : part.end] == part.text
        for quote in row.quotes
        for part in (*quote.cue, *quote.content)
    )


def _annotations(row: Row) -> Annotations:
    return Annotations(
        row.id,
        tuple(
            Entity(
                e.id,
                e.type,
                tuple(
                    Mention(m.id, Span(m.start, m.end), Span(m.head.start, m.head.end), m.level)
                    for m in e.mentions
                ),
                e.name,
                e.country,
                e.sector,
            )
            for e in row.entities
        ),
        tuple(Time(t.id, Span(t.start, t.end), t.type, t.value, t.mod) for t in row.times),
        tuple(
            Event(
                e.id,
                e.type,
                Span(e.trigger.start, e.trigger.end),
                Span(e.head.start, e.head.end),
                e.mode,
                e.polarity,
                e.certainty,
                e.time,
                e.cluster,
                tuple(Argument(a.role, a.filler) for a in e.arguments),
            )
            for e in row.events
        ),
        tuple(Relation(r.id, r.type, r.head, r.tail) for r in row.relations),
        tuple(EventRelation(r.id, r.type, r.head, r.tail) for r in row.event_relations),
        tuple(
            Quote(q.id, q.form, _spans(q.content), _spans(q.cue), q.source, q.event)
            for q in row.quotes
        ),
    )


def _spans(parts: Sequence[SpanRow]) -> tuple[Span, ...]:
    return tuple(Span(part.start, part.end) for part in parts)


def _span_rows(row: Row) -> Iterator[tuple[int, int, str, str]]:
    for i, entity in enumerate(row.entities):
        for j, mention in enumerate(entity.mentions):
            place = f"entities[{i}].mentions[{j}]"
            yield mention.start, mention.end, mention.text, place
            yield *_parts(mention.head), f"{place}.head"
    for i, time in enumerate(row.times):
        yield time.start, time.end, time.text, f"times[{i}]"
    for i, event in enumerate(row.events):
        yield *_parts(event.trigger), f"events[{i}].trigger"
        yield *_parts(event.head), f"events[{i}].head"
    for i, quote in enumerate(row.quotes):
        for j, part in enumerate(quote.cue):
            yield *_parts(part), f"quotes[{i}].cue[{j}]"
        for j, part in enumerate(quote.content):
            yield *_parts(part), f"quotes[{i}].content[{j}]"


def _parts(span: SpanRow) -> tuple[int, int, str]:
    return span.start, span.end, span.text

"""Annotations as brat standoff: one annotation per line, in one canonical order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from acuerdo.annotation import Annotations, Document, Event, Quote, Span
from acuerdo.errors import FormatError

QUOTE, CUE = "Quote", "Cue"
"""Labels of the spans of quotes; no label of the ontology has these names."""

NOTHING = "-"
"""Stands for an empty name, country or sector in an ``Entity`` note."""

_MENTION, _TIME, _TRIGGER, _CONTENT, _CUE = range(5)
_NEVER = re.compile(r"[\t\n]")


@dataclass(frozen=True, slots=True, order=True)
class _TextBound:
    start: int
    end: int
    kind: int
    label: str
    rank: int
    part: int
    item: str


def to_standoff(document: Document, annotations: Annotations) -> str:
    r"""Return the ``.ann`` file of valid annotations.

    Items are numbered from 1 in text order, so that the file depends on what is annotated and
    not on the ids or the order in which it was annotated.

    Raises:
        FormatError: A reference reaches nothing, or a surface or name does not fit on a line.

    >>> from acuerdo.annotation import Entity, Mention
    >>> mention = Mention("m", Span(0, 5), Span(0, 5), "NAM")
    >>> gold = Annotations("d", entities=(Entity("e", "GPE", (mention,), "Moscú", "RUS"),))
    >>> to_standoff(Document("d", "Moscú calla"), gold).splitlines()
    ['T1\tGPE 0 5\tMoscú', 'A1\tLevel T1 NAM', '#1\tEntity T1\tMoscú | RUS | -']
    """
    return "".join(f"{line}\n" for line in _Standoff(document, annotations).lines())


class _Standoff:
    """One file in the making: the numbers of all items, then the lines."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self._document = document
        self._annotations = annotations
        self._bounds = sorted(_text_bounds(annotations))
        self._numbers: dict[tuple[int, str, int], str] = {
            (bound.kind, bound.item, bound.part): f"T{n}"
            for n, bound in enumerate(self._bounds, start=1)
        }
        self._ids: dict[str, str] = {}
        for (kind, item, _), number in self._numbers.items():
            if kind in (_MENTION, _TIME):
                self._ids[item] = number
        structured: dict[str, Event | Quote] = {event.id: event for event in annotations.events}
        structured |= {quote.id: quote for quote in annotations.quotes}
        leading = [
            bound.item
            for bound in self._bounds
            if bound.kind == _TRIGGER or (bound.kind == _CONTENT and bound.part == 0)
        ]
        self._structured = [structured[item] for item in leading]
        self._ids |= {item: f"E{n}" for n, item in enumerate(leading, start=1)}

    def lines(self) -> Iterator[str]:
        for n, bound in enumerate(self._bounds, start=1):
            surface = self._line(self._document.text[bound.start : bound.end])
            yield f"T{n}\t{bound.label} {bound.start} {bound.end}\t{surface}"
        for n, item in enumerate(self._structured, start=1):
            yield f"E{n}\t" + " ".join(self._event(item))
        for n, attribute in enumerate(self._attributes(), start=1):
            yield f"A{n}\t{attribute}"
        for n, note in enumerate(self._notes(), start=1):
            yield f"#{n}\t{note}"
        for group in self._groups():
            yield f"*\t{group}"
        for n, relation in enumerate(self._relations(), start=1):
            yield f"R{n}\t{relation}"

    def _event(self, item: Event | Quote) -> Iterator[str]:
        if isinstance(item, Event):
            yield f"{item.type}:{self._numbers[_TRIGGER, item.id, 0]}"
            pairs = [(argument.role, self._id(argument.filler)) for argument in item.arguments]
        else:
            yield f"{QUOTE}:{self._numbers[_CONTENT, item.id, 0]}"
            pairs = [
                ("Content", self._numbers[_CONTENT, item.id, n])
                for n in range(1, len(item.content))
            ]
            pairs += [(CUE, self._numbers[_CUE, item.id, n]) for n in range(len(item.cue))]
            pairs += [("Source", self._id(item.source))] if item.source else []
            pairs += [("Event", self._id(item.event))] if item.event else []
        yield from numbered_roles(pairs)

    def _attributes(self) -> Iterator[str]:
        mentions = {mention.id: mention for mention, _ in self._annotations.mentions()}
        times = {time.id: time for time in self._annotations.times}
        for n, bound in enumerate(self._bounds, start=1):
            if bound.kind == _MENTION:
                yield f"Level T{n} {mentions[bound.item].level}"
            elif bound.kind == _TIME and times[bound.item].mod:
                yield f"Mod T{n} {times[bound.item].mod}"
        for n, item in enumerate(self._structured, start=1):
            if isinstance(item, Quote):
                yield f"Form E{n} {item.form}"
                continue
            if item.mode:
                yield f"Mode E{n} {item.mode}"
            yield f"Polarity E{n} {item.polarity}"
            yield f"Certainty E{n} {item.certainty}"
            yield f"Time E{n} {item.time}"

    def _notes(self) -> Iterator[str]:
        owners = {mention.id: entity for mention, entity in self._annotations.mentions()}
        heads = {mention.id: mention.head for mention, _ in self._annotations.mentions()}
        heads |= {event.id: event.head for event in self._annotations.events}
        times = {time.id: time for time in self._annotations.times}
        introduced: set[str] = set()
        for n, bound in enumerate(self._bounds, start=1):
            if bound.kind == _TIME:
                yield f"Value T{n}\t{times[bound.item].value}"
            if bound.kind in (_MENTION, _TRIGGER):
                head = heads[bound.item]
                if (head.start, head.end) != (bound.start, bound.end):
                    surface = self._line(self._document[head])
                    yield f"Head T{n}\t{head.start} {head.end} {surface}"
            if bound.kind == _MENTION and owners[bound.item].id not in introduced:
                entity = owners[bound.item]
                introduced.add(entity.id)
                fields = (entity.name, entity.country, entity.sector)
                note = " | ".join(self._line(field) or NOTHING for field in fields)
                yield f"Entity T{n}\t{note}"

    def _groups(self) -> Iterator[str]:
        chains = [
            [self._id(mention.id) for mention in entity.mentions]
            for entity in self._annotations.entities
        ]
        clusters: dict[str, list[str]] = {}
        for event in self._annotations.events:
            if event.cluster:
                clusters.setdefault(event.cluster, []).append(self._id(event.id))
        for label, groups in (
            ("Coreference", chains),
            ("EventCoreference", list(clusters.values())),
        ):
            ordered = sorted(sorted(group, key=_number) for group in groups if len(group) > 1)
            for group in sorted(ordered, key=lambda group: [_number(item) for item in group]):
                yield f"{label} {' '.join(group)}"

    def _relations(self) -> Iterator[str]:
        for layer in (self._annotations.relations, self._annotations.event_relations):
            rows = sorted(
                (_place(self._id(link.head)), _place(self._id(link.tail)), link.type)
                for link in layer
            )
            for (head, i), (tail, j), kind in rows:
                yield f"{kind} Arg1:{head}{i} Arg2:{tail}{j}"

    def _id(self, item: str) -> str:
        if item not in self._ids:
            raise FormatError(
                f"doc {self._document.id}: {item!r} is referred to, but is no mention, time, "
                "event or quote; expected annotations without problems"
            )
        return self._ids[item]

    def _line(self, content: str) -> str:
        if _NEVER.search(content):
            raise FormatError(
                f"doc {self._document.id}: {content!r} does not fit on one line of standoff; "
                "expected spans and names without tabs and line breaks"
            )
        return content


def numbered_roles(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield ``role:id`` pairs, repeated roles numbered from 2.

    >>> list(numbered_roles([("Actor", "T1"), ("Theme", "T2"), ("Actor", "T3")]))
    ['Actor:T1', 'Theme:T2', 'Actor2:T3']
    """
    seen: dict[str, int] = {}
    for role, item in pairs:
        seen[role] = seen.get(role, 0) + 1
        yield f"{role}{seen[role] if seen[role] > 1 else ''}:{item}"


def _text_bounds(annotations: Annotations) -> Iterator[_TextBound]:
    def bound(
        span: Span, kind: int, label: str, item: str, rank: int = 0, part: int = 0
    ) -> _TextBound:
        return _TextBound(span.start, span.end, kind, label, rank, part, item)

    for mention, entity in annotations.mentions():
        yield bound(mention.span, _MENTION, entity.type, mention.id)
    for time in annotations.times:
        yield bound(time.span, _TIME, time.type, time.id)
    events, quotes = _ranked(annotations)
    for rank, event in enumerate(events):
        yield bound(event.trigger, _TRIGGER, event.type, event.id, rank)
    for rank, quote in enumerate(quotes):
        for n, span in enumerate(quote.content):
            yield bound(span, _CONTENT, QUOTE, quote.id, rank, n)
        for n, span in enumerate(quote.cue):
            yield bound(span, _CUE, CUE, quote.id, rank, n)


def _ranked(annotations: Annotations) -> tuple[list[Event], list[Quote]]:
    """Events and quotes in an order that their ids have no part in.

    Several may stand on the same words; then what they say decides.
    """
    places = {mention.id: mention.span for mention, _ in annotations.mentions()}
    places |= {time.id: time.span for time in annotations.times}
    places |= {event.id: event.trigger for event in annotations.events}

    def place(item: str) -> tuple[Span, ...]:
        return (places[item],) if item in places else ()

    events = sorted(
        annotations.events,
        key=lambda event: (
            event.trigger,
            event.type,
            event.mode,
            event.polarity,
            event.certainty,
            event.time,
            event.head,
            [(argument.role, place(argument.filler)) for argument in event.arguments],
        ),
    )
    quotes = sorted(
        annotations.quotes,
        key=lambda quote: (
            quote.content,
            quote.cue,
            quote.form,
            place(quote.source),
            place(quote.event),
        ),
    )
    return events, quotes


def _number(identifier: str) -> int:
    return int(identifier[1:])


def _place(identifier: str) -> tuple[str, int]:
    return identifier[0], _number(identifier)

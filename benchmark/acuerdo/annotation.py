"""The nouns of the benchmark: documents, and what annotators or systems say about them.

Text and annotation are different types. A ``Document`` carries no labels, so an extractor cannot
see the gold; ``Annotations`` is one type for gold and prediction, so both are scored alike.

Offsets are Unicode code points of the stored text, half-open. Cross-references (an argument's
filler, a relation's head) are ids, unique within their document, exactly as on disk.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from acuerdo.errors import AnnotationError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: ``start`` inclusive, ``end`` exclusive, in code points.

    Raises:
        AnnotationError: The span is empty, reversed or negative.

    >>> document = Document(id="d", text="Putin y Kim")
    >>> document[Span(8, 11)]
    'Kim'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AnnotationError(
                f"span [{self.start}, {self.end}): expected 0 <= start < end, in code points"
            )

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """Number of code points that the two spans share.

        >>> Span(0, 5).overlap(Span(3, 9))
        2
        """
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Document:
    """A news item as published: text and circumstances, no annotation.

    Attributes:
        id: Unique within a collection.
        text: NFC, lines separated by LF. Never changes after release.
        title: The headline; may occur in ``text`` as well.
        date: The day of publication: the anchor of every relative time expression.
        source: Who published it.
        genre: Register of the text (``dispatch``, ``chronicle``, …).
        topic: What it is about (``treaty``, ``summit``, …).
        split: ``train``, ``validation`` or ``test``; empty outside the dataset.
        license: Licence of the text.
    """

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    source: str = ""
    genre: str = ""
    topic: str = ""
    split: str = ""
    license: str = ""

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference to an entity.

    Attributes:
        id: Handle for arguments, relations and quotes.
        span: The mention without leading determiners (see the guidelines).
        head: Its head word, inside ``span``.
        level: ``NAM``, ``NOM``, ``PRO`` or ``ADJ``.
    """

    id: str
    span: Span
    head: Span
    level: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Everything that refers to one participant of the world: a coreference chain.

    Attributes:
        id: Handle, unique in the document.
        type: Entity type of the ontology.
        mentions: At least one, in any order.
        name: Canonical name, empty when unknown.
        country: Actor code: ISO 3166-1 alpha-3 (or the atlas's code); empty when unknown.
        sector: Actor sector of the ontology; empty when unknown.
    """

    id: str
    type: str
    mentions: tuple[Mention, ...]
    name: str = ""
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression (TIMEX3).

    Attributes:
        id: Handle, unique in the document.
        span: The expression without leading determiners and prepositions (see the guidelines).
        type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: ISO 8601 value, resolved against the document's date.
        mod: Modifier (``APPROX``, …), empty when there is none.
    """

    id: str
    span: Span
    type: str
    value: str
    mod: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant or circumstance of an event.

    Attributes:
        role: Role of the ontology.
        filler: Id of a mention, a time expression or an event of the same document.
    """

    role: str
    filler: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention.

    Attributes:
        id: Handle, unique in the document.
        type: Event type of the ontology.
        trigger: The words that name the event, contiguous.
        head: Content word of the trigger, inside it.
        mode: Mode of the type, empty when the type has none or none applies.
        polarity: ``POS``, ``NEG`` or ``UNDERSPECIFIED``.
        certainty: ``CERTAIN``, ``PROBABLE``, ``POSSIBLE`` or ``UNDERSPECIFIED``.
        time: ``PAST``, ``PRESENT``, ``FUTURE`` or ``UNDERSPECIFIED``.
        cluster: Name shared by coreferent event mentions; empty when the event stands alone.
        arguments: In any order.
    """

    id: str
    type: str
    trigger: Span
    head: Span
    mode: str = ""
    polarity: str = "POS"
    certainty: str = "CERTAIN"
    time: str = "UNDERSPECIFIED"
    cluster: str = ""
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entities, stated by two of their mentions.

    Attributes:
        id: Handle, unique in the document.
        type: Relation type of the ontology.
        head: Mention id.
        tail: Mention id.
    """

    id: str
    type: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class EventRelation:
    """A temporal, causal or subevent link.

    Attributes:
        id: Handle, unique in the document.
        type: Event relation type of the ontology.
        head: Event id (temporal links: or time id).
        tail: Event id (temporal links: or time id).
    """

    id: str
    type: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Something attributed to a source.

    Attributes:
        id: Handle, unique in the document.
        form: ``DIRECT``, ``INDIRECT`` or ``MIXED``.
        content: What is attributed, one or more spans in text order.
        cue: The words that attribute it, zero or more spans in text order.
        source: Mention id; empty when no source is mentioned.
        event: Id of the event whose trigger is in the cue; empty when there is none.
    """

    id: str
    form: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """Everything said about one document, by annotators or by a system.

    >>> Annotations("d").events
    ()
    """

    document_id: str
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    event_relations: tuple[EventRelation, ...] = ()
    quotes: tuple[Quote, ...] = ()

    def mentions(self) -> Iterator[tuple[Mention, Entity]]:
        """Every mention with the entity it belongs to, entity by entity."""
        for entity in self.entities:
            for mention in entity.mentions:
                yield mention, entity


@dataclass(frozen=True, slots=True)
class Example:
    """A document with its gold annotations: what training sees."""

    document: Document
    gold: Annotations

    def __post_init__(self) -> None:
        if self.document.id != self.gold.document_id:
            raise AnnotationError(
                f"document {self.document.id!r} paired with the annotations of "
                f"{self.gold.document_id!r}: expected one id"
            )

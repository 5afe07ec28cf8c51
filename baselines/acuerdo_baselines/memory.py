"""Memory: says again what the training documents said about the same strings.

The classical lower bound for anything that claims to generalise. Whatever was annotated in at
least half of its occurrences in the training texts is annotated again, with its most frequent
label. Links between events and quotes are not remembered: they hold between sentences, not
between strings.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Self, TypeVar

import acuerdo
from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Relation,
    Span,
    Time,
)
from acuerdo_baselines.cooccurrence import (
    gold_relations,
    gold_roles,
    relation_pairs,
    role_pairs,
)
from acuerdo_baselines.surfaces import Surfaces

SHARE = 0.5
"""Smallest share of the occurrences of a string, or of a pair, that must have carried a label."""

_Label = TypeVar("_Label", bound=Hashable)
_Head = tuple[int, int]
_Occurrences = dict[str, Counter[_Label]]


@dataclass(frozen=True, slots=True)
class _MentionLabel:
    type: str
    level: str
    head: _Head
    name: str
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class _TimeLabel:
    type: str
    value: str
    mod: str
    days: int | None


@dataclass(frozen=True, slots=True)
class _EventLabel:
    type: str
    mode: str
    head: _Head
    polarity: str
    certainty: str
    time: str


class Memory:
    """A string-matching system that learns by heart.

    Without ``fit`` it trains itself, at its first document, on the training split of the dataset.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    >>> memory = Memory().fit([])
    >>> memory.trained_on, list(memory.extract([Document("d", "Llegan a Lima.")]))[0].entities
    (0, ())
    """

    name = "memory"

    def __init__(self) -> None:
        self.trained_on: int | None = None
        self._mentions: dict[str, _MentionLabel] = {}
        self._times: dict[str, _TimeLabel] = {}
        self._events: dict[str, _EventLabel] = {}
        self._roles: dict[tuple[str, str], str] = {}
        self._relations: dict[tuple[str, str, str], str] = {}
        self._surfaces = Surfaces([])

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        if self.trained_on == 0:
            return ("memory: the training split is empty, so nothing was learnt or predicted",)
        return ()

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone."""
        examples = tuple(examples)
        mentions: _Occurrences[_MentionLabel] = defaultdict(Counter)
        times: _Occurrences[_TimeLabel] = defaultdict(Counter)
        events: _Occurrences[_EventLabel] = defaultdict(Counter)
        roles: Counter[tuple[str, str, str]] = Counter()
        relations: Counter[tuple[str, str, str, str]] = Counter()
        for example in examples:
            document, gold = example.document, example.gold
            for mention, entity in gold.mentions():
                mentions[document[mention.span]][_mention_label(mention, entity)] += 1
            for time in gold.times:
                times[document[time.span]][_time_label(time, document.date)] += 1
            for event in gold.events:
                events[document[event.trigger]][_event_label(event)] += 1
            roles.update(gold_roles(document, gold))
            relations.update(gold_relations(document, gold))
        seen: Counter[str] = Counter()
        everything = Surfaces([*mentions, *times, *events])
        for example in examples:
            seen.update(surface for _, surface in everything.find(example.document.text))
        self._mentions = _majority(mentions, seen)
        self._times = _majority(times, seen)
        self._events = _majority(events, seen)
        self._surfaces = Surfaces([*self._mentions, *self._times, *self._events])
        self._learn_pairs(examples, roles, relations)
        self.trained_on = len(examples)
        return self

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield what was remembered about the strings of each document."""
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))
        for document in documents:
            yield self._extract(document)

    def _learn_pairs(
        self,
        examples: tuple[Example, ...],
        roles: Counter[tuple[str, str, str]],
        relations: Counter[tuple[str, str, str, str]],
    ) -> None:
        self._roles, self._relations = {}, {}
        role_chances: Counter[tuple[str, str]] = Counter()
        relation_chances: Counter[tuple[str, str, str]] = Counter()
        for example in examples:
            role_chances.update(
                (event.type, kind) for event, _, kind in role_pairs(example.document, example.gold)
            )
            relation_chances.update(
                key for _, _, key in relation_pairs(example.document, example.gold)
            )
        for (event_type, kind, role), times in roles.most_common():
            if times >= SHARE * role_chances[event_type, kind]:
                self._roles.setdefault((event_type, kind), role)
        for (head, tail, between, relation), times in relations.most_common():
            if times >= SHARE * relation_chances[head, tail, between]:
                self._relations.setdefault((head, tail, between), relation)

    def _extract(self, document: Document) -> Annotations:
        ids = (f"m{number}" for number in count(1))
        chains: dict[tuple[str, str], tuple[_MentionLabel, list[Mention]]] = {}
        times: list[Time] = []
        events: list[Event] = []
        for span, surface in self._surfaces.find(document.text):
            if surface in self._mentions:
                label = self._mentions[surface]
                key = (label.type, label.name or surface)
                mention = Mention(next(ids), span, _shifted(label.head, span), label.level)
                chains.setdefault(key, (label, []))[1].append(mention)
            elif surface in self._times:
                times.append(_time(f"t{len(times) + 1}", span, self._times[surface], document))
            else:
                events.append(_event(f"e{len(events) + 1}", span, self._events[surface]))
        entities = tuple(
            Entity(f"n{number}", label.type, tuple(found), label.name, label.country, label.sector)
            for number, (label, found) in enumerate(chains.values(), 1)
        )
        bare = Annotations(document.id, entities, tuple(times), tuple(events))
        return Annotations(
            document.id,
            entities,
            bare.times,
            self._with_arguments(document, bare),
            self._found_relations(document, bare),
        )

    def _with_arguments(self, document: Document, bare: Annotations) -> tuple[Event, ...]:
        arguments: dict[str, list[Argument]] = defaultdict(list)
        for event, filler, kind in role_pairs(document, bare):
            role = self._roles.get((event.type, kind))
            if role is not None:
                arguments[event.id].append(Argument(role, filler))
        return tuple(
            Event(
                event.id,
                event.type,
                event.trigger,
                event.head,
                event.mode,
                event.polarity,
                event.certainty,
                event.time,
                arguments=tuple(arguments[event.id]),
            )
            for event in bare.events
        )

    def _found_relations(self, document: Document, bare: Annotations) -> tuple[Relation, ...]:
        entity_of = {mention.id: entity.id for mention, entity in bare.mentions()}
        found: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
        for head, tail, key in relation_pairs(document, bare):
            relation = self._relations.get(key)
            ends = frozenset((entity_of[head], entity_of[tail]))
            if relation is not None and len(ends) > 1:
                found.setdefault((relation, ends), (head, tail))
        return tuple(
            Relation(f"r{number}", relation, head, tail)
            for number, ((relation, _), (head, tail)) in enumerate(found.items(), 1)
        )


def _majority(occurrences: _Occurrences[_Label], seen: Counter[str]) -> dict[str, _Label]:
    chosen: dict[str, _Label] = {}
    for surface, labels in occurrences.items():
        label, times = labels.most_common(1)[0]
        if times >= SHARE * max(seen[surface], labels.total()):
            chosen[surface] = label
    return chosen


def _mention_label(mention: Mention, entity: Entity) -> _MentionLabel:
    head = _offset(mention.head, mention.span)
    return _MentionLabel(
        entity.type, mention.level, head, entity.name, entity.country, entity.sector
    )


def _time_label(time: Time, date: datetime.date | None) -> _TimeLabel:
    days = None
    if date is not None and time.type == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", time.value):
        # A written-out date has digits; everything else is relative to the day of publication.
        days = (datetime.date.fromisoformat(time.value) - date).days
    return _TimeLabel(time.type, time.value, time.mod, days)


def _event_label(event: Event) -> _EventLabel:
    head = _offset(event.head, event.trigger)
    return _EventLabel(event.type, event.mode, head, event.polarity, event.certainty, event.time)


def _time(identifier: str, span: Span, label: _TimeLabel, document: Document) -> Time:
    value = label.value
    relative = not any(character.isdigit() for character in document[span])
    if relative and label.days is not None and document.date is not None:
        value = (document.date + datetime.timedelta(days=label.days)).isoformat()
    return Time(identifier, span, label.type, value, label.mod)


def _event(identifier: str, span: Span, label: _EventLabel) -> Event:
    return Event(
        identifier,
        label.type,
        span,
        _shifted(label.head, span),
        label.mode,
        label.polarity,
        label.certainty,
        label.time,
    )


def _offset(head: Span, span: Span) -> _Head:
    return head.start - span.start, head.end - span.start


def _shifted(head: _Head, span: Span) -> Span:
    return Span(span.start + head[0], span.start + head[1])

"""From an answer to annotations: words get places, ids get items, the rest is counted.

Nothing that breaks the protocol comes out. What has no place in the text is *ungrounded* and goes
to the scorer as a false positive, with everything that hangs on it: of an event its attributes and
arguments, of a mention the arguments and relations that name it. What has a place but no
right to it (a role that the type does not take, a span taken already) is *rejected*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import msgspec

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Mention,
    Span,
    Time,
)
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology
from acuerdo.validation.values import value_fault
from acuerdo_baselines.llm.answer import (
    Answer,
    EntityAnswer,
    EventAnswer,
    MentionAnswer,
    TimeAnswer,
)
from acuerdo_baselines.llm.events import settled
from acuerdo_baselines.llm.heads import head_of
from acuerdo_baselines.llm.joining import Joiner
from acuerdo_baselines.llm.known import Known
from acuerdo_baselines.llm.piece import Piece
from acuerdo_baselines.llm.places import Places

NAME, PERSON = "NAM", "PER"
UNKNOWN_VALUES = {"DATE": "XXXX", "TIME": "XXXX-XX-XXTXX", "DURATION": "PXD", "SET": "XXXX"}
"""Values of times whose answered value is none: the expression is there, its value is not known.

Source: ISO-TimeML writes unknown digits as X.
"""

_Item = TypeVar("_Item")
_COUNTRY = re.compile(r"[A-Z]{3}")
_RESERVED = re.compile(r"[\t\n|]")


def read_answer(
    answer: Answer,
    document: Document,
    places: Places,
    ontology: Ontology,
    layers: Sequence[str],
) -> Piece:
    """Return what an answer says about its chunk.

    Args:
        answer: Of a model; may name labels, ids and words that do not exist.
        document: The text.
        places: Where words stand in the chunk.
        ontology: The labels.
        layers: What was asked for; the rest of the answer is passed over.

    >>> from acuerdo.dataset import load_ontology
    >>> from acuerdo_baselines.llm.chunks import chunks_of
    >>> document = Document("d", "Firman el lunes.")
    >>> places = Places(document, chunks_of(document.text, 300)[0], "nearest")
    >>> answer = Answer(times=[TimeAnswer("t1", "lunes", 1, "DATE", "2031-05-12", ""),
    ...     TimeAnswer("t2", "martes", 1, "DATE", "2031-05-13", "")])
    >>> piece = read_answer(answer, document, places, load_ontology(), ("times",))
    >>> [time.span for time in piece.annotations.times], piece.ungrounded
    ([Span(start=10, end=15)], Counter({('times', 'DATE'): 1}))
    """
    return _Reader(document, places, ontology, layers).read(answer)


class _Reader:
    """Reads layer by layer: mentions, times and events first, then what refers to them."""

    def __init__(
        self, document: Document, places: Places, ontology: Ontology, layers: Sequence[str]
    ) -> None:
        self._document = document
        self._places = places
        self._ontology = ontology
        self._layers = layers
        self._known = Known()

    def read(self, answer: Answer) -> Piece:
        entities = list(self._entities(self._asked("entities", answer.entities)))
        times = list(self._times(self._asked("times", answer.times)))
        events = self._events(self._asked("triggers", answer.events))
        joiner = Joiner(self._known, self._places, self._ontology)
        relations = joiner.relations(self._asked("relations", answer.relations))
        links = joiner.links(self._asked("event_relations", answer.event_relations))
        quotes = joiner.quotes(self._asked("quotes", answer.quotes))
        return Piece(
            Annotations(
                self._document.id,
                tuple(entities),
                tuple(times),
                tuple(events),
                tuple(relations),
                tuple(links),
                tuple(quotes),
            ),
            self._known.nowhere,
            self._known.rejected,
        )

    def _asked(self, layer: str, items: list[_Item] | msgspec.UnsetType) -> Sequence[_Item]:
        return () if items is msgspec.UNSET or layer not in self._layers else items

    def _entities(self, answers: Sequence[EntityAnswer]) -> Iterator[Entity]:
        taken: dict[Span, str] = {}
        for answer in answers:
            name = f"n{len(self._known.owners) + 1}"
            mentions: list[Mention] = []
            for each in answer.mentions:
                span = self._mention_span(answer, each)
                if span is None:
                    continue
                if span in taken:
                    self._known.ids.setdefault(each.id, taken[span])
                    self._known.rejected += 1
                    continue
                identifier = taken[span] = f"m{len(taken) + 1}"
                self._known.name(each.id, identifier, answer.type)
                self._known.owners[identifier] = name
                last = each.level == NAME and answer.type == PERSON
                head = head_of(self._document.text, span, each.head, last=last)
                mentions.append(Mention(identifier, span, head, each.level))
            if mentions:
                entity = Entity(name, answer.type, tuple(mentions), *self._actor(answer))
                yield from self._chained(entity)

    def _mention_span(self, entity: EntityAnswer, mention: MentionAnswer) -> Span | None:
        known = entity.type in self._ontology.entity_type_names
        if not known or mention.level not in self._ontology.mention_level_names:
            self._known.rejected += 1
            return None
        span = self._places.find(mention.text, mention.sentence)
        if span is None:
            self._known.nowhere["entities", entity.type] += 1
        return span

    def _actor(self, answer: EntityAnswer) -> tuple[str, str, str]:
        name = " ".join(answer.name.split())
        country, sector = answer.country.strip().upper(), answer.sector
        return (
            "" if _RESERVED.search(name) or name == "-" else name,
            country if _COUNTRY.fullmatch(country) else "",
            sector if sector in self._ontology.sector_names else "",
        )

    def _chained(self, entity: Entity) -> Iterator[Entity]:
        """The entity; without coreference, one for each mention."""
        if "coreference" in self._layers or len(entity.mentions) == 1:
            yield entity
            return
        for number, mention in enumerate(entity.mentions, 1):
            name = self._known.owners[mention.id] = f"{entity.id}.{number}"
            yield replace(entity, id=name, mentions=(mention,))

    def _times(self, answers: Sequence[TimeAnswer]) -> Iterator[Time]:
        taken: dict[Span, str] = {}
        ontology = self._ontology
        for answer in answers:
            if answer.type not in ontology.time_type_names:
                self._known.rejected += 1
                continue
            span = self._places.find(answer.text, answer.sentence)
            if span is None:
                self._known.nowhere["times", answer.type] += 1
                continue
            if span in taken:
                self._known.ids.setdefault(answer.id, taken[span])
                self._known.rejected += 1
                continue
            identifier = taken[span] = f"t{len(taken) + 1}"
            self._known.name(answer.id, identifier, TIME_FILLER)
            value = answer.value.strip()
            if value_fault(answer.type, value):
                value = UNKNOWN_VALUES[answer.type]
                self._known.rejected += 1
            mod = answer.mod if answer.mod in ontology.time_mod_names else ""
            yield Time(identifier, span, answer.type, value, mod)

    def _events(self, answers: Sequence[EventAnswer]) -> list[Event]:
        bare: list[tuple[EventAnswer, Event | None]] = []
        for answer in answers:
            if answer.type not in self._ontology.event_type:
                self._known.rejected += 1
                continue
            span = self._places.find(answer.text, answer.sentence)
            bare.append((answer, None if span is None else self._event(answer, span, len(bare))))
        found = [
            replace(event, arguments=tuple(self._arguments(answer, event)))
            for answer, event in bare
            if event is not None
        ]
        for answer, event in bare:
            if event is None:
                self._lose(answer)
        kept, stand_in = settled(found)
        before = len(found) + sum(len(event.arguments) for event in found)
        self._known.rejected += before - len(kept) - sum(len(event.arguments) for event in kept)
        self._known.ids = {old: stand_in.get(new, new) for old, new in self._known.ids.items()}
        return kept

    def _event(self, answer: EventAnswer, span: Span, number: int) -> Event:
        identifier = f"e{number + 1}"
        self._known.name(answer.id, identifier, EVENT_FILLER)
        mode = answer.mode
        if mode and mode not in self._ontology.mode_names[answer.type]:
            mode = ""
            self._known.rejected += 1
        chosen = {
            name: value if value in values else _default(name, values)
            for name, values in self._ontology.attribute_values.items()
            for value in [getattr(answer, name, "")]
        }
        return Event(
            identifier,
            answer.type,
            span,
            head_of(self._document.text, span, answer.head),
            mode,
            chosen.get("polarity", ""),
            chosen.get("certainty", ""),
            chosen.get("time", ""),
            answer.cluster if "coreference" in self._layers else "",
        )

    def _arguments(self, answer: EventAnswer, event: Event) -> list[Argument]:
        found: dict[Argument, None] = {}
        roles = self._ontology.event_type[event.type].roles
        for argument in answer.arguments if "arguments" in self._layers else ():
            filler = self._known.ids.get(argument.filler)
            if argument.role not in roles:
                self._known.rejected += 1
            elif filler is None:
                self._known.nowhere["arguments", argument.role] += 1
            elif filler == event.id or self._known.kinds[filler] not in roles[argument.role]:
                self._known.rejected += 1
            else:
                given = Argument(argument.role, filler)
                self._known.rejected += given in found
                found[given] = None
        return list(found)

    def _lose(self, answer: EventAnswer) -> None:
        """Count an event without a place, with its attributes and arguments."""
        self._known.nowhere["triggers", answer.type] += 1
        if "event_attributes" in self._layers:
            for name, values in self._ontology.attribute_values.items():
                value = getattr(answer, name, "")
                if value in values:
                    self._known.nowhere["event_attributes", f"{name}:{value}"] += 1
        for argument in answer.arguments if "arguments" in self._layers else ():
            if argument.role in self._ontology.role_names:
                self._known.nowhere["arguments", argument.role] += 1
            else:
                self._known.rejected += 1


def _default(name: str, values: Sequence[str]) -> str:
    """What an event is when nobody says: affirmed, certain, at no time told."""
    usual = {"polarity": "POS", "certainty": "CERTAIN", "time": "UNDERSPECIFIED"}.get(name, "")
    return usual if usual in values else values[0]

"""From annotations to the answer that a model should have given: the inverse of reading.

Used for the examples that a model is shown, and to test that what an answer says is read right.
What lies outside the chunk, or has words that lead elsewhere, is left out with all that names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import Annotations, Document, Event
from acuerdo_baselines.llm.answer import (
    Answer,
    ArgumentAnswer,
    EntityAnswer,
    EventAnswer,
    LinkAnswer,
    MentionAnswer,
    QuoteAnswer,
    RelationAnswer,
    TimeAnswer,
    Words,
)
from acuerdo_baselines.llm.heads import named_head
from acuerdo_baselines.llm.places import Places


def answer_of(document: Document, gold: Annotations, places: Places) -> Answer:
    """Return the answer that says about a chunk what the annotations say.

    Args:
        document: The text.
        gold: Its annotations.
        places: Of the chunk.

    >>> from acuerdo.annotation import Span, Time
    >>> from acuerdo_baselines.llm.chunks import chunks_of
    >>> document = Document("d", "Firman el lunes.")
    >>> places = Places(document, chunks_of(document.text, 300)[0], "nearest")
    >>> gold = Annotations("d", times=(Time("T7", Span(10, 15), "DATE", "2031-05-12"),))
    >>> answer_of(document, gold, places).times[0].text
    'lunes'
    """
    return _Renderer(document, places).answer(gold)


class _Renderer:
    def __init__(self, document: Document, places: Places) -> None:
        self._document = document
        self._places = places
        self._ids: dict[str, str] = {}

    def answer(self, gold: Annotations) -> Answer:
        entities = list(self._entities(gold))
        times = list(self._times(gold))
        events = list(self._events(gold))
        return Answer(
            entities,
            times,
            events,
            [
                RelationAnswer(each.type, self._ids[each.head], self._ids[each.tail])
                for each in gold.relations
                if each.head in self._ids and each.tail in self._ids
            ],
            [
                LinkAnswer(each.type, self._ids[each.head], self._ids[each.tail])
                for each in gold.event_relations
                if each.head in self._ids and each.tail in self._ids
            ],
            list(self._quotes(gold)),
        )

    def _entities(self, gold: Annotations) -> Iterator[EntityAnswer]:
        number = 0
        for entity in gold.entities:
            mentions = []
            for mention in entity.mentions:
                words = self._places.words(mention.span)
                if words is not None:
                    number += 1
                    name = self._ids[mention.id] = f"m{number}"
                    head = named_head(self._document.text, mention.span, mention.head)
                    mentions.append(
                        MentionAnswer(name, words.text, words.sentence, head, mention.level)
                    )
            if mentions:
                yield EntityAnswer(
                    entity.type, entity.name, entity.country, entity.sector, mentions
                )

    def _times(self, gold: Annotations) -> Iterator[TimeAnswer]:
        for number, time in enumerate(gold.times, 1):
            words = self._places.words(time.span)
            if words is not None:
                name = self._ids[time.id] = f"t{number}"
                yield TimeAnswer(name, words.text, words.sentence, time.type, time.value, time.mod)

    def _events(self, gold: Annotations) -> Iterator[EventAnswer]:
        triggers = [(event, self._places.words(event.trigger)) for event in gold.events]
        found = [(event, words) for event, words in triggers if words is not None]
        self._ids |= {event.id: f"e{number}" for number, (event, _) in enumerate(found, 1)}
        for event, words in found:
            yield self._event(event, words)

    def _event(self, event: Event, words: Words) -> EventAnswer:
        return EventAnswer(
            self._ids[event.id],
            words.text,
            words.sentence,
            named_head(self._document.text, event.trigger, event.head),
            event.type,
            event.mode,
            event.polarity,
            event.certainty,
            event.time,
            event.cluster,
            [
                ArgumentAnswer(argument.role, self._ids[argument.filler])
                for argument in event.arguments
                if argument.filler in self._ids
            ],
        )

    def _quotes(self, gold: Annotations) -> Iterator[QuoteAnswer]:
        for quote in gold.quotes:
            content = [self._places.words(span) for span in quote.content]
            cue = [self._places.words(span) for span in quote.cue]
            if all(content):
                yield QuoteAnswer(
                    quote.form,
                    self._ids.get(quote.source, ""),
                    self._ids.get(quote.event, ""),
                    [words for words in cue if words is not None],
                    [words for words in content if words is not None],
                )

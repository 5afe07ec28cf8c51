"""Applies the models to a document and puts together what they find."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from acuerdo.annotation import Annotations, Entity, Event, Quote, Time
from acuerdo_baselines.crf.entities import alone, by_name
from acuerdo_baselines.crf.mentions import FoundMention
from acuerdo_baselines.crf.quotes import FoundQuote
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.saved import Models
from acuerdo_baselines.crf.sources import source


@dataclass(frozen=True, slots=True)
class Found:
    """What the models find in a document.

    Attributes:
        reading: The document.
        mentions: Of no entity yet.
        times: With ids.
        events: With ids.
        quotes: Every cue, with or without contents.
    """

    reading: Reading
    mentions: tuple[FoundMention, ...]
    times: tuple[Time, ...]
    events: tuple[Event, ...]
    quotes: tuple[FoundQuote, ...]

    def annotations(self) -> Annotations:
        """Return it with equal names as one entity, and with the quotes that have contents."""
        entities = by_name(self.reading.document, self.mentions)
        quoted = [quote for quote in self.quotes if quote.contents]
        return self._annotations(entities, quoted)

    def spans(self) -> Annotations:
        """Return it with one entity per mention, and with every cue as a quote."""
        return self._annotations(alone(self.reading.document, self.mentions), self.quotes)

    def _annotations(
        self, entities: tuple[Entity, ...], quotes: Sequence[FoundQuote]
    ) -> Annotations:
        mentions = [mention for entity in entities for mention in entity.mentions]
        mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
        return Annotations(
            self.reading.document.id,
            entities,
            self.times,
            self.events,
            quotes=tuple(
                Quote(
                    f"q{number}",
                    quote.form,
                    quote.contents,
                    (quote.cue,),
                    source(self.reading, quote.sentence, quote.cue, quote.contents, mentions),
                    self._event_of(quote),
                )
                for number, quote in enumerate(quotes, 1)
            ),
        )

    def _event_of(self, quote: FoundQuote) -> str:
        """Id of the event whose trigger is the cue; empty if there is none."""
        at = bisect_right(self.events, quote.cue.start, key=attrgetter("trigger.end"))
        if at < len(self.events) and self.events[at].trigger.overlap(quote.cue):
            return self.events[at].id
        return ""


def find(reading: Reading, models: Models) -> Found:
    """Return what models find in a document.

    >>> from acuerdo.annotation import Document
    >>> from acuerdo_baselines.crf.forms import Forms
    >>> from acuerdo_baselines.crf.saved import no_models
    >>> find(Reading(Document("d", "Lima"), Forms()), no_models()).annotations().entities
    ()
    """
    return Found(
        reading,
        tuple(models.mentions.find(reading)),
        tuple(replace(t, id=f"t{n}") for n, t in enumerate(models.times.find(reading), 1)),
        tuple(replace(e, id=f"e{n}") for n, e in enumerate(models.triggers.find(reading), 1)),
        tuple(models.quotes.find(reading)),
    )

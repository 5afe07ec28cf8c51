"""``linear``: from spans to everything that joins them, by linear classifiers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import ClassVar, Self

import acuerdo
from acuerdo.annotation import Annotations, Document, Event, Example
from acuerdo.errors import ExtractorError
from acuerdo.extractor import chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear import steps, storage
from acuerdo_baselines.linear.classifier import Classifier, constant
from acuerdo_baselines.linear.codes import Countries
from acuerdo_baselines.linear.forms import forms
from acuerdo_baselines.linear.hashing import Floats, Rows
from acuerdo_baselines.linear.reading import Reading, read
from acuerdo_baselines.linear.spans import spans_of
from acuerdo_baselines.linear.training import Trainer

logger = logging.getLogger(__name__)


class Linear:
    """Completes spans: clusters, attributes, arguments, relations, links and quotes.

    It finds no spans: those come from a first stage, or from the gold. Without ``fit`` it trains
    itself, at its first document, on the training split of the dataset.

    Args:
        ontology: What may be answered; the installed dataset's by default.
        layers: Some of ``layers``; all by default. What is not asked for stays empty: no links, no
            quotes, an entity for each mention, events as ``Event`` has them by default.
        seed: Nothing is left to chance here; kept so that every system takes one.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    Raises:
        ExtractorError: There is no such layer.

    >>> linear = Linear().fit([])
    >>> linear.complete(Document("d", "Llegan a Lima."), Annotations("d")).entities
    ()
    """

    name = "linear"
    layers: ClassVar[tuple[str, ...]] = (
        "coreference",
        "event_attributes",
        "arguments",
        "relations",
        "event_relations",
        "quotes",
    )

    def __init__(
        self,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        seed: int = 13,
    ) -> None:
        self._layers = chosen_layers(type(self), layers)
        self._ontology = ontology
        self._classifiers: Mapping[str, Classifier] = {}
        self._countries = Countries({})
        self.seed = seed
        self.trained_on: int | None = None

    @property
    def ontology(self) -> Ontology:
        """The labels that may be answered."""
        if self._ontology is None:
            from acuerdo.dataset import load_ontology

            self._ontology = load_ontology()
        return self._ontology

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        if self.trained_on == 0:
            return ("linear: the training split is empty, so nothing was learnt or predicted",)
        return ()

    @property
    def model_bytes(self) -> int:
        """Size of the weights, bytes."""
        arrays = (each.to_arrays().values() for each in self._classifiers.values())
        return sum(array.nbytes for some in arrays for array in some)

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone, in whatever order they come."""
        ordered = sorted(examples, key=lambda example: example.document.id)
        trainer = Trainer(ordered, self.ontology)
        self._classifiers = trainer.run()
        self._countries = trainer.countries
        self.trained_on = len(ordered)
        return self

    def complete(self, document: Document, spans: Annotations, /) -> Annotations:
        """Return the spans with everything that joins them.

        Nothing else of ``spans`` is looked at: clusters, attributes, arguments and links of gold
        annotations do not help. Of each mention its span, type, level and head are kept, of each
        time everything, of each event its type, trigger and head. Mentions whose entity has the
        type ``""`` get type, level and head. Ids of mentions, times and events stay.
        """
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))
        found = spans_of(spans)
        reading = read(document, found, self.ontology)
        if any(not entity.type for entity in found.entities):
            found = steps.typed_mentions(reading, self._scores)
            reading = read(document, found, self.ontology, reading.analysis)
        return _numbered(replace(self._completed(reading), times=spans.times))

    def _completed(self, reading: Reading) -> Annotations:
        scores, asked = self._scores, self._layers
        if "coreference" in asked:
            reading = reading.clustered(steps.entities(reading, scores))
        table = forms(reading)
        events = steps.attributes(reading, table, scores)
        events = steps.arguments(reading, table, events, scores)
        events = steps.repeated(reading, table, events, scores)
        links = "event_relations" in asked
        return Annotations(
            reading.found.document_id,
            steps.codes(reading, self._countries, scores),
            reading.found.times,
            tuple(self._asked(events[event.id]) for event in reading.found.events),
            steps.relations(reading, events, scores) if "relations" in asked else (),
            steps.event_relations(reading, table, events, scores) if links else (),
            steps.quotes(reading, table, events, scores) if "quotes" in asked else (),
        )

    def _asked(self, event: Event) -> Event:
        """The event without what is not asked for."""
        bare = Event(event.id, event.type, event.trigger, event.head)
        if "event_attributes" not in self._layers:
            event = replace(
                event,
                mode=bare.mode,
                polarity=bare.polarity,
                certainty=bare.certainty,
                time=bare.time,
            )
        if "arguments" not in self._layers:
            event = replace(event, arguments=())
        return event if "event_relations" in self._layers else replace(event, cluster="")

    def save(self, folder: Path, /) -> None:
        """Write what was learnt into an empty folder.

        Raises:
            ExtractorError: Nothing was learnt yet.
        """
        if self.trained_on is None:
            raise ExtractorError("linear: not trained; expected a call of fit before save")
        record = storage.Record(
            storage.FORMAT,
            self.seed,
            self._layers,
            self.trained_on,
            {name: each.labels for name, each in sorted(self._classifiers.items())},
            self._countries.learnt,
        )
        stored = storage.Stored(record, dict(self._classifiers), self.ontology)
        storage.write(folder, stored)

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that ``save`` wrote.

        Raises:
            ExtractorError: The folder holds none, or a damaged one.
        """
        stored = storage.read(folder)
        record = stored.record
        system = cls(stored.ontology, record.layers, record.seed)
        system._classifiers, system._countries = stored.classifiers, Countries(record.countries)
        system.trained_on = record.documents
        return system

    def _scores(self, name: str, rows: Rows) -> tuple[Floats, tuple[str, ...]]:
        classifier = self._classifiers.get(name) or constant()
        return classifier.readiness(rows), classifier.labels


def _numbered(annotations: Annotations) -> Annotations:
    """The annotations with short ids for what was made here, different from all that are kept."""
    taken = {mention.id for mention, _ in annotations.mentions()}
    taken |= {time.id for time in annotations.times}
    taken |= {event.id for event in annotations.events}

    def ids(prefix: str) -> Iterator[str]:
        return (name for n in count(1) if (name := f"{prefix}{n}") not in taken)

    entity_ids, relation_ids, link_ids, quote_ids = ids("n"), ids("r"), ids("l"), ids("q")
    return replace(
        annotations,
        entities=tuple(replace(e, id=next(entity_ids)) for e in annotations.entities),
        relations=tuple(replace(r, id=next(relation_ids)) for r in annotations.relations),
        event_relations=tuple(replace(x, id=next(link_ids)) for x in annotations.event_relations),
        quotes=tuple(replace(q, id=next(quote_ids)) for q in annotations.quotes),
    )

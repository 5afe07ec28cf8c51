"""``crf+linear``: sequence models find the spans, linear classifiers everything that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal, Self

import acuerdo
from acuerdo.annotation import Annotations, Document, Entity, Event, Example, Mention, Span
from acuerdo.errors import ExtractorError
from acuerdo.extractor import LAYERS, chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf import Crf
from acuerdo_baselines.crf.heads import trigger_head
from acuerdo_baselines.linear import Linear
from acuerdo_baselines.linear.reading import place_of
from acuerdo_baselines.spanish.analysis import Analysis, analyze

GOLD_MENTIONS, GOLD_TRIGGERS = "gold-mentions", "gold-triggers"
"""Tracks on which some of the spans are given (docs/scoring.md)."""

_SPANS = {
    "entities": ("entities",),
    "coreference": ("entities",),
    "times": ("times",),
    "triggers": ("triggers",),
    "event_attributes": ("times", "triggers"),
    "arguments": ("entities", "times", "triggers"),
    "relations": ("entities", "times", "triggers"),
    "event_relations": ("entities", "times", "triggers"),
    "quotes": ("entities", "times", "triggers"),
}
"""Layers of the first stage that each layer rests on."""

_FIRST, _SECOND = "crf", "linear"
"""Folders of the two stages."""


class CrfLinear:
    """A pipeline of ``Crf`` and ``Linear``.

    Without ``fit`` it trains itself, at its first document, on the training split of the dataset.

    Args:
        ontology: What may be answered; the installed dataset's by default.
        layers: Some of ``layers``; all by default. Spans that they rest on are answered as well.
        seed: Nothing is left to chance here; kept so that every system takes one.
        clusters: As of ``Crf``: whether Brown clusters are features.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    Raises:
        ExtractorError: There is no such layer, or an option has no such value.
        MissingExtraError: Clusters are asked for, and their package is not installed.

    >>> pipeline = CrfLinear().fit([])
    >>> next(pipeline.extract([Document("d", "Llegan a Lima.")])).entities
    ()
    """

    name = "crf+linear"
    layers: ClassVar[tuple[str, ...]] = LAYERS

    def __init__(
        self,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        seed: int = 13,
        *,
        clusters: bool | Literal["auto"] = "auto",
    ) -> None:
        chosen = chosen_layers(type(self), layers)
        needed = {span for layer in chosen for span in _SPANS[layer]}
        spans = [layer for layer in Crf.layers if layer in needed]
        self._crf = Crf(ontology, spans, seed, clusters=clusters)
        joined = [layer for layer in Linear.layers if layer in chosen]
        self._linear = Linear(ontology, joined, seed) if joined else None
        self.seed = seed
        self.trained_on: int | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        return self._crf.notes

    @property
    def model_bytes(self) -> int:
        """Size of what was learnt, bytes."""
        return self._crf.model_bytes + (self._linear.model_bytes if self._linear else 0)

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone."""
        examples = tuple(examples)
        self._crf.fit(examples)
        if self._linear is not None:
            self._linear.fit(examples)
        self.trained_on = len(examples)
        return self

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield the annotations of each document, in order."""
        self._train_once()
        for document in documents:
            yield self._complete(document, self._spans(document))

    def extract_given(self, examples: Iterable[Example], /, *, track: str) -> Iterator[Annotations]:
        """Yield the annotations of each document when some of its gold spans are given.

        Args:
            examples: Documents with gold annotations, of which nothing is looked at but what the
                track gives.
            track: ``gold-mentions`` or ``gold-triggers``.

        Raises:
            ExtractorError: There is no such track.
        """
        if track not in (GOLD_MENTIONS, GOLD_TRIGGERS):
            raise ExtractorError(f"track {track!r}: expected {GOLD_MENTIONS} or {GOLD_TRIGGERS}")
        self._train_once()
        for example in examples:
            found = self._spans(example.document)
            known = given(example.document, example.gold, track=track)
            if track == GOLD_MENTIONS:
                found = replace(found, entities=known.entities)
            else:
                found = replace(found, events=known.events)
            yield self._complete(example.document, found)

    def save(self, folder: Path, /) -> None:
        """Write what was learnt into an empty folder, a folder for each stage.

        Raises:
            ExtractorError: Nothing was learnt yet.
        """
        if self.trained_on is None:
            raise ExtractorError("crf+linear: not trained; expected a call of fit before save")
        (folder / _FIRST).mkdir()
        self._crf.save(folder / _FIRST)
        if self._linear is not None:
            (folder / _SECOND).mkdir()
            self._linear.save(folder / _SECOND)

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that ``save`` wrote.

        Raises:
            ExtractorError: The folder holds none, or a damaged one.
        """
        system = cls()
        system._crf = Crf.load(folder / _FIRST)
        second = folder / _SECOND
        system._linear = Linear.load(second) if second.exists() else None
        system.seed = system._crf.seed
        system.trained_on = system._crf.trained_on
        return system

    def _train_once(self) -> None:
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))

    def _spans(self, document: Document) -> Annotations:
        return next(self._crf.find_spans([document]))

    def _complete(self, document: Document, spans: Annotations) -> Annotations:
        if self._linear is None:
            return replace(spans, quotes=())
        return self._linear.complete(document, spans)


def given(document: Document, gold: Annotations, *, track: str) -> Annotations:
    """Return what a track gives of gold annotations, with ids of its own.

    Mentions have no type and level, and stand for their heads; triggers have their types, and
    heads by rule.

    Args:
        document: The text.
        gold: Its gold annotations.
        track: ``gold-mentions`` or ``gold-triggers``.

    >>> lima = Mention("m", Span(0, 4), Span(0, 4), "NAM")
    >>> gold = Annotations("d", (Entity("n", "GPE", (lima,), "Lima", "PER"),))
    >>> given(Document("d", "Lima"), gold, track="gold-mentions").entities[0].type
    ''
    """
    if track == GOLD_MENTIONS:
        spans = sorted(mention.span for mention, _ in gold.mentions())
        mentions = [Mention(f"given{n}", span, span, "") for n, span in enumerate(spans, 1)]
        return Annotations(document.id, tuple(Entity(f"of {m.id}", "", (m,)) for m in mentions))
    analysis = analyze(document.text)
    ordered = sorted((event.trigger, event.type) for event in gold.events)
    return Annotations(
        document.id,
        events=tuple(
            Event(f"given{n}", kind, trigger, _head(analysis, trigger))
            for n, (trigger, kind) in enumerate(ordered, 1)
        ),
    )


def _head(analysis: Analysis, trigger: Span) -> Span:
    place = place_of(analysis, trigger)
    if place is None:
        return trigger
    sentence, first, last = place
    word = trigger_head(analysis.sentences[sentence].words[first : last + 1])
    return Span(max(word.start, trigger.start), min(word.end, trigger.end))

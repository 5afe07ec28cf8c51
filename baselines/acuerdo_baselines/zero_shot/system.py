"""``zero-shot``: GLiNER2 with the ontology's definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, ClassVar

import acuerdo
from acuerdo.annotation import Annotations, Document, Span
from acuerdo.errors import ExtractorError
from acuerdo.extractor import chosen_layers
from acuerdo.grounding import FIRST, UNIQUE
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.llm.chunks import chunks_of
from acuerdo_baselines.zero_shot.answers import Answers, Question, Scored, ScoredPair, Ungrounded
from acuerdo_baselines.zero_shot.found import annotations_of
from acuerdo_baselines.zero_shot.loading import MODEL, SchemaModel, load_model


class ZeroShot:
    """GLiNER2 with the ontology's definitions.

    The model is loaded at the first document.

    Args:
        ontology: What may be answered; the installed dataset's by default.
        layers: Some of ``layers``; all by default. Relations bring their entities.
        model: Name of a model, or a folder that holds one.
        threshold: Least confidence of a mention, time, trigger or relation.
        trigger_threshold: That of triggers, when it is another one.
        relation_threshold: That of relations, when it is another one.
        types_at_once: Labels in one question at most; a question of many is forgotten by half.
        chunk: Reference tokens of a text read at once, at most; a longer sentence is read whole.
        batch_size: Chunks read together.
        grounding: Place of words without offsets: ``first`` or ``unique``.
        device: As torch names it.
        loaded: A model that is loaded already; ``model`` and ``device`` are then not looked at.

    Attributes:
        ungrounded: Answers that are nowhere in the text, by document, task and label.

    Raises:
        ExtractorError: There is no such layer, or an option has no such value.

    >>> ZeroShot(layers=["times"]).questions[0].types["SET"]
    'Repetición en el tiempo.'
    """

    name = "zero-shot"
    layers: ClassVar[tuple[str, ...]] = ("entities", "times", "triggers", "relations")

    def __init__(
        self,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        *,
        model: str = MODEL,
        threshold: float = 0.5,
        trigger_threshold: float | None = None,
        relation_threshold: float | None = None,
        types_at_once: int = 10,
        chunk: int = 200,
        batch_size: int = 8,
        grounding: str = FIRST,
        device: str = "cpu",
        loaded: SchemaModel | None = None,
    ) -> None:
        chosen = chosen_layers(type(self), layers)
        self._layers = ("entities", *chosen) if "relations" in chosen else chosen
        self._ontology = ontology
        self._thresholds = {
            "entities": threshold,
            "times": threshold,
            "triggers": threshold if trigger_threshold is None else trigger_threshold,
            "relations": threshold if relation_threshold is None else relation_threshold,
        }
        faults = [
            f"{layer} threshold {least}, expected 0 to 1"
            for layer, least in self._thresholds.items()
            if not 0 <= least <= 1
        ]
        faults += [
            f"{option} {value}, expected 1 or more"
            for option, value in (
                ("types_at_once", types_at_once),
                ("chunk", chunk),
                ("batch_size", batch_size),
            )
            if value < 1
        ]
        if grounding not in (FIRST, UNIQUE):
            faults.append(f"grounding {grounding!r}, expected {FIRST} or {UNIQUE}")
        if faults:
            raise ExtractorError("\n".join(f"zero-shot: {fault}" for fault in faults))
        self._at_once, self._chunk, self._batch_size = types_at_once, chunk, batch_size
        self._grounding, self._model, self._device = grounding, model, device
        self._loaded = loaded
        self._forms = Forms()
        self.ungrounded: dict[str, Ungrounded] = {}

    @property
    def ontology(self) -> Ontology:
        """The labels that may be answered."""
        if self._ontology is None:
            self._ontology = acuerdo.load_ontology()
        return self._ontology

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        nowhere = sum(
            times for tasks in self.ungrounded.values() for labels in tasks.values()
            for times in labels.values()
        )  # fmt: skip
        notes = [f"zero-shot: {self._model}; nothing was learnt from the training split"]
        if nowhere:
            notes.append(
                f"zero-shot: {nowhere:,} answers are nowhere in the text by the policy "
                f"{self._grounding!r}"
            )
        return tuple(notes)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked about each text, in order."""
        ontology = self.ontology
        relations = {each.name: each.es for each in ontology.relation_types}
        asked: list[Question] = []
        for layer, labels in (
            ("entities", ontology.entity_types),
            ("times", ontology.time_types),
            ("triggers", ontology.event_types),
        ):
            if layer in self._layers:
                types = iter([(each.name, each.es) for each in labels])
                while part := dict(islice(types, self._at_once)):
                    asked.append(Question(layer, part, {}))
        if "relations" in self._layers:
            pairs = iter(relations.items())
            while part := dict(islice(pairs, self._at_once)):
                asked.append(Question("relations", {}, part))
        return tuple(asked)

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield what the model finds in each document.

        Raises:
            ExtractorError: The model cannot be loaded, or answers something else.
            MissingExtraError: gliner2 or torch is not installed.
        """
        for document in documents:
            yield self._annotate(document)

    def _annotate(self, document: Document) -> Annotations:
        spans = [chunk.span for chunk in chunks_of(document.text, self._chunk)]
        found: dict[str, list[Scored]] = defaultdict(list)
        pairs: list[ScoredPair] = []
        nowhere: Ungrounded = {}
        for question in self.questions if spans else ():
            for chunk, answer in zip(spans, self._ask(document, question, spans), strict=True):
                read = Answers(document.text, chunk, self._grounding, nowhere)
                found[question.layer] += read.spans(answer, question)
                pairs += read.pairs(answer, question)
        self.ungrounded.pop(document.id, None)
        if nowhere:
            self.ungrounded[document.id] = nowhere
        return annotations_of(Reading(document, self._forms), found, pairs, self.ontology)

    def _ask(
        self, document: Document, question: Question, chunks: Sequence[Span]
    ) -> list[dict[str, Any]]:
        model = self._ready()
        schema, least = model.create_schema(), self._thresholds[question.layer]
        if question.types:
            schema = schema.entities(dict(question.types), threshold=least)
        if question.relations:
            schema = schema.relations(dict(question.relations), threshold=least)
        answers = model.batch_extract(
            [document[chunk] for chunk in chunks],
            schema,
            batch_size=self._batch_size,
            threshold=least,
            include_confidence=True,
            include_spans=True,
            overlap_policy="nested",
        )
        if len(answers) != len(chunks):
            raise ExtractorError(
                f"zero-shot: {document.id}: {len(answers)} answers; expected {len(chunks)}, "
                "one for each chunk"
            )
        return answers

    def _ready(self) -> SchemaModel:
        if self._loaded is None:
            self._loaded = load_model(self._model, self._device)
        return self._loaded

"""Answers of the model about a chunk: spans of the document, and what is nowhere in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from acuerdo.annotation import Span
from acuerdo.errors import AnnotationError
from acuerdo.grounding import ground

Ungrounded = dict[str, dict[str, int]]
"""Answers that are nowhere in a text, by task and label."""


class Scored(NamedTuple):
    """A span of a document, with its label."""

    span: Span
    label: str
    score: float


class ScoredPair(NamedTuple):
    """The two ends of a relation."""

    head: Span
    tail: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about at once.

    Attributes:
        layer: ``entities`` (with the relations between them), ``times`` or ``triggers``.
        types: Definitions by label.
        relations: Definitions of relations by label.
    """

    layer: str
    types: Mapping[str, str]
    relations: Mapping[str, str]


class Answers:
    """Reads the answers about one chunk.

    Args:
        text: Of the document.
        chunk: Where the chunk is in it.
        policy: Of ``acuerdo.grounding``, for answers without offsets.
        nowhere: Answers that have no place are counted on.

    >>> nowhere: Ungrounded = {}
    >>> answers = Answers("Llega Ana.", Span(6, 10), "first", nowhere)
    >>> question = Question("entities", {"PER": "Persona."}, {})
    >>> [found.span for found in answers.spans({"entities": {"PER": ["Ana", "Eva"]}}, question)]
    [Span(start=6, end=9)]
    >>> nowhere
    {'entities': {'PER': 1}}
    """

    def __init__(self, text: str, chunk: Span, policy: str, nowhere: Ungrounded) -> None:
        self._text = text[chunk.start : chunk.end]
        self._start = chunk.start
        self._policy = policy
        self._nowhere = nowhere

    def spans(self, answer: Mapping[str, Any], question: Question) -> Iterator[Scored]:
        """Yield the mentions, times or triggers that an answer names."""
        found: Mapping[str, Any] = answer.get("entities") or {}
        for label in question.types:
            for item in found.get(label) or ():
                span = self._place(item)
                if span is None:
                    self._miss(question.layer, label)
                else:
                    yield Scored(span, label, _confidence(item))

    def pairs(self, answer: Mapping[str, Any], question: Question) -> Iterator[ScoredPair]:
        """Yield the relations that an answer names."""
        found: Mapping[str, Any] = answer.get("relation_extraction") or {}
        for label in question.relations:
            for item in found.get(label) or ():
                ends = (item["head"], item["tail"]) if isinstance(item, Mapping) else tuple(item)
                head, tail = map(self._place, ends)
                if head is None or tail is None:
                    self._miss("relations", label)
                else:
                    yield ScoredPair(head, tail, label, min(map(_confidence, ends)))

    def _place(self, item: Any) -> Span | None:
        """The place of an answer: its offsets if they hold its words, else where the words are."""
        told: Mapping[str, Any] = item if isinstance(item, Mapping) else {"text": item}
        words, start, end = str(told.get("text") or ""), told.get("start"), told.get("end")
        if isinstance(start, int) and isinstance(end, int) and self._text[start:end] == words:
            try:
                return Span(self._start + start, self._start + end)
            except AnnotationError:
                return None
        span = ground(self._text, words, policy=self._policy) if words.strip() else None
        return None if span is None else Span(self._start + span.start, self._start + span.end)

    def _miss(self, task: str, label: str) -> None:
        labels = self._nowhere.setdefault(task, {})
        labels[label] = labels.get(label, 0) + 1


def _confidence(item: Any) -> float:
    return float(item.get("confidence", 1.0)) if isinstance(item, Mapping) else 1.0

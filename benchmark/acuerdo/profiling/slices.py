"""Scores of parts of the gold: by place, genre, length, distance, novelty, factuality.

The matching is the scorer's, over the whole documents. Then every item falls into a slice by its
own properties, the gold item by those of the gold, the predicted one by those of the prediction:
recall is the share of the gold items of a slice that were found, precision the share of the
predicted items of a slice that are right. The slices of a dimension are disjoint, and together
they count what the headline counts of the items that the dimension applies to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from acuerdo.annotation import Annotations, Document, Example, Span
from acuerdo.ontology import Ontology
from acuerdo.profiling.answers import VIEWS, Answer, judged
from acuerdo.tokens import count_tokens

LENGTHS = (250, 500, 1000)
"""Bounds of the length buckets, in reference tokens."""

UNKNOWN = "(none)"
"""Slice of documents that do not say."""

Dimension = Callable[[Answer], str | None]
"""The slice of an answer; None where the dimension does not apply to it."""


@dataclass(frozen=True, slots=True)
class SliceScore:
    """The score of one task on one slice.

    Attributes:
        dimension: What the gold is cut by.
        slice: The part.
        task: Name of the task.
        matched: Predicted items of the slice that are right.
        predicted: Predicted items of the slice.
        recalled: Gold items of the slice that were found.
        gold: Gold items of the slice.
    """

    dimension: str
    slice: str
    task: str
    matched: int
    predicted: int
    recalled: int
    gold: int

    @property
    def precision(self) -> float | None:
        """Matched / predicted; 0 when only gold has items, None when neither side has."""
        return _share(self.matched, self.predicted, self.gold)

    @property
    def recall(self) -> float | None:
        """Recalled / gold; 0 when only the prediction has items, None when neither side has."""
        return _share(self.recalled, self.gold, self.predicted)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when neither side has items.

        >>> SliceScore("genre", "dispatch", "times", 1, 2, 1, 1).f1
        0.6666666666666666
        """
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        metrics = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return asdict(self) | metrics


@dataclass(frozen=True, slots=True)
class Seen:
    """What a training set had.

    Attributes:
        triggers: Lower-cased words and event type.
        mentions: Lower-cased words and entity type.
    """

    triggers: frozenset[tuple[str, str]]
    mentions: frozenset[tuple[str, str]]


def seen_in(examples: Iterable[Example]) -> Seen:
    """Return the triggers and mentions of a training set.

    >>> seen_in([]).triggers
    frozenset()
    """
    triggers: set[tuple[str, str]] = set()
    mentions: set[tuple[str, str]] = set()
    for document, gold in ((example.document, example.gold) for example in examples):
        triggers |= {(document[e.trigger].lower(), e.type) for e in gold.events}
        mentions |= {(document[m.span].lower(), entity.type) for m, entity in gold.mentions()}
    return Seen(frozenset(triggers), frozenset(mentions))


def slice_scores(
    examples: Iterable[Example],
    predicted: Iterable[Annotations],
    ontology: Ontology,
    *,
    training: Iterable[Example] = (),
    tasks: Iterable[str] = tuple(VIEWS),
) -> tuple[SliceScore, ...]:
    """Return the score of every task on every slice that has an item.

    Args:
        examples: Documents with their gold annotations.
        predicted: At most one per document; a document without one has an empty one.
        ontology: The labels.
        training: What counts as seen; without it everything is unseen.
        tasks: Names of the tasks, from ``acuerdo.profiling.answers.VIEWS``.

    Raises:
        ValidationError: Repeated or unknown documents, labels outside the ontology, repeated or
            dangling ids.
    """
    cuts = dimensions(seen_in(training))
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for each in judged(examples, predicted, ontology, tasks=tasks):
        matched = set(each.pairs.predicted.tolist()), set(each.pairs.gold.tolist())
        for name, cut in cuts[each.task].items():
            for side, answers, right, found in (
                ("predicted", each.predicted, "matched", matched[0]),
                ("gold", each.gold, "recalled", matched[1]),
            ):
                for row, answer in enumerate(answers):
                    part = cut(answer)
                    if part is not None:
                        cell = counts.setdefault((name, part, each.task), Counter())
                        cell[side] += 1
                        cell[right] += row in found
    scores = (
        SliceScore(*name, cell["matched"], cell["predicted"], cell["recalled"], cell["gold"])
        for name, cell in counts.items()
    )
    names = [name for cut in cuts.values() for name in cut]
    tasks_in_order = list(VIEWS)
    return tuple(
        sorted(
            scores,
            key=lambda s: (
                names.index(s.dimension),
                _position(s.dimension, s.slice),
                tasks_in_order.index(s.task),
            ),
        )
    )


def dimensions(seen: Seen) -> dict[str, dict[str, Dimension]]:
    """Return the dimensions of each task, by name."""
    lengths: dict[str, str] = {}

    def length(answer: Answer) -> str:
        # Counting tokens costs more than everything else; a document is counted once.
        document = answer.document
        if document.id not in lengths:
            lengths[document.id] = _length(document)
        return lengths[document.id]

    documents: dict[str, Dimension] = {
        "part": _part,
        "length": length,
        "genre": lambda answer: answer.document.genre or UNKNOWN,
        "topic": lambda answer: answer.document.topic or UNKNOWN,
    }
    factuality: dict[str, Dimension] = {"factuality": _factuality}
    return {
        "entities": documents | {"training": _known(seen.mentions)},
        "times": documents,
        "triggers": documents | factuality | {"training": _known(seen.triggers)},
        "event_attributes": documents | factuality,
        "arguments": documents | factuality | {"reach": _reach},
        "relations": documents | {"reach": _reach},
        "event_relations": documents | {"reach": _reach},
        "quotes": documents | {"reach": _reach},
    }


ORDER = {
    "part": ("headline", "first third", "middle third", "last third"),
    "length": ("under 250 tokens", "250–499 tokens", "500–999 tokens", "1000 tokens or more"),
    "factuality": ("factual", "negated", "uncertain", "unspecified"),
    "reach": ("same line", "another line"),
    "training": ("seen", "unseen"),
}
"""Slices in the order of a table; other dimensions are in alphabetical order."""


def _position(dimension: str, part: str) -> tuple[int, str]:
    known = ORDER.get(dimension, ())
    return (known.index(part) if part in known else len(known), part)


def _part(answer: Answer) -> str:
    """Headline, or the third of what follows it, by code points."""
    document, start = answer.document, answer.spans[0].start
    headline = len(document.title) if document.text.startswith(document.title) else 0
    if start < headline:
        return "headline"
    third = 3 * (start - headline) // max(1, len(document.text) - headline)
    return ORDER["part"][1 + min(third, 2)]


def _length(document: Document) -> str:
    tokens = count_tokens(document.text)
    return ORDER["length"][sum(tokens >= bound for bound in LENGTHS)]


def _reach(answer: Answer) -> str:
    """Whether all that the answer joins stands in one line of the text."""
    start = min(span.start for span in answer.spans)
    end = max(span.end for span in answer.spans)
    crossed = "\n" in answer.document.text[start:end]
    return "another line" if crossed else "same line"


def _factuality(answer: Answer) -> str | None:
    event = answer.event
    if event is None:
        return None
    if event.polarity == "NEG":
        return "negated"
    if event.certainty in ("PROBABLE", "POSSIBLE"):
        return "uncertain"
    return "factual" if (event.polarity, event.certainty) == ("POS", "CERTAIN") else "unspecified"


def _known(seen: frozenset[tuple[str, str]]) -> Dimension:
    def known(answer: Answer) -> str:
        span: Span = answer.spans[0]
        words = answer.document[span].lower()
        return "seen" if (words, answer.label) in seen else "unseen"

    return known


def _share(part: int, whole: int, other: int) -> float | None:
    if not whole:
        return 0.0 if other else None
    return part / whole

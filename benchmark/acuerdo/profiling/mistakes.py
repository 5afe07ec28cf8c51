"""What a system got wrong, item by item, sorted into classes.

The scorer's own matching comes first. What it leaves over on either side is paired by what is
nearly right, in the order of ``KINDS``; a pair is one mistake, and each item is in one. So for
every task

    gold − matched      = missed + mistakes that pair a gold item with a predicted one
    predicted − matched = spurious + ungrounded + the same pairs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from acuerdo.annotation import Annotations, Document, Example, Span
from acuerdo.ontology import Ontology
from acuerdo.profiling.answers import VIEWS, Answer, Judged, judged
from acuerdo.profiling.near import (
    NEAR,
    WRONG_ATTRIBUTE,
    WRONG_BOUNDARY,
    WRONG_DIRECTION,
    WRONG_FILLER,
    WRONG_ROLE,
    WRONG_TRIGGER,
    WRONG_TYPE,
    Near,
)
from acuerdo.scoring.aligned import subset
from acuerdo.scoring.assignment import Index, Pairs
from acuerdo.scoring.matching import unmatched
from acuerdo.scoring.ungrounded import Ungrounded
from acuerdo.scoring.views import Sides, match_items, match_overlapping

MISSED, SPURIOUS, UNGROUNDED = "missed", "spurious", "ungrounded"

KINDS = (
    WRONG_DIRECTION,
    WRONG_TYPE,
    WRONG_ROLE,
    WRONG_ATTRIBUTE,
    WRONG_BOUNDARY,
    WRONG_TRIGGER,
    WRONG_FILLER,
    MISSED,
    SPURIOUS,
    UNGROUNDED,
)
"""Classes in order of precedence: an item that fits several is in the first."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake.

    Attributes:
        task: Name of the task.
        kind: One of ``KINDS``.
        document_id: Where.
        gold: What was expected; None for what is spurious or ungrounded.
        predicted: What was said; None for what was missed or cannot be placed in the text.
        label: Label of an ungrounded answer, else that of gold or, failing that, predicted.
    """

    task: str
    kind: str
    document_id: str
    gold: Answer | None
    predicted: Answer | None
    label: str

    @property
    def place(self) -> Span | None:
        """Where to look: the first span, of the gold if there is one."""
        answer = self.gold or self.predicted
        return answer.spans[0] if answer else None

    @property
    def document(self) -> Document | None:
        """The text; None for an ungrounded answer."""
        answer = self.gold or self.predicted
        return answer.document if answer else None

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "task": self.task,
            "kind": self.kind,
            "document": self.document_id,
            "label": self.label,
            "gold": _plain(self.gold),
            "predicted": _plain(self.predicted),
        }


def find_mistakes(
    examples: Iterable[Example],
    predicted: Iterable[Annotations],
    ontology: Ontology,
    *,
    tasks: Iterable[str] = tuple(VIEWS),
    ungrounded: Ungrounded | None = None,
) -> tuple[Mistake, ...]:
    """Return every mistake, in the order of tasks, documents and places.

    Args:
        examples: Documents with their gold annotations.
        predicted: At most one per document; a document without one has an empty one.
        ontology: The labels.
        tasks: Names of the tasks, from ``acuerdo.profiling.answers.VIEWS``.
        ungrounded: Answers that are nowhere in the text, as ``score`` takes them.

    Raises:
        ValidationError: Repeated or unknown documents, labels outside the ontology, repeated or
            dangling ids.
    """
    chosen = tuple(tasks)
    found = [
        mistake
        for each in judged(examples, predicted, ontology, tasks=chosen)
        for mistake in _sorted_out(each)
    ]
    found += [
        Mistake(task, UNGROUNDED, document, None, None, label)
        for document, by_task in (ungrounded or {}).items()
        for task, by_label in by_task.items()
        if task in chosen
        for label, number in by_label.items()
        for _ in range(number)
    ]
    order = {task: number for number, task in enumerate(chosen)}
    nowhere = Span(0, 1)
    return tuple(
        sorted(
            found,
            key=lambda m: (order[m.task], m.document_id, m.place or nowhere, KINDS.index(m.kind)),
        )
    )


def counts_of(mistakes: Iterable[Mistake]) -> dict[str, dict[str, int]]:
    """Return how many mistakes of each kind each task has, in the order of ``KINDS``.

    >>> counts_of([Mistake("times", "missed", "d", None, None, "2024")])
    {'times': {'missed': 1}}
    """
    counts: dict[str, Counter[str]] = {}
    for mistake in mistakes:
        counts.setdefault(mistake.task, Counter())[mistake.kind] += 1
    return {
        task: {kind: kinds[kind] for kind in KINDS if kinds[kind]} for task, kinds in counts.items()
    }


def _sorted_out(given: Judged) -> Iterator[Mistake]:
    gold = unmatched(len(given.gold), given.pairs.gold)
    predicted = unmatched(len(given.predicted), given.pairs.predicted)
    for near in NEAR[given.task](given.block, given.sides):
        pairs = _paired(near, gold, predicted)
        for i, j in zip(*pairs, strict=True):
            yield _mistake(given.task, near.kind, given.gold[i], given.predicted[j])
        gold = np.setdiff1d(gold, pairs.gold)
        predicted = np.setdiff1d(predicted, pairs.predicted)
    for i in gold:
        yield _mistake(given.task, MISSED, given.gold[i], None)
    for j in predicted:
        yield _mistake(given.task, SPURIOUS, None, given.predicted[j])


def _paired(near: Near, gold: Index, predicted: Index) -> Pairs:
    """Rows among those given that are nearly right, one to one."""
    rest = Sides(subset(near.sides.gold, gold), subset(near.sides.predicted, predicted))
    if near.overlapping:
        pairs = match_overlapping(rest)
    else:
        pairs = match_items(rest, labelled=near.labelled)
    return Pairs(gold[pairs.gold], predicted[pairs.predicted])


def _mistake(task: str, kind: str, gold: Answer | None, predicted: Answer | None) -> Mistake:
    answer = gold or predicted
    if answer is None:
        raise ValueError("a mistake has a gold or a predicted answer")
    return Mistake(task, kind, answer.document.id, gold, predicted, answer.label)


def _plain(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    spans = [[span.start, span.end] for span in answer.spans]
    return {"label": answer.label, "text": answer.text, "spans": spans}

"""What a system got wrong, item by item, sorted into classes.

The scorer's own matching comes first. What it leaves over on either side is paired by what is
nearly right, in the order of ``KINDS``; a pair is one mistake, and each item is in one. So for
every task

    gold − matched      = missed + mistakes that pair a gold item with a predicted one
    predicted − matched = spurious + ungrounded + the same pairs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from acuerdo.annotation import Annotations, Document, Example, Span
from acuerdo.ontology import Ontology
from acuerdo.profiling.answers import VIEWS, Answer, Judged, item_view, judged
from acuerdo.scoring.aligned import subset
from acuerdo.scoring.assignment import Index, Pairs
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import CONTENT, Column, Events, Layers
from acuerdo.scoring.matching import unmatched
from acuerdo.scoring.packing import pack_together
from acuerdo.scoring.ungrounded import Ungrounded
from acuerdo.scoring.views import Items, Sides, match_items, match_overlapping

MISSED, SPURIOUS, UNGROUNDED = "missed", "spurious", "ungrounded"
WRONG_TYPE = "wrong type"
WRONG_ROLE = "wrong role"
WRONG_ATTRIBUTE = "wrong attribute"
WRONG_DIRECTION = "wrong direction"
WRONG_BOUNDARY = "wrong boundary"
WRONG_TRIGGER = "wrong trigger"
WRONG_FILLER = "wrong filler"

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


class Near(NamedTuple):
    """One way of being nearly right: what the rest of an answer must share with the gold."""

    kind: str
    sides: Sides
    labelled: bool = True
    overlapping: bool = False


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
    for near in _NEAR[given.task](given.block, given.sides):
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


def _labelled_spans(kind: str) -> Callable[[Block, Sides], Sequence[Near]]:
    """A label on a span: right span and another label first, then right label and overlap."""

    def near(_: Block, sides: Sides) -> Sequence[Near]:
        return (
            Near(kind, sides, labelled=False),
            Near(WRONG_BOUNDARY, sides, overlapping=True),
        )

    return near


def _times(_: Block, sides: Sides) -> Sequence[Near]:
    """A value on a span."""
    spans = _each(sides, lambda items: replace(items, identity=items.identity[:2]))
    valued = _each(
        sides, lambda items: replace(items, label=items.identity[2], identity=items.identity[:2])
    )
    return Near(WRONG_ATTRIBUTE, spans), Near(WRONG_BOUNDARY, valued, overlapping=True)


def _arguments(block: Block, sides: Sides) -> Sequence[Near]:
    """A role of an event and its filler."""
    exact = item_view("arguments", "exact").project(block)
    # Columns of ``exact``: event, kind, start, length; of ``sides``: event, kind and filler.
    grouped = _grouped(exact, lambda i: (i.label, *i.identity[:2]), lambda i: i.identity[2:])
    gold_events = _columns(block.gold.events, block.gold.arguments.event)
    predicted_events = _columns(block.predicted.events, block.predicted.arguments.event)
    same_words = _in_event(sides, gold_events[:2], predicted_events[:2])
    same_type = _in_event(sides, gold_events[2:], predicted_events[2:])
    event = _each(exact, lambda items: replace(items, identity=items.identity[:1]))
    return (
        Near(WRONG_ROLE, sides, labelled=False),
        Near(WRONG_BOUNDARY, grouped, overlapping=True),
        Near(WRONG_TRIGGER, same_words),
        Near(WRONG_TRIGGER, same_type),
        Near(WRONG_FILLER, event),
    )


def _columns(events: Events, rows: Column) -> tuple[Column, ...]:
    """Trigger span and type of the event of each argument."""
    return events.start[rows], events.length[rows], events.type[rows]


def _in_event(sides: Sides, gold: tuple[Column, ...], predicted: tuple[Column, ...]) -> Sides:
    """Arguments that share columns of their events instead of being in one and the same event."""
    if sides.predicted.owner is not None:
        predicted = tuple(column[sides.predicted.owner] for column in predicted)
    return Sides(
        replace(sides.gold, identity=(*gold, *sides.gold.identity[1:])),
        replace(sides.predicted, identity=(*predicted, *sides.predicted.identity[1:])),
    )


def _relations(block: Block, sides: Sides) -> Sequence[Near]:
    """A relation between two ends."""
    turned = replace(sides.predicted, identity=sides.predicted.identity[::-1])
    undirected = _each(
        sides,
        lambda items: replace(
            items, identity=(np.minimum(*items.identity), np.maximum(*items.identity))
        ),
    )
    spans = item_view("relations", "boundary").project(block)
    heads = _grouped(spans, lambda i: (i.label, *i.identity[2:]), lambda i: i.identity[:2])
    tails = _grouped(spans, lambda i: (i.label, *i.identity[:2]), lambda i: i.identity[2:])
    return (
        Near(WRONG_DIRECTION, Sides(sides.gold, turned)),
        Near(WRONG_TYPE, undirected, labelled=False),
        Near(WRONG_BOUNDARY, heads, overlapping=True),
        Near(WRONG_BOUNDARY, tails, overlapping=True),
        Near(WRONG_FILLER, _each(spans, lambda i: replace(i, identity=i.identity[:2]))),
        Near(WRONG_FILLER, _each(spans, lambda i: replace(i, identity=i.identity[2:]))),
    )


def _links(_: Block, sides: Sides) -> Sequence[Near]:
    """A link between two events."""
    turned = replace(sides.predicted, identity=sides.predicted.identity[::-1])
    return Near(WRONG_DIRECTION, Sides(sides.gold, turned)), Near(WRONG_TYPE, sides, labelled=False)


def _quotes(block: Block, sides: Sides) -> Sequence[Near]:
    """Words and their source."""
    content = item_view("quotes", "content").project(block)
    # A predicted source may stand for several gold entities: the first will do here.
    owner = sides.predicted.owner
    if owner is None:
        return (Near(WRONG_FILLER, content),)
    nobody = max(int(s.identity[0].max(initial=0)) for s in sides) + 1
    source = np.full(len(sides.predicted.document), nobody)
    source[owner[::-1]] = sides.predicted.identity[0][::-1]
    extents = Sides(
        replace(sides.gold, label=sides.gold.identity[0], identity=_extents(block.gold)),
        replace(sides.predicted, label=source, identity=_extents(block.predicted), owner=None),
    )
    return Near(WRONG_BOUNDARY, extents, overlapping=True), Near(WRONG_FILLER, content)


def _extents(side: Layers) -> tuple[Column, ...]:
    """From the first to the last character of what each quote quotes."""
    spans, size = side.quote_spans, len(side.quotes.document)
    rows = np.flatnonzero(spans.part == CONTENT)
    start = np.full(size, np.iinfo(np.int64).max)
    end = np.zeros(size, np.int64)
    np.minimum.at(start, spans.quote[rows], spans.start[rows])
    np.maximum.at(end, spans.quote[rows], spans.start[rows] + spans.length[rows])
    start = np.minimum(start, end)
    return start, end - start


_NEAR: dict[str, Callable[[Block, Sides], Sequence[Near]]] = {
    "entities": _labelled_spans(WRONG_TYPE),
    "times": _times,
    "triggers": _labelled_spans(WRONG_TYPE),
    "event_attributes": _labelled_spans(WRONG_ATTRIBUTE),
    "arguments": _arguments,
    "relations": _relations,
    "event_relations": _links,
    "quotes": _quotes,
}


def _each(sides: Sides, change: Callable[[Items], Items]) -> Sides:
    return Sides(change(sides.gold), change(sides.predicted))


def _grouped(
    sides: Sides,
    group: Callable[[Items], tuple[Column, ...]],
    span: Callable[[Items], tuple[Column, ...]],
) -> Sides:
    """Spans that may overlap only within a group."""
    keys = pack_together(group(sides.gold), group(sides.predicted))
    return Sides(
        replace(sides.gold, label=keys[0], identity=span(sides.gold)),
        replace(sides.predicted, label=keys[1], identity=span(sides.predicted)),
    )


def _plain(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    spans = [[span.start, span.end] for span in answer.spans]
    return {"label": answer.label, "text": answer.text, "spans": spans}

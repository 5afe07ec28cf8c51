"""The scorer's items and pairs, with the annotations that they came from.

What a score counted is told here item by item: the rows of the scorer's columns are in the order
of the annotations, so the n-th row of a view is the n-th answer of its task.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from acuerdo.annotation import Annotations, Document, Event, Example, Span
from acuerdo.ontology import Ontology
from acuerdo.scoring import TASKS
from acuerdo.scoring.assignment import Pairs
from acuerdo.scoring.block import Block
from acuerdo.scoring.flatten import flatten
from acuerdo.scoring.layers import BLOCK
from acuerdo.scoring.scorer import require_alignable
from acuerdo.scoring.views import ItemView, Sides, match_items

VIEWS: dict[str, tuple[str, ...]] = {
    "entities": ("exact",),
    "times": ("value",),
    "triggers": ("classification",),
    "event_attributes": ("polarity", "certainty", "time"),
    "arguments": ("entity",),
    "relations": ("entity",),
    "event_relations": ("causal", "subevent"),
    "quotes": ("content_source",),
}
"""Views whose items are told one by one. Together they count what the task's headline counts, but
for ``event_relations``: temporal links are scored through their closure, not one to one.
Coreference has no items either."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An item of a task, gold or predicted.

    Attributes:
        document: The text it is about.
        label: Type, role, relation, value of an attribute, or value of a time expression.
        spans: Where it stands; the first is its place, the others what it joins.
        text: What it says, in one line, without its place.
        event: The event it belongs to, if it belongs to one.
    """

    document: Document
    label: str
    spans: tuple[Span, ...]
    text: str
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The items of one view in a block of documents, and which of them the scorer matched.

    Attributes:
        task: Name of the task.
        view: One of ``VIEWS[task]``.
        gold: Gold answers, row by row.
        predicted: Predicted answers, row by row.
        sides: The rows, as the scorer compares them.
        pairs: Matched rows.
        block: The columns that the rows were projected from.
    """

    task: str
    view: str
    gold: tuple[Answer, ...]
    predicted: tuple[Answer, ...]
    sides: Sides
    pairs: Pairs
    block: Block


def judged(
    examples: Iterable[Example],
    predicted: Iterable[Annotations],
    ontology: Ontology,
    *,
    tasks: Iterable[str] = tuple(VIEWS),
) -> Iterator[Judged]:
    """Yield the items of every view of ``VIEWS``, block by block, in the order of document ids.

    A document without a prediction has an empty one.

    Args:
        examples: Documents with their gold annotations.
        predicted: At most one per document, in any order.
        ontology: The labels.
        tasks: Names of the tasks, from ``VIEWS``.

    Raises:
        ValidationError: Repeated or unknown documents, labels outside the ontology, repeated or
            dangling ids.
    """
    examples = sorted(examples, key=lambda example: example.document.id)
    predicted = list(predicted)
    require_alignable([example.gold for example in examples], predicted)
    by_id = {given.document_id: given for given in predicted}
    chosen = tuple(tasks)
    for start in range(0, len(examples), BLOCK):
        part = examples[start : start + BLOCK]
        documents = [example.document for example in part]
        gold = [example.gold for example in part]
        aligned = [by_id.get(document.id) or Annotations(document.id) for document in documents]
        values: dict[str, int] = {}
        layers = [flatten(side, ontology, values=values) for side in (gold, aligned)]
        block = Block(layers[0], layers[1], ontology)
        for task in chosen:
            for name in VIEWS[task]:
                view = item_view(task, name)
                sides, labels = view.project(block), view.labels(ontology)
                told = [
                    tuple(
                        answer
                        for document, given in zip(documents, side, strict=True)
                        for answer in answers(task, name, document, given, labels)
                    )
                    for side in (gold, aligned)
                ]
                yield Judged(task, name, told[0], told[1], sides, match_items(sides), block)


def item_view(task: str, name: str) -> ItemView:
    """Return a view of the scorer by name.

    Raises:
        KeyError: There is no such view, or its items are not matched one to one.

    >>> item_view("triggers", "classification").name
    'classification'
    """
    for view in TASKS[task].views:
        if view.name == name and isinstance(view, ItemView):
            return view
    raise KeyError(f"{task}.{name}")


def answers(
    task: str, view: str, document: Document, annotations: Annotations, labels: Container[str]
) -> Iterator[Answer]:
    """Yield the answers of one document, in the order of the scorer's rows.

    Args:
        task: One of ``VIEWS``.
        view: One of ``VIEWS[task]``.
        document: The text.
        annotations: Gold or predicted.
        labels: Those of the view.

    >>> from acuerdo.annotation import Time
    >>> given = Annotations("d", times=(Time("T1", Span(0, 3), "DATE", "2024-06-18"),))
    >>> next(answers("times", "value", Document("d", "Hoy llega."), given, ["time"])).text
    '«Hoy» = 2024-06-18'
    """
    places = (
        {mention.id: mention.span for mention, _ in annotations.mentions()}
        | {time.id: time.span for time in annotations.times}
        | {event.id: event.trigger for event in annotations.events}
    )

    def words(span: Span) -> str:
        return f"«{document[span]}»"

    def nodes(*ids: str) -> tuple[Span, ...]:
        return tuple(places[each] for each in ids)

    if task == "entities":
        for mention, entity in annotations.mentions():
            text = f"{entity.type} {words(mention.span)}"
            yield Answer(document, entity.type, (mention.span,), text)
    elif task == "times":
        for time in annotations.times:
            yield Answer(document, time.value, (time.span,), f"{words(time.span)} = {time.value}")
    elif task == "triggers":
        for event in annotations.events:
            text = f"{event.type} {words(event.trigger)}"
            yield Answer(document, event.type, (event.trigger,), text, event)
    elif task == "event_attributes":
        for event in annotations.events:
            value = getattr(event, view)
            text = f"{words(event.trigger)} {view} {value}"
            yield Answer(document, f"{view}:{value}", (event.trigger,), text, event)
    elif task == "arguments":
        for event in annotations.events:
            for argument in event.arguments:
                (filler,) = nodes(argument.filler)
                text = f"{event.type} {words(event.trigger)} {argument.role}: {words(filler)}"
                yield Answer(document, argument.role, (event.trigger, filler), text, event)
    elif task == "relations":
        for relation in annotations.relations:
            ends = nodes(relation.head, relation.tail)
            text = f"{relation.type}: {' → '.join(map(words, ends))}"
            yield Answer(document, relation.type, ends, text)
    elif task == "event_relations":
        for link in annotations.event_relations:
            if link.type in labels:
                ends = nodes(link.head, link.tail)
                text = f"{link.type}: {' → '.join(map(words, ends))}"
                yield Answer(document, link.type, ends, text)
    elif task == "quotes":
        for quote in annotations.quotes:
            source = nodes(quote.source) if quote.source else ()
            said = " … ".join(map(words, quote.content))
            text = f"{words(source[0]) if source else '(no source)'}: {said}"
            yield Answer(document, "quote", (*quote.content, *source), text)

"""How good predictions are, for stopping early: the mean F1 of the trained layers.

Not the benchmark's score: plain sets of items, micro-averaged, cheap to count. A filler or an end
of a relation is right if it is any mention of the right entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from acuerdo.annotation import Annotations, Span

Key = Callable[[str], Hashable]


def mean_f1(
    golds: Sequence[Annotations], found: Sequence[Annotations], layers: Sequence[str]
) -> float:
    """Return the mean F1 of layers; a layer that neither side has is left out.

    Args:
        golds: Gold annotations.
        found: Predictions, in the same order.
        layers: What to look at.

    >>> mean_f1([Annotations("d")], [Annotations("d")], ["times"])
    0.0
    """
    f1 = [score for layer in layers if (score := layer_f1(golds, found, layer)) is not None]
    return sum(f1) / len(f1) if f1 else 0.0


def layer_f1(
    golds: Sequence[Annotations], found: Sequence[Annotations], layer: str
) -> float | None:
    """Return the F1 of one layer; None if neither side has anything of it.

    Args:
        golds: Gold annotations.
        found: Predictions, in the same order.
        layer: What to look at.
    """
    right = total = 0
    for gold, other in zip(golds, found, strict=True):
        owner = {mention.span: entity.id for mention, entity in gold.mentions()}
        mine, theirs = Counter(_items(gold, layer, owner)), Counter(_items(other, layer, owner))
        right += (mine & theirs).total()
        total += mine.total() + theirs.total()
    return 2 * right / total if total else None


def _items(annotations: Annotations, layer: str, owner: Mapping[Span, str]) -> Iterable[Hashable]:
    spans: dict[str, Span] = {mention.id: mention.span for mention, _ in annotations.mentions()}
    spans.update((time.id, time.span) for time in annotations.times)
    spans.update((event.id, event.trigger) for event in annotations.events)

    def key(identifier: str) -> Hashable:
        span = spans.get(identifier)
        return owner.get(span, span) if span is not None else None

    return _BY_LAYER[layer](annotations, key)


def _entities(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for mention, entity in annotations.mentions():
        yield mention.span, entity.type, mention.level


def _coreference(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for entity in annotations.entities:
        yield from combinations(sorted(mention.span for mention in entity.mentions), 2)


def _times(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for time in annotations.times:
        yield time.span, time.type


def _triggers(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for event in annotations.events:
        yield event.trigger, event.type


def _attributes(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for event in annotations.events:
        for name in ("polarity", "certainty", "time", "mode"):
            yield event.trigger, event.type, name, getattr(event, name)


def _arguments(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for event in annotations.events:
        for argument in event.arguments:
            yield event.trigger, event.type, argument.role, key(argument.filler)


def _relations(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for relation in annotations.relations:
        yield relation.type, key(relation.head), key(relation.tail)


def _event_relations(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for link in annotations.event_relations:
        yield link.type, key(link.head), key(link.tail)


def _quotes(annotations: Annotations, key: Key) -> Iterator[Hashable]:
    for quote in annotations.quotes:
        yield quote.content, key(quote.source)


_BY_LAYER: Mapping[str, Callable[[Annotations, Key], Iterator[Hashable]]] = {
    "entities": _entities,
    "coreference": _coreference,
    "times": _times,
    "triggers": _triggers,
    "event_attributes": _attributes,
    "arguments": _arguments,
    "relations": _relations,
    "event_relations": _event_relations,
    "quotes": _quotes,
}

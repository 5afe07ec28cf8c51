"""What the gold of a passage says in a task, whatever the words and places that say it.

Two members of a contrast bundle give the same answer in a task when these are equal. Fillers and
ends are named by their entity's canonical name, their value or their type, so that an active and a
passive sentence may say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from acuerdo.annotation import Example
from acuerdo.ontology import Ontology
from acuerdo.probes.bundles import BundleRow
from acuerdo.records import derive_records
from acuerdo.validation.problem import Problem

Item = tuple[Any, ...]


def answers(example: Example, task: str, ontology: Ontology) -> Counter[Item]:
    """Return the items of a task without offsets, each with its number.

    Raises:
        KeyError: There is no such task.

    >>> from acuerdo.dataset import load, load_ontology
    >>> answers(load("article")[0], "times", load_ontology())["DURATION", "P24Y", ""]
    1
    """
    return Counter(_ITEMS[task](example, ontology))


def contradictions(
    bundles: Iterable[BundleRow], examples: Iterable[Example], ontology: Ontology
) -> Iterator[Problem]:
    """Yield what the gold of the members says against their bundle.

    In what changes, some member's answer differs from the first member's; in what stays, none does;
    and in both there is something to answer.

    Args:
        bundles: The bundles.
        examples: Every member, with its gold.
        ontology: The labels.
    """
    members = {example.document.id: example for example in examples}
    for row in bundles:
        for task in (*row.changes, *row.stays):
            first, *others = (answers(members[name], task, ontology) for name in row.members)
            where = f"bundle {row.id}: {task}"
            if not any((first, *others)):
                yield Problem(where, "nothing to answer in any member", "an answer in some")
            elif task in row.changes and all(other == first for other in others):
                yield Problem(where, "changes, but all members answer alike", "answers that differ")
            elif task in row.stays and any(other != first for other in others):
                yield Problem(where, "stays, but members answer differently", "the same answers")


def _names(example: Example) -> dict[str, str]:
    """What every filler and end is called, by id."""
    gold = example.gold
    names = {mention.id: entity.name or entity.type for mention, entity in gold.mentions()}
    names |= {time.id: time.value for time in gold.times}
    names |= {event.id: event.type for event in gold.events}
    return names


def _entities(example: Example, ontology: Ontology) -> Iterator[Item]:
    for mention, entity in example.gold.mentions():
        yield entity.type, mention.level, example.document[mention.span].lower()


def _coreference(example: Example, ontology: Ontology) -> Iterator[Item]:
    for entity in example.gold.entities:
        yield tuple(sorted(example.document[m.span].lower() for m in entity.mentions))


def _times(example: Example, ontology: Ontology) -> Iterator[Item]:
    for time in example.gold.times:
        yield time.type, time.value, time.mod


def _triggers(example: Example, ontology: Ontology) -> Iterator[Item]:
    for event in example.gold.events:
        yield (event.type,)


def _attributes(example: Example, ontology: Ontology) -> Iterator[Item]:
    for event in example.gold.events:
        yield event.type, event.polarity, event.certainty, event.time


def _arguments(example: Example, ontology: Ontology) -> Iterator[Item]:
    names = _names(example)
    for event in example.gold.events:
        for argument in event.arguments:
            yield event.type, argument.role, names[argument.filler]


def _relations(example: Example, ontology: Ontology) -> Iterator[Item]:
    names = _names(example)
    for relation in example.gold.relations:
        yield relation.type, names[relation.head], names[relation.tail]


def _event_relations(example: Example, ontology: Ontology) -> Iterator[Item]:
    names = _names(example)
    for link in example.gold.event_relations:
        yield link.type, names[link.head], names[link.tail]
    clusters = Counter(event.cluster for event in example.gold.events if event.cluster)
    yield from (("cluster", size) for size in clusters.values())


def _quotes(example: Example, ontology: Ontology) -> Iterator[Item]:
    names = _names(example)
    for quote in example.gold.quotes:
        words = tuple(example.document[span] for span in quote.content)
        yield names.get(quote.source, ""), words


def _records(example: Example, ontology: Ontology) -> Iterator[Item]:
    for record in derive_records(example.document, example.gold, ontology):
        yield record.type, tuple(sorted(record.actors)), tuple(sorted(record.recipients))


_ITEMS: dict[str, Callable[[Example, Ontology], Iterator[Item]]] = {
    "entities": _entities,
    "coreference": _coreference,
    "times": _times,
    "triggers": _triggers,
    "event_attributes": _attributes,
    "arguments": _arguments,
    "relations": _relations,
    "event_relations": _event_relations,
    "quotes": _quotes,
    "records": _records,
}

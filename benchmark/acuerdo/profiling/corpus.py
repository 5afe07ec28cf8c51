"""What a collection of annotated documents contains: the counts of the dataset card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from acuerdo.annotation import Annotations, Example
from acuerdo.ontology import Ontology
from acuerdo.records import derive_records
from acuerdo.tokens import count_tokens

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """Counts of a corpus; every breakdown lists all labels of the ontology, zeros included.

    Attributes:
        totals: Documents, tokens (reference tokenisation), characters, and items per layer.
        breakdowns: Items by label, per breakdown (``event_types``, ``roles`` …).
    """

    totals: Counts
    breakdowns: dict[str, Counts]

    def to_json(self) -> dict[str, Any]:
        """The counts as a dictionary of plain values."""
        return asdict(self)


def corpus_statistics(examples: Iterable[Example], ontology: Ontology) -> CorpusStatistics:
    """Count what a corpus contains.

    >>> from acuerdo.dataset import load, load_ontology
    >>> corpus_statistics(load("article"), load_ontology()).totals["documents"]
    1
    """
    totals: Counter[str] = Counter()
    found: dict[str, Counter[str]] = {name: Counter() for name in _labels(ontology)}
    for example in examples:
        totals["documents"] += 1
        totals["tokens"] += count_tokens(example.document.text)
        totals["characters"] += len(example.document.text)
        totals["records"] += len(derive_records(example.document, example.gold, ontology))
        _count_layers(example.gold, totals, found)
    return CorpusStatistics(
        totals={name: totals[name] for name in TOTALS},
        breakdowns={
            name: {label: found[name][label] for label in labels}
            for name, labels in _labels(ontology).items()
        },
    )


TOTALS = (
    "documents",
    "tokens",
    "characters",
    "entities",
    "mentions",
    "times",
    "events",
    "event_clusters",
    "arguments",
    "relations",
    "event_relations",
    "quotes",
    "records",
)
"""Names of the totals, in the order of the layers."""


def _labels(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    modes = [f"{kind}/{mode}" for kind, names in ontology.mode_names.items() for mode in names]
    return {
        "entity_types": ontology.entity_type_names,
        "mention_levels": ontology.mention_level_names,
        "time_types": ontology.time_type_names,
        "event_types": ontology.event_type_names,
        "event_modes": tuple(modes),
        **ontology.attribute_values,
        "roles": ontology.role_names,
        "relation_types": ontology.relation_type_names,
        "event_relation_types": ontology.event_relation_type_names,
        "quote_forms": ontology.quote_form_names,
    }


def _count_layers(gold: Annotations, totals: Counter[str], found: dict[str, Counter[str]]) -> None:
    totals["entities"] += len(gold.entities)
    totals["times"] += len(gold.times)
    totals["events"] += len(gold.events)
    totals["relations"] += len(gold.relations)
    totals["event_relations"] += len(gold.event_relations)
    totals["quotes"] += len(gold.quotes)
    totals["event_clusters"] += len({event.cluster for event in gold.events if event.cluster})
    for mention, entity in gold.mentions():
        totals["mentions"] += 1
        found["entity_types"][entity.type] += 1
        found["mention_levels"][mention.level] += 1
    for time in gold.times:
        found["time_types"][time.type] += 1
    for event in gold.events:
        totals["arguments"] += len(event.arguments)
        found["event_types"][event.type] += 1
        if event.mode:
            found["event_modes"][f"{event.type}/{event.mode}"] += 1
        found["polarity"][event.polarity] += 1
        found["certainty"][event.certainty] += 1
        found["time"][event.time] += 1
        for argument in event.arguments:
            found["roles"][argument.role] += 1
    for relation in gold.relations:
        found["relation_types"][relation.type] += 1
    for link in gold.event_relations:
        found["event_relation_types"][link.type] += 1
    for quote in gold.quotes:
        found["quote_forms"][quote.form] += 1

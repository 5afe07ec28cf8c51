"""Event relations: temporal, causal and subevent links, and coreference of events.

Links join clusters of coreferent events, or an event and a time. An end is named by the gold: a
predicted event stands for the cluster of the gold event that it is (``Block.same_events``), a time
expression for its span. An end that is nothing in the gold is a node of its own, and every link to
it a false positive. The prediction's own clusters play a part in ``coreference``, and in
``consistent``, which asks whether a side contradicts itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index
from acuerdo.scoring.block import Block
from acuerdo.scoring.coreference import conll
from acuerdo.scoring.counts import Amounts
from acuerdo.scoring.layers import EVENT, TIME, Column, EventRelations, Layers
from acuerdo.scoring.packing import pack
from acuerdo.scoring.timeline import Link, Timeline
from acuerdo.scoring.views import AmountsView, Items, ItemView, Sides, Task

TEMPORAL, CAUSAL, SUBEVENT = "temporal", "causal", "subevent"
"""Families of the ontology's event relations."""

_CLUSTER, _SPAN, _NOTHING = 0, 1, 2
"""Kinds of nodes: a gold cluster, the span of a time, a predicted event that is no gold event."""


class Ends(NamedTuple):
    """Nodes of the links of one side, numbered across both sides of the block."""

    head: Index
    tail: Index


def _types(ontology: Ontology, *, family: str) -> tuple[str, ...]:
    return tuple(kind.name for kind in ontology.event_relation_types if kind.family == family)


def _gold_clusters(block: Block) -> Index:
    """The cluster of the gold event that each predicted event is, or -1."""
    cluster = np.full(len(block.predicted.events.document), -1, dtype=np.int64)
    cluster[block.same_events.predicted] = block.gold.events.cluster[block.same_events.gold]
    return cluster


def _ends(block: Block, cluster: Column) -> tuple[Ends, Ends]:
    """The nodes that the gold and the predicted links join; symmetric links in one order.

    Args:
        block: Both sides.
        cluster: Of each predicted event.
    """
    gold, predicted = block.gold, block.predicted
    nodes = [
        _nodes(side, clusters, end)
        for side, clusters in ((gold, gold.events.cluster), (predicted, cluster))
        for end in ("head", "tail")
    ]
    keys = pack([np.concatenate(columns) for columns in zip(*nodes, strict=True)])
    number = np.unique(keys, return_inverse=True)[1]
    ends = np.split(number, np.cumsum([len(each[0]) for each in nodes])[:-1])
    symmetric = np.array([kind.symmetric for kind in block.ontology.event_relation_types], np.bool_)
    return (
        _turned(Ends(ends[0], ends[1]), symmetric[gold.event_relations.type]),
        _turned(Ends(ends[2], ends[3]), symmetric[predicted.event_relations.type]),
    )


def _turned(ends: Ends, symmetric: NDArray[np.bool_]) -> Ends:
    turned = symmetric & (ends.tail < ends.head)
    return Ends(np.where(turned, ends.tail, ends.head), np.where(turned, ends.head, ends.tail))


def _nodes(side: Layers, cluster: Column, end: str) -> list[Column]:
    """Document, kind and two numbers that name the node at one end of each link."""
    links = side.event_relations
    kind, row = (links.head_kind, links.head) if end == "head" else (links.tail_kind, links.tail)
    is_time, is_event = kind == TIME, kind == EVENT
    first = np.zeros(len(row), np.int64)
    second = np.zeros(len(row), np.int64)
    first[is_time] = side.times.start[row[is_time]]
    second[is_time] = side.times.length[row[is_time]]
    first[is_event] = cluster[row[is_event]]
    nothing = first < 0
    first[nothing] = row[nothing]
    return [
        links.document,
        np.where(nothing, _NOTHING, np.where(is_time, _SPAN, _CLUSTER)),
        first,
        second,
    ]


def _of_family(links: EventRelations, ontology: Ontology, family: str) -> tuple[Index, Index]:
    """Rows of the links of a family, and their labels: positions among the family's types."""
    label = np.full(len(ontology.event_relation_types), -1)
    for position, name in enumerate(_types(ontology, family=family)):
        label[ontology.event_relation_type_names.index(name)] = position
    labels = label[links.type]
    rows = np.flatnonzero(labels >= 0)
    return rows, labels[rows]


def _links(block: Block, *, family: str, own_clusters: bool = False) -> Sides:
    cluster = block.predicted.events.cluster if own_clusters else _gold_clusters(block)
    sides = []
    for layers, ends in zip((block.gold, block.predicted), _ends(block, cluster), strict=True):
        links = layers.event_relations
        rows, label = _of_family(links, block.ontology, family)
        sides.append(Items(links.document[rows], label, (ends.head[rows], ends.tail[rows])))
    return Sides(*sides)


def _by_document(
    block: Block, *, own_clusters: bool
) -> tuple[dict[int, list[Link]], dict[int, list[Link]]]:
    """The temporal links of each document that has any, of both sides."""
    names = _types(block.ontology, family=TEMPORAL)
    sides: list[dict[int, list[Link]]] = []
    for items in _links(block, family=TEMPORAL, own_clusters=own_clusters):
        found: dict[int, list[Link]] = {}
        columns = (items.document, items.label, *items.identity)
        for document, label, head, tail in zip(*(c.tolist() for c in columns), strict=True):
            found.setdefault(document, []).append(Link(names[label], head, tail))
        sides.append(found)
    return sides[0], sides[1]


def _timelines(
    block: Block, count: Callable[[Timeline, Timeline, Amounts], None], *, own_clusters: bool
) -> Amounts:
    """Amounts of each temporal type and document, as ``count`` fills them in."""
    gold, predicted = _by_document(block, own_clusters=own_clusters)
    amounts = np.zeros((block.gold.documents, len(_types(block.ontology, family=TEMPORAL)), 4))
    for document in gold.keys() | predicted.keys():
        ours, theirs = (Timeline(side.get(document, ())) for side in (gold, predicted))
        count(ours, theirs, amounts[document])
    return np.ascontiguousarray(amounts.transpose(1, 2, 0))


def _awareness(block: Block) -> Amounts:
    position = {name: n for n, name in enumerate(_types(block.ontology, family=TEMPORAL))}

    def count(gold: Timeline, predicted: Timeline, amounts: Amounts) -> None:
        for one, other, columns in ((predicted, gold, (0, 1)), (gold, predicted, (2, 3))):
            for kind, links, right in one.credits(other):
                amounts[position[kind], columns[0]] += right
                amounts[position[kind], columns[1]] += links

    return _timelines(block, count, own_clusters=False)


def _consistency(block: Block) -> Amounts:
    position = {name: n for n, name in enumerate(_types(block.ontology, family=TEMPORAL))}

    def count(gold: Timeline, predicted: Timeline, amounts: Amounts) -> None:
        for side, columns in ((predicted, (0, 1)), (gold, (2, 3))):
            for link in side.links:
                amounts[position[link.type], columns[0]] += link not in side.contradictory
                amounts[position[link.type], columns[1]] += 1

    return _timelines(block, count, own_clusters=True)


_temporal_types = partial(_types, family=TEMPORAL)

EVENT_RELATIONS = Task(
    "event_relations",
    (
        AmountsView("temporal", _temporal_types, _awareness, options=("closure",)),
        ItemView("causal", partial(_types, family=CAUSAL), partial(_links, family=CAUSAL)),
        ItemView("subevent", partial(_types, family=SUBEVENT), partial(_links, family=SUBEVENT)),
        conll("coreference", lambda block: block.event_partitions),
        AmountsView("consistent", _temporal_types, _consistency),
    ),
)

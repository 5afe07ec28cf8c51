"""What the thresholds of clusters and timelines are tuned for: how alike they are to the gold.

Source: MUC: Vilain et al. 1995; B-cubed: Bagga and Baldwin 1998; temporal awareness: UzZaman and
Allen 2011.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from acuerdo_baselines.linear import choosing
from acuerdo_baselines.linear.classifier import NONE, YES, Value
from acuerdo_baselines.linear.coreference import Link, best_first
from acuerdo_baselines.linear.gold import Gold
from acuerdo_baselines.linear.hashing import Floats
from acuerdo_baselines.linear.links import EventPair
from acuerdo_baselines.linear.ordering import Timeline
from acuerdo_baselines.linear.resolving import stated

Clusters = Mapping[str, str]
"""The cluster of each thing."""


def likeness(pairs: Iterable[tuple[Clusters, Clusters]]) -> float:
    """Return the mean of MUC and B-cubed F1 over some documents, gold and found of each.

    >>> gold = {"a": "1", "b": "1", "c": "2"}
    >>> likeness([(gold, gold)]), round(likeness([(gold, {"a": "1", "b": "2", "c": "3"})]), 2)
    (1.0, 0.4)
    """
    things = links_kept = links_gold = links_found = 0.0
    recall = precision = 0.0
    for gold, found in pairs:
        sizes, others = Counter(gold.values()), Counter(found.values())
        shared = Counter((gold[thing], found[thing]) for thing in gold)
        things += len(gold)
        links_kept += len(gold) - len(shared)
        links_gold += len(gold) - len(sizes)
        links_found += len(gold) - len(others)
        recall += sum(count**2 / sizes[one] for (one, _), count in shared.items())
        precision += sum(count**2 / others[other] for (_, other), count in shared.items())
    if not things:
        return 0.0
    links = links_gold + links_found
    muc = 2 * links_kept / links if links else 1.0
    b_cubed = 2 * recall * precision / (recall + precision) / things
    return (muc + b_cubed) / 2


def clusters_value(
    tables: Sequence[Sequence[Link]],
    mentions: Sequence[Mapping[str, bool]],
    clusters: Sequence[Mapping[str, str]],
) -> Value:
    """Return how good the clusters are that scores of pairs lead to.

    Args:
        tables: Pairs of each document.
        mentions: What is clustered in each document, and whether it is a name.
        clusters: Gold cluster of each thing.
    """
    ends = np.cumsum([len(table) for table in tables], dtype=np.int64)[:-1]
    golds = [
        {mention: gold[mention] for mention in each}
        for each, gold in zip(mentions, clusters, strict=True)
    ]

    def value(scores: Floats, labels: tuple[str, ...]) -> float:
        found = [
            best_first(
                list(each),
                table,
                choosing.chances(part, labels, YES),
                frozenset(mention for mention, named in each.items() if named),
            )
            for part, table, each in zip(np.split(scores, ends), tables, mentions, strict=True)
        ]
        return likeness(zip(golds, found, strict=True))

    return value


def awareness(pairs: Iterable[tuple[Timeline, Timeline]]) -> float:
    """Return the F1 of temporal awareness over some documents, gold and found of each.

    >>> gold = Timeline([("BEFORE", "a", "b"), ("BEFORE", "b", "c")])
    >>> round(awareness([(gold, Timeline([("BEFORE", "a", "c")]))]), 2), awareness([(gold, gold)])
    (0.0, 1.0)
    """
    right = answered = recalled = wanted = 0
    for gold, found in pairs:
        told, true = found.reduced(), gold.reduced()
        right += sum(gold.entails(link) for link in told)
        answered += len(told)
        recalled += sum(found.entails(link) for link in true)
        wanted += len(true)
    precision = right / answered if answered else 0.0
    recall = recalled / wanted if wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def timeline_value(pairs: Sequence[Sequence[EventPair]], golds: Sequence[Gold]) -> Value:
    """Return how good the timelines are that scores of pairs of events lead to.

    Args:
        pairs: Pairs of each document.
        golds: Its gold; clusters and what has a place in the timeline are the gold's.
    """
    ends = np.cumsum([len(each) for each in pairs], dtype=np.int64)[:-1]
    wanted = [Timeline(gold.timeline()) for gold in golds]

    def value(scores: Floats, labels: tuple[str, ...]) -> float:
        found: list[Timeline] = []
        for part, each, gold in zip(np.split(scores, ends), pairs, golds, strict=True):
            chosen = choosing.best(part, labels, [frozenset(labels)] * len(each))
            ranked = sorted(
                (-score, stated(label, gold.node(pair.first), gold.node(pair.second)))
                for pair, (score, label) in zip(each, chosen, strict=True)
                if label != NONE and gold.ordered(pair.first, pair.second)
            )
            found.append(Timeline(link for _, link in ranked))
        return awareness(zip(wanted, found, strict=True))

    return value

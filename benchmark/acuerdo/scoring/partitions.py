"""Coreference metrics: how two partitions of the mentions of a document agree.

The two sides may have different mentions; nothing is added, removed or twisted to make them equal
(Pradhan et al. 2014). Every metric is given by numerators and denominators of precision and recall
per document, which add up over documents. Singletons are clusters like any other.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from acuerdo.scoring.assignment import Index, Pairs, assign
from acuerdo.scoring.counts import Amounts, sums
from acuerdo.scoring.groups import group_codes
from acuerdo.scoring.layers import Column
from acuerdo.scoring.packing import pack

DECIMALS = 12
"""Fractions are kept to so many decimals per document, so that neither the order of clusters nor
the choice between equally good assignments shows in the last bits of a score."""


class Clusters:
    """The clusters of one side of a block.

    Args:
        document: Of each mention.
        cluster: Of each mention, a number that is its cluster's within the document.

    Attributes:
        of: Cluster of each mention, numbered from 0 in the block.
        document: Of each cluster.
        size: Mentions of each cluster.
    """

    def __init__(self, document: Column, cluster: Column) -> None:
        keys = pack([document, cluster])
        first, self.of, self.size = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )[1:]
        self.document: Column = document[first]


class Partitions:
    """The clusters of both sides, and what they share.

    Every metric is an array of matched, predicted, recalled and gold amounts, of shape
    ``(4, documents)``: precision is ``matched / predicted``, recall is ``recalled / gold``.

    Args:
        documents: Number of documents.
        gold: Clusters of the gold mentions.
        predicted: Clusters of the predicted mentions.
        pairs: Mentions that are the same on both sides, one to one.
    """

    def __init__(self, documents: int, gold: Clusters, predicted: Clusters, pairs: Pairs) -> None:
        self._documents = documents
        self._gold = gold
        self._predicted = predicted
        # Cells of the contingency table with anything in them, in order.
        width = max(len(predicted.size), 1)
        cells = gold.of[pairs.gold] * width + predicted.of[pairs.predicted]
        self._cell, self._shared = np.unique(cells, return_counts=True)
        self._row, self._column = np.divmod(self._cell, width)
        self._width = width
        self._document = gold.document[self._row]

    @cached_property
    def muc(self) -> Amounts:
        """MUC: links that a chain through each cluster needs.

        Source: Vilain et al. 1995, *A model-theoretic coreference scoring scheme*.
        """
        found = self._per_cell(self._shared - 1)
        predicted, gold = (_sum(side, side.size - 1, self._documents) for side in self._sides)
        return np.stack([found, predicted, found, gold])

    @cached_property
    def b_cubed(self) -> Amounts:
        """B³: for each mention, the share of its cluster that it is found with.

        Source: Bagga and Baldwin 1998, *Algorithms for scoring coreference chains*; predicted
        mentions as in Pradhan et al. 2014.
        """
        square = self._shared.astype(np.float64) ** 2
        predicted, gold = (_sum(side, side.size, self._documents) for side in self._sides)
        return np.stack(
            [
                self._per_cell(square / self._predicted.size[self._column]),
                predicted,
                self._per_cell(square / self._gold.size[self._row]),
                gold,
            ]
        )

    @cached_property
    def ceaf_e(self) -> Amounts:
        """CEAF-e: similarity of clusters aligned one to one, φ₄ = 2·|K∩S| / (|K| + |S|).

        Source: Luo 2005, *On coreference resolution performance metrics*.
        """
        sizes = self._gold.size[self._row] + self._predicted.size[self._column]
        similarity = 2.0 * self._shared / sizes
        chosen = assign(Pairs(self._row, self._column), similarity)
        cells = np.searchsorted(self._cell, chosen.gold * self._width + chosen.predicted)
        found = self._rounded(self._document[cells], similarity[cells])
        predicted, gold = (
            _sum(side, np.ones(len(side.size)), self._documents) for side in self._sides
        )
        return np.stack([found, predicted, found, gold])

    @cached_property
    def lea(self) -> Amounts:
        """LEA: the share of each cluster's links that is found, weighted by its size.

        A singleton has one link, to itself, and is found as a singleton.

        Source: Moosavi and Strube 2016, *Which coreference evaluation metric do you trust?*
        """
        alone = (self._gold.size[self._row] == 1) & (self._predicted.size[self._column] == 1)
        links = _links(self._shared) + alone
        credit = []
        for side, cluster in ((self._predicted, self._column), (self._gold, self._row)):
            size = side.size[cluster]
            credit.append(self._per_cell(size * links / np.maximum(_links(size), 1.0)))
        predicted, gold = (_sum(side, side.size, self._documents) for side in self._sides)
        return np.stack([credit[0], predicted, credit[1], gold])

    @cached_property
    def blanc(self) -> Amounts:
        """BLANC: pairs of coreferent mentions, and pairs of others; shape ``(2, 4, documents)``.

        Source: Recasens and Hovy 2011, *BLANC: implementing the Rand index for coreference
        evaluation*; predicted mentions as in Luo et al. 2014, *An extension of BLANC to system
        mentions*.
        """
        found = self._per_cell(_links(self._shared))
        together = [_sum(side, _links(side.size), self._documents) for side in self._sides]
        mentions = [_sum(side, side.size, self._documents) for side in self._sides]
        apart = [_links(size) - links for size, links in zip(mentions, together, strict=True)]
        # Pairs of shared mentions, less those that either side puts together.
        found_apart = _links(self._per_cell(self._shared)) + found
        for side, cluster in ((self._predicted, self._column), (self._gold, self._row)):
            shared = sums(cluster, self._shared, len(side.size))
            found_apart -= _sum(side, _links(shared), self._documents)
        return np.stack(
            [
                np.stack([found, together[0], found, together[1]]),
                np.stack([found_apart, apart[0], found_apart, apart[1]]),
            ]
        )

    @property
    def _sides(self) -> tuple[Clusters, Clusters]:
        return self._predicted, self._gold

    def _per_cell(self, amounts: NDArray[np.number]) -> Amounts:
        return self._rounded(self._document, amounts)

    def _rounded(self, document: Column, amounts: NDArray[np.number]) -> Amounts:
        return np.round(sums(document, amounts, self._documents), DECIMALS)


def _sum(side: Clusters, amounts: NDArray[np.number], documents: int) -> Amounts:
    return sums(side.document, amounts, documents)


def _links(size: NDArray[np.number]) -> Amounts:
    """Pairs of different members."""
    return np.asarray(size * (size - 1) / 2, dtype=np.float64)


def occurrences(
    documents: tuple[Column, Column],
    spans: tuple[Index, Index],
    clusters: tuple[Clusters, Clusters],
) -> tuple[Index, Index]:
    """Number the mentions of each side that share document and span, by what their clusters hold.

    Valid annotations have no such mentions, and all numbers are 0. Where there are any, the
    numbering depends on contents only, so that the order of clusters plays no part, and equal
    partitions are numbered alike.

    Args:
        documents: Of each mention, gold and predicted.
        spans: Number of the span of each mention, the same on both sides.
        clusters: The clusters of each side.
    """
    keys = [pack(columns) for columns in zip(documents, spans, strict=True)]
    if all(len(np.unique(key)) == len(key) for key in keys):
        return np.zeros(len(keys[0]), np.int64), np.zeros(len(keys[1]), np.int64)
    gold, predicted = clusters
    size = len(gold.size)
    contents = group_codes(
        np.concatenate([gold.of, predicted.of + size]),
        np.concatenate(spans),
        size + len(predicted.size),
    )
    parts = contents[:size], contents[size:]
    numbers = []
    for key, side, content in zip(keys, clusters, parts, strict=True):
        order = np.lexsort((side.of, content[side.of], key))
        ordered = key[order]
        first = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(key) else key
        begins = np.flatnonzero(first)
        place = np.arange(len(key)) - np.repeat(begins, np.diff([*begins, len(key)]))
        number = np.empty(len(key), np.int64)
        number[order] = place
        numbers.append(number)
    return numbers[0], numbers[1]

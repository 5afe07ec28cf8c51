"""Quotes: who said what, in which words.

The source of a gold quote is the entity of its mention; that of a predicted quote is the gold
entity that its mention stands for, as for arguments. A quote without a source is the same only as
another without. Contents and cues are sets of spans. The form (direct, indirect, mixed) plays no
part.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from acuerdo.scoring.assignment import Index, Pairs, assign
from acuerdo.scoring.block import Block
from acuerdo.scoring.counts import Amounts, sums
from acuerdo.scoring.groups import group_codes
from acuerdo.scoring.layers import CONTENT, CUE, Column, Layers
from acuerdo.scoring.matching import join
from acuerdo.scoring.packing import pack_together
from acuerdo.scoring.views import AmountsView, Items, ItemView, Sides, Task, no_label, one_label


def _spans(side: Layers, part: int) -> Index:
    return np.flatnonzero(side.quote_spans.part == part)


def _words(block: Block, part: int) -> tuple[Index, Index]:
    """A number for the spans of each gold and each predicted quote, equal when they are."""
    sides = (block.gold, block.predicted)
    rows = [_spans(side, part) for side in sides]
    keys = pack_together(
        *(
            [side.quote_spans.start[row], side.quote_spans.length[row]]
            for side, row in zip(sides, rows, strict=True)
        )
    )
    sizes = [len(side.quotes.document) for side in sides]
    owners = [side.quote_spans.quote[row] for side, row in zip(sides, rows, strict=True)]
    owner = np.concatenate([owners[0].astype(np.int64), owners[1].astype(np.int64) + sizes[0]])
    codes = group_codes(owner, np.concatenate(keys), sum(sizes))
    return codes[: sizes[0]], codes[sizes[0] :]


def _items(side: Layers, identity: tuple[Column, ...]) -> Items:
    document = side.quotes.document
    return Items(document, no_label(document), identity)


def _content(block: Block) -> Sides:
    gold, predicted = _words(block, CONTENT)
    return Sides(_items(block.gold, (gold,)), _items(block.predicted, (predicted,)))


class _Sources(NamedTuple):
    """Sources: 0 for none, else one more than the gold entity.

    Attributes:
        gold: Of each gold quote.
        owner: A predicted quote.
        predicted: A source that it may have.
    """

    gold: Index
    owner: Index
    predicted: Index


def _sources(block: Block) -> _Sources:
    source = block.gold.quotes.source
    named = np.flatnonzero(source >= 0)
    gold = np.zeros(len(source), np.int64)
    gold[named] = block.gold.mentions.entity[source[named]] + 1

    source = block.predicted.quotes.source
    named, unnamed = np.flatnonzero(source >= 0), np.flatnonzero(source < 0)
    linked, entities = block.entity_links
    i, j = join(source[named].astype(np.int64), linked)
    return _Sources(
        gold,
        np.concatenate([named[i], unnamed]),
        np.concatenate([entities[j].astype(np.int64) + 1, np.zeros(len(unnamed), np.int64)]),
    )


def _attributed(block: Block, *, part: int) -> Sides:
    """Quotes identified by their source and their content or cue."""
    sources = block.once(_sources)
    gold, predicted = _words(block, part)
    options = _items(block.predicted, (sources.predicted, predicted[sources.owner]))
    return Sides(_items(block.gold, (sources.gold, gold)), replace(options, owner=sources.owner))


def _overlap(block: Block) -> Amounts:
    """Characters of contents that a quote shares with one of the same source."""
    sources = block.once(_sources)
    documents = block.gold.quotes.document, block.predicted.quotes.document
    i, j = join(
        *pack_together(
            [documents[0], sources.gold], [documents[1][sources.owner], sources.predicted]
        )
    )
    width = max(len(documents[1]), 1)
    candidates = Pairs(*np.divmod(np.unique(i * width + sources.owner[j]), width))
    lengths = [_lengths(side) for side in (block.gold, block.predicted)]
    shared = np.minimum(
        _shared(block, candidates),
        np.minimum(lengths[0][candidates.gold], lengths[1][candidates.predicted]),
    )
    some = shared > 0
    candidates, shared = Pairs(candidates.gold[some], candidates.predicted[some]), shared[some]
    chosen = assign(candidates, shared)
    cells = np.searchsorted(
        candidates.gold * width + candidates.predicted, chosen.gold * width + chosen.predicted
    )
    size = block.gold.documents
    found = sums(documents[0][chosen.gold], shared[cells], size)
    gold, predicted = sums(documents[0], lengths[0], size), sums(documents[1], lengths[1], size)
    return np.stack([found, predicted, found, gold])[np.newaxis]


def _lengths(side: Layers) -> Amounts:
    rows = _spans(side, CONTENT)
    spans = side.quote_spans
    return sums(spans.quote[rows], spans.length[rows], len(side.quotes.document))


def _shared(block: Block, candidates: Pairs) -> Amounts:
    """Characters that the contents of the two quotes of each candidate pair share."""
    rows = [_spans(side, CONTENT) for side in (block.gold, block.predicted)]
    ours, theirs = block.gold.quote_spans, block.predicted.quote_spans
    pair, i = join(candidates.gold, ours.quote[rows[0]].astype(np.int64))
    again, j = join(candidates.predicted[pair], theirs.quote[rows[1]].astype(np.int64))
    one, other = rows[0][i[again]], rows[1][j]
    starts = np.maximum(ours.start[one], theirs.start[other])
    ends = np.minimum(
        ours.start[one] + ours.length[one], theirs.start[other] + theirs.length[other]
    )
    overlap = np.maximum(ends - starts, 0)
    return sums(pair[again], overlap, len(candidates.gold))


QUOTES = Task(
    "quotes",
    (
        ItemView("content_source", one_label("quote"), partial(_attributed, part=CONTENT)),
        AmountsView("overlap", one_label("character"), _overlap),
        ItemView("content", one_label("quote"), _content),
        ItemView("source_cue", one_label("quote"), partial(_attributed, part=CUE)),
    ),
)

"""The entity layer as each scorer wants it, and each scorer at work; all return the same counts.

Mentions that overlap an earlier one are left out for everybody, because tags cannot express them.
A scorer's answer is true positives, predicted and gold items of each entity type.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np

from acuerdo.scoring.counts import concatenate, tally
from acuerdo.scoring.layers import BLOCK
from acuerdo.scoring.metrics import metrics
from acuerdo.scoring.views import Items, Sides, match_items


@dataclass(frozen=True)
class Inputs:
    """One collection in several shapes; each is a pair of gold and predictions.

    Attributes:
        types: Entity types.
        spans: For each document (type, first word, last word + 1).
        tags: For each document an IOB2 tag per word.
        dicts: For each document what nervaluate calls a span.
        sets: For each document a set of spans.
        columns: Document, start, length and type.
        aligned: Codes of types, aligned; -1 for a missing item.
    """

    types: tuple[str, ...]
    spans: tuple[list, list]
    tags: tuple[list, list]
    dicts: tuple[list, list]
    sets: tuple[list, list]
    columns: tuple[tuple, tuple]
    aligned: tuple[np.ndarray, np.ndarray]


def inputs_of(drawn, ontology, documents):
    """The inputs of a collection: the drawn examples again and again."""
    types = ontology.entity_type_names
    spans, tags = [], []
    for side in zip(*drawn, strict=True):
        found = [flat_spans(one) for one in side]
        words = [len(one.document.text.split()) for one in side]
        tagged = [tags_of(one, size) for one, size in zip(found, words, strict=True)]
        spans.append([found[n % len(found)] for n in range(documents)])
        # Copies, because a real collection has no list twice.
        tags.append([list(tagged[n % len(found)]) for n in range(documents)])
    dicts = [
        [[{"label": kind, "start": a, "end": b - 1} for kind, a, b in one] for one in side]
        for side in spans
    ]
    sets = [[set(one) for one in side] for side in spans]
    columns = [columns_of(side, types) for side in spans]
    return Inputs(types, *map(tuple, (spans, tags, dicts, sets, columns)), aligned_of(*columns))


def flat_spans(example):
    """Mentions as words of the text, without those that overlap an earlier one."""
    starts, place = {}, 0
    text = example.document.text
    for number, word in enumerate(text.split()):
        place = text.index(word, place)
        starts[place] = number
        place += len(word)
    found, end = [], 0
    for mention, entity in sorted(example.gold.mentions(), key=lambda pair: pair[0].span):
        first = starts[mention.span.start]
        last = first + text[mention.span.start : mention.span.end].count(" ") + 1
        if first >= end:
            found.append((entity.type, first, last))
            end = last
    return found


def tags_of(spans, words):
    tags = ["O"] * words
    for kind, first, last in spans:
        tags[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
    return tags


def columns_of(spans, types):
    rows = [
        (document, first, last - first, types.index(kind))
        for document, one in enumerate(spans)
        for kind, first, last in one
    ]
    return tuple(np.ascontiguousarray(np.array(rows, np.int32).T))


def aligned_of(gold, predicted):
    """Every matched item once, every other with -1 on the other side."""
    sides = Sides(*(Items(c[0], c[3], (c[1], c[2])) for c in (gold, predicted)))
    pairs = match_items(sides)
    free = [np.ones(len(c[0]), bool) for c in (gold, predicted)]
    free[0][pairs.gold], free[1][pairs.predicted] = False, False
    missed, spurious = gold[3][free[0]], predicted[3][free[1]]
    return (
        np.concatenate([gold[3][pairs.gold], missed, np.full(len(spurious), -1, np.int32)]),
        np.concatenate([predicted[3][pairs.predicted], np.full(len(missed), -1), spurious]),
    )


def ours(columns, types):
    """Counts and metrics from columns, in blocks, with counts of each document."""
    gold, predicted = columns
    documents = int(max(gold[0][-1], predicted[0][-1])) + 1
    bounds = np.arange(0, documents + BLOCK, BLOCK)
    cuts = [np.searchsorted(side[0], bounds) for side in columns]
    parts = []
    for n, start in enumerate(bounds[:-1]):
        block = [
            Items(c[0][a:b] - start, c[3][a:b], (c[1][a:b], c[2][a:b]))
            for c, (a, b) in zip(columns, ((cut[n], cut[n + 1]) for cut in cuts), strict=True)
        ]
        sides = Sides(*block)
        size = min(BLOCK, documents - start)
        found = [(side.document, side.label) for side in sides]
        pairs = match_items(sides)
        parts.append(tally(size, types, gold=found[0], predicted=found[1], pairs=pairs))
    counts = concatenate(parts).by_label()
    metrics(counts)
    return counts[[0, 1, 3]].T.astype(int).tolist()


def ours_from_tags(tags, types):
    """The same from IOB2 tags."""
    codes = {"O": 0}
    codes |= {f"{mark}-{kind}": 2 * n + 1 + at for n, kind in enumerate(types)
              for at, mark in enumerate("BI")}  # fmt: skip
    return ours(tuple(columns_of_tags(side, codes) for side in tags), types)


def columns_of_tags(tags, codes):
    """Columns of IOB2 tags that begin every item with B."""
    sizes = np.fromiter(map(len, tags), np.int64, len(tags))
    code = np.frombuffer(bytes(map(codes.__getitem__, chain.from_iterable(tags))), np.uint8)
    inside = (code > 0) & (code % 2 == 0)
    first = np.flatnonzero(code % 2)
    # An item ends where the next word is not inside.
    ends = np.flatnonzero(~np.append(inside, False))
    last = ends[np.searchsorted(ends, first + 1)]
    document = np.repeat(np.arange(len(tags)), sizes)[first]
    begins = np.cumsum(sizes) - sizes
    return (
        document.astype(np.int32),
        (first - begins[document]).astype(np.int32),
        (last - first).astype(np.int32),
        (code[first] // 2).astype(np.int32),
    )


def ours_from_dicts(dicts, types):
    """The same from nervaluate's spans."""
    return ours(tuple(columns_of_dicts(side, types) for side in dicts), types)


def columns_of_dicts(dicts, types):
    codes = {kind: n for n, kind in enumerate(types)}
    sizes = np.fromiter(map(len, dicts), np.int64, len(dicts))
    items = list(chain.from_iterable(dicts))
    start = integers([item["start"] for item in items])
    end = integers([item["end"] for item in items])
    kind = integers([codes[item["label"]] for item in items])
    document = np.repeat(np.arange(len(dicts), dtype=np.int32), sizes)
    return document, start, end - start + 1, kind


def integers(values):
    return np.frombuffer(struct.pack(f"{len(values)}i", *values), np.int32)


def python_sets(sets, types):
    """Sets of every document intersected, counted by type."""
    counts = {kind: [0, 0, 0] for kind in types}
    for gold, predicted in zip(*sets, strict=True):
        for place, items in enumerate((gold & predicted, predicted, gold)):
            for kind, _, _ in items:
                counts[kind][place] += 1
    return [counts[kind] for kind in types]


def scikit_learn(aligned, types):
    """scikit-learn on aligned integers."""
    from sklearn.metrics import precision_recall_fscore_support

    labels = range(len(types))
    precision, recall, _, support = precision_recall_fscore_support(
        *aligned, labels=labels, average=None, zero_division=0.0
    )
    return from_rates(precision, recall, support)


def seqeval_default(tags, types):
    """seqeval as it is called without options."""
    from seqeval.metrics.sequence_labeling import precision_recall_fscore_support

    return seqeval_counts(precision_recall_fscore_support(*tags, average=None), tags, types)


def seqeval_strict(tags, types):
    """seqeval, strict, IOB2."""
    from seqeval.metrics.v1 import precision_recall_fscore_support
    from seqeval.scheme import IOB2

    found = precision_recall_fscore_support(*tags, average=None, scheme=IOB2)
    return seqeval_counts(found, tags, types)


def seqeval_counts(found, tags, types):
    precision, recall, _, support = found
    kinds = sorted({tag[2:] for tag in chain.from_iterable(tags[0] + tags[1]) if tag != "O"})
    rows = dict(zip(kinds, from_rates(precision, recall, support), strict=True))
    return [rows.get(kind, [0, 0, 0]) for kind in types]


def from_rates(precision, recall, support):
    matched = np.round(recall * support).astype(int)
    found = np.divide(matched, precision, out=np.zeros(len(matched)), where=precision > 0)
    return np.stack([matched, np.round(found).astype(int), support.astype(int)], axis=1).tolist()


def nervaluate_strict(dicts, types):
    """nervaluate; it always computes its four schemes, strict is one of them."""
    from nervaluate import Evaluator

    results = Evaluator(*dicts, tags=list(types), loader="dict").evaluate()["entities"]
    rows = []
    for kind in types:
        strict = results[kind]["strict"] if kind in results else None
        rows.append([strict.correct, strict.actual, strict.possible] if strict else [0, 0, 0])
    return rows


@dataclass(frozen=True)
class Scorer:
    """A way to score the entity layer.

    Attributes:
        name: For tables.
        shape: What it is given, see ``Inputs``.
        run: Returns the counts.
        package: What must be installed.
    """

    name: str
    shape: str
    run: Callable[[Any, tuple[str, ...]], list]
    package: str = "acuerdo"

    def __call__(self, inputs):
        return self.run(attrgetter(self.shape)(inputs), inputs.types)


SCORERS = (
    Scorer("acuerdo, columns", "columns", ours),
    Scorer("acuerdo, from IOB2 tags", "tags", ours_from_tags),
    Scorer("acuerdo, from dictionaries", "dicts", ours_from_dicts),
    Scorer("Python sets", "sets", python_sets),
    Scorer("scikit-learn, aligned integers", "aligned", scikit_learn, "sklearn"),
    Scorer("nervaluate", "dicts", nervaluate_strict, "nervaluate"),
    Scorer("seqeval, strict IOB2", "tags", seqeval_strict, "seqeval"),
    Scorer("seqeval, default", "tags", seqeval_default, "seqeval"),
)
"""Quickest first; the first is what the others are compared with."""

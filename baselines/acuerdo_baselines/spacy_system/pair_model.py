"""The network of the pairs: words around two spans, and what the spans are, to a label.

::

    tok2vec ─┬─ mean of the one span ─┐
             ├─ mean of the other     ├─ maxout ─ softmax
             └─ mean of what is between
    labels of both, order, distance ──┘

Source: the shape follows the relation component of spaCy's own example projects (pooled spans of a
shared tok2vec, paired); what stands between and what the spans are is added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from acuerdo_baselines.spacy_system.items import Item

if TYPE_CHECKING:
    from spacy.tokens import Doc

Pairs = list[tuple["Doc", list[tuple[Item, Item]]]]
"""What the network reads: documents, each with pairs of its items."""

FAR = (1, 2, 3, 5, 8, 13, 21)
"""Tokens between two spans that are counted apart."""

_KINDS = 4


def pair_classifier(tok2vec: Any, hidden: int, kinds: int, rows: int) -> Any:
    """Return the network, a model of thinc from ``Pairs`` to probabilities of labels.

    Args:
        tok2vec: From documents to vectors of their tokens; usually a listener.
        hidden: Width of the hidden layer.
        kinds: Width of the vectors of what the spans are.
        rows: Size of the tables of those vectors.
    """
    from thinc.api import HashEmbed, Maxout, Model, Softmax, chain, concatenate

    words: Any = Model("pair_words", _words, init=_start_words, layers=[tok2vec], dims={"nO": None})
    tables: list[Any] = [HashEmbed(kinds, rows, column=at, seed=at + 1) for at in range(_KINDS)]
    told: Any = chain(Model("pair_kinds", _told), concatenate(*tables))
    if tok2vec.has_dim("nO"):
        words.set_dim("nO", 3 * tok2vec.get_dim("nO"))
    return chain(concatenate(words, told), Maxout(hidden, normalize=True), Softmax())


def kind_rows(pairs: Sequence[tuple[Item, Item]]) -> list[tuple[str, ...]]:
    """Return what is told of each pair besides its words.

    >>> one, other = Item(0, 1, "trigger", "AGREE"), Item(2, 4, "mention", "PER")
    >>> kind_rows([(one, other)])[0]
    ('trigger:AGREE', 'mention:PER', 'trigger:AGREE mention:PER', 'before 1')
    """
    return [
        (one.label, other.label, f"{one.label} {other.label}", _placed(one, other))
        for one, other in pairs
    ]


def between(one: Item, other: Item) -> tuple[int, int]:
    """Return the tokens between two items; the end is the start where there are none.

    >>> between(Item(5, 6, "time", "DATE"), Item(0, 2, "time", "DATE"))
    (2, 5)
    >>> between(Item(0, 4, "mention", "PER"), Item(2, 4, "mention", "GPE"))
    (2, 2)
    """
    first, second = sorted((one, other))
    return min(first.end, second.start), second.start


def _placed(one: Item, other: Item) -> str:
    if one.start <= other.start and other.end <= one.end:
        return "around"
    if other.start <= one.start and one.end <= other.end:
        return "inside"
    start, end = between(one, other)
    far = sum(end - start >= step for step in FAR)
    return f"{'before' if one.start < other.start else 'after'} {far}"


def _told(model: Any, batch: Pairs, is_train: bool) -> tuple[Any, Callable[[Any], Pairs]]:
    rows = [list(map(_number, row)) for _, pairs in batch for row in kind_rows(pairs)]
    told = np.array(rows, dtype=np.uint64).reshape(len(rows), _KINDS)
    return model.ops.asarray(told), lambda _: []


@lru_cache(maxsize=100_000)
def _number(text: str) -> int:
    """A number of 64 bits that is the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _words(model: Any, batch: Pairs, is_train: bool) -> tuple[Any, Callable[[Any], Pairs]]:
    ops = model.ops
    vectors, back = model.layers[0]([doc for doc, _ in batch], is_train)
    starts = np.cumsum([0, *map(len, vectors)])
    # One more row, of zeros, is the mean of no tokens at all.
    nowhere = np.array([starts[-1]])
    ranges: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
    for offset, (_, pairs) in zip(starts, batch, strict=False):
        for one, other in pairs:
            stretches = ((one.start, one.end), (other.start, other.end), between(one, other))
            for part, (start, end) in zip(ranges, stretches, strict=True):
                part.append(np.arange(offset + start, offset + end) if start < end else nowhere)
    lengths = [ops.asarray1i([len(each) for each in part]) for part in ranges]
    places = [ops.asarray1i(np.concatenate(part)) for part in ranges]
    width = vectors[0].shape[1]
    flat = ops.xp.vstack([*vectors, ops.alloc2f(1, width)])
    means = [
        ops.reduce_mean(flat[place], length) for place, length in zip(places, lengths, strict=True)
    ]

    def backprop(gradient: Any) -> Pairs:
        onto = ops.alloc2f(*flat.shape)
        for number, (place, length) in enumerate(zip(places, lengths, strict=True)):
            part = ops.as_contig(gradient[:, number * width : (number + 1) * width])
            ops.scatter_add(onto, place, ops.backprop_reduce_mean(part, length))
        back([onto[starts[at] : starts[at + 1]] for at in range(len(vectors))])
        return []

    return ops.xp.hstack(means), backprop


def _start_words(model: Any, X: Pairs | None = None, Y: Any = None) -> None:  # noqa: N803
    tok2vec = model.layers[0]
    tok2vec.initialize(None if X is None else [doc for doc, _ in X])
    model.set_dim("nO", 3 * tok2vec.get_dim("nO"))

"""Spans with their kinds, and what the heads are asked about them.

Candidates are those of the linear system: what it makes features of, the pair heads look at as
two vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from acuerdo.annotation import Entity, Span
from acuerdo_baselines.linear.quotes import form_of
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.types import kind_label
from acuerdo_baselines.transformer.labels import CONTENT_KIND


class Item(NamedTuple):
    """A span with what it is known to be.

    Attributes:
        span: Code points.
        kind: One of ``Labels.kinds``.
    """

    span: Span
    kind: str


class Pair(NamedTuple):
    """Two items that something is asked about."""

    left: Item
    right: Item


def items_of(reading: Reading) -> dict[str, Item]:
    """Return every mention, time and event of a document as an item, by id."""
    found = {
        mention.id: Item(mention.span, kind_label(entity.type, mention.level))
        for mention, entity in reading.found.mentions()
    }
    found.update((t.id, Item(t.span, f"time {t.type}")) for t in reading.found.times)
    found.update((e.id, Item(e.trigger, f"event {e.type}")) for e in reading.found.events)
    return found


def pairs_of(items: Mapping[str, Item], ids: Iterable[tuple[str, str]]) -> list[Pair]:
    """Return the pairs of items that pairs of ids stand for."""
    return [Pair(items[left], items[right]) for left, right in ids]


def content_item(content: tuple[Span, ...], marks: Sequence[Span]) -> Item:
    """Return what may be quoted as one item, from its first word to its last.

    Args:
        content: Spans in text order.
        marks: What stands between quotation marks.

    >>> content_item((Span(2, 5), Span(9, 12)), [])
    Item(span=Span(start=2, end=12), kind='content INDIRECT')
    """
    whole = Span(content[0].start, max(span.end for span in content))
    return Item(whole, f"{CONTENT_KIND} {form_of(content, marks)}")


def entity_items(items: Mapping[str, Item], entity: Entity) -> list[Item]:
    """Return the mentions of an entity as items."""
    return [items[mention.id] for mention in entity.mentions]

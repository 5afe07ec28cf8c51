"""Annotations on tokens: the items of a document, and the pairs of them that belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from acuerdo.annotation import Annotations, Span
from acuerdo_baselines.crf.encoding import Stretch, nest, regions
from acuerdo_baselines.spacy_system.tokens import Alignment, aligned, sentence_numbers

if TYPE_CHECKING:
    from spacy.tokens import Doc

SPANS = "sc"
"""Key of the spans that the span categoriser finds."""

PAIRS = "acuerdo.pairs"
"""Key of the pairs in the user data of a document."""

MENTION, TRIGGER, TIME = "mention", "trigger", "time"
ROLE, RELATION = "role", "relation"


class Item(NamedTuple):
    """Tokens ``start`` to ``end``, half-open, with a kind (``mention``) and a type (``PER``)."""

    start: int
    end: int
    kind: str
    type: str

    @property
    def label(self) -> str:
        """Kind and type, as the span categoriser names them.

        >>> Item(0, 1, "mention", "PER").label, Item.of(0, 1, "mention:PER").type
        ('mention:PER', 'PER')
        """
        return f"{self.kind}:{self.type}"

    @classmethod
    def of(cls, start: int, end: int, label: str) -> Item:
        """Return the item that a label names."""
        kind, _, name = label.partition(":")
        return cls(start, end, kind, name)


class Joined(NamedTuple):
    """Two items and what joins them: ``role:Actor``, ``relation:part_of``."""

    one: Item
    other: Item
    label: str
    score: float = 1.0


@dataclass(slots=True)
class Counts:
    """How the spans of documents met spaCy's tokens.

    Attributes:
        spans: All of them.
        moved: Spans with an edge inside a token, which went to that token's edge.
        lost: Spans that are no tokens of one sentence, or cross another one.
    """

    spans: int = 0
    moved: int = 0
    lost: int = 0


def write_gold(
    doc: Doc, gold: Annotations, layers: Collection[str], alignment: Alignment, counts: Counts
) -> None:
    """Write gold annotations on the tokens of their document.

    The outermost mentions become its entities, everything else spans; arguments and relations of
    spans that are there become pairs.

    Args:
        doc: The tokens.
        gold: The annotations.
        layers: Those that are written.
        alignment: What becomes of an edge inside a token.
        counts: Counted on.
    """
    from spacy.tokens import Span as DocSpan

    sentences = sentence_numbers(doc)
    places: dict[str, Item] = {}

    def place(identifier: str, span: Span, kind: str, name: str) -> None:
        counts.spans += 1
        found = aligned(doc, span, alignment, sentences)
        if found is None:
            counts.lost += 1
            return
        counts.moved += not found.exact
        places[identifier] = Item(found.start, found.end, kind, name)

    if "entities" in layers:
        for mention, entity in gold.mentions():
            place(mention.id, mention.span, MENTION, entity.type)
    if "times" in layers:
        for time in gold.times:
            place(time.id, time.span, TIME, time.type)
    if "triggers" in layers:
        for event in gold.events:
            place(event.id, event.trigger, TRIGGER, event.type)
    mentions = {item for item in places.values() if item.kind == MENTION}
    nested = nest(Stretch(item.start, item.end - 1, item.type) for item in mentions)
    kept = {Item(first, last + 1, MENTION, name) for first, last, name in nested}
    outer = regions(nested)[0].inner
    counts.lost += len(mentions - kept)
    doc.ents = tuple(DocSpan(doc, first, last + 1, label=name) for first, last, name in outer)
    inside = kept - {Item(first, last + 1, MENTION, name) for first, last, name in outer}
    others = {item for item in places.values() if item.kind != MENTION} | inside
    doc.spans[SPANS] = [
        DocSpan(doc, item.start, item.end, label=item.label) for item in sorted(others)
    ]
    doc.user_data[PAIRS] = sorted(_pairs(gold, places, kept | others, layers))


def items_of(doc: Doc) -> tuple[Item, ...]:
    """Return the items of a document, found or given, in text order."""
    found = {Item(span.start, span.end, MENTION, span.label_) for span in doc.ents}
    found |= {Item.of(span.start, span.end, span.label_) for span in doc.spans.get(SPANS, ())}
    return tuple(sorted(found))


def pairs_of(doc: Doc) -> list[Joined]:
    """Return the pairs of a document, found or given."""
    return [
        Joined(Item(*one), Item(*other), label, score)
        for one, other, label, score in doc.user_data.get(PAIRS, ())
    ]


def candidates(
    doc: Doc, items: Sequence[Item], kinds: Collection[tuple[str, str]], most: int
) -> list[tuple[Item, Item]]:
    """Return the pairs of items that may belong together: of one sentence, and near.

    Args:
        doc: The tokens.
        items: In text order.
        kinds: Labels of both items of pairs that may be.
        most: Tokens from one start to the other, at most.
    """
    sentences = sentence_numbers(doc)
    found: list[tuple[Item, Item]] = []
    for place, one in enumerate(items):
        for other in items[place + 1 :]:
            if other.start - one.start > most or sentences[one.start] != sentences[other.start]:
                break
            if one[:2] == other[:2] and one.kind == other.kind == MENTION:
                continue
            found += [
                pair
                for pair in ((one, other), (other, one))
                if (pair[0].label, pair[1].label) in kinds
            ]
    return found


def _pairs(
    gold: Annotations, places: dict[str, Item], kept: set[Item], layers: Collection[str]
) -> Iterable[Joined]:
    """Arguments that are mentions or times, and relations, without repetition."""
    found: set[Joined] = set()
    if "arguments" in layers:
        for event in gold.events:
            for argument in event.arguments:
                one, other = places.get(event.id), places.get(argument.filler)
                if one in kept and other in kept and other is not None and other.kind != TRIGGER:
                    found.add(Joined(one, other, f"{ROLE}:{argument.role}"))
    if "relations" in layers:
        for relation in gold.relations:
            one, other = places.get(relation.head), places.get(relation.tail)
            if one in kept and other in kept and one != other:
                found.add(Joined(one, other, f"{RELATION}:{relation.type}"))
    return found

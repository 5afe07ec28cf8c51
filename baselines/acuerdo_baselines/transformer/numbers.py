"""Lessons and questions as numbers: words by index, kinds and labels by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from acuerdo.errors import ExtractorError
from acuerdo_baselines.transformer.items import Item, Pair
from acuerdo_baselines.transformer.labels import MENTIONS, Labels
from acuerdo_baselines.transformer.lessons import Lesson
from acuerdo_baselines.transformer.text import Text

EDGE = 3
"""Words from an edge of a mention after which its inside looks all the same."""

GAPS = 15
"""Classes of distances."""


@dataclass(slots=True)
class Items:
    """Items of a document: first and last word and kind of each, none twice."""

    text: Text
    kinds: Mapping[str, int]
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    _known: dict[Item, int] = field(default_factory=dict)

    def number(self, item: Item) -> int:
        """Return the number of an item, a new one if it is new."""
        if item not in self._known:
            self._known[item] = len(self.first)
            first, last = self.text.place(item.span) or (0, 0)
            self.first.append(first)
            self.last.append(last)
            self.kind.append(self.kinds[item.kind])
        return self._known[item]


@dataclass(slots=True)
class Pairs:
    """Pairs of items: the numbers of both, and the class of their distance."""

    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)

    def add(self, items: Items, pair: Pair) -> None:
        """Take a pair."""
        left, right = items.number(pair.left), items.number(pair.right)
        self.left.append(left)
        self.right.append(right)
        self.gap.append(gap_class(items.first[right] - items.first[left]))


@dataclass(slots=True)
class Insides:
    """Words of mentions: index, label of the mention, and distance to its edges."""

    word: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    def add(self, first: int, last: int, around: int) -> None:
        """Take the words of a mention, both ends included."""
        for index in range(first, last + 1):
            self.word.append(index)
            self.around.append(around)
            self.before.append(min(index - first, EDGE))
            self.after.append(min(last - index, EDGE))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A lesson in numbers; every answer is the column of a label."""

    text: Text
    tags: dict[str, list[int]]
    insides: Insides
    inside_tags: list[int]
    items: Items
    spans: dict[str, tuple[list[int], list[int]]]
    pairs: dict[str, tuple[Pairs, list[int]]]


def gap_class(words: int) -> int:
    """Return the class of a distance in words: its sign and how often it can be halved.

    >>> [gap_class(words) for words in (0, 1, 2, 3, 100, 10_000, -3)]
    [0, 1, 2, 2, 7, 7, 9]
    """
    size = min(abs(words).bit_length(), GAPS // 2)
    return size if words >= 0 else size + GAPS // 2


def columns(labels: Iterable[str]) -> dict[str, int]:
    """Return the column of each label.

    >>> columns(["O", "B-PER"])
    {'O': 0, 'B-PER': 1}
    """
    return {label: column for column, label in enumerate(labels)}


def numbered(lesson: Lesson, labels: Labels) -> Numbered:
    """Return a lesson in numbers.

    Raises:
        ExtractorError: Answers of a head that are none of its labels; all are listed.
    """
    text = lesson.text
    tags = {name: _answers(name, labels.tags[name], row) for name, row in lesson.tags.items()}
    items = Items(text, columns(labels.kinds))
    spans: dict[str, tuple[list[int], list[int]]] = {}
    for name, told in lesson.spans.items():
        answers = _answers(name, labels.spans[name], [label for _, label in told])
        spans[name] = [items.number(item) for item, _ in told], answers
    pairs: dict[str, tuple[Pairs, list[int]]] = {}
    for name, answered in lesson.pairs.items():
        answers = _answers(name, labels.pairs[name], [label for _, label in answered])
        asked = Pairs()
        for pair, _ in answered:
            asked.add(items, pair)
        pairs[name] = asked, answers
    insides, inside_tags = Insides(), list[int]()
    if MENTIONS in labels.tags:
        kinds = columns(labels.kinds)
        for inside in lesson.inside:
            last = inside.first + len(inside.tags) - 1
            insides.add(inside.first, last, kinds[inside.around])
            inside_tags += _answers(MENTIONS, labels.tags[MENTIONS], inside.tags)
    return Numbered(text, tags, insides, inside_tags, items, spans, pairs)


def _answers(head: str, labels: Sequence[str], told: Sequence[str]) -> list[int]:
    """Columns of answers."""
    column = columns(labels)
    unknown = sorted(set(told) - set(labels))
    if unknown:
        raise ExtractorError(
            f"transformer: training documents: {head}: {', '.join(unknown)}; expected labels of "
            "the ontology"
        )
    return [column[label] for label in told]

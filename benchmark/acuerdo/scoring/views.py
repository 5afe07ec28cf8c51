"""What a task is: views, each a projection of annotations to items that can be matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from acuerdo.ontology import Ontology
from acuerdo.scoring.assignment import Index, Pairs
from acuerdo.scoring.block import Block
from acuerdo.scoring.counts import Amounts, Counts, of_amounts, tally
from acuerdo.scoring.layers import Column
from acuerdo.scoring.matching import Intervals, match, match_options, match_overlap
from acuerdo.scoring.packing import pack_together
from acuerdo.scoring.signature import MICRO


@dataclass(frozen=True, slots=True)
class Items:
    """The answers of one side to one view.

    Attributes:
        document: Of each item.
        label: Of each item.
        identity: Columns besides document and label that a gold and a predicted item must share;
            one row per item, or per option of an item.
        owner: The item of each option, where predicted items may stand for one of several
            identities (or for none: an item without options matches nothing).
    """

    document: Column
    label: Column
    identity: tuple[Column, ...]
    owner: Index | None = None

    def key_columns(self, *, labelled: bool) -> list[Column]:
        """Columns to pack, one row per option."""
        columns: list[Column] = [self.document, self.label] if labelled else [self.document]
        if self.owner is not None:
            columns = [column[self.owner] for column in columns]
        return [columns[0], *self.identity, *columns[1:]]


class Sides(NamedTuple):
    """Gold and predicted items of one view."""

    gold: Items
    predicted: Items


class View(Protocol):
    """One way to score a task."""

    @property
    def name(self) -> str:
        """Unique within the task."""
        ...

    @property
    def options(self) -> tuple[str, ...]:
        """Conventions that a signature must state, such as ``attached``."""
        ...

    @property
    def average(self) -> str:
        """What the view's F1 is: ``micro`` over all items, or ``macro``: the mean over labels."""
        ...

    def labels(self, ontology: Ontology) -> tuple[str, ...]:
        """Labels that are counted apart, in the ontology's order."""
        ...

    def count(self, block: Block) -> Counts:
        """Counts of a block of documents."""
        ...


@dataclass(frozen=True, slots=True)
class ItemView:
    """A view whose items are matched one to one.

    Attributes:
        name: Unique within the task.
        label_names: Labels, from the ontology.
        project: Both sides of a block, as items.
        options: Conventions that a signature must state.
        overlapping: Items also match when their spans overlap: start and length, which stand last
            in ``identity``; what stands before them must be equal.
    """

    name: str
    label_names: Callable[[Ontology], tuple[str, ...]]
    project: Callable[[Block], Sides]
    options: tuple[str, ...] = ()
    overlapping: bool = False

    @property
    def average(self) -> str:
        """All items together."""
        return MICRO

    def labels(self, ontology: Ontology) -> tuple[str, ...]:
        """Labels that are counted apart, in the ontology's order."""
        return self.label_names(ontology)

    def count(self, block: Block) -> Counts:
        """Counts of a block of documents."""
        sides = self.project(block)
        return tally(
            block.gold.documents,
            self.labels(block.ontology),
            gold=(sides.gold.document, sides.gold.label),
            predicted=(sides.predicted.document, sides.predicted.label),
            pairs=match_overlapping(sides) if self.overlapping else match_items(sides),
        )


@dataclass(frozen=True, slots=True)
class AmountsView:
    """A view that is no matching of items: it measures numerators and denominators itself.

    Attributes:
        name: Unique within the task.
        label_names: Labels, from the ontology.
        measure: Matched, predicted, recalled and gold amounts of a block; shape
            ``(n_labels, 4, n_documents)``.
        average: ``micro``, or ``macro`` where the view's F1 is the mean of those of its labels.
        options: Conventions that a signature must state.
    """

    name: str
    label_names: Callable[[Ontology], tuple[str, ...]]
    measure: Callable[[Block], Amounts]
    average: str = MICRO
    options: tuple[str, ...] = ()

    def labels(self, ontology: Ontology) -> tuple[str, ...]:
        """Labels that are counted apart."""
        return self.label_names(ontology)

    def count(self, block: Block) -> Counts:
        """Counts of a block of documents."""
        return of_amounts(self.labels(block.ontology), self.measure(block))


@dataclass(frozen=True, slots=True)
class Task:
    """A task and its views; the first view is the headline.

    Attributes:
        name: Unique.
        views: At least one.
        in_acuerdo: Whether the ACUERDO score averages the headline.
    """

    name: str
    views: tuple[View, ...]
    in_acuerdo: bool = True

    @property
    def headline(self) -> View:
        """The view whose F1 stands for the task."""
        return self.views[0]


def match_items(sides: Sides, *, labelled: bool = True) -> Pairs:
    """Return pairs of items with the same document and identity, and the same label if labelled."""
    gold, predicted = sides
    keys = pack_together(
        gold.key_columns(labelled=labelled), predicted.key_columns(labelled=labelled)
    )
    if predicted.owner is None:
        return match(*keys)
    return match_options(*keys, predicted.owner)


def match_overlapping(sides: Sides) -> Pairs:
    """Return pairs of items that agree but for their spans, which overlap; exact ones first."""
    gold, predicted = sides
    groups = pack_together(
        [gold.document, gold.label, *gold.identity[:-2]],
        [predicted.document, predicted.label, *predicted.identity[:-2]],
    )
    return match_overlap(
        Intervals(groups[0], *gold.identity[-2:]), Intervals(groups[1], *predicted.identity[-2:])
    )


def fixed_labels(*labels: str) -> Callable[[Ontology], tuple[str, ...]]:
    """Labels that no ontology changes."""

    def names(ontology: Ontology) -> tuple[str, ...]:
        return labels

    return names


def one_label(name: str) -> Callable[[Ontology], tuple[str, ...]]:
    """Labels of a view that counts everything together."""
    return fixed_labels(name)


def no_label(document: Column) -> Column:
    """The label column of a view that counts everything together."""
    return np.zeros_like(document)

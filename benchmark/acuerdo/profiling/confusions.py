"""Which labels a system takes for which: confusion matrices, from scikit-learn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from acuerdo.annotation import Annotations, Example
from acuerdo.ontology import Ontology
from acuerdo.profiling.answers import item_view, judged
from acuerdo.scoring.aligned import NONE, Aligned, align

TASKS = ("entities", "triggers", "event_attributes", "arguments", "relations", "event_relations")
"""Tasks whose items have labels. A time's value is none: there is no closed list of them."""

NOTHING = "none"
"""Label of what one side does not have."""


class Taken(NamedTuple):
    """A label that was taken for another, and how often."""

    gold: str
    predicted: str
    number: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """A confusion matrix.

    Attributes:
        task: Name of the task.
        view: Of the scorer; its counts are the sums of the matrix.
        labels: Of rows and columns, in the ontology's order; ``none`` last.
        matrix: Number of items by gold label (rows) and predicted label (columns).
    """

    task: str
    view: str
    labels: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]

    def confused(self) -> tuple[Taken, ...]:
        """Labels taken for others, most frequent first; what one side lacks is left out.

        >>> Confusion("t", "v", ("A", "B", "none"), ((3, 2, 0), (0, 1, 0), (1, 0, 0))).confused()
        (Taken(gold='A', predicted='B', number=2),)
        """
        cells = [
            Taken(gold, predicted, number)
            for gold, row in zip(self.labels[:-1], self.matrix, strict=False)
            for predicted, number in zip(self.labels[:-1], row, strict=False)
            if number and gold != predicted
        ]
        return tuple(sorted(cells, key=lambda cell: -cell.number))

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def confusions(
    examples: Iterable[Example],
    predicted: Iterable[Annotations],
    ontology: Ontology,
    *,
    tasks: Iterable[str] = TASKS,
) -> tuple[Confusion, ...]:
    """Return the confusion matrices of types, roles and attributes.

    Items that the scorer matches are on the diagonal; a gold and a predicted item that differ in
    their label only are one confusion; every other item stands in the row or column ``none``.

    Raises:
        ValidationError: Repeated or unknown documents, labels outside the ontology, repeated or
            dangling ids.
    """
    from sklearn.metrics import confusion_matrix

    aligned: dict[tuple[str, str], list[Aligned]] = {}
    chosen = [task for task in tasks if task in TASKS]
    for each in judged(examples, predicted, ontology, tasks=chosen):
        if len(item_view(each.task, each.view).labels(ontology)) < 2:
            continue
        aligned.setdefault((each.task, each.view), []).append(align(each.sides))
    found = []
    for (task, view), parts in aligned.items():
        labels = item_view(task, view).labels(ontology)
        gold, answered = (np.concatenate(side) for side in zip(*parts, strict=True))
        codes = [*range(len(labels)), NONE]
        # scikit-learn refuses a matrix of nothing.
        matrix = (
            confusion_matrix(gold, answered, labels=codes).tolist()
            if len(gold)
            else [[0] * len(codes)] * len(codes)
        )
        found.append(Confusion(task, view, (*labels, NOTHING), tuple(map(tuple, matrix))))
    return tuple(found)

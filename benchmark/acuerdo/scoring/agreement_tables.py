"""Agreement as tables for people: rows of text, and Markdown for a data card."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo.scoring.agreement import Agreement
from acuerdo.scoring.comparison_tables import ends, heading, percent

NOT_DEFINED = "n/a"
BELOW = "*"
"""Behind the F1 of tasks under the floor."""


def task_rows(found: Agreement, *, floor: float | None = None) -> list[list[str]]:
    """A header, a row per task and one for their mean.

    >>> from acuerdo.annotation import Annotations
    >>> from acuerdo.dataset import load_ontology
    >>> from acuerdo.scoring.agreement import agreement
    >>> found = agreement([Annotations("d")], [Annotations("d")], load_ontology(), tasks=["times"])
    >>> task_rows(found)[1]
    ['times', 'value', '0', '0', '0', 'n/a', 'n/a', 'n/a', 'n/a']
    """
    rows = [["task", "view", "A", "B", "agreed", "P", "R", "F1", "95 % interval"]]
    for one in found.tasks:
        low = floor is not None and one.f1 is not None and one.f1 < floor
        rows.append(
            [
                heading(one.task),
                one.view,
                *(_count(number) for number in (one.in_a, one.in_b, one.agreed)),
                *(_score(value) for value in (one.precision, one.recall)),
                _score(one.f1) + (BELOW if low else ""),
                ends(one.interval) or NOT_DEFINED,
            ]
        )
    mean = [_score(found.mean), ends(found.interval) or NOT_DEFINED]
    return [*rows, ["mean", "of the tasks", *[""] * 5, *mean]]


def decision_rows(found: Agreement) -> list[list[str]]:
    """A header and a row per kind of decision."""
    rows = [["decision", "units", "labels", "agreed", "observed", "kappa"]]
    for one in found.decisions:
        kappa = NOT_DEFINED if one.kappa is None else f"{one.kappa:.3f}"
        counts = (f"{number:,}" for number in (one.units, one.labels, one.agreed))
        rows.append([one.name, *counts, _score(one.observed), kappa])
    return rows


def document_rows(found: Agreement) -> list[list[str]]:
    """A header and a row per document, the lowest mean first."""
    tasks = [one.task for one in found.tasks]
    rows = [["document", "mean", *map(heading, tasks)]]
    for one in found.by_document:
        rows.append([one.document, _score(one.mean), *(_score(one.f1[task]) for task in tasks)])
    return rows


def notes_of(found: Agreement, *, floor: float | None = None) -> list[str]:
    """What a reader of the tables must know, sentence by sentence."""
    notes = list(found.remarks)
    if floor is not None:
        low = found.below(floor)
        named = ", ".join(map(heading, low)) if low else "no task"
        notes.append(f"{BELOW} below {percent(floor)}: {named}")
    return notes


def to_markdown(found: Agreement, *, floor: float | None = None, per_document: bool = False) -> str:
    """Return the tables, and how to read them."""
    tables = [_grid(task_rows(found, floor=floor), 2), _grid(decision_rows(found), 1)]
    if per_document:
        tables.append(_grid(document_rows(found), 1))
    notes = [f"{sentence}." for sentence in notes_of(found, floor=floor)]
    return "\n\n".join([*tables, *notes]) + "\n"


def _score(value: float | None) -> str:
    return NOT_DEFINED if value is None else percent(value)


def _count(number: float) -> str:
    """A count; a sum of fractions with one decimal."""
    return f"{number:,.0f}" if abs(number - round(number)) < 1e-6 else f"{number:,.1f}"


def _grid(rows: Sequence[Sequence[str]], left: int) -> str:
    head, *body = rows
    rule = ["---" if number < left else "---:" for number in range(len(head))]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *body])

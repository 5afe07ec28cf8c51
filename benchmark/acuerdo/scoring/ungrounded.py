"""Answers that are nowhere in the text: false positives, counted apart.

A system that answers with strings, such as a language model, is grounded before it is scored
(``acuerdo.grounding``). What cannot be grounded has no span, so it cannot stand in ``Annotations``;
dropping it would make hallucination free. It is declared beside the predictions instead, and every
view counts it as predicted and not matched. A file keeps the declaration: of ``NAME.jsonl`` it is
``NAME.ungrounded.json``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np

from acuerdo.atomic import write_whole
from acuerdo.errors import FormatError, ValidationError
from acuerdo.ontology import Ontology
from acuerdo.scoring.counts import Counts
from acuerdo.scoring.tasks import TASKS
from acuerdo.scoring.views import ItemView, Task, View
from acuerdo.validation.problem import Problem, one_of

Ungrounded = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Number of answers by document id, task and label: ``{"d1": {"arguments": {"Actor": 2}}}``."""

ON_FOUND_TRIGGERS = ("event_attributes", "found")
"""A view of what both sides have: an answer without a place is no part of it."""


def add_ungrounded(
    counts: Mapping[tuple[str, str], Counts],
    ungrounded: Ungrounded,
    *,
    tasks: Sequence[Task],
    documents: Sequence[str],
    ontology: Ontology,
) -> dict[tuple[str, str], Counts]:
    """Return the counts with answers that could not be grounded added to what was predicted.

    An answer counts in every view of its task that knows its label, and in those that count all
    labels together. Views that do not count items (links of clusters, closures) leave it out: a
    label that only they know, such as BEFORE, is counted nowhere.

    Args:
        counts: Of every view of ``tasks``.
        ungrounded: The answers; documents and tasks without any may be left out.
        tasks: The tasks scored.
        documents: Ids of the gold documents, in the order of the counts.
        ontology: The labels.

    Raises:
        ValidationError: Unknown documents or labels, tasks that count no items, numbers below 1;
            with all of them.
    """
    added: dict[tuple[str, str], dict[tuple[int, int], int]] = {}
    problems: list[Problem] = []
    position = {name: number for number, name in enumerate(documents)}
    known = {task.name: _views(task) for task in tasks}
    elsewhere = {task.name: _uncounted(task, ontology) for task in tasks}
    for document, task, label, number in _each(ungrounded):
        where = f"ungrounded: doc {document}: {task}"
        if document not in position:
            problems.append(Problem(where, "unknown document", "a gold document"))
            continue
        if task not in known and task in TASKS:
            continue
        if not known.get(task):
            problems.append(Problem(where, f"task {task!r}", one_of(n for n in known if known[n])))
            continue
        if number < 1:
            problems.append(Problem(f"{where}: {label}", f"{number} answers", "1 or more"))
        places = list(_places(known[task], label, ontology))
        if not places and label not in elsewhere[task]:
            labels = known[task][0].labels(ontology)
            problems.append(Problem(where, f"unknown label {label!r}", one_of(labels)))
        for view, code in places:
            cells = added.setdefault((task, view.name), {})
            cell = position[document], code
            cells[cell] = cells.get(cell, 0) + number
    if problems:
        raise ValidationError(problems)
    return {name: _with(one, added.get(name, {})) for name, one in counts.items()}


def totals(ungrounded: Ungrounded, tasks: Sequence[Task]) -> dict[str, int]:
    """Return the number of ungrounded answers of each task that has any.

    >>> from acuerdo.scoring.tasks import TASKS
    >>> totals({"d": {"arguments": {"Actor": 1, "Theme": 2}}}, [TASKS["arguments"]])
    {'arguments': 3}
    """
    sums = dict.fromkeys((task.name for task in tasks), 0)
    for _, task, _, number in _each(ungrounded):
        if task in sums:
            sums[task] += number
    return {task: number for task, number in sums.items() if number}


def beside(predictions: Path) -> Path:
    """File that declares the ungrounded answers of a file or folder of predictions.

    >>> beside(Path("out/llm.jsonl")).name
    'llm.ungrounded.json'
    """
    return predictions.with_suffix(".ungrounded.json")


def read_ungrounded(predictions: Path) -> Ungrounded:
    """Return what is declared beside predictions; nothing when there is no declaration.

    Raises:
        FormatError: The declaration is not one.
    """
    path = beside(predictions)
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, dict[str, int]]])
    except FileNotFoundError:
        return {}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(
            f"{path}: {error}; expected numbers by document, task and label"
        ) from error


def keep_ungrounded(predictions: Path, ungrounded: Ungrounded) -> None:
    """Declare ungrounded answers beside predictions; without any, take away what stands there.

    >>> import tempfile
    >>> predictions = Path(tempfile.mkdtemp()) / "llm.jsonl"
    >>> keep_ungrounded(predictions, {"d": {"times": {"DATE": 1}}})
    >>> read_ungrounded(predictions)
    {'d': {'times': {'DATE': 1}}}
    >>> keep_ungrounded(predictions, {})
    >>> read_ungrounded(predictions)
    {}
    """
    path = beside(predictions)
    if ungrounded:
        content = msgspec.json.format(msgspec.json.encode(ungrounded, order="sorted"), indent=1)
        write_whole(path, content + b"\n")
    else:
        path.unlink(missing_ok=True)


def _each(ungrounded: Ungrounded) -> Iterator[tuple[str, str, str, int]]:
    for document, by_task in ungrounded.items():
        for task, by_label in by_task.items():
            for label, number in by_label.items():
                yield document, task, label, number


def _views(task: Task) -> list[View]:
    return [
        view
        for view in task.views
        if isinstance(view, ItemView) and (task.name, view.name) != ON_FOUND_TRIGGERS
    ]


def _uncounted(task: Task, ontology: Ontology) -> set[str]:
    """Labels of the views that do not count items."""
    views = [view for view in task.views if not isinstance(view, ItemView)]
    return {label for view in views for label in view.labels(ontology)}


def _places(views: Sequence[View], label: str, ontology: Ontology) -> Iterator[tuple[View, int]]:
    """The views that count a label, with its code there; none if no view knows the label.

    A view with one label counts everything together, once some view knows what is counted.
    """
    labels = [view.labels(ontology) for view in views]
    if any(label in names for names in labels) or all(len(names) == 1 for names in labels):
        for view, names in zip(views, labels, strict=True):
            if label in names:
                yield view, names.index(label)
            elif len(names) == 1:
                yield view, 0


def _with(counts: Counts, cells: Mapping[tuple[int, int], int]) -> Counts:
    """The counts with more predicted items, one row per document and label as before."""
    if not cells:
        return counts
    predicted = counts.predicted.copy()
    rows = {
        cell: row
        for row, cell in enumerate(
            zip(counts.document.tolist(), counts.label.tolist(), strict=True)
        )
    }
    new = {cell: number for cell, number in cells.items() if cell not in rows}
    for cell in cells.keys() - new.keys():
        predicted[rows[cell]] += cells[cell]
    nothing = np.zeros(len(new))
    return replace(
        counts,
        document=np.concatenate([counts.document, np.array([d for d, _ in new], np.int64)]),
        label=np.concatenate([counts.label, np.array([n for _, n in new], np.int64)]),
        matched=np.concatenate([counts.matched, nothing]),
        predicted=np.concatenate([predicted, np.array(list(new.values()), np.float64)]),
        recalled=np.concatenate([counts.recalled, nothing]),
        gold=np.concatenate([counts.gold, nothing]),
    )

"""Score predictions against the gold: documents are aligned by id, then counted block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from acuerdo.annotation import Annotations
from acuerdo.errors import ValidationError
from acuerdo.ontology import Ontology
from acuerdo.scoring.block import Block
from acuerdo.scoring.counts import concatenate
from acuerdo.scoring.flatten import flatten
from acuerdo.scoring.layers import BLOCK, Layers
from acuerdo.scoring.scores import END_TO_END, Scores
from acuerdo.scoring.summary import TaskCounts, summarise
from acuerdo.scoring.tasks import TASKS
from acuerdo.scoring.tracks import require_given
from acuerdo.scoring.ungrounded import Ungrounded, add_ungrounded, totals
from acuerdo.scoring.views import Task
from acuerdo.validation.problem import Problem, one_of


def score(
    gold: Iterable[Annotations],
    predicted: Iterable[Annotations],
    ontology: Ontology,
    *,
    tasks: Sequence[str] = tuple(TASKS),
    data: str = "",
    sha: str = "",
    ungrounded: Ungrounded | None = None,
    track: str = END_TO_END,
) -> Scores:
    """Return all scores of a set of predictions.

    A gold document without a prediction counts as an empty prediction and is reported.

    Args:
        gold: One per document.
        predicted: At most one per document, in any order.
        ontology: The labels.
        tasks: Names of the tasks to score.
        data: Name of the data, for the signature.
        sha: sha256 of the gold, for the signature.
        ungrounded: Answers that are nowhere in the text, by document id, task and label; each is
            a false positive.
        track: What the system was given: ``end-to-end``, ``gold-mentions`` or ``gold-triggers``.

    Raises:
        ValidationError: Repeated or unknown documents, unknown tasks, labels outside the ontology,
            repeated or dangling ids, predictions without what the track gives; with all of them.

    >>> from acuerdo.dataset import load_ontology
    >>> scores = score([Annotations("d")], [], load_ontology())
    >>> scores.missing, scores.acuerdo
    (('d',), None)
    """
    gold, predicted = list(gold), list(predicted)
    chosen = chosen_tasks(tasks)
    require_alignable(gold, predicted)
    require_given(track, gold, predicted)
    by_id = {given.document_id: given for given in predicted}
    gold.sort(key=lambda given: given.document_id)
    ids = tuple(given.document_id for given in gold)
    aligned = [by_id.get(name) or Annotations(name) for name in ids]
    counts = count(gold, aligned, ontology, tasks=chosen)
    nowhere = ungrounded or {}
    counts = add_ungrounded(counts, nowhere, tasks=chosen, documents=ids, ontology=ontology)
    missing = tuple(name for name in ids if name not in by_id)
    return summarise(
        counts,
        tasks=chosen,
        data=data,
        sha=sha,
        documents=ids,
        missing=missing,
        ungrounded=totals(nowhere, chosen),
        track=track,
    )


def count(
    gold: Sequence[Annotations],
    predicted: Sequence[Annotations],
    ontology: Ontology,
    *,
    tasks: Sequence[Task] = tuple(TASKS.values()),
) -> TaskCounts:
    """Return the counts of every view, from aligned sequences of equal length.

    Raises:
        ValidationError: Labels outside the ontology, repeated or dangling ids.
    """
    parts: list[TaskCounts] = []
    problems: list[Problem] = []
    for start in range(0, max(len(gold), 1), BLOCK):
        values: dict[str, int] = {}
        sides: list[Layers] = []
        for side in (gold, predicted):
            try:
                sides.append(flatten(side[start : start + BLOCK], ontology, values=values))
            except ValidationError as error:
                problems += error.problems
        if not problems:
            parts.append(count_block(Block(sides[0], sides[1], ontology), tasks=tasks))
    if problems:
        raise ValidationError(problems)
    return {name: concatenate([part[name] for part in parts]) for name in parts[0]}


def count_block(block: Block, *, tasks: Sequence[Task] = tuple(TASKS.values())) -> TaskCounts:
    """Return the counts of every view in one block of documents."""
    return {(task.name, view.name): view.count(block) for task in tasks for view in task.views}


def chosen_tasks(names: Sequence[str]) -> list[Task]:
    """Return tasks by name, in the order of ``TASKS``.

    Raises:
        ValidationError: Unknown names; with all of them.
    """
    unknown = [name for name in names if name not in TASKS]
    if unknown:
        raise ValidationError(
            [Problem("tasks", f"unknown task {name!r}", one_of(TASKS)) for name in unknown]
        )
    return [task for name, task in TASKS.items() if name in names]


def require_alignable(gold: Sequence[Annotations], predicted: Sequence[Annotations]) -> None:
    """Do nothing if every prediction is about one gold document, and every document given once.

    Raises:
        ValidationError: Repeated or unknown documents; with all of them.
    """
    problems: list[Problem] = []
    for side, given in (("gold", gold), ("predicted", predicted)):
        for name, times in Counter(one.document_id for one in given).items():
            if times > 1:
                found = f"{times} annotations of one document"
                problems.append(Problem(f"{side}: doc {name}", found, "one"))
    known = {one.document_id for one in gold}
    for name in dict.fromkeys(one.document_id for one in predicted):
        if name not in known:
            problems.append(
                Problem(f"predicted: doc {name}", "unknown document", "a gold document")
            )
    if problems:
        raise ValidationError(problems)

"""Score files of any size: read, judge, count and forget, some thousand documents at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from acuerdo.errors import ValidationError
from acuerdo.ontology import Ontology
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import BLOCK, Layers
from acuerdo.scoring.scorer import chosen_tasks, count_block
from acuerdo.scoring.scores import Scores
from acuerdo.scoring.summary import summarise
from acuerdo.scoring.tasks import TASKS
from acuerdo.scoring.views import Task
from acuerdo.streaming.columns import concatenate, in_order
from acuerdo.streaming.files import Part, shards
from acuerdo.streaming.gold import Gold
from acuerdo.streaming.totals import totals_of
from acuerdo.validation import Problem


def score_file(
    path: Path,
    gold: Gold,
    *,
    tasks: Sequence[str] = tuple(TASKS),
    data: str = "",
    sha: str = "",
) -> Scores:
    """Return all scores of a file of predictions: those of ``score``, with less time and memory.

    A gold document without a prediction counts as an empty prediction and is reported.

    Args:
        path: JSONL, Parquet or a brat folder; or a folder of JSONL and Parquet files, which score
            like one file.
        gold: What the predictions are compared with.
        tasks: Names of the tasks to score.
        data: Name of the data, for the signature.
        sha: sha256 of the gold, for the signature.

    Raises:
        FormatError: There is no such file, or its format has no annotations.
        ValidationError: Unknown tasks; or the predictions have problems: with all of them.
    """
    counting = _Counting(chosen_tasks(tasks), gold.reader.ontology)
    counting.add(shards(path), gold)
    return counting.scores(data, sha)


def score_shards(
    path: Path,
    gold: Path,
    ontology: Ontology,
    *,
    tasks: Sequence[str] = tuple(TASKS),
    data: str = "",
    sha: str = "",
) -> Scores:
    """Return all scores of predictions compared with gold that is in files, too.

    Where both are folders, a file of predictions is compared with the gold file of the same name,
    and only one of them is in memory at a time. If the documents turn out to be distributed in
    another way, all of the gold is read before.

    Args:
        path: As for ``score_file``.
        gold: A file or folder of the same kinds, with texts.
        ontology: What may be annotated.
        tasks: Names of the tasks to score.
        data: Name of the data, for the signature.
        sha: sha256 of the gold, for the signature.

    Raises:
        FormatError: There is no such file, or its format has no annotations.
        ValidationError: Unknown tasks; or the files have problems: with all of them.
    """
    chosen = chosen_tasks(tasks)
    parts = {file.name: file for file in shards(gold)}
    files = {file.name: file for file in shards(path)}
    if len(parts) > 1 and files.keys() <= parts.keys():
        counting = _Counting(chosen, ontology)
        try:
            for name, part in parts.items():
                counting.add([files[name]] if name in files else [], Gold.read(part, ontology))
            return counting.scores(data, sha)
        except ValidationError:
            pass  # Some document is elsewhere, or wrong: the whole will tell.
    return score_file(path, Gold.read(gold, ontology), tasks=tasks, data=data, sha=sha)


class _Counting:
    """Counts of the documents met so far."""

    def __init__(self, tasks: Sequence[Task], ontology: Ontology) -> None:
        self._tasks = tasks
        self._ontology = ontology
        self._totals = totals_of(tasks, ontology)
        self._ids: list[str] = []
        self._missing: list[str] = []

    def add(self, files: Sequence[Path], gold: Gold) -> None:
        """Count all documents of a gold, with the predictions of some files."""
        predicted: set[str] = set()
        for ids, layers in _blocks(files, gold, predicted):
            documents = np.array([gold.position[name] for name in ids], np.int64)
            block = Block(gold.library.take(documents), in_order(layers), self._ontology)
            for name, counts in count_block(block, tasks=self._tasks).items():
                self._totals[name].add(counts)
            self._ids += ids
        self._missing += [name for name in gold.ids if name not in predicted]

    def scores(self, data: str, sha: str) -> Scores:
        """The scores of all documents.

        Raises:
            ValidationError: A document is in several golds.
        """
        if len(set(self._ids)) < len(self._ids):
            raise ValidationError([Problem("gold", "a document twice", "every document once")])
        order = np.array(sorted(range(len(self._ids)), key=self._ids.__getitem__), np.int64)
        for totals in self._totals.values():
            totals.sort(order)
        return summarise(
            self._totals,
            tasks=self._tasks,
            documents=tuple(sorted(self._ids)),
            missing=tuple(sorted(self._missing)),
            data=data,
            sha=sha,
        )


def _blocks(
    files: Sequence[Path], gold: Gold, predicted: set[str]
) -> Iterator[tuple[Sequence[str], Layers]]:
    """Ids and predicted layers of all gold documents, those without a prediction at the end."""
    parts: list[Part] = []
    problems: list[Problem] = []
    for file in files:
        try:
            for part in gold.reader.read(file, gold.texts):
                problems += _repeated(part.ids, predicted, file.name)
                predicted.update(part.ids)
                parts.append(part)
                if sum(len(each.ids) for each in parts) >= BLOCK and not problems:
                    yield _joined(parts)
                    parts = []
        except ValidationError as error:
            problems += error.problems
    if problems:
        raise ValidationError(problems)
    if parts:
        yield _joined(parts)
    missing = [name for name in gold.ids if name not in predicted]
    nothing = gold.reader.flatten([])
    for start in range(0, len(missing), BLOCK):
        ids = missing[start : start + BLOCK]
        yield ids, replace(nothing, documents=len(ids))


def _joined(parts: Sequence[Part]) -> tuple[Sequence[str], Layers]:
    if len(parts) == 1:
        return parts[0].ids, parts[0].layers
    ids = [name for part in parts for name in part.ids]
    return ids, concatenate([part.layers for part in parts])


def _repeated(ids: Sequence[str], predicted: set[str], file: str) -> Iterator[Problem]:
    """Problems of documents that another file has had."""
    for name in ids:
        if name in predicted:
            found = "in another file already"
            yield Problem(f"{file}: doc {name}", found, "every document once in all files")

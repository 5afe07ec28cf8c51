"""Score files of any size: read, judge, count and forget, some thousand documents at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from acuerdo.errors import ValidationError
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import BLOCK, Layers
from acuerdo.scoring.scorer import chosen_tasks, count_block
from acuerdo.scoring.scores import Scores
from acuerdo.scoring.summary import summarise
from acuerdo.scoring.tasks import TASKS
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
    ontology = gold.reader.ontology
    chosen = chosen_tasks(tasks)
    totals = totals_of(chosen, len(gold.ids), ontology)
    place = {name: n for n, name in enumerate(gold.ids)}
    predicted: set[str] = set()
    for ids, layers in _blocks(path, gold, predicted):
        documents = np.array([gold.position[name] for name in ids], np.int64)
        places = np.array([place[name] for name in ids], np.int64)
        block = Block(gold.library.take(documents), in_order(layers), ontology)
        for name, counts in count_block(block, tasks=chosen).items():
            totals[name].add(counts, places)
    missing = tuple(name for name in gold.ids if name not in predicted)
    return summarise(totals, tasks=chosen, documents=gold.ids, missing=missing, data=data, sha=sha)


def _blocks(path: Path, gold: Gold, predicted: set[str]) -> Iterator[tuple[Sequence[str], Layers]]:
    """Ids and predicted layers of all gold documents, those without a prediction at the end."""
    parts: list[Part] = []
    problems: list[Problem] = []
    for file in shards(path):
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

"""The benchmark's own scorer behind the calling convention of the cases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import msgspec

from acuerdo.annotation import Annotations, Document
from acuerdo.conformance.rows import Row
from acuerdo.dataset import load_ontology
from acuerdo.errors import ValidationError
from acuerdo.formats.decoding import explain
from acuerdo.formats.found import found_in_row
from acuerdo.formats.jsonl import decode_row
from acuerdo.scoring import score
from acuerdo.validation import Problem

UNGROUNDED = "ungrounded"
"""Key of a predicted row: answers that are nowhere in the text, ``{task: {label: number}}``."""


def score_rows(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, dict[str, float | None]]:
    """Return the numbers of every view, by ``task.view``.

    Rows are decoded and their texts compared, as those of files are. The rules for files that
    forbid repeated items are left to the reader of files: how repetitions are scored is what many
    cases are about.

    Raises:
        ValidationError: Rows that cannot be read or scored; with all problems.

    >>> row = {"id": "d", "text": "", "entities": [], "times": [], "events": [], "relations": [],
    ...        "event_relations": [], "quotes": []}
    >>> score_rows([row], [])["triggers.classification"]["f1"] is None
    True
    """
    texts = {row["id"]: Document(row["id"], row["text"]) for row in gold}
    ungrounded = {row["id"]: row[UNGROUNDED] for row in predicted if UNGROUNDED in row}
    scores = score(
        read_rows("gold", gold, texts),
        read_rows("predicted", predicted, texts),
        load_ontology(),
        ungrounded=ungrounded,
    )
    return {
        f"{view.task}.{view.view}": {
            "matched": view.matched,
            "predicted": view.predicted,
            "gold": view.gold,
            "precision": view.precision,
            "recall": view.recall,
            "f1": view.f1,
        }
        for view in scores.views
    }


def read_rows(side: str, rows: Sequence[Row], texts: Mapping[str, Document]) -> list[Annotations]:
    """Return the annotations of rows; their texts must be those of ``texts``, by document id.

    Args:
        side: ``gold`` or ``predicted``, for messages.
        rows: Native rows.
        texts: The collection; rows about other documents are not compared with it.

    Raises:
        ValidationError: Rows that cannot be read; with all problems.
    """
    annotations: list[Annotations] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        where = f"{side}:{number}"
        line = json.dumps({k: v for k, v in row.items() if k != UNGROUNDED}).encode()
        try:
            decoded = decode_row(line)
        except msgspec.DecodeError as error:
            problems.append(explain(line, error).within(f"{where}: doc {row['id']}"))
            continue
        # The scorer tells unknown documents; their texts cannot be compared.
        found = found_in_row(decoded, where, texts if decoded.id in texts else None)
        problems += found.problems
        if found.annotations is not None:
            annotations.append(found.annotations)
    if problems:
        raise ValidationError(problems)
    return annotations

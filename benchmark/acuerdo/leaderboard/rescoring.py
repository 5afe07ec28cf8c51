"""Scores of submissions, computed here from their predictions; numbers in them are not read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from acuerdo.dataset import Corpus
from acuerdo.errors import SubmissionError
from acuerdo.formats import read_annotations
from acuerdo.leaderboard.ranking import Entry
from acuerdo.leaderboard.submission import Submission
from acuerdo.ontology import Ontology
from acuerdo.profiling.figures import Profile
from acuerdo.scoring import Scores, ViewScore, score, with_intervals
from acuerdo.scoring.ungrounded import read_ungrounded

TOLERANCE = 1e-9


def rescore(submission: Submission, corpus: Corpus, ontology: Ontology) -> Scores:
    """Score a submission's predictions.

    Raises:
        ValidationError: The predictions are invalid; all problems are listed.
        SubmissionError: The scores contradict themselves: a fault of the scorer, not of the
            submission.
    """
    scores = score(
        corpus.gold,
        read_annotations(submission.predictions, ontology, documents=corpus.documents),
        ontology,
        ungrounded=read_ungrounded(submission.predictions),
        data=corpus.source,
        sha=corpus.sha256,
    )
    problems = list(contradictions(scores))
    if problems:
        raise SubmissionError("\n".join(f"{submission.folder}: {each}" for each in problems))
    return with_intervals(scores)


def scores_file(submission: Submission, scores: Scores) -> str:
    """Contents of ``scores.json``: the scores, and the hash of what they were computed from."""
    fields = {"predictions_sha256": sha256(submission.predictions), **scores.to_json()}
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def entry(submission: Submission, scores: Scores) -> Entry:
    """The submission as a table entry, with its profile where one was measured.

    Raises:
        SubmissionError: The profile is of other predictions, or unreadable.
    """
    if not submission.profile.is_file():
        return Entry(submission.card.name, scores, None)
    try:
        fields: dict[str, Any] = json.loads(submission.profile.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SubmissionError(f"{submission.profile}: not JSON: {error}") from error
    measured = Profile.from_json(fields)
    if measured.predictions_sha256 != sha256(submission.predictions):
        raise SubmissionError(
            f"{submission.profile}: measured on other predictions (sha256 "
            f"{measured.predictions_sha256[:12]}…); expected those in {submission.predictions.name}"
        )
    return Entry(submission.card.name, scores, measured)


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def contradictions(scores: Scores) -> Iterator[str]:
    """What can never be true of scores, whatever the predictions."""
    for view in scores.views:
        where = f"{view.task}, view {view.view}"
        for name in ("precision", "recall", "f1"):
            value = getattr(view, name)
            if value is not None and not -TOLERANCE <= value <= 1 + TOLERANCE:
                yield f"{where}: {name} {value}; expected a value in [0, 1]"
        if view.matched > view.predicted + TOLERANCE:
            yield f"{where}: {view.matched:g} matched of {view.predicted:g} predicted"
    for strict, relaxed in RELAXATIONS:
        pair = _pair(scores, strict, relaxed)
        if pair and pair[0].matched > pair[1].matched + TOLERANCE:
            yield (
                f"{strict[0]}: view {strict[1]} matched {pair[0].matched:g}, the more lenient "
                f"{relaxed[1]} only {pair[1].matched:g}"
            )


RELAXATIONS: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (("entities", "exact"), ("entities", "boundary")),
    (("entities", "exact"), ("entities", "overlap")),
    (("triggers", "classification"), ("triggers", "identification")),
    (("relations", "strict"), ("relations", "boundary")),
)
"""Pairs of views of which the second accepts whatever the first accepts."""


def _pair(
    scores: Scores, strict: tuple[str, str], relaxed: tuple[str, str]
) -> tuple[ViewScore, ViewScore] | None:
    try:
        return scores.view(*strict), scores.view(*relaxed)
    except KeyError:
        return None

"""A leaderboard entry: a folder with a system card and predictions, nothing else to trust.

Predictions for the probes (``contrast.jsonl``, ``swap.jsonl``) may stand beside those for the test
split.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from acuerdo.errors import SubmissionError

CARD, PREDICTIONS, SCORES, PROFILE = (
    "system.toml",
    "predictions.jsonl",
    "scores.json",
    "profile.json",
)
KINDS = ("trivial", "lexicon", "rules", "statistical", "neural", "language model", "human")

_NAME = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,59}")


class SystemCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``system.toml`` says of a system; every key is required.

    Attributes:
        name: As in the table; equal to the folder's name.
        description: One line.
        authors: Who made it.
        url: Where it is; empty when nowhere.
        license: SPDX identifier.
        kind: One of ``KINDS``.
        parameters: Number of learned parameters.
        training_data: What it learned from; ``none`` when it did not learn.
        contamination: Whether and how it may have seen the test documents.
        command: What produces the predictions.
        date: Day of the run.
    """

    name: str
    description: str
    authors: list[str]
    url: str
    license: str
    kind: str
    parameters: int
    training_data: str
    contamination: str
    command: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Submission:
    """A folder below ``submissions/`` whose card has been read.

    Attributes:
        folder: Where it is.
        card: What its authors say of it.
    """

    folder: Path
    card: SystemCard

    @property
    def predictions(self) -> Path:
        """The predictions: the only thing that is scored."""
        return self.folder / PREDICTIONS

    @property
    def scores(self) -> Path:
        """The scores, written by the re-scorer."""
        return self.folder / SCORES

    @property
    def profile(self) -> Path:
        """The profile, where one was measured."""
        return self.folder / PROFILE

    def probe(self, config: str) -> Path:
        """Predictions for a probe, ``contrast`` or ``swap``; they may be absent."""
        return self.folder / f"{config}.jsonl"


def read_submissions(root: Path) -> tuple[Submission, ...]:
    """Every submission below a folder, by name.

    Raises:
        SubmissionError: Some are incomplete or inconsistent; all problems are listed.
    """
    found: list[Submission] = []
    problems: list[str] = []
    if not root.is_dir():
        raise SubmissionError(f"{root}: no such folder; expected one folder per system")
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        try:
            found.append(read_submission(folder))
        except SubmissionError as error:
            problems.append(str(error))
    if problems:
        raise SubmissionError("\n".join(problems))
    return tuple(found)


def read_submission(folder: Path) -> Submission:
    """One submission.

    Raises:
        SubmissionError: A file is missing or the card is wrong; all problems are listed.
    """
    problems = [
        f"{folder / name}: no such file; expected one in every submission"
        for name in (CARD, PREDICTIONS)
        if not (folder / name).is_file()
    ]
    if problems:
        raise SubmissionError("\n".join(problems))
    path = folder / CARD
    try:
        card = msgspec.toml.decode(path.read_bytes(), type=SystemCard)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SubmissionError(f"{path}: {error}") from error
    problems = list(_problems(path, card))
    if problems:
        raise SubmissionError("\n".join(problems))
    return Submission(folder, card)


def _problems(path: Path, card: SystemCard) -> list[str]:
    found = []
    if not _NAME.fullmatch(card.name):
        found.append(f"{path}: name {card.name!r}; expected lower case letters, digits, . + _ -")
    if card.name != path.parent.name:
        found.append(f"{path}: name {card.name!r}; expected the folder's name {path.parent.name!r}")
    if card.kind not in KINDS:
        found.append(f"{path}: kind {card.kind!r}; expected one of {', '.join(KINDS)}")
    if card.parameters < 0:
        found.append(f"{path}: parameters {card.parameters}; expected 0 or more")
    found += [
        f"{path}: {field} is empty; expected a statement"
        for field in ("description", "license", "training_data", "contamination", "command")
        if not getattr(card, field).strip()
    ]
    if not card.authors:
        found.append(f"{path}: authors is empty; expected at least one")
    return found

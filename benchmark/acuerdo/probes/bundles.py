"""The contrast bundles: which documents belong together, what must change and what must stay.

Source: Gardner et al. 2020, *Evaluating Models' Local Decision Boundaries via Contrast Sets*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec
import yaml

from acuerdo.dataset import data_root
from acuerdo.errors import DatasetError, ValidationError
from acuerdo.scoring import TASKS, Bundle
from acuerdo.validation.problem import Problem, one_of

BUNDLES = "bundles/test.jsonl"
"""Where the dataset keeps them."""

PHENOMENA = (
    "negation",
    "modality",
    "future",
    "passive",
    "nominalisation",
    "agents_swapped",
    "instrument_replaced",
    "clitic",
    "null_subject",
    "coordination",
    "time_shifted",
    "reported_speech",
    "homonym",
)
"""What the members of a bundle differ in."""

FEWEST_MEMBERS, MOST_MEMBERS = 2, 4


class BundleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bundle as it stands in the files.

    Attributes:
        id: Unique; ids of members start with it.
        phenomenon: One of ``PHENOMENA``.
        source: Document whose passage was edited.
        about: The edit and its consequence, in one sentence.
        members: Ids of documents, the unedited passage first.
        changes: Tasks whose answers differ between members.
        stays: Tasks whose answers do not.
    """

    id: str
    phenomenon: str
    source: str
    about: str
    members: tuple[str, ...]
    changes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()

    @property
    def bundle(self) -> Bundle:
        """The bundle as the scorer takes it."""
        return Bundle(self.id, self.members, self.changes, self.stays)


def load_bundles() -> tuple[BundleRow, ...]:
    """Return the bundles of the released dataset; none when it has no contrast split.

    Raises:
        DatasetError: The file is malformed.

    >>> {row.phenomenon for row in load_bundles()} <= set(PHENOMENA)
    True
    """
    path = data_root() / BUNDLES
    if not path.is_file():
        return ()
    try:
        return tuple(
            msgspec.json.decode(line, type=BundleRow) for line in path.read_bytes().splitlines()
        )
    except msgspec.DecodeError as error:
        raise DatasetError(f"{path}: {error}") from error


def read_bundles(path: Path, members: Collection[str]) -> tuple[BundleRow, ...]:
    """Return the bundles of an authored YAML file, checked.

    Args:
        path: A list of bundles, with the keys of ``BundleRow``.
        members: Ids of the documents of the contrast split; each is in one bundle.

    Raises:
        DatasetError: The file is missing or malformed.
        ValidationError: Bundles break a rule; all problems are listed.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows = msgspec.convert(content, tuple[BundleRow, ...])
    except FileNotFoundError as error:
        raise DatasetError(f"{path}: no such file; expected the contrast bundles") from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DatasetError(f"{path}: {error}") from error
    problems = [*_problems(rows, members)]
    if problems:
        raise ValidationError([problem.within(path.name) for problem in problems])
    return rows


def _problems(rows: Sequence[BundleRow], members: Collection[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    placed: dict[str, str] = {}
    for row in rows:
        where = f"bundle {row.id}"
        if row.id in seen:
            yield Problem(where, "the id again", "every bundle once")
        seen.add(row.id)
        if row.phenomenon not in PHENOMENA:
            yield Problem(f"{where}.phenomenon", repr(row.phenomenon), one_of(PHENOMENA))
        if not FEWEST_MEMBERS <= len(row.members) <= MOST_MEMBERS:
            yield Problem(
                f"{where}.members",
                f"{len(row.members)} members",
                f"{FEWEST_MEMBERS} to {MOST_MEMBERS}",
            )
        if not row.changes:
            yield Problem(f"{where}.changes", "no task", "the tasks whose answers change")
        for task in (*row.changes, *row.stays):
            if task not in TASKS:
                yield Problem(where, f"task {task!r}", one_of(TASKS))
        for task in sorted(set(row.changes) & set(row.stays)):
            yield Problem(where, f"{task!r} in changes and in stays", "one of the two")
        for member in row.members:
            if member not in members:
                yield Problem(where, f"member {member!r}", "a document of the contrast split")
            if member in placed:
                yield Problem(where, f"member {member!r}, also of {placed[member]}", "one bundle")
            placed[member] = row.id
    for member in sorted(set(members) - placed.keys()):
        yield Problem(f"doc {member}", "in no bundle", "every contrast document in one")

"""Places that have been looked at and are right: they are not shown again.

The file is YAML, a list of entries::

    - document: acuerdo-article-0001
      kind: repeated-trigger
      text: 3 reunidos #2
      why: an adjective here (V6)

``text`` is the words of the place, for all their occurrences in the document, or the place as the
report's JSON and the authoring notation write it: paragraph, words, number of the occurrence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from acuerdo.errors import FormatError
from acuerdo.proofreading.kinds import KINDS
from acuerdo.proofreading.suspicion import Suspicion

_FIELDS = ("document", "kind", "text", "why")


class Accepted(NamedTuple):
    """A place that is right, with the reason."""

    document: str
    kind: str
    text: str
    why: str

    def covers(self, one: Suspicion) -> bool:
        """Whether it stands for a suspicion."""
        same = (self.document, self.kind) == (one.document_id, one.kind)
        return same and self.text in (one.text, one.place)


def read_accepted(path: Path) -> list[Accepted]:
    """Return the entries of a file.

    Raises:
        FormatError: With everything that is wrong with the file.
    """
    import yaml

    try:
        content: Any = yaml.safe_load(path.read_bytes())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = " ".join(str(error).split())
        raise FormatError(f"{path}: {where}; expected YAML") from error
    if content is None:
        return []
    if not isinstance(content, list):
        raise FormatError(f"{path}: {type(content).__name__}; expected a list of entries")
    problems: list[str] = []
    entries: list[Accepted] = []
    for number, fields in enumerate(content, start=1):
        faults = list(_faults(fields))
        problems += [f"{path}: entry {number}: {fault}" for fault in faults]
        if not faults:
            entry = Accepted(*(str(fields[name]) for name in _FIELDS))
            if any(entry[:3] == other[:3] for other in entries):
                problems.append(f"{path}: entry {number}: again; expected every place once")
            entries.append(entry)
    if problems:
        raise FormatError("\n".join(problems))
    return entries


def without(
    found: Sequence[Suspicion], entries: Sequence[Accepted]
) -> tuple[list[Suspicion], list[Accepted]]:
    """Return the suspicions that no entry covers, and the entries that cover none.

    >>> without([], [Accepted("d", "number", "2000", "a label (T8)")])[1][0].text
    '2000'
    """
    left = [one for one in found if not any(entry.covers(one) for entry in entries)]
    stale = [entry for entry in entries if not any(entry.covers(one) for one in found)]
    return left, stale


def about(
    entries: Iterable[Accepted], documents: Collection[str], kinds: Collection[str]
) -> list[Accepted]:
    """Return the entries of some documents and kinds: only those can be missed in a report."""
    return [one for one in entries if one.document in documents and one.kind in kinds]


def _faults(fields: Any) -> Iterable[str]:
    if not isinstance(fields, dict):
        yield f"{fields!r}; expected document, kind, text and why"
        return
    for name in fields:
        if name not in _FIELDS:
            yield f"unknown key {name!r}; expected {', '.join(_FIELDS)}"
    for name in _FIELDS:
        value = fields.get(name)
        if name not in fields:
            yield f"no {name}; expected {', '.join(_FIELDS)}"
        elif not isinstance(value, str | int) or not str(value).strip():
            yield f"{name} {value!r}; expected words"
    if isinstance(fields.get("kind"), str) and fields["kind"] not in KINDS:
        yield f"kind {fields['kind']!r}; expected one of {', '.join(KINDS)}"

"""Signatures: every circumstance that can change a number, written beside the number."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from typing import Self

from acuerdo.errors import IncomparableError

MICRO, MACRO = "micro", "macro"
"""How labels are averaged: over all items, or the mean over labels."""

SHOWN_SHA = 12
"""Hexadecimal digits of a sha256 that a signature shows."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How a number was measured. Prints as one line.

    Attributes:
        task: Name of the task, or of the score that sums several up.
        view: Name of the view, or the tasks summed up.
        options: Conventions of the view, such as ``attached``.
        average: ``micro`` or ``macro``.
        data: Dataset, version and part; empty when unknown.
        documents: Number of gold documents.
        sha: sha256 of the gold, shortened; empty when unknown.
        version: Version of the scorer.

    >>> str(Signature("arguments", "entity", ("attached",), "micro", "acuerdo@1.0.0#test", 25, "",
    ...               "0.1.0"))
    'arguments|view:entity|attached|avg:micro|data:acuerdo@1.0.0#test|docs:25|v:0.1.0'
    """

    task: str
    view: str
    options: tuple[str, ...]
    average: str
    data: str
    documents: int
    sha: str
    version: str

    def __str__(self) -> str:
        parts = [
            self.task,
            f"view:{self.view}",
            *self.options,
            f"avg:{self.average}",
            f"data:{self.data}" if self.data else "",
            f"docs:{self.documents}",
            f"sha:{self.sha[:SHOWN_SHA]}" if self.sha else "",
            f"v:{self.version}",
        ]
        return "|".join(part for part in parts if part)

    def differences(self, other: Self) -> tuple[str, ...]:
        """Say where two signatures differ; empty when numbers under them may be compared.

        >>> one = Signature("times", "value", (), "micro", "", 25, "", "0.1.0")
        >>> two = Signature("times", "span", (), "micro", "", 25, "", "0.1.0")
        >>> one.differences(two)
        ("view: 'value' and 'span'",)
        """
        return tuple(
            f"{name}: {getattr(self, name)!r} and {getattr(other, name)!r}"
            for name in self.__slots__
            if getattr(self, name) != getattr(other, name)
        )


def require_equal(one: Signature, other: Signature) -> None:
    """Do nothing if two numbers may be compared.

    Raises:
        IncomparableError: They were measured differently; says in what.
    """
    differences = one.differences(other)
    if differences:
        raise IncomparableError(f"scores of {one} and {other} differ in {'; '.join(differences)}")


def scorer_version() -> str:
    """Version of the installed package; ``0`` when it runs from source without being installed."""
    try:
        return metadata.version("acuerdo")
    except metadata.PackageNotFoundError:
        return "0"

"""The exception tree.

::

    AcuerdoError
    ├── AnnotationError   (ValueError)   a span, mention or event that cannot exist
    ├── OntologyError     (ValueError)   an ontology file that contradicts itself
    ├── ValidationError   (ValueError)   documents or annotations with problems; carries all of them
    ├── FormatError       (ValueError)   a file that cannot be read as the format it claims
    ├── DatasetError      (ValueError)   the dataset is missing, changed, or has no such part
    ├── ExtractorError    (ValueError)   a system that cannot be found or breaks the protocol
    ├── SubmissionError   (ValueError)   a leaderboard entry that is incomplete or inconsistent
    ├── IncomparableError (ValueError)   two results measured under different conditions
    └── MissingExtraError (ImportError)  an optional dependency that is not installed

Every message says where, what was found, and what was expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acuerdo.validation import Problem

SHOWN_PROBLEMS = 20
"""Problems listed in a message; the rest are counted."""


class AcuerdoError(Exception):
    """Any error that this package raises on purpose."""


class AnnotationError(AcuerdoError, ValueError):
    """A span, mention or event that cannot exist."""


class OntologyError(AcuerdoError, ValueError):
    """An ontology file that is malformed or contradicts itself."""


class ValidationError(AcuerdoError, ValueError):
    """Documents or annotations that break the rules; ``problems`` holds every one.

    Args:
        problems: All problems found, in file order; at least one.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        hidden = len(self.problems) - len(shown)
        if hidden:
            shown.append(f"… and {hidden} more problems")
        super().__init__("\n".join(shown))


class FormatError(AcuerdoError, ValueError):
    """A file that cannot be read as the format it claims."""


class DatasetError(AcuerdoError, ValueError):
    """The dataset is missing, was changed, or has no such part."""


class ExtractorError(AcuerdoError, ValueError):
    """A system that cannot be found, cannot be built, or breaks the protocol."""


class SubmissionError(AcuerdoError, ValueError):
    """A leaderboard entry that is incomplete or inconsistent."""


class IncomparableError(AcuerdoError, ValueError):
    """Two results that were measured under different conditions."""


class MissingExtraError(AcuerdoError, ImportError):
    """An optional dependency that is not installed.

    Args:
        package: What is missing.
        extra: The extra of this package that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"{package} is not installed; install it with: pip install 'acuerdo[{extra}]'"
        )

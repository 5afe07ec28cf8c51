"""When to stop asking a server that does not answer."""

from __future__ import annotations

from acuerdo.errors import ExtractorError
from acuerdo_baselines.llm.asking import Asked


class Patience:
    """Counts chunks in a row without a usable answer, in the order of the documents.

    Args:
        most: How many end the run.

    >>> patience = Patience(2)
    >>> patience.after(Asked(failures=("document 'a': status 500",)))
    >>> patience.after(Asked(failures=("document 'b': status 500",)))
    Traceback (most recent call last):
        ...
    acuerdo.errors.ExtractorError: llm: 2 chunks in a row without a usable answer, the last of \
document 'b': status 500; expected a server that answers
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._failed = 0

    def after(self, asked: Asked) -> None:
        """Take note of what became of a chunk.

        Raises:
            ExtractorError: It was the last that patience was for.
        """
        if asked.pieces or not asked.failures:
            self._failed = 0
            return
        self._failed += 1
        if self._failed >= self._most:
            raise ExtractorError(
                f"llm: {self._failed} chunks in a row without a usable answer, the last of "
                f"{asked.failures[-1]}; expected a server that answers"
            )

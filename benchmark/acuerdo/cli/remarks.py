"""What libraries log, as remarks on standard error."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from acuerdo.cli.terminal import note

OURS = ("acuerdo", "acuerdo_baselines")
_READERS = "acuerdo.formats"


@contextmanager
def remarks(*packages: str, level: int = logging.WARNING) -> Iterator[None]:
    """Write what packages log as remarks while the block runs.

    Args:
        packages: Names of loggers besides those of this project.
        level: Least important messages to show.
    """
    loggers = [logging.getLogger(name) for name in dict.fromkeys((*OURS, *packages))]
    before = [(logger, logger.level, [*logger.handlers]) for logger in loggers]
    handler = _Remarks(level)
    for logger in loggers:
        for other in logger.handlers:
            if isinstance(other, _Remarks):
                logger.removeHandler(other)
        logger.addHandler(handler)
        if not logger.isEnabledFor(level):
            logger.setLevel(level)
    try:
        yield
    finally:
        for logger, old_level, handlers in before:
            logger.setLevel(old_level)
            logger.handlers[:] = handlers


class _Remarks(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a message; what a reader says of a file once, however often it is read."""
        message = record.getMessage()
        if record.name.startswith(_READERS):
            if message in self._told:
                return
            self._told.add(message)
        note(message)

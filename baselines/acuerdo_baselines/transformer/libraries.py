"""torch and transformers, imported when they are needed: importing this package needs neither."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from acuerdo.errors import ExtractorError, MissingExtraError

EXTRA = "transformer"
"""The extra that brings them."""

_DETERMINISTIC_CUBLAS = ":4096:8"


def require(name: str) -> ModuleType:
    """Return a library of the extra.

    Raises:
        MissingExtraError: It is not installed.

    >>> require("json").__name__
    'json'
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtraError(name.partition(".")[0], EXTRA) from error


def device_of(wanted: str) -> str:
    """Return ``cpu`` or ``cuda``.

    Args:
        wanted: ``auto``, ``cpu`` or ``cuda``.

    Raises:
        ExtractorError: A GPU is asked for, and torch sees none.
    """
    there = require("torch").cuda.is_available()
    if wanted == "cuda" and not there:
        raise ExtractorError("transformer: device cuda: torch sees no GPU; expected cpu or auto")
    return "cuda" if there and wanted != "cpu" else "cpu"


def in_bf16(device: str, precision: str) -> bool:
    """Return whether to compute in bf16: where it is asked for, or by a GPU that has it."""
    if precision == "auto":
        return device == "cuda" and bool(require("torch").cuda.is_bf16_supported())
    return precision == "bf16"


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Make everything in the block the same each time; leave torch as it was.

    Args:
        seed: Of everything that is left to chance.
    """
    torch = require("torch")
    if torch.cuda.is_available():
        # cuBLAS reads this when it is first used.
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", _DETERMINISTIC_CUBLAS)
    before = torch.are_deterministic_algorithms_enabled()
    warned = torch.is_deterministic_algorithms_warn_only_enabled()
    with torch.random.fork_rng():
        torch.use_deterministic_algorithms(True)
        torch.manual_seed(seed)
        try:
            yield
        finally:
            torch.use_deterministic_algorithms(before, warn_only=warned)

"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from acuerdo.errors import FormatError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its place when the block succeeds.

    After an error the temporary file is gone and ``path`` is as it was. A link stays a link: what
    it leads to is replaced.

    Raises:
        FormatError: What is there is no file, or nothing can be written beside it.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with whole_file(target) as temporary:
    ...     _ = temporary.write_text("Moscú", encoding="utf-8")
    >>> target.read_text(encoding="utf-8")
    'Moscú'
    """
    kind = _unlike_a_file(path)
    if kind:
        raise FormatError(f"{path}: {kind}; expected the name of a file")
    final = path.resolve()
    with scratch_file(final) as temporary:
        yield temporary
        temporary.replace(final)


@contextmanager
def scratch_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; what is written there is gone after the block.

    Raises:
        FormatError: Nothing can be written beside ``path``.
    """
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch()
    except OSError as error:
        # The temporary name is nobody's business: the message names the file that was asked for.
        raise FormatError(
            f"{path}: cannot be written ({error.strerror}); expected a folder with room for it"
        ) from error
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one piece."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def _unlike_a_file(path: Path) -> str:
    """Return what a path leads to that must not be replaced; empty when it may be."""
    if not path.exists():
        return ""
    if path.is_dir():
        return "a folder"
    # A device or a pipe would be replaced by a file: /dev/stdout would be gone for everybody.
    return "a device, a pipe or a stream" if not path.is_file() or _is_stream(path) else ""


def _is_stream(path: Path) -> bool:
    """Tell whether a file is what standard output or error is redirected to."""
    status = path.stat()
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None and os.path.samestat(status, os.fstat(stream.fileno())):
                return True
        except (OSError, ValueError):  # The stream is closed, or has no file.
            continue
    return False

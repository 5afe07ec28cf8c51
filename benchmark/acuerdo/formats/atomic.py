"""Files that appear whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that takes its place when the block succeeds.

    After an error the temporary file is gone and ``path`` is as it was.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with whole_file(target) as temporary:
    ...     _ = temporary.write_text("Moscú", encoding="utf-8")
    >>> target.read_text(encoding="utf-8")
    'Moscú'
    """
    with scratch_file(path) as temporary:
        yield temporary
        temporary.replace(path)


@contextmanager
def scratch_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; what is written there is gone after the block."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one piece."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)

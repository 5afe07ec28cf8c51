"""Files that are derived from others: written when asked, compared when checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from acuerdo.atomic import write_whole
from acuerdo.errors import AcuerdoError


class StaleError(AcuerdoError):
    """Generated files that are not what their sources say."""


def write_or_check(files: Mapping[Path, str | bytes], *, check: bool, command: str) -> list[Path]:
    """Bring generated files up to date, or say which are not.

    Args:
        files: Expected contents by path.
        check: Compare only.
        command: How to bring the files up to date, for the message.

    Returns:
        The paths that were written.

    Raises:
        StaleError: With ``check``, a file is missing or differs; the message lists all of them.
    """
    stale = []
    for path, content in files.items():
        expected = content.encode() if isinstance(content, str) else content
        if not path.is_file() or path.read_bytes() != expected:
            stale.append(path)
            if not check:
                write_whole(path, expected)
    if check and stale:
        listed = ", ".join(str(path) for path in stale)
        raise StaleError(f"{listed}: not up to date; run: {command}")
    return stale


def with_block(text: str, name: str, content: str) -> str:
    r"""Return the text with the generated block of that name replaced.

    A block stands between ``<!-- generated: NAME -->`` and ``<!-- end: NAME -->``.

    Raises:
        StaleError: The text has no such block.

    >>> with_block("a <!-- generated: n -->old<!-- end: n --> z", "n", "new")
    'a <!-- generated: n -->\nnew\n<!-- end: n --> z'
    """
    opening, closing = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(re.escape(opening) + ".*?" + re.escape(closing), re.DOTALL)
    if not pattern.search(text):
        raise StaleError(f"no block {opening} … {closing}: expected one to fill")
    return pattern.sub(lambda _: f"{opening}\n{content.strip()}\n{closing}", text)

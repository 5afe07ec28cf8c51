"""The word lists of proofreading, read from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


def words(module: str, name: str) -> frozenset[str]:
    """Return a list of words.

    Args:
        module: The module that it belongs to.
        name: Its name there.

    Raises:
        KeyError: There is no such list.

    >>> sorted(words("calendar", "parts"))
    ['noche', 'tarde']
    """
    return frozenset(_lists()[module][name].split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    content = files("acuerdo.proofreading").joinpath("words.yaml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, str]] = yaml.safe_load(content)
    return lists

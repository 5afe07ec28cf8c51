"""The word lists beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["lines", "listed"]


def lines(name: str) -> list[str]:
    """The lines of a list, without empty ones and comments."""
    text = files("acuerdo_baselines.spanish").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list.

    >>> "acuerdo" in listed("nouns.txt"), "mutuo" in listed("adjectives.txt")
    (True, True)
    """
    return frozenset(word for line in lines(name) for word in line.split())

"""Whole-word search for many strings at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from acuerdo.annotation import Span


class Surfaces:
    """A set of strings, found in a text as whole words, case-sensitive.

    Args:
        surfaces: What to look for; repetitions are ignored.

    >>> [span.start for span, surface in Surfaces(["Irán", "Corea del Sur"]).find("Iránica: Irán")]
    [9]
    """

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._surfaces = tuple(dict.fromkeys(surface for surface in surfaces if surface))
        # Overlapping search, because a longer string that ends inside a word must not hide a
        # shorter one that does not.
        self._automaton = AhoCorasick(
            self._surfaces,
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def __len__(self) -> int:
        return len(self._surfaces)

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Return the leftmost-longest whole-word occurrences, in text order, not overlapping."""
        if not self._surfaces:
            return []
        matches = [
            (start, end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if is_whole_word(text, start, end)
        ]
        matches.sort(key=lambda match: (match[0], -match[1]))
        found: list[tuple[Span, str]] = []
        reached = 0
        for start, end, index in matches:
            if start >= reached:
                found.append((Span(start, end), self._surfaces[index]))
                reached = end
        return found


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` neither begins nor ends inside a word.

    An accent that stands as a character of its own belongs to the word it follows.

    >>> is_whole_word("los rusos", 4, 9), is_whole_word("los rusos", 4, 8)
    (True, False)
    >>> is_whole_word("aseguro\N{COMBINING ACUTE ACCENT}", 0, 7)
    False
    """
    before = start > 0 and _in_word(text[start - 1]) and _in_word(text[start])
    after = end < len(text) and _in_word(text[end]) and _in_word(text[end - 1])
    return not before and not after


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0

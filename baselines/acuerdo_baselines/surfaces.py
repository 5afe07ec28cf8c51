"""Whole-word search for many strings at once."""

from __future__ import annotations

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

    >>> is_whole_word("los rusos", 4, 9), is_whole_word("los rusos", 4, 8)
    (True, False)
    """
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after

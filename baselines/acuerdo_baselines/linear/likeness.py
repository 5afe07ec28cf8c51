"""How alike two strings are, where spelling tells that they speak of the same thing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_STEM = 4
"""Letters that two words share before they may have one stem."""


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Return a word in lower case without accents.

    >>> plain("Perú")
    'peru'
    """
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def stem_match(one: str, other: str) -> str:
    """Return ``same``, ``stem`` or nothing: *Sorvalia* and *sorvalo* share a stem.

    >>> stem_match("Sorvalia", "sorvalos"), stem_match("Perú", "peruana"), stem_match("Lima", "paz")
    ('stem', 'stem', '')
    """
    first, second = plain(one), plain(other)
    if first == second:
        return "same"
    shared = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        shared += 1
    shorter = min(len(first), len(second))
    return "stem" if shared >= _STEM and shared >= shorter - 2 else ""


def abbreviates(one: str, other: str) -> bool:
    """Return whether one string is made of the initials of the other.

    >>> abbreviates("ONU", "Organización de las Naciones Unidas")
    True
    """
    short, long = sorted((one, other), key=len)
    letters = "".join(letter for letter in short if letter.isalnum())
    if len(letters) < 2 or not letters.isupper() or " " not in long:
        return False
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    return initials == letters

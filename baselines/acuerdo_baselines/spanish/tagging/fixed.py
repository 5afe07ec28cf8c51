"""Fixed expressions: words that are no nouns or verbs where they are (*a raíz de*, *sin embargo*).

A complex preposition that opens with no preposition stays what its words are after an article (*el
frente a tierra*) and after the verbs of which its noun is the object (*hacer frente a*, *dar
gracias a*).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from acuerdo_baselines.spanish.lexicon import profile
from acuerdo_baselines.spanish.wordlists import lines

__all__ = ["fixed_tags"]

_LISTS = (("complex_prepositions.txt", "ADP"), ("fixed_adverbs.txt", "ADV"))
_CONTRACTIONS = {"a": "al", "de": "del"}
_LIGHT = frozenset({"hacer", "dar", "plantar", "haber"})
_ARTICLES = frozenset({"el", "la", "los", "las", "lo", "un", "una", "su", "sus"})


@cache
def _expressions() -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]]:
    """Expressions and their tags by the first two words, the longest first."""
    table: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
    for name, tag in _LISTS:
        for line in lines(name):
            *words, last = line.split()
            for ending in (last, _CONTRACTIONS[last]) if last in _CONTRACTIONS else (last,):
                expression = (*words, ending)
                table.setdefault((expression[0], expression[1]), []).append((expression, tag))
    return {
        start: tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))
        for start, rows in table.items()
    }


def fixed_tags(lowers: list[str]) -> dict[int, str]:
    """The tags of the words in fixed expressions by index; articles inside them are left out.

    >>> fixed_tags("sin embargo habló en el marco de la cumbre".split())
    {0: 'ADV', 1: 'ADV', 3: 'ADP', 5: 'ADP', 6: 'ADP'}
    """
    found: dict[int, str] = {}
    table = _expressions()
    for index, start in enumerate(pairwise(lowers)):
        for words, tag in table.get(start, ()):
            end = index + len(words)
            if tuple(lowers[index:end]) == words and not (
                index in found or _is_object(lowers, index)
            ):
                found.update((i, tag) for i in range(index, end) if lowers[i] not in _ARTICLES)
                break
    return found


def _is_object(lowers: list[str], index: int) -> bool:
    if index == 0 or profile(lowers[index]).closed:
        return False
    before = lowers[index - 1]
    if before in _ARTICLES or before == "del":
        return True
    own = profile(before)
    readings = (own.finite, own.infinitive, own.gerund, own.participle)
    return any(reading is not None and reading.lemma in _LIGHT for reading in readings)

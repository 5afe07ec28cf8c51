"""Lemmas of nouns and adjectives: the lists first, then the dictionary, then the rules.

The rules of `morphology` know what shapes a singular can have, and the dictionary which of them is
a word (*frailes* is of *fraile*, *alcoholes* of *alcohol*). A lemma that the dictionary gives is
taken only when it has one of those shapes, which keeps out verbs (*ministras* is not of
*ministrar*) and, for nouns, the masculine (*zoólogas* is of *zoóloga*: who is meant has a gender).
"""

from __future__ import annotations

from functools import lru_cache

from acuerdo_baselines.spanish import morphology
from acuerdo_baselines.spanish.dictionary import dictionary_lemma, is_nominal
from acuerdo_baselines.spanish.wordlists import listed

__all__ = ["adjective_lemma", "noun_lemma"]

_ACCENTS = str.maketrans("áéíóú", "aeiou")


@lru_cache(maxsize=65536)
def noun_lemma(word: str) -> str:
    """The singular of a lower-case noun; gender is kept (ministras → ministra).

    >>> [noun_lemma(word) for word in ("frailes", "alcoholes", "zoólogas", "autobuses")]
    ['fraile', 'alcohol', 'zoóloga', 'autobús']
    """
    rule = morphology.noun_lemma(word)
    if not word.endswith("s") or rule == word or rule in listed("nouns.txt"):
        return rule
    found = dictionary_lemma(word)
    if _is_plural(word, found):
        return found
    for shape in dict.fromkeys((rule, word[:-1], word[:-2])):
        if is_nominal(shape):
            return shape
    return found if is_nominal(word) and not word.endswith("as") else rule


@lru_cache(maxsize=65536)
def adjective_lemma(word: str) -> str:
    """The masculine singular of a lower-case adjective.

    >>> [adjective_lemma(word) for word in ("ruandesas", "herméticas", "bávaras", "bretones")]
    ['ruandés', 'hermético', 'bávaro', 'bretón']
    """
    rule = morphology.adjective_lemma(word)
    if rule in listed("adjectives.txt"):
        return rule
    found = dictionary_lemma(word)
    single = noun_lemma(word)
    if not single.endswith("a"):
        return single
    if found.endswith("és") and single.endswith("esa"):
        return single[:-3] + "és"
    stem = single[:-1].translate(_ACCENTS)
    if found.translate(_ACCENTS) in (stem, stem + "o", stem + "a", stem + "e"):
        return found
    return rule


def _is_plural(word: str, single: str) -> bool:
    """Whether the forms differ as plural and singular do, or not at all."""
    plural, plain = word.translate(_ACCENTS), single.translate(_ACCENTS)
    if not plain or not single[0].islower():
        return False
    return plural in (plain, plain + "s", plain + "es") or (
        plain.endswith("z") and plural == plain[:-1] + "ces"
    )

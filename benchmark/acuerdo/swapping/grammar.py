"""The Spanish that changes with a name: articles, contractions, ``y`` and ``o``, gender.

Source: RAE and ASALE, *Ortografía de la lengua española* (contractions of ``el``), and *Diccionario
panhispánico de dudas*, s. v. ``y``, ``o`` (their forms ``e`` and ``u``).
"""

from __future__ import annotations

import re

from acuerdo.swapping.words import list_of

ARTICLES = {("m", "s"): "el", ("f", "s"): "la", ("m", "p"): "los", ("f", "p"): "las"}
_INDEFINITE = {("m", "s"): "un", ("f", "s"): "una", ("m", "p"): "unos", ("f", "p"): "unas"}
_CONTRACTED = {"del": "de", "al": "a"}
_GENDERS = {
    **dict.fromkeys(("el", "los", "un", "unos", "del", "al", "este", "ese", "estos"), "m"),
    **dict.fromkeys(("la", "las", "una", "unas", "esta", "esa", "estas"), "f"),
}
_WORD = re.compile(r"\w+")
_BOUNDARY = re.compile(r"[.;:!?\n]")
_LOOKED_BACK = 5
_FEMININE = ("ión", "dad", "tad", "umbre", "triz", "a", "as", "iones", "dades")
_MASCULINE = ("o", "os", "or", "ores", "aje", "ajes", "ón", "ones", "án", "ín")


def is_article(word: str) -> bool:
    """Whether a word is a definite article or a contraction with one.

    >>> is_article("del"), is_article("un")
    (True, False)
    """
    return word.lower() in (*ARTICLES.values(), *_CONTRACTED)


def with_article(word: str, gender: str, number: str) -> str:
    """Return a definite or indefinite determiner in another gender and number.

    >>> with_article("del", "f", "s"), with_article("al", "m", "s"), with_article("La", "m", "s")
    ('de la', 'al', 'El')
    """
    lower = word.lower()
    if lower in _INDEFINITE.values():
        return _like(word, _INDEFINITE[gender, number])
    preposition = _CONTRACTED.get(lower, "")
    return _like(word, contracted(preposition, ARTICLES[gender, number]))


def without_article(word: str) -> str:
    """Return what is left of an article or contraction when the article goes.

    >>> without_article("del"), without_article("El")
    ('de', '')
    """
    return _like(word, _CONTRACTED.get(word.lower(), ""))


def contracted(preposition: str, article: str) -> str:
    """Return preposition and article, contracted where Spanish does it.

    >>> contracted("de", "el"), contracted("a", "la"), contracted("", "las")
    ('del', 'a la', 'las')
    """
    if article == "el" and preposition in _CONTRACTED.values():
        return preposition + "l"
    return f"{preposition} {article}".strip()


def conjunction(word: str, following: str) -> str:
    """Return ``y``, ``e``, ``o`` or ``u`` in the form that the next word asks for.

    >>> conjunction("y", "Irazketa"), conjunction("y", "Hierro"), conjunction("e", "Gavalia")
    ('e', 'y', 'y')
    >>> conjunction("o", "Orvedia"), conjunction("u", "Hamzur")
    ('u', 'o')
    """
    sound = following.lower().removeprefix("h")
    if word.lower() in ("y", "e"):
        glide = re.match(r"[iy][aeouáéóú]", sound)
        return _like(word, "e" if sound[:1] in ("i", "í", "y") and not glide else "y")
    return _like(word, "u" if sound[:1] in ("o", "ó") else "o")


def gender_before(text: str, position: int) -> str:
    """Return the gender of the noun that an adjective at a position agrees with.

    The nearest word to the left that tells a gender decides; a word that tells none is passed
    over, and the beginning of the noun phrase ends the search.

    Returns:
        ``m`` or ``f``; empty when nothing tells.

    >>> gender_before("once gendarmes de la frontera; patrulleras hamzuríes", 42)
    'f'
    >>> gender_before("el Ejército Nacional Mazguirí", 21)
    'm'
    """
    start = max((match.end() for match in _BOUNDARY.finditer(text, 0, position)), default=0)
    for word in reversed(_WORD.findall(text, start, position)[-_LOOKED_BACK:]):
        lower = word.lower()
        if lower in list_of("ends_phrase"):
            return ""
        if gender := _GENDERS.get(lower) or _of_noun(lower):
            return gender
    return ""


def _of_noun(word: str) -> str:
    for gender, listed in (("f", list_of("feminine")), ("m", list_of("masculine"))):
        if word in listed or word.removesuffix("s") in listed or word.removesuffix("es") in listed:
            return gender
    if len(word) < 3:
        return ""
    if word.endswith(_FEMININE):
        return "f"
    return "m" if word.endswith(_MASCULINE) else ""


def starts_sentence(text: str, position: int) -> bool:
    """Whether a word at a position has a capital letter because it begins a sentence.

    >>> starts_sentence("Calla. «Gavalia firma»", 8), starts_sentence("El Drova", 3)
    (True, False)
    """
    before = text[:position].rstrip("«“\"‘'¿¡(—-–")
    stripped = before.rstrip(" ")
    return not stripped or stripped[-1] in ".!?\n…" or (stripped == before and before[-1] == "\n")


def _like(word: str, other: str) -> str:
    return other[:1].upper() + other[1:] if word[:1].isupper() else other

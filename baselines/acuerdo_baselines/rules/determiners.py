"""What determines a noun phrase."""

from __future__ import annotations

from acuerdo_baselines.rules.found import lower_at, word_at
from acuerdo_baselines.spanish.analysis import Sentence


def determiner_class(sentence: Sentence, first: int) -> str:
    """Return what determines the noun phrase whose span begins at a word.

    One of ``definite``, ``possessive``, ``indefinite``, ``demonstrative``, ``dual``, or empty.
    """
    before, earlier = lower_at(sentence, first - 1), lower_at(sentence, first - 2)
    if before in ("ambos", "ambas") or (
        before == "dos" and earlier in _DEFINITE | _POSSESSIVE | _DEMONSTRATIVE
    ):
        return "dual"
    if before in _DEFINITE:
        return "definite"
    if before in _POSSESSIVE:
        return "possessive"
    if before in _DEMONSTRATIVE:
        return "demonstrative"
    word = word_at(sentence, first - 1)
    if word is not None and word.pos == "NUM":
        return "definite" if earlier in _DEFINITE else "indefinite"
    if before in ("otro", "otra", "otros", "otras", "mismo", "misma", "mismos", "mismas"):
        return "demonstrative" if before.startswith("mism") else "indefinite"
    return "indefinite" if before in _INDEFINITE else ""


_DEFINITE = frozenset({"el", "la", "los", "las", "al", "del"})


_POSSESSIVE = frozenset(
    [
        "su",
        "sus",
        "mi",
        "mis",
        "tu",
        "tus",
        "nuestro",
        "nuestra",
        "nuestros",
        "nuestras",
        "vuestro",
        "vuestra",
    ]
)


_DEMONSTRATIVE = frozenset(
    [
        "este",
        "esta",
        "estos",
        "estas",
        "ese",
        "esa",
        "esos",
        "esas",
        "aquel",
        "aquella",
        "aquellos",
        "aquellas",
        "dicho",
        "dicha",
        "dichos",
        "dichas",
        "citado",
        "citada",
        "mencionado",
        "mencionada",
    ]
)


_INDEFINITE = frozenset(
    [
        "un",
        "una",
        "unos",
        "unas",
        "varios",
        "varias",
        "algún",
        "alguna",
        "algunos",
        "algunas",
        "ningún",
        "ninguna",
        "cada",
        "cualquier",
        "muchos",
        "muchas",
        "pocos",
        "pocas",
        "numerosos",
        "numerosas",
        "diversos",
        "diversas",
        "todo",
        "toda",
    ]
)

"""Spanish word forms, as far as proofreading needs them: suffixes, short lists, and simplemma.

Guesses, not analyses: each rule of thumb asks a question whose answer shows in the last letters of
a word or in the word before it, and stays silent where it does not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from acuerdo.proofreading.wordlists import words

DETERMINERS = words("wordforms", "determiners")
DEFINITE = words("wordforms", "definite")
PREPOSITIONS = words("wordforms", "prepositions")
HABER = words("wordforms", "haber")
SER = words("wordforms", "ser")
CLITICS = words("wordforms", "clitics")
SUPPORT_VERBS = words("wordforms", "support_verbs")
"""Verbs of many senses, which are triggers in few (V7, V8)."""

IRREGULAR_PARTICIPLES = words("wordforms", "irregular_participles")

INFINITIVE, GERUND, PARTICIPLE = "infinitive", "gerund", "participle"
PERFECT, FINITE, NOUN = "perfect", "finite", "noun"

_ENCLITICS = r"(?:me|te|se|nos|os)?(?:l[oae]s?)?"
_GERUND = re.compile(rf"\w+(?:ando|iendo|yendo|ándo|iéndo|yéndo){_ENCLITICS}")
_INFINITIVE = re.compile(rf"\w+(?:[aei]r|[áéí]r){_ENCLITICS}")
_PARTICIPLE = re.compile(r"\w+[aií]d[oa]s?")
_NOMINAL = re.compile(
    r"\w+(?:ción|ciones|sión|siones|mientos?|ajes?|ncias?|dad|dades|ura|uras|ismo)"
)

_CLEARLY_FINITE = re.compile(
    r"\w+(?:ó|aron|ieron|jeron|yeron|aba|aban|ían|[aei]rá|[aei]rán|[aei]ría|[aei]rían|"
    r"[aei]ra|[aei]ran|[aei]se|[aei]sen)"
)


def plain(word: str) -> str:
    """A word in lower case without accents; ñ stays.

    >>> plain("Señaló")
    'señalo'
    """
    kept = word.lower().replace("ñ", "\0")
    letters = (c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return "".join(letters).replace("\0", "ñ")


def stem(word: str) -> str:
    """What a noun, adjective or participle shares with its other genders and numbers.

    >>> stem("norcoreana") == stem("norcoreanos"), stem("agresión") == stem("agresiones")
    (True, True)
    """
    return re.sub(r"(?:[oae]s?|s)$", "", plain(word))


def with_plurals(nouns: frozenset[str]) -> frozenset[str]:
    """Nouns and their plurals.

    >>> sorted({"líderes", "resoluciones"} & with_plurals(frozenset(["líder", "resolución"])))
    ['líderes', 'resoluciones']
    """
    return nouns.union(
        *({f"{noun}s", f"{noun}es", f"{plain(noun)}es", f"{noun[:-1]}ces"} for noun in nouns)
    )


@cache
def lemma(word: str) -> str:
    """The dictionary form of a word, from ``simplemma``; the word itself when it is not known.

    >>> lemma("dijeron")
    'decir'
    """
    import simplemma

    if not word:
        return ""
    return simplemma.lemmatize(word.lower(), lang="es")


def is_verb(word: str) -> bool:
    """Whether the dictionary form is an infinitive other than the word.

    >>> is_verb("exige"), is_verb("pacto")
    (True, False)
    """
    return word != lemma(word) and lemma(word).endswith(("ar", "er", "ir", "ír"))


def form(word: str, left: tuple[str, ...]) -> str:
    """Guess what form of a verb a word is; what gives no sign of being one is a noun.

    Args:
        word: In lower case.
        left: The words before it in the sentence, the nearest last, in lower case.

    >>> form("firmado", ("han",)), form("firmado", ("fue",)), form("firma", ("la",))
    ('perfect', 'participle', 'noun')
    """
    before = tuple(w for w in left[-4:] if w not in CLITICS or w == "se")
    last = before[-1] if before else ""
    clitic = left[-1:] and left[-1] in CLITICS - {"la", "los", "las", "lo"}
    if _GERUND.fullmatch(word):
        return GERUND
    if _PARTICIPLE.fullmatch(word) or re.sub("[oa]s?$", "o", word) in IRREGULAR_PARTICIPLES:
        if HABER & set(before) and word.endswith("o"):
            return PARTICIPLE if SER & set(before) else PERFECT
        return NOUN if last in DETERMINERS | PREPOSITIONS else PARTICIPLE
    if _CLEARLY_FINITE.fullmatch(word) and last not in DETERMINERS:
        return FINITE
    if _INFINITIVE.fullmatch(word) and last not in DETERMINERS:
        return INFINITIVE
    if _NOMINAL.fullmatch(word):
        return NOUN
    if not clitic and (left[-1:] and left[-1] in DETERMINERS | PREPOSITIONS):
        return NOUN
    return FINITE if is_verb(word) else NOUN

"""What a word can be on its own: closed class, verb readings, listed noun or adjective."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from acuerdo_baselines.spanish.dictionary import dictionary_lemma, is_nominal
from acuerdo_baselines.spanish.lemmas import noun_lemma as dictionary_noun
from acuerdo_baselines.spanish.morphology import (
    Reading,
    adjective_lemma,
    noun_lemma,
    verb_readings,
)
from acuerdo_baselines.spanish.unlisted import unlisted_readings
from acuerdo_baselines.spanish.wordlists import lines, listed

__all__ = ["Profile", "closed_profile", "profile"]

_MOODS = {"ind": 0, "cnd": 0, "sub": 1, "imp": 2}
_PERSONS = {3: 0, 1: 1, 2: 2, 0: 3}
# Readings that the tables give and news does not use.
_NEVER = frozenset(
    {
        ("visto", "vestir"),
        ("fui", "ir"),
        ("viste", "vestir"),
        ("fundo", "fundar"),
        ("militar", "militar"),
    }
)
# Of two verbs that share a form, the one meant.
_PREFER = {"fue": "ser", "fueron": "ser", "fuera": "ser", "fuese": "ser", "ve": "ver"}
_NOMINAL = (
    "ción", "sión", "dad", "tad", "miento", "mientos", "ismo", "ista", "istas", "eza", "anza",
    "encia",    "ancia", "dor", "dora", "dores", "ura", "aje", "ería", "ciones", "siones", "dades",
)  # fmt: skip
# Masculine lemmas of which a feminine in -a is made.
_MASCULINE = ("o", "és", "ón", "án", "ín", "or")
_PLAIN = {"é": "e", "ó": "o", "á": "a", "í": "i", "o": "o"}
_PREFIX = re.compile(
    r"(?:para|anti|pro|ex|post?|pre|neo|ultra|inter|trans|sub|super|bi|tri|multi|pluri|extra|intra"
    r"|hiper|macro|micro|co|contra|vice|sobre|infra|semi|pan|euro)(?=.{4})"
)
_ADJECTIVAL = (
    "ble", "bles", "ivo", "iva", "ivos", "ivas", "oso", "osa", "osos", "osas", "ico", "ica", "icos",
    "icas", "ense", "enses", "ario", "aria", "arios", "arias", "nal", "nales", "ano", "ana",
    "anos", "anas",    "ente", "entes", "ante", "antes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """The possible readings of one lower-case form, before its neighbours have been seen.

    `noun` and `adjective` are those of the lists, and `noun` also a word that only the dictionary
    has and that is no verb form. `listed` is whether a list has the form, `common` whether only the
    dictionary has it, as a nominal. One finite reading is kept: the indicative before the other
    moods, the third person before the others, the present before the past. "Firmamos", which is
    both tenses, is thus always present here; what tells them apart is the time of the sentence.
    """

    closed: tuple[tuple[str, str], ...]
    finite: Reading | None
    infinitive: Reading | None
    gerund: Reading | None
    participle: Reading | None
    noun: bool
    adjective: bool
    adverb: bool
    known: bool
    adjectival: bool
    nominal: bool
    listed: bool = False
    common: bool = False


@cache
def _closed() -> dict[str, tuple[tuple[str, str], ...]]:
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in lines("function_words.tsv"):
        tag, lemma, forms = line.split("\t")
        for form in forms.split():
            table[form] = (*table.get(form, ()), (tag, lemma))
    return table


def _rank(reading: Reading) -> tuple[int, int, int]:
    return (_MOODS[reading.mood], _PERSONS[reading.person], reading.tense != "pres")


@lru_cache(maxsize=65536)
def profile(lower: str) -> Profile:
    """What a lower-case form can be.

    >>> p = profile("visita")
    >>> p.noun, p.finite.lemma, p.known
    (True, 'visitar', True)
    """
    closed = _closed().get(lower, ())
    nouns = listed("nouns.txt")
    noun = lower in nouns or (not closed and noun_lemma(lower) in nouns)
    adjective = adjective_lemma(lower) in listed("adjectives.txt")
    readings = [r for r in verb_readings(lower) if (lower, r.lemma) not in _NEVER]
    adverb = lower.endswith("mente") and len(lower) > 7 and not noun
    adjectival = lower.endswith(_ADJECTIVAL)
    common = False
    in_lists = bool(readings or closed or noun or adjective or adverb)
    if not in_lists:
        readings = list(unlisted_readings(lower))
        common = len(lower) > 2 and _is_common(lower, readings)
        adjectival = adjectival or (common and _is_adjectival(lower))
        noun = common and not adjectival
    wanted = _PREFER.get(lower)
    finite = [r for r in readings if r.mood in _MOODS and (r.person != 2 or r.mood == "imp")]
    # An imperative without a clitic is left to the indicative of the same form.
    finite = [r for r in finite if r.mood != "imp" or r.clitics] or [
        r for r in finite if not noun and not adjective
    ]
    if wanted:
        finite = [r for r in finite if r.lemma == wanted] or finite

    def first(mood: str) -> Reading | None:
        return next((r for r in readings if r.mood == mood), None)

    nominal = lower.endswith(_NOMINAL)
    return Profile(
        closed=closed,
        finite=min(finite, key=_rank) if finite else None,
        infinitive=first("inf"),
        gerund=first("ger"),
        participle=first("par"),
        noun=noun,
        adjective=adjective,
        adverb=adverb,
        known=in_lists or bool(readings) or noun,
        adjectival=adjectival,
        nominal=nominal,
        listed=in_lists,
        common=common,
    )


@lru_cache(maxsize=65536)
def closed_profile(lower: str) -> Profile:
    """The profile of a word whose capital makes it a name, unless it is of a closed class.

    Nothing else is looked up, which for the many names of a text would be for nothing.

    >>> closed_profile("visita").noun, closed_profile("los").closed
    (False, (('DET', 'el'),))
    """
    closed = _closed().get(lower, ())
    found = bool(closed)
    return Profile(
        closed, None, None, None, None, False, False, False, found, False, False, found, False
    )


def _is_common(lower: str, readings: list[Reading]) -> bool:
    """Whether the dictionary has a nominal: the form itself, or the singular of no verb's form."""
    return is_nominal(lower) or (
        all(reading.person == 2 for reading in readings) and is_nominal(dictionary_noun(lower))
    )


def _is_adjectival(lower: str) -> bool:
    """Whether a nominal of the dictionary has an adjective's ending, partner or listed stem.

    Adjectives have a partner of the other gender, and few nouns: *bávara* is of *bávaro*;
    *paramilitar* is of *militar*. Those in -al are adjectives after a noun (*ofrenda floral*).
    """
    if lower.endswith(("al", "ales")):
        return True
    prefix = _PREFIX.match(lower)
    if prefix and adjective_lemma(lower[prefix.end() :]) in listed("adjectives.txt"):
        return True
    lemma = dictionary_lemma(lower)
    if lower.endswith(("a", "as")):
        return lemma.endswith(_MASCULINE)
    if lemma.endswith("o"):
        return dictionary_lemma(lemma[:-1] + "a") == lemma
    if not lemma.endswith(_MASCULINE):
        return False
    return dictionary_lemma(lemma[:-2] + _PLAIN[lemma[-2]] + lemma[-1] + "a") == lemma

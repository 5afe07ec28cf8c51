"""What a word can be on its own: closed class, verb readings, listed noun or adjective."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from acuerdo_baselines.spanish.morphology import (
    Reading,
    adjective_lemma,
    guess_verb,
    noun_lemma,
    verb_readings,
)
from acuerdo_baselines.spanish.wordlists import lines, listed

__all__ = ["Profile", "profile"]

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
_ADJECTIVAL = (
    "ble", "bles", "ivo", "iva", "ivos", "ivas", "oso", "osa", "osos", "osas", "ico", "ica", "icos",
    "icas", "ense", "enses", "ario", "aria", "arios", "arias", "nal", "nales", "ano", "ana",
    "anos", "anas",    "ente", "entes", "ante", "antes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """The possible readings of one lower-case form, before its neighbours have been seen."""

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
    conjugated = bool(readings)
    if not readings and not (closed or noun or adjective or lower.endswith("mente")):
        readings = list(guess_verb(lower))
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

    adverb = lower.endswith("mente") and len(lower) > 7 and not noun
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
        known=bool(closed or conjugated or noun or adjective or adverb),
        adjectival=lower.endswith(_ADJECTIVAL),
        nominal=nominal,
    )

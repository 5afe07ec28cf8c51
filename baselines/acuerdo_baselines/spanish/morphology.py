"""Spanish verb and noun morphology: what a form can be, and the forms of a verb.

A form is analysed by splitting it at every place into a stem and an ending. Both sides are small
tables built on first use from the verb lists beside this module: a verb contributes a handful of
stems, each good for certain *cells* (a cell is a row of endings such as "present, stressed stem"),
and every ending knows the cells it belongs to. Nothing is precomputed, and loading takes some
tens of milliseconds instead of the time and memory of a table of 150,000 forms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from acuerdo_baselines.spanish.conjugation import PERSONS, REPLACED, Feature, endings
from acuerdo_baselines.spanish.conjugation import stems as stem_keys
from acuerdo_baselines.spanish.wordlists import lines

__all__ = [
    "Reading",
    "adjective_lemma",
    "conjugate",
    "is_verb",
    "noun_lemma",
    "verb_readings",
]

_ACCENTS = str.maketrans("áéíóú", "aeiou")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a verb form; `mood` is ind, sub, imp, cnd, inf, ger or par."""

    lemma: str
    mood: str
    tense: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""
    clitics: tuple[str, ...] = ()


class _Lexicon(NamedTuple):
    stems: dict[str, list[tuple[str, str]]]
    endings: dict[str, list[tuple[str, Feature]]]
    forms: dict[str, list[tuple[str, Feature]]]
    lemmas: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    marks: dict[str, str] = {}
    for line in lines("verbs_regular.txt"):
        for lemma in line.split():
            marks[lemma] = ""
    for line in lines("verbs_irregular.tsv"):
        lemma, mark = line.split("\t")
        marks[lemma] = "" if mark == "-" else mark
    forms: dict[str, list[tuple[str, Feature]]] = {}
    replaced: dict[str, set[str]] = {}
    for line in lines("verbs_forms.tsv"):
        lemma, cell, row = line.split("\t")
        mood, tense = cell.split()
        replaced.setdefault(lemma, set()).update(REPLACED[mood, tense])
        for (person, number), form in zip(PERSONS, row.split(), strict=True):
            if form != "-":
                forms.setdefault(form, []).append((lemma, Feature(mood, tense, person, number)))
    stems: dict[str, list[tuple[str, str]]] = {}
    for lemma, mark in marks.items():
        without = replaced.get(lemma, set())
        for key, stem in stem_keys(lemma, mark, marks):
            if key.split("/")[1] not in without:
                stems.setdefault(stem, []).append((lemma, key))
    return _Lexicon(stems, endings(), forms, frozenset(marks))


@lru_cache(maxsize=65536)
def _plain_readings(form: str) -> tuple[Reading, ...]:
    lexicon = _lexicon()
    found = [Reading(lemma, *feature) for lemma, feature in lexicon.forms.get(form, ())]
    for cut in range(len(form), max(-1, len(form) - 9), -1):
        keys = lexicon.stems.get(form[:cut])
        rows = lexicon.endings.get(form[cut:]) if keys else None
        if keys and rows:
            for lemma, key in keys:
                for wanted, feature in rows:
                    if wanted == key:
                        reading = Reading(lemma, *feature)
                        if reading not in found:
                            found.append(reading)
    return tuple(found)


_CLITICS = ("los", "las", "les", "nos", "lo", "la", "le", "se", "me", "te", "os")


def _clitic_readings(form: str) -> tuple[Reading, ...]:
    """firmarlo, entregárselo, haciéndose, dígale."""
    for first in _CLITICS:
        if not form.endswith(first):
            continue
        rest = form.removesuffix(first)
        splits: list[tuple[str, tuple[str, ...]]] = [(rest, (first,))]
        splits += [
            (rest.removesuffix(second), (second, first))
            for second in ("se", "me", "te", "nos")
            if rest.endswith(second) and first[0] == "l"
        ]
        for host, clitics in splits:
            if len(host) < 2:
                continue
            plain = host.translate(_ACCENTS)
            accented = plain != host
            for candidate in dict.fromkeys((host, plain)):
                found = []
                for reading in _plain_readings(candidate):
                    mood = reading.mood
                    if mood == "inf" or (mood == "ger" and accented):
                        found.append(replace(reading, clitics=clitics))
                    elif accented and mood in ("imp", "sub") and reading.tense == "pres":
                        found.append(replace(reading, mood="imp", clitics=clitics))
                if found:
                    return tuple(found)
    return ()


def verb_readings(word: str) -> tuple[Reading, ...]:
    """All readings of a lower-case form as a listed verb; empty when it is none.

    >>> [(r.lemma, r.mood, r.tense, r.person, r.number) for r in verb_readings("dijeron")]
    [('decir', 'ind', 'past', 3, 'p')]
    >>> verb_readings("entregárselo")[0].clitics
    ('se', 'lo')
    """
    plain = _plain_readings(word)
    if not plain or word.endswith(("arse", "erse", "irse")):
        plain = (*_clitic_readings(word), *plain)  # "verse" is also a form of "versar"
    return plain


def is_verb(lemma: str) -> bool:
    """Whether an infinitive is listed.

    >>> is_verb("firmar"), is_verb("acuerdo")
    (True, False)
    """
    return lemma in _lexicon().lemmas


def conjugate(lemma: str) -> dict[str, tuple[Reading, ...]]:
    """Every form of a listed verb with its readings.

    Raises:
        KeyError: the verb is not listed.

    >>> [r.tense for r in conjugate("firmar")["firmamos"]]
    ['pres', 'past']
    """
    lexicon = _lexicon()
    if lemma not in lexicon.lemmas:
        raise KeyError(lemma)
    forms = {form for form, rows in lexicon.forms.items() if any(verb == lemma for verb, _ in rows)}
    by_key: dict[str, list[str]] = {}
    for ending, rows in lexicon.endings.items():
        for key, _ in rows:
            by_key.setdefault(key, []).append(ending)
    for stem, keys in lexicon.stems.items():
        for verb, key in keys:
            if verb == lemma:
                forms.update(stem + ending for ending in by_key.get(key, ()))
    return {
        form: tuple(reading for reading in _plain_readings(form) if reading.lemma == lemma)
        for form in sorted(forms)
    }


@cache
def _singulars() -> dict[str, str]:
    rows = (line.partition("\t") for line in lines("singulars.tsv"))
    return {plural: singular for plural, _, singular in rows}


_PLURALS = (
    ("ciones", "ción"), ("siones", "sión"), ("iones", "ión"), ("ones", "ón"), ("anes", "án"),
    ("ines", "ín"), ("eses", "és"), ("dades", "dad"), ("tades", "tad"), ("tudes", "tud"),
    ("íes", "í"), ("úes", "ú"), ("yes", "y"), ("quces", "que"), ("uces", "uz"), ("ices", "iz"),
    ("eces", "ez"), ("oces", "oz"), ("aces", "az"),
)  # fmt: skip
_VOWELS = frozenset("aeiouáéíóúü")


@lru_cache(maxsize=65536)
def noun_lemma(word: str) -> str:
    """The singular of a lower-case noun; gender is kept (ministras → ministra).

    >>> [noun_lemma(w) for w in ("sanciones", "cumbres", "líderes", "crisis", "voces", "iraníes")]
    ['sanción', 'cumbre', 'líder', 'crisis', 'voz', 'iraní']
    """
    listed = _singulars().get(word)
    if listed is not None:
        return listed
    if len(word) < 4 or not word.endswith("s") or word[-2] in "áéíóú":
        return word
    if not word.endswith("es"):
        return word[:-1] if word[-2] in "aoiué" else word
    for plural, singular in _PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    stem = word[:-2]
    if stem[-1] in "lrnd" and len(stem) > 2 and stem[-2] in _VOWELS:
        return stem
    return word[:-1]


_EITHER_GENDER = ("ista", "ita", "cola", "cida", "crata", "belga", "persa")
_FEMININE = ("cita", "inédita", "súbita", "infinita", "maldita", "vista", "lista")


@lru_cache(maxsize=65536)
def adjective_lemma(word: str) -> str:
    """The masculine singular of a lower-case adjective.

    >>> [adjective_lemma(w) for w in ("rusas", "estratégica", "españolas", "inglesa", "comunista")]
    ['ruso', 'estratégico', 'español', 'inglés', 'comunista']
    """
    single = noun_lemma(word)
    if not single.endswith("a"):
        return single
    if single.endswith(_EITHER_GENDER) and not single.endswith(_FEMININE):
        return single
    if single.endswith(("dora", "tora", "sora")):
        return single[:-1]
    if single.endswith(("ñola", "landesa", "ncesa", "glesa", "ponesa", "guesa", "nesa", "danesa")):
        return single[:-1] if single.endswith("ñola") else single[:-3] + "és"
    return single[:-1] + "o"

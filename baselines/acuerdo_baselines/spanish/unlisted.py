"""Readings of verb forms whose verb is on no list here: known to the dictionary, or guessed.

The dictionary gives the infinitive and the tables of conjugation the rest: the form is looked for
among those of the verb conjugated as the listed verb that it ends in (*entretuvo*, as *tener*), as
a regular one, and with each change of stem in turn.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from acuerdo_baselines.spanish.conjugation import Feature, endings, stems
from acuerdo_baselines.spanish.dictionary import dictionary_lemma, is_infinitive
from acuerdo_baselines.spanish.morphology import Reading, is_verb, verb_readings

__all__ = ["guess_verb", "unlisted_readings"]

_ACCENTS = str.maketrans("áéíóú", "aeiou")
# Changes of the stem by conjugation; the regular verb first.
_MARKS = {
    "ar": ("", "ie", "ue", "í", "ú"),
    "er": ("", "ie", "ue", "zc"),
    "ir": ("", "i", "ie", "ue", "zc", "ú"),
}
_CLITICS = ("los", "las", "les", "nos", "lo", "la", "le", "se", "me", "te")
_PAIRS = tuple((first, second) for first in ("se", "me", "te", "nos") for second in _CLITICS[:-4])
_GUESSED = (
    ("ándose", "ar", "ger", "", 0, ""),
    ("iéndose", "er", "ger", "", 0, ""),
    ("arse", "ar", "inf", "", 0, ""),
    ("aron", "ar", "ind", "past", 3, "p"),
    ("ando", "ar", "ger", "", 0, ""),
    ("aban", "ar", "ind", "impf", 3, "p"),
    ("arán", "ar", "ind", "fut", 3, "p"),
    ("aría", "ar", "cnd", "pres", 3, "s"),
    ("arían", "ar", "cnd", "pres", 3, "p"),
    ("izar", "ar", "inf", "", 0, ""),
    ("ear", "ar", "inf", "", 0, ""),
    ("ificar", "ar", "inf", "", 0, ""),
    ("ió", "er", "ind", "past", 3, "s"),
    ("ieron", "er", "ind", "past", 3, "p"),
    ("ó", "ar", "ind", "past", 3, "s"),
)


def unlisted_readings(form: str) -> tuple[Reading, ...]:
    """All readings of a lower-case form of an unlisted verb; empty when it is no verb's.

    >>> [(r.lemma, r.tense, r.person, r.number) for r in unlisted_readings("embistieron")]
    [('embestir', 'past', 3, 'p')]
    >>> unlisted_readings("zurcirlo")[0].clitics
    ('lo',)
    """
    lemma = dictionary_lemma(form)
    if not lemma:
        return _with_clitics(form) or guess_verb(form)
    if is_infinitive(lemma):
        return _readings(lemma, form)
    if form.endswith(("a", "e")) and lemma == form and is_infinitive(form + "r"):
        return _readings(form + "r", form)  # the lemma is the noun's: zarpa
    return ()


def guess_verb(word: str) -> tuple[Reading, ...]:
    """The reading that an unknown form's ending makes all but certain, or none.

    >>> guess_verb("lumeneó")[0].lemma
    'lumenear'
    """
    for ending, theme, mood, tense, person, number in _GUESSED:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            stem = word.removesuffix(ending)
            tail = ending[:-2] if mood == "inf" and ending not in ("arse",) else ""
            return (Reading(stem + tail + theme, mood, tense, person, number),)
    return ()


def _readings(lemma: str, form: str) -> tuple[Reading, ...]:
    for cut in range(1, len(lemma) - 2):
        model = lemma[cut:]
        if is_verb(model) and form.startswith(lemma[:cut]):
            found = [r for r in verb_readings(form[cut:]) if r.lemma == model]
            if found:
                return tuple(replace(reading, lemma=lemma) for reading in found)
    table = _endings()
    for mark in _MARKS.get(lemma.translate(_ACCENTS)[-2:], ()):
        readings = [
            Reading(lemma, *feature)
            for key, stem in stems(lemma, mark, {})
            if form.startswith(stem)
            for feature in table.get((key, form[len(stem) :]), ())
        ]
        if readings:
            return tuple(dict.fromkeys(readings))
    return ()


def _with_clitics(form: str) -> tuple[Reading, ...]:
    """zurcirlo, zarpándose, torpedeárselos."""
    for clitics in (*_PAIRS, *((single,) for single in _CLITICS)):
        host = form.removesuffix("".join(clitics))
        if host == form or not host.endswith(("r", "ndo")):
            continue
        plain = host.translate(_ACCENTS)
        lemma = dictionary_lemma(plain)
        if plain != lemma and (host == plain or plain.endswith("r")):
            continue
        if is_infinitive(lemma):
            return (Reading(lemma, "inf" if plain == lemma else "ger", clitics=clitics),)
    return ()


@cache
def _endings() -> dict[tuple[str, str], tuple[Feature, ...]]:
    table: dict[tuple[str, str], tuple[Feature, ...]] = {}
    for ending, rows in endings().items():
        for key, feature in rows:
            table[key, ending] = (*table.get((key, ending), ()), feature)
    return table

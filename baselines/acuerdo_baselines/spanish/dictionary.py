"""What a dictionary of Spanish forms, simplemma's, says of a word that no list here has.

The dictionary gives one lemma per form and no part of speech, so it is evidence and not a verdict:
a lemma with a capital is a name's, a lemma that conjugates is a verb's, any other is a nominal's.
It is opened at the first question and read from its compressed form, which costs some ten
megabytes in place of a hundred; answers are kept.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["dictionary_lemma", "is_infinitive", "is_nominal"]

# Lemmas that hold for a rare homograph, in one release of the dictionary or another.
_OVERRULED = {
    "afuera": "afuera", "como": "como", "dado": "dado", "enfrente": "enfrente", "entre": "entre",
    "era": "era", "estado": "estado", "hecho": "hecho", "para": "para", "puesto": "puesto",
    "visto": "ver",
}  # fmt: skip


@lru_cache(maxsize=65536)
def dictionary_lemma(form: str) -> str:
    """The lemma of a form as written, or "" for a form that the dictionary lacks.

    >>> [dictionary_lemma(form) for form in ("zarparon", "monjes", "Perú", "Lumenia")]
    ['zarpar', 'monje', 'Perú', '']
    """
    overruled = _OVERRULED.get(form.lower())
    if overruled is not None:
        return overruled
    from simplemma import is_known, lemmatize

    if not is_known(form, lang="es", low_memory=True):
        return ""
    return lemmatize(form, lang="es", low_memory=True)


@lru_cache(maxsize=16384)
def is_infinitive(lemma: str) -> bool:
    """Whether a lemma is a verb's: the dictionary leads its gerund back to it.

    >>> is_infinitive("zarpar"), is_infinitive("radar")
    (True, False)
    """
    if not lemma.endswith(("ar", "er", "ir", "ír")):
        return False
    stem, gerunds = lemma[:-2], ("ando",) if lemma.endswith("ar") else ("iendo", "yendo", "endo")
    if any(dictionary_lemma(stem + ending) == lemma for ending in gerunds):
        return True
    # Stems that change: embistiendo, muriendo.
    head, vowel = _last_vowel(stem)
    changed = {"e": "i", "o": "u"}.get(vowel, "")
    return bool(changed) and dictionary_lemma(f"{head[0]}{changed}{head[1]}iendo") == lemma


def is_nominal(form: str) -> bool:
    """Whether a lower-case form is in the dictionary, and neither as a verb nor as a name.

    >>> is_nominal("monje"), is_nominal("zarparon"), is_nominal("francia")
    (True, False, False)
    """
    lemma = dictionary_lemma(form)
    return lemma != "" and lemma[0].islower() and not is_infinitive(lemma)


def _last_vowel(stem: str) -> tuple[tuple[str, str], str]:
    for at in range(len(stem) - 1, -1, -1):
        if stem[at] in "aeiou":
            return (stem[:at], stem[at + 1 :]), stem[at]
    return (stem, ""), ""

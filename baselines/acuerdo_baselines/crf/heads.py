"""The head word of a mention and of a trigger, by rule (guidelines S6)."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.spanish.words import Word

# Nouns that give way to what they quantify.
_QUANTIFYING_TEXT = (
    "miles millones cientos decenas docenas centenares centenar millar decena docena par mayoría "
    "minoría mitad tercio cuarto resto parte totalidad multitud montón serie"
)
_QUANTIFYING = frozenset(_QUANTIFYING_TEXT.split())
# Verbs whose fixed expressions have their head after them.
_LIGHT_TEXT = "dar hacer poner tomar tener prestar rendir entrar llamar pedir abrir"
_LIGHT = frozenset(_LIGHT_TEXT.split())
_NO_NAME_HEADS_TEXT = "el la los las san santa santo nueva nuevo gran alto alta"
_NO_NAME_HEADS = frozenset(_NO_NAME_HEADS_TEXT.split())
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


def mention_head(words: Sequence[Word], kind: str, level: str) -> Word:
    """Return the head of a mention: of a person's name its last word, else the first noun.

    Args:
        words: The words of the mention, at least one.
        kind: Entity type.
        level: Mention level.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> def head(text, kind, level):
    ...     return mention_head(analyze(text).sentences[0].words, kind, level).text
    >>> head("Ana Gil", "PER", "NAM"), head("Tratado de Amistad", "DOC", "NAM")
    ('Gil', 'Tratado')
    >>> head("miles de manifestantes", "PER", "NOM"), head("El Salvador", "GPE", "NAM")
    ('manifestantes', 'Salvador')
    """
    letters = [word for word in words if word.text[0].isalnum()] or list(words)
    if level in ("PRO", "ADJ"):
        return letters[-1]
    if level == "NAM" and kind == "PER":
        return letters[-1]
    if level == "NAM":
        names = [word for word in letters if word.text[0].isupper()]
        return next((word for word in names if word.lower not in _NO_NAME_HEADS), letters[0])
    nouns = [word for word in letters if word.pos in ("NOUN", "PROPN")]
    counted = [word for word in nouns if word.lower not in _QUANTIFYING]
    if letters[0].pos in ("PRON", "NUM"):
        return letters[0]
    return next(iter(counted or nouns), letters[0])


def trigger_head(words: Sequence[Word]) -> Word:
    """Return the head of a trigger: after a light verb the first content word, else the first word.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> trigger_head(analyze("dado el visto bueno").sentences[0].words).text
    'visto'
    >>> trigger_head(analyze("alto el fuego").sentences[0].words).text
    'alto'
    """
    if len(words) > 1 and words[0].lemma in _LIGHT:
        return next((word for word in words[1:] if word.pos in _CONTENT), words[-1])
    return words[0]

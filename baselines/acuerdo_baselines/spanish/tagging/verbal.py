"""Whether a form that can be a verb is one, and the verb it then is."""

from __future__ import annotations

from acuerdo_baselines.spanish.lemmas import adjective_lemma
from acuerdo_baselines.spanish.morphology import Reading
from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.tagging.nominal import nominal
from acuerdo_baselines.spanish.words import Word, as_adjective, as_noun, as_plain

__all__ = ["as_verb", "is_verbal", "participle"]

_MODALS = frozenset({"poder", "deber", "soler"})
_CLITICS = frozenset({"me", "te", "se", "nos", "os", "le", "les"})
_LINKS_TEXT = "que quien quienes cuando si donde mientras porque aunque como cual cuales"
_LINKS = frozenset(_LINKS_TEXT.split())
_DEGREE = frozenset({"más", "menos", "tan", "muy"})


def participle(here: Context, index: int, reading: Reading) -> Word | None:
    """The form as a verb or as what it stands for, or None when it may yet be finite."""
    token, lower, own = here.at(index)
    previous = here.words[-1] if here.words else None
    before = previous.pos if previous else ""
    helper = here.auxiliary()
    after = here.following(index)[0]
    if helper == "haber" and reading.number == "s" and reading.gender == "m":
        return as_verb(here, index, reading)
    if lower == "puesto" and after == "que" and not helper:
        return as_plain(token, lower, "SCONJ", "puesto")
    if helper == "ser" and before != "DET":
        return as_verb(here, index, reading)
    if helper and before != "DET":
        if own.adjective:
            return nominal(here, index)
        return as_verb(here, index, reading)
    if previous is not None and previous.lower == "lo" and before == "DET":
        return as_verb(here, index, reading)
    coming = here.following(index)[1]
    if before in ("DET", "NUM", "ADP", "ADJ") and coming.noun and not own.noun:
        return as_adjective(token, lower, adjective_lemma(lower))
    placed = before in ("DET", "NUM") or (before == "ADP" and own.noun)
    if before == "ADJ" and len(here.words) > 1:
        placed = placed or (own.noun and here.words[-2].pos in ("DET", "NUM", "ADP"))
    if before == "CCONJ" and own.noun and len(here.words) > 1:
        placed = placed or here.words[-2].pos == "NOUN"
    if before in ("VERB", "AUX") and own.noun:
        placed = True
    if not previous and own.noun:
        kind = coming.closed
        placed = after in ("de", "del") or not (kind and kind[0][0] in ("ADP", "DET"))
    if placed:
        return as_noun(token, lower, here.words)
    if own.finite is not None and own.finite.person == 3 and own.noun:
        return None  # "visita": left to the verb and noun rules
    if own.adjective and before in ("NOUN", "PROPN", "ADJ", "ADV", "VERB"):
        return nominal(here, index)
    return as_verb(here, index, reading)


def is_verbal(here: Context, index: int, reading: Reading) -> bool:
    """Whether a form that can be finite is."""
    lower, own = here.lowers[index], here.profiles[index]
    previous = here.words[-1] if here.words else None
    before = previous.pos if previous else ""
    left = previous.lower if previous else ""
    if reading.clitics or lower in ("hace", "hacía"):  # desde hace dos días
        return True
    if left in _CLITICS and before == "PRON":
        return True
    if left in ("no", "nunca", "jamás", "tampoco"):
        return not (own.noun and here.auxiliary())
    if before == "PRON" and left in (
        "lo",
        "la",
        "los",
        "las",
        "yo",
        "él",
        "ella",
        "ellos",
        "usted",
    ):
        return True
    if before == "NUM" and not (own.noun or own.adjective):
        return True
    if (before in ("DET", "NUM", "ADP") and left != "según") or left in _DEGREE:
        return False
    if lower in ("está", "están", "es", "son", "fue", "fueron", "ha", "han", "había", "habían"):
        return True
    listed = own.noun or own.adjective
    if before == "ADJ" and len(here.words) > 1 and listed:
        placed = here.words[-2].pos in ("DET", "NUM", "ADP")
        if placed:
            return False
    if not listed:
        return True
    if own.adjective and not own.noun and before in ("NOUN", "PROPN", "ADJ"):
        return False
    subjunctive = reading.mood in ("sub", "imp")
    first_person = reading.person == 1
    if left in _LINKS and before in ("SCONJ", "PRON", "ADV"):
        after = here.following(index)[0]
        return not first_person and not (left == "como" and after in ("de", "del"))
    if subjunctive or first_person or (reading.person == 2):
        return False
    after, coming = here.following(index)
    opens_object = (
        after
        in ("^", "que", "a", "al", "el", "la", "los", "las", "lo", "un", "una", "unos", "unas")
        or (bool(coming.closed) and coming.closed[0][0] == "DET")
        or after in ("su", "sus", "este", "esta", "también", "ya", "hoy", "ayer", '"', "«", "“")
    )
    if before in ("NOUN", "PROPN", "ADJ", "PRON"):
        if here.has_finite() and after in ("de", "del"):
            return False
        if here.has_finite() and before != "PRON" and not opens_object:
            return False
        plural = reading.number == "p"
        if before == "NOUN" and previous is not None and previous.number == "p" and not plural:
            return opens_object and here.subject_is_singular()
        return after not in ("de", "del") or before == "PROPN"
    if before in ("", "PUNCT", "CCONJ"):
        if reading.tense in ("past", "fut"):
            return True
        if after in ("a", "al") and before == "":
            return False
        return opens_object
    if before == "ADV":
        return left not in _DEGREE and after not in ("de", "del")
    return False


def as_verb(here: Context, index: int, reading: Reading) -> Word:
    """The word as a verb; AUX when it helps another or is a copula."""
    token, lower = here.tokens[index], here.lowers[index]
    lemma = reading.lemma
    if lemma == "ser" and lower.startswith("fu") and _goes(here, index):
        lemma = "ir"
    helps = (
        lemma in ("ser", "estar")
        or (lemma == "haber" and _participle_follows(here, index))
        or (lemma in _MODALS and _infinitive_follows(here, index))
    )
    pos = "AUX" if helps else "VERB"
    return Word(
        token.start, token.end, token.text, lower, pos, lemma, reading.mood, reading.tense,
        reading.person, reading.number, reading.gender, reading.clitics,
    )  # fmt: skip


def _goes(here: Context, index: int) -> bool:
    """Whether a form of ir rather than ser: fue a Moscú, se fue."""
    if here.words and here.words[-1].lower in ("se", "me", "nos"):
        return not here.profiles[min(index + 1, here.count - 1)].participle
    return here.following(index)[0] in ("al", "hacia", "a")


def _participle_follows(here: Context, index: int) -> bool:
    for after in range(index + 1, min(index + 6, here.count)):
        own = here.profiles[after]
        if own.participle is not None:
            return True
        if here.lowers[after] == "de" and after == index + 1:
            return False
        adverb = own.adverb or (bool(own.closed) and own.closed[0][0] in ("ADV", "PRON"))
        if not adverb:
            return False
    return False


def _infinitive_follows(here: Context, index: int) -> bool:
    for after in range(index + 1, min(index + 4, here.count)):
        own = here.profiles[after]
        if own.infinitive is not None:
            return True
        if not (own.adverb or (own.closed and own.closed[0][0] in ("ADV", "ADP"))):
            return False
    return False

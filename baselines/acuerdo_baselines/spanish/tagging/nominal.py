"""Noun or adjective, by what stands on both sides."""

from __future__ import annotations

from acuerdo_baselines.spanish.morphology import adjective_lemma, noun_lemma
from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.words import Word, as_adjective, as_noun, as_plain

__all__ = ["PRENOMINAL", "nominal"]

_PRENOMINAL_TEXT = (
    "nuevo grande bueno malo primero segundo tercero último próximo actual antiguo presunto "
    "supuesto posible mero futuro numeroso pequeño viejo joven verdadero distinto diverso "
    "diferente mayor menor mejor peor mismo propio único pleno alto medio libre fuerte previo "
    "reciente doble cierto "
)
# Adjectives (lemmas) that stand before their noun.
PRENOMINAL = frozenset(_PRENOMINAL_TEXT.split())


def nominal(here: Context, index: int) -> Word:
    """The word as a noun, an adjective or, rarely, an adverb, whichever its place asks for."""
    token, lower, own = here.at(index)
    previous = here.words[-1] if here.words else None
    before = previous.pos if previous else ""
    adjective = own.adjective or (own.adjectival and not own.noun)
    if not adjective:
        if lower == "tarde" and before in ("VERB", "AUX"):
            return as_plain(token, lower, "ADV", lower)
        return as_noun(token, lower, here.words)
    lemma = adjective_lemma(lower) if not lower.endswith(("ales", "les")) else noun_lemma(lower)
    after, coming = here.following(index)
    if before in ("NOUN", "PROPN", "AUX", "ADV") and not (
        own.noun and before == "ADV" and not own.adjective
    ):
        return as_adjective(token, lower, lemma)
    if before == "ADJ" and len(here.words) > 1 and here.words[-2].pos in ("NOUN", "PROPN"):
        return as_adjective(token, lower, lemma)
    if before == "VERB" and previous is not None and previous.mood == "par":
        return as_adjective(token, lower, lemma)
    if before == "CCONJ" and len(here.words) > 1 and here.words[-2].pos == "ADJ":
        return as_adjective(token, lower, lemma)
    if after == "^":
        return (
            as_noun(token, lower, here.words)
            if lemma not in PRENOMINAL
            else as_adjective(token, lower, lemma)
        )
    noun_follows = here.next_is_nominal(index)
    if noun_follows and (not own.noun or not coming.adjective or lemma in PRENOMINAL):
        return as_adjective(token, lower, lemma)
    if own.noun and lemma not in PRENOMINAL:
        return as_noun(token, lower, here.words)
    if lemma in PRENOMINAL and (coming.adjective or coming.noun):
        return as_adjective(token, lower, lemma)
    if before in ("DET", "NUM") and not noun_follows:
        if previous is not None and previous.lower == "lo":
            return as_adjective(token, lower, lemma)
        if coming.adjective and not coming.noun and not own.noun:
            return as_noun(token, lower, here.words)
        return as_noun(token, lower, here.words)
    if own.adjective:
        return as_adjective(token, lower, lemma)
    return as_noun(token, lower, here.words)

"""Noun or adjective, by what stands on both sides."""

from __future__ import annotations

from acuerdo_baselines.spanish.lemmas import adjective_lemma, noun_lemma
from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.words import Word, as_adjective, as_noun, as_plain

__all__ = ["PRENOMINAL", "TIME_ADVERBS", "nominal", "time_adverb"]

# Nouns, or a participle, that are adverbs in some places.
TIME_ADVERBS = frozenset({"mañana", "pasado", "tarde"})

_PRENOMINAL_TEXT = (
    "nuevo grande bueno malo primero segundo tercero último próximo actual antiguo presunto "
    "supuesto posible mero futuro numeroso pequeño viejo joven verdadero distinto diverso "
    "diferente mayor menor mejor peor mismo propio único pleno alto medio libre fuerte previo "
    "reciente doble cierto "
)
# Adjectives (lemmas) that stand before their noun.
PRENOMINAL = frozenset(_PRENOMINAL_TEXT.split())

_AGREEING = ("o", "a", "os", "as", "és", "eses", "í", "íes")


def time_adverb(here: Context, index: int) -> Word | None:
    """Mañana, pasado mañana and tarde as adverbs, or None where they are nouns.

    >>> from acuerdo_baselines.spanish.tokens import tokenize
    >>> [time_adverb(Context(tuple(tokenize(text))), 0).pos for text in ("mañana", "pasado mañana")]
    ['ADV', 'ADV']
    """
    token, lower, _ = here.at(index)
    before = here.words[-1].pos if here.words else ""
    adverb = (
        before in ("VERB", "AUX")
        if lower == "tarde"
        else before not in ("DET", "ADJ", "NUM")
        and (lower == "mañana" or here.following(index)[0] == "mañana")
    )
    return as_plain(token, lower, "ADV", lower) if adverb else None


def nominal(here: Context, index: int) -> Word:
    """The word as a noun, an adjective or, rarely, an adverb, whichever its place asks for."""
    token, lower, own = here.at(index)
    previous = here.words[-1] if here.words else None
    before = previous.pos if previous else ""
    adjective = own.adjective or (own.adjectival and not own.noun)
    if not adjective:
        if not own.known and previous is not None and _describes(lower, previous):
            return as_adjective(token, lower, adjective_lemma(lower))
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
    # Of two words that no list has, the first is the noun: "pescadores lumenios".
    noun_follows = coming.noun and coming.listed if own.common else here.next_is_nominal(index)
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


def _describes(lower: str, noun: Word) -> bool:
    """Whether an unknown word after a noun agrees with it as an adjective does: a new demonym."""
    if noun.pos != "NOUN" or not lower.endswith(_AGREEING):
        return False
    plural = lower.endswith("s") and not lower.endswith("és")
    return noun.lower.endswith("s") if plural else noun.number == "s"

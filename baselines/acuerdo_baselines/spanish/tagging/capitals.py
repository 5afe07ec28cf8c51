"""Whether a capital makes a proper noun; at the start of a sentence every word has one."""

from __future__ import annotations

from acuerdo_baselines.spanish.lexicon import profile
from acuerdo_baselines.spanish.morphology import adjective_lemma
from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.tagging.nominal import PRENOMINAL
from acuerdo_baselines.spanish.words import Word

__all__ = ["proper_noun"]

# Places that are verb forms too; at the start of a sentence only these need telling.
_PLACES = frozenset({"irán", "lima", "berna", "cali"})
_SURE_NOUN = (
    "ción", "sión", "dad", "ciones", "siones", "miento", "mientos", "dades", "istas", "dores",
)  # fmt: skip


def proper_noun(here: Context, index: int) -> Word | None:
    """The word as a proper noun, or None when its capital is that of any first word."""
    token, lower, own = here.at(index)
    text = token.text
    after = here.tokens[index + 1].text if index + 1 < here.count else ""
    capital_follows = after[:1].isupper() and not profile(after.lower()).closed
    proper = Word(token.start, token.end, text, lower, "PROPN", text)
    if len(text) > 1 and text.isupper() and not own.closed:
        return proper
    if text[0] in "IVX" and len(text) > 1 and all(letter in "IVXLC" for letter in text):
        return proper
    if not here.opens(index):
        if not own.closed or own.closed[0][0] == "ADJ":
            return proper
        inside = capital_follows or here.words[-1].pos == "PROPN"
        return proper if own.closed[0][0] in ("DET", "NUM") and inside else None
    if own.closed or own.adverb:
        return None
    if own.finite and not own.noun and not own.adjective:
        return proper if lower in _PLACES else None
    if own.infinitive or own.gerund:
        return None
    if own.participle and not own.noun:
        return proper if capital_follows and own.adjective else None
    if own.noun:
        if capital_follows and not (own.finite and own.finite.person == 3):
            return proper
        return None
    if own.adjective:
        if capital_follows:
            return proper
        following = here.following(index)[1]
        describes = adjective_lemma(lower) in PRENOMINAL or (
            following.noun and not following.finite
        )
        return None if lower.endswith("s") or describes or not lower.endswith("a") else proper
    if own.nominal and not capital_follows and lower.endswith(_SURE_NOUN):
        return None
    return proper

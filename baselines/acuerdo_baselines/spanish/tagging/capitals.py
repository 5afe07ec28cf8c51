"""Whether a capital makes a proper noun; at the start of a sentence every word has one."""

from __future__ import annotations

from acuerdo_baselines.spanish.dictionary import dictionary_lemma
from acuerdo_baselines.spanish.lexicon import closed_profile
from acuerdo_baselines.spanish.morphology import adjective_lemma
from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.tagging.nominal import PRENOMINAL
from acuerdo_baselines.spanish.words import Word

__all__ = ["proper_noun", "shouted_name"]

# Places that are verb forms too; at the start of a sentence only these need telling.
_PLACES = frozenset({"irán", "lima", "berna", "cali"})
# Names that are words too, for the lists or the dictionary; in capitals nothing else tells.
_SHOUTED_NAMES = _PLACES | {"gaza", "roma", "china", "cuba", "chile", "otan"}
_SURE_NOUN = (
    "ción", "sión", "dad", "ciones", "siones", "miento", "mientos", "dades", "istas", "dores",
)  # fmt: skip


def proper_noun(here: Context, index: int) -> Word | None:
    """The word as a proper noun, or None when its capital is that of any first word."""
    token, lower, own = here.at(index)
    text = token.text
    after = here.tokens[index + 1].text if index + 1 < here.count else ""
    capital_follows = after[:1].isupper() and not closed_profile(after.lower()).closed
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
    if own.common:
        following = here.following(index)[1]
        named = dictionary_lemma(text)[:1].isupper() or capital_follows
        # A bare singular is no subject, a surname is: "Herrero dimite", "Monje budista detenido".
        named = named or (not lower.endswith("s") and following.finite is not None)
        return proper if named else None
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


def shouted_name(here: Context, index: int) -> Word | None:
    """The word as a proper noun among words in capitals, or None when it is a common word.

    Nothing shows a name here, so that words of the lists are common ones, and what only the
    dictionary has is a name when the dictionary has it with a capital.
    """
    token, lower, own = here.at(index)
    attribute = own.adjective and bool(here.words) and here.words[-1].pos == "NOUN"
    if attribute or lower not in _SHOUTED_NAMES:
        if own.common:
            if dictionary_lemma(token.text[0] + lower[1:])[:1].islower():
                return None
        elif own.known:
            return None
    return Word(token.start, token.end, token.text, lower, "PROPN", token.text)

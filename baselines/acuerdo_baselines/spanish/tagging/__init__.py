"""Part-of-speech tags, lemmas and features for the words of a sentence.

Words are tagged from left to right. Each brings the readings of its `Profile`; the tags already
given on its left and the profile of the next word decide. The rules, in short: nothing finite
follows a determiner or a preposition, nothing nominal follows a clitic or a negation, a participle
is verbal unless it is listed as a noun or adjective and stands where one stands.
"""

from __future__ import annotations

from acuerdo_baselines.spanish.tagging.capitals import proper_noun, shouted_name
from acuerdo_baselines.spanish.tagging.closed import closed_word
from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.tagging.nominal import TIME_ADVERBS, nominal, time_adverb
from acuerdo_baselines.spanish.tagging.verbal import as_verb, is_verbal, participle
from acuerdo_baselines.spanish.tokens import TokenSentence
from acuerdo_baselines.spanish.words import Sentence, Word, as_mark, as_plain

__all__ = ["tag"]

_CONTRACTED = {"al": "a", "del": "de"}


def tag(sentence: TokenSentence) -> Sentence:
    """The sentence with every token tagged.

    >>> from acuerdo_baselines.spanish.tokens import sentences
    >>> [w.pos for w in tag(next(sentences("La ministra firma un acuerdo."))).words]
    ['DET', 'NOUN', 'VERB', 'DET', 'NOUN', 'PUNCT']
    """
    here = Context(sentence.tokens)
    for index in range(len(sentence.tokens)):
        here.words.append(_word(here, index))
    return Sentence(sentence.start, sentence.end, tuple(here.words), sentence.line)


def _word(here: Context, index: int) -> Word:
    token = here.tokens[index]
    text, lower = token.text, here.lowers[index]
    head = text[0]
    if not head.isalpha():
        return as_mark(token, lower)
    own = here.profiles[index]
    if index in here.fixed:
        return as_plain(token, lower, here.fixed[index], _CONTRACTED.get(lower, lower))
    if head.isupper():
        name = shouted_name(here, index) if index in here.shouted else proper_noun(here, index)
        if name is not None:
            return name
    if own.closed:
        return closed_word(here, index)
    return _open(here, index)


def _open(here: Context, index: int) -> Word:
    """The word as a verb, an adverb or a noun or adjective."""
    token, lower, own = here.at(index)
    previous = here.words[-1] if here.words else None
    before = previous.pos if previous else ""
    nominal_place = before == "DET" or before == "NUM" or before == "ADP"
    if lower in TIME_ADVERBS:
        adverb = time_adverb(here, index)
        if adverb is not None:
            return adverb
    if own.participle is not None:
        found = participle(here, index, own.participle)
        if found is not None:
            return found
    if own.finite is not None and is_verbal(here, index, own.finite):
        return as_verb(here, index, own.finite)
    if own.infinitive is not None:
        if own.adjective and before in ("NOUN", "ADJ", "DET", "CCONJ"):
            return nominal(here, index)
        noun = own.noun and (
            (before in ("DET", "ADJ") and not (previous and previous.lower == "lo"))
            or (
                lower in ("poder", "pesar")
                and previous is not None
                and previous.lower in ("al", "del", "a")
            )
        )
        if noun and lower == "poder" and here.following(index)[1].infinitive:
            noun = False
        if not noun:
            return as_verb(here, index, own.infinitive)
    if own.gerund is not None and not (own.noun and nominal_place):
        return as_verb(here, index, own.gerund)
    if own.adverb:
        return as_plain(token, lower, "ADV", lower)
    return nominal(here, index)

"""Adjectives of places, and people named by them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from acuerdo_baselines.lexicons.names import Name, known_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.rules.capitals import is_capitalised
from acuerdo_baselines.rules.determiners import determiner_class
from acuerdo_baselines.rules.found import Found, lower_at, stretch, word_at
from acuerdo_baselines.rules.name_types import is_demonym_of
from acuerdo_baselines.spanish.analysis import Sentence
from acuerdo_baselines.spanish.lexicon import profile


def find_demonyms(
    sentence: Sentence, index: int, names: Sequence[Found], places: Mapping[str, str]
) -> list[Found]:
    """Return adjectives of places (``ADJ``) and people named by them (``NOM``).

    Args:
        sentence: Where to look.
        index: Its number in the document.
        names: The names of this sentence.
        places: Names of places that no list knows, to their country codes.
    """
    taken = {i for name in names if name.type != "ORG" for i in range(name.first, name.last + 1)}
    inner = {i for n in names if n.type == "ORG" for i in range(n.first + 1, n.last + 1)}
    found = []
    for position, word in enumerate(sentence.words):
        capital = is_capitalised(word) and position not in inner
        if position in taken or capital or word.pos in _CLOSED:
            continue
        known = known_names().get(word.lower if position in inner else word.text)
        if known is None or known.level != "ADJ":
            known = _local_demonym(word.lower, places) or _unlisted(sentence, position)
        if known is None:
            continue
        mention = _demonym(sentence, index, position, known)
        if mention is not None:
            found.append(mention)
    return found


def _local_demonym(word: str, places: Mapping[str, str]) -> Name | None:
    if word in entity_nouns():
        return None
    for place, country in places.items():
        if is_demonym_of(word, place):
            return Name(word, place, "GPE", "ADJ", country, "", "demonym")
    return None


def _unlisted(sentence: Sentence, position: int) -> Name | None:
    """An unknown word with the ending of a demonym, right after an actor's noun."""
    word = sentence.words[position].lower
    if position == 0 or sentence.words[position - 1].lower not in entity_nouns():
        return None
    if _DEMONYM_ENDING.search(word) is None or word in _NO_DEMONYMS:
        return None
    own = profile(word)
    if own.noun or own.known or own.adverb or own.closed or own.finite is not None:
        return None
    return Name(word, word, "GPE", "ADJ", "", "", "demonym")


_DEMONYM_ENDING = re.compile(r"\w{3}(és|esa|eses|esas|enses?|eñ[oa]s?|í|íes)$")


_NO_DEMONYMS = frozenset(
    ["forense", "forenses", "castrense", "castrenses", "burgués", "burguesa", "sorpresa"]
)


_CLOSED = frozenset({"ADP", "DET", "PRON", "ADV", "CCONJ", "SCONJ", "PUNCT", "NUM", "AUX"})


def _demonym(sentence: Sentence, index: int, position: int, known: Name) -> Found | None:
    word = sentence.words[position]
    before, after = word_at(sentence, position - 1), word_at(sentence, position + 1)
    span = stretch(sentence, position, position)
    plural = word.lower.endswith("s") and not word.lower.endswith("és")
    determined = before is not None and before.pos in ("DET", "NUM")
    attributive = after is not None and after.pos == "NOUN" and after.lower not in ("y", "e")
    if determined and not attributive and lower_at(sentence, position - 1) not in ("lo",):
        return Found(
            sentence=index,
            first=position,
            last=position,
            head=position,
            span=span,
            head_span=span,
            type="PER",
            level="NOM",
            lemma=word.lower,
            country=known.country,
            kind="people",
            number="p" if plural else "s",
            gender=known.gender,
            determiner=determiner_class(sentence, position),
        )
    if before is not None and before.lower in ("en", "al", "del") and not plural:
        # "en ruso", "del ruso al chino": a language.
        return None
    return Found(
        sentence=index,
        first=position,
        last=position,
        head=position,
        span=span,
        head_span=span,
        type="GPE",
        level="ADJ",
        name=known.name,
        lemma=word.lower,
        country=known.country,
        kind="demonym",
        number="s",
    )

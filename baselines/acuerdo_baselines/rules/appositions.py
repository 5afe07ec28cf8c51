"""Appositions and copular predicates: two noun phrases side by side for one thing (C2)."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.rules.found import Found, lower_at
from acuerdo_baselines.spanish.analysis import Sentence


def appositions(mentions: Sequence[Found], sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return positions of appositions and asserted predicates, to those of their partners.

    Args:
        mentions: Every mention of the document, in text order.
        sentences: Its sentences.
    """
    links: dict[int, int] = {}
    for position, mention in enumerate(mentions):
        for other in range(position + 1, min(position + 8, len(mentions))):
            follower = mentions[other]
            if follower.sentence != mention.sentence:
                break
            if other not in links and _apposed(mention, follower, sentences[mention.sentence]):
                links[other] = position
                break
    return links


def _apposed(left: Found, right: Found, sentence: Sentence) -> bool:
    if right.first <= left.last:
        return False
    if left.type != right.type or left.level in ("PRO", "ADJ") or right.level in ("PRO", "ADJ"):
        return False
    if "p" in (left.number, right.number) and left.number != right.number:
        return False
    words = sentence.words
    gap = [word.lower for word in words[left.last + 1 : right.first]]
    levels = left.level, right.level
    if not gap:
        return levels == ("NOM", "NAM") and left.type in ("PER", "ORG", "GPE", "FAC", "WEA", "DOC")
    if gap[0] in (",", "(", "—", "–") and [w for w in gap[1:] if w not in _ARTICLES] == []:
        return _set_off(left, right, sentence)
    copula = [w for w in gap if w not in _ARTICLES | {","}]
    return copula in (["es"], ["son"]) and "NOM" in levels and left.type == "PER"


_ARTICLES = frozenset({"el", "la", "los", "las", "su", "sus", "un", "una"})


def _set_off(left: Found, right: Found, sentence: Sentence) -> bool:
    """Whether ``left, right`` is an apposition and no list."""
    after = lower_at(sentence, right.last + 1)
    opened = lower_at(sentence, left.last + 1)
    article = lower_at(sentence, right.first - 1)
    if left.level == right.level == "NAM":
        return opened == "(" and right.type == "ORG" and sentence.words[right.first].text.isupper()
    if left.level == right.level == "NOM":
        return left.type == "DOC" and article in ("un", "una") and after not in ("y", "e", "o")
    if left.type not in ("PER", "ORG", "GPE", "DOC", "LOC", "FAC"):
        return False
    if after in ("y", "e", "o") and left.type != "PER":
        return False
    if _name_first(left, right):
        # "Nombre, ministra de Salud," but not "Nombre, los ministros y…"
        return right.complemented or after in (",", ".", ")", "—", "–", "")
    return left.determiner != "indefinite" or after in (",", ".", ")", "")


def _name_first(left: Found, right: Found) -> bool:
    """Whether a name is followed by a description."""
    return left.level == "NAM" and right.level == "NOM"

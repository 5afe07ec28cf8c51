"""Nouns and pronouns that are nearly always mentions, and are none here."""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.proofreading.page import Page, Word
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import DEFINITE, DETERMINERS, HABER, with_plurals
from acuerdo.proofreading.wordlists import words

_DOCUMENTS = with_plurals(words("nouns", "documents"))
_ORGANISATIONS = with_plurals(words("nouns", "organisations"))
_PERSONS = with_plurals(words("nouns", "persons"))
_PLACES = with_plurals(words("nouns", "places"))
_WEAPONS = with_plurals(words("nouns", "weapons"))
_OFFICES = words("nouns", "offices")
_AGREEING = words("nouns", "agreeing")
_AUXILIARIES = HABER - {"haber"}
_STRONG = words("nouns", "strong")
_DATIVE = words("nouns", "dative")
_EXEMPT = words("nouns", "exempt")


def documents(page: Page) -> Iterator[Finding]:
    """A treaty, a law, a communiqué."""
    yield from _unmarked(page, _DOCUMENTS, "E11, E3: DOC")


def organisations(page: Page) -> Iterator[Finding]:
    """A government, a ministry, an agency."""
    yield from _unmarked(page, _ORGANISATIONS, "E3: ORG")


def persons(page: Page) -> Iterator[Finding]:
    """A president, a delegation, soldiers, with a determiner."""
    for finding in _unmarked(page, _PERSONS, "E9: PER"):
        before = page.before(finding.span)
        if before is not None and before.lower in DETERMINERS:
            yield finding


def places(page: Page) -> Iterator[Finding]:
    """A country, a border, a port."""
    yield from _unmarked(page, _PLACES, "E3, E6: GPE, LOC or FAC")


def weapons(page: Page) -> Iterator[Finding]:
    """Arms, missiles, warships."""
    yield from _unmarked(page, _WEAPONS, "E3: WEA")


def pronouns(page: Page) -> Iterator[Finding]:
    """``él``, ``ellas``, and ``le``, ``les`` before a verb."""
    for word in page.words:
        if word.lower not in _STRONG | _DATIVE or word.span in page.heads:
            continue
        if word.lower in _DATIVE and (word.text[0].isupper() and not word.first):
            continue
        if not page.in_name(word.span) and not page.in_trigger(word.span):
            yield Finding(word.span, "a pronoun that is no mention", "E8: PRO")


def _unmarked(page: Page, nouns: frozenset[str], why: str) -> Iterator[Finding]:
    for word in page.words:
        if word.lower not in nouns:
            continue
        if word.span in page.heads or page.in_trigger(word.span) or page.in_name(word.span):
            continue
        if _is_phrase(page, word) or _is_participle(page, word):
            continue
        before = page.before(word.span)
        definite = before is not None and before.lower in DEFINITE
        if definite or not page.in_mention(word.span):
            found = "nested, definite" if page.in_mention(word.span) else "in no annotation"
            if definite or not _names_kind(page, word):
                yield Finding(word.span, f"{found}; no mention", why)


def _is_phrase(page: Page, word: Word) -> bool:
    """``de común acuerdo``; ``resolución del conflicto``; ``cargo de ministro``."""
    before, after = page.left(word, 2), page.right(word, 3)
    if word.lower == "acuerdo" and before and before[-1] in _AGREEING:
        return True
    if word.lower == "resolución" and any(w.lower in _EXEMPT for w in after):
        return True
    return bool(_OFFICES & set(before))


def _is_participle(page: Page, word: Word) -> bool:
    return bool(_AUXILIARIES & set(page.left(word, 2)))


def _names_kind(page: Page, word: Word) -> bool:
    """A bare noun after ``de``, as in ``jefe de gobierno``: no mention (E9, V5)."""
    before = page.before(word.span)
    return before is not None and before.lower == "de"

"""Words of saying: triggers without content, cues that are no triggers, ``según`` on its own."""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import Span
from acuerdo.proofreading.page import Page, Word
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import (
    DEFINITE,
    FINITE,
    HABER,
    NOUN,
    PERFECT,
    PREPOSITIONS,
    form,
    lemma,
)
from acuerdo.proofreading.wordlists import words

SAYING = words("sayings", "saying")
"""Verbs of saying, by infinitive."""

_BEFORE_QUE = (DEFINITE | PREPOSITIONS | words("sayings", "before_que")) - {"de", "a"}
_ACCORDING = "según"
_CLAUSE = frozenset(",;:.()")
_REACH = 6


def sayings_alone(page: Page) -> Iterator[Finding]:
    """STATEMENT verbs with neither a quote nor a Content nor a Theme."""
    quoted = {quote.event for quote in page.gold.quotes}
    for event in page.ordered:
        word = page.within(event.head)[0]
        if event.type != "STATEMENT" or event.id in quoted:
            continue
        kind = form(word.lower, page.left(word))
        told = event.certainty == "CERTAIN" and event.time != "FUTURE"
        speaks = told and kind in (FINITE, PERFECT) and lemma(word.lower) in SAYING
        pronoun = "lo" in page.left(word, 3) or "lo" in [w.lower for w in page.right(word, 2)]
        if pronoun or (not speaks and word.lower != _ACCORDING):
            continue  # ``lo confirmó``, ``declaró lo contrario``: what was said is no mention (E2).
        if not page.fillers(event, "Content", "Theme"):
            yield Finding(
                event.trigger,
                "STATEMENT without a quote, a Content or a Theme",
                "Q1, A11: what is said?",
            )


def unquoted_clauses(page: Page) -> Iterator[Finding]:
    """STATEMENT verbs and ``según`` with a clause beside them that have no quote."""
    quoted = {quote.event for quote in page.gold.quotes}
    for event in page.ordered:
        if event.type != "STATEMENT" or event.id in quoted:
            continue
        word = page.within(event.head)[0]
        if form(word.lower, page.left(word)) == NOUN and word.lower != _ACCORDING:
            continue
        sign = _sign_of_content(page, word)
        if sign:
            yield Finding(event.trigger, f"{sign}, but no quote", "Q1, Q2: source, cue and content")


def cues_without_trigger(page: Page) -> Iterator[Finding]:
    """Cues of quotes in which there is no trigger, or one that the quote does not name."""
    for quote in page.gold.quotes:
        if not quote.cue or quote.event:
            continue
        inside = [e for e in page.ordered if any(e.trigger.overlap(cue) for cue in quote.cue)]
        found = "a trigger that the quote does not name" if inside else "a cue that is no trigger"
        yield Finding(quote.cue[0], found, "Q3, V14: every verb of saying with a content")


def sayings_without_trigger(page: Page) -> Iterator[Finding]:
    """Finite verbs of saying before ``que``, or beside closing marks, that are no triggers."""
    for word in page.words:
        if not word.is_word or page.in_trigger(word.span) or page.in_mention(word.span):
            continue
        if lemma(word.lower) not in SAYING or word.lower == "que":
            continue
        if form(word.lower, page.left(word)) not in (FINITE, PERFECT):
            continue
        if _has_clause(page, word) or _ends_quotation(page, word):
            yield Finding(word.span, "a verb of saying that is no trigger", "V14: reporting")


def according_to(page: Page) -> Iterator[Finding]:
    """``según`` that is neither cue nor trigger, and has no verb of saying after it."""
    cues = [cue for quote in page.gold.quotes for cue in quote.cue]
    for word in page.words:
        following = page.right(word, 1)
        if word.lower != _ACCORDING or (following and following[0].lower == "lo"):
            continue  # ``según lo pactado``: by what, not by whom.
        reach = [word]
        for after in page.right(word, _REACH):
            if after.text in _CLAUSE:
                break
            reach.append(after)
        span = Span(word.span.start, reach[-1].span.end)
        if not page.in_trigger(span) and not any(cue.overlap(span) for cue in cues):
            yield Finding(word.span, "neither cue nor trigger", "V14, Q3: attribution")


def _sign_of_content(page: Page, word: Word) -> str:
    """What shows that an assertion stands beside a verb of saying; else empty."""
    left = page.left(word, _REACH)
    if {"como", _ACCORDING} & set(left):
        return ""  # A parenthetical repeats the content of another cue (Q7).
    if word.lower == _ACCORDING:
        return "an attribution"
    for after in page.right(word, _REACH):
        if after.text in _CLAUSE or page.in_trigger(after.span):
            break
        if after.lower == "que" and not _is_conjunction(page, after):
            return "a clause with 'que' follows"
    return "a parenthetical" if _is_parenthetical(page, word) else ""


def _is_conjunction(page: Page, word: Word) -> bool:
    """``desde que``, ``el que``, ``más que``: no content begins there."""
    before = page.left(word, 1)
    return bool(before) and before[0] in _BEFORE_QUE


def _is_parenthetical(page: Page, word: Word) -> bool:
    """``…, informó la canciller.``: a verb of saying right after a comma."""
    if lemma(word.lower) not in SAYING:
        return False
    left = [w for w in page.left(word, 3) if w not in HABER]
    return left[-1:] == [","]


def _has_clause(page: Page, word: Word) -> bool:
    after = page.at(word.index + 1)
    return after is not None and after.lower == "que" and "," not in page.left(word, 1)


def _ends_quotation(page: Page, word: Word) -> bool:
    """``…», dijo`` and ``…", ha dicho``."""
    before = "".join(page.left(word, 3))
    return any(f"{mark}," in before for mark in '»”"')

"""Polarity, certainty and time of events against the words beside their triggers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Event
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import (
    CLITICS,
    FINITE,
    HABER,
    INFINITIVE,
    PERFECT,
    SER,
    form,
    lemma,
)
from acuerdo.proofreading.wordlists import words

_NEGATIONS = words("attributes", "negations")
_NEGATIVE = words("attributes", "negative")
_IMPLICATIVE = words("attributes", "implicative")
_BETWEEN = CLITICS | HABER | SER | words("attributes", "between")
_FUTURE = re.compile(r"\w+(?:[aei]rá|[aei]rán|drá|drán|brá|brán|rrá|rrán)")
_PRETERITE = re.compile(r"\w+(?:ó|aron|ieron|jeron|yeron)|hizo|dijo|dio|puso|propuso|sostuvo|fue")
_CONDITIONAL = words("attributes", "conditional")
_MODALS = words("attributes", "modals")
_OCCASIONS = words("attributes", "occasions")
_HEDGES = words("attributes", "hedges")
_REACH = 3


def polarities(page: Page) -> Iterator[Finding]:
    """POS beside a negation; NEG in a sentence without any."""
    for event in page.ordered:
        first = page.within(event.trigger)[0]
        left = [w for w in page.left(first, _REACH) if w not in _BETWEEN]
        negated = bool(left) and left[-1] in _NEGATIONS
        if negated and event.polarity == "POS":
            yield Finding(event.trigger, f"POS, after {left[-1]!r}", "X1: polarity")
        elif event.polarity == "NEG":
            sentence = [w.lower for w in page.words if w.sentence == first.sentence]
            signs = _NEGATIONS | _NEGATIVE
            if not any(w in signs or lemma(w) in _IMPLICATIVE for w in sentence):
                yield Finding(event.trigger, "NEG, in a sentence without negation", "X1: polarity")


def tenses(page: Page) -> Iterator[Finding]:
    """A future that is not FUTURE, a preterite or perfect that is not PAST."""
    for event in page.ordered:
        first = page.within(event.trigger)[0]
        kind = form(first.lower, page.left(first))
        left = page.left(first)
        if kind == FINITE and _FUTURE.fullmatch(first.lower) and event.time != "FUTURE":
            yield Finding(event.trigger, f"future tense, time {event.time}", "X2 row 9, X3")
        elif event.time != "PAST" and (
            (kind == FINITE and _PRETERITE.fullmatch(first.lower))
            or (kind == PERFECT and {"ha", "han", "había", "habían"} & set(left))
        ):
            yield Finding(event.trigger, f"past tense, time {event.time}", "X3: time")


def certainties(page: Page) -> Iterator[Finding]:
    """CERTAIN under a hedge, a modal verb or a purpose."""
    for event in page.ordered:
        if event.certainty != "CERTAIN":
            continue
        sign = _hedge(page, event)
        if sign:
            yield Finding(event.trigger, f"CERTAIN, after {sign!r}", "X2: the first row that fits")


def _hedge(page: Page, event: Event) -> str:
    first = page.within(event.trigger)[0]
    left = [w for w in page.left(first, _REACH + 1) if w not in CLITICS]
    last = left[-1] if left else ""
    kind = form(first.lower, page.left(first))
    if kind == PERFECT and _CONDITIONAL & set(left):
        return next(word for word in left if word in _CONDITIONAL)
    if last in _HEDGES:
        return last
    if kind == INFINITIVE and lemma(last) in _MODALS and last not in ("pudo", "pudieron", "no"):
        return "" if event.polarity == "NEG" else last
    if kind == INFINITIVE and last == "para" and not _OCCASIONS & set(left):
        return last
    return ""

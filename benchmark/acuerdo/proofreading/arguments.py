"""Events without participants where their form says that there are some."""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import Event
from acuerdo.proofreading.page import Page, Word
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import (
    CLITICS,
    DETERMINERS,
    FINITE,
    GERUND,
    HABER,
    INFINITIVE,
    NOUN,
    PARTICIPLE,
    PERFECT,
    PREPOSITIONS,
    form,
)
from acuerdo.proofreading.wordlists import words

_WITHOUT_ACTOR = frozenset(("ENACT",))
"""Types that instruments bring about."""

_GOVERNORS = frozenset(("AGREE", "REJECT", "THREATEN"))
"""Types whose Actor is the subject of an infinitive that follows."""

_SUBJECTLESS = frozenset(("PERSONNEL",))
"""Types whose subject is the Theme: who takes or loses office."""

_PRONOMINAL = frozenset(("CONSULT", "RETREAT", "REJECT", "AGREE", "PROTEST", "MOVE", "CONCEDE"))
"""Types with verbs that take ``se`` and have a subject that acts: ``se reunieron``."""

_PASSIVE_MODES = frozenset(("access", "release", "ceasefire"))
"""Modes of theirs that are told in the passive with ``se``: ``se abre la frontera``."""

_NOBODY = words("arguments", "nobody")
_INTERROGATIVES = words("arguments", "interrogatives")
_COMPLEMENTS = words("arguments", "complements")
_ACTORS = frozenset(("PER", "ORG", "GPE"))

BETWEEN = words("arguments", "between")
"""Words from a verb to its infinitive or clause."""

SKIPPED = words("arguments", "skipped")
"""Words that stand before the span of a mention (S2)."""

BEFORE_VERBS = CLITICS | HABER | {"no"}
"""Words that stand between a subject and its verb."""

_CLAUSE = 10
"""Words from a relative pronoun to its verb, at most."""

_REACH = 3
"""Words from a verb to its infinitive, at most."""


def no_actor(page: Page) -> Iterator[Finding]:
    """Active verbs without an Actor."""
    for event in page.ordered:
        if event.type in _WITHOUT_ACTOR or page.fillers(event, "Actor", "Instrument"):
            continue
        if event.type in _SUBJECTLESS and page.fillers(event, "Theme"):
            continue
        kind = form_of(page, event)
        if kind in (FINITE, PERFECT) and not _has_no_subject(page, event):
            yield Finding(event.trigger, f"{event.type} without Actor, an active verb", "A3, A4")
        elif kind == INFINITIVE and (governor := _governor(page, event)) is not None:
            surface = page.document[governor.trigger]
            yield Finding(
                event.trigger,
                f"{event.type} without Actor, an infinitive after {surface!r}, which has one",
                "A4: controlled subjects",
            )


def no_argument(page: Page) -> Iterator[Finding]:
    """Events without any argument whose form asks for one, or that stand beside a participant."""
    for event in page.ordered:
        if event.arguments:
            continue
        kind = form_of(page, event)
        active = kind in (FINITE, PERFECT)
        if kind in (GERUND, PARTICIPLE) or (active and event.type in _WITHOUT_ACTOR):
            yield Finding(event.trigger, f"{event.type} without arguments, a verb", "A1, A4")
        elif kind == NOUN:
            beside = _beside(page, event)
            if beside:
                yield Finding(
                    event.trigger,
                    f"{event.type} without arguments, beside {beside!r}",
                    "A5: complements, demonyms and possessives of nouns",
                )


def form_of(page: Page, event: Event) -> str:
    """The form of the verb of a trigger: that of its first word, where it is a phrase."""
    first = page.within(event.trigger)[0]
    return form(first.lower, page.left(first))


def _has_no_subject(page: Page, event: Event) -> bool:
    """``se firmó un pacto``, ``quién lo retiene``, ``el autobús que cruzaba``: no mention acts."""
    first = page.within(event.trigger)[0]
    if not _has_candidate(page, event, first) or _NOBODY & set(page.left(first, _CLAUSE)):
        return True
    word = page.before(first.span)
    left = []
    while word is not None and word.lower in BEFORE_VERBS:
        left.append(word.lower)
        word = page.before(word.span)
    if "se" in left and (event.type not in _PRONOMINAL or event.mode in _PASSIVE_MODES):
        return True
    if word is None:
        return False
    if word.lower in _INTERROGATIVES or _has_other_subject(page, word):
        return True
    return _is_in_relative_clause(page, word)


def _has_candidate(page: Page, event: Event, verb: Word) -> bool:
    """Whether a mention of the sentence, or one before it, could be the Actor of a verb.

    A plural verb needs a plural or two conjuncts: ``lo mandaron allí`` says of nobody who did it.
    """
    near = [
        mention
        for mention, entity in page.mentions.values()
        if entity.type in _ACTORS
        and page.within(mention.span)[0].sentence in (verb.sentence, verb.sentence - 1)
    ]
    auxiliary = [word for word in page.left(verb) if word in HABER]
    if not (auxiliary[-1] if auxiliary else verb.lower).endswith("n"):
        return bool(near)
    left = page.left(verb, verb.index)
    return ("y" in left or "e" in left) or any(
        page.document[mention.head].endswith("s")
        for mention in near
        if page.within(mention.span)[0].sentence == verb.sentence
    )


def _has_other_subject(page: Page, word: Word) -> bool:
    """``el patrullero fondeará``: a noun before the verb that is no actor of the ontology."""
    if not word.is_word or word.lower in DETERMINERS | PREPOSITIONS | {"que", "y", "e", "ni", "o"}:
        return False
    if form(word.lower, page.left(word)) not in (NOUN, PARTICIPLE) or page.in_time(word.span):
        return False
    return not any(entity.type in _ACTORS for _, entity in page.mentions_over(word.span))


def _is_in_relative_clause(page: Page, word: Word) -> bool:
    """Whether ``que`` with an antecedent that is no mention stands before, and no mention after."""
    ends = {mention.span.end for mention, _ in page.mentions.values()}
    for _ in range(_CLAUSE):
        if word.lower == "que":
            antecedent = page.before(word.span)
            if antecedent is not None and antecedent.text == ",":
                antecedent = page.before(antecedent.span)
            return antecedent is None or antecedent.span.end not in ends
        before = page.before(word.span)
        if before is None or word.span in page.heads or page.in_trigger(word.span):
            return False
        word = before
    return False


def _governor(page: Page, event: Event) -> Event | None:
    """The promise, refusal or threat that an infinitive follows at once."""
    word = page.within(event.trigger)[0]
    for back in range(1, _REACH + 1):
        before = page.at(word.index - back)
        if before is None or before.sentence != word.sentence:
            return None
        for other in page.gold.events:
            if before.span in other.trigger:
                fits = other.type in _GOVERNORS and page.fillers(other, "Actor")
                content = event.id in page.fillers(other, "Content")
                return other if fits and content else None
        if before.lower not in BETWEEN:
            return None
    return None


def _beside(page: Page, event: Event) -> str:
    """The mention that a noun's complement, demonym or possessive names; else empty."""
    before, after = page.before(event.trigger), page.after(event.trigger)
    if before is not None and before.lower in ("su", "sus"):
        return before.lower
    if after is None:
        return ""
    adjective = page.heads.get(after.span)
    if adjective is not None and adjective[0].level == "ADJ":
        return after.text
    if after.lower not in _COMPLEMENTS:
        return ""
    word = page.at(after.index + 1)
    while word is not None and word.lower in SKIPPED:
        word = page.at(word.index + 1)
    if word is None:
        return ""
    for mention, entity in page.mentions.values():
        begins = mention.span.start == word.span.start
        if begins and entity.type in _ACTORS:
            return page.document[mention.span]
    return ""

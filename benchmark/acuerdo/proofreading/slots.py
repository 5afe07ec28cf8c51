"""Mentions, events and times beside a trigger that fill none of its slots."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from acuerdo.annotation import Event, Mention, Span
from acuerdo.ontology import EVENT_FILLER
from acuerdo.proofreading.arguments import BEFORE_VERBS, BETWEEN, SKIPPED, form_of
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import (
    CLITICS,
    DETERMINERS,
    FINITE,
    GERUND,
    INFINITIVE,
    NOUN,
    PARTICIPLE,
    PERFECT,
    PREPOSITIONS,
)

_SUBJECTS = ("Actor", "Instrument")


def neighbours(page: Page) -> Iterator[Finding]:
    """Mentions right after a verb, or right before one, that are none of its arguments."""
    for event in page.ordered:
        kind = form_of(page, event)
        if " " in page.document[event.trigger]:
            continue
        if kind in (FINITE, PERFECT, INFINITIVE, GERUND):
            yield from _right_of(page, event)
        if kind in (FINITE, PERFECT):
            yield from _left_of(page, event)


def complements(page: Page) -> Iterator[Finding]:
    """Events right after a verb that takes events as Content or Theme, and not among them."""
    starts = {event.trigger.start: event for event in page.gold.events}
    for event in page.ordered:
        roles = page.ontology.event_type[event.type].roles
        taking = [role for role, kinds in roles.items() if EVENT_FILLER in kinds]
        if not taking or form_of(page, event) in (NOUN, PARTICIPLE):
            continue
        word = page.after(event.trigger)
        while word is not None and word.lower in SKIPPED | BETWEEN | BEFORE_VERBS:
            word = page.at(word.index + 1)
        other = starts.get(word.span.start) if word is not None else None
        before = page.before(word.span) if word is not None else None
        if before is not None and before.lower == "al":
            continue  # ``dijo al salir``: when, not what.
        if other is not None and other.id not in {a.filler for a in event.arguments}:
            yield Finding(
                event.trigger,
                f"{page.document[other.trigger]!r} ({other.type}) right after, but no {taking[0]}",
                "A11: events as fillers",
            )


def conjuncts(page: Page) -> Iterator[Finding]:
    """``X y Y``: one is an argument, the other is not."""
    mentions = [found[0] for found in page.mentions.values()]
    for event in page.ordered:
        if form_of(page, event) == PARTICIPLE:
            continue  # ``el tratado y la carta firmada``: of the nearest only, as far as one sees.
        filled: dict[str, tuple[str, Span]] = {
            mention.id: (argument.role, mention.span)
            for argument in event.arguments
            for mention, _ in [page.mentions.get(argument.filler, (None, None))]
            if mention is not None
        }
        for role, span in filled.values():
            for other in mentions:
                if page.document[other.span].lower() in CLITICS:
                    continue  # ``felicitó a los ministros y les ofreció``: of the next verb.
                joined = _joined(page, span, other.span) or _joined(page, other.span, span)
                nested = any(other.span in one or one in other.span for _, one in filled.values())
                known = page.mentions[other.id][1].id in page.argument_entities[event.id]
                if joined and not nested and not known and not _two_clauses(page, span, other.span):
                    both = f"{page.document[span]!r}, {role} of {event.type}"
                    yield Finding(
                        other.span,
                        f"no argument, but joined with {both} {page.document[event.trigger]!r}",
                        "A7: one argument per conjunct",
                    )


def idle_times(page: Page) -> Iterator[Finding]:
    """Time expressions beside a trigger that are the Time of no event."""
    used = {filler for event in page.gold.events for filler in page.fillers(event, "Time")}
    for time in page.gold.times:
        beside = _trigger_beside(page, time.span)
        if time.id not in used and beside and not page.in_mention(time.span):
            yield Finding(
                time.span,
                f"beside {beside!r}, but the Time of no event",
                "A12: what does it place or measure?",
            )


def _trigger_beside(page: Page, span: Span) -> str:
    """The trigger right before or after a span, but for prepositions and determiners."""
    left, right = page.before(span), page.after(span)
    while left is not None and left.lower in DETERMINERS | PREPOSITIONS:
        left = page.before(left.span)
    for word in (left, right):
        for event in page.gold.events:
            if word is not None and word.span.overlap(event.trigger):
                return page.document[event.trigger]
    return ""


def _right_of(page: Page, event: Event) -> Iterator[Finding]:
    word = page.after(event.trigger)
    if word is not None and word.lower in ("a", "al"):
        word = page.at(word.index + 1)
    while word is not None and word.lower in SKIPPED:
        word = page.at(word.index + 1)
    if word is not None:
        begun = [m for m, _ in page.mentions.values() if m.span.start == word.span.start]
        roles = tuple(page.ontology.event_type[event.type].roles)
        yield from _unused(page, event, begun, "right after", roles)


def _left_of(page: Page, event: Event) -> Iterator[Finding]:
    word = page.before(event.trigger)
    while word is not None and word.lower in BEFORE_VERBS:
        word = page.before(word.span)
    if word is not None:
        ended = [m for m, _ in page.mentions.values() if m.span.end == word.span.end]
        if any(m.level == "NAM" for m in ended) or len(ended) == 1:
            yield from _unused(page, event, ended, "right before", _SUBJECTS)


def _unused(
    page: Page, event: Event, beside: list[Mention], where: str, roles: Collection[str]
) -> Iterator[Finding]:
    if not beside:
        return
    owners = {page.mentions[mention.id][1].id for mention in beside}
    allowed = page.ontology.event_type[event.type].roles
    fitting = {kind for role in roles for kind in allowed.get(role, ())}
    widest = max(beside, key=lambda mention: len(mention.span))
    if owners & page.argument_entities[event.id]:
        return
    if page.mentions[widest.id][1].type in fitting:
        yield Finding(
            event.trigger,
            f"{page.document[widest.span]!r} {where}, but no argument",
            "A1, A2: the slot decides",
        )


def _joined(page: Page, one: Span, other: Span) -> bool:
    """Whether two spans stand side by side, with ``y`` and perhaps a determiner between."""
    if one.end >= other.start:
        return False
    between = page.text[one.end : other.start].lower().split()
    return bool(between) and between[0] in ("y", "e") and set(between[1:]) <= SKIPPED


def _two_clauses(page: Page, one: Span, other: Span) -> bool:
    """``pulveriza un satélite con un misil y el Pacto habla``: what is joined are clauses."""
    first, last = sorted((one, other))
    sentence = page.within(first)[0].sentence
    earlier = [e for e in page.gold.events if e.trigger.end <= first.start]
    word = page.after(last)
    while word is not None and word.lower in BEFORE_VERBS:
        word = page.after(word.span)
    verb = word is not None and page.in_trigger(word.span)
    return verb and any(page.within(e.trigger)[0].sentence == sentence for e in earlier)

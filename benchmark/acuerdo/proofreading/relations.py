"""Relations that events, noun phrases and appositions state, and that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import Entity, Event, Mention
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import with_plurals
from acuerdo.proofreading.wordlists import words

_LEADERS = with_plurals(words("relations", "leaders"))
_FORMER = words("relations", "former")
_INSTITUTIONS = with_plurals(words("relations", "institutions"))


def unsigned(page: Page) -> Iterator[Finding]:
    """Signing that has happened, without ``signatory_of``."""
    for event in page.ordered:
        if (event.type, event.mode) == ("SUPPORT", "sign") and _is_fact(event):
            yield from _unstated(page, event, "Actor", "Theme", "signatory_of", "R6")


def unreplaced(page: Page) -> Iterator[Finding]:
    """Replacement, without ``replaces``."""
    for event in page.ordered:
        if (event.type, event.mode) == ("ENACT", "replace") and _is_fact(event):
            yield from _unstated(page, event, "Instrument", "Theme", "replaces", "R6")


def unled(page: Page) -> Iterator[Finding]:
    """``presidenta de Norlandia``: an office with a country or body inside, without a relation."""
    for mention, entity in page.mentions.values():
        words = {word.lower for word in page.within(mention.span)}
        if entity.type != "PER" or mention.level != "NOM" or words & _FORMER:
            continue
        head = page.document[mention.head].lower()
        if head not in _LEADERS or head.startswith("ex"):
            continue
        yield from _unrelated(
            page, mention, entity, ("GPE", "ORG"), "R3, R6: leader_of, officer_of"
        )


def unplaced(page: Page) -> Iterator[Finding]:
    """``Ejército danés``, ``agencia rusa``: a body with its country inside, without a relation."""
    for mention, entity in page.mentions.values():
        if entity.type == "ORG" and page.document[mention.head].lower() in _INSTITUTIONS:
            yield from _unrelated(page, mention, entity, ("GPE",), "R7: part_of, located_in")


def _is_fact(event: Event) -> bool:
    return (event.polarity, event.certainty) == ("POS", "CERTAIN") and event.time != "FUTURE"


def _unstated(
    page: Page, event: Event, head: str, tail: str, relation: str, rule: str
) -> Iterator[Finding]:
    known = {
        (page.mentions[r.head][1].id, page.mentions[r.tail][1].id)
        for r in page.gold.relations
        if r.type == relation
    }
    for one in page.fillers(event, head):
        for other in page.fillers(event, tail):
            first, second = page.entity_of(one), page.entity_of(other)
            if first is None or second is None or second.type != "DOC":
                continue
            if first.id != second.id and (first.id, second.id) not in known:
                ends = f"{_surface(page, one)!r} and {_surface(page, other)!r}"
                yield Finding(event.trigger, f"no {relation} between {ends}", f"{rule}: {relation}")


def _unrelated(
    page: Page, mention: Mention, entity: Entity, types: tuple[str, ...], why: str
) -> Iterator[Finding]:
    inside = [
        (other, owner)
        for other, owner in page.mentions.values()
        if other.span in mention.span and other.span != mention.span and owner.type in types
    ]
    outer = [
        (other, owner)
        for other, owner in inside
        if _governed(page, other) != "en"  # ``embajadora en Oslo``: where, not of what.
        and not any(other.span in wider.span and other.span != wider.span for wider, _ in inside)
    ]
    ends = [{page.mentions[r.head][1].id, page.mentions[r.tail][1].id} for r in page.gold.relations]
    if outer and not any({entity.id, owner.id} <= pair for _, owner in inside for pair in ends):
        name = page.document[outer[0][0].span]
        yield Finding(mention.span, f"no relation with {name!r}", why)


def _governed(page: Page, mention: Mention) -> str:
    """The word before a mention."""
    before = page.before(mention.span)
    return before.lower if before is not None else ""


def _surface(page: Page, identifier: str) -> str:
    return page.document[page.mentions[identifier][0].span]

"""Entities of mentions, for want of better: equal names of one type are one entity."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo.annotation import Document, Entity, Mention
from acuerdo_baselines.crf.mentions import FoundMention


def numbered(found: Sequence[FoundMention]) -> list[Mention]:
    """Return mentions with ids, in the order given."""
    return [
        Mention(f"m{number}", mention.span, mention.head, mention.level)
        for number, mention in enumerate(found, 1)
    ]


def alone(document: Document, found: Sequence[FoundMention]) -> tuple[Entity, ...]:
    """Return one entity per mention.

    >>> from acuerdo.annotation import Span
    >>> gpe = [FoundMention(Span(at, at + 4), Span(at, at + 4), "GPE", "NAM") for at in (0, 7)]
    >>> document = Document("d", "Lima y Lima")
    >>> len(alone(document, gpe)), len(by_name(document, gpe))
    (2, 1)
    """
    return tuple(
        Entity(f"n{number}", mention.type, (named,), _name(document, mention))
        for number, (mention, named) in enumerate(zip(found, numbered(found), strict=True), 1)
    )


def by_name(document: Document, found: Sequence[FoundMention]) -> tuple[Entity, ...]:
    """Return one entity per name and type, and one for every other mention."""
    chains: dict[tuple[str, str, int], tuple[FoundMention, list[Mention]]] = {}
    for place, (mention, named) in enumerate(zip(found, numbered(found), strict=True)):
        name = document[mention.span]
        key = (mention.type, name, -1 if mention.level == "NAM" else place)
        chains.setdefault(key, (mention, []))[1].append(named)
    return tuple(
        Entity(f"n{number}", first.type, tuple(mentions), _name(document, first))
        for number, (first, mentions) in enumerate(chains.values(), 1)
    )


def _name(document: Document, mention: FoundMention) -> str:
    """What an entity is called: the mention on one line; a pronoun calls it nothing."""
    if mention.level == "PRO":
        return ""
    return " ".join(document[mention.span].replace("|", " ").split())

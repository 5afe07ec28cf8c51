"""Entities whose mentions do not go together, and names that should be one entity."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acuerdo.annotation import Entity, Mention
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import DETERMINERS, PREPOSITIONS, plain
from acuerdo.proofreading.wordlists import words

_MASCULINE = words("chains", "masculine")
_FEMININE = words("chains", "feminine")
_PLURAL = words("chains", "plural")
_MALE = words("chains", "male")
_FEMALE = words("chains", "female")
_EITHER = words("chains", "either")
_COLLECTIVE = words("chains", "collective")
Sign = Callable[[Page, Mention], str]
"""Gender or number of a mention; empty when nothing shows it."""

_COUNTED = frozenset(("PER", "DOC", "FAC"))


def disagreements(page: Page) -> Iterator[Finding]:
    """Persons that are both masculine and feminine; persons or texts both singular and plural."""
    for entity in page.gold.entities:
        if entity.type == "PER":
            yield from _apart(page, entity, _gender, "gender", "C1, C8: one person")
        if entity.type in _COUNTED:
            yield from _apart(page, entity, _number, "number", "C5: a group is no member of itself")


def names_apart(page: Page) -> Iterator[Finding]:
    """Two names of one entity without a word or initials in common."""
    for entity in page.gold.entities:
        if entity.type == "GPE":
            continue  # A capital that stands for its state has another name (E4).
        names = _names(page, entity)
        for n, (mention, name) in enumerate(names):
            others = [other for _, other in names[:n] if not _akin(name, other)]
            if n and len(others) == n:
                yield Finding(
                    mention.span,
                    f"of one {entity.type} entity with {others[0]!r}",
                    "C1, C6: the same thing?",
                )


def shared_names(page: Page) -> Iterator[Finding]:
    """Two entities of one type with one name."""
    seen: dict[tuple[str, str], Entity] = {}
    for entity in page.gold.entities:
        for mention, name in _names(page, entity):
            other = seen.setdefault((entity.type, name), entity)
            if other is not entity and not _is_capital(entity, other, name):
                yield Finding(
                    mention.span,
                    f"a name of two {entity.type} entities ({other.name!r} and {entity.name!r})",
                    "C1, E4: one entity per thing",
                )
                break


def foreign_names(page: Page) -> Iterator[Finding]:
    """A canonical name that no mention has, or that is not the fullest."""
    for entity in page.gold.entities:
        if not entity.name or any(mention.level == "ADJ" for mention in entity.mentions):
            continue  # A country that has demonyms may be called by its name (C9).
        surfaces = {page.document[mention.span]: mention for mention in entity.mentions}
        names = [name for _, name in _names(page, entity)]
        first = min(entity.mentions, key=lambda mention: mention.span)
        if entity.name not in surfaces:
            yield Finding(first.span, f"name {entity.name!r} is no mention", "C9: canonical name")
        elif names and entity.name not in names:
            yield Finding(
                first.span, f"name {entity.name!r}, though {names[0]!r} is a name", "C9: NAM first"
            )
        elif names:
            fuller = [n for n in names if f" {entity.name} " in f" {n} " and n != entity.name]
            if fuller:
                yield Finding(
                    first.span,
                    f"name {entity.name!r}, though {fuller[0]!r} is fuller",
                    "C9: fullest",
                )


def appositions_apart(page: Page) -> Iterator[Finding]:
    """``presidente Gil``, ``agencia Norpress``: a noun and a name side by side, two entities."""
    by_start = {mention.span.start: (mention, entity) for mention, entity in page.mentions.values()}
    for noun, entity in page.mentions.values():
        name, other = by_start.get(noun.span.end + 1, (None, None))
        if noun.level != "NOM" or name is None or other is None or name.level != "NAM":
            continue
        if other is not entity and other.type == entity.type and entity.type != "GPE":
            yield Finding(
                noun.span,
                f"not coreferent with {page.document[name.span]!r} beside it",
                "C2: appositions corefer",
            )


def _apart(page: Page, entity: Entity, sign: Sign, what: str, why: str) -> Iterator[Finding]:
    first: dict[str, Mention] = {}
    for mention in sorted(entity.mentions, key=lambda m: m.span):
        value = sign(page, mention)
        if not value:
            continue
        first.setdefault(value, mention)
        if len(first) > 1:
            other = next(iter(first.values()))
            yield Finding(
                mention.span,
                f"{value}, but {page.document[other.span]!r} of the same entity is not ({what})",
                why,
            )
            return


def _determiner(page: Page, mention: Mention) -> str:
    before = page.before(mention.span)
    return before.lower if before is not None else ""


def _gender(page: Page, mention: Mention) -> str:
    head = page.document[mention.head].lower()
    if mention.level not in ("NOM", "PRO") or head in _EITHER:
        return ""
    sign = head if mention.level == "PRO" else _determiner(page, mention)
    if sign in _FEMININE or head in _FEMALE:
        return "feminine"
    if sign in _MASCULINE or head in _MALE:
        return "masculine"
    return ""


def _number(page: Page, mention: Mention) -> str:
    head = page.document[mention.head].lower()
    if mention.level not in ("NOM", "PRO") or head in _COLLECTIVE:
        return ""
    sign = head if mention.level == "PRO" else _determiner(page, mention)
    if sign in _PLURAL:
        return "plural"
    if sign in _FEMININE | _MASCULINE:
        return "singular"
    return ""


def _names(page: Page, entity: Entity) -> list[tuple[Mention, str]]:
    named = [mention for mention in entity.mentions if mention.level == "NAM"]
    return [(m, page.document[m.span]) for m in sorted(named, key=lambda m: m.span)]


def _akin(one: str, other: str) -> bool:
    words = [
        {w for w in plain(name).replace("-", " ").split() if w not in DETERMINERS | PREPOSITIONS}
        for name in (one, other)
    ]
    if words[0] & words[1]:
        return True
    return _is_acronym(one, other) or _is_acronym(other, one)


def _is_acronym(short: str, full: str) -> bool:
    """Whether the letters of an acronym are in a name, in order or as initials of its words."""
    letters = [c for c in plain(short) if c.isalpha()]
    if " " in short or not short.replace(".", "").isupper():
        return False
    rest = iter(plain(full))
    initials = {word[0] for word in plain(full).split()}
    return all(letter in rest for letter in letters) or set(letters) <= initials


def _is_capital(one: Entity, other: Entity, name: str) -> bool:
    """E4: one entity is the city, the other the state that it acts for."""
    apart = {entity.name for entity in (one, other)} - {name}
    return one.type == "GPE" and len(apart) == 1 and not _akin(name, apart.pop())

"""Every name of the atlas's world, and which of them a document has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from acuerdo.annotation import Example
from acuerdo.atlas import Atlas, Country, Demonym, Person
from acuerdo.swapping.grammar import starts_sentence
from acuerdo.swapping.names import (
    CITY,
    COUNTRY,
    GIVEN,
    GROUP,
    PERSONAL,
    PLACE,
    SURNAME,
    capitalised,
    cities,
    institutions,
    places,
    writings,
)
from acuerdo.swapping.words import words

DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the atlas.

    Attributes:
        kind: What kind of name it is.
        country: Code of the country that it belongs to; empty for organisations and places.
        detail: Kind of city or institution, gender of a given name.
    """

    kind: str
    country: str = ""
    detail: str = ""


def known_names(atlas: Atlas) -> dict[str, Known]:
    """Return every name of the atlas by its surface; demonyms are in lower case."""
    found: dict[str, Known] = {}
    for country in atlas.countries:
        for surface, known in _of_country(country):
            found.setdefault(surface, known)
    for group in atlas.armed_groups:
        for surface in (group.name, group.acronym):
            found.setdefault(surface, Known(GROUP, group.country))
        for surface, known in _of_person(group.leader, group.country):
            found.setdefault(surface, known)
    for organisation in atlas.organisations:
        twin = words().organisations.get(organisation.acronym)
        for surface in (organisation.name, organisation.acronym, *(twin.names if twin else ())):
            found.setdefault(surface, Known("organisation", detail=organisation.acronym))
        for surface, known in _of_person(organisation.head, ""):
            found.setdefault(surface, known)
    for part, (kind, _) in places(atlas).items():
        found.setdefault(part, Known(PLACE, detail=kind))
    return found


def _of_country(country: Country) -> Iterator[tuple[str, Known]]:
    code = country.code
    yield country.name, Known(COUNTRY, code)
    for detail, name in cities(country):
        yield name, Known(CITY, code, detail)
    for demonym in (country.demonym, country.capital.demonym):
        for form in demonym.forms:
            yield form, Known(DEMONYM, code)
    for person in country.people:
        yield from _of_person(person, code)
    for gender, given in (("f", country.names.female), ("m", country.names.male)):
        for name in given:
            yield name, Known(GIVEN, code, gender)
    for surname in country.names.surnames:
        yield surname, Known(SURNAME, code)
    for kind, institution in institutions(country):
        yield institution.surface, Known(kind, code)
    for party in country.parties:
        yield party.acronym, Known("acronym", code, party.role)


def _of_person(person: Person, code: str) -> Iterator[tuple[str, Known]]:
    yield person.given, Known(GIVEN, code, person.gender)
    yield person.surname, Known(SURNAME, code, person.gender)


def pattern_of(surfaces: Collection[str]) -> re.Pattern[str]:
    """Return a pattern that finds whole names, the longest first.

    >>> pattern_of(["Orcina", "Nueva Orcina"]).findall("Nueva Orcina y Orcinalia")
    ['Nueva Orcina']
    """
    ordered = sorted(surfaces, key=lambda surface: (-len(surface), surface))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def names_in(example: Example, known: dict[str, Known]) -> dict[str, Known]:
    """Return the names of the atlas that a document has, in text, metadata or annotation.

    At the start of a sentence, the name of a person counts only in a mention: ``Flor`` is a word.
    Ministries, whose names are common, count only for countries that have another name there.
    """
    variants = {written: surface for surface in known for written in writings(surface)}
    variants |= {surface: surface for surface in known}
    pattern = pattern_of(variants)
    document = example.document
    inside = [mention.span for mention, _ in example.gold.mentions()]
    found: dict[str, Known] = {}
    for match in pattern.finditer(document.text):
        surface = variants[match.group()]
        apart = starts_sentence(document.text, match.start()) and not any(
            span.start <= match.start() and match.end() <= span.end for span in inside
        )
        if not (apart and known[surface].kind in PERSONAL):
            found[surface] = known[surface]
    written = [document.title, document.source, *(each.name for each in example.gold.entities)]
    for content in written:
        for match in pattern.finditer(content):
            surface = variants[match.group()]
            if not (match.start() == 0 and known[surface].kind in PERSONAL and content != surface):
                found[surface] = known[surface]
    owners = {each.country for each in found.values() if each.kind != "foreign_ministry"}
    return {
        surface: each
        for surface, each in sorted(found.items())
        if each.kind != "foreign_ministry" or each.country in owners
    }


def countries_in(example: Example, found: dict[str, Known], atlas: Atlas) -> list[str]:
    """Return the codes of the countries that a document has, sorted."""
    codes = {country.code for country in atlas.countries}
    seen = {known.country for known in found.values()}
    seen |= {entity.country for entity in example.gold.entities}
    return sorted(codes & seen)


def holds(name: str, country: Country, atlas: Atlas) -> bool:
    """Whether a name has another name of the world inside: its country, a demonym, a place.

    Such a name follows what it holds: ``El Correo de Castelúa``, ``Armada Gavala``.
    """
    inner = {country.name, *(city for _, city in cities(country)), *places(atlas)}
    inner |= set(_forms(country.demonym))
    inner |= set(_forms(country.capital.demonym))
    inner |= {form for word in words().governments for form in (word, capitalised(word))}
    inner.discard(name)
    return bool(pattern_of(inner).search(name))


def holds_country(name: str, country: Country) -> bool:
    """Whether a name has the demonym of its country inside, or its name as a complement."""
    inner = {*_forms(country.demonym), *_forms(country.capital.demonym)}
    inner |= {f"{de} {country.name}" for de in ("de", "del", "de la", "de las")}
    return bool(pattern_of(inner).search(name))


def _forms(demonym: Demonym) -> Iterator[str]:
    for form in demonym.forms:
        yield form
        yield capitalised(form)

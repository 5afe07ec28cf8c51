"""The plan of a twin: every name of a document and the name that stands in its place."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from acuerdo.annotation import Example
from acuerdo.atlas import ArmedGroup, Atlas, Country, Organisation
from acuerdo.errors import DatasetError
from acuerdo.swapping.countries import choose_countries
from acuerdo.swapping.inventory import (
    Known,
    countries_in,
    holds,
    holds_country,
    known_names,
    names_in,
)
from acuerdo.swapping.names import (
    ACRONYM,
    BARE,
    COUNTRY,
    GIVEN,
    GROUP,
    NOUN,
    ORGANISATION,
    PLACE,
    SURNAME,
    WORD,
    Name,
    Replacement,
    cities,
    institution,
    institutions,
    name_of,
    places,
    proper_part,
)
from acuerdo.swapping.pairs import common_words, filled, inflected, towns
from acuerdo.swapping.people import name_people
from acuerdo.swapping.words import ArticleNames, words


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in the place of what in one document.

    Attributes:
        replacements: By the surface of the old name.
        countries: New code by old code.
        codes: New code of an entity by its old canonical name, where its country does not tell.
    """

    replacements: Mapping[str, Replacement]
    countries: Mapping[str, str]
    codes: Mapping[str, str]

    def identity(self) -> Plan:
        """The plan that finds the same names and leaves all of them as they are."""
        same = {
            surface: replace(each, new=each.old, forms=None)
            for surface, each in self.replacements.items()
        }
        return Plan(same, {code: code for code in self.countries}, {})


def plan_for(example: Example, atlas: Atlas, *, seed: int) -> Plan:
    """Return the plan of a document: seeded, the same whenever it is asked for.

    Args:
        example: The original with its gold.
        atlas: The world that the names are from.
        seed: Decides among names that do as well; each document draws for itself.

    Raises:
        DatasetError: A name has no counterpart.
    """
    article = words().articles.get(example.document.id)
    if article is not None:
        return _of_article(article, atlas)
    found = names_in(example, known_names(atlas))
    rng = random.Random(f"{seed}:{example.document.id}")
    codes = countries_in(example, found, atlas)
    return plan_with(example, atlas, choose_countries(codes, found, atlas, rng), rng)


def plan_with(
    example: Example, atlas: Atlas, countries: Mapping[str, str], rng: random.Random
) -> Plan:
    """Return the plan of a document whose countries are settled.

    Args:
        example: The original with its gold.
        atlas: The world that the names are from.
        countries: New code by old code.
        rng: Decides among names that do as well.

    Raises:
        DatasetError: A name has no counterpart.
    """
    found = names_in(example, known_names(atlas))
    return _Planning(example, atlas, found, countries, rng).plan()


def _of_article(article: ArticleNames, atlas: Atlas) -> Plan:
    replacements = {
        old: Replacement(ORGANISATION, Name(old, use=NOUN), Name(new, use=NOUN))
        for old, new in article.names.items()
    }
    for code, real in article.real.items():
        target = atlas.country(article.countries[code])
        old = Name(real.name, real.gender)
        replacements[real.name] = Replacement(COUNTRY, old, name_of(target))
        replacements |= {r.old.surface: r for r in inflected(real.demonym, target.demonym)}
    return Plan(replacements, article.countries, article.codes)


class _Planning:
    """One plan in the making."""

    def __init__(
        self,
        example: Example,
        atlas: Atlas,
        found: Mapping[str, Known],
        countries: Mapping[str, str],
        rng: random.Random,
    ) -> None:
        self._example = example
        self._atlas = atlas
        self._found = found
        self._countries = countries
        self._rng = rng

    def plan(self) -> Plan:
        """The names of the countries, then those of everybody's."""
        listed: list[Replacement] = []
        groups, twins = self._groups()
        listed += groups
        listed += self._places(twins)
        for code, target in self._countries.items():
            listed += self._of_country(self._atlas.country(code), self._atlas.country(target))
        listed += self._organisations({each.old.surface: each for each in listed})
        listed += name_people(self._atlas, self._found, self._countries, self._rng)
        listed += common_words()
        by_surface = {each.old.surface: each for each in listed}
        by_surface |= {each.old.surface: each for each in self._aliases(by_surface)}
        return Plan(by_surface, self._countries, {})

    def _of_country(self, country: Country, target: Country) -> Iterator[Replacement]:
        yield Replacement(COUNTRY, name_of(country), name_of(target))
        yield from inflected(country.demonym, target.demonym)
        yield from inflected(country.capital.demonym, target.capital.demonym)
        yield from towns(country, target)
        for kind, name in institutions(country):
            if name.surface in self._found and not holds(name.surface, country, self._atlas):
                yield Replacement(kind, name, self._counterpart(kind, name, target))
        for party in country.parties:
            if party.acronym in self._found or party.name in self._found:
                roles = [each for each in target.parties if each.role == party.role]
                rivals = [each for each in country.parties if each.role == party.role]
                other = roles[min(rivals.index(party), len(roles) - 1)]
                old, new = institution(party.role, party), institution(other.role, other)
                yield Replacement(party.role, old, new)
                yield Replacement(
                    ACRONYM,
                    Name(party.acronym, party.gender, use=NOUN),
                    Name(other.acronym, other.gender, use=NOUN),
                )

    def _counterpart(self, kind: str, name: Name, target: Country) -> Name:
        """The target's own, else a spare one; not one that speaks of its country inside."""
        own = [
            other
            for other_kind, other in institutions(target)
            if other_kind == kind
            and other.agreement == name.agreement
            and (name.use, other.use) != (BARE, NOUN)
            and other.surface not in self._found
            and not holds_country(other.surface, target)
        ]
        if own:
            return own[0]
        spares = words().spares.get(kind, {}).get(name.gender, ())
        unused = [spare for spare in spares if spare not in self._found]
        if not unused:
            raise DatasetError(
                f"doc {self._example.document.id}: {name.surface!r} has no counterpart in "
                f"{target.name}; expected a {kind} of gender {name.gender}, or a spare one"
            )
        return Name(self._rng.choice(unused), name.gender, name.number, name.use)

    def _groups(self) -> tuple[list[Replacement], dict[str, str]]:
        """Armed groups, and the places in their names that must follow."""
        listed: list[Replacement] = []
        twins: dict[str, str] = {}
        free = [each for each in self._atlas.armed_groups if not self._has(each)]
        for group in self._atlas.armed_groups:
            if not self._has(group):
                continue
            alike = [each for each in free if each.gender == group.gender]
            if not alike:
                raise DatasetError(
                    f"doc {self._example.document.id}: {group.name!r} has no counterpart; "
                    f"expected another armed group of gender {group.gender}"
                )
            other = self._rng.choice(alike)
            free.remove(other)
            for old, new in ((group.name, other.name), (group.acronym, other.acronym)):
                old_name = Name(old, group.gender, use=NOUN)
                listed.append(Replacement(GROUP, old_name, Name(new, other.gender, use=NOUN)))
            parts = places(self._atlas)
            old_part = [part for part in parts if part in group.name.split()]
            new_part = [part for part in parts if part in other.name.split()]
            if old_part and new_part:
                twins[old_part[0]] = new_part[0]
        return listed, twins

    def _has(self, group: ArmedGroup) -> bool:
        return group.name in self._found or group.acronym in self._found

    def _places(self, fixed: Mapping[str, str]) -> Iterator[Replacement]:
        """Proper parts of geographical names: kind to kind as far as there are any."""
        parts = places(self._atlas)
        had = [part for part, known in self._found.items() if known.kind == PLACE]
        inside = [part for part in parts if any(part in name.split() for name in self._found)]
        cities_too = {city for each in self._atlas.countries for _, city in cities(each)}
        taken = {*had, *inside, *fixed.values(), *words().places, *cities_too}
        new: dict[str, str] = dict(fixed)
        for part in sorted({*had, *inside} - cities_too):
            kind, use = parts[part]
            spare = words().places.get(part)
            if part in new or spare:
                new.setdefault(part, spare or "")
                continue
            alike = [each for each in self._natural(use) if each not in taken]
            best = [each for each in alike if parts[each][0] == kind] or alike
            if not best:
                raise DatasetError(
                    f"doc {self._example.document.id}: {part!r} has no counterpart; expected "
                    f"another place that is used alike"
                )
            new[part] = self._rng.choice(best)
            taken.add(new[part])
        for part, other in new.items():
            yield Replacement(PLACE, Name(part, use=NOUN), Name(other, use=NOUN))
        for feature in self._atlas.geography:
            part = proper_part(feature.name)
            if part in cities_too and feature.name in self._example.document.text:
                other = self._rng.choice(
                    [each for each in self._natural(BARE) if each not in taken]
                )
                taken.add(other)
                old = Name(feature.name, feature.gender, use=NOUN)
                head = feature.name.removesuffix(part)
                yield Replacement(PLACE, old, Name(head + other, feature.gender, use=NOUN))

    def _natural(self, use: str) -> list[str]:
        """Parts of geographical names that are used alike; structures lend none."""
        natural = {proper_part(feature.name) for feature in self._atlas.geography}
        return [
            part
            for part, (_, other) in places(self._atlas).items()
            if other == use and part in natural
        ]

    def _organisations(self, known: Mapping[str, Replacement]) -> Iterator[Replacement]:
        for each in self._atlas.organisations:
            twin = words().organisations.get(each.acronym)
            if twin is None:
                raise DatasetError(f"organisation {each.acronym}: expected a twin in words.yaml")
            new = filled(twin.name, known)
            for old, other in ((each.name, new), *twin.names.items(), (each.acronym, twin.acronym)):
                yield Replacement(ORGANISATION, Name(old, use=NOUN), Name(other, use=NOUN))
            if self._meets(each):
                yield Replacement(GIVEN, Name(each.head.given), Name(twin.given))
                yield Replacement(SURNAME, Name(each.head.surname), Name(twin.surname))

    def _meets(self, organisation: Organisation) -> bool:
        return organisation.head.surname in self._found

    def _aliases(self, known: Mapping[str, Replacement]) -> Iterator[Replacement]:
        """Institutions and groups called by their first word alone: ``el Departamento``."""
        for surface, each in known.items():
            old, new = surface.split()[0], each.new.surface.split()[0]
            short = each.old.use == NOUN and " " in surface and surface in self._found
            institutional = each.kind not in (PLACE, ORGANISATION, WORD, COUNTRY)
            if short and institutional and old != new and old not in known:
                yield Replacement(
                    each.kind,
                    replace(each.old, surface=old),
                    replace(each.new, surface=new),
                    alone=True,
                )

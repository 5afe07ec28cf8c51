"""People: public figures to public figures, minor characters to unused names."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from acuerdo.atlas import Atlas, Country, Person
from acuerdo.errors import DatasetError
from acuerdo.swapping.inventory import Known
from acuerdo.swapping.names import GIVEN, SURNAME, Name, Replacement


def name_people(
    atlas: Atlas, found: Mapping[str, Known], countries: Mapping[str, str], rng: random.Random
) -> Iterator[Replacement]:
    """Yield the replacements of given names and surnames.

    A public figure becomes one of the same gender, of the same sector if there is one. Others get
    given names and surnames of the lists of the new country that the document does not have.

    Raises:
        DatasetError: The lists of a country have too few names.
    """
    for code, target in countries.items():
        yield from _People(atlas.country(code), atlas.country(target), atlas, found, rng).named()


class _People:
    """The people of one country."""

    def __init__(
        self,
        country: Country,
        target: Country,
        atlas: Atlas,
        found: Mapping[str, Known],
        rng: random.Random,
    ) -> None:
        self._country = country
        self._target = target
        self._atlas = atlas
        self._found = found
        self._rng = rng
        self._left = [
            person
            for person in target.people
            if person.given not in found and person.surname not in found
        ]
        self._used: set[str] = set()

    def named(self) -> Iterator[Replacement]:
        """Replacements for everyone of the country whom the document names."""
        figures = [
            person
            for person in self._country.people
            if person.surname in self._found or person.given in self._found
        ]
        done: set[str] = set()
        for person in figures:
            other = self._figure(person)
            if other is not None:
                done |= {person.given, person.surname}
                yield Replacement(GIVEN, Name(person.given), Name(other.given))
                yield Replacement(SURNAME, Name(person.surname), Name(other.surname))
        genders = {person.given: person.gender for person in self._country.people}
        genders |= {
            group.leader.given: group.leader.gender
            for group in self._atlas.armed_groups
            if group.country == self._country.code
        }
        for surface, known in self._found.items():
            if known.country != self._country.code or surface in done:
                continue
            if known.kind == GIVEN:
                gender = genders.get(surface, known.detail)
                lists = self._target.names
                pool = lists.female if gender == "f" else lists.male
                yield Replacement(GIVEN, Name(surface), Name(self._unused(pool)))
            elif known.kind == SURNAME:
                other_name = self._unused(self._target.names.surnames)
                yield Replacement(SURNAME, Name(surface), Name(other_name))

    def _figure(self, person: Person) -> Person | None:
        alike = [other for other in self._left if other.gender == person.gender]
        if not alike:
            return None
        ranked = sorted(
            alike, key=lambda other: (_office(other, person), other.sector != person.sector)
        )
        self._left.remove(ranked[0])
        return ranked[0]

    def _unused(self, pool: tuple[str, ...]) -> str:
        free = [name for name in pool if name not in self._found and name not in self._used]
        if not free:
            raise DatasetError(
                f"{self._target.name}: no name left for a minor character; expected more in its "
                "lists"
            )
        name = self._rng.choice(free)
        self._used.add(name)
        return name


def _office(other: Person, person: Person) -> int:
    """0 for the same office, 1 for one that begins alike, 2 for another."""
    if other.office == person.office:
        return 0
    return 1 if other.office.split()[:1] == person.office.split()[:1] else 2

"""The atlas: the invented world that the corpus is set in, read from ``atlas.json``.

Countries have codes that ISO 3166-1 leaves to its users, so that no code of the atlas is the code
of a real country. Reading checks everything, and all problems come at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from acuerdo.errors import DatasetError, ValidationError
from acuerdo.validation.problem import Problem, one_of

Gender = Literal["m", "f"]
Number = Literal["s", "p"]

_IN_USE = "XKX XXA XXB XXC XXX XPO XOM XBA XIM XCC XCE XCO XEC XMP XES"
CODES_IN_USE = frozenset(_IN_USE.split())
"""User-assigned codes that others have given a meaning: Kosovo, stateless persons, bodies that
issue travel documents. Source: ICAO Doc 9303, part 3, section 5; the rest is common practice."""

_ARTICLES = {("m", "s"): "el", ("f", "s"): "la", ("m", "p"): "los", ("f", "p"): "las"}
_ENDINGS = {
    "o": ("o", "a", "os", "as"),
    "és": ("és", "esa", "eses", "esas"),
    "í": ("í", "í", "íes", "íes"),
    "ense": ("ense", "ense", "enses", "enses"),
}
"""Inflection of demonyms: masculine and feminine singular, masculine and feminine plural.
Source: RAE, *Nueva gramática de la lengua española*, chapters 2 and 3."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record of the atlas; unknown fields are mistakes."""


class Demonym(_Entry, frozen=True, forbid_unknown_fields=True):
    """The four forms of the adjective of a country or city."""

    ms: str
    fs: str
    mp: str
    fp: str

    def form(self, gender: str, number: str) -> str:
        """Return the form of a gender and number.

        >>> Demonym("gavalo", "gavala", "gavalos", "gavalas").form("f", "p")
        'gavalas'
        """
        forms = {"ms": self.ms, "fs": self.fs, "mp": self.mp, "fp": self.fp}
        return forms[gender + number]

    def features(self, form: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of gender and number that a form may have.

        >>> Demonym("hamzurí", "hamzurí", "hamzuríes", "hamzuríes").features("hamzurí")
        (('m', 's'), ('f', 's'))
        """
        return tuple((g, n) for n in "sp" for g in "mf" if self.form(g, n) == form)

    @property
    def forms(self) -> tuple[str, ...]:
        """The distinct forms."""
        return tuple(dict.fromkeys((self.ms, self.fs, self.mp, self.fp)))


class Named(_Entry, frozen=True, forbid_unknown_fields=True):
    """Something with a name and a grammatical gender."""

    name: str
    gender: Gender


class Capital(Named, frozen=True, forbid_unknown_fields=True):
    """The capital of a country; it has a demonym of its own."""

    demonym: Demonym


class Kinded(Named, frozen=True, forbid_unknown_fields=True):
    """A city or a branch of the armed forces."""

    kind: str


class Company(Named, frozen=True, forbid_unknown_fields=True):
    """The best-known company of a country."""

    sector: str


class Party(Named, frozen=True, forbid_unknown_fields=True):
    """A political party."""

    acronym: str
    role: Literal["governing", "opposition"]


class Person(_Entry, frozen=True, forbid_unknown_fields=True):
    """A public figure."""

    given: str
    surname: str
    gender: Gender
    office: str = ""
    sector: str = ""
    party: str = ""

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"


class NameLists(_Entry, frozen=True, forbid_unknown_fields=True):
    """Names for minor characters."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]


class Country(_Entry, frozen=True, forbid_unknown_fields=True):
    """A country.

    Attributes:
        article: The article that its name takes in running text, in lower case: ``el`` Tarubay.
            Empty when it takes none, or when the article is part of the name: ``La Almudera``.
    """

    code: str
    name: str
    article: Literal["", "el", "la", "los", "las"]
    gender: Gender
    number: Number
    formal_name: str
    government: str
    demonym: Demonym
    capital: Capital
    cities: tuple[Kinded, ...]
    seat: Named
    foreign_ministry: Named
    parliament: Named
    people: tuple[Person, ...]
    names: NameLists
    parties: tuple[Party, ...]
    news_agency: Named
    newspaper: Named
    armed_forces: tuple[Kinded, ...]
    intelligence: Named
    company: Company
    variety: str
    history: str

    @property
    def institutions(self) -> tuple[Named, ...]:
        """Everything of the country that has a name of its own and is neither place nor person."""
        return (
            self.seat,
            self.foreign_ministry,
            self.parliament,
            self.news_agency,
            self.newspaper,
            self.intelligence,
            self.company,
            *self.armed_forces,
            *self.parties,
        )


class Organisation(Kinded, frozen=True, forbid_unknown_fields=True):
    """An organisation of states."""

    acronym: str
    members: tuple[str, ...]
    seat: str
    head: Person
    sector: str
    history: str


class ArmedGroup(Named, frozen=True, forbid_unknown_fields=True):
    """An armed group."""

    acronym: str
    country: str
    leader: Person
    sector: str
    history: str


class Treaty(Named, frozen=True, forbid_unknown_fields=True):
    """A treaty: who signed what, where and when."""

    date: str
    place: str
    parties: tuple[str, ...]
    status: str
    subject: str


class Geography(Kinded, frozen=True, forbid_unknown_fields=True):
    """A sea, river, range or other feature; its article is that of running text."""

    article: Literal["el", "la", "los", "las"]
    countries: tuple[str, ...]


class Infrastructure(Kinded, frozen=True, forbid_unknown_fields=True):
    """A pipeline, dam, base or other structure."""

    countries: tuple[str, ...]


class Dispute(_Entry, frozen=True, forbid_unknown_fields=True):
    """What two countries quarrel about."""

    parties: tuple[str, ...]
    about: str
    place: str
    since: int
    status: str


class Atlas(_Entry, frozen=True, forbid_unknown_fields=True):
    """The whole world."""

    version: str
    about: str
    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...]
    armed_groups: tuple[ArmedGroup, ...]
    treaties: tuple[Treaty, ...]
    geography: tuple[Geography, ...]
    infrastructure: tuple[Infrastructure, ...]
    borders: tuple[tuple[str, str, str], ...]
    disputes: tuple[Dispute, ...]
    alliances_and_rivalries: tuple[str, ...]

    def country(self, code: str) -> Country:
        """Return the country with a code.

        Raises:
            DatasetError: There is none.
        """
        for country in self.countries:
            if country.code == code:
                return country
        raise DatasetError(
            f"country {code!r}: not in the atlas; expected "
            f"{one_of([country.code for country in self.countries])}"
        )


def read_atlas(path: Path) -> Atlas:
    """Return the atlas of a file, checked.

    Raises:
        DatasetError: The file is missing or malformed.
        ValidationError: The atlas contradicts itself; all problems are listed.
    """
    try:
        atlas = msgspec.json.decode(path.read_bytes(), type=Atlas)
    except FileNotFoundError as error:
        raise DatasetError(f"{path}: no such file; expected the atlas") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: {error}") from error
    if problems := validate_atlas(atlas):
        raise ValidationError([problem.within(path.name) for problem in problems])
    return atlas


def validate_atlas(atlas: Atlas) -> list[Problem]:
    """Return every problem of an atlas."""
    return [
        *_codes(atlas),
        *_grammar(atlas),
        *_references(atlas),
        *_uniqueness(atlas),
    ]


def _codes(atlas: Atlas) -> Iterator[Problem]:
    for code, count in Counter(country.code for country in atlas.countries).items():
        where = f"country {code}"
        if count > 1:
            yield Problem(where, f"the code {count} times", "every code once")
        if not _is_user_assigned(code):
            yield Problem(
                where, "a code that ISO 3166-1 assigns", "one of XAA-XZZ, QMA-QZZ, AAA-AAZ, ZZA-ZZZ"
            )
        elif code in CODES_IN_USE:
            yield Problem(where, "a code that others use", "one without a meaning")


def _is_user_assigned(code: str) -> bool:
    if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
        return False
    return code[0] == "X" or code[:2] in ("AA", "ZZ") or (code[0] == "Q" and code[1] >= "M")


def _grammar(atlas: Atlas) -> Iterator[Problem]:
    for country in atlas.countries:
        where = f"country {country.code}"
        expected = _ARTICLES[country.gender, country.number]
        if country.article and country.article != expected:
            yield Problem(
                f"{where}.article", repr(country.article), f"{expected!r}, as its gender asks"
            )
        yield from _inflection(f"{where}.demonym", country.demonym)
        yield from _inflection(f"{where}.capital.demonym", country.capital.demonym)


def _inflection(where: str, demonym: Demonym) -> Iterator[Problem]:
    found = (demonym.ms, demonym.fs, demonym.mp, demonym.fp)
    for ending, forms in _ENDINGS.items():
        if demonym.ms.endswith(ending):
            stem = demonym.ms.removesuffix(ending)
            expected = tuple(stem + form for form in forms)
            if found != expected:
                yield Problem(where, ", ".join(found), ", ".join(expected))
            return
    yield Problem(where, repr(demonym.ms), f"a form in {', '.join(f'-{e}' for e in _ENDINGS)}")


def _references(atlas: Atlas) -> Iterator[Problem]:
    codes = {country.code for country in atlas.countries}
    cities = {
        city.name for country in atlas.countries for city in (country.capital, *country.cities)
    }
    places = cities | {each.name for each in (*atlas.geography, *atlas.infrastructure)}
    places |= {f"{each.kind} {each.name}" for each in atlas.geography}
    for country in atlas.countries:
        acronyms = [party.acronym for party in country.parties]
        for person in country.people:
            if person.party and person.party not in acronyms:
                where = f"country {country.code}: {person.name}"
                yield Problem(f"{where}.party", repr(person.party), one_of(acronyms))
    listed: list[tuple[str, Iterable[str]]] = []
    listed += [(f"{each.name}.members", each.members) for each in atlas.organisations]
    listed += [(f"{each.name}.country", (each.country,)) for each in atlas.armed_groups]
    listed += [(f"{each.name}.parties", each.parties) for each in atlas.treaties]
    listed += [(f"{each.name}.countries", each.countries) for each in atlas.geography]
    listed += [(f"{each.name}.countries", each.countries) for each in atlas.infrastructure]
    listed += [(f"borders[{i}]", border[:2]) for i, border in enumerate(atlas.borders)]
    listed += [(f"disputes[{i}].parties", each.parties) for i, each in enumerate(atlas.disputes)]
    for where, members in listed:
        for code in members:
            if code not in codes:
                yield Problem(where, repr(code), "the code of a country of the atlas")
    sites = [(each.name, "seat", each.seat, cities) for each in atlas.organisations]
    sites += [(each.name, "place", each.place, cities) for each in atlas.treaties]
    sites += [
        (f"disputes[{i}]", "place", each.place, places) for i, each in enumerate(atlas.disputes)
    ]
    for where, field, name, known in sites:
        if name not in known:
            yield Problem(f"{where}.{field}", repr(name), "a place of the atlas")


def _uniqueness(atlas: Atlas) -> Iterator[Problem]:
    people = [person for country in atlas.countries for person in country.people]
    people += [each.head for each in atlas.organisations]
    people += [each.leader for each in atlas.armed_groups]
    surnames = [person.surname for person in people]
    given = [person.given for person in people]
    names = [country.name for country in atlas.countries]
    acronyms = [each.acronym for each in atlas.organisations]
    acronyms += [each.acronym for each in atlas.armed_groups]
    for country in atlas.countries:
        surnames += country.names.surnames
        given += (*country.names.female, *country.names.male)
        names += [city.name for city in (country.capital, *country.cities)]
        names += [each.name for each in country.institutions]
        acronyms += [party.acronym for party in country.parties]
    for group in (
        atlas.organisations,
        atlas.armed_groups,
        atlas.treaties,
        atlas.geography,
        atlas.infrastructure,
    ):
        names += [each.name for each in group]
    for what, values in (
        ("name", names),
        ("surname", surnames),
        ("given name", given),
        ("acronym", acronyms),
    ):
        for value, count in Counter(values).items():
            if count > 1:
                yield Problem(f"{what} {value!r}", f"{count} times", "every name once")

"""What can be replaced: names, and the demonyms and aliases that go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acuerdo.atlas import Atlas, Country, Demonym, Geography, Infrastructure, Named
from acuerdo.swapping.words import list_of

RUNNING = "running"
"""Takes its article in running text: ``el Tarubay``, ``la Brisenza``."""

NOUN = "noun"
"""A noun phrase: has whatever determiner the sentence gives it: ``la Guardia de los Valles``."""

BARE = "bare"
"""Has no determiner: ``Gavalia``, ``Drelgaz``; also ``La Almudera``, whose article is its own."""

GIVEN, SURNAME, COUNTRY, CITY, PLACE = "given", "surname", "country", "city", "place"
ORGANISATION, GROUP, ACRONYM, WORD = "organisation", "group", "acronym", "word"
INSTITUTIONS = (
    "seat",
    "foreign_ministry",
    "parliament",
    "news_agency",
    "newspaper",
    "intelligence",
    "company",
)
PERSONAL = (GIVEN, SURNAME)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as texts have it, without the article of running text.

    Attributes:
        surface: The words.
        gender: ``m`` or ``f``; empty where nothing agrees with it.
        number: ``s`` or ``p``.
        use: ``RUNNING``, ``NOUN`` or ``BARE``.
    """

    surface: str
    gender: str = ""
    number: str = "s"
    use: str = BARE

    @property
    def agreement(self) -> tuple[str, str]:
        """Gender and number of what agrees with it."""
        return self.gender, self.number


@dataclass(frozen=True, slots=True)
class Replacement:
    """A name and what stands in its place.

    Attributes:
        kind: What kind of name it is.
        old: The name that texts have.
        new: The name of the twin. Of a demonym: the name of its first form.
        forms: The new demonym, whose form is that of the old one; None for other names.
        features: Pairs of gender and number that the old form may have, for demonyms.
        alone: Counts only where no ``de`` and capital letter follow: ``el Departamento``.
    """

    kind: str
    old: Name
    new: Name
    forms: Demonym | None = None
    features: tuple[tuple[str, str], ...] = ()
    alone: bool = False

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Everything that may stand in the place of the old name."""
        if self.forms is None:
            return (self.new.surface,)
        capital = self.old.surface[0].isupper()
        forms = dict.fromkeys(self.forms.form(g, n) for g, n in self.features)
        return tuple(capitalised(form) if capital else form for form in forms)

    @property
    def ambiguous(self) -> bool:
        """The form of the new demonym depends on what it agrees with."""
        return len(self.surfaces) > 1


def capitalised(surface: str) -> str:
    """Return the surface with a capital first letter.

    >>> capitalised("al-Qastari")
    'Al-Qastari'
    """
    return surface[:1].upper() + surface[1:]


_SHORTEST_IN_CAPITALS = 5


def writings(surface: str) -> tuple[str, ...]:
    """Return a surface as texts may write it: capital at the start, capitals in datelines.

    Short ones are not looked for in capitals: those are acronyms.

    >>> writings("al-Qastari"), writings("Perú")
    (('al-Qastari', 'Al-Qastari', 'AL-QASTARI'), ('Perú',))
    """
    found = [surface, capitalised(surface)]
    if len(surface) >= _SHORTEST_IN_CAPITALS:
        found.append(surface.upper())
    return tuple(dict.fromkeys(found))


def by_writing(replacements: Mapping[str, Replacement]) -> dict[str, Replacement]:
    """Return replacements by everything that texts may write; exact surfaces count first."""
    found: dict[str, Replacement] = {}
    for surface, each in replacements.items():
        for written in writings(surface):
            found.setdefault(written, each)
    return found | dict(replacements)


def name_of(country: Country) -> Name:
    """Return the name of a country, with the article that it takes.

    >>> from acuerdo.dataset import data_root
    >>> from acuerdo.atlas import read_atlas
    >>> name_of(read_atlas(data_root() / "atlas.json").country("XTB"))
    Name(surface='Tarubay', gender='m', number='s', use='running')
    """
    use = RUNNING if country.article else BARE
    return Name(country.name, country.gender, country.number, use)


def institutions(country: Country) -> Iterator[tuple[str, Name]]:
    """Yield the kind and name of what a country has: seat, ministry, forces, parties."""
    for kind in INSTITUTIONS:
        named: Named = getattr(country, kind)
        yield kind, institution(kind, named)
    for force in country.armed_forces:
        yield force.kind, institution(force.kind, force)
    for party in country.parties:
        yield party.role, institution(party.role, party)


def institution(kind: str, named: Named) -> Name:
    """Return the name of an institution: number and use are told from its first word."""
    first = named.name.split()[0]
    brand = kind in ("news_agency", "company") and first not in list_of("nouns")
    if brand or first in ("El", "La", "Los", "Las"):
        return Name(named.name, named.gender, "s", BARE)
    number = "p" if first.endswith("s") and first not in ("Los", "Las") else "s"
    return Name(named.name, named.gender, number, NOUN)


def cities(country: Country) -> Iterator[tuple[str, str]]:
    """Yield kind and name of the capital and the cities."""
    yield "capital", country.capital.name
    for city in country.cities:
        yield city.kind, city.name


def proper_part(name: str) -> str:
    """Return a geographical name from its first capital letter on.

    >>> proper_part("valle del Vorzal"), proper_part("isla de Cormorán Grande")
    ('Vorzal', 'Cormorán Grande')
    """
    for i, character in enumerate(name):
        if character.isupper():
            return name[i:]
    return ""


def places(atlas: Atlas) -> dict[str, tuple[str, str]]:
    """Return kind and use of the proper parts of geographical names and structures.

    A part that has the article of running text, such as ``el Drova``, is ``RUNNING``. Cities are
    none of them, so that ``puente de Kamenor`` follows Kamenor.
    """
    towns = {city for country in atlas.countries for _, city in cities(country)}
    found: dict[str, tuple[str, str]] = {}
    features: list[Geography | Infrastructure] = [*atlas.geography, *atlas.infrastructure]
    for feature in features:
        part = proper_part(feature.name)
        known = part in towns or any(town in feature.name for town in towns)
        if isinstance(feature, Infrastructure) and (known or part in found):
            continue
        if part:
            found.setdefault(part, (feature.kind, _use(feature, part)))
    return found


_WITH_ARTICLE = frozenset({"río", "lago", "mar", "desierto", "humedal", "valle"})


def _use(feature: Geography | Infrastructure, part: str) -> str:
    if feature.kind in _WITH_ARTICLE or f"del {part}" in feature.name:
        return RUNNING
    return BARE

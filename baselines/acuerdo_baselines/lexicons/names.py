"""Names that a newspaper reader knows: countries, capitals, demonyms, world organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from acuerdo_baselines.lexicons.tables import read_list, read_table


@dataclass(frozen=True, slots=True)
class Name:
    """What a surface form refers to.

    Attributes:
        surface: The form as written.
        name: Canonical name of the entity; a demonym has its country's.
        type: Entity type of the ontology.
        level: ``NAM``, or ``ADJ`` for a demonym.
        country: ISO 3166-1 alpha-3; empty for what belongs to no country.
        sector: Actor sector of the ontology; empty when there is none.
        kind: ``country``, ``capital``, ``demonym``, ``place``, or the organisation's kind
            (``body``, ``court``, ``seat``, ``agency``, ``media``, ``group``).
        gender: ``m`` or ``f`` of a demonym form that has one; empty otherwise.
        number: ``s`` or ``p`` of a demonym form; empty otherwise.
    """

    surface: str
    name: str
    type: str
    level: str
    country: str
    sector: str
    kind: str
    gender: str = ""
    number: str = ""


@cache
def known_names() -> dict[str, Name]:
    """Return every known surface form, case-sensitive.

    >>> known_names()["Lima"].country, known_names()["peruanas"].name
    ('PER', 'Perú')
    """
    names: dict[str, Name] = {}
    ambiguous = read_list("ambiguous_names")
    for entry in (*_countries(), *_organisations(), *_places()):
        if entry.surface not in ambiguous:
            names.setdefault(entry.surface, entry)
    return names


@cache
def country_names() -> dict[str, str]:
    """Return the canonical name of each country by its ISO 3166-1 alpha-3 code.

    >>> country_names()["CHL"]
    'Chile'
    """
    return {row["iso3"]: row["name"] for row in read_table("countries")}


def inflect(demonym: str) -> dict[str, tuple[str, str]]:
    """Return the forms of a demonym, each with its gender (empty if common) and number.

    >>> list(inflect("francés"))
    ['francés', 'francesa', 'franceses', 'francesas']
    >>> list(inflect("canadiense")), list(inflect("iraní"))
    (['canadiense', 'canadienses'], ['iraní', 'iraníes', 'iranís'])
    """
    unaccented = demonym[:-2] + demonym[-2:].translate(str.maketrans("áéíóú", "aeiou"))
    if demonym.endswith("o"):
        stem = demonym[:-1]
        return {
            demonym: ("m", "s"),
            stem + "a": ("f", "s"),
            stem + "os": ("m", "p"),
            stem + "as": ("f", "p"),
        }
    if demonym.endswith(("a", "e")):
        return {demonym: ("", "s"), demonym + "s": ("", "p")}
    if demonym.endswith(("í", "ú")):
        return {demonym: ("", "s"), demonym + "es": ("", "p"), demonym + "s": ("", "p")}
    return {
        demonym: ("m", "s"),
        unaccented + "a": ("f", "s"),
        unaccented + "es": ("m", "p"),
        unaccented + "as": ("f", "p"),
    }


def name_head(surface: str) -> tuple[int, int]:
    """Return where the head word of a name that is no person's begins and ends.

    The head is the first capitalised word that is neither an article nor a modifier.

    >>> name_head("El Salvador"), name_head("Naciones Unidas"), name_head("Nueva York")
    ((3, 11), (0, 8), (6, 10))
    """
    words = [(match.start(), match.end()) for match in re.finditer(r"[^\s«»“”\"]+", surface)]
    for start, end in words:
        word = surface[start:end]
        if word[0].isupper() and word.lower() not in _NO_HEADS:
            return start, end
    return words[0]


_NO_HEADS = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "al",
        "san",
        "santa",
        "santo",
        "nueva",
        "nuevo",
        "gran",
        "alto",
        "alta",
        "the",
        "le",
        "der",
    ]
)


def _countries() -> Iterator[Name]:
    for row in read_table("countries"):
        code, name = row["iso3"], row["name"]
        for surface in (name, *_cell(row["aliases"])):
            yield Name(surface, name, "GPE", "NAM", code, "", "country")
        for demonym in _cell(row["demonyms"]):
            for surface, (gender, number) in inflect(demonym).items():
                yield Name(surface, name, "GPE", "ADJ", code, "", "demonym", gender, number)
    for row in read_table("countries"):
        for capital in _cell(row["capitals"]):
            yield Name(capital, capital, "GPE", "NAM", row["iso3"], "", "capital")


def _organisations() -> Iterator[Name]:
    for row in read_table("organisations"):
        for surface in (row["name"], *_cell(row["aliases"])):
            yield Name(
                surface, row["name"], "ORG", "NAM", row["country"], row["sector"], row["kind"]
            )


def _places() -> Iterator[Name]:
    for row in read_table("places"):
        yield Name(row["name"], row["name"], row["type"], "NAM", row["country"], "", "place")


def _cell(cell: str) -> list[str]:
    return [value for value in cell.split("|") if value]

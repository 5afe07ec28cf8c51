"""What the twin needs beyond the atlas, read from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from acuerdo.atlas import Demonym, Gender


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record of the file; unknown fields are mistakes."""


class Currency(_Entry, frozen=True, forbid_unknown_fields=True):
    """A currency and the one in its place."""

    plural: str
    new: str
    new_plural: str


class TwinOrganisation(_Entry, frozen=True, forbid_unknown_fields=True):
    """What stands in the place of an organisation: same kind, gender and head noun.

    A ``{Vorzal}`` in the name is a place of the atlas, replaced as elsewhere.
    """

    acronym: str
    name: str
    given: str
    surname: str
    names: dict[str, str] = {}


class RealCountry(_Entry, frozen=True, forbid_unknown_fields=True):
    """A country of the real world."""

    name: str
    gender: Gender
    demonym: Demonym


class ArticleNames(_Entry, frozen=True, forbid_unknown_fields=True):
    """The names of a text about the real world.

    Attributes:
        countries: Code of the atlas in the place of each code.
        real: The countries, by code.
        names: Other names and what stands in their place, of the same gender and number.
        codes: Code of an entity, by its canonical name, where it is not that of its country.
    """

    countries: dict[str, str]
    real: dict[str, RealCountry]
    names: dict[str, str]
    codes: dict[str, str] = {}


class Words(_Entry, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    nouns: str
    before_heads: str
    feminine: str
    masculine: str
    ends_phrase: str
    prepositions: str
    before_names: str
    function_words: str
    governments: dict[str, str]
    currencies: dict[str, Currency]
    organisations: dict[str, TwinOrganisation]
    spares: dict[str, dict[str, tuple[str, ...]]]
    places: dict[str, str]
    articles: dict[str, ArticleNames]


@cache
def words() -> Words:
    """Return the content of the file.

    >>> words().governments["emir"]
    'sultán'
    """
    content = files("acuerdo.swapping").joinpath("words.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(content), Words)


@cache
def list_of(name: str) -> frozenset[str]:
    """Return one of the word lists.

    >>> "Naviera" in list_of("nouns")
    True
    """
    return frozenset(getattr(words(), name).split())

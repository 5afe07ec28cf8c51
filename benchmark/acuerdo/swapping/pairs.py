"""Replacements that two countries, or the word lists, settle by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from acuerdo.atlas import Country, Demonym
from acuerdo.swapping.inventory import DEMONYM
from acuerdo.swapping.names import CITY, NOUN, WORD, Name, Replacement, capitalised, cities
from acuerdo.swapping.words import words


def inflected(old: Demonym, new: Demonym) -> Iterator[Replacement]:
    """Yield the forms of a demonym, in lower case and with a capital."""
    for form in old.forms:
        features = old.features(form)
        for surface in (form, capitalised(form)):
            first = new.form(*features[0])
            other = capitalised(first) if surface != form else first
            yield Replacement(DEMONYM, Name(surface), Name(other), new, features)


def towns(country: Country, target: Country) -> Iterator[Replacement]:
    """Yield the cities, kind to kind; a second one of a kind takes what is left."""
    left = list(cities(target))
    rest: list[str] = []
    for kind, name in cities(country):
        alike = [each for each in left if each[0] == kind]
        if alike:
            left.remove(alike[0])
            yield Replacement(CITY, Name(name), Name(alike[0][1]))
        else:
            rest.append(name)
    for name, (_, other) in zip(rest, left, strict=False):
        yield Replacement(CITY, Name(name), Name(other))


def filled(template: str, known: Mapping[str, Replacement]) -> str:
    """Return a name with the places in its braces replaced."""
    for surface, each in known.items():
        template = template.replace(f"{{{surface}}}", each.new.surface)
    return template.replace("{", "").replace("}", "")


def common_words() -> Iterator[Replacement]:
    """Yield forms of government and currencies."""
    for old, new in words().governments.items():
        for one, other in ((old, new), (capitalised(old), capitalised(new))):
            yield Replacement(WORD, Name(one, use=NOUN), Name(other, use=NOUN))
    for old, currency in words().currencies.items():
        yield Replacement(WORD, Name(old, use=NOUN), Name(currency.new, use=NOUN))
        yield Replacement(WORD, Name(currency.plural), Name(currency.new_plural))

"""Which country stands in the place of which: seeded, and as alike in grammar as there are."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np

from acuerdo.atlas import Atlas, Country
from acuerdo.swapping.inventory import DEMONYM, Known, holds, holds_country
from acuerdo.swapping.names import COUNTRY, institutions

_NEVER = 10_000.0
_OCCURS = 100.0
_UNLIKE = 8.0
_SHORT = 4.0
_AMBIGUOUS = 1.0


def choose_countries(
    codes: Sequence[str], found: Mapping[str, Known], atlas: Atlas, rng: random.Random
) -> dict[str, str]:
    """Return a country of the atlas for every country of a document; no two share one.

    A country gets another one, of the same gender and with the same use of the article as far as
    there is any, that the document does not have. A document with so many countries that too few
    are left gives some of them names that it has, of other countries. Countries with a plural
    name are never chosen: verbs agree with them.

    Args:
        codes: Countries of the document.
        found: Names of the document.
        atlas: The world.
        rng: Decides among countries that do as well.
    """
    from scipy.optimize import linear_sum_assignment

    costs = np.array(
        [
            [
                _cost(atlas.country(code), target, codes, found, atlas) + rng.random()
                for target in atlas.countries
            ]
            for code in codes
        ]
    )
    if not codes:
        return {}
    rows, columns = linear_sum_assignment(costs)
    return {
        codes[row]: atlas.countries[column].code
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def _cost(
    country: Country,
    target: Country,
    codes: Sequence[str],
    found: Mapping[str, Known],
    atlas: Atlas,
) -> float:
    if country.code == target.code or target.number == "p":
        return _NEVER
    own = {surface: known.kind for surface, known in found.items() if known.country == country.code}
    cost = _OCCURS * (target.code in codes)
    if COUNTRY in own.values():
        cost += _UNLIKE * (country.gender != target.gender)
        cost += _UNLIKE / 2 * (bool(country.article) != bool(target.article))
    if DEMONYM in own.values():
        cost += _AMBIGUOUS * (len(country.demonym.forms) < len(target.demonym.forms))
    for kind, name in institutions(country):
        if name.surface in own and not holds(name.surface, country, atlas):
            alike = [
                other
                for other_kind, other in institutions(target)
                if other_kind == kind
                and other.agreement == name.agreement
                and not holds_country(other.surface, target)
            ]
            cost += _SHORT * (not alike)
    return cost

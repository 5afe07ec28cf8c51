"""Actor codes of a chain: the country and the sector it acts for (guidelines K)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from acuerdo_baselines.lexicons.names import country_names
from acuerdo_baselines.rules.found import Found

_CODED = frozenset({"PER", "ORG", "GPE"})
_STATELESS = frozenset({"IGO", "NGO", "MNC", "ISM", "IMG"})


def actor_code(chain: Sequence[Found], nested: Mapping[Found, Sequence[Found]]) -> tuple[str, str]:
    """Return the country and the sector of an entity, each empty when unknown.

    Args:
        chain: The mentions of the entity.
        nested: The mentions inside each of them.
    """
    kind = chain[0].type
    if kind not in _CODED:
        return "", ""
    single = all(mention.number != "p" for mention in chain)
    named = [mention for mention in chain if mention.country]
    if kind == "GPE":
        return (named[0].country if named and single else ""), ""
    own = _first(mention.sector for mention in chain)
    institutions = [inner for mention in chain for inner in nested.get(mention, ())]
    served = _first(inner.sector for inner in institutions if single and inner.type == "ORG")
    sector = served if served and own in ("GOV", "") and kind == "PER" else own
    if sector in _STATELESS:
        return "", sector
    if named:
        return named[0].country, sector
    # Of "embajador de Italia en Berlín" the country served comes first.
    countries = list(dict.fromkeys(inner.country for inner in institutions if inner.country))
    if not countries or (not single and (len(countries) > 1 or _several(institutions))):
        return "", sector
    return countries[0], sector


def _several(institutions: Sequence[Found]) -> bool:
    return any(inner.number == "p" for inner in institutions)


def canonical_name(chain: Sequence[Found], texts: Mapping[Found, str]) -> str:
    """Return the fullest name, else the fullest description (guideline C9).

    Args:
        chain: The mentions of the entity.
        texts: The surface form of each mention.
    """
    proper = [m for m in chain if m.level == "NAM" and m.kind != "acting"]
    if proper:
        return max((texts[m] for m in proper), key=len)
    if chain[0].type == "GPE" and any(m.level == "ADJ" or m.kind == "acting" for m in chain):
        adjective = next(m for m in chain if m.level == "ADJ" or m.kind == "acting")
        return country_names().get(adjective.country, adjective.name)
    return max((texts[m] for m in chain if m.level != "PRO"), key=len, default="")


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")

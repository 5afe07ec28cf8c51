"""Relations between a noun and what complements it: ``presidenta de Portugal``."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.rules.placed import Placed
from acuerdo_baselines.spanish.analysis import Sentence

_OWNING = frozenset({"de", "del"})


_DIRECT = frozenset(
    [
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "general",
        "estado",
        "gobierno",
        "ejecutivo",
        "actual",
        "nuevo",
        "nueva",
        "interino",
        "interina",
        "miembro",
        "miembros",
    ]
)


_PARTS = frozenset({"cláusula", "artículo", "anexo", "enmienda", "borrador", "capítulo"})


_LAND = frozenset(
    [
        "norte",
        "sur",
        "este",
        "oeste",
        "noreste",
        "noroeste",
        "sureste",
        "sudeste",
        "suroeste",
        "región",
        "costa",
        "frontera",
        "zona",
        "franja",
        "centro",
        "margen",
        "lado",
        "orilla",
        "extremo",
    ]
)


_CHANCELLORS = frozenset({"DEU", "AUT"})
"""Countries whose chancellor heads the government, not its diplomacy."""

_GROUPS = frozenset(
    ["delegación", "comitiva", "séquito", "fuente", "tropa", "fuerza", "efectivo", "contingente"]
)


_BUSINESS = frozenset({"JRN", "BUS", "MNC", "NGO", "LAB", "EDU", "MED"})


_STAFF = frozenset(
    [
        *("técnico", "observador", "empleado", "directivo", "funcionario", "oficial", "agente"),
        *("inspector", "ingeniero", "perito", "abogado", "analista", "trabajador", "experto"),
    ]
)
"""Who works for the organisation that complements the noun."""

_MISSIONS = frozenset({"embajada", "consulado", "legación"})
_WHOLE = frozenset({"territorio", "suelo", "agua", "espacio aéreo"})

_LEGISLATORS = frozenset(["diputado", "senador", "parlamentario", "eurodiputado", "legislador"])


def immediate(outer: Placed, items: Sequence[Placed]) -> list[Placed]:
    """The mentions inside one that are inside no other mention of it, after its head."""
    inside = [
        item
        for item in items
        if item is not outer and item.mention.span in outer.mention.span and item.first > outer.head
    ]
    return [
        item
        for item in inside
        if not any(item.mention.span in o.mention.span for o in inside if o is not item)
    ]


def complement_relation(sentence: Sentence, outer: Placed, inner: Placed) -> str | None:
    """The relation between a noun and what complements it."""
    words = sentence.words
    kinds = outer.entity.type, inner.entity.type
    between = [word.lower for word in words[outer.head + 1 : inner.first]]
    before = words[inner.first - 1].lower
    earlier = words[inner.first - 2].lower if inner.first >= 2 else ""
    owned = before in _OWNING or (before in ("la", "las", "los", "el") and earlier in _OWNING)
    adjective = inner.mention.level == "ADJ"
    grouped = earlier in _OWNING and before in ("ambos", "ambas", "sus", "dos", "estos")
    is_member = any(word.startswith("miembro") for word in [words[outer.head].lower, *between])
    if is_member and kinds[1] == "ORG":
        return "member_of" if kinds[0] != "DOC" else None
    if kinds[0] == "PER":
        return _of_person(outer, inner, between, owned or adjective or grouped)
    if not (owned or adjective or grouped):
        located = before == "en" or earlier == "en"
        if located and kinds[0] in ("FAC", "ORG") and kinds[1] in ("GPE", "LOC"):
            return "located_in"
        return None
    lemma = outer.noun.lemma if outer.noun else words[outer.head].lemma
    if kinds[1] == "GPE":
        return _of_state(outer, lemma, between)
    if kinds == ("DOC", "DOC"):
        return "part_of" if lemma in _PARTS else None
    if kinds == ("ORG", "ORG") or (kinds[0] == "FAC" and kinds[1] in ("FAC",)):
        return "part_of"
    if kinds == ("LOC", "LOC") and lemma in _LAND:
        return "part_of"
    if kinds[0] in ("FAC", "LOC") and kinds[1] == "LOC":
        return "located_in"
    if kinds == ("GPE", "DOC") and any(word.startswith(("firmante", "signat")) for word in between):
        return "signatory_of"
    return None


def _of_person(outer: Placed, inner: Placed, between: list[str], attached: bool) -> str | None:
    noun = outer.noun
    kind = inner.entity.type
    if noun is None or not attached:
        return None
    if "kin" in noun.flags:
        return "relative_of" if kind == "PER" else None
    if kind not in ("GPE", "ORG"):
        return None
    direct = all(word in _DIRECT or word in ("ambos", "ambas", "dos") for word in between)
    adjective = inner.mention.level == "ADJ"
    if any(word.startswith("opositor") for word in between):
        return "citizen_of" if kind == "GPE" else None
    if noun.lemma == "titular" and kind == "ORG":
        return "leader_of"
    if noun.lemma == "miembro" and kind == "ORG" and inner.entity.sector == "GOV":
        return "officer_of"
    if noun.relation == "member_of":
        return "member_of" if kind == "ORG" else None
    if noun.lemma in _LEGISLATORS and kind == "ORG":
        return "member_of"
    if noun.lemma == "canciller" and inner.entity.country in _CHANCELLORS:
        return "leader_of"
    if noun.relation == "leader_of":
        return "leader_of" if direct or (adjective and len(between) <= 1) else "officer_of"
    if noun.relation:
        return noun.relation
    if noun.sector == "REB" and kind == "ORG":
        return "member_of"
    if noun.lemma in _STAFF and kind == "ORG":
        return "officer_of"
    if noun.sector in ("MIL", "COP") and noun.lemma not in _GROUPS:
        # Troops of an army are its members, soldiers and police of a country its officers (R6).
        return "member_of" if kind == "ORG" else "officer_of"
    former = noun.lemma.startswith("ex") and "title" in noun.flags
    if kind == "GPE" and direct and not former and noun.lemma not in _GROUPS:
        return "citizen_of"
    return None


def _of_state(outer: Placed, lemma: str, between: list[str]) -> str | None:
    kind = outer.entity.type
    if kind == "ORG":
        return "located_in" if outer.entity.sector in _BUSINESS else "part_of"
    if kind == "FAC":
        return "part_of" if lemma in _MISSIONS else "located_in"
    if kind == "LOC" and lemma in _WHOLE:
        return None  # R6: a state's ground as a whole states nothing
    if kind == "LOC":
        return "part_of" if lemma in _LAND else "located_in"
    if kind == "GPE" and lemma in ("capital", "ciudad"):
        return "located_in"
    if kind == "GPE" and lemma in ("aliado", "socio"):
        return "allied_with" if all(word in _DIRECT for word in between) else None
    return None

"""What an entity is called and how it is coded: name by rule, country by lists, sector learnt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from acuerdo.annotation import Entity
from acuerdo_baselines.lexicons.names import country_names, known_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.linear.likeness import plain
from acuerdo_baselines.linear.reading import Reading

CODED = frozenset({"PER", "ORG", "GPE"})
"""Types of entities that carry codes (K1)."""

STATELESS = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
"""Sectors that go without a country."""

_UNFIT = re.compile(r"[\t\n|]")
_LEVELS = ("NAM", "NOM", "ADJ", "PRO")


def name_of(reading: Reading, entity: Entity) -> str:
    """Return the canonical name: the fullest name, or the fullest of what is best (C9)."""
    for level in _LEVELS:
        surfaces = [reading.document[m.span] for m in entity.mentions if m.level == level]
        if surfaces:
            known = known_names().get(surfaces[0])
            if level == "ADJ" and entity.type == "GPE" and known is not None:
                return known.name
            name = max(surfaces, key=len)
            fit = not _UNFIT.search(name) and name == name.strip() and name != "-"
            return name if fit else ""
    return ""


def sector_features(reading: Reading, entity: Entity) -> list[str]:
    """Return the features that the sector of an entity is told by."""
    found = [f"t={entity.type}"]
    for mention in entity.mentions:
        located = reading.mentions.get(mention.id)
        if located is None:
            continue
        words = reading.words(mention.id)
        head = words[located.head]
        found.append(f"l={mention.level}|{entity.type}")
        if mention.level == "PRO":
            continue
        found += [
            f"h={head.lemma}",
            f"h={head.lemma}|{entity.type}",
            f"stem={plain(head.text)[:5]}",
        ]
        known = known_names().get(reading.surface[mention.id])
        if known is not None:
            found.append(f"known={known.sector}")
        for entry in entity_nouns().get(head.lower, ()):
            found += [f"lex={entry.sector}", f"lex={entry.sector}|{entity.type}"]
        for word in words[located.first : located.last + 1]:
            if word.pos in ("NOUN", "ADJ", "PROPN") and word is not head:
                found.append(f"w={word.lemma.lower()}")
        capital = head.text[:1].isupper()
        found.append(f"capital={capital}|{mention.level}|{entity.type}")
    return found


def sector_entities(reading: Reading) -> list[Entity]:
    """Return the entities that have a sector."""
    return [e for e in reading.found.entities if e.type in CODED and e.type != "GPE"]


class Countries:
    """Codes of countries by the names that stand for them: of the lists, and of training.

    >>> Countries({"sorvalia": "XSV"}).of("Sorvalia"), Countries({}).of("Lima")
    ('XSV', 'PER')
    """

    def __init__(self, learnt: Mapping[str, str]) -> None:
        self.learnt = dict(sorted(learnt.items()))

    def of(self, surface: str) -> str:
        """Return the code of the country that a name or a demonym stands for, or nothing."""
        known = known_names().get(surface)
        if known is not None and known.country in country_names():
            return known.country
        return self.learnt.get(plain(surface), "")

    @classmethod
    def from_entities(cls, entities: Iterable[tuple[Reading, Entity]]) -> Countries:
        """Return the codes that names and demonyms have in training."""
        seen: dict[str, Counter[str]] = {}
        for reading, entity in entities:
            if entity.type == "GPE" and entity.country:
                for mention in entity.mentions:
                    if mention.level in ("NAM", "ADJ"):
                        surface = plain(reading.document[mention.span])
                        seen.setdefault(surface, Counter())[entity.country] += 1
        return cls({surface: codes.most_common(1)[0][0] for surface, codes in seen.items()})


def coded(
    reading: Reading, entities: Iterable[Entity], countries: Countries, sectors: Mapping[str, str]
) -> tuple[Entity, ...]:
    """Return entities with names, countries and sectors.

    Args:
        reading: The document.
        entities: Its entities.
        countries: What is known of names.
        sectors: Sector of each entity, by id.
    """
    entities = tuple(entities)
    of_place: dict[str, str] = {}
    for entity in entities:
        if entity.type == "GPE":
            surfaces = (reading.document[m.span] for m in entity.mentions if m.level != "PRO")
            codes = Counter(code for s in surfaces if (code := countries.of(s)))
            if codes:
                of_place[entity.id] = codes.most_common(1)[0][0]
    found: list[Entity] = []
    for entity in entities:
        name = name_of(reading, entity)
        if entity.type not in CODED:
            found.append(replace(entity, name=name, country="", sector=""))
            continue
        sector = sectors.get(entity.id, "") if entity.type != "GPE" else ""
        country = of_place.get(entity.id, "")
        if entity.type != "GPE":
            known = [countries.of(reading.document[m.span]) for m in entity.mentions]
            country = next((code for code in known if code), "") or _inside(
                reading, entity, of_place
            )
        if sector in STATELESS:
            country = ""
        found.append(replace(entity, name=name, country=country, sector=sector))
    return tuple(found)


def _inside(reading: Reading, entity: Entity, of_place: Mapping[str, str]) -> str:
    """The country of the place that is nested in a mention, if there is one only."""
    for mention in entity.mentions:
        located = reading.mentions.get(mention.id)
        if located is None:
            continue
        scene = reading.scenes[reading.scene_of[mention.id]]
        codes = {
            of_place[other.entity]
            for other in scene.mentions
            if other.entity in of_place
            and located.first <= other.first
            and other.last <= located.last
        }
        if len(codes) == 1:
            return codes.pop()
    return ""

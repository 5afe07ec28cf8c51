"""Types, roles, relations and attributes, read from ``data/ontology.json``.

The file is the truth: definitions in Spanish and English, Spanish examples, and which roles and
fillers each event type allows. This module gives it types and answers the questions that the
validator, the scorer and the systems ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from acuerdo.errors import OntologyError

TIME_FILLER = "time"
EVENT_FILLER = "event"
"""Filler kinds that are no entity type."""


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name with its definitions and Spanish examples (annotated words in ``[brackets]``)."""

    name: str
    es: str
    en: str
    examples: tuple[str, ...]


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type: its modes, and the filler kinds that each of its roles allows."""

    name: str
    es: str
    en: str
    source: str
    examples: tuple[str, ...]
    modes: tuple[Label, ...]
    roles: dict[str, tuple[str, ...]]


class Attribute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A closed list of values that every event carries one of."""

    name: str
    es: str
    en: str
    values: tuple[Label, ...]


class RelationType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A relation between entities: which entity types it joins, and in which direction."""

    name: str
    es: str
    en: str
    examples: tuple[str, ...]
    head: tuple[str, ...]
    tail: tuple[str, ...]
    symmetric: bool
    wikidata: tuple[str, ...]


class EventRelationType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A relation between events, or between an event and a time."""

    name: str
    es: str
    en: str
    examples: tuple[str, ...]
    family: str
    head: tuple[str, ...]
    tail: tuple[str, ...]
    symmetric: bool


class Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Everything that may be annotated.

    >>> from acuerdo.dataset import load_ontology
    >>> load_ontology().entity_type_names
    ('PER', 'ORG', 'GPE', 'LOC', 'FAC', 'DOC', 'WEA')
    """

    version: str
    entity_types: tuple[Label, ...]
    mention_levels: tuple[Label, ...]
    sectors: tuple[Label, ...]
    time_types: tuple[Label, ...]
    time_mods: tuple[Label, ...]
    roles: tuple[Label, ...]
    event_types: tuple[EventType, ...]
    attributes: tuple[Attribute, ...]
    relation_types: tuple[RelationType, ...]
    event_relation_types: tuple[EventRelationType, ...]
    quote_forms: tuple[Label, ...]

    @cached_property
    def entity_type_names(self) -> tuple[str, ...]:
        """Entity types in file order."""
        return _names(self.entity_types)

    @cached_property
    def mention_level_names(self) -> tuple[str, ...]:
        """Mention levels in file order."""
        return _names(self.mention_levels)

    @cached_property
    def sector_names(self) -> tuple[str, ...]:
        """Actor sectors in file order."""
        return _names(self.sectors)

    @cached_property
    def time_type_names(self) -> tuple[str, ...]:
        """TIMEX3 types in file order."""
        return _names(self.time_types)

    @cached_property
    def time_mod_names(self) -> tuple[str, ...]:
        """TIMEX3 modifiers in file order."""
        return _names(self.time_mods)

    @cached_property
    def role_names(self) -> tuple[str, ...]:
        """Argument roles in file order."""
        return _names(self.roles)

    @cached_property
    def event_type_names(self) -> tuple[str, ...]:
        """Event types in file order."""
        return _names(self.event_types)

    @cached_property
    def relation_type_names(self) -> tuple[str, ...]:
        """Entity relation types in file order."""
        return _names(self.relation_types)

    @cached_property
    def event_relation_type_names(self) -> tuple[str, ...]:
        """Event relation types in file order."""
        return _names(self.event_relation_types)

    @cached_property
    def quote_form_names(self) -> tuple[str, ...]:
        """Quote forms in file order."""
        return _names(self.quote_forms)

    @cached_property
    def event_type(self) -> dict[str, EventType]:
        """Event types by name."""
        return {kind.name: kind for kind in self.event_types}

    @cached_property
    def relation_type(self) -> dict[str, RelationType]:
        """Entity relation types by name."""
        return {kind.name: kind for kind in self.relation_types}

    @cached_property
    def event_relation_type(self) -> dict[str, EventRelationType]:
        """Event relation types by name."""
        return {kind.name: kind for kind in self.event_relation_types}

    @cached_property
    def mode_names(self) -> dict[str, tuple[str, ...]]:
        """Modes of each event type, in file order; empty for types without modes."""
        return {kind.name: _names(kind.modes) for kind in self.event_types}

    @cached_property
    def attribute_values(self) -> dict[str, tuple[str, ...]]:
        """Values of each event attribute, in file order."""
        return {attribute.name: _names(attribute.values) for attribute in self.attributes}


def read_ontology(path: Path) -> Ontology:
    """Return the ontology in a JSON file, checked for contradictions.

    Raises:
        OntologyError: The file is missing, malformed, or contradicts itself (all contradictions
            are listed).
    """
    try:
        ontology = msgspec.json.decode(path.read_bytes(), type=Ontology)
    except FileNotFoundError as error:
        raise OntologyError(f"{path}: no such file; expected the ontology") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: {error}") from error
    contradictions = list(_contradictions(ontology))
    if contradictions:
        raise OntologyError("\n".join(f"{path}: {line}" for line in contradictions))
    return ontology


def with_entity_types(ontology: Ontology, names: Sequence[str]) -> Ontology:
    """Return an ontology with other entity types: those of somebody's data.

    Types that the ontology has keep their definitions. Roles and relations lose the fillers and
    ends that are no longer there, and go when nothing is left of them. A name cannot be an entity
    type and a type of times or events as well: what the data call an entity is one.

    Args:
        ontology: Where everything else comes from.
        names: Of the entity types, in order.

    Raises:
        OntologyError: There are none, or one of them twice.

    >>> from acuerdo.dataset import load_ontology
    >>> news = with_entity_types(load_ontology(), ["LOC", "MISC", "ORG", "PER"])
    >>> news.entity_type_names, news.relation_type["part_of"].head
    (('LOC', 'MISC', 'ORG', 'PER'), ('ORG', 'LOC'))
    """
    if tuple(names) == ontology.entity_type_names:
        return ontology
    if not names or _repeated(tuple(names)):
        raise OntologyError(f"entity types {', '.join(names) or 'none'}; expected each once")
    defined = {label.name: label for label in ontology.entity_types}
    left = {*names, TIME_FILLER, EVENT_FILLER}

    def kept(kinds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(kind for kind in kinds if kind in left)

    return msgspec.structs.replace(
        ontology,
        version=f"{ontology.version}+data",
        entity_types=tuple(defined.get(name) or Label(name, "", "", ()) for name in names),
        time_types=tuple(kind for kind in ontology.time_types if kind.name not in names),
        event_types=tuple(
            msgspec.structs.replace(
                kind, roles={role: kept(kinds) for role, kinds in kind.roles.items() if kept(kinds)}
            )
            for kind in ontology.event_types
            if kind.name not in names
        ),
        relation_types=tuple(
            msgspec.structs.replace(kind, head=kept(kind.head), tail=kept(kind.tail))
            for kind in ontology.relation_types
            if kept(kind.head) and kept(kind.tail)
        ),
    )


def _names(
    labels: tuple[Label | EventType | RelationType | EventRelationType, ...],
) -> tuple[str, ...]:
    return tuple(label.name for label in labels)


def _contradictions(ontology: Ontology) -> list[str]:
    found: list[str] = []
    entity_types = set(ontology.entity_type_names)
    fillers = entity_types | {TIME_FILLER, EVENT_FILLER}
    lists = {
        "entity_types": ontology.entity_type_names,
        "mention_levels": ontology.mention_level_names,
        "sectors": ontology.sector_names,
        "time_types": ontology.time_type_names,
        "time_mods": ontology.time_mod_names,
        "roles": ontology.role_names,
        "event_types": ontology.event_type_names,
        "relation_types": ontology.relation_type_names,
        "event_relation_types": ontology.event_relation_type_names,
        "quote_forms": ontology.quote_form_names,
        **{f"event_types.{name}.modes": modes for name, modes in ontology.mode_names.items()},
        **{f"attributes.{name}": values for name, values in ontology.attribute_values.items()},
    }
    for where, names in lists.items():
        found += [f"{where}: {name!r} occurs twice" for name in sorted(_repeated(names))]
    for event_type in ontology.event_types:
        for role, kinds in event_type.roles.items():
            where = f"event_types.{event_type.name}.roles.{role}"
            if role not in ontology.role_names:
                found.append(f"{where}: not one of the roles")
            found += [f"{where}: unknown filler {k!r}" for k in kinds if k not in fillers]
    for relation in ontology.relation_types:
        for end, kinds in (("head", relation.head), ("tail", relation.tail)):
            where = f"relation_types.{relation.name}.{end}"
            found += [f"{where}: unknown entity type {k!r}" for k in kinds if k not in entity_types]
        if relation.symmetric and set(relation.head) != set(relation.tail):
            found.append(f"relation_types.{relation.name}: symmetric, but head and tail differ")
    for link in ontology.event_relation_types:
        for end, kinds in (("head", link.head), ("tail", link.tail)):
            where = f"event_relation_types.{link.name}.{end}"
            found += [
                f"{where}: unknown end {k!r}" for k in kinds if k not in (EVENT_FILLER, TIME_FILLER)
            ]
        if link.family not in ("temporal", "causal", "subevent"):
            found.append(f"event_relation_types.{link.name}: unknown family {link.family!r}")
    return found


def _repeated(names: tuple[str, ...]) -> set[str]:
    return {name for name in names if names.count(name) > 1}

"""Rules about labels: every one is in the ontology, where the ontology allows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.validation.case import Case
from acuerdo.validation.problem import Problem, one_of
from acuerdo.validation.values import value_fault

_COUNTRY = re.compile(r"[A-Z]{3}")
_RESERVED = re.compile(r"[\t\n|]")


def entity_labels(case: Case) -> Iterator[Problem]:
    """Entity types, mention levels, country and sector codes, and names that fit on a line."""
    ontology = case.ontology
    for i, entity in enumerate(case.annotations.entities):
        where = f"entities[{i}]"
        if entity.type not in ontology.entity_type_names:
            yield _unknown(f"{where}.type", entity.type, ontology.entity_type_names)
        if entity.country and not _COUNTRY.fullmatch(entity.country):
            yield Problem(f"{where}.country", repr(entity.country), "three capital letters, or ''")
        if entity.sector and entity.sector not in ontology.sector_names:
            yield _unknown(f"{where}.sector", entity.sector, (*ontology.sector_names, ""))
        if not _is_name(entity.name):
            expected = "a name on one line without tab, '|' or outer spaces, or ''"
            yield Problem(f"{where}.name", repr(entity.name), expected)
        for j, mention in enumerate(entity.mentions):
            if mention.level not in ontology.mention_level_names:
                yield _unknown(
                    f"{where}.mentions[{j}].level", mention.level, ontology.mention_level_names
                )


def time_labels(case: Case) -> Iterator[Problem]:
    """TIMEX3 types, values of the shape that the type asks for, and modifiers."""
    ontology = case.ontology
    for i, time in enumerate(case.annotations.times):
        if time.type not in ontology.time_type_names:
            yield _unknown(f"times[{i}].type", time.type, ontology.time_type_names)
        else:
            expected = value_fault(time.type, time.value)
            if expected:
                yield Problem(f"times[{i}].value", f"{time.value!r} of a {time.type}", expected)
        if time.mod and time.mod not in ontology.time_mod_names:
            yield _unknown(f"times[{i}].mod", time.mod, (*ontology.time_mod_names, ""))


def event_labels(case: Case) -> Iterator[Problem]:
    """Event types, modes and roles of those types, polarity, certainty and time."""
    ontology = case.ontology
    for i, event in enumerate(case.annotations.events):
        where = f"events[{i}]"
        event_type = ontology.event_type.get(event.type)
        if event_type is None:
            yield _unknown(f"{where}.type", event.type, ontology.event_type_names)
        elif event.mode and event.mode not in ontology.mode_names[event.type]:
            modes = ontology.mode_names[event.type]
            yield Problem(
                f"{where}.mode",
                f"{event.mode!r} is not a mode of {event.type}",
                one_of((*modes, "") if modes else ()),
            )
        for name, value in (
            ("polarity", event.polarity),
            ("certainty", event.certainty),
            ("time", event.time),
        ):
            allowed = ontology.attribute_values.get(name, ())
            if value not in allowed:
                yield _unknown(f"{where}.{name}", value, allowed)
        for j, argument in enumerate(event.arguments):
            if event_type is not None and argument.role not in event_type.roles:
                yield Problem(
                    f"{where}.arguments[{j}].role",
                    f"{argument.role!r} is not a role of {event.type}",
                    one_of(event_type.roles),
                )
            elif event_type is None and argument.role not in ontology.role_names:
                yield _unknown(f"{where}.arguments[{j}].role", argument.role, ontology.role_names)


def relation_labels(case: Case) -> Iterator[Problem]:
    """Types of relations between entities and between events, and forms of quotes."""
    ontology = case.ontology
    for i, relation in enumerate(case.annotations.relations):
        if relation.type not in ontology.relation_type:
            yield _unknown(f"relations[{i}].type", relation.type, ontology.relation_type_names)
    for i, link in enumerate(case.annotations.event_relations):
        if link.type not in ontology.event_relation_type:
            yield _unknown(
                f"event_relations[{i}].type", link.type, ontology.event_relation_type_names
            )
    for i, quote in enumerate(case.annotations.quotes):
        if quote.form not in ontology.quote_form_names:
            yield _unknown(f"quotes[{i}].form", quote.form, ontology.quote_form_names)


def _is_name(name: str) -> bool:
    # "-" stands for no name in standoff and in the authoring notation.
    return not _RESERVED.search(name) and name == name.strip() and name != "-"


def _unknown(where: str, label: str, allowed: tuple[str, ...]) -> Problem:
    return Problem(where, f"unknown label {label!r}", one_of(allowed))

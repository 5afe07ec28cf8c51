"""Labels as numbers, judged by the validator's own rules: once for every combination met.

Labels of one item are looked up together. The first time a combination turns up, an item that has
it is put before the rules of ``acuerdo.validation``; from then on it is one dictionary access.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from acuerdo.annotation import Annotations, Entity, Event, Span, Time
from acuerdo.formats.conversion import document_of
from acuerdo.formats.rows import DocumentRow
from acuerdo.ontology import Ontology
from acuerdo.records import actor_code
from acuerdo.scoring.layers import NO_CODE
from acuerdo.streaming.sheet import Doubt, Ints
from acuerdo.validation import labels as rules
from acuerdo.validation.case import Rule, open_case

KEPT = 200_000
"""Combinations remembered; beyond it, memory is freed and they are judged again."""

_ANYWHERE = Span(0, 1)
_NOTHING = Annotations("")


class Kinds(dict[tuple[str, ...], int]):
    """Numbers of label combinations; ``codes[n]`` holds the codes that the scorer needs of ``n``.

    Raises:
        Doubt: On look-up, a rule does not accept the combination.
    """

    width = 0
    """Number of codes."""

    def __init__(self, ontology: Ontology) -> None:
        super().__init__()
        self.codes: list[tuple[int, ...]] = []
        self._ontology = ontology
        self._table = np.zeros((self.width, 0), np.int32)

    def __missing__(self, key: tuple[str, ...]) -> int:
        annotations, rule = self.item(*key)
        if any(rule(open_case(None, annotations, self._ontology))):
            raise Doubt
        number = self[key] = len(self.codes)
        self.codes.append(tuple(self.code(*key)))
        return number

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        raise NotImplementedError

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        raise NotImplementedError

    def columns(self, numbers: Ints) -> Ints:
        """The codes of items, by the numbers of their combinations; one row per code."""
        new = self.codes[self._table.shape[1] :]
        if new:
            self._table = np.hstack([self._table, np.array(new, dtype=np.int32).T])
        return np.asarray(self._table[:, numbers])

    def forget(self) -> None:
        """Free the memory once there is much of it. No sheet may be under way."""
        if len(self) > KEPT:
            self.clear()
            self.codes.clear()
            self._table = np.zeros((self.width, 0), np.int32)


class ActorKinds(Kinds):
    """(country, sector) → actor code.

    Args:
        ontology: The labels.
        values: Codes of the time values and actor codes met so far. Grows.
    """

    width = 1

    def __init__(self, ontology: Ontology, values: dict[str, int]) -> None:
        super().__init__(ontology)
        self._values = values

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        return _with_entity(self._entity(*key)), rules.entity_labels

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        name = actor_code(self._entity(*key))
        yield 1 + self._values.setdefault(name, len(self._values)) if name else NO_CODE

    def _entity(self, country: str, sector: str) -> Entity:
        return Entity("", self._ontology.entity_type_names[0], (), "", country, sector)


class TimeKinds(Kinds):
    """(type, value, modifier) → type, value.

    Args:
        ontology: The labels.
        values: Codes of the time values and actor codes met so far. Grows.
    """

    width = 2

    def __init__(self, ontology: Ontology, values: dict[str, int]) -> None:
        super().__init__(ontology)
        self._values = values

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        kind, value, mod = key
        time = Time("", _ANYWHERE, kind, value, mod)
        return replace(_NOTHING, times=(time,)), rules.time_labels

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        yield self._ontology.time_type_names.index(key[0])
        yield self._values.setdefault(key[1], len(self._values))


class EventKinds(Kinds):
    """(type, mode) → type."""

    width = 1

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        event = Event("", key[0], _ANYWHERE, _ANYWHERE, mode=key[1])
        return replace(_NOTHING, events=(event,)), rules.event_labels

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        yield self._ontology.event_type_names.index(key[0])


class AttributeKinds(Kinds):
    """(polarity, certainty, time) → polarity, certainty, time."""

    width = 3

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        kind = self._ontology.event_type_names[0]
        polarity, certainty, time = key
        event = Event("", kind, _ANYWHERE, _ANYWHERE, "", polarity, certainty, time)
        return replace(_NOTHING, events=(event,)), rules.event_labels

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        values = self._ontology.attribute_values
        for name, value in zip(("polarity", "certainty", "time"), key, strict=True):
            yield values[name].index(value)


class Names(set[str]):
    """Names of entities that are well formed.

    Args:
        ontology: The labels.
    """

    def __init__(self, ontology: Ontology) -> None:
        super().__init__()
        self._ontology = ontology

    def require(self, names: Sequence[str]) -> None:
        """Do nothing if all names are well formed.

        Raises:
            Doubt: One is not.
        """
        if self.issuperset(names):
            return
        kind = self._ontology.entity_type_names[0]
        for name in set(names) - self:
            annotations = _with_entity(Entity("", kind, (), name))
            if any(rules.entity_labels(open_case(None, annotations, self._ontology))):
                raise Doubt
        if len(self) > KEPT:
            self.clear()
        self.update(names)


def _with_entity(entity: Entity) -> Annotations:
    return replace(_NOTHING, entities=(entity,))


class Days(dict[str, None]):
    """Dates of publication that can be read.

    Raises:
        Doubt: On look-up, the date cannot be read.
    """

    def __missing__(self, day: str) -> None:
        if document_of(DocumentRow(id="", text="", date=day))[1]:
            raise Doubt
        self[day] = None


class Vocabulary:
    """Everything that a label, a name or a date is looked up in.

    Args:
        ontology: Gives labels their codes.
        values: Codes of the time values and actor codes met so far. Grows.
    """

    def __init__(self, ontology: Ontology, values: dict[str, int]) -> None:
        self.actors = ActorKinds(ontology, values)
        self.times = TimeKinds(ontology, values)
        self.events = EventKinds(ontology)
        self.attributes = AttributeKinds(ontology)
        self.names = Names(ontology)
        self.days = Days()
        self.entity_types = _codes(ontology.entity_type_names)
        self.levels = _codes(ontology.mention_level_names)
        self.roles = _codes(ontology.role_names)
        self.relation_types = _codes(ontology.relation_type_names)
        self.link_types = _codes(ontology.event_relation_type_names)
        self.forms = _codes(ontology.quote_form_names)

    def forget(self) -> None:
        """Free memory once there is much of it. No sheet may be under way."""
        for kinds in (self.actors, self.times, self.events):
            kinds.forget()


def _codes(names: Sequence[str]) -> dict[str, int]:
    return {name: code for code, name in enumerate(names)}

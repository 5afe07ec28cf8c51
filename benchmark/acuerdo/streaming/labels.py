"""Labels as numbers, judged by the validator's own rules: once for every combination met.

Labels of one item are looked up together. The first time a combination turns up, an item that has
it is put before the rules of ``acuerdo.validation``; from then on it is one dictionary access.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from acuerdo.annotation import Annotations, Entity, Event, Span, Time
from acuerdo.formats.conversion import document_of
from acuerdo.formats.rows import DocumentRow
from acuerdo.ontology import Ontology
from acuerdo.streaming.sheet import Doubt, Index
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

    def __init__(self, ontology: Ontology) -> None:
        super().__init__()
        self.codes: list[tuple[int, ...]] = []
        self._ontology = ontology

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

    def columns(self, numbers: Index) -> Index:
        """The codes of items, by the numbers of their combinations; one row per code."""
        table = np.array(self.codes, dtype=np.int32).reshape(len(self.codes), -1)
        return np.ascontiguousarray(table[numbers].T)

    def forget(self) -> None:
        """Free the memory once there is much of it. No sheet may be under way."""
        if len(self) > KEPT:
            self.clear()
            self.codes.clear()


class EntityKinds(Kinds):
    """(type, name, country, sector) → type."""

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        kind, name, country, sector = key
        entity = Entity("", kind, (), name, country, sector)
        return replace(_NOTHING, entities=(entity,)), rules.entity_labels

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        yield self._ontology.entity_type_names.index(key[0])


class TimeKinds(Kinds):
    """(type, value, modifier) → type, value.

    Args:
        ontology: The labels.
        values: Codes of the time values met so far. Grows.
    """

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
    """(type, mode, polarity, certainty, time) → type, polarity, certainty, time."""

    def item(self, *key: str) -> tuple[Annotations, Rule]:
        """An item with the labels, and the rule that judges them."""
        kind, mode, polarity, certainty, time = key
        event = Event("", kind, _ANYWHERE, _ANYWHERE, mode, polarity, certainty, time)
        return replace(_NOTHING, events=(event,)), rules.event_labels

    def code(self, *key: str) -> Iterator[int]:
        """What the scorer needs of the labels."""
        values = self._ontology.attribute_values
        yield self._ontology.event_type_names.index(key[0])
        for name, value in zip(("polarity", "certainty", "time"), key[2:], strict=True):
            yield values[name].index(value)


class Days(dict[str, None]):
    """Dates of publication that can be read.

    Raises:
        Doubt: On look-up, the date cannot be read.
    """

    def __missing__(self, day: str) -> None:
        if document_of(DocumentRow(id="", text="", date=day))[1]:
            raise Doubt
        self[day] = None

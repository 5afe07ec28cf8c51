"""Which parts of an answer belong to which layer, and which layers rest on others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from acuerdo.extractor import LAYERS

NEEDS: Mapping[str, tuple[str, ...]] = {
    "coreference": ("entities",),
    "event_attributes": ("triggers",),
    "arguments": ("entities", "times", "triggers"),
    "relations": ("entities",),
    "event_relations": ("times", "triggers"),
    "quotes": ("entities", "triggers"),
}
"""What the items of a layer refer to: it is asked for as well."""

_OWNERS: Mapping[tuple[str, str], str] = {
    ("Answer", "events"): "triggers",
    ("EventAnswer", "polarity"): "event_attributes",
    ("EventAnswer", "certainty"): "event_attributes",
    ("EventAnswer", "time"): "event_attributes",
    ("EventAnswer", "cluster"): "coreference",
    ("EventAnswer", "arguments"): "arguments",
}
"""Layer of the fields that are not asked for with the rest of their object."""


def with_needed(layers: Sequence[str]) -> tuple[str, ...]:
    """Return the layers and those they refer to, in the order of the tasks.

    >>> with_needed(["relations"])
    ('entities', 'relations')
    """
    wanted = {*layers, *(need for layer in layers for need in NEEDS.get(layer, ()))}
    return tuple(layer for layer in LAYERS if layer in wanted)


def asked_fields(kind: type[msgspec.Struct], layers: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of a part of an answer that belong to the layers asked for, in order.

    >>> from acuerdo_baselines.llm.answer import Answer
    >>> asked_fields(Answer, ("entities", "triggers"))
    ('entities', 'events')
    """
    whole = kind.__name__ == "Answer"
    owners = {
        name: _OWNERS.get((kind.__name__, name), name if whole else "")
        for name in kind.__struct_fields__
    }
    return tuple(name for name, owner in owners.items() if not owner or owner in layers)

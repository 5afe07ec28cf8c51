"""The JSON schema of an answer: its shape from the types, its labels from the ontology."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from typing import Any

import msgspec

from acuerdo.ontology import Ontology
from acuerdo_baselines.llm.answer import CLOSED, Answer
from acuerdo_baselines.llm.layers import asked_fields

NAME = "annotations"
_SCALARS: dict[Any, str] = {str: "string", int: "integer"}


def answer_schema(ontology: Ontology, layers: Sequence[str]) -> dict[str, Any]:
    """Return the schema of answers about these layers.

    It keeps to what strict servers take: every key is required, no other is allowed, labels are
    enumerated, and nothing refers to another place of the schema.

    >>> from acuerdo.dataset import load_ontology
    >>> schema = answer_schema(load_ontology(), ("times",))
    >>> schema["properties"]["times"]["items"]["properties"]["type"]
    {'type': 'string', 'enum': ['DATE', 'TIME', 'DURATION', 'SET']}
    """
    return _object(Answer, ontology, layers)


def response_format(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what asks a server to hold its answer to a schema.

    >>> response_format({"type": "object"})["json_schema"]["strict"]
    True
    """
    return {
        "type": "json_schema",
        "json_schema": {"name": NAME, "strict": True, "schema": schema},
    }


def _object(
    kind: type[msgspec.Struct], ontology: Ontology, layers: Sequence[str]
) -> dict[str, Any]:
    names = asked_fields(kind, layers)
    hints = typing.get_type_hints(kind)
    return {
        "type": "object",
        "properties": {
            name: _labels(kind, name, ontology) or _value(hints[name], ontology, layers)
            for name in names
        },
        "required": list(names),
        "additionalProperties": False,
    }


def _labels(kind: type[msgspec.Struct], name: str, ontology: Ontology) -> dict[str, Any]:
    names = CLOSED.get((kind, name))
    return {} if names is None else {"type": "string", "enum": list(names(ontology))}


def _value(hint: Any, ontology: Ontology, layers: Sequence[str]) -> dict[str, Any]:
    if isinstance(hint, types.UnionType):
        hint = typing.get_args(hint)[0]  # The other one is "not there", which no schema allows.
    if typing.get_origin(hint) is list:
        return {"type": "array", "items": _value(typing.get_args(hint)[0], ontology, layers)}
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    return _object(hint, ontology, layers)

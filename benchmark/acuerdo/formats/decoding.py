"""Why a row could not be decoded: the decoder's message as a place and one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from acuerdo.formats.rows import (
    LAYERS,
    ArgumentRow,
    DocumentRow,
    EntityRow,
    EventRow,
    LinkRow,
    MentionRow,
    QuoteRow,
    SpanRow,
    TimeRow,
)
from acuerdo.validation import Problem, one_of

_ID = re.compile(rb'\s*\{\s*"id"\s*:\s*"([^"\\]{1,100})"')
_PATH = re.compile(r" - at `\$\.?(.*)`$")
_EXPECTED = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_MISSING = re.compile(r"Object missing required field `(.+?)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`")
_BYTE = re.compile(r"JSON is malformed: (.*) \(byte (\d+)\)")

_INDEX = re.compile(r"\[\d+\]")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_KINDS = {
    "int": "an integer",
    "str": "a string",
    "array": "a list ([] when it is empty)",
    "object": "an object",
}
_DOCUMENT = "one document per line, an object"
_STRUCTS = {
    "": DocumentRow,
    "entities": EntityRow,
    "entities.mentions": MentionRow,
    "entities.mentions.head": SpanRow,
    "times": TimeRow,
    "events": EventRow,
    "events.trigger": SpanRow,
    "events.head": SpanRow,
    "events.arguments": ArgumentRow,
    "relations": LinkRow,
    "event_relations": LinkRow,
    "quotes": QuoteRow,
    "quotes.cue": SpanRow,
    "quotes.content": SpanRow,
}


def document_id(line: bytes) -> str:
    """Return the document id with which a line begins, be the rest as it may; else empty."""
    match = _ID.match(line)
    return match[1].decode("utf-8", "replace") if match else ""


def explain(line: bytes, error: Exception) -> Problem:
    """Return why a line of JSON is no row.

    Args:
        line: The line.
        error: What the decoder raised.

    >>> line = b'{"id": "a", "times": null}'
    >>> error = msgspec.ValidationError("Expected `array`, got `null` - at `$.times`")
    >>> print(explain(line, error))
    times: null; expected a list ([] when it is empty)
    """
    if isinstance(error, msgspec.ValidationError):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        return explain_shape(value, error)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as fault:
        found = f"byte {fault.start} (0x{line[fault.start]:02x}) is not UTF-8"
        return Problem("", found, "UTF-8")
    match = _BYTE.match(str(error))
    if match is None:
        return Problem("", _without_place(line, str(error)), "one whole document per line")
    place = int(match[2])
    near = line[max(0, place - 12) : place + 12].decode("utf-8", "replace")
    return Problem("", f"no JSON: {match[1]} at byte {place}, near {near!r}", "JSON")


def explain_shape(value: Any, error: Exception) -> Problem:
    """Return why a decoded value has not the shape of a row."""
    message = str(error)
    match = _PATH.search(message)
    path = match[1] if match else ""
    missing = _MISSING.match(message)
    if missing:
        if missing[1] in LAYERS:
            expected = "every layer, [] when it is empty"
        else:
            struct = _STRUCTS.get(_INDEX.sub("", path)) if path else None
            expected = f"all of {', '.join(struct.__struct_fields__)}" if struct else "every key"
        return Problem(path, f"no key {missing[1]!r}", expected)
    unknown = _UNKNOWN.match(message)
    if unknown:
        struct = _STRUCTS.get(_INDEX.sub("", path))
        keys = one_of(struct.__struct_fields__) if struct else "a known key"
        return Problem(path, f"unknown key {unknown[1]!r}", keys)
    expected_got = _EXPECTED.match(message)
    if expected_got is None:
        return Problem(path, message, "a row as in docs/formats.md")
    wanted, got = expected_got.groups()
    kind = _KINDS.get(wanted.split(" | ")[0], wanted) if path else _DOCUMENT
    given = _at(value, path) if got in ("int", "float", "str", "bool") else None
    found = got if given is None or len(repr(given)) > 80 else f"{given!r} ({got})"
    return Problem(path, found, kind)


def repeated_keys(line: bytes) -> Iterator[Problem]:
    """Yield a problem for every key that occurs twice in one object of a line of JSON.

    >>> print(*repeated_keys(b'{"id": "a", "events": [], "events": []}'))
    key 'events' twice in one object; expected every key once
    """
    found: list[Problem] = []

    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            found.append(Problem("", f"key {key!r} twice in one object", "every key once"))
        return dict(pairs)

    json.loads(line, object_pairs_hook=check)
    yield from found


def _without_place(line: bytes, message: str) -> str:
    if "truncated" not in message:
        return f"no JSON: {message}"
    try:
        json.loads(line)
    except ValueError:
        return "the line ends inside the document"
    # The decoder calls a surrogate without its partner truncated; Python's lets it pass.
    return "no JSON: half of a surrogate pair (\\ud800 to \\udfff) without the other half"


def _at(value: Any, path: str) -> Any:
    for key, index in _STEP.findall(path):
        try:
            value = value[key] if key else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return None
    return value

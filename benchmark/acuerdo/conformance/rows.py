"""Short rows, as the cases are written, to native rows, as files hold them.

A short row leaves out what is not the point of its case: empty layers, defaults, copies of the
text. A span is ``[start, end]``; a head is its whole span unless given.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
"""A document with its annotations, as decoded from JSON."""


def native(short: Row, text: str) -> Row:
    """Return the native row of a short one.

    Args:
        short: The row; its own ``text``, if it has one, replaces that of the document.
        text: Of the document.

    >>> native({"id": "d", "times": [{"id": "T1", "span": [0, 3], "type": "DATE",
    ...         "value": "2024"}]}, "Hoy llega.")["times"][0]["text"]
    'Hoy'
    """
    text = short.get("text", text)

    def part(span: list[int]) -> Row:
        return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}

    def mention(m: Row) -> Row:
        head = part(m["head"] if "head" in m else m["span"])
        return {"id": m["id"], **part(m["span"]), "head": head, "level": m.get("level", "NAM")}

    def entity(e: Row) -> Row:
        codes = {name: e.get(name, "") for name in ("name", "country", "sector")}
        return {
            "id": e["id"],
            "type": e["type"],
            **codes,
            "mentions": [*map(mention, e["mentions"])],
        }

    def time(t: Row) -> Row:
        value = {"type": t["type"], "value": t["value"], "mod": t.get("mod", "")}
        return {"id": t["id"], **part(t["span"]), **value}

    def event(e: Row) -> Row:
        return {
            "id": e["id"],
            "type": e["type"],
            "mode": e.get("mode", ""),
            "trigger": part(e["trigger"]),
            "head": part(e["head"] if "head" in e else e["trigger"]),
            "polarity": e.get("polarity", "POS"),
            "certainty": e.get("certainty", "CERTAIN"),
            "time": e.get("time", "UNDERSPECIFIED"),
            "cluster": e.get("cluster", ""),
            "arguments": e.get("arguments", []),
        }

    def quote(q: Row) -> Row:
        ends = {"source": q.get("source", ""), "event": q.get("event", "")}
        spans = {name: [*map(part, q.get(name, []))] for name in ("cue", "content")}
        return {"id": q["id"], "form": q["form"], **ends, **spans}

    row = {
        "id": short["id"],
        "text": text,
        "entities": [*map(entity, short.get("entities", []))],
        "times": [*map(time, short.get("times", []))],
        "events": [*map(event, short.get("events", []))],
        "relations": short.get("relations", []),
        "event_relations": short.get("event_relations", []),
        "quotes": [*map(quote, short.get("quotes", []))],
    }
    return row | ({"ungrounded": short["ungrounded"]} if "ungrounded" in short else {})

"""Annotations from short rows: native rows in which defaults are left out.

A span is ``[start, end]``; a head is its whole span unless given; levels and attributes have
their defaults.
"""

from acuerdo.annotation import (
    Annotations,
    Argument,
    Entity,
    Event,
    EventRelation,
    Mention,
    Quote,
    Relation,
    Span,
    Time,
)


def annotations(row):
    return Annotations(
        row["id"],
        entities=tuple(map(_entity, row.get("entities", ()))),
        times=tuple(
            Time(t["id"], Span(*t["span"]), t["type"], t["value"]) for t in row.get("times", ())
        ),
        events=tuple(map(_event, row.get("events", ()))),
        relations=tuple(
            Relation(r["id"], r["type"], r["head"], r["tail"]) for r in row.get("relations", ())
        ),
        event_relations=tuple(
            EventRelation(r["id"], r["type"], r["head"], r["tail"])
            for r in row.get("event_relations", ())
        ),
        quotes=tuple(map(_quote, row.get("quotes", ()))),
    )


def _entity(row):
    mentions = tuple(
        Mention(m["id"], Span(*m["span"]), Span(*m.get("head", m["span"])), m.get("level", "NAM"))
        for m in row["mentions"]
    )
    codes = {name: row[name] for name in ("country", "sector") if name in row}
    return Entity(row["id"], row["type"], mentions, **codes)


def _quote(row):
    return Quote(
        row["id"],
        row.get("form", "INDIRECT"),
        tuple(Span(*span) for span in row["content"]),
        tuple(Span(*span) for span in row.get("cue", ())),
        row.get("source", ""),
    )


def _event(row):
    attributes = {n: row[n] for n in ("polarity", "certainty", "time", "cluster") if n in row}
    return Event(
        row["id"],
        row["type"],
        Span(*row["trigger"]),
        Span(*row.get("head", row["trigger"])),
        arguments=tuple(Argument(a["role"], a["filler"]) for a in row.get("arguments", ())),
        **attributes,
    )

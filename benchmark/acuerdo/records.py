"""Political event records, derived from annotations by rule.

A record says who did what to whom, when, in the coding of PLOVER: actor codes, event type and
mode, recipient codes. It is what a run over an archive delivers. Nothing is annotated twice: the
records of a document follow from its events, its entities' actor codes and its times.

Rules (P1 to P6 of the guidelines)
    1. Coreferent events give one record, in the place of their first mention; codes are united.
       Only types of PLOVER are recorded, and only events with at least one coded actor.
    2. Actors and recipients are the codes of those two roles; other roles do not count.
    3. A future cooperative event is recorded as ``AGREE`` without mode: what is announced is an
       intention to cooperate. Source: PLOVER manual v0.8, definition of AGREE.
    4. The date is that of the event's ``Time`` argument where it names a date, as precise as it
       is; else the document's for past and present events; else none.
    5. Negated and uncertain events are marked by their attributes, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from acuerdo.annotation import Annotations, Document, Entity, Event
from acuerdo.ontology import Ontology

PLOVER = "PLOVER"
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
"""Types that are recorded as ``AGREE`` when they are announced for the future."""

_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Record:
    """One coded event.

    Attributes:
        event: Id of the first event mention that it is derived from.
        date: ISO date of the event: a day, or a month or year where the text says no more; empty
            when it is not known.
        type: PLOVER event type.
        mode: PLOVER mode, empty when none applies.
        actors: Actor codes (``RUS GOV``: country, sector), sorted, without repetition.
        recipients: Actor codes of the recipients, likewise.
        polarity: As annotated on the first mention.
        certainty: As annotated on the first mention.
        time: As annotated on the first mention.
    """

    event: str
    date: str
    type: str
    mode: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    polarity: str
    certainty: str
    time: str


def derive_records(
    document: Document | None, annotations: Annotations, ontology: Ontology
) -> tuple[Record, ...]:
    """Return the political event records of a document, in text order.

    Args:
        document: Gives the date that undated events fall back to; may be ``None``.
        annotations: Gold or predicted, valid under the ontology.
        ontology: Says which types are PLOVER's.
    """
    coded = {event.name for event in ontology.event_types if event.source == PLOVER}
    code_of = {mention.id: actor_code(entity) for mention, entity in annotations.mentions()}
    date_of = {
        time.id: match[1] for time in annotations.times if (match := _DATE.fullmatch(time.value))
    }
    published = document.date.isoformat() if document and document.date else ""
    found = []
    for mentions in _chains(annotations.events):
        first = mentions[0]
        kind, mode = _plover(first)
        actors = _codes(mentions, "Actor", code_of)
        if kind not in coded or not actors:
            continue
        dates = [
            date_of[argument.filler]
            for event in mentions
            for argument in event.arguments
            if argument.role == "Time" and argument.filler in date_of
        ]
        fallback = published if first.time in ("PAST", "PRESENT") else ""
        found.append(
            Record(
                event=first.id,
                date=dates[0] if dates else fallback,
                type=kind,
                mode=mode,
                actors=actors,
                recipients=_codes(mentions, "Recipient", code_of),
                polarity=first.polarity,
                certainty=first.certainty,
                time=first.time,
            )
        )
    return tuple(found)


def actor_code(entity: Entity) -> str:
    """Country and sector of an entity in one string, empty when both are unknown.

    >>> actor_code(Entity("N1", "PER", (), country="RUS", sector="GOV"))
    'RUS GOV'
    """
    return " ".join(part for part in (entity.country, entity.sector) if part)


def _plover(event: Event) -> tuple[str, str]:
    if event.type in COOPERATIVE and event.time == "FUTURE":
        return "AGREE", ""
    return event.type, event.mode


def _chains(events: Iterable[Event]) -> list[list[Event]]:
    chains: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda event: (event.trigger, event.id)):
        chains.setdefault(f"c:{event.cluster}" if event.cluster else f"e:{event.id}", []).append(
            event
        )
    return list(chains.values())


def _codes(events: Iterable[Event], role: str, code_of: dict[str, str]) -> tuple[str, ...]:
    codes = {
        code_of.get(argument.filler, "")
        for event in events
        for argument in event.arguments
        if argument.role == role
    }
    return tuple(sorted(codes - {""}))

"""Events as the protocol wants them: none twice, none an argument of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from acuerdo.annotation import Argument, Event


def settled(events: Sequence[Event]) -> tuple[list[Event], dict[str, str]]:
    """Return the events without repetitions and circles, and what stands for those left out.

    Two events are one when trigger, type and arguments agree. An argument that would make an event,
    through others, an argument of itself is dropped; the first ones stay.

    >>> from acuerdo.annotation import Span
    >>> say = [Event(name, "STATEMENT", Span(0, 4), Span(0, 4)) for name in ("e1", "e2")]
    >>> kept, stand_in = settled(say)
    >>> [event.id for event in kept], stand_in
    (['e1'], {'e2': 'e1'})
    """
    stand_in: dict[str, str] = {}
    kept = list(events)
    while True:
        kept = _without_circles(kept)
        first: dict[object, str] = {}
        same: dict[str, str] = {}
        for event in kept:
            key = (event.type, event.trigger, frozenset(event.arguments))
            if first.setdefault(key, event.id) != event.id:
                same[event.id] = first[key]
        if not same:
            return kept, stand_in
        stand_in = {old: same.get(new, new) for old, new in stand_in.items()} | same
        kept = [_rewired(event, same) for event in kept if event.id not in same]


def _rewired(event: Event, same: dict[str, str]) -> Event:
    fillers = (
        Argument(argument.role, same.get(argument.filler, argument.filler))
        for argument in event.arguments
    )
    return replace(event, arguments=tuple(dict.fromkeys(fillers)))


def _without_circles(events: Sequence[Event]) -> list[Event]:
    names = {event.id for event in events}
    under: dict[str, list[str]] = {name: [] for name in names}
    sound: list[Event] = []
    for event in events:
        arguments = []
        for argument in event.arguments:
            if argument.filler in names:
                if _reaches(under, argument.filler, event.id):
                    continue
                under[event.id].append(argument.filler)
            arguments.append(argument)
        sound.append(replace(event, arguments=tuple(arguments)))
    return sound


def _reaches(under: dict[str, list[str]], start: str, end: str) -> bool:
    waiting, seen = [start], set[str]()
    while waiting:
        name = waiting.pop()
        if name == end:
            return True
        if name not in seen:
            seen.add(name)
            waiting += under[name]
    return False

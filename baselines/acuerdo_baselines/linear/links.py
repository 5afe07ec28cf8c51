"""Links between events: order in time, parts, causes, and the dates that events are anchored to.

Candidates are events of one sentence or of two in a row, events with dates that lie apart, and an
event with its Time. Only what the guidelines let into a timeline is ordered (L2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from acuerdo.annotation import Event, Time
from acuerdo_baselines.linear.dates import Period, order, period_of
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.joints import CUES, Joint, joints_of
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.resolving import eligible, is_node
from acuerdo_baselines.linear.slots import preposition_of
from acuerdo_baselines.linear.stretch import between, distance
from acuerdo_baselines.rules.scene import Scene

_NEXT = 8
"""Events after an event that it is looked at with."""

_DATED = 12
"""Dated events after a dated event that it is looked at with."""


@dataclass(frozen=True, slots=True)
class EventPair:
    """Two events that may be linked, the first one first in the text."""

    first: str
    second: str
    features: list[str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event with a time that may hold it."""

    event: str
    time: str
    features: list[str]


def event_pairs(
    reading: Reading, forms: Mapping[str, Form], events: Mapping[str, Event]
) -> list[EventPair]:
    """Return every two events that may be linked.

    Args:
        reading: The document.
        forms: Its event words, in text order.
        events: Its events with attributes, arguments and clusters, by id.
    """
    ordered = list(forms.values())
    dates = _dates(reading, events)
    joints = joints_of(reading, forms)
    found: list[EventPair] = []
    entity = {mention: owner.id for mention, owner in reading.entity_of.items()}
    for position, first in enumerate(ordered):
        dated = _DATED
        for rank, second in enumerate(ordered[position + 1 :]):
            gap = second.trigger.scene - first.trigger.scene
            near = gap <= 1 and rank < _NEXT
            far = first.id in dates and second.id in dates and dated > 0
            if not near and not far:
                if gap > 1 and (first.id not in dates or dated <= 0):
                    break
                continue
            dated -= second.id in dates
            if second.trigger == first.trigger:
                continue
            features = _pair_features(reading, joints, first, second, rank)
            features += _event_features(events[first.id], events[second.id], entity)
            features += _dated_features(dates, first, second)
            if not gap:
                features += _same_sentence(reading, first, second)
            found.append(EventPair(first.id, second.id, features))
    return found


def anchors(
    reading: Reading, forms: Mapping[str, Form], events: Mapping[str, Event]
) -> list[Anchor]:
    """Return every eligible event with each of its times that is a node."""
    times = {time.id: time for time in reading.found.times}
    found: list[Anchor] = []
    for form in forms.values():
        event = events[form.id]
        several = sum(argument.role == "Time" for argument in event.arguments)
        if not eligible(event):
            continue
        for argument in event.arguments:
            time = times.get(argument.filler)
            if time is not None and time.id in reading.times and is_node(time):
                features = _anchor_features(reading, form, time, several)
                found.append(Anchor(event.id, time.id, features))
    return found


def _dates(reading: Reading, events: Mapping[str, Event]) -> dict[str, Period]:
    """The time of eligible events that have dates, from the first to the last."""
    values = {time.id: time.value for time in reading.found.times if is_node(time)}
    found: dict[str, Period] = {}
    for event in events.values():
        periods = [
            period
            for argument in event.arguments
            if argument.role == "Time" and argument.filler in values
            if (period := period_of(values[argument.filler])) is not None
        ]
        if periods and eligible(event):
            found[event.id] = Period(min(p.start for p in periods), max(p.end for p in periods))
    return found


def _pair_features(
    reading: Reading, joints: Mapping[str, Joint], first: Form, second: Form, rank: int
) -> list[str]:
    gap = second.trigger.scene - first.trigger.scene
    types = f"{first.type}>{second.type}"
    voices = f"{first.voice}>{second.voice}"
    governs = "none"
    if second.over_event == first.id:
        governs = f"first.{second.relation}"
    elif first.over_event == second.id:
        governs = f"second.{first.relation}"
    gap_name = str(min(gap, 2))
    lead, follow = joints[first.id].lead, joints[second.id].lead
    found = [
        f"t={types}",
        f"t={types}|g={gap_name}",
        f"1={first.type}|g={gap_name}",
        f"2={second.type}|g={gap_name}",
        f"v={voices}|g={gap_name}",
        f"x={first.tense}>{second.tense}|g={gap_name}",
        f"r={min(rank, 5)}|g={gap_name}",
        f"G={governs}",
        f"G={governs}|t={types}",
        f"G={governs}|2={second.tense}",
        f"G={governs}|1={first.type}|2={second.tense}",
        f"L1={first.lemma}|g={gap_name}",
        f"L2={second.lemma}|g={gap_name}",
        f"p1={first.preposition}|p2={second.preposition}|g={gap_name}",
        f"p2={second.preposition}|v={voices}",
        f"o={first.opener}>{second.opener}|g={gap_name}",
        f"q={first.quoted}>{second.quoted}",
        f"headline={reading.scenes[first.trigger.scene].sentence.line == 0}|g={gap_name}",
    ]
    for name, joint, other in (("1", joints[first.id], second), ("2", joints[second.id], first)):
        if joint.host == other.id:
            for cue in joint.signs or ("none",):
                found += [f"host{name}={cue}", f"host{name}={cue}|{joint.preposition}"]
                found += [f"host{name}={cue}|1={first.type}", f"host{name}={cue}|2={second.type}"]
    found += [f"lead1={cue}|g={gap_name}" for cue in lead]
    found += [f"lead2={cue}|g={gap_name}" for cue in follow]
    found += [f"lead2={cue}|t={types}" for cue in follow]
    found += [f"lead1={cue}|t={types}" for cue in lead]
    return found


def _event_features(first: Event, second: Event, entity: Mapping[str, str]) -> list[str]:
    one = f"{first.certainty}/{first.time}"
    two = f"{second.certainty}/{second.time}"
    found = [
        f"f={eligible(first)}>{eligible(second)}",
        f"a={one}>{two}",
        f"m={first.type}/{first.mode}>{second.type}/{second.mode}",
        f"same={bool(first.cluster) and first.cluster == second.cluster}",
    ]
    mine = {argument.filler: argument.role for argument in first.arguments}
    theirs = {argument.filler: argument.role for argument in second.arguments}
    if second.id in mine:
        found.append(f"content2={mine[second.id]}|{first.type}")
    if first.id in theirs:
        found.append(f"content1={theirs[first.id]}|{second.type}")
    owners = {entity.get(filler, filler): role for filler, role in mine.items()}
    shared = [
        f"{owners[owner]}-{role}"
        for filler, role in theirs.items()
        if (owner := entity.get(filler, filler)) in owners
    ]
    found += [f"shared={roles}" for roles in shared]
    found.append(f"shares={min(len(shared), 2)}|{first.type}>{second.type}")
    return found


def _dated_features(dates: Mapping[str, Period], first: Form, second: Form) -> list[str]:
    if first.id in dates and second.id in dates:
        lies = order(dates[first.id], dates[second.id])
        return [f"dates={lies}", f"dates={lies}|{first.type}>{second.type}"]
    known = f"{first.id in dates}>{second.id in dates}"
    return [f"dated={known}"]


def _same_sentence(reading: Reading, first: Form, second: Form) -> list[str]:
    scene = reading.scenes[first.trigger.scene]
    start, stop = first.trigger.last, second.trigger.first
    stretch = between(reading.counts[scene.index], start, stop)
    words = scene.words[start + 1 : stop]
    cues = [word.lemma for word in words if word.lemma in CUES or word.lower in CUES]
    found = [f"d={distance(stop - start)}", *stretch]
    found += [f"cue={cue}" for cue in sorted(set(cues))]
    found += [f"cue={cue}|{first.type}>{second.type}" for cue in sorted(set(cues))]
    nearer = [
        trigger
        for trigger in reading.inside[scene.index]
        if first.trigger.head < trigger.head < second.trigger.head
    ]
    found.append(f"nearer={min(len(nearer), 3)}")
    return found


def _anchor_features(reading: Reading, form: Form, time: Time, several: int) -> list[str]:
    place = reading.times[time.id]
    scene: Scene = reading.scenes[place.scene]
    preposition = preposition_of(scene, place.first)
    before = [word.lower for word in scene.words[max(0, place.first - 3) : place.first]]
    found = [
        f"T={form.type}",
        f"V={form.voice}",
        f"p={preposition}",
        f"p={preposition}|{time.type}",
        f"mod={time.mod}",
        f"several={several > 1}",
        f"several={several > 1}|p={preposition}",
        f"size={len(time.value)}",
        f"size={len(time.value)}|{form.voice}",
        f"side={place.first < form.trigger.first}",
    ]
    found += [f"-{word}" for word in before]
    return found

"""Which event mentions are one event: pairs of one type, clustered best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from acuerdo.annotation import Event
from acuerdo_baselines.linear.coreference import Link
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.likeness import stem_match
from acuerdo_baselines.linear.reading import Reading

_WINDOW = 25
"""Events of its type before an event that may be the same."""

_ROLES = ("Actor", "Recipient", "Theme", "Place", "Time", "Content")


def event_links(
    reading: Reading, forms: Mapping[str, Form], events: Mapping[str, Event]
) -> list[Link]:
    """Return the pairs of events of one type, the nearest earlier one first.

    Args:
        reading: The document.
        forms: Its event words.
        events: Its events with attributes and arguments, by id.
    """
    entity = {mention: entity.id for mention, entity in reading.entity_of.items()}
    before: dict[str, list[Form]] = {}
    found: list[Link] = []
    for later in forms.values():
        earlier = before.setdefault(later.type, [])
        for rank, candidate in enumerate(reversed(earlier[-_WINDOW:])):
            features = _features(reading, candidate, later, rank)
            features += _events(events[candidate.id], events[later.id], entity)
            found.append(Link(candidate.id, later.id, features))
        earlier.append(later)
    return found


def _features(reading: Reading, earlier: Form, later: Form, rank: int) -> list[str]:
    kind = later.type
    scene = reading.scenes[later.trigger.scene]
    gap = min(later.trigger.scene - earlier.trigger.scene, 6)
    shape = f"{earlier.trigger.pos}-{later.trigger.pos}"
    match = stem_match(earlier.lemma, later.lemma)
    position = later.trigger.first - 1
    while position > 0 and scene.words[position].pos in ("ADJ", "NUM"):
        position -= 1
    determiner = scene.words[position].lower if position >= 0 else ""
    headline = reading.scenes[earlier.trigger.scene].sentence.line == 0
    return [
        f"t={kind}",
        f"shape={shape}",
        f"shape={shape}|{kind}",
        f"match={match}",
        f"match={match}|{shape}",
        f"match={match}|{kind}",
        f"match={match}|{shape}|{determiner}",
        f"lemmas={'-'.join(sorted((earlier.lemma, later.lemma)))}",
        f"gap={gap}",
        f"gap={gap}|{shape}",
        f"gap={gap}|match={match}",
        f"rank={min(rank, 4)}",
        f"rank={min(rank, 4)}|{shape}",
        f"det={determiner}|{shape}",
        f"det={determiner}|{kind}",
        f"pr={later.preposition}|{shape}",
        f"headline={headline}|{shape}",
        f"headline={headline}|match={match}",
        f"voices={earlier.voice}-{later.voice}",
        f"governs={later.over_event == earlier.id}",
        f"quoted={earlier.quoted}-{later.quoted}",
    ]


def _events(earlier: Event, later: Event, entity: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for name in ("polarity", "certainty", "time", "mode"):
        one, other = getattr(earlier, name), getattr(later, name)
        if name != "mode" or (one and other):
            found.append(f"{name}={one == other}")
    same = (earlier.polarity, earlier.certainty, earlier.time) == (
        later.polarity,
        later.certainty,
        later.time,
    )
    found.append(f"attributes={same}|{later.type}")
    for role in _ROLES:
        mine = {entity.get(a.filler, a.filler) for a in earlier.arguments if a.role == role}
        theirs = {entity.get(a.filler, a.filler) for a in later.arguments if a.role == role}
        state = _compared(mine, theirs)
        found += [f"{role}={state}", f"{role}={state}|{later.type}"]
    return found


def _compared(mine: set[str], theirs: set[str]) -> str:
    if not mine and not theirs:
        return "neither"
    if not mine or not theirs:
        return "one"
    if mine == theirs:
        return "same"
    return "shared" if mine & theirs else "other"


def cluster_names(mentions: Sequence[str], clusters: Mapping[str, str]) -> dict[str, str]:
    """Return a cluster name for each event that is not alone in its cluster.

    >>> cluster_names(["e1", "e2", "e3"], {"e1": "e1", "e2": "e1", "e3": "e3"})
    {'e1': 'c1', 'e2': 'c1'}
    """
    sizes: dict[str, int] = {}
    for mention in mentions:
        name = clusters.get(mention, mention)
        sizes[name] = sizes.get(name, 0) + 1
    names: dict[str, str] = {}
    found: dict[str, str] = {}
    for mention in mentions:
        cluster = clusters.get(mention, mention)
        if sizes[cluster] > 1:
            found[mention] = names.setdefault(cluster, f"c{len(names) + 1}")
    return found

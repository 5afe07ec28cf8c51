"""Which event mentions are one event (guidelines V18): a definite noun takes up an earlier act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from acuerdo.annotation import Event
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.triggers import Trigger

DEFINITE = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "este",
        "esta",
        "estos",
        "estas",
        "ese",
        "esa",
        "esos",
        "esas",
        "dicho",
        "dicha",
    ]
)


def clusters(discourse: Discourse, events: Mapping[Trigger, Event]) -> dict[str, str]:
    """Cluster names by event id, for events that are mentioned more than once."""
    entity = {
        mention.id: mention.entity for scene in discourse.scenes for mention in scene.mentions
    }
    first: dict[str, str] = {}
    ordered = sorted(events.items(), key=lambda item: item[1].trigger)
    for index, (trigger, event) in enumerate(ordered):
        scene = discourse.scenes[trigger.scene]
        if trigger.pos != "NOUN" or not _refers_back(scene, trigger):
            continue
        for other_trigger, other in reversed(ordered[:index]):
            if _compatible(event, other, entity) and trigger.scene - other_trigger.scene <= 6:
                first[event.id] = first.get(other.id, other.id)
                break
    names: dict[str, str] = {}
    for _, event in ordered:
        root = first.get(event.id, event.id)
        if root in first.values():
            names.setdefault(root, f"c{len(names) + 1}")
    return {
        event.id: names[first.get(event.id, event.id)]
        for _, event in ordered
        if first.get(event.id, event.id) in names
    }


def representatives(events: Iterable[Event]) -> dict[str, str]:
    """The first mention of the cluster of each event that has one, by event id (L1)."""
    first: dict[str, str] = {}
    represent: dict[str, str] = {}
    for event in sorted(events, key=lambda e: e.trigger):
        if event.cluster:
            represent[event.id] = first.setdefault(event.cluster, event.id)
    return represent


def _refers_back(scene: Scene, trigger: Trigger) -> bool:
    index = trigger.first - 1
    while index > 0 and scene.words[index].pos == "ADJ":
        index -= 1
    if index < 0:
        return False
    word = scene.words[index].lower
    if trigger.type == "STATEMENT":
        return word in DEFINITE - {"el", "la", "los", "las"}
    return word in DEFINITE or word in ("del", "al")


def _compatible(event: Event, other: Event, entity: Mapping[str, str]) -> bool:
    if event.type != other.type or event.polarity != other.polarity:
        return False
    if event.mode and other.mode and event.mode != other.mode:
        return False
    if event.certainty != other.certainty or event.time != other.time:
        return False
    for role in ("Actor", "Recipient", "Theme", "Place"):
        mine = {entity.get(a.filler, a.filler) for a in event.arguments if a.role == role}
        theirs = {entity.get(a.filler, a.filler) for a in other.arguments if a.role == role}
        if mine and theirs and not mine & theirs:
            return False
    return True

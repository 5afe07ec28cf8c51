"""Relations between entities: any two mentions of a sentence that some type may join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from acuerdo.annotation import Event
from acuerdo.ontology import Ontology
from acuerdo_baselines.lexicons.nouns import Noun, entity_nouns
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.slots import preposition_of
from acuerdo_baselines.linear.stretch import Counts, between, distance
from acuerdo_baselines.rules.scene import Located, Scene

_REACH = 40
"""Words between the heads of two mentions that are looked at together."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that may be related.

    Attributes:
        head: Id of the first.
        tail: Id of the second.
        types: Relation types that the ontology allows, head and tail in this order.
        features: For the classifier.
    """

    head: str
    tail: str
    types: frozenset[str]
    features: list[str]


def relation_types(ontology: Ontology, head: str, tail: str) -> frozenset[str]:
    """Return the types of relations between entities of two types.

    >>> from acuerdo.dataset import load_ontology
    >>> sorted(relation_types(load_ontology(), "PER", "PER"))
    ['relative_of']
    """
    return frozenset(
        kind.name for kind in ontology.relation_types if head in kind.head and tail in kind.tail
    )


def pairs(reading: Reading, events: Mapping[str, Event]) -> list[Pair]:
    """Return every pair of mentions that may be related.

    Args:
        reading: The document.
        events: Its events with attributes and arguments, by id.
    """
    allowed: dict[tuple[str, str], frozenset[str]] = {}
    shared = _shared_events(events)
    symmetric = frozenset(k.name for k in reading.ontology.relation_types if k.symmetric)
    found: list[Pair] = []
    for scene in reading.scenes:
        for head in scene.mentions:
            for tail in scene.mentions:
                if head.entity == tail.entity or abs(head.head - tail.head) > _REACH:
                    continue
                key = (head.type, tail.type)
                if key not in allowed:
                    allowed[key] = relation_types(reading.ontology, *key)
                types = allowed[key]
                if (tail.first, tail.last) < (head.first, head.last):
                    types -= symmetric
                if types:
                    counts = reading.counts[scene.index]
                    features = _features(counts, reading.enclosing, head, tail)
                    features += _events(events, shared, head, tail)
                    found.append(Pair(head.id, tail.id, types, features))
    return found


def _shared_events(events: Mapping[str, Event]) -> dict[str, dict[str, str]]:
    """Role of each filler in each event, by filler."""
    table: dict[str, dict[str, str]] = {}
    for event in events.values():
        for argument in event.arguments:
            table.setdefault(argument.filler, {})[event.id] = argument.role
    return table


def _events(
    events: Mapping[str, Event],
    shared: Mapping[str, Mapping[str, str]],
    head: Located,
    tail: Located,
) -> list[str]:
    mine, theirs = shared.get(head.id, {}), shared.get(tail.id, {})
    types = f"{head.type}>{tail.type}"
    found: list[str] = []
    for identifier, role in mine.items():
        if identifier in theirs:
            event = events[identifier]
            told = f"{event.polarity}/{event.certainty}/{event.time}"
            roles = f"{event.type}|{role}>{theirs[identifier]}"
            found += [roles, f"{roles}|{event.mode}|{told}", f"{roles}|{types}"]
            found.append(f"{event.type}/{event.mode}|{role}>{theirs[identifier]}")
    return found or [f"no event|{types}"]


def _features(
    counts: Counts, nested: Mapping[str, Located | None], head: Located, tail: Located
) -> list[str]:
    scene = counts.scene
    words = scene.words
    types = f"{head.type}>{tail.type}"
    noun, other = words[head.head], words[tail.head]
    found = [
        f"t={types}",
        f"l={head.level}>{tail.level}|{types}",
        f"h={noun.lemma}",
        f"h={noun.lemma}|{tail.type}",
        f"k={other.lemma}|{head.type}",
        f"d={distance(tail.head - head.head)}",
    ]
    entries = _entries(scene, head)
    titles = {entry.relation for entry in entries if entry.relation}
    place = _place(nested, head, tail)
    found += [f"n={place}", f"n={place}|{types}", f"n={place}|h={noun.lemma}"]
    found += [f"n={place}|{types}|{head.level}>{tail.level}"]
    found += [f"title={title}|n={place}" for title in sorted(titles) or ["-"]]
    found += [f"title={title}|{tail.type}" for title in sorted(titles)]
    for entry in entries:
        for flag in sorted(entry.flags):
            found.append(f"flag={flag}|n={place}|{tail.type}")
        if entry.sector:
            found.append(f"sector={entry.sector}|n={place}|{tail.type}")
    preposition = preposition_of(scene, tail.first)
    found += [
        f"p={preposition}|n={place}",
        f"p={preposition}|n={place}|{types}",
        f"p={preposition}|h={noun.lemma}",
    ]
    if place in ("inside", "deep"):
        gap = words[head.head + 1 : tail.first]
        found.append("w=" + " ".join(word.lower for word in gap[:5]) + f"|{types}")
        found.append("w=" + " ".join(word.lower for word in gap[:5]))
        found.append(f"last={tail.last == head.last}")
    elif head.last < tail.first:
        stretch = between(counts, head.last, tail.first)
        found += [f">{f}" for f in stretch] + [f">{f}|{types}" for f in stretch[-2:]]
    elif tail.last < head.first:
        stretch = between(counts, tail.last, head.first)
        found += [f"<{f}" for f in stretch] + [f"<{f}|{types}" for f in stretch[-2:]]
    found += _verbs(scene, head, tail, types)
    return found


def _entries(scene: Scene, mention: Located) -> tuple[Noun, ...]:
    """What the lexicon has for the head of a mention, of fixed expressions first."""
    words = scene.words
    index = mention.head
    pairs = [(index - 1, index), (index, index + 1)]
    for first, last in pairs:
        if mention.first <= first and last <= mention.last:
            found = entity_nouns().get(f"{words[first].lower} {words[last].lower}")
            if found:
                return found
    return entity_nouns().get(words[index].lower, ())


def _verbs(scene: Scene, head: Located, tail: Located, types: str) -> list[str]:
    low, high = sorted((head.head, tail.head))
    side = ">" if head.head < tail.head else "<"
    lemmas = [group.lemma for group in scene.groups if low < group.main < high]
    found = [f"verb={lemma}|{side}|{types}" for lemma in lemmas[:2]]
    if len(lemmas) == 1:
        found.append(f"only={lemmas[0]}|{side}")
    return found


def _place(nested: Mapping[str, Located | None], head: Located, tail: Located) -> str:
    """Where the second mention stands: inside the first, around it, or beside it."""
    inner = nested[tail.id]
    if inner is not None and inner.id == head.id:
        return "inside"
    if head.first <= tail.first and tail.last <= head.last:
        return "deep"
    if tail.first <= head.first and head.last <= tail.last:
        return "around"
    outer = nested[head.id]
    if inner is not None and outer is not None and inner.id == outer.id:
        return "together"
    if inner is not None or outer is not None:
        return "crossed" if inner is not None and outer is not None else "one nested"
    return "apart"


def is_nested(reading: Reading, head: str, tail: str) -> bool:
    """Return whether the second of two mentions is inside the first."""
    one, other = reading.mentions[head], reading.mentions[tail]
    return one.first <= other.first and other.last <= one.last

"""What is known of a mention by itself, before it is compared with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from acuerdo_baselines.lexicons.names import known_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.linear.likeness import plain
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.slots import preposition_of
from acuerdo_baselines.rules.scene import Located, Scene
from acuerdo_baselines.spanish.analysis import Word

_DETERMINERS = {
    "definite": frozenset(["el", "la", "los", "las", "lo", "del", "al"]),
    "demonstrative": frozenset(
        [
            "este",
            "esta",
            "estos",
            "estas",
            "ese",
            "esa",
            "esos",
            "esas",
            "aquel",
            "aquella",
            "dicho",
            "dicha",
            "dichos",
            "dichas",
        ]
    ),
    "possessive": frozenset(["su", "sus", "nuestro", "nuestra", "nuestros", "nuestras"]),
    "indefinite": frozenset(
        ["un", "una", "unos", "unas", "otro", "otra", "otros", "otras", "algún", "varios", "varias"]
    ),
    "dual": frozenset(["ambos", "ambas"]),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a mention by itself.

    Attributes:
        located: Where it stands.
        scene: Its sentence.
        order: Its number among the mentions of the document.
        surface: Its words.
        words: Its words without accents, in lower case.
        head: Its head word.
        number: ``s``, ``p`` or empty.
        gender: ``m``, ``f`` or empty.
        determiner: Class of the determiner before it.
        rest: What follows the head, in lower case.
        known: Canonical name that a list has for it.
        titles: Relations that its noun states by itself.
        flags: What the lexicon says of its noun.
        preposition: What it stands under.
        nested: Ids of the mentions inside.
        inner: Clusters of the places inside.
    """

    located: Located
    scene: Scene
    order: int
    surface: str
    words: tuple[str, ...]
    head: Word
    number: str
    gender: str
    determiner: str
    rest: str
    known: str
    titles: frozenset[str]
    flags: frozenset[str]
    preposition: str
    nested: frozenset[str]
    inner: frozenset[str]


def profiles(reading: Reading, clusters: Mapping[str, str]) -> list[Profile]:
    """Return the mentions of a document in text order.

    Args:
        reading: The document.
        clusters: Cluster of each mention of a place, by id; empty while they are unknown.
    """
    found: list[Profile] = []
    for scene in reading.scenes:
        for located in scene.mentions:
            found.append(_profile(reading, scene, located, len(found), clusters))
    return found


def _profile(
    reading: Reading, scene: Scene, located: Located, order: int, clusters: Mapping[str, str]
) -> Profile:
    words = scene.words
    head = words[located.head]
    surface = reading.surface[located.id]
    entries = entity_nouns().get(head.lower, ())
    known = known_names().get(surface)
    nested = [
        other
        for other in scene.mentions
        if located.first <= other.first and other.last <= located.last and other is not located
    ]
    before = words[located.first - 1].lower if located.first else ""
    return Profile(
        located,
        scene,
        order,
        surface,
        tuple(plain(word.text) for word in words[located.first : located.last + 1]),
        head,
        _number(head, before) or ("s" if located.level == "NAM" else ""),
        _gender(head, before),
        _determiner(before),
        " ".join(word.lower for word in words[located.head + 1 : located.last + 1]),
        known.name if known is not None else "",
        frozenset(entry.relation for entry in entries if entry.relation),
        frozenset(flag for entry in entries for flag in entry.flags),
        preposition_of(scene, located.first),
        frozenset(other.id for other in nested),
        frozenset(clusters[other.id] for other in nested if other.id in clusters),
    )


def _number(head: Word, before: str) -> str:
    if before in ("el", "la", "un", "una", "este", "esta", "ese", "esa", "del", "al"):
        return "s"
    if before in ("los", "las", "unos", "unas", "estos", "estas", "ambos", "ambas"):
        return "p"
    if head.lower in ("ambos", "ambas", "quienes", "les", "los", "las"):
        return "p"
    return head.number


def _gender(head: Word, before: str) -> str:
    if before in ("la", "las", "una", "unas", "esta", "estas", "esa", "esas"):
        return "f"
    if before in ("el", "los", "un", "unos", "este", "estos", "ese", "esos", "del", "al"):
        return "m"
    return head.gender


def _determiner(before: str) -> str:
    return next((name for name, words in _DETERMINERS.items() if before in words), "none")

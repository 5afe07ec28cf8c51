"""Which mentions speak of one entity: a classifier of pairs, and the best antecedent of each.

Countries and places are clustered first, since *el presidente de Rusia* and *el mandatario ruso*
are alike because of what is nested in them.

Source: mention pairs: Soon, Ng and Lim 2001; best-first clustering: Ng and Cardie 2002.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Entity, Mention
from acuerdo_baselines.linear.likeness import abbreviates, stem_match
from acuerdo_baselines.linear.profiles import Profile
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.stretch import distance

PLACE_TYPES = frozenset({"GPE", "LOC"})
"""Types that are clustered first."""

_WINDOW = 40
"""Mentions of its type before a mention that may be its antecedent."""

_LEAST = 0.5
"""Smallest probability of a pair that is joined."""

_APART = 0.2
"""Probability of two names below which their clusters stay apart."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention and one before it that may speak of the same."""

    earlier: str
    later: str
    features: list[str]


def links(found: Sequence[Profile], *, places: bool) -> list[Link]:
    """Return the pairs of mentions of one type that are not nested: of places, or of the others."""
    before: dict[str, list[Profile]] = {}
    table: list[Link] = []
    for later in found:
        kind = later.located.type
        if (kind in PLACE_TYPES) != places:
            continue
        earlier = before.setdefault(kind, [])
        for rank, candidate in enumerate(reversed(earlier[-_WINDOW:])):
            ids = candidate.located.id, later.located.id
            if ids[1] not in candidate.nested and ids[0] not in later.nested:
                table.append(Link(*ids, _features(candidate, later, rank)))
        earlier.append(later)
    return table


def best_first(
    mentions: Sequence[str],
    table: Sequence[Link],
    chances: Sequence[float],
    names: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """Return the cluster of each mention: each joins the best of those before it that will do.

    The surest pairs are joined first. No two clusters are joined that hold two names which surely
    speak of different things.

    Args:
        mentions: Ids in text order.
        table: Pairs.
        chances: Probability of each pair to speak of the same.
        names: Ids of the mentions that are names.

    >>> pairs = [Link("a", "b", []), Link("b", "c", []), Link("a", "c", [])]
    >>> best_first(["a", "b", "c"], pairs, [0.6, 0.9, 0.0])
    {'a': 'a', 'b': 'a', 'c': 'a'}
    >>> best_first(["a", "b", "c"], pairs, [0.6, 0.9, 0.0], frozenset({"a", "c"}))
    {'a': 'a', 'b': 'b', 'c': 'b'}
    """
    apart = {
        frozenset((link.earlier, link.later))
        for link, chance in zip(table, chances, strict=True)
        if chance < _APART and link.earlier in names and link.later in names
    }
    members: dict[str, list[str]] = {mention: [mention] for mention in mentions}
    cluster = {mention: mention for mention in mentions}
    order = {mention: number for number, mention in enumerate(mentions)}
    # Of equals the nearest: pairs come with the nearest first.
    ranked = sorted((-chance, number) for number, chance in enumerate(chances) if chance >= _LEAST)
    joined: set[str] = set()
    for _, number in ranked:
        link = table[number]
        one, other = cluster[link.earlier], cluster[link.later]
        if link.later in joined:
            continue
        if one == other:
            joined.add(link.later)
            continue
        if any(frozenset((a, b)) in apart for a in members[one] for b in members[other]):
            continue
        joined.add(link.later)
        kept, moved = sorted((one, other), key=order.__getitem__)
        for mention in members[moved]:
            cluster[mention] = kept
        members[kept] += members.pop(moved)
    return cluster


def entities_of(reading: Reading, clusters: Mapping[str, str]) -> tuple[Entity, ...]:
    """Return the mentions of a document as entities, in order of first mention, without names.

    Args:
        reading: The document, with an entity for each mention.
        clusters: Cluster of each mention, by id.
    """
    members: dict[tuple[str, str], list[Mention]] = {}
    ordered = sorted(reading.found.mentions(), key=lambda pair: (pair[0].span, pair[0].id))
    for mention, entity in ordered:
        name = clusters.get(mention.id, mention.id)
        members.setdefault((entity.type, name), []).append(mention)
    return tuple(
        Entity(f"entity of {mentions[0].id}", kind, tuple(mentions))
        for (kind, _), mentions in members.items()
    )


def _features(earlier: Profile, later: Profile, rank: int) -> list[str]:
    kind = later.located.type
    levels = f"{earlier.located.level}-{later.located.level}"
    gap = later.scene.index - earlier.scene.index
    shape = f"{levels}|{later.determiner}"
    found = [
        f"t={kind}",
        f"l={levels}",
        f"l={levels}|t={kind}",
        f"{shape}|t={kind}",
        f"s={_few(gap)}|l={levels}",
        f"s={_few(gap)}|{kind}",
        f"r={min(rank, 6)}|l={levels}",
        f"r={min(rank, 6)}|{shape}|{kind}",
    ]
    for name in _alike(earlier, later):
        found += [
            name,
            f"{name}|{levels}",
            f"{name}|{levels}|{kind}",
            f"{name}|{later.determiner}|{kind}",
        ]
    agree = f"num={_agree(earlier.number, later.number)}/gen={_agree(earlier.gender, later.gender)}"
    found += [agree, f"{agree}|{levels}", f"{agree}|{shape}", f"{agree}|r={min(rank, 3)}|{levels}"]
    found += _inner(earlier, later, levels)
    if later.located.level == "PRO":
        found += [
            f"pro={later.head.lower}|{kind}|{agree}",
            f"pro={later.head.lower}|r={min(rank, 3)}|s={_few(gap)}",
            f"pro|p={earlier.preposition}|s={_few(gap)}",
        ]
    if later.located.level == "NOM":
        found.append(f"rest={bool(later.rest)}|{later.determiner}|{levels}|{kind}")
        found.append(f"h={later.head.lemma}|{later.determiner}|{levels}")
    if not gap:
        found += _adjacent(earlier, later, levels, kind)
    return found


def _alike(earlier: Profile, later: Profile) -> Iterator[str]:
    one, other = earlier.head, later.head
    place = _same_place(earlier, later) if earlier.located.type in PLACE_TYPES else ""
    if place:
        # Names and demonyms of places: the lists know pairs that spelling does not tell.
        yield f"place={place}"
    else:
        if earlier.words == later.words:
            yield "string=same"
        match = "same" if one.lemma == other.lemma else stem_match(one.text, other.text)
        yield f"head={match}"
        if match == "same":
            yield f"head=same,rest={_rest(earlier, later)}"
        if earlier.known and later.known:
            yield f"known={earlier.known == later.known}"
    if "NAM" == earlier.located.level == later.located.level:
        mine, theirs = set(earlier.words), set(later.words)
        if mine <= theirs or theirs <= mine:
            last = earlier.words[-1] == later.words[-1]
            yield f"names=subset,last={last}"
        else:
            yield f"names={'overlap' if mine & theirs else 'disjoint'}"
        if abbreviates(earlier.surface, later.surface):
            yield "names=initials"
    if earlier.titles and later.titles:
        yield f"titles={bool(earlier.titles & later.titles)}"
    shared = earlier.flags & later.flags - {"title"}
    if shared:
        yield "flags=" + ",".join(sorted(shared))


def _same_place(earlier: Profile, later: Profile) -> str:
    """Whether names and demonyms are of one place: by the lists, else by their spelling."""
    if not {earlier.located.level, later.located.level} <= {"NAM", "ADJ"}:
        return ""
    if earlier.known and later.known:
        return "yes" if earlier.known == later.known else "no"
    if earlier.words == later.words:
        return "yes"
    alike = any(
        stem_match(left, right)
        for left in earlier.words
        for right in later.words
        if len(left) > 3 and len(right) > 3
    )
    return "yes" if alike else "no"


def _rest(earlier: Profile, later: Profile) -> str:
    if earlier.rest == later.rest:
        return "same" if later.rest else "none"
    if not later.rest:
        return "dropped"
    return "added" if not earlier.rest else "other"


def _inner(earlier: Profile, later: Profile, levels: str) -> list[str]:
    if not later.inner:
        return [f"inner=none|{bool(earlier.inner)}|{levels}"]
    if not earlier.inner:
        return [f"inner=later|{levels}"]
    shared = bool(earlier.inner & later.inner)
    titles = bool(earlier.titles & later.titles)
    return [f"inner={shared}|{levels}", f"inner={shared}|titles={titles}"]


def _adjacent(earlier: Profile, later: Profile, levels: str, kind: str) -> list[str]:
    first, second = earlier.located, later.located
    words = later.scene.words[first.last + 1 : second.first]
    found = [f"near={distance(second.first - first.last - 1)}|{levels}"]
    if len(words) <= 4:
        gap = " ".join("DET" if word.pos == "DET" else word.lower for word in words)
        after = later.scene.words[second.last + 1 : second.last + 2]
        closing = after[0].text if after and after[0].pos == "PUNCT" else "word"
        found += [f"gap={gap}|{levels}", f"gap={gap}|{levels}|{kind}", f"gap={gap}|{closing}"]
    else:
        found.append(f"gap=long|{levels}|{kind}")
    return found


def _agree(one: str, other: str) -> str:
    if not one or not other:
        return "?"
    return "=" if one == other else "≠"


def _few(sentences: int) -> str:
    return str(sentences) if sentences < 4 else "4+" if sentences < 8 else "8+"

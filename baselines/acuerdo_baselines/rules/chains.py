"""Chains of coreferent mentions while they grow, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from acuerdo_baselines.lexicons.names import country_names
from acuerdo_baselines.rules.found import Found
from acuerdo_baselines.spanish.analysis import Sentence


class Chain:
    """The mentions of one entity so far, with the features they have in common."""

    def __init__(self) -> None:
        self.mentions: list[Found] = []
        self.type = ""
        self.names: set[str] = set()
        self.lemmas: set[str] = set()
        self.kinds: set[str] = set()
        self.countries: set[str] = set()
        self.complements: set[str] = set()
        self.number = ""
        self.gender = ""
        self.sector = ""
        self.dual = False

    @property
    def last(self) -> Found:
        """The mention added last."""
        return self.mentions[-1]

    @property
    def is_country(self) -> bool:
        """Whether it may be called a country: named, and no city that a list knows."""
        return bool(self.names) and all(
            mention.kind in ("country", "demonym", "") or mention.level == "NOM"
            for mention in self.mentions
        )

    def has_flag(self, flag: str) -> bool:
        """Return whether some mention's noun carries a flag of the lexicon."""
        return any(flag in mention.flags for mention in self.mentions)

    def agrees(self, mention: Found) -> bool:
        """Return whether nothing speaks against a mention's gender."""
        return not (self.gender and mention.gender) or self.gender == mention.gender


class Chains:
    """All chains of a document.

    Args:
        mentions: Every mention, in text order.
        sentences: The sentences they stand in.
    """

    def __init__(self, mentions: Sequence[Found], sentences: Sequence[Sentence]) -> None:
        self._mentions = mentions
        self._sentences = sentences
        self._chains: list[Chain] = []
        self._of: dict[tuple[int, int], Chain] = {}
        self._nested: dict[tuple[int, int], list[Found]] = {}
        for position, outer in enumerate(mentions):
            inner = []
            for other in mentions[position + 1 :]:
                if other.span.start >= outer.span.end:
                    break
                if other.span in outer.span:
                    inner.append(other)
            self._nested[_key(outer)] = inner

    def typed(self, mention: Found, kind: str) -> Found:
        """Return the mention with an entity type."""
        return replace(mention, type=kind)

    def add(self, mention: Found, chain: Chain | None) -> None:
        """Put a mention into a chain, or into one of its own."""
        if chain is None:
            chain = Chain()
            self._chains.append(chain)
            chain.type = mention.type
        mention = replace(mention, type=chain.type) if mention.type != chain.type else mention
        chain.mentions.append(mention)
        self._of[_key(mention)] = chain
        if mention.level in ("NAM", "ADJ"):
            chain.names.add(mention.name)
        elif mention.level == "NOM":
            chain.lemmas.add(mention.lemma)
            chain.complements.add(self.complement(mention))
            country = self.country_inside(mention)
            if country:
                chain.countries.add(country)
            chain.dual = chain.dual or mention.determiner == "dual" or self.dual_inside(mention)
        if mention.kind and mention.level == "NOM":
            chain.kinds.add(mention.kind)
        chain.number = chain.number or mention.number
        if mention.level != "ADJ":
            chain.gender = chain.gender or mention.gender
        chain.sector = chain.sector or mention.sector

    def merge(self, kept: Chain, other: Chain) -> None:
        """Move every mention of one chain into another."""
        if kept is other:
            return
        self._chains.remove(other)
        moved = other.mentions
        for mention in moved:
            self.add(mention, kept)
        kept.mentions.sort(key=lambda mention: (mention.span, mention.level))

    def of(self, mention: Found) -> Chain | None:
        """Return the chain of a mention that was added already."""
        return self._of.get(_key(mention))

    def recent(self, *types: str) -> Iterator[Chain]:
        """Yield the chains of some types, the one mentioned last first."""
        found = [chain for chain in self._chains if chain.type in types]
        yield from sorted(found, key=lambda chain: chain.last.span.start, reverse=True)

    def lists(self) -> list[list[Found]]:
        """Return the mentions of every chain, in order of first mention."""
        ordered = [sorted(chain.mentions, key=lambda m: m.span) for chain in self._chains]
        return sorted(ordered, key=lambda chain: chain[0].span)

    def by_key(self, mention: Found) -> Chain | None:
        """Return the chain that has this very name."""
        for chain in self._chains:
            if chain.type == mention.type and mention.name in chain.names:
                return chain
        return None

    def by_person(self, mention: Found) -> Chain | None:
        """Return the chain of a person whose full name contains this name, or the reverse."""
        mine = mention.name.split()
        found = []
        for chain in self._chains:
            if chain.type != "PER":
                continue
            full = [name for name in chain.names if " " in name]
            for name in full or chain.names:
                longer, shorter = sorted((name.split(), mine), key=len, reverse=True)
                if set(shorter) <= set(longer) and shorter[-1] in (
                    longer[-1],
                    longer[0],
                    *longer[1:],
                ):
                    found.append(chain)
                    break
        return max(found, key=lambda chain: chain.last.span.start, default=None)

    def by_acronym_or_part(self, mention: Found) -> Chain | None:
        """Return the chain whose name this one abbreviates, shortens or spells out."""
        found = [
            chain
            for chain in self._chains
            if chain.type == mention.type
            and mention.type in ("ORG", "DOC", "FAC")
            and any(_abbreviates(name, mention.name) for name in chain.names)
        ]
        return found[0] if len(found) == 1 else None

    def inside(self, mention: Found, kind: str) -> Chain | None:
        """Return the chain of the first mention of a type nested in a mention."""
        for inner in self._nested.get(_key(mention), ()):
            if inner.type == kind and inner.level in ("NAM", "ADJ"):
                chain = self.of(inner) or self.by_key(inner)
                if chain is not None:
                    return chain
        return None

    def last_inside(self, mention: Found, level: str) -> bool:
        """Return whether a mention of a level is nested in a mention."""
        return any(inner.level == level for inner in self._nested.get(_key(mention), ()))

    def country_inside(self, mention: Found) -> str:
        """Return the name of the country that complements a mention, or nothing."""
        for inner in self._nested.get(_key(mention), ()):
            if inner.type in ("GPE", "ORG") and inner.level in ("NAM", "ADJ"):
                return country_names().get(inner.country, inner.name)
        return ""

    def dual_inside(self, mention: Found) -> bool:
        """Return whether a nested mention is a pair (``líderes de ambos países``)."""
        return any(inner.determiner == "dual" for inner in self._nested.get(_key(mention), ()))

    def complement(self, mention: Found) -> str:
        """Return what follows the head inside a mention, in lower case."""
        words = self._sentences[mention.sentence].words[mention.head + 1 : mention.last + 1]
        return " ".join(word.lower for word in words)

    def adjective(self, mention: Found) -> str:
        """Return the word after the head, in lower case."""
        return self.complement(mention).partition(" ")[0]

    def distance(self, chain: Chain, mention: Found) -> int:
        """Return the words between a chain's last mention and a mention; across sentences many."""
        last = chain.last
        if last.sentence != mention.sentence:
            return 1_000
        return mention.first - last.last - 1


def _key(mention: Found) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _abbreviates(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    if short.isupper() and " " not in short:
        initials = "".join(word[0] for word in long.split() if word[0].isupper())
        return len(short) > 1 and initials == short
    return " " in short and long.startswith(short + " ")

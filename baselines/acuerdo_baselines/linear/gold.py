"""What the gold says of each candidate; ``SKIP`` where it does not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from acuerdo.annotation import Annotations, Quote
from acuerdo_baselines.linear.arguments import Candidate
from acuerdo_baselines.linear.classifier import NONE, SKIP, YES
from acuerdo_baselines.linear.hosts import Content
from acuerdo_baselines.linear.ordering import TEMPORAL
from acuerdo_baselines.linear.relations import Pair
from acuerdo_baselines.linear.resolving import eligible, entailed, labels_of
from acuerdo_baselines.linear.spans import clusters_of


class Gold:
    """One document's annotations, by what they are asked for."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.entity = {m.id: entity.id for m, entity in annotations.mentions()}
        self.events = {event.id: event for event in annotations.events}
        self.cluster = dict(clusters_of(annotations))
        self._sources = {self._cue(quote): quote.source for quote in annotations.quotes}
        self._contents: dict[str, set[Content]] = {}
        for quote in annotations.quotes:
            self._contents.setdefault(self._cue(quote), set()).add(quote.content)

    def same_entity(self, earlier: str, later: str) -> str:
        """Whether two mentions speak of one entity."""
        return YES if self.entity[earlier] == self.entity[later] else NONE

    def same_event(self, earlier: str, later: str) -> str:
        """Whether two event mentions are one event."""
        return YES if self.cluster[earlier] == self.cluster[later] else NONE

    def roles(self, candidates: Sequence[Candidate]) -> list[str]:
        """The role of each candidate.

        Any mention of an entity may stand for it. Right are those that fill a slot of the event by
        the grammar; if there are none, the one that the gold names; if that is no candidate, all.
        The others of its entity are neither right nor wrong.
        """
        chosen: dict[tuple[str, str], set[str]] = {}
        named: dict[tuple[str, str], tuple[str, str]] = {}
        for event in self.annotations.events:
            for argument in event.arguments:
                entity = self.entity.get(argument.filler, argument.filler)
                named[event.id, entity] = (argument.role, argument.filler)
        for candidate in candidates:
            key = (candidate.event, self.entity.get(candidate.filler, candidate.filler))
            if key in named and candidate.slotted:
                chosen.setdefault(key, set()).add(candidate.filler)
        reached = {(candidate.event, candidate.filler) for candidate in candidates}
        found: list[str] = []
        for candidate in candidates:
            key = (candidate.event, self.entity.get(candidate.filler, candidate.filler))
            if key not in named:
                found.append(NONE)
                continue
            role, filler = named[key]
            right = chosen.get(key)
            if right is None:
                right = {filler} if (candidate.event, filler) in reached else {candidate.filler}
            found.append(role if candidate.filler in right else SKIP)
        return found

    def relations(self, pairs: Sequence[Pair], nested: Mapping[tuple[str, str], bool]) -> list[str]:
        """The relation of each pair; another pair of two related entities does not tell.

        Args:
            pairs: Candidates.
            nested: Pairs of which one mention is inside the other, which state what they state.
        """
        stated = {(r.head, r.tail): r.type for r in self.annotations.relations}
        related = {
            (self.entity[r.head], self.entity[r.tail]): r.type
            for r in self.annotations.relations
            if r.head in self.entity and r.tail in self.entity
        }
        found: list[str] = []
        for pair in pairs:
            ends = self.entity[pair.head], self.entity[pair.tail]
            if (pair.head, pair.tail) in stated:
                found.append(stated[pair.head, pair.tail])
            elif ends in related:
                found.append(related[ends] if nested[pair.head, pair.tail] else SKIP)
            else:
                found.append(NONE)
        return found

    def links(self, families: Mapping[str, str]) -> dict[str, dict[tuple[str, str], str]]:
        """Labels of pairs of clusters by family; temporal ones with all that they entail."""
        by_family: dict[str, dict[tuple[str, str], str]] = {}
        for family in sorted(set(families.values())):
            types = frozenset(name for name, its in families.items() if its == family)
            links = [link for link in self.annotations.event_relations if link.type in types]
            if family == "temporal":
                by_family[family] = labels_of(entailed(links, types, self.cluster))
            else:
                by_family[family] = labels_of(
                    type(link)("", link.type, self.node(link.head), self.node(link.tail))
                    for link in links
                )
        return by_family

    def timeline(self) -> list[tuple[str, str, str]]:
        """Temporal links between events, as types, heads and tails."""
        return [
            (link.type, self.node(link.head), self.node(link.tail))
            for link in self.annotations.event_relations
            if link.type in TEMPORAL and {link.head, link.tail} <= self.events.keys()
        ]

    def pair_label(self, table: Mapping[tuple[str, str], str], first: str, second: str) -> str:
        """The label of two events or times in a table of ``links``."""
        one, other = self.node(first), self.node(second)
        return SKIP if one == other else table.get((one, other), NONE)

    def ordered(self, first: str, second: str) -> bool:
        """Whether two events both have a place in the timeline."""
        return eligible(self.events[first]) and eligible(self.events[second])

    def is_cue(self, event: str) -> str:
        """Whether an event word attributes something."""
        return YES if event in self._contents else NONE

    def is_content(self, event: str, content: Content) -> str:
        """Whether some spans are what an event word attributes."""
        if event not in self._contents:
            return SKIP
        return YES if content in self._contents[event] else NONE

    def source(self, event: str, mention: str) -> str:
        """Whether a mention is the source of what an event word attributes."""
        wanted = self._sources.get(event, "")
        if not wanted:
            return SKIP
        if mention == wanted:
            return YES
        return SKIP if self.entity[mention] == self.entity[wanted] else NONE

    def node(self, end: str) -> str:
        """What an event or a time stands for: its cluster, or itself."""
        return self.cluster.get(end, end)

    def _cue(self, quote: Quote) -> str:
        if quote.event:
            return quote.event
        return next((e.id for e in self.annotations.events if e.trigger in quote.cue), "")

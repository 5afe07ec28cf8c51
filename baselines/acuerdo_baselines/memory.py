"""Memory: says again what the training documents said about the same strings.

The classical lower bound for anything that claims to generalise. Whatever was annotated in at
least half of its occurrences in the training texts is annotated again, with its most frequent
label. Links between events and quotes are not remembered: they hold between sentences, not
between strings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import ClassVar, Self, TypeVar

import msgspec

import acuerdo
from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Relation,
    Time,
)
from acuerdo.extractor import chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.cooccurrence import (
    gold_relations,
    gold_roles,
    relation_pairs,
    role_pairs,
)
from acuerdo_baselines.remembered import (
    EventLabel,
    Learnt,
    MentionLabel,
    TimeLabel,
    event_label,
    event_of,
    mention_label,
    shifted,
    time_label,
    time_of,
)
from acuerdo_baselines.surfaces import Surfaces

_FILE = "memory.json"

SHARE = 0.5
"""Smallest share of the occurrences of a string, or of a pair, that must have carried a label."""

_Label = TypeVar("_Label", bound=Hashable)
_Occurrences = dict[str, Counter[_Label]]


class Memory:
    """A string-matching system that learns by heart.

    Without ``fit`` it trains itself, at its first document, on the training split of the dataset.

    Args:
        ontology: Not looked at: it says the labels that it was told.
        layers: What to learn; everything it can when None. What rests on a layer that is not
            learnt is not predicted either.
        seed: Kept, and without effect: nothing is left to chance.

    Attributes:
        trained_on: Number of documents it was fitted on; ``None`` before any training.

    >>> memory = Memory().fit([])
    >>> memory.trained_on, list(memory.extract([Document("d", "Llegan a Lima.")]))[0].entities
    (0, ())
    """

    name = "memory"
    layers: ClassVar[tuple[str, ...]] = (
        "entities",
        "coreference",
        "times",
        "triggers",
        "event_attributes",
        "arguments",
        "relations",
    )

    def __init__(
        self,
        *,
        ontology: Ontology | None = None,
        layers: Sequence[str] | None = None,
        seed: int = 13,
    ) -> None:
        del ontology
        self._layers = chosen_layers(type(self), layers)
        self._seed = seed
        self.trained_on: int | None = None
        self._mentions: dict[str, MentionLabel] = {}
        self._times: dict[str, TimeLabel] = {}
        self._events: dict[str, EventLabel] = {}
        self._roles: dict[tuple[str, str], str] = {}
        self._relations: dict[tuple[str, str, str], str] = {}
        self._surfaces = Surfaces([])

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        if self.trained_on == 0:
            return ("memory: the training split is empty, so nothing was learnt or predicted",)
        return ()

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the system, trained on these examples alone."""
        examples = tuple(examples)
        mentions: _Occurrences[MentionLabel] = defaultdict(Counter)
        times: _Occurrences[TimeLabel] = defaultdict(Counter)
        events: _Occurrences[EventLabel] = defaultdict(Counter)
        roles: Counter[tuple[str, str, str]] = Counter()
        relations: Counter[tuple[str, str, str, str]] = Counter()
        for example in examples:
            document, gold = example.document, example.gold
            if "entities" in self._layers:
                for mention, entity in gold.mentions():
                    mentions[document[mention.span]][mention_label(mention, entity)] += 1
            if "times" in self._layers:
                for time in gold.times:
                    times[document[time.span]][time_label(time, document.date)] += 1
            if "triggers" in self._layers:
                attributes = "event_attributes" in self._layers
                for event in gold.events:
                    label = event_label(event, attributes=attributes)
                    events[document[event.trigger]][label] += 1
            if "arguments" in self._layers:
                roles.update(gold_roles(document, gold))
            if "relations" in self._layers:
                relations.update(gold_relations(document, gold))
        seen: Counter[str] = Counter()
        everything = Surfaces([*mentions, *times, *events])
        for example in examples:
            seen.update(surface for _, surface in everything.find(example.document.text))
        self._mentions = _majority(mentions, seen)
        self._times = _majority(times, seen)
        self._events = _majority(events, seen)
        self._surfaces = Surfaces([*self._mentions, *self._times, *self._events])
        self._learn_pairs(examples, roles, relations)
        self.trained_on = len(examples)
        return self

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield what was remembered about the strings of each document."""
        if self.trained_on is None:
            self.fit(acuerdo.load(split="train"))
        for document in documents:
            yield self._extract(document)

    def save(self, folder: Path, /) -> None:
        """Write what was learnt as JSON."""
        learnt = Learnt(
            trained_on=self.trained_on,
            layers=self._layers,
            seed=self._seed,
            mentions=self._mentions,
            times=self._times,
            events=self._events,
            roles=sorted((*pair, role) for pair, role in self._roles.items()),
            relations=sorted((*pair, each) for pair, each in self._relations.items()),
        )
        content = msgspec.json.encode(learnt, order="deterministic")
        (folder / _FILE).write_bytes(msgspec.json.format(content, indent=1) + b"\n")

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that was saved."""
        learnt = msgspec.json.decode((folder / _FILE).read_bytes(), type=Learnt)
        memory = cls(layers=learnt.layers, seed=learnt.seed)
        memory.trained_on = learnt.trained_on
        memory._mentions, memory._times = learnt.mentions, learnt.times
        memory._events = learnt.events
        memory._surfaces = Surfaces([*learnt.mentions, *learnt.times, *learnt.events])
        memory._roles = {(event, kind): role for event, kind, role in learnt.roles}
        memory._relations = {
            (head, tail, between): relation for head, tail, between, relation in learnt.relations
        }
        return memory

    def _learn_pairs(
        self,
        examples: tuple[Example, ...],
        roles: Counter[tuple[str, str, str]],
        relations: Counter[tuple[str, str, str, str]],
    ) -> None:
        self._roles, self._relations = {}, {}
        role_chances: Counter[tuple[str, str]] = Counter()
        relation_chances: Counter[tuple[str, str, str]] = Counter()
        for example in examples:
            role_chances.update(
                (event.type, kind) for event, _, kind in role_pairs(example.document, example.gold)
            )
            relation_chances.update(
                key for _, _, key in relation_pairs(example.document, example.gold)
            )
        for (event_type, kind, role), times in roles.most_common():
            if times >= SHARE * role_chances[event_type, kind]:
                self._roles.setdefault((event_type, kind), role)
        for (head, tail, between, relation), times in relations.most_common():
            if times >= SHARE * relation_chances[head, tail, between]:
                self._relations.setdefault((head, tail, between), relation)

    def _extract(self, document: Document) -> Annotations:
        ids = (f"m{number}" for number in count(1))
        chains: dict[tuple[str, str], tuple[MentionLabel, list[Mention]]] = {}
        times: list[Time] = []
        events: list[Event] = []
        for span, surface in self._surfaces.find(document.text):
            if surface in self._mentions:
                label = self._mentions[surface]
                mention = Mention(next(ids), span, shifted(label.head, span), label.level)
                whose = (label.name or surface) if "coreference" in self._layers else mention.id
                key = (label.type, whose)
                chains.setdefault(key, (label, []))[1].append(mention)
            elif surface in self._times:
                times.append(time_of(f"t{len(times) + 1}", span, self._times[surface], document))
            else:
                events.append(event_of(f"e{len(events) + 1}", span, self._events[surface]))
        entities = tuple(
            Entity(f"n{number}", label.type, tuple(found), label.name, label.country, label.sector)
            for number, (label, found) in enumerate(chains.values(), 1)
        )
        bare = Annotations(document.id, entities, tuple(times), tuple(events))
        return Annotations(
            document.id,
            entities,
            bare.times,
            self._with_arguments(document, bare),
            self._found_relations(document, bare),
        )

    def _with_arguments(self, document: Document, bare: Annotations) -> tuple[Event, ...]:
        arguments: dict[str, list[Argument]] = defaultdict(list)
        for event, filler, kind in role_pairs(document, bare):
            role = self._roles.get((event.type, kind))
            if role is not None:
                arguments[event.id].append(Argument(role, filler))
        return tuple(
            Event(
                event.id,
                event.type,
                event.trigger,
                event.head,
                event.mode,
                event.polarity,
                event.certainty,
                event.time,
                arguments=tuple(arguments[event.id]),
            )
            for event in bare.events
        )

    def _found_relations(self, document: Document, bare: Annotations) -> tuple[Relation, ...]:
        entity_of = {mention.id: entity.id for mention, entity in bare.mentions()}
        found: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
        for head, tail, key in relation_pairs(document, bare):
            relation = self._relations.get(key)
            ends = frozenset((entity_of[head], entity_of[tail]))
            if relation is not None and len(ends) > 1:
                found.setdefault((relation, ends), (head, tail))
        return tuple(
            Relation(f"r{number}", relation, head, tail)
            for number, ((relation, _), (head, tail)) in enumerate(found.items(), 1)
        )


def _majority(occurrences: _Occurrences[_Label], seen: Counter[str]) -> dict[str, _Label]:
    chosen: dict[str, _Label] = {}
    for surface, labels in occurrences.items():
        label, times = labels.most_common(1)[0]
        if times >= SHARE * max(seen[surface], labels.total()):
            chosen[surface] = label
    return chosen

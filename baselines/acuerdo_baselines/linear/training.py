"""Training: each step on gold spans, with the answers that the steps before it give unseen.

A step learns from what the earlier steps say of documents that they were not trained on, as it will
meet them later, and not from gold clusters and arguments, which it will never see.
"""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo.annotation import Example
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear import asking, steps
from acuerdo_baselines.linear.attributes import (
    ATTRIBUTES,
    event_features,
    mode_features,
    mode_labels,
    moded,
)
from acuerdo_baselines.linear.classifier import NONE, SKIP, YES, Classifier
from acuerdo_baselines.linear.codes import Countries, sector_entities, sector_features
from acuerdo_baselines.linear.forms import forms
from acuerdo_baselines.linear.gold import Gold
from acuerdo_baselines.linear.lessons import Lessons
from acuerdo_baselines.linear.links import anchors, event_pairs
from acuerdo_baselines.linear.quotes import cues, proposals
from acuerdo_baselines.linear.reading import Reading, read
from acuerdo_baselines.linear.relations import is_nested, pairs
from acuerdo_baselines.linear.repetition import event_links
from acuerdo_baselines.linear.spans import spans_of
from acuerdo_baselines.linear.types import kind_label, type_features
from acuerdo_baselines.linear.worth import clusters_value, timeline_value


class Trainer:
    """The steps, one after the other, each learning from gold.

    Args:
        examples: Training documents.
        ontology: What may be answered.

    Attributes:
        countries: Codes of countries by the names that stand for them.
    """

    def __init__(self, examples: Sequence[Example], ontology: Ontology) -> None:
        self.countries = Countries({})
        self._examples = examples
        self._ontology = ontology
        self._golds = [Gold(example.gold) for example in examples]
        self._lessons = Lessons()

    def run(self) -> dict[str, Classifier]:
        """Return every classifier, trained, by name."""
        replayed = self._lessons.replayed
        golds = self._golds
        bare = [
            read(example.document, spans_of(example.gold), self._ontology)
            for example in self._examples
        ]
        whole = [
            reading.clustered(g.annotations.entities)
            for reading, g in zip(bare, golds, strict=True)
        ]
        self._kinds(bare)
        self._coreference(bare)
        self._codes(whole)
        readings = [
            reading.clustered(steps.entities(reading, replayed(number)))
            for number, reading in enumerate(bare)
        ]
        self._events(readings)
        return self._lessons.classifiers

    def _kinds(self, bare: Sequence[Reading]) -> None:
        learn = self._lessons.learn
        found = [list(reading.found.mentions()) for reading in bare]
        learn(
            asking.KIND,
            [
                [type_features(reading, mention.span) for mention, _ in mentions]
                for reading, mentions in zip(bare, found, strict=True)
            ],
            [
                [kind_label(entity.type, mention.level) for mention, entity in mentions]
                for mentions in found
            ],
        )

    def _coreference(self, bare: Sequence[Reading]) -> None:
        replayed = self._lessons.replayed
        learn = self._lessons.learn
        golds = self._golds
        tables = [steps.place_links(reading) for reading in bare]
        for name in (asking.PLACES, asking.OTHERS):
            mentions = [steps.linked_mentions(reading, name) for reading in bare]
            learn(
                name,
                [[link.features for link in table] for table in tables],
                [
                    [gold.same_entity(link.earlier, link.later) for link in table]
                    for gold, table in zip(golds, tables, strict=True)
                ],
                value=clusters_value(tables, mentions, [gold.entity for gold in golds]),
            )
            if name == asking.PLACES:
                tables = [
                    steps.mention_links(reading, steps.place_clusters(reading, replayed(n)))
                    for n, reading in enumerate(bare)
                ]

    def _codes(self, whole: Sequence[Reading]) -> None:
        learn = self._lessons.learn
        chosen = [sector_entities(reading) for reading in whole]
        learn(
            asking.SECTOR,
            [
                [sector_features(reading, entity) for entity in entities]
                for reading, entities in zip(whole, chosen, strict=True)
            ],
            [[entity.sector for entity in entities] for entities in chosen],
        )
        self.countries = Countries.from_entities(
            (reading, entity) for reading in whole for entity in reading.found.entities
        )

    def _events(self, readings: Sequence[Reading]) -> None:
        replayed = self._lessons.replayed
        learn = self._lessons.learn
        golds, numbers = self._golds, range(len(readings))
        tables = [forms(reading) for reading in readings]
        rows = [
            [event_features(reading, table, name) for name in table]
            for reading, table in zip(readings, tables, strict=True)
        ]
        for attribute in ATTRIBUTES:
            learn(
                attribute,
                rows,
                [
                    [getattr(gold.events[name], attribute) for name in table]
                    for gold, table in zip(golds, tables, strict=True)
                ],
            )
        self._modes(readings, tables)
        self._arguments(readings, tables)
        events = []
        for n in numbers:
            scores = replayed(n)
            told = steps.attributes(readings[n], tables[n], scores)
            events.append(steps.arguments(readings[n], tables[n], told, scores))
        self._repetition(readings, tables, events)
        events = [steps.repeated(readings[n], tables[n], events[n], replayed(n)) for n in numbers]
        self._relations(readings, events)
        self._links(readings, tables, events)
        self._quotes(readings, tables, events)

    def _modes(self, readings: Sequence[Reading], tables: Sequence[steps.Forms]) -> None:
        learn = self._lessons.learn
        chosen = [moded(r, t) for r, t in zip(readings, tables, strict=True)]
        modes = self._ontology.mode_names
        labels = [
            [
                f"{gold.events[name].type}/{mode}" if (mode := gold.events[name].mode) else NONE
                for name in names
            ]
            for gold, names in zip(self._golds, chosen, strict=True)
        ]
        learn(
            asking.MODE,
            [
                [mode_features(reading, table, name) for name in names]
                for reading, table, names in zip(readings, tables, chosen, strict=True)
            ],
            labels,
            [
                [mode_labels(table[name].type, modes) for name in names]
                for table, names in zip(tables, chosen, strict=True)
            ],
        )

    def _arguments(self, readings: Sequence[Reading], tables: Sequence[steps.Forms]) -> None:
        learn = self._lessons.learn
        found = [steps.role_candidates(r, t) for r, t in zip(readings, tables, strict=True)]
        for name in (asking.ROLE, asking.TIME, asking.CONTENT):
            labels = []
            for gold, candidates in zip(self._golds, found, strict=True):
                roles = gold.roles(candidates[name])
                if name != asking.ROLE:
                    roles = [YES if role not in (NONE, SKIP) else role for role in roles]
                labels.append(roles)
            learn(
                name,
                [[c.features for c in candidates[name]] for candidates in found],
                labels,
                [[steps.filler_labels(name, c) for c in candidates[name]] for candidates in found],
            )

    def _repetition(
        self,
        readings: Sequence[Reading],
        tables: Sequence[steps.Forms],
        events: Sequence[steps.Events],
    ) -> None:
        learn = self._lessons.learn
        found = [
            event_links(reading, table, known)
            for reading, table, known in zip(readings, tables, events, strict=True)
        ]
        learn(
            asking.REPETITION,
            [[link.features for link in table] for table in found],
            [
                [gold.same_event(link.earlier, link.later) for link in table]
                for gold, table in zip(self._golds, found, strict=True)
            ],
            value=clusters_value(
                found, [dict.fromkeys(t, False) for t in tables], [g.cluster for g in self._golds]
            ),
        )

    def _relations(self, readings: Sequence[Reading], events: Sequence[steps.Events]) -> None:
        learn = self._lessons.learn
        found = [pairs(r, known) for r, known in zip(readings, events, strict=True)]
        labels = []
        for reading, gold, candidates in zip(readings, self._golds, found, strict=True):
            nested = {
                (pair.head, pair.tail): is_nested(reading, pair.head, pair.tail)
                for pair in candidates
            }
            labels.append(gold.relations(candidates, nested))
        learn(
            asking.RELATION,
            [[pair.features for pair in candidates] for candidates in found],
            labels,
            [[pair.types for pair in candidates] for candidates in found],
        )

    def _links(
        self,
        readings: Sequence[Reading],
        tables: Sequence[steps.Forms],
        events: Sequence[steps.Events],
    ) -> None:
        learn = self._lessons.learn
        family_of = steps.families(self._ontology)
        links = [gold.links(family_of) for gold in self._golds]
        found = [
            event_pairs(reading, table, known)
            for reading, table, known in zip(readings, tables, events, strict=True)
        ]
        for family in sorted(set(family_of.values())):
            labels = []
            for gold, known, candidates in zip(self._golds, links, found, strict=True):
                labels.append(
                    [
                        gold.pair_label(known[family], pair.first, pair.second)
                        if family != "temporal" or gold.ordered(pair.first, pair.second)
                        else SKIP
                        for pair in candidates
                    ]
                )
            learn(
                family,
                [[pair.features for pair in each] for each in found],
                labels,
                value=timeline_value(found, self._golds) if family == "temporal" else None,
            )
        dated = [
            anchors(reading, table, gold.events)
            for reading, table, gold in zip(readings, tables, self._golds, strict=True)
        ]
        learn(
            asking.ANCHOR,
            [[anchor.features for anchor in each] for each in dated],
            [
                [gold.pair_label(known["temporal"], a.time, a.event) for a in each]
                for gold, known, each in zip(self._golds, links, dated, strict=True)
            ],
        )

    def _quotes(
        self,
        readings: Sequence[Reading],
        tables: Sequence[steps.Forms],
        events: Sequence[steps.Events],
    ) -> None:
        learn = self._lessons.learn
        words = [cues(r, t) for r, t in zip(readings, tables, strict=True)]
        learn(
            asking.CUE,
            [list(each.values()) for each in words],
            [
                [gold.is_cue(event) for event in each]
                for gold, each in zip(self._golds, words, strict=True)
            ],
        )
        found = [proposals(r, t) for r, t in zip(readings, tables, strict=True)]
        learn(
            asking.QUOTE,
            [[p.features for p in each] for each in found],
            [
                [gold.is_content(p.event, p.content) for p in each]
                for gold, each in zip(self._golds, found, strict=True)
            ],
        )
        sources = [
            steps.source_candidates(reading, table, known)
            for reading, table, known in zip(readings, tables, events, strict=True)
        ]
        learn(
            asking.SOURCE,
            [[c.features for c in each] for each in sources],
            [
                [gold.source(c.event, c.filler) for c in each]
                for gold, each in zip(self._golds, sources, strict=True)
            ],
        )

"""From spans to everything that joins them: the steps of the linear system, scored by pair heads.

Candidates and the constraints between answers are those of ``linear``; the scores are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from acuerdo.annotation import Annotations, Document, Entity, Event, EventRelation, Quote, Relation
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear import asking, choosing, steps
from acuerdo_baselines.linear.arguments import Candidate
from acuerdo_baselines.linear.attributes import ATTRIBUTES, mode_labels, moded
from acuerdo_baselines.linear.classifier import NONE, YES
from acuerdo_baselines.linear.codes import Countries, coded, sector_entities
from acuerdo_baselines.linear.coreference import Link, best_first, entities_of
from acuerdo_baselines.linear.forms import Form, forms
from acuerdo_baselines.linear.links import anchors, event_pairs
from acuerdo_baselines.linear.ordering import Link as Stated
from acuerdo_baselines.linear.quotes import proposals
from acuerdo_baselines.linear.reading import Reading, read
from acuerdo_baselines.linear.relations import pairs
from acuerdo_baselines.linear.repetition import cluster_names, event_links
from acuerdo_baselines.linear.resolving import BACKWARDS, resolve, stated
from acuerdo_baselines.linear.spans import spans_of
from acuerdo_baselines.rules.arguments import content_role
from acuerdo_baselines.rules.quotations import quotations
from acuerdo_baselines.transformer.items import (
    Item,
    Pair,
    content_item,
    entity_items,
    items_of,
    pairs_of,
)
from acuerdo_baselines.transformer.scorer import Scorer

Events = dict[str, Event]

_LEAST = 0.5
"""Smallest probability of a word of saying that is one."""


def complete(
    document: Document,
    spans: Annotations,
    scorer: Scorer,
    ontology: Ontology,
    layers: Sequence[str],
    countries: Countries,
) -> Annotations:
    """Return spans with everything that joins them, of the layers asked for.

    Args:
        document: The text.
        spans: Mentions, times and triggers.
        scorer: What the heads say about them.
        ontology: What may be answered.
        layers: What is asked for.
        countries: What is known of the names of countries.
    """
    reading = read(document, spans_of(spans), ontology)
    if "coreference" in layers:
        places = _clusters(reading, steps.place_links(reading), scorer, asking.PLACES)
        links = steps.mention_links(reading, places)
        others = _clusters(reading, links, scorer, asking.OTHERS)
        reading = reading.clustered(entities_of(reading, {**others, **places}))
    work = _Completion(reading, scorer, layers)
    events = work.events()
    return _numbered(
        Annotations(
            document.id,
            work.entities(countries),
            reading.found.times,
            tuple(work.asked(events[event.id]) for event in reading.found.events),
            work.relations(events) if "relations" in layers else (),
            work.event_relations(events) if "event_relations" in layers else (),
            work.quotes(events) if "quotes" in layers else (),
        )
    )


class _Completion:
    """The steps behind coreference, on one document."""

    def __init__(self, reading: Reading, scorer: Scorer, layers: Sequence[str]) -> None:
        self._reading = reading
        self._scorer = scorer
        self._layers = layers
        self._ontology = reading.ontology
        self._items = items_of(reading)
        self._forms: Mapping[str, Form] = forms(reading)
        self._entity_of = {m: entity.id for m, entity in reading.entity_of.items()}

    def entities(self, countries: Countries) -> tuple[Entity, ...]:
        """The entities with names and countries by rule, and sectors by their mentions."""
        sectors: dict[str, str] = {}
        if "coreference" in self._layers:
            for entity in sector_entities(self._reading):
                about = entity_items(self._items, entity)
                table, labels = self._scorer.about_spans(asking.SECTOR, about)
                sectors[entity.id] = labels[int(table.sum(axis=0).argmax())]
        return coded(self._reading, self._reading.found.entities, countries, sectors)

    def events(self) -> Events:
        """The events with attributes, arguments and clusters, as far as heads say so."""
        events = self._attributes(dict(self._reading.events))
        if "arguments" in self._layers or "event_relations" in self._layers:
            events = self._arguments(events)
        if "event_relations" in self._layers:
            table = event_links(self._reading, self._forms, events)
            ordered = list(self._forms)
            chances = self._link_chances(asking.REPETITION, table)
            names = cluster_names(ordered, best_first(ordered, table, chances))
            events = {k: replace(v, cluster=names.get(k, "")) for k, v in events.items()}
        return events

    def asked(self, event: Event) -> Event:
        """An event without what is not asked for."""
        bare = Event(event.id, event.type, event.trigger, event.head)
        if "event_attributes" in self._layers:
            bare = replace(
                bare,
                mode=event.mode,
                polarity=event.polarity,
                certainty=event.certainty,
                time=event.time,
            )
        if "arguments" in self._layers:
            bare = replace(bare, arguments=event.arguments)
        if "event_relations" in self._layers:
            bare = replace(bare, cluster=event.cluster)
        return bare

    def relations(self, events: Events) -> tuple[Relation, ...]:
        """The relations between entities."""
        candidates = pairs(self._reading, events)
        asked = pairs_of(self._items, ((pair.head, pair.tail) for pair in candidates))
        table, labels = self._scorer.about_pairs(asking.RELATION, asked)
        choices = choosing.best(table, labels, [pair.types for pair in candidates])
        return choosing.relations(candidates, choices, self._entity_of, self._ontology)

    def event_relations(self, events: Events) -> tuple[EventRelation, ...]:
        """The links between events, and between events and times."""
        reading = self._reading
        family_of = steps.families(self._ontology)
        found: list[tuple[float, Stated]] = []
        between = [(p.first, p.second) for p in event_pairs(reading, self._forms, events)]
        for family in sorted(set(family_of.values())):
            found += self._stated(family, between)
        dated = [(a.time, a.event) for a in anchors(reading, self._forms, events)]
        found += self._stated(asking.ANCHOR, dated)
        first: dict[str, str] = {}
        representatives = {
            each: first.setdefault(events[each].cluster or each, each) for each in self._forms
        }
        return tuple(resolve(found, events, representatives, family_of))

    def quotes(self, events: Events) -> tuple[Quote, ...]:
        """The quotes that event words attribute."""
        reading, items = self._reading, self._items
        names = list(self._forms)
        chances = self._scorer.cues([items[name].span for name in names])
        sure = dict(zip(names, chances, strict=True))
        asked = {name: form for name, form in self._forms.items() if sure[name] >= _LEAST}
        marks = quotations(reading.document.text)
        proposed = proposals(reading, asked)
        about = [Pair(items[p.event], content_item(p.content, marks)) for p in proposed]
        table, labels = self._scorer.about_pairs(asking.QUOTE, about)
        fit = choosing.chances(table, labels, YES)
        possible = steps.source_candidates(reading, asked, events)
        ids = [(each.event, each.filler) for each in possible]
        table, labels = self._scorer.about_pairs(asking.SOURCE, pairs_of(items, ids))
        sources: dict[str, tuple[float, str]] = {}
        for (event, mention), chance in zip(ids, choosing.chances(table, labels, YES), strict=True):
            if chance > sources.get(event, (0.0, ""))[0]:
                sources[event] = (chance, mention)
        named = {event: source for event, (_, source) in sources.items()}
        return choosing.quotes(proposed, fit, sure, named, events, marks)

    def _attributes(self, events: Events) -> Events:
        if not ({"event_attributes", "event_relations"} & set(self._layers)):
            return events
        about = [self._items[name] for name in self._forms]
        values: dict[str, dict[str, str]] = {name: {} for name in self._forms}
        for attribute in ATTRIBUTES:
            table, labels = self._scorer.about_spans(attribute, about)
            for name, column in zip(self._forms, table.argmax(axis=1).tolist(), strict=True):
                values[name][attribute] = labels[column]
        if "event_attributes" in self._layers:
            chosen = moded(self._reading, self._forms)
            about = [self._items[name] for name in chosen]
            table, labels = self._scorer.about_spans(asking.MODE, about)
            modes = self._ontology.mode_names
            allowed = [mode_labels(self._forms[name].type, modes) for name in chosen]
            for name, (_, mode) in zip(chosen, choosing.best(table, labels, allowed), strict=True):
                values[name]["mode"] = mode.partition("/")[2]
        return {
            name: _with(event, values[name]) if name in values else event
            for name, event in events.items()
        }

    def _arguments(self, events: Events) -> Events:
        candidates: list[Candidate] = []
        choices: list[choosing.Choice] = []
        for name, chosen in steps.role_candidates(self._reading, self._forms).items():
            asked = pairs_of(self._items, ((each.event, each.filler) for each in chosen))
            table, labels = self._scorer.about_pairs(name, asked)
            allowed = [steps.filler_labels(name, each) for each in chosen]
            best = choosing.best(table, labels, allowed)
            for candidate, (score, role) in zip(chosen, best, strict=True):
                if role == YES:
                    kind = self._forms[candidate.event].type
                    role = "Time" if name == asking.TIME else content_role(self._ontology, kind)
                candidates.append(candidate)
                choices.append((score, role if role in candidate.roles else NONE))
        filled = choosing.arguments(candidates, choices, self._entity_of)
        ordered = [
            replace(event, arguments=tuple(filled.get(name, ()))) for name, event in events.items()
        ]
        return {event.id: event for event in choosing.distinct(ordered)}

    def _stated(self, head: str, ids: Sequence[tuple[str, str]]) -> list[tuple[float, Stated]]:
        table, labels = self._scorer.about_pairs(head, pairs_of(self._items, ids))
        every = frozenset(labels) - {NONE}
        return [
            (score, stated(label, *each))
            for each, (score, label) in zip(
                ids, choosing.best(table, labels, [every] * len(ids)), strict=True
            )
            if label.removeprefix(BACKWARDS) != NONE
        ]

    def _link_chances(self, head: str, table: Sequence[Link]) -> list[float]:
        return _chances(self._scorer, self._items, head, table)


def _clusters(reading: Reading, table: Sequence[Link], scorer: Scorer, head: str) -> dict[str, str]:
    mentions = steps.linked_mentions(reading, head)
    names = frozenset(mention for mention, named in mentions.items() if named)
    return best_first(
        list(mentions), table, _chances(scorer, items_of(reading), head, table), names
    )


def _chances(
    scorer: Scorer, items: Mapping[str, Item], head: str, table: Sequence[Link]
) -> list[float]:
    ids = [(link.earlier, link.later) for link in table]
    found, labels = scorer.about_pairs(head, pairs_of(items, ids))
    return choosing.chances(found, labels, YES)


def _with(event: Event, values: Mapping[str, str]) -> Event:
    return replace(
        event,
        polarity=values["polarity"],
        certainty=values["certainty"],
        time=values["time"],
        mode=values.get("mode", ""),
    )


def _numbered(annotations: Annotations) -> Annotations:
    """The annotations with short ids for entities and links; the others have theirs already."""
    return replace(
        annotations,
        entities=tuple(replace(e, id=f"n{n}") for n, e in enumerate(annotations.entities, 1)),
        relations=tuple(replace(r, id=f"r{n}") for n, r in enumerate(annotations.relations, 1)),
        event_relations=tuple(
            replace(link, id=f"l{n}") for n, link in enumerate(annotations.event_relations, 1)
        ),
        quotes=tuple(replace(q, id=f"q{n}") for n, q in enumerate(annotations.quotes, 1)),
    )

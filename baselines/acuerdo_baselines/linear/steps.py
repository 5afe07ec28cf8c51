"""The layers in the order in which they are completed, each from the answers of those before it.

Every step makes its candidates, asks for scores by the name of its classifier, and chooses. Where
scores come from is not its business: training asks classifiers that have not seen the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from acuerdo.annotation import Annotations, Entity, Event, EventRelation, Quote, Relation
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear import choosing
from acuerdo_baselines.linear.arguments import (
    Candidate,
    event_candidates,
    mention_candidates,
    time_candidates,
)
from acuerdo_baselines.linear.asking import (
    ANCHOR,
    CONTENT,
    CUE,
    KIND,
    MODE,
    OTHERS,
    PLACES,
    QUOTE,
    RELATION,
    REPETITION,
    ROLE,
    SECTOR,
    SOURCE,
    TIME,
    Scores,
)
from acuerdo_baselines.linear.attributes import (
    ATTRIBUTES,
    event_features,
    mode_features,
    mode_labels,
    moded,
)
from acuerdo_baselines.linear.classifier import NONE, YES
from acuerdo_baselines.linear.codes import Countries, coded, sector_entities, sector_features
from acuerdo_baselines.linear.coreference import (
    PLACE_TYPES,
    Link,
    best_first,
    entities_of,
    links,
)
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.hashing import hashed
from acuerdo_baselines.linear.links import anchors, event_pairs
from acuerdo_baselines.linear.ordering import Link as Stated
from acuerdo_baselines.linear.profiles import profiles
from acuerdo_baselines.linear.quotes import cues, proposals
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.relations import pairs
from acuerdo_baselines.linear.repetition import cluster_names, event_links
from acuerdo_baselines.linear.resolving import resolve, stated
from acuerdo_baselines.linear.types import kind_label, kind_of, type_features, typed
from acuerdo_baselines.rules.arguments import content_role
from acuerdo_baselines.rules.quotations import quotations

Forms = Mapping[str, Form]
Events = dict[str, Event]


def typed_mentions(reading: Reading, scores: Scores) -> Annotations:
    """Return the spans of a document with types, levels and heads of mentions that lack them."""
    ontology = reading.ontology
    kinds, levels = ontology.entity_type_names, ontology.mention_level_names
    lacking = [mention for mention, entity in reading.found.mentions() if not entity.type]
    table, labels = scores(KIND, [type_features(reading, mention.span) for mention in lacking])
    may = frozenset(kind_label(kind, level) for kind in kinds for level in levels)
    found = choosing.best(table, labels, [may] * len(lacking))
    told = {
        mention.id: kind_of(label)
        for mention, (_, label) in zip(lacking, found, strict=True)
        if label != NONE
    }
    return typed(reading, reading.found, told, (kinds[0], levels[0]))


def place_links(reading: Reading) -> list[Link]:
    """Return the pairs of mentions of places."""
    return links(profiles(reading, {}), places=True)


def place_clusters(reading: Reading, scores: Scores) -> dict[str, str]:
    """Return the cluster of each mention of a place."""
    return _clusters(reading, place_links(reading), scores, PLACES)


def mention_links(reading: Reading, clusters: Mapping[str, str]) -> list[Link]:
    """Return the pairs of mentions of everything else, given the clusters of places."""
    return links(profiles(reading, clusters), places=False)


def linked_mentions(reading: Reading, name: str) -> dict[str, bool]:
    """Return the mentions that a classifier of pairs clusters, and whether they are names."""
    return {
        mention.id: mention.level == "NAM"
        for scene in reading.scenes
        for mention in scene.mentions
        if (mention.type in PLACE_TYPES) == (name == PLACES)
    }


def entities(reading: Reading, scores: Scores) -> tuple[Entity, ...]:
    """Return the mentions in entities, without names and codes."""
    clusters = place_clusters(reading, scores)
    others = _clusters(reading, mention_links(reading, clusters), scores, OTHERS)
    return entities_of(reading, {**others, **clusters})


def codes(reading: Reading, countries: Countries, scores: Scores) -> tuple[Entity, ...]:
    """Return the entities with names and codes."""
    chosen = sector_entities(reading)
    table, labels = scores(SECTOR, [sector_features(reading, entity) for entity in chosen])
    known = frozenset(labels) & frozenset(reading.ontology.sector_names)
    found = choosing.best(table, labels, [known] * len(chosen))
    sectors = {entity.id: label for entity, (_, label) in zip(chosen, found, strict=True)}
    return coded(reading, reading.found.entities, countries, sectors)


def attributes(reading: Reading, forms: Forms, scores: Scores) -> Events:
    """Return the events with polarity, certainty, time and mode, by id."""
    events = dict(reading.events)
    features = hashed([event_features(reading, forms, identifier) for identifier in forms])
    for name in ATTRIBUTES:
        values = frozenset(reading.ontology.attribute_values.get(name, ()))
        table, labels = scores(name, features)
        found = choosing.best(table, labels, [values] * len(features))
        for identifier, (_, value) in zip(forms, found, strict=True):
            if value != NONE:
                events[identifier] = _with(events[identifier], name, value)
    chosen = moded(reading, forms)
    rows = [mode_features(reading, forms, identifier) for identifier in chosen]
    table, labels = scores(MODE, rows)
    names = reading.ontology.mode_names
    allowed = [mode_labels(forms[identifier].type, names) for identifier in chosen]
    for identifier, (_, value) in zip(chosen, choosing.best(table, labels, allowed), strict=True):
        mode = value.partition("/")[2]
        events[identifier] = replace(events[identifier], mode=mode)
    return events


def role_candidates(reading: Reading, forms: Forms) -> dict[str, list[Candidate]]:
    """Return the possible fillers by the classifier that is asked."""
    return {
        ROLE: mention_candidates(reading, forms),
        TIME: time_candidates(reading, forms),
        CONTENT: event_candidates(reading, forms),
    }


def filler_labels(name: str, candidate: Candidate) -> frozenset[str]:
    """Return what a classifier may say of a possible filler."""
    return candidate.roles if name == ROLE else frozenset({YES})


def arguments(reading: Reading, forms: Forms, events: Events, scores: Scores) -> Events:
    """Return the events with arguments, by id."""
    candidates: list[Candidate] = []
    choices: list[choosing.Choice] = []
    for name, chosen in role_candidates(reading, forms).items():
        table, labels = scores(name, [candidate.features for candidate in chosen])
        allowed = [filler_labels(name, candidate) for candidate in chosen]
        for candidate, (score, label) in zip(
            chosen, choosing.best(table, labels, allowed), strict=True
        ):
            role = label
            if label == YES:
                kind = forms[candidate.event].type
                role = "Time" if name == TIME else content_role(reading.ontology, kind)
            candidates.append(candidate)
            choices.append((score, role if role in candidate.roles else NONE))
    entity_of = {mention: entity.id for mention, entity in reading.entity_of.items()}
    table_of = choosing.arguments(candidates, choices, entity_of)
    filled = [
        replace(event, arguments=tuple(table_of.get(identifier, ())))
        for identifier, event in events.items()
    ]
    return {event.id: event for event in choosing.distinct(filled)}


def repeated(reading: Reading, forms: Forms, events: Events, scores: Scores) -> Events:
    """Return the events with the names of their clusters, by id."""
    table = event_links(reading, forms, events)
    found, labels = scores(REPETITION, [link.features for link in table])
    ordered = list(forms)
    clusters = best_first(ordered, table, choosing.chances(found, labels, YES))
    names = cluster_names(ordered, clusters)
    return {
        identifier: replace(event, cluster=names.get(identifier, ""))
        for identifier, event in events.items()
    }


def relations(reading: Reading, events: Events, scores: Scores) -> tuple[Relation, ...]:
    """Return the relations between entities."""
    candidates = pairs(reading, events)
    table, labels = scores(RELATION, [pair.features for pair in candidates])
    choices = choosing.best(table, labels, [pair.types for pair in candidates])
    entity_of = {mention: entity.id for mention, entity in reading.entity_of.items()}
    return choosing.relations(candidates, choices, entity_of, reading.ontology)


def families(ontology: Ontology) -> dict[str, str]:
    """Return the family of each type of link between events."""
    return {kind.name: kind.family for kind in ontology.event_relation_types}


def event_relations(
    reading: Reading, forms: Forms, events: Events, scores: Scores
) -> tuple[EventRelation, ...]:
    """Return the links between events, and between events and times."""
    found: list[tuple[float, Stated]] = []
    family_of = families(reading.ontology)
    types = frozenset(family_of)
    candidates = event_pairs(reading, forms, events)
    features = hashed([pair.features for pair in candidates])
    for family in sorted(set(family_of.values())):
        table, labels = scores(family, features)
        own = frozenset(label for label in labels if _type(label) in types)
        for pair, (score, label) in zip(
            candidates, choosing.best(table, labels, [own] * len(features)), strict=True
        ):
            if label != NONE:
                found.append((score, stated(label, pair.first, pair.second)))
    dated = anchors(reading, forms, events)
    table, labels = scores(ANCHOR, [anchor.features for anchor in dated])
    own = frozenset(label for label in labels if _type(label) in types)
    for anchor, (score, label) in zip(
        dated, choosing.best(table, labels, [own] * len(dated)), strict=True
    ):
        if label != NONE:
            found.append((score, stated(label, anchor.time, anchor.event)))
    first: dict[str, str] = {}
    representatives = {
        identifier: first.setdefault(events[identifier].cluster or identifier, identifier)
        for identifier in forms
    }
    return tuple(resolve(found, events, representatives, family_of))


def source_candidates(reading: Reading, forms: Forms, events: Events) -> list[Candidate]:
    """Return the mentions that may be the source of each event's words."""
    found: list[Candidate] = []
    for candidate in mention_candidates(reading, forms):
        if "Actor" in candidate.roles:
            roles = {a.filler: a.role for a in events[candidate.event].arguments}
            role = roles.get(candidate.filler, "none")
            told = [f"role={role}", f"role={role}|T={forms[candidate.event].type}"]
            told.append(f"actor={'Actor' in roles.values()}|role={role}")
            found.append(replace(candidate, features=[*candidate.features, *told]))
    return found


def quotes(reading: Reading, forms: Forms, events: Events, scores: Scores) -> tuple[Quote, ...]:
    """Return the quotes that event words attribute."""
    possible_cues = cues(reading, forms)
    table, labels = scores(CUE, list(possible_cues.values()))
    sure = dict(zip(possible_cues, choosing.chances(table, labels, YES), strict=True))
    asked = {name: form for name, form in forms.items() if sure.get(name, 0.0) >= 0.5}
    proposed = proposals(reading, asked)
    table, labels = scores(QUOTE, [proposal.features for proposal in proposed])
    fit = choosing.chances(table, labels, YES)
    possible = source_candidates(reading, asked, events)
    table, labels = scores(SOURCE, [candidate.features for candidate in possible])
    sources: dict[str, tuple[float, str]] = {}
    for candidate, chance in zip(possible, choosing.chances(table, labels, YES), strict=True):
        if chance > sources.get(candidate.event, (0.0, ""))[0]:
            sources[candidate.event] = (chance, candidate.filler)
    return choosing.quotes(
        proposed,
        fit,
        sure,
        {event: source for event, (_, source) in sources.items()},
        events,
        quotations(reading.document.text),
    )


def _clusters(reading: Reading, table: Sequence[Link], scores: Scores, name: str) -> dict[str, str]:
    found, labels = scores(name, [link.features for link in table])
    mentions = linked_mentions(reading, name)
    names = frozenset(mention for mention, named in mentions.items() if named)
    return best_first(list(mentions), table, choosing.chances(found, labels, YES), names)


def _with(event: Event, name: str, value: str) -> Event:
    if name == "polarity":
        return replace(event, polarity=value)
    if name == "certainty":
        return replace(event, certainty=value)
    return replace(event, time=value)


def _type(label: str) -> str:
    return label.removeprefix("<")

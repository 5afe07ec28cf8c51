"""Drops from a prediction whatever the ontology does not allow."""

from __future__ import annotations

from dataclasses import replace

from acuerdo.annotation import Annotations, Event
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology


def allowed(annotations: Annotations, ontology: Ontology) -> Annotations:
    """The same annotations without arguments, links and relations that break the ontology.

    >>> from acuerdo.dataset import load_ontology
    >>> allowed(Annotations("d"), load_ontology()).events
    ()
    """
    kinds = {mention.id: entity.type for mention, entity in annotations.mentions()}
    kinds |= {time.id: TIME_FILLER for time in annotations.times}
    kinds |= {event.id: EVENT_FILLER for event in annotations.events}
    links = [
        link
        for link in annotations.event_relations
        if kinds.get(link.head) in ontology.event_relation_type[link.type].head
        and kinds.get(link.tail) in ontology.event_relation_type[link.type].tail
        and not kinds[link.head] == kinds[link.tail] == TIME_FILLER
    ]
    relations = [
        relation
        for relation in annotations.relations
        if kinds.get(relation.head) in ontology.relation_type[relation.type].head
        and kinds.get(relation.tail) in ontology.relation_type[relation.type].tail
    ]
    return replace(
        annotations,
        events=tuple(_event(event, kinds, ontology) for event in annotations.events),
        relations=tuple(relations),
        event_relations=tuple(links),
    )


def _event(event: Event, kinds: dict[str, str], ontology: Ontology) -> Event:
    roles = ontology.event_type[event.type].roles
    kept = [
        argument
        for argument in event.arguments
        if kinds.get(argument.filler) in roles.get(argument.role, ())
        and argument.filler != event.id
    ]
    mode = event.mode if event.mode in ontology.mode_names[event.type] else ""
    return replace(event, arguments=tuple(dict.fromkeys(kept)), mode=mode)

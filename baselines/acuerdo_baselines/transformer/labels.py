"""What each head may answer: lists of labels, from the ontology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.encoding import OUTSIDE
from acuerdo_baselines.linear import asking
from acuerdo_baselines.linear.attributes import ATTRIBUTES, mode_labels
from acuerdo_baselines.linear.classifier import NONE, YES
from acuerdo_baselines.linear.resolving import BACKWARDS
from acuerdo_baselines.linear.steps import families
from acuerdo_baselines.linear.types import kind_label

MENTIONS, INSIDE, TIMES, TRIGGERS, CUES = "mentions", "inside", "times", "triggers", "cues"
"""Heads that tag words."""

CUE = "cue"
"""The one label of a cue."""

CONTENT_KIND = "content"
"""The kind of spans that may be quoted."""

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entities": (MENTIONS,),
        "coreference": (MENTIONS,),
        "times": (TIMES,),
        "triggers": (TRIGGERS,),
        "event_attributes": (TIMES, TRIGGERS),
        "arguments": (MENTIONS, TIMES, TRIGGERS),
        "relations": (MENTIONS, TIMES, TRIGGERS),
        "event_relations": (MENTIONS, TIMES, TRIGGERS),
        "quotes": (MENTIONS, TIMES, TRIGGERS, CUES),
    }
)
"""Heads that tag what each layer rests on."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of every head, in the order of their columns.

    Attributes:
        tags: Of heads that tag words: IOB2.
        spans: Of heads that say something of one span: attributes and mode of an event, sector.
        pairs: Of heads that say something of two spans.
        kinds: Kinds of spans that have a vector of their own.
    """

    tags: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]


def labels_of(ontology: Ontology, layers: Sequence[str]) -> Labels:
    """Return the labels that some layers need.

    >>> from acuerdo.dataset import load_ontology
    >>> found = labels_of(load_ontology(), ["times"])
    >>> found.tags["times"][:3], dict(found.pairs)
    (('O', 'B-DATE', 'I-DATE'), {})
    """
    needed = {head for layer in layers for head in NEEDS[layer]}
    mentions = tuple(
        kind_label(kind, level)
        for kind in ontology.entity_type_names
        for level in ontology.mention_level_names
    )
    tagged = {
        MENTIONS: mentions,
        TIMES: ontology.time_type_names,
        TRIGGERS: ontology.event_type_names,
        CUES: (CUE,),
    }
    tags = {head: _iob(names) for head, names in tagged.items() if head in needed}
    if MENTIONS in tags:
        tags[INSIDE] = tags[MENTIONS]
    return Labels(tags, _spans(ontology, layers), _pairs(ontology, layers), _kinds(ontology))


def _iob(names: Sequence[str]) -> tuple[str, ...]:
    return (OUTSIDE, *(f"{mark}-{name}" for name in names for mark in "BI"))


def _spans(ontology: Ontology, layers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if "event_attributes" in layers or "event_relations" in layers:
        # Links ask for attributes as well: they say what has a place in the timeline.
        for name in ATTRIBUTES:
            found[name] = ontology.attribute_values[name]
    if "event_attributes" in layers:
        modes = ontology.mode_names
        ordered = sorted(label for kind in modes for label in mode_labels(kind, modes))
        found[asking.MODE] = (NONE, *ordered)
    if "coreference" in layers:
        found[asking.SECTOR] = (NONE, *ontology.sector_names)
    return found


def _pairs(ontology: Ontology, layers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    yes = (NONE, YES)
    found: dict[str, tuple[str, ...]] = {}
    if "coreference" in layers:
        found.update({asking.PLACES: yes, asking.OTHERS: yes})
    if "arguments" in layers or "event_relations" in layers:
        # Links ask for the times of events.
        found.update({asking.ROLE: (NONE, *ontology.role_names)})
        found.update({asking.TIME: yes, asking.CONTENT: yes})
    if "relations" in layers:
        found[asking.RELATION] = (NONE, *ontology.relation_type_names)
    if "event_relations" in layers:
        family_of = families(ontology)
        for family in sorted(set(family_of.values())):
            found[family] = _directed([kind for kind in family_of if family_of[kind] == family])
        temporal = [kind for kind in family_of if family_of[kind] == "temporal"]
        found.update({asking.ANCHOR: _directed(temporal), asking.REPETITION: yes})
    if "quotes" in layers:
        found.update({asking.QUOTE: yes, asking.SOURCE: yes})
    return found


def _directed(kinds: Sequence[str]) -> tuple[str, ...]:
    """Labels of links in both directions."""
    return (NONE, *kinds, *(BACKWARDS + kind for kind in kinds))


def _kinds(ontology: Ontology) -> tuple[str, ...]:
    return (
        *(
            kind_label(k, v)
            for k in ontology.entity_type_names
            for v in ontology.mention_level_names
        ),
        *(f"time {kind}" for kind in ontology.time_type_names),
        *(f"event {kind}" for kind in ontology.event_type_names),
        *(f"{CONTENT_KIND} {form}" for form in ontology.quote_form_names),
    )

"""Learns the chosen layers from documents, one document in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from acuerdo.annotation import Annotations, Example
from acuerdo.errors import ExtractorError
from acuerdo.ontology import Ontology
from acuerdo_baselines.crf.mentions import MentionLearner
from acuerdo_baselines.crf.quotes import QuoteLearner
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.saved import Models, no_models
from acuerdo_baselines.crf.sequence import Settings
from acuerdo_baselines.crf.times import TimeLearner
from acuerdo_baselines.crf.triggers import TriggerLearner


class Learners:
    """Collects documents for the models of some layers, then trains them.

    Args:
        layers: Among ``entities``, ``times``, ``triggers``, ``quotes``.
        settings: How to train.

    >>> Learners(["times"], Settings()).learn().parts()
    {}
    """

    def __init__(self, layers: Sequence[str], settings: Settings) -> None:
        self._mentions = MentionLearner(settings) if "entities" in layers else None
        self._times = TimeLearner(settings) if "times" in layers else None
        self._triggers = TriggerLearner(settings) if "triggers" in layers else None
        self._quotes = QuoteLearner(settings) if "quotes" in layers else None

    def add(self, reading: Reading, gold: Annotations) -> None:
        """Take a document."""
        for learner in (self._mentions, self._times, self._triggers, self._quotes):
            if learner is not None:
                learner.add(reading, gold)

    def learn(self) -> Models:
        """Return the models of the layers; those of the others find nothing."""
        none = no_models()
        return Models(
            none.mentions if self._mentions is None else self._mentions.learn(),
            none.times if self._times is None else self._times.learn(),
            none.triggers if self._triggers is None else self._triggers.learn(),
            none.quotes if self._quotes is None else self._quotes.learn(),
        )


def require_labels(examples: Iterable[Example], ontology: Ontology) -> None:
    """Check that an ontology has the entity types, levels, time and event types of documents.

    Raises:
        ExtractorError: It lacks some; all of them are listed.

    >>> from acuerdo.dataset import load_ontology
    >>> require_labels([], load_ontology())
    """
    known = {
        "entity type": set(ontology.entity_type_names),
        "mention level": set(ontology.mention_level_names),
        "time type": set(ontology.time_type_names),
        "event type": set(ontology.event_type_names),
    }
    used: dict[str, set[str]] = {kind: set() for kind in known}
    for example in examples:
        for mention, entity in example.gold.mentions():
            used["entity type"].add(entity.type)
            used["mention level"].add(mention.level)
        used["time type"].update(time.type for time in example.gold.times)
        used["event type"].update(event.type for event in example.gold.events)
    faults = [
        f"{kind} {', '.join(sorted(used[kind] - names))}; expected some of "
        f"{', '.join(sorted(names))}"
        for kind, names in known.items()
        if used[kind] - names
    ]
    if faults:
        raise ExtractorError("\n".join(f"crf: training documents: {fault}" for fault in faults))

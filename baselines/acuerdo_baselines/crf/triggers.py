"""Triggers: spans and event types by a model; modes and attributes as most events have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from acuerdo.annotation import Annotations, Event
from acuerdo_baselines.crf.encoding import Stretch, stretches, tags
from acuerdo_baselines.crf.event_features import lexicon_feature, lexicon_types
from acuerdo_baselines.crf.heads import trigger_head
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.sequence import Learner, SequenceModel, Settings

_Value = TypeVar("_Value", str, tuple[str, str, str])

LEXICON_EXAMPLES = 3
"""Times that each type is shown by its lexicon feature alone."""

USUAL = ("POS", "CERTAIN", "PAST")
"""Polarity, certainty and time for want of training documents."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is not learnt in context.

    Attributes:
        modes: Most frequent mode of a type with a head lemma, by ``type lemma``, and of a type.
        attributes: Most frequent polarity, certainty and time.
    """

    modes: Mapping[str, str]
    attributes: tuple[str, str, str]

    def mode(self, kind: str, lemma: str) -> str:
        """Return the mode of a type with a head lemma, else that of the type.

        >>> defaults = Defaults({"CONSULT": "meet", "CONSULT visitar": "visit"}, ("", "", ""))
        >>> defaults.mode("CONSULT", "visitar"), defaults.mode("CONSULT", "ver")
        ('visit', 'meet')
        """
        return self.modes.get(f"{kind} {lemma}", self.modes.get(kind, ""))


class TriggerModel:
    """Finds triggers.

    Args:
        model: Tags sentences; None finds nothing.
        defaults: Modes and attributes of what it finds.
    """

    def __init__(self, model: SequenceModel | None, defaults: Defaults) -> None:
        self.model = model
        self.defaults = defaults

    def find(self, reading: Reading) -> Iterator[Event]:
        """Yield the events of a document in text order; their ids are empty."""
        if self.model is None:
            return
        for number, row in enumerate(reading.event_rows):
            for first, last, kind in stretches(self.model.tag(row)):
                span = reading.span(number, first, last)
                word = trigger_head(reading.sentences[number].words[first : last + 1])
                head = reading.head(word)
                if span is not None and head is not None:
                    mode = self.defaults.mode(kind, word.lemma)
                    yield Event("", kind, span, head, mode, *self.defaults.attributes)


class TriggerLearner:
    """Learns triggers. Of two events on one trigger the first is learnt.

    The chain learns type by type what an entry of the lexicon is worth, and most types are rare. So
    each type that the documents have is shown a few times by its lexicon feature alone.

    Source: labelled features (G. Druck, G. Mann and A. McCallum, "Learning from labeled features
    using generalized expectation criteria", SIGIR 2008), here as examples.
    """

    def __init__(self, settings: Settings) -> None:
        self._learner = Learner("triggers", settings)
        self._types: set[str] = set()
        self._modes: dict[str, Counter[str]] = {}
        self._attributes: Counter[tuple[str, str, str]] = Counter()

    def add(self, reading: Reading, gold: Annotations) -> None:
        """Take a document."""
        labelled = ((event.trigger, event.type) for event in gold.events)
        for row, marked in zip(reading.event_rows, reading.tags(labelled), strict=True):
            self._learner.add(row, marked)
        for event in gold.events:
            self._types.add(event.type)
            place = reading.place(event.trigger)
            if place is not None:
                words = reading.sentences[place.sentence].words[place.first : place.last + 1]
                for key in (event.type, f"{event.type} {trigger_head(words).lemma}"):
                    self._modes.setdefault(key, Counter())[event.mode] += 1
                self._attributes[event.polarity, event.certainty, event.time] += 1

    def learn(self) -> TriggerModel:
        """Return what was learnt."""
        for kind in sorted(self._types & lexicon_types()) * LEXICON_EXAMPLES:
            self._learner.add([[lexicon_feature(kind)]], tags([Stretch(0, 0, kind)], 0, 0))
        modes = {key: _most(self._modes[key]) for key in sorted(self._modes)}
        attributes = _most(self._attributes) if self._attributes else USUAL
        return TriggerModel(self._learner.learn(), Defaults(modes, attributes))


def _most(counts: Counter[_Value]) -> _Value:
    """The most frequent value; of equals the first in the alphabet."""
    return min(counts, key=lambda value: (-counts[value], value))

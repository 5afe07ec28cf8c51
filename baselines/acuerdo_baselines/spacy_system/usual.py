"""What is not learnt in context: levels of mentions, modes and attributes of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

import msgspec

from acuerdo.annotation import Annotations
from acuerdo_baselines.crf.heads import trigger_head
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.triggers import USUAL, Defaults
from acuerdo_baselines.spanish.words import Word

_Value = TypeVar("_Value", bound=Hashable)


class Usual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most frequent values.

    Attributes:
        levels: Level of mentions by what they look like (``level_key``); "" for all of them.
        events: Modes and attributes.
    """

    levels: dict[str, str]
    events: Defaults

    def level(self, words: Sequence[Word], kind: str, fallback: str) -> str:
        """Return the level of a mention: that of mentions that look like it, else the usual one.

        Args:
            words: Of the mention.
            kind: Its entity type.
            fallback: Level for want of training mentions.
        """
        look = level_key(words)
        usual = self.levels.get("", fallback)
        return self.levels.get(f"{kind} {look}", self.levels.get(look, usual))


NOTHING = Usual({}, Defaults({}, USUAL))
"""What is known before any training."""


class UsualCounts:
    """Counts levels, modes and attributes in training documents."""

    def __init__(self) -> None:
        self._levels: dict[str, Counter[str]] = {}
        self._modes: dict[str, Counter[str]] = {}
        self._attributes: Counter[tuple[str, str, str]] = Counter()

    def add(self, reading: Reading, gold: Annotations) -> None:
        """Take a document."""
        for mention, entity in gold.mentions():
            place = reading.place(mention.span)
            if place is not None:
                words = reading.sentences[place.sentence].words[place.first : place.last + 1]
                look = level_key(words)
                for key in ("", look, f"{entity.type} {look}"):
                    self._levels.setdefault(key, Counter())[mention.level] += 1
        for event in gold.events:
            place = reading.place(event.trigger)
            if place is not None:
                words = reading.sentences[place.sentence].words[place.first : place.last + 1]
                for key in (event.type, f"{event.type} {trigger_head(words).lemma}"):
                    self._modes.setdefault(key, Counter())[event.mode] += 1
            self._attributes[event.polarity, event.certainty, event.time] += 1

    def most(self) -> Usual:
        """Return the most frequent values; of equals the first in the alphabet."""
        return Usual(
            {key: _most(counts) for key, counts in sorted(self._levels.items())},
            Defaults(
                {key: _most(counts) for key, counts in sorted(self._modes.items())},
                _most(self._attributes) if self._attributes else USUAL,
            ),
        )


def level_key(words: Sequence[Word]) -> str:
    """Return what tells the level of a mention: parts of speech, capitals, one word or more.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> level_key(analyze("Ana Gil").sentences[0].words)
    'PROPN PROPN capital several'
    """
    first, last = words[0], words[-1]
    capital = "capital" if any(word.text[0].isupper() for word in words) else "small"
    several = "several" if len(words) > 1 else "one"
    return f"{first.pos} {last.pos} {capital} {several}"


def _most(counts: Counter[_Value]) -> _Value:
    return min(counts, key=lambda value: (-counts[value], str(value)))

"""The level of a mention: name, noun, pronoun or adjective.

Types and levels are told apart: with some thousand mentions to learn from, tags that join both are
too rare. A level is one decision per mention, made by a model for sequences of length one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from acuerdo_baselines.crf.encoding import Stretch
from acuerdo_baselines.crf.forms import Features
from acuerdo_baselines.crf.sequence import Learner, SequenceModel, Settings

LONG = 4
"""Words from which on all mentions are equally long."""


class LevelModel:
    """Tells the level of a mention.

    Args:
        model: Tells levels; None always says the usual one.
        usual: The most frequent level.
    """

    def __init__(self, model: SequenceModel | None, usual: str) -> None:
        self.model = model
        self.usual = usual

    def level(self, items: Sequence[Features], mention: Stretch) -> str:
        """Return the level of a mention; its label is its type.

        >>> LevelModel(None, "NAM").level([[b"w=lima"]], Stretch(0, 0, "GPE"))
        'NAM'
        """
        if self.model is None:
            return self.usual
        return self.model.tag([level_features(items, mention)])[0]


class LevelLearner:
    """Learns levels."""

    def __init__(self, settings: Settings) -> None:
        self._learner = Learner("levels", settings)
        self._counts: Counter[str] = Counter()

    def add(self, items: Sequence[Features], mention: Stretch, level: str) -> None:
        """Take a mention of a sentence; its label is its type."""
        self._learner.add([level_features(items, mention)], [level])
        self._counts[level] += 1

    def learn(self) -> LevelModel:
        """Return what was learnt."""
        usual = min(self._counts, key=lambda level: (-self._counts[level], level), default="")
        model = self._learner.learn() if len(self._counts) > 1 else None
        return LevelModel(model, usual)


def level_features(items: Sequence[Features], mention: Stretch) -> Features:
    """Return the features of a mention: its type, length, and those of its first and last word.

    >>> level_features([[b"w=el"], [b"w=rey"]], Stretch(1, 1, "PER"))
    [b'y=PER', b'long=1', b'w=rey', b'/w=rey']
    """
    first, last, kind = mention
    return [
        f"y={kind}".encode(),
        f"long={min(last - first + 1, LONG)}".encode(),
        *items[first],
        *(b"/" + feature for feature in items[last]),
    ]

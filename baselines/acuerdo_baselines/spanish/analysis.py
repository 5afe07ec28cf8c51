"""Spanish text to sentences of tagged words: the one door to this package.

>>> analysis = analyze("Los ministros no han firmado el acuerdo.")
>>> [(word.text, word.pos, word.lemma) for word in analysis.sentences[0].words][3:5]
[('han', 'AUX', 'haber'), ('firmado', 'VERB', 'firmar')]
"""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.spanish.phrases import Chunk, VerbGroup, noun_chunks, verb_groups
from acuerdo_baselines.spanish.tagging import tag
from acuerdo_baselines.spanish.tokens import sentences
from acuerdo_baselines.spanish.words import Sentence, Word

__all__ = [
    "Analysis",
    "Chunk",
    "Sentence",
    "VerbGroup",
    "Word",
    "analyze",
    "noun_chunks",
    "verb_groups",
]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text with its sentences; every offset points into `text`."""

    text: str
    sentences: tuple[Sentence, ...]


def analyze(text: str) -> Analysis:
    r"""The sentences and tagged words of a Spanish text.

    >>> [sentence.line for sentence in analyze("Cumbre en Lima\nSe reúnen hoy.").sentences]
    [0, 1]
    """
    return Analysis(text, tuple(tag(sentence) for sentence in sentences(text)))

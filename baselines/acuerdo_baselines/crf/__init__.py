"""The CRF system: one linear-chain conditional random field per layer, on rich features.

::

    sentences       text to sentences of tagged words, running text and columns alike
    forms           features of a word form, kept once read
    evidence        what a document says elsewhere of a name
    features        features of a word in its place
    event_features  what tells times, triggers and cues besides
    contents        what tells quoted words besides
    reading         a document with all of these
    encoding        spans and nests of spans as tags
    sequence        one model: training, tagging
    mentions, levels, times, triggers, quotes     what is learnt
    heads, marks, sources           what is decided by rule
    learning, finding, entities     all layers together
    system, saved   the extractor, and its files
"""

from __future__ import annotations

from acuerdo_baselines.crf.system import Crf

__all__ = ["Crf"]

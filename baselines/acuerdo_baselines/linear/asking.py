"""What a step asks for: a classifier by its name, with rows of features."""

from __future__ import annotations

from collections.abc import Callable

from acuerdo_baselines.linear.hashing import Floats, Rows

KIND, PLACES, OTHERS, SECTOR = "kind", "places", "mentions", "sector"
MODE, ROLE, TIME, CONTENT = "mode", "role", "time of", "content"
REPETITION, RELATION, ANCHOR = "repetition", "relation", "anchor"
CUE, QUOTE, SOURCE = "cue", "quote", "source"
TEMPORAL = "temporal"
"""Names of classifiers. Attributes of events and families of links are called by their own."""

Scores = Callable[[str, Rows], tuple[Floats, tuple[str, ...]]]
"""From the name of a classifier and rows to log-probabilities and the labels of their columns."""

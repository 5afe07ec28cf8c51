"""Conformance: inputs on which published scorers go wrong, and what is right.

::

    cases.json   the inputs, with the reason and what published scorers say
    rows         short rows of the cases to native rows
    cases        the cases, typed
    judging      any scorer, judged by the cases
    ours         the benchmark's own scorer behind the same calling convention

A scorer is a function of gold and predicted rows: see ``judging``.
"""

from acuerdo.conformance.cases import Case, load_cases
from acuerdo.conformance.judging import NOT_JUDGED, RIGHT, WRONG, Verdict, judge, load_scorer
from acuerdo.conformance.ours import score_rows

__all__ = [
    "NOT_JUDGED",
    "RIGHT",
    "WRONG",
    "Case",
    "Verdict",
    "judge",
    "load_cases",
    "load_scorer",
    "score_rows",
]

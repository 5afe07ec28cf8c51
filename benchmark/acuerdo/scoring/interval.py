"""A confidence interval, and everything that it depends on."""

from __future__ import annotations

from dataclasses import dataclass

STUDENTISED, PERCENTILE = "studentised", "percentile"
"""How an interval is made from resamples."""

SEED, RESAMPLES = 13, 1_000
"""Unless asked otherwise."""

LEVEL = 0.95
"""Share of test sets whose interval should hold the true value."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a value may lie that was measured on a sample of documents.

    Attributes:
        low: Lower end; None where there is no interval.
        high: Upper end; None where there is no interval.
        error: Standard error, by the delta method; None where there is no interval.
        method: ``studentised`` or ``percentile``.
        resamples: How often the documents were drawn anew.
        seed: Of the draw.
        documents: Documents in which there is anything to count.
        remark: Why there is no interval, or why it is to be read with care; mostly empty.
        signature: Signature of the value and of the interval.
    """

    low: float | None
    high: float | None
    error: float | None
    method: str
    resamples: int
    seed: int
    documents: int
    remark: str = ""
    signature: str = ""


def interval_signature(value: str, method: str, resamples: int, seed: int) -> str:
    """Return the signature of an interval: that of its value, and how the interval was made.

    >>> interval_signature("times|view:value|v:1", STUDENTISED, 1000, 13)
    'times|view:value|v:1|ci:95|bootstrap:studentised|resamples:1000|seed:13'
    """
    made = f"ci:{100 * LEVEL:g}|bootstrap:{method}|resamples:{resamples}|seed:{seed}"
    return "|".join(filter(None, (value, made)))

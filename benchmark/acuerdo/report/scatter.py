"""Quality against speed: where each system stands, as inline SVG coordinates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from acuerdo.leaderboard.ranking import Ranked

WIDTH, HEIGHT, MARGIN = 640, 320, 48
LETTER, LINE, GAP = 7.0, 14.0, 9.0
"""Pixels: a letter's width, a line's height, and the distance of a label from its point."""


@dataclass(frozen=True, slots=True)
class Point:
    """A system in the plot, in pixels.

    Attributes:
        system: Its label.
        x: Of the point.
        y: Of the point.
        label: What the point says when asked.
        text_x: Of the label.
        text_y: Of the label's base line.
        anchor: Which end of the label stands at ``text_x``: ``start`` or ``end``.
    """

    system: str
    x: float
    y: float
    label: str
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, in pixels."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """ACUERDO score (linear) against reference tokens per second (logarithmic)."""

    points: tuple[Point, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    margin: int = MARGIN


def scatter(ranked: Iterable[Ranked]) -> Scatter | None:
    """Place every system that has both a score and a profile; ``None`` when there is none."""
    placed = [
        (each.entry.system, each.entry.scores.acuerdo, each.entry.profile.tokens_per_second)
        for each in ranked
        if each.entry.profile and each.entry.scores.acuerdo is not None
    ]
    if not placed:
        return None
    decades = [math.log10(speed) for _, _, speed in placed]
    low, high = math.floor(min(decades)), max(math.ceil(max(decades)), math.floor(min(decades)) + 1)

    def x(decade: float) -> float:
        return MARGIN + (decade - low) / (high - low) * (WIDTH - 2 * MARGIN)

    def y(score: float) -> float:
        return HEIGHT - MARGIN - score * (HEIGHT - 2 * MARGIN)

    return Scatter(
        points=tuple(
            _labelled(
                [
                    (
                        system,
                        round(x(math.log10(speed)), 1),
                        round(y(score), 1),
                        f"{system}: {100 * score:.1f}, {speed:,.0f} tokens/s",
                    )
                    for system, score, speed in placed
                ]
            )
        ),
        x_ticks=tuple(Tick(round(x(d), 1), _power(d)) for d in range(low, high + 1)),
        y_ticks=tuple(Tick(round(y(s / 100), 1), str(s)) for s in range(0, 101, 20)),
    )


def _labelled(points: list[tuple[str, float, float, str]]) -> Iterator[Point]:
    """Points with labels beside them, each moved up until it covers no earlier one."""
    taken: list[tuple[float, float, float]] = []
    for system, x, y, label in points:
        length = LETTER * len(system)
        anchor = "start" if x + GAP + length <= WIDTH else "end"
        left = x + GAP if anchor == "start" else x - GAP - length
        base = y + 4
        while any(
            left < right and start < left + length and abs(base - line) < LINE
            for start, right, line in taken
        ):
            base -= LINE
        taken.append((left, left + length, base))
        beside = x + GAP if anchor == "start" else x - GAP
        yield Point(system, x, y, label, round(beside, 1), round(base, 1), anchor)


def _power(decade: int) -> str:
    names = {0: "1", 1: "10", 2: "100", 3: "1k", 4: "10k", 5: "100k", 6: "1M", 7: "10M", 8: "100M"}
    return names.get(decade, f"1e{decade}")

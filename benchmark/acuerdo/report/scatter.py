"""Quality against speed: where each system stands, as inline SVG coordinates."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from acuerdo.leaderboard.ranking import Ranked

WIDTH, HEIGHT, MARGIN = 640, 320, 48


@dataclass(frozen=True, slots=True)
class Point:
    """A system in the plot, in pixels."""

    system: str
    x: float
    y: float
    label: str


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
            Point(
                system,
                round(x(math.log10(speed)), 1),
                round(y(score), 1),
                f"{system}: {100 * score:.1f}, {speed:,.0f} tokens/s",
            )
            for system, score, speed in placed
        ),
        x_ticks=tuple(Tick(round(x(d), 1), _power(d)) for d in range(low, high + 1)),
        y_ticks=tuple(Tick(round(y(s / 100), 1), str(s)) for s in range(0, 101, 20)),
    )


def _power(decade: int) -> str:
    names = {0: "1", 1: "10", 2: "100", 3: "1k", 4: "10k", 5: "100k", 6: "1M", 7: "10M", 8: "100M"}
    return names.get(decade, f"1e{decade}")

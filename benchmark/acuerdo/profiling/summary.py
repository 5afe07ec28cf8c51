"""From raw timings to the figures of a profile."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from acuerdo.profiling.figures import ColdStart, Energy, Profile, Throughput

UNSTABLE_SPREAD = 0.10
"""Interquartile range over median of the throughput blocks above which a run is unstable."""
UNSTABLE_DRIFT = 0.15
"""Change of the calibration load between start and end above which a run is unstable."""
UNSTABLE_SHARE = 0.90
"""Share of CPU time in wall time below which a single-threaded run was disturbed."""
FEWEST_FOR_P99 = 1000
"""Timings below which a 99th percentile says little: it would rest on fewer than ten of them."""

WATTS_PER_CORE = 10.0
POWER_USAGE_EFFECTIVENESS = 1.5
"""Assumptions of the energy estimate, not measurements; a profile carries them beside it."""


def summarise(
    measured: Mapping[str, Any],
    cold: ColdStart,
    *,
    system: str,
    documents: int,
    tokens: int,
    predictions_sha256: str,
) -> Profile:
    """The profile that follows from a cold start and pytest-benchmark's report.

    Args:
        measured: The report, decoded.
        cold: What the first process measured.
        system: Name the system was asked for by.
        documents: Distinct documents.
        tokens: Their reference tokens.
        predictions_sha256: Of the predictions that the first process wrote.
    """
    runs = {run["name"]: run for run in measured["benchmarks"]}
    latency = runs["test_latency"]
    times = sorted(latency["stats"]["data"])
    sweep = tuple(
        _throughput(run) for name, run in runs.items() if name.startswith("test_throughput")
    )
    timed = [run["extra_info"] for run in runs.values() if "wall_seconds" in run["extra_info"]]
    share = sum(i["cpu_seconds"] for i in timed) / sum(i["wall_seconds"] for i in timed)
    before, after = (
        runs[f"test_calibration_{when}"]["stats"]["median"] for when in ("before", "after")
    )
    drift = after / before - 1
    best = max(sweep, key=lambda point: point.tokens_per_second)
    return Profile(
        system=system,
        documents=documents,
        tokens=tokens,
        cold_start=cold,
        latency_p50=percentile(times, 50),
        latency_p95=percentile(times, 95),
        latency_p99=percentile(times, 99) if len(times) >= FEWEST_FOR_P99 else None,
        latencies=len(times),
        throughput=sweep,
        cpu_share=share,
        calibration_seconds=before,
        calibration_drift=drift,
        relative_throughput=best.tokens_per_second * before,
        unstable=tuple(doubts(best.spread, drift, share)),
        energy=energy(best.tokens_per_cpu_second),
        predictions_sha256=predictions_sha256,
        deterministic=latency["extra_info"]["predictions_sha256"] == predictions_sha256,
        threads=1,
        machine=machine(measured["machine_info"]),
    )


def percentile(ordered: Sequence[float], share: int) -> float:
    """Smallest value that at least ``share`` percent of the sorted values do not exceed.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 50), percentile([1.0, 2.0, 3.0, 4.0], 95)
    (2.0, 4.0)
    """
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def doubts(spread: float, drift: float, share: float) -> Iterator[str]:
    """Why timings should not be trusted.

    >>> list(doubts(0.02, -0.2, 0.99))
    ['calibration drifted by -20% (limit 15%)']
    """
    if spread > UNSTABLE_SPREAD:
        yield f"blocks differ by {spread:.0%} of their median (limit {UNSTABLE_SPREAD:.0%})"
    if abs(drift) > UNSTABLE_DRIFT:
        yield f"calibration drifted by {drift:+.0%} (limit {UNSTABLE_DRIFT:.0%})"
    if share < UNSTABLE_SHARE:
        yield f"only {share:.0%} of the time on the processor (limit {UNSTABLE_SHARE:.0%})"


def energy(tokens_per_cpu_second: float) -> Energy:
    """Estimated energy of a million tokens.

    >>> round(energy(10_000.0).watt_hours_per_million_tokens, 3)
    0.417
    """
    seconds = 1e6 / tokens_per_cpu_second
    watt_hours = seconds * WATTS_PER_CORE * POWER_USAGE_EFFECTIVENESS / 3600
    return Energy(watt_hours, WATTS_PER_CORE, POWER_USAGE_EFFECTIVENESS)


def machine(info: Mapping[str, Any]) -> dict[str, str]:
    """Processor, cores, Python and system: what explains a figure, and no names."""
    return {
        "processor": str(info.get("cpu", {}).get("brand_raw", "unknown")),
        "cores": str(os.cpu_count()),
        "python": f"{info['python_implementation']} {info['python_version']}",
        "system": f"{info['system']} {platform.machine()}",
    }


def _throughput(run: Mapping[str, Any]) -> Throughput:
    info, stats = run["extra_info"], run["stats"]
    return Throughput(
        batch=info["batch"],
        documents_per_second=info["documents"] / stats["median"],
        tokens_per_second=info["tokens"] / stats["median"],
        tokens_per_cpu_second=info["tokens"] * stats["rounds"] / max(info["cpu_seconds"], 1e-9),
        spread=stats["iqr"] / stats["median"],
    )

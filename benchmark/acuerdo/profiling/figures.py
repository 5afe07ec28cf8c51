"""The figures of a profile: what each one is, and its JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from acuerdo.errors import ExtractorError

SCHEMA = 1
"""Version of the JSON layout."""


class ColdStart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the first process measured: seconds and bytes.

    Attributes:
        name: The system's own name for itself.
        import_seconds: Importing its module.
        load_seconds: Building it.
        first_seconds: Its first document, when whatever is loaded lazily is loaded.
        documents_seconds: All documents once, after the first; wall clock.
        rss_at_start: Resident memory before the system is imported.
        rss_after_load: Resident memory before the first document.
        peak_rss: Largest resident memory until the last document.
        model_bytes: What the system says of its size, if anything.
        notes: What the system says of itself, if anything.
    """

    name: str
    import_seconds: float
    load_seconds: float
    first_seconds: float
    documents_seconds: float
    rss_at_start: int
    rss_after_load: int
    peak_rss: int
    model_bytes: int | None
    notes: tuple[str, ...]


class Throughput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of the batch sweep; rates of the median block.

    Attributes:
        batch: Documents per call.
        documents_per_second: Wall clock.
        tokens_per_second: Wall clock, reference tokens.
        tokens_per_cpu_second: Reference tokens per second of processor time, over all blocks.
        spread: Interquartile range of the blocks over their median.
    """

    batch: int
    documents_per_second: float
    tokens_per_second: float
    tokens_per_cpu_second: float
    spread: float


class Energy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An estimate from processor time, with the assumptions that it rests on.

    Attributes:
        watt_hours_per_million_tokens: Processor seconds per million reference tokens, at the best
            batch size, times the two assumptions.
        watts_per_core: Assumed power of a busy core.
        power_usage_effectiveness: Assumed power of the building over that of the machine.
    """

    watt_hours_per_million_tokens: float
    watts_per_core: float
    power_usage_effectiveness: float


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a system costs on a set of documents. Seconds and bytes.

    Attributes:
        system: Name it was asked for by.
        documents: Distinct documents it was timed on; they are repeated as often as needed.
        tokens: Reference tokens of those documents.
        cold_start: Import, load, first document; memory.
        latency_p50: Median time for one document, from text to JSON.
        latency_p95: 95th percentile of the same.
        latency_p99: 99th percentile; ``None`` with fewer than 1,000 timings.
        latencies: Number of timings.
        throughput: The batch sweep.
        cpu_share: CPU time over wall time while timed; below 1 another program interfered.
        calibration_seconds: Median time of the fixed load, before the run.
        calibration_drift: Relative change of that time until after the run.
        relative_throughput: Best tokens per second times ``calibration_seconds``: comparable
            between machines.
        unstable: Why the timings should not be trusted; empty when they may be.
        energy: Estimate, with its assumptions.
        predictions_sha256: Of the native JSONL of the predictions.
        deterministic: Whether both processes predicted the same bytes.
        threads: Threads the numerical libraries were allowed.
        machine: Processor, cores, Python, operating system; no names.
    """

    system: str
    documents: int
    tokens: int
    cold_start: ColdStart
    latency_p50: float
    latency_p95: float
    latency_p99: float | None
    latencies: int
    throughput: tuple[Throughput, ...]
    cpu_share: float
    calibration_seconds: float
    calibration_drift: float
    relative_throughput: float
    unstable: tuple[str, ...]
    energy: Energy
    predictions_sha256: str
    deterministic: bool
    threads: int
    machine: dict[str, str]

    @property
    def best(self) -> Throughput:
        """The point of the sweep with the most tokens per second."""
        return max(self.throughput, key=lambda point: point.tokens_per_second)

    @property
    def tokens_per_second(self) -> float:
        """Best throughput of the sweep."""
        return self.best.tokens_per_second

    @property
    def peak_rss(self) -> int:
        """Largest resident memory while predicting, in bytes."""
        return self.cold_start.peak_rss

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"schema": SCHEMA, **msgspec.to_builtins(self)}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Profile:
        """The profile that ``to_json`` wrote.

        Raises:
            ExtractorError: The layout is another one.
        """
        if not isinstance(fields, dict) or fields.get("schema") != SCHEMA:
            raise ExtractorError(f"profile: no schema {SCHEMA}; expected the layout of to_json")
        try:
            found = msgspec.convert({k: v for k, v in fields.items() if k != "schema"}, cls)
        except msgspec.ValidationError as error:
            raise ExtractorError(f"profile: {error}; expected the layout of to_json") from error
        if not found.throughput:
            raise ExtractorError("profile: no throughput; expected at least one batch size")
        return found

"""What a system costs: cold start, latency, throughput, memory.

Protocol: two fresh processes with one thread each. The first starts cold and writes the
predictions; the second is timed by pytest-benchmark, whose report is kept. Both must predict the
same bytes, so the predictions that are timed are the predictions that are scored. Tokens are those
of the fixed reference tokenisation.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from acuerdo.errors import ExtractorError
from acuerdo.profiling.worker import ColdStart
from acuerdo.tokens import count_tokens

UNSTABLE_SPREAD = 0.10
"""Interquartile range over median of the throughput blocks above which a run is unstable."""
UNSTABLE_DRIFT = 0.15
"""Change of the calibration load between start and end above which a run is unstable."""
UNSTABLE_SHARE = 0.90
"""Share of CPU time in wall time below which a single-threaded run was disturbed."""
FEWEST_FOR_P99 = 1000

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "PYTHONHASHSEED": "0",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

WATTS_PER_CORE, POWER_USAGE_EFFECTIVENESS, GRAMS_CO2_PER_KWH = 10.0, 1.2, 250.0
"""Constants of the energy estimate: assumptions, not measurements."""


class Throughput(msgspec.Struct, frozen=True):
    """One point of the batch sweep; rates of the median block.

    Attributes:
        batch: Documents per call.
        documents_per_second: Wall clock.
        tokens_per_second: Wall clock, reference tokens.
        tokens_per_cpu_second: Reference tokens per second of processor time.
        spread: Interquartile range of the blocks over their median.
    """

    batch: int
    documents_per_second: float
    tokens_per_second: float
    tokens_per_cpu_second: float
    spread: float


class Profile(msgspec.Struct, frozen=True):
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
        watt_hours_per_million_tokens: Estimate from CPU time and the constants of this module.
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
    watt_hours_per_million_tokens: float
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
        return {"schema": 1, **msgspec.to_builtins(self)}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Profile:
        """The profile that ``to_json`` wrote.

        Raises:
            ExtractorError: The layout is another one.
        """
        try:
            return msgspec.convert(fields, cls)
        except msgspec.ValidationError as error:
            raise ExtractorError(f"profile: {error}; expected the layout of to_json") from error


def profile(
    system: str,
    documents: Path,
    predictions: Path,
    *,
    report: Path,
    seconds: float = 3.0,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Profile:
    """Run a system over documents, write its predictions, and measure what it costs.

    Args:
        system: Short name of a baseline, or ``module:Class``.
        documents: Native JSONL of the documents.
        predictions: Native JSONL to write.
        report: Where pytest-benchmark's JSON is kept.
        seconds: Time to spend on latency, and again on throughput.
        on_stage: Told what is going on.

    Raises:
        ExtractorError: The system fails; says with what.
    """
    from acuerdo.formats import read_documents
    from acuerdo.profiling.workload import VARIABLE, Workload

    collection = read_documents(documents)
    if not collection:
        raise ExtractorError(f"{documents}: no documents; expected at least one to profile on")
    tokens = sum(count_tokens(document.text) for document in collection)
    with tempfile.TemporaryDirectory() as scratch:
        on_stage("cold start and predictions")
        started = Path(scratch, "cold.json")
        worker = [
            "-m",
            "acuerdo.profiling.worker",
            system,
            *map(str, (documents, predictions, started)),
        ]
        _run(system, worker, scratch)
        cold = msgspec.json.decode(started.read_bytes(), type=ColdStart)
        on_stage("latency and throughput")
        workload = Workload(
            system=system,
            documents=str(documents.resolve()),
            seconds=seconds,
            document_seconds=cold.documents_seconds / len(collection),
        )
        told = {VARIABLE: msgspec.json.encode(workload).decode()}
        _run(system, _pytest(report, Path(scratch)), scratch, **told)
    return _summary(system, tokens, len(collection), cold, predictions, report)


def _pytest(report: Path, scratch: Path) -> list[str]:
    """Arguments that run the workload undisturbed by anybody's configuration."""
    settings = scratch / "pytest.ini"
    settings.write_text("[pytest]\n")
    workload = Path(__file__).with_name("workload.py")
    return [
        *("-m", "pytest", str(workload), "-q", "-c", str(settings), "--rootdir", str(scratch)),
        *("-p", "pytest_benchmark.plugin", "-p", "no:cacheprovider", "--noconftest"),
        *("--import-mode=importlib", f"--benchmark-json={report}", "--benchmark-warmup=off"),
    ]


def _run(system: str, arguments: list[str], scratch: str, **told: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"}
    environment |= ONE_THREAD | told | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "200"}
    # A system may live in the working directory; a console script would not find it there.
    paths = [str(Path.cwd()), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise ExtractorError(_reason(system, done.stdout, done.stderr))


def _reason(system: str, stdout: str, stderr: str) -> str:
    lines = [line for line in (stderr + "\n" + stdout).splitlines() if line.strip()]
    errors = [line.removeprefix("E").strip() for line in lines if line.startswith("E  ")]
    said = (errors or lines or ["no message"])[0 if errors else -1]
    return said if said.startswith("system ") else f"system {system!r}: {said}"


def _summary(
    system: str, tokens: int, documents: int, cold: ColdStart, predictions: Path, report: Path
) -> Profile:
    measured = msgspec.json.decode(report.read_bytes())
    runs = {run["name"]: run for run in measured["benchmarks"]}
    latency = runs["test_latency"]
    times = sorted(latency["stats"]["data"])
    per_document = tokens / documents
    sweep = tuple(
        _throughput(run, per_document)
        for name, run in runs.items()
        if name.startswith("test_throughput")
    )
    timed = [run["extra_info"] for name, run in runs.items() if "calibration" not in name]
    cpu = sum(info["cpu_seconds"] for info in timed)
    share = cpu / sum(info["wall_seconds"] for info in timed)
    before, after = (
        runs[f"test_calibration_{when}"]["stats"]["median"] for when in ("before", "after")
    )
    drift = after / before - 1
    best = max(sweep, key=lambda point: point.tokens_per_second)
    seconds_per_million = 1e6 / best.tokens_per_cpu_second
    sha256 = hashlib.sha256(predictions.read_bytes()).hexdigest()
    return Profile(
        system=system,
        documents=documents,
        tokens=tokens,
        cold_start=cold,
        latency_p50=_percentile(times, 50),
        latency_p95=_percentile(times, 95),
        latency_p99=_percentile(times, 99) if len(times) >= FEWEST_FOR_P99 else None,
        latencies=len(times),
        throughput=sweep,
        cpu_share=share,
        calibration_seconds=before,
        calibration_drift=drift,
        relative_throughput=best.tokens_per_second * before,
        unstable=tuple(_doubts(best.spread, drift, share)),
        watt_hours_per_million_tokens=seconds_per_million
        * WATTS_PER_CORE
        * POWER_USAGE_EFFECTIVENESS
        / 3600,
        predictions_sha256=sha256,
        deterministic=latency["extra_info"]["predictions_sha256"] == sha256,
        threads=1,
        machine=_machine(measured["machine_info"]),
    )


def _throughput(run: dict[str, Any], tokens_per_document: float) -> Throughput:
    info, stats = run["extra_info"], run["stats"]
    rate = info["batch"] / stats["median"]
    return Throughput(
        batch=info["batch"],
        documents_per_second=rate,
        tokens_per_second=rate * tokens_per_document,
        tokens_per_cpu_second=info["documents"]
        / max(info["cpu_seconds"], 1e-9)
        * tokens_per_document,
        spread=stats["iqr"] / stats["median"],
    )


def _percentile(ordered: list[float], share: int) -> float:
    """Smallest value that at least ``share`` percent of the values do not exceed."""
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def _doubts(spread: float, drift: float, share: float) -> Iterable[str]:
    if spread > UNSTABLE_SPREAD:
        yield f"blocks differ by {spread:.0%} of their median (limit {UNSTABLE_SPREAD:.0%})"
    if abs(drift) > UNSTABLE_DRIFT:
        yield f"calibration drifted by {drift:+.0%} (limit {UNSTABLE_DRIFT:.0%})"
    if share < UNSTABLE_SHARE:
        yield f"only {share:.0%} of the time on the processor (limit {UNSTABLE_SHARE:.0%})"


def _machine(info: dict[str, Any]) -> dict[str, str]:
    """Processor, cores, Python and system: what explains a figure, and no names."""
    return {
        "processor": str(info.get("cpu", {}).get("brand_raw", "unknown")),
        "cores": str(os.cpu_count()),
        "python": f"{info['python_implementation']} {info['python_version']}",
        "system": f"{info['system']} {platform.machine()}",
    }

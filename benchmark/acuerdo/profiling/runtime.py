"""What a system costs: cold start, latency, throughput, memory.

Protocol: two fresh processes with one thread each. The first starts cold and writes the
predictions; the second is timed by pytest-benchmark, whose report is kept. Both must predict the
same bytes, so the predictions that are timed are the predictions that are scored. Tokens are those
of the fixed reference tokenisation.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from acuerdo.errors import ExtractorError
from acuerdo.profiling.figures import Profile
from acuerdo.profiling.summary import machine, summarise
from acuerdo.profiling.worker import Outcome
from acuerdo.tokens import count_tokens

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Environment of both processes. Their hash seeds differ, so that an order left to chance shows."""


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
    from acuerdo.atomic import write_whole
    from acuerdo.formats import read_documents
    from acuerdo.profiling.workload import VARIABLE, Workload
    from acuerdo.scoring.ungrounded import keep_ungrounded, read_ungrounded

    collection = read_documents(documents)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        on_stage("cold start and predictions")
        drafted, outcome = scratch / "predictions.jsonl", scratch / "cold.json"
        _start(
            system,
            ["-m", "acuerdo.profiling.worker", system, *map(str, (documents, drafted, outcome))],
            outcome,
            PYTHONHASHSEED="0",
        )
        cold = _outcome(outcome).cold
        if cold is None:
            raise ExtractorError(f"system {system!r}: ended before it answered")
        answers = drafted.read_bytes()
        write_whole(predictions, answers)
        keep_ungrounded(predictions, read_ungrounded(drafted))
        on_stage("latency and throughput")
        workload = Workload(system, str(documents.resolve()), seconds)
        timings = scratch / "timings.json"
        told = {VARIABLE: msgspec.json.encode(workload).decode(), "PYTHONHASHSEED": "1"}
        _start(system, _pytest(timings, scratch), outcome=None, **told)
        measured = msgspec.json.decode(timings.read_bytes())
    write_whole(report, msgspec.json.format(msgspec.json.encode(_nameless(measured)), indent=1))
    return summarise(
        measured,
        cold,
        system=system,
        documents=len(collection),
        tokens=sum(count_tokens(document.text) for document in collection),
        predictions_sha256=hashlib.sha256(answers).hexdigest(),
    )


def _pytest(timings: Path, scratch: Path) -> list[str]:
    """Arguments that run the workload undisturbed by anybody's configuration."""
    settings = scratch / "pytest.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")
    workload = Path(__file__).with_name("workload.py")
    return [
        *("-m", "pytest", str(workload), "-q", "-c", str(settings), "--rootdir", str(scratch)),
        *("-p", "pytest_benchmark.plugin", "-p", "no:cacheprovider", "--noconftest"),
        *("--import-mode=importlib", f"--benchmark-json={timings}", "--benchmark-warmup=off"),
        f"--benchmark-storage={scratch.as_uri()}",
    ]


def _start(system: str, arguments: list[str], outcome: Path | None, **told: str) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    environment |= ONE_THREAD | told
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONUTF8": "1", "COLUMNS": "400"}
    # A system may live in the working directory; a console script would not find it there.
    paths = [str(Path.cwd()), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        said = _outcome(outcome).failure if outcome else ""
        said = said or _reason(done.returncode, done.stdout, done.stderr)
        raise ExtractorError(said if said.startswith("system ") else f"system {system!r}: {said}")


def _outcome(path: Path) -> Outcome:
    return msgspec.json.decode(path.read_bytes(), type=Outcome) if path.is_file() else Outcome()


def _reason(code: int, stdout: str, stderr: str) -> str:
    """What a process that failed said last, or what ended it."""
    if code < 0:
        return f"killed by signal {signal.Signals(-code).name}"
    lines = [line for line in (stdout + "\n" + stderr).splitlines() if line.strip()]
    errors = [line[1:].strip() for line in lines if line.startswith("E  ")]
    for line in errors:
        # pytest writes causes first; our own error says more than its cause.
        name, _, message = line.partition(": ")
        if name.startswith("acuerdo.errors."):
            return message
    return (errors or lines[-1:] or [f"ended with exit code {code}"])[0]


def _nameless(measured: dict[str, Any]) -> dict[str, Any]:
    """A report of pytest-benchmark without the names of machine, user, folder and branch."""
    return {**measured, "machine_info": machine(measured["machine_info"]), "commit_info": {}}

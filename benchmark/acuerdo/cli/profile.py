"""``acuerdo profile``: what a system costs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, SplitName


def profile(
    system: Annotated[str, typer.Argument(help="Short name of a baseline, or module:Class.")],
    config: ConfigName = "default",
    split: SplitName = "test",
    data: Annotated[
        Path | None, typer.Option("--data", help="Documents to use instead of the dataset.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Keep profile.json, pytest-benchmark's JSON, predictions."
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option(help="Time to spend on latency, and again on throughput.")
    ] = 3.0,
    as_json: AsJson = False,
) -> None:
    """Measure cold start, latency, throughput and memory of a system, one thread, fresh processes."""
    import tempfile

    from acuerdo.cli.terminal import notes, output, print_json, table
    from acuerdo.dataset import load
    from acuerdo.evaluation import measure
    from acuerdo.formats import read_documents

    documents = read_documents(data) if data else load(config, split=split).documents
    with tempfile.TemporaryDirectory() as scratch, notes().status(f"{system}: profiling"):
        measured = measure(system, documents, folder or Path(scratch), seconds=seconds)
    if as_json:
        print_json(measured.to_json())
        return
    cold = measured.cold_start
    shown = table(
        f"{system} on {measured.documents} documents, {measured.tokens} tokens", "", "figure"
    )
    rows = {
        "import": f"{cold.import_seconds:.3f} s",
        "load": f"{cold.load_seconds:.3f} s",
        "first document": f"{cold.first_seconds:.3f} s",
        "latency p50": f"{1000 * measured.latency_p50:.3f} ms",
        "latency p95": f"{1000 * measured.latency_p95:.3f} ms",
        "latency p99": "n/a"
        if measured.latency_p99 is None
        else f"{1000 * measured.latency_p99:.3f} ms",
        "timings": str(measured.latencies),
        **{
            f"tokens/s, batch {point.batch}": f"{point.tokens_per_second:,.0f} (±{point.spread:.0%})"
            for point in measured.throughput
        },
        "tokens per CPU second": f"{measured.best.tokens_per_cpu_second:,.0f}",
        "memory after load": f"{cold.rss_after_load / 1e6:.0f} MB",
        "peak memory": f"{measured.peak_rss / 1e6:.0f} MB",
        "deterministic": "yes" if measured.deterministic else "no",
        "machine": ", ".join(measured.machine.values()),
    }
    for name, figure in rows.items():
        shown.add_row(name, figure)
    output().print(shown)
    for remark in (*measured.unstable, *filter(None, [cold.notes])):
        notes().print(remark, highlight=False)

"""``acuerdo profile``: what a system costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import (
    AsJson,
    ConfigName,
    ModelFolder,
    ResultsFolder,
    Seconds,
    SplitName,
    chosen_system,
    labels_of_system,
)

if TYPE_CHECKING:
    from acuerdo.profiling.figures import Profile


def profile(
    system: Annotated[
        str | None,
        typer.Argument(
            metavar="SYSTEM",
            help="Short name of a baseline, module:Class or a model folder; none with --model.",
        ),
    ] = None,
    model: ModelFolder = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FILE", help="Documents to use instead of the dataset."),
    ] = None,
    folder: ResultsFolder = None,
    seconds: Seconds = 3.0,
    as_json: AsJson = False,
) -> None:
    """Measure a system's start, latency, throughput and memory.

    One thread, two fresh processes. Without --output nothing is kept.
    """
    import tempfile

    from acuerdo.cli.terminal import counted, note, print_json, print_table, stages, table
    from acuerdo.dataset import load
    from acuerdo.evaluation import DOCUMENTS, measure, prepare, require_systems
    from acuerdo.extractor import system_name
    from acuerdo.formats import read_documents

    system = chosen_system(system, model)
    name = system_name(system)
    require_systems([system])
    documents = read_documents(data) if data else list(load(config, split=split).documents)
    with tempfile.TemporaryDirectory() as scratch, stages() as say:
        results = folder or Path(scratch)
        prepare(results, documents, labels_of_system(system))
        measured = measure(
            system,
            results / DOCUMENTS,
            results,
            seconds=seconds,
            on_stage=lambda stage: say(f"{name}: {stage}"),
        )
    if as_json:
        print_json(measured.to_json())
        return
    size = f"{counted(measured.documents, 'document')}, {counted(measured.tokens, 'token')}"
    shown = table(f"{name} on {size}", "figure", "value")
    for name, figure in _figures(measured).items():
        shown.add_row(name, figure)
    print_table(shown)
    for remark in (*measured.cold_start.notes, *measured.unstable):
        note(remark)


def _figures(measured: Profile) -> dict[str, str]:
    from acuerdo.cli.terminal import NOT_DEFINED

    cold, p99, energy = measured.cold_start, measured.latency_p99, measured.energy
    return {
        "import": f"{cold.import_seconds:.3f} s",
        "load": f"{cold.load_seconds:.3f} s",
        "first document": f"{cold.first_seconds:.3f} s",
        "latency p50": f"{1000 * measured.latency_p50:.3f} ms",
        "latency p95": f"{1000 * measured.latency_p95:.3f} ms",
        "latency p99": NOT_DEFINED if p99 is None else f"{1000 * p99:.3f} ms",
        "timings": f"{measured.latencies:,}",
        **{
            f"tokens/s, batch {each.batch}": f"{each.tokens_per_second:,.0f} ±{each.spread:.0%}"
            for each in measured.throughput
        },
        "tokens per CPU second": f"{measured.best.tokens_per_cpu_second:,.0f}",
        "memory before the system": f"{cold.rss_at_start / 1e6:.0f} MB",
        "memory after load": f"{cold.rss_after_load / 1e6:.0f} MB",
        "peak memory": f"{measured.peak_rss / 1e6:.0f} MB",
        "energy, estimated": f"{energy.watt_hours_per_million_tokens:.3g} Wh per million tokens",
        "time on the processor": f"{measured.cpu_share:.0%}",
        "same predictions twice": "yes" if measured.deterministic else "no",
        "machine": ", ".join(
            f"{value} cores" if key == "cores" else value for key, value in measured.machine.items()
        ),
    }

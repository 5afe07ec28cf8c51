"""``acuerdo evaluate``: run, profile, score and rank systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, SplitName, gold_corpus

if TYPE_CHECKING:
    from acuerdo.leaderboard.ranking import Ranked

DEFAULT_FOLDER = "acuerdo-results"


def evaluate(
    systems: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SYSTEM]…",
            help="Short names or module:Class; all built-in CPU systems if none.",
        ),
    ] = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Annotated documents to use instead (JSONL, Parquet, brat)."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("-o", "--output", help=f"Results folder; by default {DEFAULT_FOLDER}/TIME."),
    ] = None,
    seconds: Annotated[
        float, typer.Option(help="Time to spend per system on latency, and again on throughput.")
    ] = 3.0,
    as_json: AsJson = False,
) -> None:
    """Run systems, score and profile their predictions, and rank them."""
    from datetime import datetime

    from acuerdo.cli.terminal import notes, output, print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.evaluation import evaluate_system, prepare
    from acuerdo.extractor import baseline_names, system_path
    from acuerdo.leaderboard.ranking import rank
    from acuerdo.report.page import write_report

    chosen = tuple(dict.fromkeys(systems or baseline_names()))
    for name in chosen:
        system_path(name)
    corpus = gold_corpus(data, config, split)
    target = folder or Path(DEFAULT_FOLDER, datetime.now().astimezone().strftime("%Y%m%d-%H%M%S"))
    ontology = load_ontology()
    prepare(target, corpus.examples, ontology)
    entries, remarks = [], []
    console = notes()
    with console.status("starting") as status:
        for number, name in enumerate(chosen, start=1):
            place = f"[{number}/{len(chosen)}] {name}"
            entry = evaluate_system(
                name,
                corpus.examples,
                ontology,
                target,
                source=corpus.source,
                sha256=corpus.sha256,
                seconds=seconds,
                on_stage=lambda stage, place=place: _say(status, console, f"{place}: {stage}"),
            )
            entries.append(entry)
            if entry.profile and entry.profile.cold_start.notes:
                remarks.append(f"{name}: {entry.profile.cold_start.notes}")
            console.print(f"{place}: done", highlight=False)
        status.update("writing the report")
        ranked = rank(entries)
        write_report(target / "report.html", ranked, corpus.examples, target, ontology)
    if as_json:
        print_json(
            {
                "results": str(target),
                "corpus": corpus.source,
                "systems": [
                    {
                        "rank": each.rank,
                        "system": each.entry.system,
                        "scores": each.entry.scores.to_json(),
                        "profile": each.entry.profile.to_json() if each.entry.profile else None,
                    }
                    for each in ranked
                ],
            }
        )
        return
    output().print(ranking_table(f"{corpus.source}, {len(corpus.examples)} documents", ranked))
    for remark in remarks:
        console.print(remark, highlight=False)
    for each in ranked:
        for doubt in each.entry.profile.unstable if each.entry.profile else ():
            console.print(f"{each.entry.system}: timing unstable: {doubt}", highlight=False)
    if ranked:
        output().print(ranked[0].entry.scores.signature, style="dim", soft_wrap=True)
    console.print(f"Predictions, scores, profiles and report.html are in {target}", highlight=False)


def _say(status: object, console: object, message: str) -> None:
    """Show a stage: in place on a terminal, as a line elsewhere."""
    if console.is_terminal:  # type: ignore[attr-defined]
        status.update(message)  # type: ignore[attr-defined]
    else:
        console.print(message, highlight=False)  # type: ignore[attr-defined]


def ranking_table(title: str, ranked: tuple[Ranked, ...]) -> object:
    """The leaderboard as a terminal table."""
    from acuerdo.cli.terminal import NOT_DEFINED, percent, table

    tasks = list(ranked[0].entry.scores.headlines) if ranked else []
    columns = ("rank", "system", "ACUERDO", *(task.replace("_", " ") for task in tasks))
    shown = table(title, *columns, "tokens/s", "p50 ms", "peak MB", left=2)
    for column in shown.columns:
        column.no_wrap = False
    for each in ranked:
        scores, profile = each.entry.scores, each.entry.profile
        costs = [NOT_DEFINED] * 3
        if profile:
            costs = [
                f"{profile.tokens_per_second:,.0f}",
                f"{1000 * profile.latency_p50:.2f}",
                f"{profile.peak_rss / 1e6:.0f}",
            ]
        shown.add_row(
            str(each.rank),
            each.entry.system,
            percent(scores.acuerdo),
            *(percent(scores.headlines[task].f1) for task in tasks),
            *costs,
        )
    return shown

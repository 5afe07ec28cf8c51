"""``acuerdo evaluate``: run, profile, score and rank systems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from acuerdo.cli.options import (
    AsJson,
    ConfigName,
    GoldFile,
    ResultsFolder,
    Seconds,
    SplitName,
    gold_corpus,
    require_documents,
)

if TYPE_CHECKING:
    from rich.table import Table

    from acuerdo.leaderboard.ranking import Entry, Ranked

DEFAULT_FOLDER = "results"


def evaluate(
    systems: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SYSTEM",
            help="Short names or module:Class; all built-in CPU systems if none.",
        ),
    ] = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    gold: GoldFile = None,
    folder: ResultsFolder = None,
    seconds: Seconds = 3.0,
    as_json: AsJson = False,
) -> None:
    """Run, score, profile and rank systems.

    Predictions, scores, profiles and an HTML report are kept in results/TIME, or in the folder
    given.
    """
    from datetime import datetime

    from acuerdo.cli.terminal import note, print_error, print_json, stages
    from acuerdo.dataset import load_ontology
    from acuerdo.errors import AcuerdoError
    from acuerdo.evaluation import evaluate_system, prepare, require_systems
    from acuerdo.extractor import baseline_names
    from acuerdo.leaderboard.ranking import rank
    from acuerdo.report.page import write_report

    chosen = tuple(dict.fromkeys(systems or baseline_names()))
    require_systems(chosen)
    corpus, ontology = gold_corpus(gold, config, split), load_ontology()
    require_documents(corpus)
    now = datetime.now().astimezone()
    results = folder or Path(DEFAULT_FOLDER, now.strftime("%Y%m%d-%H%M%S"))
    prepare(results, corpus.documents, ontology)
    entries: list[Entry] = []
    failed: dict[str, str] = {}
    for number, name in enumerate(chosen, start=1):
        place = f"[{number}/{len(chosen)}] {name}"
        try:
            with stages() as say:
                entry = evaluate_system(
                    name,
                    corpus.examples,
                    ontology,
                    results,
                    source=corpus.source,
                    sha256=corpus.sha256,
                    seconds=seconds,
                    on_stage=lambda stage, say=say, place=place: say(f"{place}: {stage}"),  # type: ignore[misc]
                )
        except AcuerdoError as error:
            failed[name] = str(error)
            note(f"{place}: failed")
        else:
            entries.append(entry)
            note(f"{place}: done")
    ranked = rank(_told_apart(entries))
    if ranked:
        write_report(results / "report.html", ranked, corpus.examples, results, ontology)
    if as_json:
        print_json(_as_json(results, corpus.source, ranked, failed))
    else:
        _show(results, f"{corpus.source}, {_documents(corpus.examples)}", ranked)
    for name, message in failed.items():
        print_error(message if message.startswith("system ") else f"system {name!r}: {message}")
    if failed:
        raise typer.Exit(1)


def _documents(examples: Sequence[object]) -> str:
    from acuerdo.cli.terminal import counted

    return counted(len(examples), "document")


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """The entries, with the name asked for beside a name that several systems bear."""
    from dataclasses import replace

    names = Counter(entry.system for entry in entries)
    return [
        replace(entry, system=f"{entry.system} ({entry.profile.system})")
        if names[entry.system] > 1 and entry.profile and entry.profile.system != entry.system
        else entry
        for entry in entries
    ]


def _as_json(
    results: Path, source: str, ranked: Sequence[Ranked], failed: dict[str, str]
) -> dict[str, Any]:
    return {
        "results": str(results),
        "corpus": source,
        "systems": [
            {
                "rank": each.rank,
                "system": each.entry.system,
                "scores": each.entry.scores.to_json(),
                "profile": each.entry.profile.to_json() if each.entry.profile else None,
            }
            for each in ranked
        ],
        "failed": [{"system": name, "error": message} for name, message in failed.items()],
    }


def _show(results: Path, title: str, ranked: Sequence[Ranked]) -> None:
    from acuerdo.cli.terminal import note, output

    if ranked:
        print_ranking(title, ranked)
        output().print(ranked[0].entry.scores.signature, style="dim", soft_wrap=True)
    for each in ranked:
        profile, name = each.entry.profile, each.entry.system
        if profile is None:
            continue
        for remark in profile.cold_start.notes:
            note(f"{name}: {remark.removeprefix(f'{name}: ')}")
        for doubt in profile.unstable:
            note(f"{name}: timing unstable (*): {doubt}")
        if not profile.deterministic:
            note(f"{name}: predictions differ between two runs; the first are scored")
    if ranked:
        note(f"Predictions, scores, profiles and report.html are in {results}")


def print_ranking(title: str, ranked: Sequence[Ranked]) -> None:
    """Print the leaderboard: a line per system, or a column where lines would be too long."""
    from acuerdo.cli.terminal import print_table, turned

    shown = _ranking(title, ranked)
    print_table(shown, turned(shown))


def _ranking(title: str, ranked: Sequence[Ranked]) -> Table:
    from acuerdo.cli.terminal import NOT_DEFINED, percent, table, with_ends

    tasks = list(ranked[0].entry.scores.headlines) if ranked else []
    columns = ("rank", "system", "ACUERDO", *(task.replace("_", " ") for task in tasks))
    shown = table(title, *columns, "tokens/s", "p50 ms", "peak MB", left=2)
    for each in ranked:
        scores, profile = each.entry.scores, each.entry.profile
        costs = [NOT_DEFINED] * 3
        if profile:
            flag = "*" if profile.unstable else ""
            costs = [
                f"{profile.tokens_per_second:,.0f}{flag}",
                f"{1000 * profile.latency_p50:.2f}{flag}",
                f"{profile.peak_rss / 1e6:.0f}",
            ]
        shown.add_row(
            str(each.rank),
            each.entry.system,
            with_ends(percent(scores.acuerdo), scores.acuerdo_interval),
            *(percent(scores.headlines[task].f1) for task in tasks),
            *costs,
        )
    return shown

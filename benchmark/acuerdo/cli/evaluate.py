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
    Labels,
    ResultsFolder,
    Seconds,
    SplitName,
    as_system,
    gold_corpus,
    gold_tasks,
    label_hint,
    labels_of,
    labels_of_system,
    require_documents,
)

if TYPE_CHECKING:
    from rich.table import Table

    from acuerdo.leaderboard.ranking import Entry, Ranked
    from acuerdo.ontology import Ontology

DEFAULT_FOLDER = "results"


def evaluate(
    systems: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SYSTEM",
            help="Short names, module:Class or model folders; all built-in CPU systems if none.",
        ),
    ] = None,
    models: Annotated[
        list[Path] | None,
        typer.Option("--model", metavar="MODEL_DIR", help="A trained model; may be repeated."),
    ] = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    gold: GoldFile = None,
    labels: Labels = "",
    folder: ResultsFolder = None,
    seconds: Seconds = 3.0,
    as_json: AsJson = False,
) -> None:
    """Run, score, profile and rank systems.

    Predictions, scores, profiles and an HTML report are kept in results/TIME, or in the folder
    given. Without --labels, entity types are those of the models, or of the ontology if there are
    none.
    """
    from datetime import datetime

    from acuerdo.cli.terminal import note, print_error, print_json, stages
    from acuerdo.errors import AcuerdoError
    from acuerdo.evaluation import evaluate_system, prepare, require_systems
    from acuerdo.extractor import baseline_names
    from acuerdo.leaderboard.ranking import rank
    from acuerdo.report.page import write_report

    asked = [*(systems or ()), *map(as_system, models or ())] or baseline_names()
    chosen = _named(tuple(dict.fromkeys(asked)))
    require_systems(chosen.values())
    ontology, tasks = _labels(labels, gold, tuple(chosen.values())), gold_tasks(gold)
    with label_hint(labels):
        corpus = gold_corpus(gold, config, split, ontology)
    require_documents(corpus)
    now = datetime.now().astimezone()
    results = folder or Path(DEFAULT_FOLDER, now.strftime("%Y%m%d-%H%M%S"))
    prepare(results, corpus.documents, ontology)
    entries: list[Entry] = []
    failed: dict[str, str] = {}
    for number, (name, system) in enumerate(chosen.items(), start=1):
        place = f"[{number}/{len(chosen)}] {name}"
        try:
            with stages() as say:
                entry = evaluate_system(
                    system,
                    corpus.examples,
                    ontology,
                    results,
                    name=name,
                    tasks=tasks,
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


def _named(systems: Sequence[str]) -> dict[str, str]:
    """Systems by a name that no other one has: that of a model is its folder's."""
    from acuerdo.extractor import system_name

    named: dict[str, str] = {}
    for system in systems:
        name, number = system_name(system), 2
        while name in named:
            name, number = f"{system_name(system)}-{number}", number + 1
        named[name] = system
    return named


def _labels(labels: str, gold: Path | None, systems: Sequence[str]) -> Ontology:
    """The labels to score by: those asked for, else those of the models, else the dataset's.

    Raises:
        ExtractorError: The models have different labels, and nothing says which to score by.
    """
    from acuerdo.errors import ExtractorError
    from acuerdo.extractor import model_folder

    theirs = {name: labels_of_system(name) for name in systems if model_folder(name) is not None}
    if labels or not theirs:
        types = [kind for one in theirs.values() for kind in one.entity_type_names]
        return labels_of(labels, [gold], others=types)
    first, *others = theirs
    for other in others:
        if theirs[other] != theirs[first]:
            raise ExtractorError(
                f"{first} and {other}: models with different entity types; expected the same, "
                "or --labels data"
            )
    return theirs[first]


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

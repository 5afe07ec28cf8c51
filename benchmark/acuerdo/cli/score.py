"""``acuerdo score``: predictions against the gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import (
    AsJson,
    ConfigName,
    GoldFile,
    SplitName,
    gold_corpus,
    require_documents,
)

if TYPE_CHECKING:
    from acuerdo.scoring import Scores


def score(
    predictions: Annotated[
        Path, typer.Argument(metavar="PREDICTIONS", help="JSONL, Parquet, or a brat folder.")
    ],
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    per_label: Annotated[
        bool, typer.Option("--per-label", help="Also list every label of the headline views.")
    ] = False,
    all_views: Annotated[
        bool, typer.Option("--views", help="Also list the views beside the headlines.")
    ] = False,
    target: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Also write the JSON to a file."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score predictions: every task, micro and macro, with its signature."""
    from acuerdo.cli.terminal import counted, note, output, print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_annotations
    from acuerdo.generated import write_or_check
    from acuerdo.scoring import score as score_annotations

    ontology = load_ontology()
    corpus = gold_corpus(gold, config, split)
    require_documents(corpus)
    scores = score_annotations(
        [example.gold for example in corpus.examples],
        read_annotations(predictions, ontology, documents=corpus.documents),
        ontology,
        data=corpus.source,
        sha=corpus.sha256,
    )
    if target is not None:
        import json

        text = json.dumps(scores.to_json(), ensure_ascii=False, indent=2) + "\n"
        write_or_check({target: text}, check=False, command="acuerdo score")
    if as_json:
        print_json(scores.to_json())
        return
    print_scores(scores, predictions.name, per_label=per_label, all_views=all_views)
    if scores.missing:
        shown = ", ".join(scores.missing[:5]) + (" …" if len(scores.missing) > 5 else "")
        missing = counted(len(scores.missing), "document")
        note(f"{missing} without predictions, scored as empty: {shown}")
    output().print(scores.signature, style="dim", soft_wrap=True)


def print_scores(scores: Scores, title: str, *, per_label: bool, all_views: bool) -> None:
    """Print the scores of one system: a line per task, view or label."""
    from acuerdo.cli.terminal import percent, print_table, table

    columns = ("task", "view", "P", "R", "F1", "macro F1", "matched", "predicted", "gold")
    shown = table(title, *columns, left=2)
    for view in scores.views:
        if view.headline or all_views:
            shown.add_row(
                view.task if view.headline else "",
                view.view,
                *map(percent, (view.precision, view.recall, view.f1, view.macro_f1)),
                *(f"{count:g}" for count in (view.matched, view.predicted, view.gold)),
                style="bold" if view.headline and all_views else None,
            )
        if view.headline and per_label:
            for label in view.per_label:
                if label.predicted or label.gold:
                    shown.add_row(
                        "",
                        f"  {label.label}",
                        *map(percent, (label.precision, label.recall, label.f1)),
                        "",
                        *(f"{count:g}" for count in (label.matched, label.predicted, label.gold)),
                    )
    shown.add_section()
    shown.add_row("ACUERDO", "mean of the tasks", "", "", percent(scores.acuerdo), *[""] * 4)
    print_table(shown)

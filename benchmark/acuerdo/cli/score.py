"""``acuerdo score``: predictions against the gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import (
    ONTOLOGY,
    AsJson,
    ConfigName,
    GoldFile,
    Labels,
    SplitName,
    gold_corpus,
    gold_tasks,
    label_hint,
    labels_of,
    require_documents,
)

END_TO_END = "end-to-end"

if TYPE_CHECKING:
    from rich.table import Table

    from acuerdo.ontology import Ontology
    from acuerdo.scoring import Scores


def score(
    predictions: Annotated[
        Path,
        typer.Argument(
            metavar="PREDICTIONS", help="JSONL, Parquet, a folder of such files, brat or CoNLL."
        ),
    ],
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    labels: Labels = ONTOLOGY,
    per_label: Annotated[
        bool, typer.Option("--per-label", help="Also list every label of the headline views.")
    ] = False,
    all_views: Annotated[
        bool, typer.Option("--views", help="Also list the views beside the headlines.")
    ] = False,
    track: Annotated[
        str,
        typer.Option("--track", help="What was given: end-to-end, gold-mentions, gold-triggers."),
    ] = END_TO_END,
    target: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Also write the JSON to a file."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score predictions on every task, and sign the numbers."""
    from acuerdo.atomic import write_whole
    from acuerdo.cli.terminal import counted, note, output, print_json
    from acuerdo.scoring.ungrounded import beside

    ontology = labels_of(labels, [gold, predictions])
    with label_hint(labels):
        if track == END_TO_END and not beside(predictions).exists():
            scores = _scores(predictions, gold, config, split, ontology)
        else:
            scores = _given(predictions, gold, config, split, ontology, track=track)
    if len(scores.documents) > 1:
        from acuerdo.scoring import with_intervals

        scores = with_intervals(scores)
    if target is not None:
        import json

        text = json.dumps(scores.to_json(), ensure_ascii=False, indent=2) + "\n"
        write_whole(target, text.encode())
    if as_json:
        print_json(scores.to_json())
        return
    print_scores(scores, predictions.name, per_label=per_label, all_views=all_views)
    for remark in _remarks(scores):
        note(remark)
    if scores.ungrounded:
        nowhere = counted(sum(scores.ungrounded.values()), "answer")
        note(f"{nowhere} nowhere in the texts, counted as wrong: {beside(predictions).name}")
    if scores.missing:
        shown = ", ".join(scores.missing[:5]) + (" …" if len(scores.missing) > 5 else "")
        missing = counted(len(scores.missing), "document")
        note(f"{missing} without predictions, scored as empty: {shown}")
    output().print(scores.signature, style="dim", soft_wrap=True)


def _given(
    predictions: Path, gold: Path | None, config: str, split: str, ontology: Ontology, *, track: str
) -> Scores:
    """Scores on a track that gives a part of the gold, or with answers that are nowhere."""
    from acuerdo.formats import read_annotations
    from acuerdo.scoring import score as score_annotations
    from acuerdo.scoring.ungrounded import read_ungrounded

    corpus = gold_corpus(gold, config, split, ontology)
    require_documents(corpus)
    answers = read_annotations(predictions, ontology, documents=corpus.documents)
    expected = [example.gold for example in corpus.examples]
    return score_annotations(
        expected,
        answers,
        ontology,
        tasks=gold_tasks(gold),
        track=track,
        data=corpus.source,
        sha=corpus.sha256,
        ungrounded=read_ungrounded(predictions),
    )


def _remarks(scores: Scores) -> list[str]:
    """What to keep in mind about the intervals, each remark once."""
    if len(scores.documents) == 1:
        return ["1 document: no interval over documents"]
    intervals = [view.interval for view in scores.views] + [scores.acuerdo_interval]
    return list(dict.fromkeys(one.remark for one in intervals if one and one.remark))


def _scores(
    predictions: Path, gold: Path | None, config: str, split: str, ontology: Ontology
) -> Scores:
    """The scores against the gold of a file, or of the dataset's split."""
    from acuerdo.formats import fingerprint
    from acuerdo.streaming import Gold, score_file, score_shards

    if gold is not None:
        sha256, tasks = fingerprint(gold), gold_tasks(gold)
        return score_shards(predictions, gold, ontology, tasks=tasks, data=gold.name, sha=sha256)
    corpus = gold_corpus(None, config, split)
    require_documents(corpus)
    prepared = Gold.of(corpus.examples, ontology)
    return score_file(predictions, prepared, data=corpus.source, sha=corpus.sha256)


def print_scores(scores: Scores, title: str, *, per_label: bool, all_views: bool) -> None:
    """Print the scores of one system: a line per task, view or label."""
    from acuerdo.cli.terminal import print_table

    choice = {"per_label": per_label, "all_views": all_views}
    print_table(_table(scores, title, **choice), _table(scores, title, **choice, narrow=True))


def _table(
    scores: Scores, title: str, *, per_label: bool, all_views: bool, narrow: bool = False
) -> Table:
    """The scores as a table; a narrow one fits 80 columns."""
    from acuerdo.cli.terminal import percent, table, with_ends

    columns = ("task", "view", "P", "R", "F1", "macro F1", "matched", "predicted", "gold")
    shown = table(title, *columns, left=2)
    if narrow:
        shown.box, shown.pad_edge, shown.collapse_padding = None, False, True
        for number, header in ((5, "macro"), (6, "match"), (7, "pred")):
            shown.columns[number].header = header
    for view in scores.views:
        if view.headline or all_views:
            shown.add_row(
                view.task if view.headline else "",
                view.view,
                *map(percent, (view.precision, view.recall)),
                with_ends(percent(view.f1), None if narrow else view.interval),
                percent(view.macro_f1),
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
    shown.add_row(
        "ACUERDO",
        "mean of the tasks",
        "",
        "",
        with_ends(percent(scores.acuerdo), scores.acuerdo_interval),
        *[""] * 4,
    )
    return shown

"""``acuerdo errors``: what a system got wrong, class by class, with examples from the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    from acuerdo.annotation import Example
    from acuerdo.profiling.confusions import Confusion
    from acuerdo.profiling.mistakes import Mistake
    from acuerdo.profiling.slices import SliceScore

CONFUSED = 10
"""Confusions shown of each matrix."""


def errors(
    predictions: Annotated[Path, typer.Argument(help="Predictions: JSONL, Parquet, brat.")],
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    tasks: Annotated[
        list[str] | None,
        typer.Option("--task", help="Look at this task only; may be repeated."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="Examples shown of each class of each task.")
    ] = 3,
    by_slice: Annotated[
        bool,
        typer.Option("--slices", help="Scores by part, length, genre, novelty and so on instead."),
    ] = False,
    training: Annotated[
        Path | None,
        typer.Option(
            "--train",
            metavar="FILE",
            help="Annotated documents that count as seen; the dataset's training split if none.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Sort the errors of predictions into classes, with examples, or cut the scores into slices.

    Every error is in one class: what is nearly right (type, role, value, boundary, trigger, filler,
    direction), missed or spurious. In examples [-gold-] is what was expected, {+predicted+} what
    was said, [both] what both sides have.
    """
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_annotations
    from acuerdo.profiling.answers import VIEWS

    unknown = [task for task in tasks or () if task not in VIEWS]
    if unknown:
        raise typer.BadParameter(
            f"{', '.join(unknown)}; expected one of {', '.join(VIEWS)}", param_hint="--task"
        )
    chosen = tuple(task for task in VIEWS if task in tasks) if tasks else tuple(VIEWS)
    ontology = load_ontology()
    corpus = gold_corpus(gold, config, split)
    require_documents(corpus)
    answers = read_annotations(predictions, ontology, documents=corpus.documents)
    if by_slice:
        from acuerdo.profiling.slices import slice_scores

        seen = _training(training, config, of_dataset=gold is None)
        scores = slice_scores(corpus.examples, answers, ontology, training=seen, tasks=chosen)
        _print_slices(scores, corpus.source, predictions.name, as_json=as_json)
        return
    from acuerdo.profiling.confusions import confusions
    from acuerdo.profiling.mistakes import find_mistakes

    mistakes = find_mistakes(corpus.examples, answers, ontology, tasks=chosen)
    confused = confusions(corpus.examples, answers, ontology, tasks=chosen)
    _print_mistakes(
        mistakes, confused, corpus.source, predictions.name, limit=limit, as_json=as_json
    )


def _training(path: Path | None, config: str, *, of_dataset: bool) -> Sequence[Example]:
    """What counts as seen."""
    from acuerdo.cli.terminal import note
    from acuerdo.dataset import load, load_ontology
    from acuerdo.formats import read_examples

    examples: Sequence[Example] = ()
    if path is not None:
        examples = read_examples(path, load_ontology())
    elif of_dataset:
        examples = load(config, split="train").examples
    if not examples:
        note("no training documents: every trigger and mention counts as unseen")
    return examples


def _print_mistakes(
    mistakes: Sequence[Mistake],
    confused: Sequence[Confusion],
    source: str,
    name: str,
    *,
    limit: int,
    as_json: bool,
) -> None:
    from acuerdo.cli.terminal import output, print_json, print_table, table
    from acuerdo.profiling.mistakes import KINDS, counts_of

    counts = counts_of(mistakes)
    if as_json:
        print_json(
            {
                "corpus": source,
                "predictions": name,
                "counts": counts,
                "mistakes": [{**m.to_json(), "context": _context(m)} for m in mistakes],
                "confusions": [matrix.to_json() for matrix in confused],
            }
        )
        return
    console = output()
    if not mistakes:
        console.print(f"{name}: no mistakes on {source}", markup=False)
        return
    kinds = [kind for kind in KINDS if any(kind in each for each in counts.values())]
    shown = table(f"{name} on {source}: mistakes", "task", *kinds, "all")
    for task, of_task in counts.items():
        numbers = [of_task.get(kind, 0) for kind in kinds]
        shown.add_row(task, *(f"{n:,}" if n else "" for n in numbers), f"{sum(numbers):,}")
    print_table(shown)
    confusion = table("confused labels", "view", "gold", "predicted", "items", left=3)
    for matrix in confused:
        for gold, predicted, number in matrix.confused()[:CONFUSED]:
            view = f"{matrix.task}.{matrix.view}"
            confusion.add_row(view, gold, predicted, f"{number:,}")
    if confusion.row_count:
        print_table(confusion)
    for task, of_task in counts.items():
        for kind in of_task:
            _print_examples([m for m in mistakes if (m.task, m.kind) == (task, kind)], limit)


def _print_examples(mistakes: Sequence[Mistake], limit: int) -> None:
    from acuerdo.cli.terminal import output

    console = output()
    if not limit:
        return
    first = mistakes[0]
    console.print(f"\n{first.task}: {first.kind} ({len(mistakes):,})", style="bold", markup=False)
    for mistake in mistakes[:limit]:
        gold = mistake.gold.text if mistake.gold else ""
        predicted = mistake.predicted.text if mistake.predicted else ""
        said = " | ".join(filter(None, (gold, predicted))) or mistake.label
        console.print(f"  {said}", markup=False, soft_wrap=True)
        where = f"{mistake.document_id}@{mistake.place.start}" if mistake.place else ""
        context = f"    {where or mistake.document_id}: {_context(mistake)}"
        console.print(context, style="dim", markup=False, soft_wrap=True)
    if len(mistakes) > limit:
        console.print(f"  … and {len(mistakes) - limit:,} more", style="dim", markup=False)


def _context(mistake: Mistake) -> str:
    from acuerdo.profiling.context import in_context

    if mistake.document is None:
        return "nowhere in the text"
    gold = mistake.gold.spans if mistake.gold else ()
    predicted = mistake.predicted.spans if mistake.predicted else ()
    return in_context(mistake.document, gold, predicted)


def _print_slices(scores: Sequence[SliceScore], source: str, name: str, *, as_json: bool) -> None:
    from acuerdo.cli.terminal import percent, print_json, print_table, table

    if as_json:
        listed: list[dict[str, Any]] = [score.to_json() for score in scores]
        print_json({"corpus": source, "predictions": name, "slices": listed})
        return
    for dimension in dict.fromkeys(score.dimension for score in scores):
        shown = table(
            f"{name} on {source}, by {dimension}",
            dimension,
            "task",
            "P",
            "R",
            "F1",
            "predicted",
            "gold",
            left=2,
        )
        last = ""
        for score in scores:
            if score.dimension == dimension:
                shown.add_row(
                    score.slice if score.slice != last else "",
                    score.task,
                    *map(percent, (score.precision, score.recall, score.f1)),
                    f"{score.predicted:,}",
                    f"{score.gold:,}",
                )
                last = score.slice
        print_table(shown)

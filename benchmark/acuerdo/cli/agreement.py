"""``acuerdo agreement``: how far two annotations of the same documents agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from acuerdo.cli.options import AsJson, ConfigName

if TYPE_CHECKING:
    from acuerdo.annotation import Annotations, Document, Example
    from acuerdo.scoring.agreement import Agreement

SIGNS = {"missed": "A", "spurious": "B"}
"""Who annotated an item that only one of the two has."""

KINDS = {kind: f"only {side}" for kind, side in SIGNS.items()}
"""What a mistake of B is where A is no gold."""

LINES = {"coreference": "entities", "event_relations": "event relations"}
"""Tasks with answers that have no items, and the layer whose lines tell them."""

TEMPORAL = ("BEFORE", "CONTAINS", "OVERLAP", "SIMULTANEOUS")
"""Links that are scored through their closure, not one to one."""


def agreement(
    a: Annotated[
        Path, typer.Argument(metavar="A", help="JSONL, Parquet, brat, or notations (.yaml).")
    ],
    b: Annotated[Path, typer.Argument(metavar="B", help="Of the same documents.")],
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            "--gold",
            metavar="FILE",
            help="The texts, if neither A, B nor the dataset has them; may be repeated.",
        ),
    ] = None,
    config: ConfigName = "default",
    tasks: Annotated[
        list[str] | None,
        typer.Option("--task", metavar="TASK", help="This task only; may be repeated."),
    ] = None,
    floor: Annotated[
        float | None,
        typer.Option("--floor", min=0, max=1, help="Mark the tasks whose F1 is below this."),
    ] = None,
    per_document: Annotated[
        bool, typer.Option("--per-document", help="Also list the documents, the worst first.")
    ] = False,
    disagreements: Annotated[
        bool,
        typer.Option("--disagreements", help="List the items on which A and B differ instead."),
    ] = False,
    common: Annotated[
        bool, typer.Option("--common", help="Leave out documents that only A or only B has.")
    ] = False,
    resamples: Annotated[int, typer.Option(min=100, help="Of each interval.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the resamples.")] = 13,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the agreement of two annotations: F1 of what is found, kappa of what is decided.

    F1 is that of the headline view of each task, the mean of B against A and A against B; precision
    and recall are those of B against A. Kappa is told of decisions on units that both have.
    """
    from acuerdo.cli.passes import read_pass, texts_of
    from acuerdo.cli.terminal import print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.scoring import TASKS
    from acuerdo.scoring.agreement import agreement as measure
    from acuerdo.scoring.agreement_tables import to_markdown

    if as_markdown + as_json + disagreements > 1 and not (as_json and disagreements):
        raise typer.BadParameter("--markdown, --json and --disagreements exclude each other")
    unknown = [task for task in tasks or () if task not in TASKS]
    if unknown:
        raise typer.BadParameter(
            f"{', '.join(unknown)}; expected one of {', '.join(TASKS)}", param_hint="--task"
        )
    texts = texts_of((a, b), data or (), config)
    first, second = ([each.gold for each in read_pass(path, texts)] for path in (a, b))
    if common:
        shared = {each.document_id for each in first} & {each.document_id for each in second}
        first, second = ([e for e in side if e.document_id in shared] for side in (first, second))
    chosen = tuple(task for task in TASKS if not tasks or task in tasks)
    found = measure(first, second, load_ontology(), tasks=chosen, resamples=resamples, seed=seed)
    if disagreements:
        listed = _disagreements(texts, first, second, chosen)
        if as_json:
            print_json({"documents": list(found.documents), "disagreements": listed})
        else:
            _print_disagreements(listed)
    elif as_json:
        under = {} if floor is None else {"floor": floor, "below": list(found.below(floor))}
        print_json({"a": a.name, "b": b.name, **under, **found.to_json()})
    elif as_markdown:
        typer.echo(to_markdown(found, floor=floor, per_document=per_document), nl=False)
    else:
        _print(found, a.name, b.name, floor=floor, per_document=per_document)


def _print(found: Agreement, a: str, b: str, *, floor: float | None, per_document: bool) -> None:
    from acuerdo.cli.terminal import counted, note, print_table, table
    from acuerdo.scoring.agreement_tables import decision_rows, document_rows, notes_of, task_rows

    size = counted(len(found.documents), "document")
    tables = [
        (f"{a} and {b}: agreement on {size}", 2, task_rows(found, floor=floor)),
        ("decisions on what both have", 1, decision_rows(found)),
    ]
    if per_document:
        tables.append(("F1 by document, the lowest mean first", 1, document_rows(found)))
    for title, left, (header, *rows) in tables:
        shown = table(title, *header, left=left)
        for row in rows:
            shown.add_row(*row)
        print_table(shown)
    for remark in notes_of(found, floor=floor):
        note(remark)


def _disagreements(
    texts: Sequence[Document],
    first: Sequence[Annotations],
    second: Sequence[Annotations],
    tasks: Sequence[str],
) -> list[dict[str, Any]]:
    """Items on which A and B differ, task by task, in the text."""
    from acuerdo.annotation import Example
    from acuerdo.dataset import load_ontology
    from acuerdo.profiling.answers import VIEWS
    from acuerdo.profiling.context import in_context
    from acuerdo.profiling.mistakes import find_mistakes

    by_id = {document.id: document for document in texts}
    examples = [Example(by_id[each.document_id], each) for each in first]
    told = [task for task in tasks if task in VIEWS]
    listed: list[dict[str, Any]] = []
    for one in find_mistakes(examples, second, load_ontology(), tasks=told):
        spans = [answer.spans if answer else () for answer in (one.gold, one.predicted)]
        listed.append(
            {
                "layer": one.task,
                "kind": KINDS.get(one.kind, one.kind.replace("wrong", "other")),
                "document": one.document_id,
                "a": one.gold.text if one.gold else None,
                "b": one.predicted.text if one.predicted else None,
                "context": in_context(by_id[one.document_id], *spans),
            }
        )
    listed += [
        line
        for example in examples
        for line in _chains(example, _of(second, example.document.id), tasks)
    ]
    return listed


def _of(side: Sequence[Annotations], document: str) -> Annotations:
    return next(each for each in side if each.document_id == document)


def _chains(example: Example, other: Annotations, tasks: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Entities and temporal links of one side only, as lines: they have no items to pair."""
    from acuerdo.profiling.answers import VIEWS
    from acuerdo.profiling.layers import BOTH, compared, described

    layers = [described(example.document, each) for each in (example.gold, other)]
    for task, layer in LINES.items():
        if task not in tasks:
            continue
        for line in compared(*(each[layer] for each in layers)):
            causal = task in VIEWS and not line.text.startswith(TEMPORAL)
            if line.status != BOTH and not causal:
                side = SIGNS[line.status]
                yield {
                    "layer": task,
                    "kind": f"only {side}",
                    "document": example.document.id,
                    "a": line.text if side == "A" else None,
                    "b": line.text if side == "B" else None,
                    "context": "",
                }


def _print_disagreements(listed: Sequence[dict[str, Any]]) -> None:
    from acuerdo.cli.terminal import counted, note, output

    console = output()
    for layer in dict.fromkeys(one["layer"] for one in listed):
        of_layer = [one for one in listed if one["layer"] == layer]
        console.print(f"\n{layer} ({len(of_layer):,})", style="bold", markup=False)
        for one in of_layer:
            said = " | ".join(f"{side.upper()} {one[side]}" for side in "ab" if one[side])
            console.print(f"  {one['kind']}: {said}", markup=False, soft_wrap=True)
            where = f"    {one['document']}: {one['context']}".rstrip(": ")
            console.print(where, style="dim", markup=False, soft_wrap=True)
    note(counted(len(listed), "disagreement"))

"""``acuerdo train``: from annotated documents to a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from acuerdo.cli.options import DATA, ONTOLOGY, AsJson, Labels, label_hint, labels_of

if TYPE_CHECKING:
    from rich.table import Table

    from acuerdo.models import Model
    from acuerdo.ontology import Ontology
    from acuerdo.training import Material

BAR_WIDTH = 30


def train(
    system: Annotated[
        str, typer.Argument(metavar="SYSTEM", help="Short name of a baseline, or module:Class.")
    ],
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="MODEL_DIR", help="Folder of the model.")
    ],
    training: Annotated[
        Path | None,
        typer.Option(
            "--train",
            metavar="FILE",
            help="Documents to learn from (JSONL, Parquet, brat, CoNLL), not the dataset's.",
        ),
    ] = None,
    validation: Annotated[
        Path | None,
        typer.Option(
            "--validation",
            metavar="FILE",
            help="Documents to tune and score on; the dataset's, unless --train is given.",
        ),
    ] = None,
    read_as: Annotated[
        str,
        typer.Option("--from", metavar="FORMAT", help="Of the files; by default told from them."),
    ] = "",
    layers: Annotated[
        str,
        typer.Option(
            "--layers",
            metavar="LAYER,…",
            help="What to learn: entities,times,…; by default what the documents have.",
        ),
    ] = "",
    labels: Labels = ONTOLOGY,
    seed: Annotated[int, typer.Option("--seed", help="Of everything left to chance.")] = 13,
    options: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="KEY=VALUE", help="Of the system; may be repeated."),
    ] = None,
    curve: Annotated[
        bool,
        typer.Option(
            "--curve", help="Also learn from an eighth, a quarter and a half of the documents."
        ),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a model that is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Train a system and keep it as a model.

    Learns from the dataset's training split, or from the documents of --train; is scored on the
    validation documents. The model then stands wherever a SYSTEM does.
    """
    import logging
    import sys
    from contextlib import redirect_stdout

    import msgspec

    from acuerdo.cli.remarks import remarks
    from acuerdo.cli.terminal import note, print_json
    from acuerdo.extractor import system_path
    from acuerdo.models import require_free
    from acuerdo.training import Recipe
    from acuerdo.training import train as train_system

    require_free(folder, overwrite=overwrite)
    package = system_path(system)[0].partition(".")[0]
    # What a system prints is no result.
    with remarks(package, level=logging.INFO), redirect_stdout(sys.stderr):
        ontology = labels_of(labels, [training, validation], format=read_as)
        with label_hint(labels):
            learnt_from, scored_on = _materials(training, validation, ontology, read_as)
        if labels == DATA and training is None and validation is None:
            ontology = _ontology_of(ontology, learnt_from, scored_on)
        recipe = Recipe(
            system,
            ontology,
            labels=labels,
            layers=[each.strip() for each in layers.split(",")] if layers else None,
            seed=seed,
            options=dict(map(_option, options or ())),
        )
        model = train_system(
            recipe, learnt_from, scored_on, folder, curve=curve, overwrite=overwrite
        )
    if as_json:
        print_json({"model": str(folder), **msgspec.to_builtins(model)})
        return
    _show(system, model)
    note(f"{folder}: {_summary(model)}; use it: acuerdo extract --model {folder} INPUT OUTPUT")


def _materials(
    training: Path | None, validation: Path | None, ontology: Ontology, format: str
) -> tuple[Material, Material | None]:
    """What to learn from and what to score on; other people's documents bring their own."""
    from acuerdo.cli.terminal import note
    from acuerdo.training import of_file, of_split

    learnt_from = of_file(training, ontology, format=format) if training else of_split("train")
    if validation is not None:
        return learnt_from, of_file(validation, ontology, format=format)
    if training is not None:
        note("no --validation: the model is not scored")
        return learnt_from, None
    scored_on = of_split("validation")
    if not scored_on.examples:
        note(f"{scored_on.name}: no documents: the model is not scored")
    return learnt_from, scored_on


def _ontology_of(ontology: Ontology, *materials: Material | None) -> Ontology:
    from acuerdo.formats import sorted_types
    from acuerdo.ontology import with_entity_types

    types = {
        entity.type
        for material in materials
        if material is not None
        for example in material.examples
        for entity in example.gold.entities
    }
    return with_entity_types(ontology, sorted_types(types, ontology)) if types else ontology


def _option(written: str) -> tuple[str, Any]:
    """A key and its value: a number, true, false, null or a list as in JSON, else a string."""
    import json

    key, equals, value = written.partition("=")
    if not key or not equals:
        raise typer.BadParameter(f"{written!r}: expected KEY=VALUE", param_hint="--option")
    try:
        return key, json.loads(value)
    except json.JSONDecodeError:
        return key, value


def _summary(model: Model) -> str:
    from acuerdo.cli.terminal import counted, percent

    learnt = f"trained on {counted(model.training.documents, 'document')}"
    scored = [f"{task} {percent(one.f1)}" for task, one in model.scores.items()]
    return f"{learnt} in {model.fit_seconds:.1f} s" + (
        f", F1 {', '.join(scored)}" if scored else ""
    )


def _show(system: str, model: Model) -> None:
    from acuerdo.cli.terminal import counted, percent, print_table, table

    if model.validation is None or not model.scores:
        return
    size = counted(model.validation.documents, "document")
    shown = table(
        f"{system} on {model.validation.name}, {size}", "task", "P", "R", "F1", "predicted", "gold"
    )
    for task, one in model.scores.items():
        known = one.low is not None and one.high is not None
        ends = f" [{percent(one.low)}, {percent(one.high)}]" if known else ""
        shown.add_row(
            task,
            percent(one.precision),
            percent(one.recall),
            percent(one.f1) + ends,
            f"{one.predicted:g}",
            f"{one.gold:g}",
        )
    print_table(shown)
    if model.curve:
        print_table(_curve(model, bars=True), _curve(model, bars=False))


def _curve(model: Model, *, bars: bool) -> Table:
    """The learning curve: a line for each number of documents, with a bar for the mean F1."""
    from rich.bar import Bar

    from acuerdo.cli.terminal import percent, table

    tasks = list(model.curve[0].f1)
    columns = ("documents", "mean F1", *([""] if bars else []), *tasks)
    shown = table("learning curve", *columns, left=0)
    for point in model.curve:
        bar = [Bar(1.0, 0.0, point.mean or 0.0, width=BAR_WIDTH)] if bars else []
        shown.add_row(
            f"{point.documents:,}",
            percent(point.mean),
            *bar,
            *(percent(point.f1[task]) for task in tasks),
        )
    return shown

"""``acuerdo show``: an annotated document in the terminal, gold and predicted told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import (
    AsJson,
    ConfigName,
    GoldCorpus,
    GoldFile,
    SplitName,
    gold_corpus,
    require_documents,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from acuerdo.annotation import Annotations, Document, Example
    from acuerdo.profiling.layers import Line
    from acuerdo.report.marking import Marked

TEXT_WIDTH = 100
"""Columns of running text: longer lines are hard to read."""
STYLES = {
    "PER": "black on light_sky_blue1",
    "ORG": "black on plum1",
    "GPE": "black on dark_sea_green1",
    "LOC": "black on light_goldenrod1",
    "FAC": "black on wheat1",
    "DOC": "black on light_pink1",
    "WEA": "black on grey78",
}
LAYER_STYLES = {"entity": "underline", "time": "black on light_cyan1", "event": "bold underline"}
SIGNS = {"both": "=", "missed": "-", "spurious": "+"}
COLOURS = {"both": "green", "missed": "red", "spurious": "yellow"}
LEGEND = "= in both   - gold only (missed)   + predicted only (spurious)"


def show(
    document_id: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Id, or number from 1 in file order.")
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions", metavar="FILE", help="Compare with the predictions of a file."
        ),
    ] = None,
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    as_json: AsJson = False,
) -> None:
    """Show an annotated document, or compare predictions with it.

    With --predictions, what was found, missed and invented is told apart.

    Annotated words stand in [brackets] with their type behind; missed ones have a - in front,
    spurious ones a +.
    """
    from acuerdo.cli.terminal import output, print_json
    from acuerdo.profiling.layers import compared, described
    from acuerdo.report.marking import marked_spans

    corpus = gold_corpus(gold, config, split)
    example = _example(corpus, document_id)
    document = example.document
    predicted = _predicted(predictions, corpus, document) if predictions else None
    expected = described(document, example.gold)
    found = described(document, predicted) if predicted else expected
    layers = {layer: compared(lines, found[layer]) for layer, lines in expected.items()}
    if as_json:
        listed = {
            layer: [{"item": line.text, "status": line.status} for line in lines]
            for layer, lines in layers.items()
        }
        print_json({"document": document.id, "text": document.text, "layers": listed})
        return
    console = output()
    head = (document.id, document.date.isoformat() if document.date else "", document.source)
    console.print(" · ".join(filter(None, head)), style="bold", markup=False)
    marks = marked_spans(example.gold, predicted or example.gold)
    console.print()
    width = min(console.width, TEXT_WIDTH)
    console.print(_text(document, marks, compare=predicted is not None), width=width)
    if predicted:
        console.print(f"\n{LEGEND}", style="dim", markup=False)
    _print_layers(console, layers, compare=predicted is not None)
    if not any(layers.values()):
        console.print("\nno annotations", style="dim")


def _example(corpus: GoldCorpus, wanted: str) -> Example:
    from acuerdo.errors import DatasetError

    require_documents(corpus)
    by_id = {example.document.id: example for example in corpus.examples}
    if wanted in by_id:
        return by_id[wanted]
    if wanted.isdecimal() and 1 <= int(wanted) <= len(corpus.examples):
        return corpus.examples[int(wanted) - 1]
    known = ", ".join(list(by_id)[:5]) + (", …" if len(by_id) > 5 else "")
    raise DatasetError(
        f"document {wanted!r}: not in {corpus.source}; expected a number from 1 to "
        f"{len(by_id)}, or an id: {known}"
    )


def _predicted(path: Path, corpus: GoldCorpus, document: Document) -> Annotations:
    from acuerdo.dataset import load_ontology
    from acuerdo.errors import DatasetError
    from acuerdo.formats import read_annotations

    for answer in read_annotations(path, load_ontology(), documents=corpus.documents):
        if answer.document_id == document.id:
            return answer
    raise DatasetError(f"{path}: no predictions for document {document.id!r}; expected some")


def _text(document: Document, marks: Sequence[Marked], *, compare: bool) -> Text:
    """The text with its annotated words in brackets, and in colour where there is colour."""
    from rich.text import Text

    before: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for mark in marks:  # Longest first: they open first and close last.
        sign = SIGNS[mark.status] if mark.status != "both" else ""
        before.setdefault(mark.span.start, []).append(f"{sign}[")
        after.setdefault(mark.span.end, []).insert(0, f"]{mark.label}")
    shown, place = Text(), []
    for number, character in enumerate(document.text):
        shown.append("".join((*after.get(number, ()), *before.get(number, ()))), "dim")
        place.append(len(shown))
        shown.append(character)
    shown.append("".join(after.get(len(document.text), ())), "dim")
    for mark in marks:
        style = STYLES.get(mark.label, LAYER_STYLES[mark.layer])
        if compare:
            style = f"bold {COLOURS[mark.status]}"
        shown.stylize(style, place[mark.span.start], place[mark.span.end - 1] + 1)
    return shown


def _print_layers(console: Console, layers: Mapping[str, Sequence[Line]], *, compare: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    for layer, lines in layers.items():
        if not lines:
            continue
        console.print(f"\n{layer} ({len(lines)})", style="bold", markup=False)
        # A grid keeps the second line of a long item clear of the signs.
        grid = Table.grid(padding=(0, 1))
        for line in lines:
            sign = SIGNS[line.status] if compare else " "
            style = COLOURS[line.status] if compare else ""
            grid.add_row(Text(sign, style), Text(line.text, style))
        console.print(grid)

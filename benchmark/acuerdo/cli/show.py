"""``acuerdo show``: an annotated document in the terminal, gold and predicted told apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, GoldFile, SplitName, gold_corpus

if TYPE_CHECKING:
    from rich.text import Text

    from acuerdo.annotation import Annotations, Document, Span

STYLES = {
    "PER": "black on light_sky_blue1",
    "ORG": "black on plum1",
    "GPE": "black on dark_sea_green1",
    "LOC": "black on light_goldenrod1",
    "FAC": "black on wheat1",
    "DOC": "black on light_pink1",
    "WEA": "black on grey78",
    "time": "black on light_cyan1",
    "event": "bold underline",
}
MARKS = {"both": ("=", "green"), "missed": ("-", "red"), "spurious": ("+", "yellow")}


def show(
    document_id: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Id, or `1` for the first.")
    ],
    predictions: Annotated[
        Path | None, typer.Option("--predictions", help="Compare with the predictions of a file.")
    ] = None,
    data: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    as_json: AsJson = False,
) -> None:
    """Show an annotated document; with --predictions, what was found, missed and invented."""
    from acuerdo.cli.terminal import output, print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.errors import DatasetError
    from acuerdo.formats import read_annotations
    from acuerdo.profiling.layers import described

    corpus = gold_corpus(data, config, split)
    by_id = {example.document.id: example for example in corpus.examples}
    by_number = dict(zip(map(str, range(1, len(corpus.examples) + 1)), by_id, strict=True))
    example = by_id.get(by_number.get(document_id, document_id))
    if example is None:
        known = ", ".join(list(by_id)[:5])
        raise DatasetError(
            f"document {document_id!r}: not in {corpus.source}; expected one of {known} …"
        )
    document, gold = example.document, example.gold
    predicted = None
    if predictions is not None:
        answers = read_annotations(
            predictions, load_ontology(), documents=[each.document for each in corpus.examples]
        )
        predicted = next((a for a in answers if a.document_id == document.id), None)
        if predicted is None:
            raise DatasetError(f"{predictions}: no predictions for document {document.id!r}")
    expected = described(document, gold)
    found = described(document, predicted) if predicted else expected
    if as_json:
        listed = {
            layer: [
                {"item": line, "status": _status(line, lines, found[layer])}
                for line in [*lines, *(x for x in found[layer] if x not in lines)]
            ]
            for layer, lines in expected.items()
        }
        print_json({"document": document.id, "layers": listed})
        return
    console = output()
    console.print(f"{document.id} · {document.date} · {document.title}", style="bold")
    console.print(_text(document, gold, predicted), soft_wrap=False)
    if predicted:
        console.print("= in both   - gold only (missed)   + predicted only (spurious)", style="dim")
    for layer, lines in expected.items():
        console.print(f"\n{layer}", style="bold")
        for line in [*lines, *(x for x in found[layer] if x not in lines)]:
            mark, colour = MARKS[_status(line, lines, found[layer])]
            prefix = f"{mark} " if predicted else "  "
            console.print(prefix + line, style=colour if predicted else None, markup=False)


def _status(line: str, gold: list[str], predicted: list[str]) -> str:
    return (
        "both" if line in gold and line in predicted else "missed" if line in gold else "spurious"
    )


def _text(document: Document, gold: Annotations, predicted: Annotations | None) -> Text:
    from rich.text import Text

    shown = Text(document.text)
    for span, style in _spans(gold):
        shown.stylize(style, span.start, span.end)
    if predicted:
        expected = {span for span, _ in _spans(gold)}
        for span, _ in _spans(predicted):
            if span not in expected:
                shown.stylize("italic yellow", span.start, span.end)
    return shown


def _spans(annotations: Annotations) -> list[tuple[Span, str]]:
    """Spans with their styles, longer first, so that nested ones stay visible."""
    styled = [(mention.span, STYLES[entity.type]) for mention, entity in annotations.mentions()]
    styled += [(time.span, STYLES["time"]) for time in annotations.times]
    styled += [(event.trigger, STYLES["event"]) for event in annotations.events]
    return sorted(styled, key=lambda pair: (-len(pair[0]), pair[0]))

"""One self-contained HTML page: ranks, tasks, quality against speed, every document in context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from acuerdo.annotation import Annotations, Example
from acuerdo.formats import read_annotations
from acuerdo.generated import write_or_check
from acuerdo.leaderboard.ranking import Ranked
from acuerdo.ontology import Ontology
from acuerdo.profiling.layers import Line, compared, described
from acuerdo.report.marking import Segment, marked_spans, segments
from acuerdo.report.scatter import scatter

PREDICTIONS = "predictions.jsonl"
SHOWN_DOCUMENTS = 40
"""Documents that the page shows in full; scores are always of all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One system's reading of a document beside the gold."""

    system: str
    lines: tuple[tuple[Segment, ...], ...]
    layers: dict[str, tuple[Line, ...]]


def write_report(
    path: Path,
    ranked: Sequence[Ranked],
    examples: Sequence[Example],
    results: Path,
    ontology: Ontology,
) -> None:
    """Write the page for a results folder.

    Args:
        path: The page.
        ranked: Systems in the order of their ranks.
        examples: Documents with gold.
        results: Folder with the systems' folders, each with ``predictions.jsonl``.
        ontology: The labels.
    """
    documents = [example.document for example in examples]
    predictions = {
        each.entry.system: {
            given.document_id: given
            for given in read_annotations(
                results / each.entry.folder / PREDICTIONS, ontology, documents=documents
            )
        }
        for each in ranked
    }
    shown = [
        (example.document, list(_readings(example, predictions)))
        for example in examples[:SHOWN_DOCUMENTS]
    ]
    page = render(ranked, shown, len(examples))
    write_or_check({path: page}, check=False, command="acuerdo evaluate")


def render(
    ranked: Sequence[Ranked], shown: Sequence[tuple[object, list[Reading]]], total: int
) -> str:
    """The page as text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("acuerdo.report", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["percent"] = lambda x: "n/a" if x is None else f"{100 * x:.1f}"
    first = ranked[0].entry.scores if ranked else None
    return environment.get_template("page.html.jinja").render(
        ranked=ranked,
        tasks=list(first.headlines) if first else [],
        scores=first,
        missing={
            each.entry.system: len(each.entry.scores.missing)
            for each in ranked
            if each.entry.scores.missing
        },
        scatter=scatter(ranked),
        shown=shown,
        total=total,
    )


def _readings(
    example: Example, predictions: dict[str, dict[str, Annotations]]
) -> Iterator[Reading]:
    document, gold = example.document, example.gold
    expected = described(document, gold)
    for system, by_document in predictions.items():
        predicted = by_document.get(document.id, Annotations(document.id))
        found = described(document, predicted)
        yield Reading(
            system,
            tuple(_lines(segments(document, marked_spans(gold, predicted)))),
            {layer: tuple(compared(expected[layer], found[layer])) for layer in expected},
        )


def _lines(cut: list[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Paragraphs: segments split at line ends; empty lines are left out."""
    line: list[Segment] = []
    for segment in cut:
        head, *others = segment.text.split("\n")
        line.append(Segment(head, segment.marks))
        for other in others:
            if any(part.text for part in line):
                yield tuple(part for part in line if part.text)
            line = [Segment(other, segment.marks)]
    if any(part.text for part in line):
        yield tuple(part for part in line if part.text)

"""``acuerdo compare``: which differences between systems chance does not explain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, GoldFile, SplitName

if TYPE_CHECKING:
    from acuerdo.cli.options import GoldCorpus
    from acuerdo.scoring import Comparison, Scores

FILE_NAMES = ("predictions", "scores")
"""Names of files that say nothing of the system; their folder's does."""


def compare(
    results: Annotated[
        list[str],
        typer.Argument(
            metavar="RESULT",
            help="Two or more, FILE or NAME=FILE: predictions (JSONL, Parquet, brat) or scores "
            "as JSON.",
        ),
    ],
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    tasks: Annotated[
        list[str] | None,
        typer.Option(
            "--task",
            metavar="TASK",
            help="Compare on this task only; acuerdo is the ACUERDO score. May be repeated.",
        ),
    ] = None,
    baseline: Annotated[
        str, typer.Option(metavar="NAME", help="Compare the others with this system only.")
    ] = "",
    permutations: Annotated[int, typer.Option(min=1, help="Of each test.")] = 10_000,
    resamples: Annotated[int, typer.Option(min=100, help="Of each interval.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Of permutations and resamples.")] = 13,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
    as_latex: Annotated[bool, typer.Option("--latex", help="Print a LaTeX table.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare systems: significance, effect sizes, ranks with ties.

    Every pair is tested by paired approximate randomisation over documents; p is adjusted for all
    tests asked for (Holm). Results measured under different conditions are refused.
    """
    from acuerdo.cli.terminal import note, print_json
    from acuerdo.scoring import compare as compare_scores
    from acuerdo.scoring.comparison_tables import to_latex, to_markdown

    if as_markdown + as_latex + as_json > 1:
        raise typer.BadParameter("--markdown, --latex and --json exclude each other")
    found = compare_scores(
        _read(_named(results), gold, config, split),
        tasks=tasks or (),
        baseline=baseline,
        permutations=permutations,
        resamples=resamples,
        seed=seed,
    )
    if as_json:
        print_json(found.to_json())
    elif as_latex:
        typer.echo(to_latex(found), nl=False)
    elif as_markdown:
        typer.echo(to_markdown(found), nl=False)
    else:
        _print(found)
    if as_json or as_latex:
        for remark in found.remarks:
            note(remark)


def _named(results: list[str]) -> dict[str, Path]:
    """Files by the name of their system: given, or that of the file or of its folder."""
    named: dict[str, Path] = {}
    for given in results:
        name, sign, rest = given.partition("=")
        path = Path(rest if sign and not Path(given).exists() else given)
        if path == Path(given):
            bare = path.name.split(".")[0]
            name = path.resolve().parent.name if bare in FILE_NAMES else bare
        if name in named:
            raise typer.BadParameter(
                f"two results called {name!r}: {named[name]} and {path}; name them NAME=FILE"
            )
        named[name] = path
    return named


def _read(named: dict[str, Path], gold: Path | None, config: str, split: str) -> dict[str, Scores]:
    from acuerdo.cli.options import gold_corpus, require_documents

    found: dict[str, Scores] = {}
    corpus = None
    for name, path in named.items():
        scores = _scores(path)
        if scores is None:
            if corpus is None:
                corpus = gold_corpus(gold, config, split)
                require_documents(corpus)
            scores = _scored(path, corpus)
        found[name] = scores
    return found


def _scores(path: Path) -> Scores | None:
    """The scores in a file, or None when it holds predictions."""
    from acuerdo.errors import FormatError
    from acuerdo.scoring import Scores

    if path.suffix != ".json":
        return None
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FormatError(f"{path}: {error}; expected scores as JSON") from error
    if not isinstance(fields, dict):
        raise FormatError(f"{path}: {type(fields).__name__}; expected scores as a JSON object")
    return Scores.from_json(fields)


def _scored(path: Path, corpus: GoldCorpus) -> Scores:
    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_annotations
    from acuerdo.scoring import score

    ontology = load_ontology()
    return score(
        [example.gold for example in corpus.examples],
        read_annotations(path, ontology, documents=corpus.documents),
        ontology,
        data=corpus.source,
        sha=corpus.sha256,
    )


def _print(found: Comparison) -> None:
    from rich.text import Text

    from acuerdo.cli.terminal import counted, note, output, print_table, table
    from acuerdo.scoring.comparison_tables import difference_rows, notes_of, standing_rows

    size = f"{counted(len(found.systems), 'system')}, {counted(found.documents, 'document')}"
    against = f", against {found.baseline}" if found.baseline else ""
    tables = [
        (f"F1: {size}{against}", 3, standing_rows(found)),
        ("differences in points", 2, difference_rows(found, bold="{}*".format)),
    ]
    for title, left, (header, *rows) in tables:
        shown = table(title, *header, left=left)
        for row in rows:
            shown.add_row(*map(Text, row))
        print_table(shown)
    output().print(found.signature, style="dim", soft_wrap=True, markup=False)
    for remark in notes_of(found):
        note(remark)

"""``acuerdo proofread``: what is probably an oversight in annotated documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, SplitName

if TYPE_CHECKING:
    from acuerdo.annotation import Example
    from acuerdo.proofreading import Accepted, Suspicion


def proofread(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            help="Annotated documents: JSONL, Parquet, brat, or notations (.yaml) beside their "
            "texts; the dataset's split if none.",
        ),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Look for this kind only; may be repeated."),
    ] = None,
    accepted: Annotated[
        Path | None,
        typer.Option(
            "--accepted",
            metavar="FILE",
            help="Places that have been looked at and are right (YAML: document, kind, text, why).",
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data", metavar="FILE", help="The texts, where FILE has none; may be repeated."
        ),
    ] = None,
    list_kinds: Annotated[bool, typer.Option("--kinds", help="List the kinds and stop.")] = False,
    config: ConfigName = "default",
    split: SplitName = "test",
    as_json: AsJson = False,
) -> None:
    """Report suspicious places: probably oversights, by rules of thumb that may be wrong.

    Suspicions are no problems: the exit code is 0. Every line tells document and paragraph, the
    words with the place in brackets, what was found, and the guidelines' rule.
    """
    from acuerdo.cli.terminal import print_json
    from acuerdo.dataset import load_ontology
    from acuerdo.proofreading import KINDS, about, read_accepted, without
    from acuerdo.proofreading import proofread as find

    if list_kinds:
        if as_json:
            print_json({name: kind.about for name, kind in KINDS.items()})
        else:
            for kind in KINDS.values():
                typer.echo(f"{kind.name:18} {kind.about}")
        return
    unknown = [kind for kind in kinds or () if kind not in KINDS]
    if unknown:
        raise typer.BadParameter(
            f"{', '.join(unknown)}; expected one of {', '.join(KINDS)}", param_hint="--kind"
        )
    chosen = tuple(kind for kind in KINDS if kind in kinds) if kinds else tuple(KINDS)
    entries = read_accepted(accepted) if accepted else []
    examples = _examples(files or (), data or (), config, split)
    every = find(examples, load_ontology(), kinds=chosen)
    ids = {example.document.id for example in examples}
    found, stale = without(every, about(entries, ids, chosen))
    if as_json:
        counts = {kind: sum(one.kind == kind for one in found) for kind in chosen}
        print_json(
            {
                "documents": len(examples),
                "counts": counts,
                "suspicions": [one.to_json() for one in found],
                "accepted": len(every) - len(found),
                "accepted_without_cause": [entry._asdict() for entry in stale],
            }
        )
        return
    _print(found, stale, documents=len(examples), hidden=len(every) - len(found))


def _examples(
    files: Sequence[Path], data: Sequence[Path], config: str, split: str
) -> Sequence[Example]:
    from acuerdo.cli.options import gold_corpus, require_documents
    from acuerdo.cli.passes import read_pass, texts_of

    if not files:
        corpus = gold_corpus(None, config, split)
        require_documents(corpus)
        return corpus.examples
    texts = texts_of(files, data, config)
    return [example for path in files for example in read_pass(path, texts)]


def _print(
    found: Sequence[Suspicion], stale: Sequence[Accepted], *, documents: int, hidden: int
) -> None:
    from acuerdo.cli.terminal import counted, note, output
    from acuerdo.proofreading import KINDS

    console = output()
    for name, kind in KINDS.items():
        of_kind = [one for one in found if one.kind == name]
        if not of_kind:
            continue
        title = f"{name} ({len(of_kind):,}): {kind.about}"
        console.print(title, style="bold", markup=False, soft_wrap=True)
        for one in of_kind:
            line = f"  {one.document_id} {one.place.split(' ', 1)[0]}: {one.context}"
            console.print(f"{line}  ← {one.found}; {one.why}", markup=False, soft_wrap=True)
    for entry in stale:
        line = f"accepted, but no longer found: {entry.document} {entry.kind} {entry.text!r}"
        console.print(line, markup=False, soft_wrap=True)
    also = f", {hidden:,} accepted" if hidden else ""
    note(f"{counted(documents, 'document')}: {counted(len(found), 'suspicion')}{also}")

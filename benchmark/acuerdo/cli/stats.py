"""``acuerdo stats``: what a corpus contains."""

from __future__ import annotations

from typing import Annotated

import typer

from acuerdo.cli.options import AsJson, ConfigName, GoldFile, SplitName, gold_corpus


def stats(
    gold: GoldFile = None,
    config: ConfigName = "default",
    split: SplitName = "test",
    zeros: Annotated[
        bool, typer.Option("--zeros", help="Also list labels that never occur.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the counts of a corpus: those of the dataset card."""
    from acuerdo.cli.terminal import print_json, print_table, table
    from acuerdo.dataset import load_ontology
    from acuerdo.profiling.corpus import corpus_statistics

    corpus = gold_corpus(gold, config, split)
    counted = corpus_statistics(corpus.examples, load_ontology())
    if as_json:
        print_json({"corpus": corpus.source, **counted.to_json()})
        return
    totals = table(corpus.source, "layer", "items")
    for name, number in counted.totals.items():
        totals.add_row(name.replace("_", " "), f"{number:,}")
    print_table(totals)
    for name, counts in counted.breakdowns.items():
        breakdown = table(name.replace("_", " "), "label", "items")
        for label, number in counts.items():
            if number or zeros:
                breakdown.add_row(label, f"{number:,}")
        if breakdown.row_count:
            print_table(breakdown)

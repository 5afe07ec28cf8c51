#!/usr/bin/env python
"""Build the table of docs/baselines.md by running the baselines; ``--check`` compares only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from acuerdo.annotation import Example
from acuerdo.dataset import load, load_ontology
from acuerdo.errors import AcuerdoError
from acuerdo.extractor import Extractor, baseline_names, examples_from, load_extractor
from acuerdo.formats import read_examples
from acuerdo.generated import with_block, write_or_check
from acuerdo.scoring import TASKS, Scores, score

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "baselines" / "held_out"


def main() -> int:
    """Write or check the page; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    path = ROOT / "docs" / "baselines.md"
    try:
        text = with_block(path.read_text(encoding="utf-8"), "scores", table())
        write_or_check({path: text}, check=options.check, command="scripts/build_baselines.py")
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def table() -> str:
    """Headline F1 by task, a row per baseline and collection."""
    test = load(split="test").examples
    collections = {
        "validation": load(split="validation").examples,
        "test, corpus": [e for e in test if e.document.id.startswith("acuerdo-corpus-")],
        "test, article": load("article").examples,
        "held-out": read_examples(HELD_OUT, load_ontology(), format="brat"),
    }
    header = ["system", "texts", "ACUERDO", *(task.replace("_", " ") for task in TASKS)]
    lines = [header, ["---", "---", *["---:"] * (len(header) - 2)]]
    for name in baseline_names():
        extractor = load_extractor(name)
        for place, examples in collections.items():
            scores = scored(extractor, examples)
            cells = [percent(scores.headlines[task].f1) for task in TASKS]
            lines.append([f"`{name}`", place, f"**{percent(scores.acuerdo)}**", *cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def scored(extractor: Extractor, examples: Sequence[Example]) -> Scores:
    """Scores of a baseline on documents with gold."""
    documents = [example.document for example in examples]
    predicted = [answer.gold for answer in examples_from(extractor, documents)]
    return score([example.gold for example in examples], predicted, load_ontology())


def percent(value: float | None) -> str:
    """A score as it stands in tables."""
    return "n/a" if value is None else f"{100 * value:.1f}"


if __name__ == "__main__":
    raise SystemExit(main())

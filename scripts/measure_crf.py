#!/usr/bin/env python
"""Measure the crf system: F1, seconds of training, tokens per second, memory.

    python scripts/measure_crf.py --train esp.train --test esp.testb
    python scripts/measure_crf.py [--write]

With CoNLL columns (token first, tag last) entities are learnt from one file and scored on the
other; a column of parts of speech between them is not read. Without files the documents are those
of the training split of the dataset (while that is empty, the article and the held-out texts of
the tests): F1 by cross-validation, where no document is predicted by a model that has seen it,
then cost, tagging all of them again and again. --write puts both tables into docs/systems/crf.md.

Cost comes from fresh processes, one that trains and one that tags. Seconds are those of the
processor, on one thread. A token is one of the reference tokenisation, whatever the system makes of
the text. *Training* includes reading features, *tagging* is everything from text to annotations;
the first pass meets every word for the first time. Memory is what the process holds (RSS),
libraries included.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from acuerdo import load, load_ontology, read_examples, score
from acuerdo.annotation import Annotations, Example
from acuerdo.generated import with_block, write_or_check
from acuerdo.ontology import Ontology

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "baselines" / "held_out"
PAGE = ROOT / "docs" / "systems" / "crf.md"

CLUSTERS = {"without clusters": False, "with clusters": True}
FOLDS = 8
PASSES = 3
MEGABYTE = 1e6

Figures = dict[str, float | None]


def main() -> int:
    """Measure and print; the exit code."""
    options = arguments()
    if options.step:
        print(json.dumps(STEPS[options.step](options)))
        return 0
    if bool(options.train) != bool(options.test):
        print("measure_crf.py: --train and --test go together", file=sys.stderr)
        return 2
    if options.train:
        print(costs(options, [["entities"]]))
        return 0
    found = {"cost": costs(options, [["entities"], None]), "learnt": learnt(options)}
    print("\n\n".join(found.values()))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        for name, block in found.items():
            text = with_block(text, name, block)
        write_or_check({PAGE: text}, check=False, command="scripts/measure_crf.py --write")
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", type=Path, help="CoNLL columns to learn entities from")
    parser.add_argument("--test", type=Path, help="CoNLL columns to score entities on")
    parser.add_argument("--tokens", type=int, default=200_000, help="tokens to tag, at least")
    parser.add_argument("--c1", type=float, help="weight of the L1 norm")
    parser.add_argument("--c2", type=float, help="weight of the squared L2 norm")
    parser.add_argument("--max-iterations", type=int, help="iterations of training at most")
    parser.add_argument("--write", action="store_true", help="fill the tables of the page")
    parser.add_argument("--verbose", action="store_true", help="show the progress of training")
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--clusters", choices=list(CLUSTERS), help=argparse.SUPPRESS)
    parser.add_argument("--layers", help=argparse.SUPPRESS)
    parser.add_argument("--model", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def costs(options: argparse.Namespace, layers: Sequence[Sequence[str] | None]) -> str:
    """The table of cost, and of F1 on files: a column per configuration."""
    columns: dict[str, Figures] = {}
    for some in layers:
        for clusters in available():
            with tempfile.TemporaryDirectory() as folder:
                given = [*sys.argv[1:], "--clusters", clusters, "--model", folder]
                given += ["--layers", ",".join(some)] if some else []
                figures: Figures = {}
                for step in STEPS:
                    command = [sys.executable, __file__, *given, "--step", step]
                    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
                    figures |= json.loads(done.stdout)
            columns[f"{', '.join(some or ['all layers'])}, {clusters}"] = figures
    names = next(iter(columns.values()))
    return table(columns, {name: FORMS.get(name, "{:.1f}") for name in names})


def available() -> list[str]:
    """The configurations that can be measured here."""
    from acuerdo_baselines.clusters import PACKAGE, clusters_available

    if clusters_available():
        return list(CLUSTERS)
    print(f"measure_crf.py: {PACKAGE} is not installed: without clusters only", file=sys.stderr)
    return [name for name, wanted in CLUSTERS.items() if not wanted]


def learnt(options: argparse.Namespace) -> str:
    """F1 of every layer by cross-validation: a column per configuration."""
    from acuerdo_baselines.crf import Crf

    examples = material(None)
    folds = min(FOLDS, len(examples))
    columns: dict[str, Figures] = {}
    for name in available():
        predicted: list[Annotations] = []
        for fold in range(folds):
            seen = [example for at, example in enumerate(examples) if at % folds != fold]
            unseen = [example.document for example in examples[fold::folds]]
            system = Crf(clusters=CLUSTERS[name], **settings(options)).fit(seen)
            predicted += system.extract(unseen)
        columns[f"F1 {name}"] = f1s(examples, predicted, load_ontology(), Crf.layers)
    title = f"{len(examples)} documents in {folds} folds, F1 × 100 of the headline views:"
    rows = next(iter(columns.values()))
    return title + "\n\n" + table(columns, dict.fromkeys(rows, "{:.1f}"))


def learn(options: argparse.Namespace) -> Figures:
    """Train and save."""
    from acuerdo_baselines.crf import Crf

    if options.verbose:
        logging.basicConfig(level=logging.INFO, format="%(message)s")
    examples = material(options.train)
    began = time.process_time()
    layers = options.layers.split(",") if options.layers else None
    system = Crf(layers=layers, clusters=CLUSTERS[options.clusters], **settings(options))
    system.fit(examples)
    seconds = time.process_time() - began
    system.save(options.model)
    return {
        "training, s": seconds,
        "memory while training, MB": most_memory(),
        "model, MB": system.model_bytes / MEGABYTE,
    }


def tag(options: argparse.Namespace) -> Figures:
    """Load, tag, and score what was tagged if the texts are others than in training."""
    import psutil

    from acuerdo.tokens import count_tokens
    from acuerdo_baselines.crf import Crf

    examples = material(options.test)
    documents = [example.document for example in examples]
    process = psutil.Process()
    before = process.memory_info().rss
    began = time.process_time()
    system = Crf.load(options.model)
    list(system.extract(documents[:1]))
    first = time.process_time() - began
    loaded = process.memory_info().rss
    began = time.process_time()
    predicted = list(system.extract(documents[1:]))
    once = time.process_time() - began
    lengths = [count_tokens(document.text) for document in documents]
    repetitions = max(1, -(-options.tokens // sum(lengths)))
    rates = []
    for _ in range(PASSES):
        began = time.process_time()
        for _ in range(repetitions):
            for _ in system.extract(documents):
                pass
        rates.append(sum(lengths) * repetitions / (time.process_time() - began))
    figures: Figures = {
        "loading and first document, s": first,
        "tokens/s, first pass": sum(lengths[1:]) / once,
        "tokens/s, later passes": sorted(rates)[PASSES // 2],
        "memory that loading adds, MB": (loaded - before) / MEGABYTE,
        "memory while tagging, MB": most_memory(),
        "tokens per pass": sum(lengths) * repetitions,
    }
    if options.test:
        predicted = [*system.extract(documents[:1]), *predicted]
        ontology = labels(options.train, options.test)
        figures = f1s(examples, predicted, ontology, ["entities"]) | figures
    return figures


STEPS: dict[str, Callable[[argparse.Namespace], Figures]] = {"learn": learn, "tag": tag}
FORMS = {
    "loading and first document, s": "{:.2f}",
    "tokens/s, first pass": "{:,.0f}",
    "tokens/s, later passes": "{:,.0f}",
    "tokens per pass": "{:,.0f}",
    "memory while training, MB": "{:.0f}",
    "memory that loading adds, MB": "{:.0f}",
    "memory while tagging, MB": "{:.0f}",
}


def settings(options: argparse.Namespace) -> dict[str, Any]:
    """Options of the system that were given."""
    chosen = {name: getattr(options, name) for name in ("c1", "c2", "max_iterations")}
    return {name: value for name, value in chosen.items() if value is not None}


def material(path: Path | None) -> Sequence[Example]:
    """The documents of a file, or of the dataset."""
    if path is not None:
        return read_examples(path, labels(path), format="conll")
    held_out = read_examples(HELD_OUT, load_ontology(), format="brat")
    return load(split="train").examples or (*load("article").examples, *held_out)


def labels(*paths: Path) -> Ontology:
    """The ontology with the entity types of files of columns."""
    from acuerdo.formats.labels import with_types_of

    return with_types_of(load_ontology(), paths, format="conll")


def f1s(
    examples: Sequence[Example],
    predicted: Sequence[Annotations],
    ontology: Ontology,
    tasks: Sequence[str],
) -> Figures:
    """Headline F1 × 100 of tasks."""
    gold = [example.gold for example in examples]
    headlines = score(gold, predicted, ontology, tasks=tasks).headlines
    return {f"{task} F1": None if v.f1 is None else 100 * v.f1 for task, v in headlines.items()}


def most_memory() -> float:
    """The most memory that the process has held, megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (most if sys.platform == "darwin" else most * 1024) / MEGABYTE


def table(columns: dict[str, Figures], forms: dict[str, str]) -> str:
    """A line per figure, a column per configuration."""
    lines = [f"| | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for name, form in forms.items():
        values = [figures[name] for figures in columns.values()]
        cells = ["n/a" if value is None else form.format(value) for value in values]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

#!/usr/bin/env python
"""Run every baseline on the test split, renew its submission, and rebuild the leaderboard."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from acuerdo.dataset import Corpus, load, load_ontology
from acuerdo.errors import AcuerdoError
from acuerdo.evaluation import DOCUMENTS, PREDICTIONS, PROFILE, TIMINGS, measure, prepare
from acuerdo.extractor import (
    Extractor,
    Persistent,
    baseline_names,
    examples_from,
    load_extractor,
)
from acuerdo.formats import write_examples
from acuerdo.leaderboard.submission import CARD
from acuerdo.leaderboard.table import build

PROBES = ("contrast", "swap")
ROOT = Path(__file__).resolve().parents[1]
LARGEST_TIMINGS = 200_000
"""Bytes above which pytest-benchmark's report is left out of a submission."""


def main() -> int:
    """Run, profile and re-score; say what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("systems", nargs="*", help="baselines to renew; all if none")
    parser.add_argument("--seconds", type=float, default=3.0, help="per system, twice")
    options = parser.parse_args()
    try:
        for system in options.systems or baseline_names():
            submit(system, seconds=options.seconds)
        build(ROOT, check=False)
    except (AcuerdoError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def submit(system: str, *, seconds: float) -> None:
    """Measure a baseline; its card must be there already."""
    folder = ROOT / "submissions" / system
    if not (folder / CARD).is_file():
        raise FileNotFoundError(f"{folder / CARD}: no such file; write the system card first")
    with tempfile.TemporaryDirectory() as scratch:
        results = Path(scratch)
        prepare(results, load(split="test").documents, load_ontology())
        measured = measure(system, results / DOCUMENTS, results, seconds=seconds)
        for name in (PREDICTIONS, PROFILE, TIMINGS):
            if name == TIMINGS and (results / name).stat().st_size > LARGEST_TIMINGS:
                (folder / name).unlink(missing_ok=True)
            else:
                (folder / name).write_bytes((results / name).read_bytes())
    extractor = load_extractor(system)
    for config in PROBES:
        probe(extractor, load(config), folder / f"{config}.jsonl")
    card = (folder / CARD).read_text(encoding="utf-8")
    told = re.sub(r"(?m)^parameters = .*$", f"parameters = {parameters(extractor)}", card)
    (folder / CARD).write_text(told, encoding="utf-8")
    doubt = f" (unstable: {'; '.join(measured.unstable)})" if measured.unstable else ""
    print(f"{system}: {measured.tokens_per_second:,.0f} tokens/s{doubt}")


def parameters(extractor: Extractor) -> int:
    """Number of learnt weights in what a system saves: features of CRFs, floats of arrays."""
    if not isinstance(extractor, Persistent):
        return 0
    import numpy as np
    import pycrfsuite

    number = 0
    with tempfile.TemporaryDirectory() as scratch:
        extractor.save(Path(scratch))
        for path in sorted(Path(scratch).rglob("*")):
            if path.suffix == ".crfsuite":
                tagger = pycrfsuite.Tagger()
                tagger.open(str(path))
                described = tagger.info()
                number += len(described.state_features) + len(described.transitions)
                tagger.close()
            elif path.suffix == ".npz":
                with np.load(path) as arrays:
                    number += sum(a.size for a in arrays.values() if a.dtype.kind == "f")
    return number


def probe(extractor: Extractor, corpus: Corpus, path: Path) -> None:
    """Keep the answers for a probe, where the dataset has it."""
    if len(corpus):
        answers = examples_from(extractor, corpus.documents)
        write_examples(path, answers, load_ontology())


if __name__ == "__main__":
    raise SystemExit(main())

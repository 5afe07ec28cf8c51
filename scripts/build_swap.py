#!/usr/bin/env python
"""Build the twin of the test split: its texts under other names, its annotation carried over.

Reads ``data/atlas.json`` and the test documents of ``data/standoff``; writes
``data/standoff/swap``. ``--check`` compares only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acuerdo.annotation import Example
from acuerdo.atlas import Atlas, read_atlas
from acuerdo.errors import AcuerdoError, DatasetError, ValidationError
from acuerdo.formats import read_examples
from acuerdo.formats.brat import to_standoff
from acuerdo.formats.brat.folder import metadata
from acuerdo.generated import StaleError, write_or_check
from acuerdo.ontology import Ontology, read_ontology
from acuerdo.swapping import swap
from acuerdo.validation import Problem, validate_documents

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
SWAP = DATA / "standoff" / "swap"
PARTS = ("article", "corpus")
SEED = 13


def main() -> int:
    """Write or check the files; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--seed", type=int, default=SEED, help="decides among names (default 13)")
    options = parser.parse_args()
    try:
        ontology = read_ontology(DATA / "ontology.json")
        originals = test_documents(ontology)
        files = build(originals, read_atlas(DATA / "atlas.json"), ontology, seed=options.seed)
        stray = [path for path in sorted(SWAP.glob("*.*")) if path not in files]
        written = write_or_check(files, check=options.check, command="scripts/build_swap.py")
        if stray and options.check:
            raise StaleError(f"{', '.join(map(str, stray))}: the twin of no test document")
        for path in stray:
            path.unlink()
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"swap: {len(files) // 3} twins, {len(written)} files written, {len(stray)} removed")
    return 0


def test_documents(ontology: Ontology) -> list[Example]:
    """The test documents that have gold."""
    found: list[Example] = []
    for part in PARTS:
        folder = DATA / "standoff" / part
        if any(folder.glob("*.ann")):
            found += read_examples(folder, ontology, format="brat")
    chosen = [example for example in found if example.document.split == "test"]
    if not chosen:
        raise DatasetError(f"{DATA / 'standoff'}: no test document with gold")
    return chosen


def build(
    originals: list[Example], atlas: Atlas, ontology: Ontology, *, seed: int
) -> dict[Path, str | bytes]:
    """Contents of the files of every twin, by path."""
    twins: list[Example] = []
    problems: list[Problem] = []
    other: list[str] = []
    for example in originals:
        try:
            twins.append(swap(example, atlas, seed=seed))
        except ValidationError as error:
            problems += error.problems
        except DatasetError as error:
            other.append(str(error))
    problems += validate_documents(twins, ontology, gold=True)
    if other:
        raise DatasetError("\n".join([*other, *map(str, problems)]))
    if problems:
        raise ValidationError(problems)
    files: dict[Path, str | bytes] = {}
    for twin in twins:
        document = twin.document
        files[SWAP / f"{document.id}.txt"] = document.text
        files[SWAP / f"{document.id}.ann"] = to_standoff(document, twin.gold)
        files[SWAP / f"{document.id}.json"] = metadata(document)
    return files


if __name__ == "__main__":
    raise SystemExit(main())

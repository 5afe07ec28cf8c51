#!/usr/bin/env python
"""Compile the authoring notation of a text to brat standoff, or say all that is wrong with it.

compile_notation.py TEXT NOTATION OUT.ann    check, then write
compile_notation.py --check TEXT NOTATION    check only
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acuerdo.annotation import Annotations, Document
from acuerdo.atomic import write_whole
from acuerdo.errors import AcuerdoError
from acuerdo.formats.brat import to_standoff
from acuerdo.formats.notation import read_notation
from acuerdo.ontology import read_ontology

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Exit status: 1 when there are problems."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path, metavar="TEXT", help="the text, <id>.txt")
    parser.add_argument("notation", type=Path, metavar="NOTATION", help="its notation, <id>.yaml")
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT.ann", help="standoff to write")
    parser.add_argument("--check", action="store_true", help="check only, write nothing")
    parser.add_argument("--ontology", type=Path, default=ROOT / "data" / "ontology.json")
    options = parser.parse_args()
    if options.check == bool(options.out):
        parser.error("give OUT.ann, or --check without it")
    try:
        document = Document(options.text.stem, options.text.read_bytes().decode("utf-8"))
        content = options.notation.read_bytes().decode("utf-8-sig")
        notation = read_notation(
            document, content, read_ontology(options.ontology), options.notation.name
        )
        for problem in notation.problems:
            print(problem, file=sys.stderr)
        if notation.problems:
            print(f"{options.notation}: {len(notation.problems)} problems", file=sys.stderr)
            return 1
        if options.out:
            standoff = to_standoff(document, notation.annotations)
            write_whole(options.out, standoff.encode("utf-8"))
    except (AcuerdoError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.out or options.notation}: {counts(notation.annotations)}")
    return 0


def counts(annotations: Annotations) -> str:
    """How many items of each layer, for the closing line."""
    layers = {
        "entities": len(annotations.entities),
        "mentions": sum(1 for _ in annotations.mentions()),
        "times": len(annotations.times),
        "events": len(annotations.events),
        "arguments": sum(len(event.arguments) for event in annotations.events),
        "relations": len(annotations.relations),
        "event relations": len(annotations.event_relations),
        "quotes": len(annotations.quotes),
    }
    return ", ".join(f"{number} {layer}" for layer, number in layers.items())


if __name__ == "__main__":
    raise SystemExit(main())

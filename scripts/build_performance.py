#!/usr/bin/env python
"""Fill the tables of docs/performance.md from docs/performance.json; ``--check`` compares only."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from acuerdo.errors import AcuerdoError
from acuerdo.generated import with_block, write_or_check

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
MEASURED = ROOT / "docs" / "performance.json"
OURS = "acuerdo, columns"
DECODE = "decode: "
EXACT = ("entities", "times", "triggers", "event_attributes", "arguments", "relations")

Seconds = dict[str, float]
"""By number of documents."""


def main() -> int:
    """Build or check, and say what is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    try:
        page = PAGE.read_text(encoding="utf-8")
        for name, lines in tables(json.loads(MEASURED.read_text(encoding="utf-8"))).items():
            page = with_block(page, name, "\n".join(lines))
        write_or_check({PAGE: page}, check=options.check, command="scripts/build_performance.py")
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def tables(found: dict[str, Any]) -> dict[str, list[str]]:
    """The lines of every table by its name."""
    return {
        "entity layer": entity_layer(found["entity_layer"]),
        "same objects": same_objects(found["entity_layer"]),
        "files": files(found["from_files"]),
        "tasks": tasks(found["tasks"]),
        "memory": memory(found["memory"]),
        "start-up": start_up(found["start_up"]),
        "targets": targets(found),
        "versions": [versions(found["machine"])],
    }


def entity_layer(found: dict[str, Seconds]) -> list[str]:
    """How many times as long as acuerdo each scorer takes, each on its own inputs."""
    sizes = list(found[OURS])
    rows = sorted(found.items(), key=lambda item: item[1]["10000"])
    return table(
        ["scorer", *(f"{int(size):,} documents" for size in sizes), "growth"],
        [
            [name, *(times(seconds, found[OURS], size) for size in sizes), exponent(seconds)]
            for name, seconds in rows
        ],
    )


def same_objects(found: dict[str, Seconds]) -> list[str]:
    """How many times as long as acuerdo a scorer takes, when acuerdo starts from its inputs."""
    pairs = [
        ("nervaluate", "acuerdo, from dictionaries"),
        ("seqeval, strict IOB2", "acuerdo, from IOB2 tags"),
        ("seqeval, default", "acuerdo, from IOB2 tags"),
    ]
    sizes = list(found["nervaluate"])
    return table(
        ["scorer", "against", *(f"{int(size):,} documents" for size in sizes)],
        [
            [name, ours, *(times(found[name], found[ours], size) for size in sizes)]
            for name, ours in pairs
        ],
    )


def files(found: dict[str, Seconds]) -> list[str]:
    """Everything from a file as a multiple of the quickest decoding of that file."""
    sizes = list(found["jsonl: all tasks"])
    quickest = fastest(found)
    names = [name for name in found if name not in ("bytes", "machine")]
    names.sort(key=lambda name: (name.startswith("parquet"), found[name][sizes[0]]))
    return table(
        ["", *(f"{int(size):,} documents" for size in sizes), "growth"],
        [
            [name, *(times(found[name], quickest, size) for size in sizes), exponent(found[name])]
            for name in names
        ],
    )


def fastest(found: dict[str, Seconds]) -> Seconds:
    """Seconds of the quickest way to decode the JSONL file."""
    ways = [s for name, s in found.items() if name.startswith(DECODE) and "parquet" not in name]
    return {size: min(way[size] for way in ways) for size in ways[0]}


def tasks(found: dict[str, Any]) -> list[str]:
    """Cost of each task as a share of that of all exact tasks."""
    views = found["views"]
    whole = sum(found[name]["10000"] for name in EXACT)
    return table(
        ["task", "views", "share of the exact tasks", "growth"],
        [
            [name, str(views[name]), f"{found[name]['10000'] / whole:.2f}", exponent(found[name])]
            for name in views
        ],
    )


def memory(found: dict[str, dict[str, float]]) -> list[str]:
    """Peak memory of one process by number of documents."""
    sizes = sorted(found, key=int)
    first = found[sizes[0]]
    return table(
        ["documents", "shards", "peak memory, MB", "CPU seconds, × the first line"],
        [
            [
                f"{int(size):,}",
                str(int(size) // int(sizes[0])),
                f"{found[size]['bytes'] / 1e6:.0f}",
                f"{found[size]['seconds'] / first['seconds']:.1f}",
            ]
            for size in sizes
        ],
    )


def start_up(found: Seconds) -> list[str]:
    """Wall seconds of whole processes."""
    return table(["process", "seconds"], [[name, f"{s:.2f}"] for name, s in found.items()])


def targets(found: dict[str, Any]) -> list[str]:
    """What was aimed at, what was measured at the largest common size, and the verdict."""
    layer, from_files = found["entity_layer"], found["from_files"]
    quickest = fastest(from_files)
    largest = max(quickest, key=int)
    exact = from_files["jsonl: exact tasks"]
    packed = from_files["parquet: exact tasks"][largest] - from_files["decode: parquet"][largest]
    dicts, tags = layer["acuerdo, from dictionaries"], layer["acuerdo, from IOB2 tags"]
    peak = found["memory"]
    sizes = sorted(peak, key=int)
    rows = [
        ("entity layer ÷ nervaluate, own inputs", 100, ratio(layer["nervaluate"], layer[OURS])),
        ("entity layer ÷ seqeval strict, own inputs", 300,
         ratio(layer["seqeval, strict IOB2"], layer[OURS])),
        ("entity layer ÷ nervaluate, its objects", 40, ratio(layer["nervaluate"], dicts)),
        ("entity layer ÷ seqeval strict, its objects", 20,
         ratio(layer["seqeval, strict IOB2"], tags)),
    ]  # fmt: skip
    lines = [[name, f"≥ {goal} ×", f"{value:,.0f} ×", verdict(value >= goal)]
             for name, goal, value in rows]  # fmt: skip
    decode = exact[largest] / quickest[largest]
    growth = slope(exact)
    flat = peak[sizes[-1]]["bytes"] / peak[sizes[1]]["bytes"]
    seconds = packed / int(largest) * 100_000
    start = found["start_up"]["acuerdo score"]
    return table(
        ["target", "aim", "measured", ""],
        [
            *lines,
            ["JSONL, judged, exact tasks ÷ fastest decode", "≤ 3 ×", f"{decode:.1f} ×",
             verdict(decode <= 3)],
            ["Parquet, judged, exact tasks, beyond the read, per 100,000 documents", "≤ 0.5 s",
             f"{seconds:.1f} s", verdict(seconds <= 0.5)],
            ["growth exponent, exact tasks from JSONL", "≤ 1.05", f"{growth:.2f}",
             verdict(growth <= 1.05)],
            ["memory, shard by shard, from two shards to ten", "flat", f"× {flat:.2f}",
             verdict(flat <= 1.1)],
            ["`acuerdo score` on one document, wall", "< 2 s", f"{start:.1f} s",
             verdict(start < 2)],
        ],
    )  # fmt: skip


def verdict(met: bool) -> str:
    """How a target came out."""
    return "met" if met else "missed"


def ratio(slow: Seconds, quick: Seconds) -> float:
    """Ratio at the largest size that both have."""
    size = max(slow.keys() & quick.keys(), key=int)
    return slow[size] / quick[size]


def times(seconds: Seconds, reference: Seconds, size: str) -> str:
    """A ratio at one size, to two figures or one decimal."""
    if size not in seconds or size not in reference:
        return "–"
    value = seconds[size] / reference[size]
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def exponent(seconds: Seconds) -> str:
    """Growth from the smallest to the largest size: 1 is linear."""
    return f"{slope(seconds):.2f}" if len(seconds) > 1 else "–"


def slope(seconds: Seconds) -> float:
    """Exponent of growth between the smallest and the largest size."""
    first, last = min(seconds, key=int), max(seconds, key=int)
    return math.log(seconds[last] / seconds[first]) / math.log(int(last) / int(first))


def versions(machine: dict[str, Any]) -> str:
    """What ran, in one line."""
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return f"Python {machine['python']}, {machine['system']}; {packages}."


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table; columns after the first are numbers."""
    rule = ["---", *("---:" for _ in header[1:])]
    return [f"| {' | '.join(cells)} |" for cells in (header, rule, *rows)]


if __name__ == "__main__":
    raise SystemExit(main())

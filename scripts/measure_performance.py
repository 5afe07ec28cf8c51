#!/usr/bin/env python
"""Measure the scorer beside its rivals and write docs/performance.json; takes half an hour.

Needs ``pip install -e '.[rivals]'`` and Linux. Times are CPU seconds of one process and one thread;
the systems of a table take turns, and the median counts. Then run ``scripts/build_performance.py``.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import orjson
import polars
from pyarrow import json as arrow_json
from pyarrow import parquet

from acuerdo.annotation import Document
from acuerdo.dataset import load_ontology
from acuerdo.formats import read_annotations
from acuerdo.formats.parquet import schema
from acuerdo.formats.rows import Row
from acuerdo.ontology import Ontology
from acuerdo.scoring.block import Block
from acuerdo.scoring.layers import BLOCK, Layers
from acuerdo.scoring.scorer import count_block
from acuerdo.scoring.tasks import TASKS
from acuerdo.streaming import Gold, score_file, score_shards
from acuerdo.streaming.files import BATCH, SHEET

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "performance.json"
sys.path.insert(0, str(ROOT))

from tests.performance import generator  # noqa: E402 - found from the root of the repository
from tests.performance.rivals import SCORERS, inputs_of  # noqa: E402

EXACT = ("entities", "times", "triggers", "event_attributes", "arguments", "relations")
SIZES = (1_000, 10_000, 100_000)
SLOW = 20.0
"""Seconds beyond which a system is run once."""


def main() -> int:
    """Measure what was asked for and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--only", choices=list(PARTS), action="append")
    options = parser.parse_args()
    sizes = [size for size in SIZES if size <= options.largest]
    found = json.loads(TARGET.read_text()) if TARGET.is_file() else {}
    with tempfile.TemporaryDirectory() as folder:
        for name in options.only or PARTS:
            print(name, file=sys.stderr)
            found[name] = PARTS[name](sizes, options.rounds, Path(folder))
            found["machine"] = machine()
            TARGET.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    return 0


def machine() -> dict[str, Any]:
    """Versions of everything that is timed."""
    packages = "numpy msgspec polars pyarrow scikit-learn scipy seqeval nervaluate orjson"
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "packages": {name: metadata.version(name) for name in packages.split()},
    }


def in_turns(systems: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each system; slow ones run once."""
    taken: dict[str, list[float]] = {name: [] for name in systems}
    for _ in range(rounds):
        for name, run in systems.items():
            if taken[name] and taken[name][0] > SLOW:
                continue
            gc.collect()
            gc.freeze()
            start = time.process_time()
            run()
            taken[name].append(time.process_time() - start)
            gc.unfreeze()
    return {name: statistics.median(times) for name, times in taken.items()}


def entity_layer(sizes: list[int], rounds: int, folder: Path) -> dict[str, Any]:
    """Every scorer on inputs in its own shape; counts are proved equal first."""
    ontology = load_ontology()
    drawn = generator.pairs(generator.DISTINCT, ontology)
    found: dict[str, dict[str, float]] = {scorer.name: {} for scorer in SCORERS}
    for size in sizes:
        inputs = inputs_of(drawn, ontology, size)
        running = [s for s in SCORERS if size <= 10_000 or s.package in ("acuerdo", "sklearn")]
        if size == sizes[0]:
            expected = running[0](inputs)
            wrong = [scorer.name for scorer in running if scorer(inputs) != expected]
            if wrong:
                raise SystemExit(f"other counts: {', '.join(wrong)}")
        for name, seconds in in_turns(
            {s.name: partial(s, inputs) for s in running}, rounds
        ).items():
            found[name][str(size)] = seconds
    return found


def from_files(sizes: list[int], rounds: int, folder: Path) -> dict[str, Any]:
    """From a file of predictions to scores, beside what only decodes it."""
    ontology = load_ontology()
    found: dict[str, dict[str, float]] = {}
    for size in sizes:
        files = generator.write(folder / str(size), size, ontology)
        packed = files[1].with_suffix(".parquet")
        polars.scan_ndjson(files[1], schema=schema()).sink_parquet(packed)
        gold = Gold.read(files[0], ontology)
        systems: dict[str, Callable[[], Any]] = {
            "decode: msgspec, typed": partial(decode_typed, files[1]),
            "decode: orjson": partial(decode_lines, files[1], orjson.loads),
            "decode: json": partial(decode_lines, files[1], json.loads),
            "decode: pyarrow.json": partial(decode_arrow, files[1]),
            "jsonl: read and judged": partial(read, files[1], gold),
            "jsonl: exact tasks": partial(score_file, files[1], gold, tasks=EXACT),
            "jsonl: all tasks": partial(score_file, files[1], gold),
            "decode: parquet": partial(decode_parquet, packed),
            "parquet: read and judged": partial(read, packed, gold),
            "parquet: exact tasks": partial(score_file, packed, gold, tasks=EXACT),
        }
        if size == sizes[0]:
            documents = [Document(name, text) for name, text in gold.texts.items()]
            systems["jsonl: careful reader"] = partial(
                read_annotations, files[1], ontology, documents=documents
            )
        for name, seconds in in_turns(systems, rounds).items():
            found.setdefault(name, {})[str(size)] = seconds
        found.setdefault("bytes", {})[str(size)] = files[1].stat().st_size
        for path in (*files, packed):
            path.unlink()
    return found


def decode_typed(path: Path) -> None:
    """Decode to typed rows, a hundred kilobytes at a time, and drop them."""
    rows = msgspec.json.Decoder(Row)
    with path.open("rb") as file:
        while batch := file.read(BATCH):
            rows.decode_lines(batch + file.readline())


def decode_lines(path: Path, loads: Callable[[bytes], Any]) -> None:
    """Decode line by line and drop what was decoded."""
    with path.open("rb") as file:
        for line in file:
            loads(line)


def decode_arrow(path: Path) -> None:
    """Decode to an Arrow table on one thread."""
    arrow_json.read_json(path, read_options=arrow_json.ReadOptions(use_threads=False))


def decode_parquet(path: Path) -> None:
    """Decode to Arrow batches on one thread and drop them."""
    with parquet.ParquetFile(path) as file:
        for _ in file.iter_batches(SHEET, use_threads=False):
            pass


def read(path: Path, gold: Gold) -> None:
    """Read predictions into columns and judge them."""
    for _ in gold.reader.read(path, gold.texts):
        pass


def tasks(sizes: list[int], rounds: int, folder: Path) -> dict[str, Any]:
    """Each task alone, on layers in memory."""
    ontology = load_ontology()
    found: dict[str, dict[str, float]] = {}
    for size in [size for size in sizes if size <= 10_000]:
        files = generator.write(folder / f"tasks{size}", size, ontology)
        gold, predicted = (Gold.read(path, ontology).library for path in files)
        cuts = [np.arange(n, min(n + BLOCK, size)) for n in range(0, size, BLOCK)]
        sides = [(gold.take(cut), predicted.take(cut)) for cut in cuts]
        systems = {name: partial(count, name, sides, ontology) for name in TASKS}
        for name, seconds in in_turns(systems, rounds).items():
            found.setdefault(name, {})[str(size)] = seconds
    found["views"] = {name: len(task.views) for name, task in TASKS.items()}
    return found


def count(name: str, sides: list[tuple[Layers, Layers]], ontology: Ontology) -> None:
    """Count one task in some blocks."""
    for gold, predicted in sides:
        count_block(Block(gold, predicted, ontology), tasks=[TASKS[name]])


def memory(sizes: list[int], rounds: int, folder: Path) -> dict[str, Any]:
    """Peak memory of a fresh process that scores shards of ten thousand documents."""
    shard = min(10_000, sizes[-1])
    found = {}
    for shards in (1, 2, 10):
        place = folder / f"memory{shards}"
        files = generator.write(place, shard * shards, load_ontology(), shards=shards)
        command = [sys.executable, __file__, "--child", *map(str, files)]
        result = subprocess.run(command, check=True, capture_output=True, text=True)
        found[str(shard * shards)] = json.loads(result.stdout)
        shutil.rmtree(place)
    return found


def child(gold: str, predictions: str) -> int:
    """Score the exact tasks and print CPU seconds and peak memory."""
    start = time.process_time()
    score_shards(Path(predictions), Path(gold), load_ontology(), tasks=EXACT)
    seconds = time.process_time() - start
    # Unlike ru_maxrss, this is not inherited from the process that started this one.
    status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    print(json.dumps({"seconds": seconds, "bytes": int(status.split()[0]) * 1024}))
    return 0


def start_up(sizes: list[int], rounds: int, folder: Path) -> dict[str, Any]:
    """Wall seconds of processes that import, and of ``acuerdo score`` on the article."""
    article = ROOT / "data" / "article" / "test.jsonl"
    programs = {
        "python": ["-c", "pass"],
        "import numpy": ["-c", "import numpy"],
        "import sklearn.metrics": ["-c", "import sklearn.metrics"],
        "acuerdo --help": ["-m", "acuerdo", "--help"],
        "acuerdo score": ["-m", "acuerdo", "score", str(article), "--config", "article"],
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *program], check=True, capture_output=True)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


PARTS: dict[str, Callable[[list[int], int, Path], dict[str, Any]]] = {
    "start_up": start_up,
    "tasks": tasks,
    "entity_layer": entity_layer,
    "from_files": from_files,
    "memory": memory,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        raise SystemExit(child(*sys.argv[2:4]))
    raise SystemExit(main())

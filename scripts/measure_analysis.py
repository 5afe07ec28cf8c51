#!/usr/bin/env python
"""Measure the Spanish analysis: first call, tokens per second, memory.

    python scripts/measure_analysis.py [FILE.txt ...]

Without files the text is that of the dataset. Every figure comes from one fresh process on one
thread. *New words* are read with empty caches but loaded tables, as the first documents of an
archive are; *known words* are read again and again, as its later documents are. Seconds are those
of the processor; the median and the range of the passes are shown, since other work on the machine
disturbs both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

PASSES = 15
# Not in the text, not in the lexicon: makes every table load, the dictionary of lemmas included.
FIRST = "Los zoólogos zarparon."


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="texts in Spanish")
    texts = _texts(parser.parse_args().files)
    process = psutil.Process(os.getpid())

    def memory() -> float:
        return process.memory_info().rss / 1e6

    before = memory()
    began = time.process_time()
    from acuerdo_baselines.spanish import analysis

    imported = time.process_time() - began
    began = time.process_time()
    analysis.analyze(FIRST)
    first = time.process_time() - began
    loaded = memory()

    def read() -> int:
        return sum(len(s.words) for text in texts for s in analysis.analyze(text).sentences)

    new = [_rate(read, forget=True) for _ in range(PASSES)]
    known = [_rate(read) for _ in range(PASSES)]
    print(f"{'text':<22}{len(texts)} documents, {read():,} tokens")
    print(f"{'import':<22}{imported:.3f} s")
    print(f"{'first call':<22}{first:.3f} s")
    print(f"{'tokens/s, new words':<22}{_spread(new)}")
    print(f"{'tokens/s, known words':<22}{_spread(known)}")
    print(
        f"{'memory':<22}{loaded - before:+.1f} MB by import and first call, {memory():.1f} MB now"
    )
    return 0


def _texts(files: list[Path]) -> list[str]:
    if files:
        return [file.read_text(encoding="utf-8") for file in files]
    from acuerdo.dataset import load

    return [example.document.text for example in load()]


def _rate(read: Callable[[], int], *, forget: bool = False) -> float:
    if forget:
        _forget()
    began = time.process_time()
    tokens = read()
    return tokens / (time.process_time() - began)


def _forget() -> None:
    """Empty the caches by word, which have a limit; the loaded tables have none and stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith("acuerdo_baselines.spanish."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.cache_parameters()["maxsize"]:
                    value.cache_clear()


def _spread(rates: list[float]) -> str:
    low, high = min(rates), max(rates)
    return f"{statistics.median(rates):,.0f} ({low:,.0f} to {high:,.0f})"


if __name__ == "__main__":
    raise SystemExit(main())

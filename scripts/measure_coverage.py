#!/usr/bin/env python
"""Measure how often 95 % intervals hold the true F1: simulated test sets, both methods.

Documents differ in length, and a system is better on some than on others: 20 items per document
on average (gamma-Poisson, shape 4), recall beta(7, 3), 25 spurious items per 100. The true F1 is
that of the expected counts.
"""

from __future__ import annotations

import argparse
import math

import numpy as np

from acuerdo.scoring.bootstrap import bootstrap, interval_of
from acuerdo.scoring.counts import Amounts
from acuerdo.scoring.estimates import Term, beside
from acuerdo.scoring.interval import PERCENTILE, STUDENTISED

ITEMS, SHAPE, RECALL, SPURIOUS = 20.0, 4.0, (7.0, 3.0), 0.25
RESAMPLES = 1_000


def main() -> None:
    """Print coverage and mean width by number of documents and method."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[5, 10, 25, 50, 100, 200])
    parser.add_argument("--sets", type=int, default=2_000, help="test sets of each size")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    recall = RECALL[0] / sum(RECALL)
    truth = 2 * recall / (1 + recall + SPURIOUS)
    error = math.sqrt(0.95 * 0.05 / options.sets)
    print(f"true F1 {truth:.4f}; {options.sets} test sets, standard error {error:.4f}")
    print("| documents | percentile | studentised | width, percentile | width, studentised |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for documents in options.documents:
        rng = np.random.Generator(np.random.PCG64(options.seed))
        held = {PERCENTILE: 0, STUDENTISED: 0}
        width = {PERCENTILE: 0.0, STUDENTISED: 0.0}
        for number in range(options.sets):
            counts = draw(rng, documents)
            for method in held:
                low, high = ends(counts, method, number)
                held[method] += low <= truth <= high
                width[method] += high - low
        shares = [held[method] / options.sets for method in (PERCENTILE, STUDENTISED)]
        widths = [width[method] / options.sets for method in (PERCENTILE, STUDENTISED)]
        cells = [*(f"{share:.3f}" for share in shares), *(f"{each:.3f}" for each in widths)]
        print(f"| {documents} | {' | '.join(cells)} |", flush=True)


def draw(rng: np.random.Generator, documents: int) -> Amounts:
    """Counts of one simulated test set: 2 · matched, predicted + gold."""
    gold = rng.poisson(rng.gamma(SHAPE, ITEMS / SHAPE, documents))
    matched = rng.binomial(gold, rng.beta(*RECALL, documents))
    spurious = rng.poisson(SPURIOUS * ITEMS, documents)
    return np.column_stack([2 * matched, matched + spurious + gold]).astype(np.float64)


def ends(counts: Amounts, method: str, seed: int) -> tuple[float, float]:
    """The interval of one test set; everything where there is none."""
    found = bootstrap(beside([counts]), [(Term(1.0, ((0,),)),)], resamples=RESAMPLES, seed=seed)
    made = interval_of(
        found[0],
        documents=len(counts),
        counted=len(counts),
        method=method,
        resamples=RESAMPLES,
        seed=seed,
    )
    if made.low is None or made.high is None:
        return 0.0, 1.0
    return made.low, made.high


if __name__ == "__main__":
    main()

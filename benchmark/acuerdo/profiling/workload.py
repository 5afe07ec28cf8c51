"""The second process of a profile: what pytest-benchmark times.

pytest runs this file, isolated from the user's own configuration. The order of the functions is
the order of the run: calibration, latency, throughput, calibration.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from acuerdo.annotation import Document
from acuerdo.extractor import Extractor, examples_from, load_extractor
from acuerdo.formats import read_documents
from acuerdo.formats.jsonl import encode_example

VARIABLE = "ACUERDO_WORKLOAD"
BATCHES = (1, 8, 32, 128)
BLOCKS = 7
MOST_LATENCIES = 1000
FEWEST_LATENCIES = 30
SEED = 13


class Workload(msgspec.Struct, frozen=True):
    """What to time, handed over in an environment variable as JSON.

    Attributes:
        system: Short name or ``module:Class``.
        documents: Native JSONL file.
        seconds: Time to spend on latency, and again on throughput.
        document_seconds: Expected time per document, from the first process.
    """

    system: str
    documents: str
    seconds: float
    document_seconds: float


class Subject(NamedTuple):
    """The loaded system and what it is timed on."""

    workload: Workload
    extractor: Extractor
    documents: Sequence[Document]


@pytest.fixture(scope="session")
def subject() -> Subject:
    """The system, loaded and warm, and the documents."""
    workload = msgspec.json.decode(os.environ[VARIABLE], type=Workload)
    documents = read_documents(Path(workload.documents))
    extractor = load_extractor(workload.system)
    for _ in itertools.islice(examples_from(extractor, itertools.islice(_cycle(documents), 3)), 3):
        pass
    return Subject(workload, extractor, documents)


def test_calibration_before(benchmark: Any) -> None:
    """The fixed load, before."""
    _calibrate(benchmark)


def test_latency(benchmark: Any, subject: Subject) -> None:
    """One document at a time, from text to JSON, in seeded random order."""
    workload, extractor, documents = subject
    wanted = math.ceil(workload.seconds / max(workload.document_seconds, 1e-9))
    rounds = min(MOST_LATENCIES, max(FEWEST_LATENCIES, wanted))
    order = _cycle(random.Random(SEED).sample(documents, len(documents)))
    digest = _digest(extractor, documents)
    _timed(
        benchmark,
        lambda document: _answer(extractor, [document]),
        documents=rounds,
        rounds=rounds,
        setup=lambda: ((next(order),), {}),
    )
    benchmark.extra_info["predictions_sha256"] = digest


@pytest.mark.parametrize("batch", BATCHES)
def test_throughput(benchmark: Any, subject: Subject, batch: int) -> None:
    """Batches of documents, as many as fit a block of time, in several blocks."""
    workload, extractor, documents = subject
    block_seconds = workload.seconds / (len(BATCHES) * BLOCKS)
    expected = workload.document_seconds * batch
    if batch > 1 and expected > 4 * block_seconds:
        pytest.skip("a batch of this size does not fit the time given")
    given = list(itertools.islice(_cycle(documents), batch))
    iterations = max(1, round(block_seconds / max(expected, 1e-9)))
    _timed(
        benchmark,
        lambda: _answer(extractor, given),
        documents=batch * iterations * BLOCKS,
        rounds=BLOCKS,
        iterations=iterations,
    )
    benchmark.extra_info["batch"] = batch
    benchmark.extra_info["characters"] = sum(len(document.text) for document in given)


def test_calibration_after(benchmark: Any) -> None:
    """The fixed load, after."""
    _calibrate(benchmark)


def _answer(extractor: Extractor, documents: Sequence[Document]) -> list[bytes]:
    return [encode_example(example) for example in examples_from(extractor, documents)]


def _digest(extractor: Extractor, documents: Sequence[Document]) -> str:
    rows = _answer(extractor, documents)
    return hashlib.sha256(b"".join(row + b"\n" for row in rows)).hexdigest()


def _timed(benchmark: Any, target: Callable[..., object], *, documents: int, **how: Any) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    benchmark.pedantic(target, **how)
    benchmark.extra_info["wall_seconds"] = time.perf_counter() - wall
    benchmark.extra_info["cpu_seconds"] = time.process_time() - cpu
    benchmark.extra_info["documents"] = documents


def _calibrate(benchmark: Any) -> None:
    """A fixed load on the interpreter and on the linear algebra library."""
    import numpy as np

    matrix = np.random.Generator(np.random.PCG64(SEED)).random((160, 160))
    words = [f"palabra{number % 97}" for number in range(4000)]

    def load() -> float:
        counts: dict[str, int] = {}
        for word in words:
            counts[word.upper()] = counts.get(word.upper(), 0) + len(word)
        return float((matrix @ matrix).trace()) + len(counts)

    benchmark.pedantic(load, rounds=20, iterations=5, warmup_rounds=2)


def _cycle(documents: Sequence[Document]) -> itertools.cycle[Document]:
    return itertools.cycle(documents)

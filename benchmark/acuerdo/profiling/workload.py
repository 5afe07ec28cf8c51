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
from acuerdo.tokens import count_tokens

VARIABLE = "ACUERDO_WORKLOAD"
BATCHES = (1, 8, 32, 128)
BLOCKS = 7
MOST_LATENCIES = 1000
FEWEST_LATENCIES = 30
TRIAL_SECONDS = 0.1
SEED = 13


class Workload(msgspec.Struct, frozen=True):
    """What to time, handed over in an environment variable as JSON.

    Attributes:
        system: Short name or ``module:Class``.
        documents: Native JSONL file.
        seconds: Time to spend on latency, and again on throughput.
    """

    system: str
    documents: str
    seconds: float


class Subject(NamedTuple):
    """The loaded system and what it is timed on.

    Attributes:
        extractor: Loaded and warm.
        documents: In seeded random order.
        seconds: Time to spend on latency, and again on throughput.
        document_seconds: Mean time of one document in a short trial.
        predictions_sha256: Of its predictions for the documents in file order.
    """

    extractor: Extractor
    documents: Sequence[Document]
    seconds: float
    document_seconds: float
    predictions_sha256: str


@pytest.fixture(scope="session")
def subject() -> Subject:
    """The system, loaded and warm, and the documents."""
    workload = msgspec.json.decode(os.environ[VARIABLE], type=Workload)
    documents = read_documents(Path(workload.documents))
    extractor = load_extractor(workload.system)
    digest = hashlib.sha256()
    for line in _answer(extractor, documents):
        digest.update(line + b"\n")
    shuffled = random.Random(SEED).sample(documents, len(documents))
    trial = _trial(extractor, shuffled)
    return Subject(extractor, shuffled, workload.seconds, trial, digest.hexdigest())


def test_calibration_before(benchmark: Any) -> None:
    """The fixed load, before."""
    _calibrate(benchmark)


def test_latency(benchmark: Any, subject: Subject) -> None:
    """One document at a time, from text to JSON."""
    wanted = math.ceil(subject.seconds / subject.document_seconds)
    rounds = min(MOST_LATENCIES, max(FEWEST_LATENCIES, wanted))
    order = itertools.cycle(subject.documents)
    _timed(
        benchmark,
        lambda document: _answer(subject.extractor, [document]),
        rounds=rounds,
        setup=lambda: ((next(order),), {}),
    )
    benchmark.extra_info["predictions_sha256"] = subject.predictions_sha256


@pytest.mark.parametrize("batch", BATCHES)
def test_throughput(benchmark: Any, subject: Subject, batch: int) -> None:
    """Blocks of documents, in batches of one size."""
    block_seconds = subject.seconds / (len(BATCHES) * BLOCKS)
    expected = subject.document_seconds * batch
    if batch > 1 and expected > 4 * block_seconds:
        pytest.skip("a batch of this size does not fit the time given")
    number = max(1, round(block_seconds / expected))
    documents = list(itertools.islice(itertools.cycle(subject.documents), number * batch))
    batches = [documents[start : start + batch] for start in range(0, len(documents), batch)]

    def block() -> None:
        for each in batches:
            _answer(subject.extractor, each)

    _timed(benchmark, block, rounds=BLOCKS)
    benchmark.extra_info["batch"] = batch
    benchmark.extra_info["documents"] = len(documents)
    tokens = {document.id: count_tokens(document.text) for document in subject.documents}
    benchmark.extra_info["tokens"] = sum(tokens[document.id] for document in documents)


def test_calibration_after(benchmark: Any) -> None:
    """The fixed load, after."""
    _calibrate(benchmark)


def _answer(extractor: Extractor, documents: Sequence[Document]) -> list[bytes]:
    return [encode_example(example) for example in examples_from(extractor, documents)]


def _trial(extractor: Extractor, documents: Sequence[Document]) -> float:
    """Mean seconds per document, from as many documents as fit a short time; at least one."""
    started = time.perf_counter()
    for done, document in enumerate(itertools.cycle(documents), start=1):
        _answer(extractor, [document])
        if (elapsed := time.perf_counter() - started) >= TRIAL_SECONDS:
            return elapsed / done
    raise ValueError("no documents; expected at least one")


def _timed(benchmark: Any, target: Callable[..., object], **how: Any) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    benchmark.pedantic(target, **how)
    benchmark.extra_info["wall_seconds"] = time.perf_counter() - wall
    benchmark.extra_info["cpu_seconds"] = time.process_time() - cpu


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

"""One system over one corpus: predictions, profile and scores, as files in a results folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.formats import read_annotations, write_examples
from acuerdo.generated import write_or_check
from acuerdo.leaderboard.ranking import Entry
from acuerdo.ontology import Ontology
from acuerdo.profiling.runtime import Profile, profile
from acuerdo.scoring import score

DOCUMENTS = "documents.jsonl"


def prepare(folder: Path, examples: Iterable[Example], ontology: Ontology) -> None:
    """Write the documents of a corpus, without their annotation, into a results folder."""
    bare = (Example(example.document, Annotations(example.document.id)) for example in examples)
    folder.mkdir(parents=True, exist_ok=True)
    write_examples(folder / DOCUMENTS, bare, ontology)


def evaluate_system(
    system: str,
    examples: Sequence[Example],
    ontology: Ontology,
    folder: Path,
    *,
    source: str = "",
    sha256: str = "",
    seconds: float = 3.0,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Entry:
    """Run, profile and score a system; what was measured is kept in ``folder/SYSTEM/``.

    Args:
        system: Short name of a baseline, or ``module:Class``.
        examples: Documents with gold; ``prepare`` must have written them to ``folder``.
        ontology: The labels.
        folder: Results folder.
        source: Name of the corpus, for the signature.
        sha256: Of the corpus, for the signature.
        seconds: Time to spend on latency, and again on throughput.
        on_stage: Told what is going on.

    Raises:
        ExtractorError: The system fails.
        ValidationError: Its predictions are invalid; all problems are listed.
    """
    place = folder / system.replace(":", ".")
    place.mkdir(parents=True, exist_ok=True)
    predictions = place / "predictions.jsonl"
    measured = profile(
        system,
        folder / DOCUMENTS,
        predictions,
        report=place / "pytest-benchmark.json",
        seconds=seconds,
        on_stage=on_stage,
    )
    on_stage("scoring")
    documents = [example.document for example in examples]
    scores = score(
        [example.gold for example in examples],
        read_annotations(predictions, ontology, documents=documents),
        ontology,
        data=source,
        sha=sha256,
    )
    _keep(place / "profile.json", measured.to_json())
    _keep(place / "scores.json", scores.to_json())
    return Entry(measured.cold_start.name, scores, measured)


def measure(system: str, documents: Sequence[Document], folder: Path, *, seconds: float) -> Profile:
    """Profile a system without scoring it; predictions and reports are kept in ``folder``."""
    from acuerdo.dataset import load_ontology

    bare = [Example(document, Annotations(document.id)) for document in documents]
    prepare(folder, bare, load_ontology())
    measured = profile(
        system,
        folder / DOCUMENTS,
        folder / "predictions.jsonl",
        report=folder / "pytest-benchmark.json",
        seconds=seconds,
    )
    _keep(folder / "profile.json", measured.to_json())
    return measured


def _keep(path: Path, value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    write_or_check({path: text}, check=False, command="acuerdo evaluate")

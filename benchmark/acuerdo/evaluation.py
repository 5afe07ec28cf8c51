"""Systems over one corpus: predictions, profile and scores, as files in a results folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import DatasetError, ExtractorError
from acuerdo.extractor import import_system, system_name
from acuerdo.formats import read_annotations, write_examples
from acuerdo.generated import write_or_check
from acuerdo.leaderboard.ranking import Entry, folder_name
from acuerdo.ontology import Ontology
from acuerdo.profiling.figures import Profile
from acuerdo.profiling.runtime import profile
from acuerdo.scoring import TASKS, score, with_intervals
from acuerdo.scoring.ungrounded import read_ungrounded

DOCUMENTS = "documents.jsonl"
PREDICTIONS, PROFILE, SCORES, TIMINGS = (
    "predictions.jsonl",
    "profile.json",
    "scores.json",
    "pytest-benchmark.json",
)


def require_systems(names: Iterable[str]) -> None:
    """Import the module of every system, and build none.

    Raises:
        ExtractorError: Some cannot be found; all of them are listed.
    """
    problems = []
    for name in names:
        try:
            import_system(name)
        except ExtractorError as error:
            problems.append(str(error))
    if problems:
        raise ExtractorError("\n".join(problems))


def prepare(folder: Path, documents: Sequence[Document], ontology: Ontology) -> None:
    """Write documents, without annotation, into a results folder.

    Raises:
        DatasetError: There are none.
    """
    if not documents:
        raise DatasetError("the corpus has no documents; expected at least one to run systems on")
    bare = (Example(document, Annotations(document.id)) for document in documents)
    write_examples(folder / DOCUMENTS, bare, ontology)


def evaluate_system(
    system: str,
    examples: Sequence[Example],
    ontology: Ontology,
    results: Path,
    *,
    name: str = "",
    tasks: Sequence[str] = tuple(TASKS),
    source: str = "",
    sha256: str = "",
    seconds: float = 3.0,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Entry:
    """Run, profile and score a system; what was measured is kept in its folder below ``results``.

    Args:
        system: Short name of a baseline, ``module:Class``, or a model folder.
        examples: Documents with gold; ``prepare`` must have written them to ``results``.
        ontology: The labels.
        results: Results folder.
        name: Of the system, for its folder and profile; its own when empty.
        tasks: Names of the tasks to score.
        source: Name of the corpus, for the signature.
        sha256: Of the corpus, for the signature.
        seconds: Time to spend on latency, and again on throughput.
        on_stage: Told what is going on.

    Raises:
        ExtractorError: The system fails.
        ValidationError: Its predictions are invalid; all problems are listed.
    """
    name = name or system_name(system)
    place = results / folder_name(name)
    measured = measure(
        system, results / DOCUMENTS, place, name=name, seconds=seconds, on_stage=on_stage
    )
    on_stage("scoring")
    scores = score(
        [example.gold for example in examples],
        read_annotations(
            place / PREDICTIONS, ontology, documents=[example.document for example in examples]
        ),
        ontology,
        tasks=tasks,
        ungrounded=read_ungrounded(place / PREDICTIONS),
        data=source,
        sha=sha256,
    )
    scores = with_intervals(scores)
    _keep(place / SCORES, scores.to_json())
    return Entry(measured.cold_start.name, scores, measured)


def measure(
    system: str,
    documents: Path,
    folder: Path,
    *,
    seconds: float,
    name: str = "",
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Profile:
    """Profile a system; predictions, profile and pytest-benchmark's report are kept in ``folder``.

    Args:
        system: Short name of a baseline, ``module:Class``, or a model folder.
        documents: Native JSONL of the documents.
        folder: Where to keep them.
        seconds: Time to spend on latency, and again on throughput.
        name: Of the system in the profile: no path of this machine; its own when empty.
        on_stage: Told what is going on.

    Raises:
        ExtractorError: The system fails.
    """
    measured = profile(
        system,
        documents,
        folder / PREDICTIONS,
        report=folder / TIMINGS,
        seconds=seconds,
        on_stage=on_stage,
    )
    measured = msgspec.structs.replace(measured, system=name or system_name(system))
    _keep(folder / PROFILE, measured.to_json())
    return measured


def _keep(path: Path, value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    write_or_check({path: text}, check=False, command="acuerdo evaluate")

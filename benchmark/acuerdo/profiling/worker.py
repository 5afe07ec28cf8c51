"""The first process of a profile: a cold start, then the predictions that will be scored.

Run as ``python -m acuerdo.profiling.worker SYSTEM DOCUMENTS PREDICTIONS REPORT``. Nothing heavy is
imported before the system, so that its import time and memory are its own.
"""

from __future__ import annotations

import importlib
import itertools
import sys
import time
from pathlib import Path

import msgspec
import psutil

from acuerdo.annotation import Example
from acuerdo.errors import AcuerdoError
from acuerdo.extractor import examples_from, load_extractor, system_path


class ColdStart(msgspec.Struct, frozen=True):
    """What the first process measured: seconds and bytes.

    Attributes:
        name: The system's own name for itself.
        import_seconds: Importing its module.
        load_seconds: Building it.
        first_seconds: Its first document, when whatever is loaded lazily is loaded.
        documents_seconds: All documents once, after the first; wall clock.
        rss_after_load: Resident memory before the first document.
        peak_rss: Largest resident memory of the process.
        model_bytes: What the system says of its size, if anything.
        notes: What the system says of itself, if anything (``trained on 0 documents``).
    """

    name: str
    import_seconds: float
    load_seconds: float
    first_seconds: float
    documents_seconds: float
    rss_after_load: int
    peak_rss: int
    model_bytes: int | None
    notes: str


def main(system: str, documents: Path, predictions: Path, report: Path) -> None:
    """Run a system over documents from a cold start and report what it took."""
    started = time.perf_counter()
    importlib.import_module(system_path(system)[0])
    imported = time.perf_counter()
    extractor = load_extractor(system)
    loaded = time.perf_counter()
    rss_after_load = psutil.Process().memory_info().rss

    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_documents, write_examples

    collection = read_documents(documents)
    before_first = time.perf_counter()
    list(examples_from(extractor, collection[:1]))
    after_first = time.perf_counter()
    answers: list[Example] = list(examples_from(extractor, collection))
    finished = time.perf_counter()
    write_examples(predictions, answers, load_ontology())
    cold = ColdStart(
        name=extractor.name,
        import_seconds=imported - started,
        load_seconds=loaded - imported,
        first_seconds=after_first - before_first,
        documents_seconds=finished - after_first,
        rss_after_load=rss_after_load,
        peak_rss=_peak_rss(),
        model_bytes=getattr(extractor, "model_bytes", None),
        notes=str(getattr(extractor, "notes", "") or ""),
    )
    report.write_bytes(msgspec.json.encode(cold))


def _peak_rss() -> int:
    """Largest resident memory of this process so far, in bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    try:
        main(sys.argv[1], *itertools.islice(map(Path, sys.argv[2:]), 3))
    except AcuerdoError as error:
        sys.exit(str(error))

"""The first process of a profile: a cold start, then the predictions that will be scored.

Run as ``python -m acuerdo.profiling.worker SYSTEM DOCUMENTS PREDICTIONS REPORT``. Nothing heavy is
imported before the system, so that its import time and memory are its own.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import psutil

from acuerdo.errors import AcuerdoError
from acuerdo.extractor import examples_from, import_system, load_extractor
from acuerdo.profiling.figures import ColdStart


class Outcome(msgspec.Struct, frozen=True):
    """What the first process leaves behind.

    Attributes:
        cold: What was measured; None after a failure.
        failure: Why it failed; empty otherwise.
    """

    cold: ColdStart | None = None
    failure: str = ""


def run(system: str, documents: Path, predictions: Path) -> ColdStart:
    """Run a system over documents from a cold start, and write its predictions.

    Raises:
        AcuerdoError: The system or the documents have a problem.
    """
    rss_at_start = psutil.Process().memory_info().rss
    started = time.perf_counter()
    import_system(system)
    imported = time.perf_counter()
    extractor = load_extractor(system)
    loaded = time.perf_counter()
    rss_after_load = psutil.Process().memory_info().rss

    from acuerdo.dataset import load_ontology
    from acuerdo.formats import read_documents, write_examples
    from acuerdo.scoring.ungrounded import keep_ungrounded

    collection = read_documents(documents)
    before_first = time.perf_counter()
    list(examples_from(extractor, collection[:1]))
    after_first = time.perf_counter()
    answers = list(examples_from(extractor, collection))
    finished = time.perf_counter()
    peak = peak_rss()
    write_examples(predictions, answers, load_ontology())
    keep_ungrounded(predictions, getattr(extractor, "ungrounded", None) or {})
    return ColdStart(
        name=extractor.name,
        import_seconds=imported - started,
        load_seconds=loaded - imported,
        first_seconds=after_first - before_first,
        documents_seconds=finished - after_first,
        rss_at_start=rss_at_start,
        rss_after_load=rss_after_load,
        peak_rss=peak,
        model_bytes=getattr(extractor, "model_bytes", None),
        notes=_lines(getattr(extractor, "notes", ())),
    )


def peak_rss() -> int:
    """Largest resident memory of this process so far, in bytes.

    >>> peak_rss() > 1_000_000
    True
    """
    status = Path("/proc/self/status")
    if status.is_file():
        # Not getrusage: on Linux its maximum starts from that of the process that started this one.
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _lines(notes: Any) -> tuple[str, ...]:
    if isinstance(notes, str):
        return (notes,) if notes else ()
    return tuple(str(note) for note in notes or ())


def _main(system: str, documents: str, predictions: str, report: str) -> int:
    try:
        outcome = Outcome(cold=run(system, Path(documents), Path(predictions)))
    except AcuerdoError as error:
        outcome = Outcome(failure=str(error))
    except Exception as error:
        outcome = Outcome(failure=f"{type(error).__name__}: {error}")
    Path(report).write_bytes(msgspec.json.encode(outcome))
    return 1 if outcome.failure else 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))

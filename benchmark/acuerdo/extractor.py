"""The protocols of a system: what the benchmark asks of it, and nothing more.

Options are constructor arguments of the class; the protocol has none.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, Self, cast, runtime_checkable

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import AcuerdoError, ExtractorError


@runtime_checkable
class Extractor(Protocol):
    """Anything that reads documents and says what happened in them."""

    @property
    def name(self) -> str:
        """Short name for tables, lower case."""
        ...

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield one ``Annotations`` per document, in the same order."""
        ...


@runtime_checkable
class Trainable(Extractor, Protocol):
    """An extractor that learns from annotated documents."""

    def fit(self, examples: Iterable[Example], /) -> Self:
        """Return the extractor, trained."""
        ...


BASELINES = "acuerdo_baselines"
"""Package whose ``BASELINES`` table maps short names to ``module:Class``."""


def baseline_names() -> tuple[str, ...]:
    """Short names of the built-in systems that run on a CPU without extras, in table order."""
    return tuple(_table())


def system_path(name: str) -> tuple[str, str]:
    """Module and class that a short name or ``module:Class`` stands for.

    Raises:
        ExtractorError: It is neither.
    """
    module, _, factory = _table().get(name, name).partition(":")
    if not module or not factory:
        known = ", ".join(_table())
        raise ExtractorError(f"system {name!r}: expected one of {known}, or module:Class")
    return module, factory


def import_system(name: str) -> Callable[[], object]:
    """Import a system's module and return its class, without building it.

    Raises:
        ExtractorError: Nothing is known by that name, or its module fails; says with what.
    """
    module_name, class_name = system_path(name)
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        kind = "" if isinstance(error, ImportError) else f"{type(error).__name__}: "
        raise ExtractorError(
            f"system {name!r}: cannot import {module_name}: {kind}{error}"
        ) from error
    factory = getattr(module, class_name, None)
    if not callable(factory):
        raise ExtractorError(
            f"system {name!r}: {module_name} has no class {class_name}; expected module:Class"
        )
    return cast("Callable[[], object]", factory)


def load_extractor(name: str) -> Extractor:
    """Build a system from its short name or from ``module:Class``, without arguments.

    Raises:
        ExtractorError: Nothing is known by that name, or it cannot be built.
    """
    factory = import_system(name)
    try:
        extractor = factory()
    except AcuerdoError:
        raise
    except Exception as error:
        raise ExtractorError(
            f"system {name!r}: {system_path(name)[1]}() failed: {type(error).__name__}: {error}; "
            "expected a class that can be built without arguments"
        ) from error
    if not isinstance(extractor, Extractor):
        raise ExtractorError(
            f"system {name!r}: {system_path(name)[1]} has no name and extract(); "
            "expected an Extractor"
        )
    return extractor


def examples_from(extractor: Extractor, documents: Iterable[Document], /) -> Iterator[Example]:
    """Yield each document with what the system says of it, holding the system to the protocol.

    Raises:
        ExtractorError: The system raises, answers for another document, or gives more or fewer
            answers than there are documents; the message names the document.
    """
    waiting: deque[Document] = deque()
    remaining = iter(documents)

    def handed_over() -> Iterator[Document]:
        for document in remaining:
            waiting.append(document)
            yield document

    def answers() -> Iterator[Annotations]:
        yield from extractor.extract(handed_over())

    where = f"system {extractor.name!r}"
    answered = answers()
    while True:
        try:
            found = next(answered)
        except StopIteration:
            break
        except AcuerdoError:
            raise
        except Exception as error:
            last = f"document {waiting[-1].id!r}" if waiting else "before the first document"
            raise ExtractorError(f"{where}: {last}: {type(error).__name__}: {error}") from error
        if not isinstance(found, Annotations):
            kind = type(found).__name__
            raise ExtractorError(f"{where}: answered with {kind}; expected Annotations")
        if not waiting:
            raise ExtractorError(f"{where}: more answers than documents; expected one for each")
        document = waiting.popleft()
        if found.document_id != document.id:
            raise ExtractorError(
                f"{where}: answered for {found.document_id!r}; expected {document.id!r}, "
                "in the order of the documents"
            )
        yield Example(document, found)
    unanswered = waiting[0] if waiting else next(remaining, None)
    if unanswered is not None:
        raise ExtractorError(f"{where}: no answer for document {unanswered.id!r}")


def _table() -> dict[str, str]:
    try:
        return dict(importlib.import_module(BASELINES).BASELINES)
    except ModuleNotFoundError:
        return {}

"""The protocols of a system: what the benchmark asks of it, and nothing more.

Options are constructor arguments of the class; the protocol has none.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol, Self, runtime_checkable

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


def load_extractor(name: str) -> Extractor:
    """Build a system from its short name or from ``module:Class``, without arguments.

    Raises:
        ExtractorError: Nothing is known by that name, or it cannot be built.
    """
    path = _table().get(name, name)
    module_name, separator, class_name = path.partition(":")
    if not separator or not module_name or not class_name:
        known = ", ".join(_table())
        raise ExtractorError(f"system {name!r}: expected one of {known}, or module:Class")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        raise ExtractorError(f"system {name!r}: cannot import {module_name}: {error}") from error
    factory = getattr(module, class_name, None)
    if factory is None:
        raise ExtractorError(f"system {name!r}: {module_name} has no {class_name}")
    extractor = factory()
    if not isinstance(extractor, Extractor):
        raise ExtractorError(
            f"system {name!r}: {class_name} has no name and extract(); expected an Extractor"
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

    where = f"system {extractor.name!r}"
    answers = iter(extractor.extract(handed_over()))
    while True:
        try:
            found = next(answers, None)
        except AcuerdoError:
            raise
        except Exception as error:
            last = f"document {waiting[-1].id!r}" if waiting else "before the first document"
            raise ExtractorError(f"{where}: {last}: {type(error).__name__}: {error}") from error
        if found is None:
            break
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

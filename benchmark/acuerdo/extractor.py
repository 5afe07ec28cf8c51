"""The protocols of a system: what the benchmark asks of it, and nothing more.

Options are constructor arguments of the class; the protocol has none. A class that can be trained
takes, by convention, the keywords ``ontology`` (the labels; those of the dataset when None),
``layers`` (names out of its class attribute ``layers``; all of them when None) and ``seed``. All
are optional.

A *system* is named by its short name, by ``module:Class``, or by the folder of a trained model.
"""

from __future__ import annotations

import importlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
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


@runtime_checkable
class Tuned(Trainable, Protocol):
    """A trainable system that looks at validation documents: to stop early, to set thresholds."""

    def tune_on(self, examples: Sequence[Example], /) -> None:
        """Take the validation documents. Called before ``fit``, if there are any."""
        ...


@runtime_checkable
class Persistent(Protocol):
    """A system that can be kept in a folder."""

    def save(self, folder: Path, /) -> None:
        """Write what was learnt into a folder that exists and is empty."""
        ...

    @classmethod
    def load(cls, folder: Path, /) -> Self:
        """Return the system that ``save`` wrote: it predicts what the saved one predicted."""
        ...


LAYERS = (
    "entities",
    "coreference",
    "times",
    "triggers",
    "event_attributes",
    "arguments",
    "relations",
    "event_relations",
    "quotes",
)
"""What a system may learn, by the names of the tasks that score it."""

BASELINES = "acuerdo_baselines"
"""Package whose tables map short names to ``module:Class``: ``BASELINES`` runs on a CPU without
extras, ``EXTRAS`` needs the extra that is called like the system."""


def baseline_names() -> tuple[str, ...]:
    """Short names of the built-in systems that run on a CPU without extras, in table order."""
    return tuple(_systems("BASELINES"))


def chosen_layers(system: type, layers: Sequence[str] | None) -> tuple[str, ...]:
    """Return the layers asked for, in the order of the system's ``layers``; all of them for None.

    Args:
        system: Class with an attribute ``layers``.
        layers: Names, in any order.

    Raises:
        ExtractorError: The system does not learn some of them, or none is asked for.

    >>> class Names:
    ...     layers = ("entities", "times")
    >>> chosen_layers(Names, ["times"]), chosen_layers(Names, None)
    (('times',), ('entities', 'times'))
    """
    known: tuple[str, ...] = getattr(system, "layers", LAYERS)
    if layers is None:
        return known
    unknown = [layer for layer in layers if layer not in known]
    if unknown or not layers:
        found = ", ".join(unknown) or "none"
        raise ExtractorError(
            f"{system.__name__}: layers {found}; expected some of {', '.join(known)}"
        )
    return tuple(layer for layer in known if layer in layers)


def model_folder(name: str) -> Path | None:
    """Folder of the model that a system's name leads to; None for a short name or a class.

    A short name comes first: where a folder is called like one, write ``./crf``.

    >>> model_folder("memory"), model_folder("acuerdo_baselines.memory:Memory")
    (None, None)
    """
    from acuerdo.models import is_model

    if not name or name in _table():
        return None
    folder = Path(name)
    separators = {os.sep, os.altsep} - {None}
    if is_model(folder) or (folder.is_dir() and ":" not in name):
        return folder
    return folder if any(str(each) in name for each in separators) else None


def system_name(name: str) -> str:
    """Name of a system in tables and of its results folder: that of a model is its folder's.

    >>> system_name("memory"), system_name("models/crf-news/")
    ('memory', 'crf-news')
    """
    folder = model_folder(name)
    return name if folder is None else folder.resolve().name


def system_path(name: str) -> tuple[str, str]:
    """Module and class that a short name, ``module:Class`` or a model folder stands for.

    Raises:
        ExtractorError: It is none of them.
    """
    from acuerdo.models import read_model

    folder = model_folder(name)
    path = _table().get(name, name) if folder is None else read_model(folder).class_path
    module, _, factory = path.partition(":")
    if not module or not factory:
        known = ", ".join(_table())
        raise ExtractorError(
            f"system {name!r}: expected one of {known}, or module:Class, or a model folder"
        )
    return module, factory


def import_system(name: str) -> Callable[[], object]:
    """Import a system's module and return its class, without building it; a model's is not loaded.

    Raises:
        ExtractorError: Nothing is known by that name, or its module fails; says with what.
    """
    module_name, class_name = system_path(name)
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        kind = "" if isinstance(error, ImportError) else f"{type(error).__name__}: "
        hint = f"; it needs: pip install 'acuerdo[{name}]'" if name in _systems("EXTRAS") else ""
        raise ExtractorError(
            f"system {name!r}: cannot import {module_name}: {kind}{error}{hint}"
        ) from error
    factory = getattr(module, class_name, None)
    if not callable(factory):
        raise ExtractorError(
            f"system {name!r}: {module_name} has no class {class_name}; expected module:Class"
        )
    return cast("Callable[[], object]", factory)


def load_extractor(name: str) -> Extractor:
    """Build a system from its short name or from ``module:Class``, without arguments, or load it.

    Args:
        name: Short name, ``module:Class``, or the folder of a trained model.

    Raises:
        ExtractorError: Nothing is known by that name, it cannot be built, or the files of the
            model were damaged.
    """
    folder = model_folder(name)
    factory, call, expected = import_system(name), "", "a class that can be built without arguments"
    if folder is not None:
        factory, call, expected = _loader(name, factory, folder), ".load", "the files that it saved"
    try:
        extractor = factory()
    except AcuerdoError:
        raise
    except Exception as error:
        raise ExtractorError(
            f"system {name!r}: {system_path(name)[1]}{call}() failed: "
            f"{type(error).__name__}: {error}; expected {expected}"
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


def _loader(name: str, factory: Callable[[], object], folder: Path) -> Callable[[], object]:
    from acuerdo.models import SYSTEM, require_whole

    require_whole(folder)
    if not isinstance(factory, Persistent):
        raise ExtractorError(
            f"system {name!r}: {system_path(name)[1]} has no save() and load(); "
            "expected the class that the model was made of"
        )
    return lambda: factory.load(folder / SYSTEM)


def _table() -> dict[str, str]:
    return {**_systems("BASELINES"), **_systems("EXTRAS")}


def _systems(table: str) -> dict[str, str]:
    try:
        return dict(getattr(importlib.import_module(BASELINES), table))
    except ModuleNotFoundError:
        return {}

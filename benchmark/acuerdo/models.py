"""Model folders: a trained system with everything needed to say what it is and where it came from.

::

    model.json       system, data, seed, options, versions, scores; sha256 of the other files
    ontology.json    the labels, where they are not those of the dataset
    system/          what the system's ``save`` wrote

A folder appears whole or not at all. Nothing in ``model.json`` names a machine, a user or a place
on a disk.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from acuerdo.errors import ExtractorError, FormatError
from acuerdo.ontology import Ontology, read_ontology

FORMAT = 1
"""Version of the layout of model folders."""

RECORD, ONTOLOGY, SYSTEM = "model.json", "ontology.json", "system"


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Documents that a model has seen.

    Attributes:
        name: Of the corpus (``acuerdo@1.0.0#train``), or of the file without its folder.
        sha256: Of its bytes.
        documents: How many.
    """

    name: str
    sha256: str
    documents: int


class TaskScore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headline view of a task on the validation documents; scores in [0, 1], None if undefined.

    Attributes:
        gold: Items expected.
        predicted: Items predicted.
        precision: Share of the predicted items that are right.
        recall: Share of the gold items that were found.
        f1: Their harmonic mean.
        low: Lower end of the 95 % interval of F1; None with fewer than five documents.
        high: Upper end.
        signature: How it was measured.
    """

    gold: float
    predicted: float
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    signature: str


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of a learning curve.

    Attributes:
        documents: Training documents.
        seconds: Of fitting, by the clock.
        f1: Headline F1 of each task on the validation documents; None where undefined.
        mean: Mean of the defined ones.
    """

    documents: int
    seconds: float
    f1: dict[str, float | None]
    mean: float | None


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model.json``.

    Attributes:
        format: Version of the layout.
        system: As it was asked for: short name or ``module:Class``.
        class_path: ``module:Class``.
        layers: What it learnt.
        labels: Where the entity types come from: ``ontology`` or ``data``.
        entity_types: The entity types.
        ontology_version: Of the other labels.
        seed: Of everything left to chance.
        options: Constructor keywords besides.
        training: What it learnt from.
        validation: What it was tuned and scored on; None if on nothing.
        scores: Headline scores by task, of the model as it was saved.
        curve: Learning curve, fewest documents first; empty unless asked for.
        fit_seconds: Of fitting, by the clock.
        fit_cpu_seconds: Of fitting, on all processors together.
        versions: Of acuerdo, Python, and the packages that the system uses.
        platform: Operating system and processor architecture.
        files: sha256 of every other file of the folder, by path.
    """

    format: int
    system: str
    class_path: str
    layers: tuple[str, ...]
    labels: str
    entity_types: tuple[str, ...]
    ontology_version: str
    seed: int
    options: dict[str, Any]
    training: Data
    validation: Data | None
    scores: dict[str, TaskScore]
    curve: tuple[Point, ...]
    fit_seconds: float
    fit_cpu_seconds: float
    versions: dict[str, str]
    platform: str
    files: dict[str, str]


class _Dated(msgspec.Struct):
    """What every version of ``model.json`` has."""

    format: int


def is_model(folder: Path) -> bool:
    """Tell whether a folder holds a model.

    >>> is_model(Path("no such folder"))
    False
    """
    return (folder / RECORD).is_file()


def read_model(folder: Path) -> Model:
    """Return what the record of a model folder says.

    Raises:
        ExtractorError: The folder is none, its record is malformed, or of a newer format.
    """
    path = folder / RECORD
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ExtractorError(
            f"{folder}: no {RECORD} there; expected a model folder, as acuerdo train writes it"
        ) from error
    try:
        found = msgspec.json.decode(content, type=_Dated).format
        if found > FORMAT:
            raise ExtractorError(
                f"{path}: format {found}; expected {FORMAT}: a newer acuerdo wrote this model"
            )
        return msgspec.json.decode(content, type=Model)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected the record of a model") from error


def write_model(folder: Path, model: Model, ontology: Ontology | None) -> Model:
    """Write the record of a model, and its ontology if given; return the record as written.

    Args:
        folder: Holds what the system saved.
        model: The record; its ``files`` are replaced.
        ontology: Labels that are not those of the dataset.
    """
    if ontology is not None:
        encoded = msgspec.json.format(msgspec.json.encode(ontology), indent=1)
        (folder / ONTOLOGY).write_bytes(encoded + b"\n")
    files = {name: _sha256(folder / name) for name in _files(folder)}
    model = msgspec.structs.replace(model, files=files)
    (folder / RECORD).write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=2) + b"\n")
    return model


def require_whole(folder: Path) -> Model:
    """Return the record of a model whose files are those that were saved.

    Raises:
        ExtractorError: Files are missing, changed, or were added; all of them are listed. Or it is
            no model.
    """
    model = read_model(folder)
    there = _files(folder)
    faults = [f"{name} is missing" for name in model.files if name not in there]
    faults += [
        f"{name} was changed"
        for name, expected in model.files.items()
        if name in there and _sha256(folder / name) != expected
    ]
    # Systems of files leave hidden files behind; they are nobody's model.
    faults += [
        f"{name} was added"
        for name in there
        if name not in model.files and not Path(name).name.startswith(".")
    ]
    if faults:
        raise ExtractorError(
            f"{folder}: {', '.join(faults)}; expected the files that {RECORD} lists, unchanged"
        )
    return model


def model_ontology(folder: Path) -> Ontology | None:
    """Return the labels of a model; None if they are those of the dataset.

    Raises:
        ExtractorError: It is no model, or was damaged.
    """
    model = require_whole(folder)
    return read_ontology(folder / ONTOLOGY) if ONTOLOGY in model.files else None


@contextmanager
def whole_folder(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Yield an empty folder beside ``path`` that takes its place when the block succeeds.

    After an error, also after Ctrl-C, nothing of it is left and ``path`` is as it was.

    Args:
        path: Of a model folder.
        overwrite: Whether a model that is there may be replaced.

    Raises:
        FormatError: Something is there that may not be replaced, or nothing can be written.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "crf"
    >>> with whole_folder(target) as folder:
    ...     _ = (folder / "model.json").write_text("{}")
    >>> is_model(target)
    True
    """
    final = path.resolve()
    require_free(path, overwrite=overwrite)
    mark = uuid.uuid4().hex
    made = final.with_name(f".{final.name}.{mark}.part")
    old = final.with_name(f".{final.name}.{mark}.old")
    new_parents = [parent for parent in final.parents if not parent.exists()]
    try:
        made.mkdir(parents=True)
    except OSError as error:
        raise FormatError(
            f"{path}: cannot be written ({error.strerror}); expected a folder with room for it"
        ) from error
    try:
        yield made
        require_free(path, overwrite=overwrite)
        if final.exists():
            final.rename(old)
        try:
            made.rename(final)
        except BaseException:
            if old.exists():
                old.rename(final)
            raise
    finally:
        for leftover in (made, old):
            shutil.rmtree(leftover, ignore_errors=True)
        if not final.exists():
            for parent in new_parents:
                with suppress(OSError):  # Somebody else uses it.
                    parent.rmdir()


def require_free(path: Path, *, overwrite: bool) -> None:
    """Do nothing if a model may be written there.

    Raises:
        FormatError: Something is there that may not be replaced.
    """
    if not path.exists():
        return
    if not is_model(path):
        raise FormatError(f"{path}: exists and is no model folder; expected a new name")
    if not overwrite:
        raise FormatError(f"{path}: a model is there; expected a new name, or --overwrite")


def _files(folder: Path) -> list[str]:
    """Paths of a model's files below its folder, the record apart, sorted."""
    found = [folder / ONTOLOGY, *(folder / SYSTEM).rglob("*")]
    return sorted(file.relative_to(folder).as_posix() for file in found if file.is_file())


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()

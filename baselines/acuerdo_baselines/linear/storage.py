"""A trained system on disk: numbers in a NumPy archive, everything else in JSON, no pickle.

Reading a model runs no code that comes with it.

::

    linear.json    options, labels of the classifiers, names of countries
    weights.npz    weights of the classifiers
    ontology.json  labels that may be answered, where they are not those of the dataset
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np

from acuerdo.atomic import write_whole
from acuerdo.dataset import load_ontology
from acuerdo.errors import ExtractorError
from acuerdo.ontology import Ontology, read_ontology
from acuerdo_baselines.linear.classifier import Classifier

FORMAT = 1
"""Version of these files."""

RECORD, WEIGHTS, ONTOLOGY = "linear.json", "weights.npz", "ontology.json"
_PARTS = ("columns", "weights", "bias", "reluctance")


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``linear.json``.

    Attributes:
        format: Version of these files.
        seed: As given.
        layers: What is answered.
        documents: Number of training documents.
        labels: Labels of each classifier.
        countries: Codes of countries by the names that training gave them.
    """

    format: int
    seed: int
    layers: tuple[str, ...]
    documents: int
    labels: dict[str, tuple[str, ...]]
    countries: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything in a folder."""

    record: Record
    classifiers: dict[str, Classifier]
    ontology: Ontology


def write(folder: Path, stored: Stored) -> None:
    """Write a trained system into a folder that exists."""
    arrays = {
        f"{name}.{part}": array
        for name, classifier in sorted(stored.classifiers.items())
        for part, array in classifier.to_arrays().items()
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    write_whole(folder / WEIGHTS, buffer.getvalue())
    if stored.ontology != load_ontology():
        write_whole(folder / ONTOLOGY, msgspec.json.encode(stored.ontology))
    record = msgspec.json.format(msgspec.json.encode(stored.record), indent=1)
    write_whole(folder / RECORD, record + b"\n")


def read(folder: Path) -> Stored:
    """Return the trained system in a folder.

    Raises:
        ExtractorError: A file is missing, damaged, or does not belong to the others.
        OntologyError: The file of labels is damaged.
    """
    record = _record(folder / RECORD)
    path = folder / WEIGHTS
    arrays = _arrays(path)
    classifiers: dict[str, Classifier] = {}
    for name, labels in record.labels.items():
        missing = [part for part in _PARTS if f"{name}.{part}" not in arrays]
        if missing:
            raise ExtractorError(f"{path}: no {name}.{missing[0]}, but {RECORD} lists {name}")
        parts = {part: arrays[f"{name}.{part}"] for part in _PARTS}
        fault = _fault(parts, len(labels))
        if fault:
            raise ExtractorError(f"{path}: {name}: {fault}")
        classifiers[name] = Classifier.from_arrays(labels, parts)
    own = folder / ONTOLOGY
    return Stored(record, classifiers, read_ontology(own) if own.exists() else load_ontology())


def _record(path: Path) -> Record:
    try:
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ExtractorError(f"{path}: no such file; expected a saved linear system") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected the record of a linear system") from error
    if record.format != FORMAT:
        raise ExtractorError(f"{path}: format {record.format}; expected {FORMAT}")
    return record


def _arrays(path: Path) -> dict[str, Any]:
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except FileNotFoundError as error:
        raise ExtractorError(f"{path}: no such file, but {RECORD} needs it") from error
    except (ValueError, OSError, EOFError, AttributeError, BadZipFile) as error:
        raise ExtractorError(f"{path}: {error}; expected a NumPy archive") from error


def _fault(parts: Mapping[str, Any], labels: int) -> str:
    """What is wrong with the shapes of a classifier; empty when nothing is."""
    columns = parts["columns"]
    expected = {"weights": (*columns.shape, labels), "bias": (labels,), "reluctance": ()}
    for part, shape in expected.items():
        if parts[part].shape != shape:
            return f"{part} of shape {parts[part].shape}; expected {shape}"
    ordered = columns.ndim == 1 and bool((np.diff(columns) > 0).all())
    return "" if ordered else "columns that are not ascending; expected ascending ones"

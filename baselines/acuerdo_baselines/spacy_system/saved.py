"""The files of a trained system.

::

    spacy.json   options, levels, modes and attributes
    ontology.json  what may be answered
    pipeline/    the pipeline, as spaCy keeps it; none when there was nothing to learn
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from acuerdo.atomic import write_whole
from acuerdo.errors import ExtractorError
from acuerdo.ontology import Ontology, read_ontology
from acuerdo_baselines.spacy_system.training import register
from acuerdo_baselines.spacy_system.usual import Usual

if TYPE_CHECKING:
    from spacy.language import Language

FORMAT = 1
"""Version of these files."""

RECORD, ONTOLOGY, PIPELINE = "spacy.json", "ontology.json", "pipeline"


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``spacy.json``.

    Attributes:
        format: Version of these files.
        layers: What was learnt.
        seed: As given.
        batch_size: Documents that go through the pipeline together.
        documents: Number of training documents.
        notes: What a reader of its scores should know.
        usual: Levels, modes and attributes.
    """

    format: int
    layers: tuple[str, ...]
    seed: int
    batch_size: int
    documents: int
    notes: tuple[str, ...]
    usual: Usual


def write_files(folder: Path, nlp: Language | None, record: Record, ontology: Ontology) -> None:
    """Write a trained system into a folder."""
    if nlp is not None:
        nlp.to_disk(folder / PIPELINE)
    write_whole(folder / ONTOLOGY, msgspec.json.format(msgspec.json.encode(ontology), indent=1))
    content = msgspec.json.encode(record)
    write_whole(folder / RECORD, msgspec.json.format(content, indent=1) + b"\n")


def read_files(folder: Path) -> tuple[Language | None, Record, Ontology]:
    """Return the trained system in a folder.

    Raises:
        ExtractorError: The folder holds none, one of another version, or a damaged one.
    """
    path = folder / RECORD
    try:
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ExtractorError(f"{path}: no such file; expected a saved spacy system") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected the record of a spacy system") from error
    if record.format != FORMAT:
        raise ExtractorError(f"{path}: format {record.format}; expected {FORMAT}")
    ontology = read_ontology(folder / ONTOLOGY)
    if not (folder / PIPELINE).exists():
        return None, record, ontology
    return _pipeline(folder / PIPELINE), record, ontology


def _pipeline(folder: Path) -> Language:
    import spacy

    register()
    try:
        return spacy.load(folder)
    except Exception as error:  # Whatever the files of a pipeline make its readers raise.
        raise ExtractorError(
            f"{folder}: {type(error).__name__}: {error}; expected a spaCy pipeline as it was saved"
        ) from error

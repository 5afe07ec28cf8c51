"""The files of a trained system: one per model, and ``crf.json``.

::

    crf.json                  options, modes and attributes; which models there are
    mentions.crfsuite         mentions in sentences
    mentions-inside.crfsuite  mentions in mentions
    levels.crfsuite           levels of mentions
    times.crfsuite            time expressions
    triggers.crfsuite         triggers
    cues.crfsuite             cues of quotes
    contents.crfsuite         contents of quotes
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from acuerdo.atomic import write_whole
from acuerdo.errors import ExtractorError
from acuerdo_baselines.crf.levels import LevelModel
from acuerdo_baselines.crf.mentions import MentionModel
from acuerdo_baselines.crf.quotes import QuoteModel
from acuerdo_baselines.crf.sequence import SequenceModel
from acuerdo_baselines.crf.times import TimeModel
from acuerdo_baselines.crf.triggers import USUAL, Defaults, TriggerModel

FORMAT = 1
"""Version of these files."""

RECORD = "crf.json"
_SUFFIX = ".crfsuite"


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``crf.json``.

    Attributes:
        format: Version of these files.
        layers: What was learnt.
        seed: As given.
        c1: Weight of the L1 norm.
        c2: Weight of the squared L2 norm.
        max_iterations: Iterations of training at most.
        clusters: Whether Brown clusters were features.
        documents: Number of training documents.
        models: Models that there are, by name; the others had nothing to learn.
        level: Most frequent level of mentions.
        defaults: Modes and attributes of triggers.
    """

    format: int
    layers: tuple[str, ...]
    seed: int
    c1: float
    c2: float
    max_iterations: int
    clusters: bool
    documents: int
    models: tuple[str, ...]
    level: str
    defaults: Defaults


@dataclass(frozen=True, slots=True)
class Models:
    """The models of all layers; those of layers that were not learnt find nothing."""

    mentions: MentionModel
    times: TimeModel
    triggers: TriggerModel
    quotes: QuoteModel

    def parts(self) -> dict[str, SequenceModel]:
        """Return the models that there are, by name."""
        found = {
            "mentions": self.mentions.outer,
            "mentions-inside": self.mentions.inner,
            "levels": self.mentions.levels.model,
            "times": self.times.model,
            "triggers": self.triggers.model,
            "cues": self.quotes.cues,
            "contents": self.quotes.contents,
        }
        return {name: model for name, model in found.items() if model is not None}


def assemble(parts: dict[str, SequenceModel], level: str, defaults: Defaults) -> Models:
    """Return models made of parts by name; a part that is missing finds nothing.

    Args:
        parts: Models by name.
        level: Most frequent level of mentions.
        defaults: Modes and attributes of triggers.

    >>> assemble({}, "", Defaults({}, USUAL)).parts()
    {}
    """
    return Models(
        MentionModel(
            parts.get("mentions"),
            parts.get("mentions-inside"),
            LevelModel(parts.get("levels"), level),
        ),
        TimeModel(parts.get("times")),
        TriggerModel(parts.get("triggers"), defaults),
        QuoteModel(parts.get("cues"), parts.get("contents")),
    )


def no_models() -> Models:
    """Return the models of a system that has learnt nothing.

    >>> no_models().parts()
    {}
    """
    return assemble({}, "", Defaults({}, USUAL))


def write_files(folder: Path, models: Models, record: Record) -> None:
    """Write a trained system into a folder."""
    for name, model in models.parts().items():
        write_whole(folder / (name + _SUFFIX), model.content)
    content = msgspec.json.format(msgspec.json.encode(record), indent=1)
    write_whole(folder / RECORD, content + b"\n")


def read_files(folder: Path) -> tuple[Models, Record]:
    """Return the trained system in a folder.

    Raises:
        ExtractorError: The folder holds none, a newer one, or a part of one.
    """
    path = folder / RECORD
    try:
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ExtractorError(f"{path}: no such file; expected a saved crf system") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected the record of a crf system") from error
    if record.format != FORMAT:
        raise ExtractorError(f"{path}: format {record.format}; expected {FORMAT}")
    parts = {}
    for name in record.models:
        file = folder / (name + _SUFFIX)
        try:
            parts[name] = SequenceModel(file.read_bytes())
        except FileNotFoundError as error:
            raise ExtractorError(f"{file}: no such file, but {RECORD} lists it") from error
        except ExtractorError as error:
            raise ExtractorError(f"{file}: {error}") from error
    return assemble(parts, record.level, record.defaults), record

"""The files of a trained system; nothing in them runs code.

::

    transformer.json      options, layers, names of countries
    weights.safetensors   weights of the encoder and of the heads
    encoder/              what the encoder is, and its tokenizer
    ontology.json         labels that may be answered, where they are not those of the dataset
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from acuerdo.atomic import whole_file, write_whole
from acuerdo.dataset import load_ontology
from acuerdo.errors import ExtractorError
from acuerdo.ontology import Ontology, read_ontology
from acuerdo_baselines.transformer.encoders import bare_encoder, keep_description, short_name
from acuerdo_baselines.transformer.labels import labels_of
from acuerdo_baselines.transformer.libraries import device_of, in_bf16, require
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.settings import Settings

FORMAT = 1
"""Version of these files."""

RECORD, WEIGHTS, ENCODER, ONTOLOGY = (
    "transformer.json",
    "weights.safetensors",
    "encoder",
    "ontology.json",
)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``transformer.json``.

    Attributes:
        format: Version of these files.
        seed: As given.
        layers: What is answered.
        documents: Number of training documents.
        settings: Options; of a local encoder only the name of its folder.
        countries: Codes of countries by the names that training gave them.
    """

    format: int
    seed: int
    layers: tuple[str, ...]
    documents: int
    settings: Settings
    countries: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything in a folder; without training documents there is no network."""

    record: Record
    ontology: Ontology
    network: Network | None


def network_of(encoder: Any, ontology: Ontology, layers: tuple[str, ...], how: Settings) -> Network:
    """Return a network on the device that the settings ask for.

    Raises:
        ExtractorError: A GPU is asked for, and there is none.
    """
    device = device_of(how.device)
    return Network(
        encoder,
        labels_of(ontology, layers),
        width=how.width,
        dropout=how.dropout,
        device=device,
        bf16=in_bf16(device, how.precision),
    )


def write(folder: Path, stored: Stored) -> None:
    """Write a trained system into a folder that exists."""
    settings = stored.record.settings
    settings = msgspec.structs.replace(settings, encoder=short_name(settings.encoder))
    record = msgspec.structs.replace(stored.record, settings=settings)
    if stored.ontology != load_ontology():
        write_whole(folder / ONTOLOGY, msgspec.json.encode(stored.ontology))
    if stored.network is not None:
        safetensors = require("safetensors.torch")
        weights = stored.network.modules.state_dict()
        kept = {name: each.detach().cpu().clone().contiguous() for name, each in weights.items()}
        with whole_file(folder / WEIGHTS) as temporary:
            safetensors.save_file(kept, temporary)
        (folder / ENCODER).mkdir()
        keep_description(stored.network.encoder, folder / ENCODER)
    content = msgspec.json.format(msgspec.json.encode(record), indent=1)
    write_whole(folder / RECORD, content + b"\n")


def read(folder: Path) -> Stored:
    """Return the trained system in a folder; on the CPU if there is no GPU.

    Args:
        folder: Of the system.

    Raises:
        ExtractorError: A file is missing, damaged, or does not belong to the others.
        MissingExtraError: torch or transformers is not installed.
        OntologyError: The file of labels is damaged.
    """
    path = folder / RECORD
    try:
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ExtractorError(f"{path}: no such file; expected a saved transformer") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected the record of a transformer") from error
    if record.format != FORMAT:
        raise ExtractorError(f"{path}: format {record.format}; expected {FORMAT}")
    if record.settings.device == "cuda":
        anywhere = msgspec.structs.replace(record.settings, device="auto")
        record = msgspec.structs.replace(record, settings=anywhere)
    own = folder / ONTOLOGY
    ontology = read_ontology(own) if own.exists() else load_ontology()
    if not record.documents:
        return Stored(record, ontology, None)
    network = network_of(bare_encoder(folder / ENCODER), ontology, record.layers, record.settings)
    _set_weights(network, folder / WEIGHTS)
    return Stored(record, ontology, network)


def _set_weights(network: Network, path: Path) -> None:
    safetensors = require("safetensors")
    load_file = require("safetensors.torch").load_file
    try:
        network.modules.load_state_dict(load_file(path))
    except FileNotFoundError as error:
        raise ExtractorError(f"{path}: no such file; expected the weights of {RECORD}") from error
    except (OSError, RuntimeError, safetensors.SafetensorError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ExtractorError(f"{path}: {reason}; expected the weights of {RECORD}") from error

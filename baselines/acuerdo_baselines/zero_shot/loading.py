"""The model: what is used of gliner2, and how it is loaded."""

from __future__ import annotations

import importlib
import logging
from typing import Any, Protocol

from acuerdo.errors import ExtractorError, MissingExtraError

_LOG = logging.getLogger(__name__)

MODEL = "fastino/gliner2.5-multi-v1"
"""The multilingual model for several tasks. Source: the README of gliner2 2.1.0."""


class SchemaModel(Protocol):
    """What is used of a model of gliner2."""

    def create_schema(self) -> Any:
        """Return an empty schema, with ``entities`` and ``relations`` to fill it."""
        ...

    def batch_extract(self, texts: list[str], schemas: Any, **options: Any) -> list[dict[str, Any]]:
        """Return what is found in each text."""
        ...


def load_model(name: str, device: str = "cpu") -> SchemaModel:
    """Return a model of gliner2.

    Args:
        name: Of a model, or a folder that holds one.
        device: As torch names it.

    Raises:
        ExtractorError: It cannot be loaded.
        MissingExtraError: gliner2, torch or transformers is not installed.
    """
    try:
        factory = importlib.import_module("gliner2").AutoExtractor
        importlib.import_module("gliner2.inference.engine")
    except ImportError as error:
        raise MissingExtraError(error.name or "gliner2", "zero-shot") from error
    _LOG.info("zero-shot: loading %s", name)
    try:
        model: SchemaModel = factory.from_pretrained(name, map_location=device)
    except Exception as error:  # Whatever the network, the hub or the files make it raise.
        raise ExtractorError(
            f"zero-shot: model {name!r} cannot be loaded ({type(error).__name__}: "
            f"{str(error).strip().splitlines()[0] if str(error).strip() else 'no reason given'}); "
            "expected a folder that holds one, or a name and a way to download it"
        ) from error
    return model

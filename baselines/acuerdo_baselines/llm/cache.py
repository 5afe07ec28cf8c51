"""Answers on disk, so that a run goes on where it was interrupted and a repeated one asks nothing.

A file per request, named by the sha256 of what was asked: the request without the address, the key
and the form of the answer, which depend on the server. Files appear whole; one that cannot be read
is asked for again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from acuerdo.atomic import write_whole
from acuerdo_baselines.llm.instructions import PROMPT_VERSION
from acuerdo_baselines.llm.replies import Reply

_log = logging.getLogger(__name__)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    reply: Reply


class Cache:
    """A folder of answers.

    Args:
        folder: Made when the first answer arrives; None keeps nothing.

    >>> import tempfile
    >>> cache = Cache(Path(tempfile.mkdtemp()))
    >>> key = request_key({"model": "m"}, {})
    >>> cache.read(key) is None
    True
    >>> cache.write(key, Reply("{}", "stop", "m", "json_schema"))
    >>> cache.read(key).content
    '{}'
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, key: str) -> Reply | None:
        """The answer to a request; None when there is none that can be read."""
        if self._folder is None:
            return None
        path = self._path(self._folder, key)
        try:
            entry = msgspec.json.decode(path.read_bytes(), type=_Entry)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            _log.warning("%s: unreadable (%s); asking again", path.name, error)
            return None
        return entry.reply if entry.key == key else None

    def write(self, key: str, reply: Reply) -> None:
        """Keep the answer to a request.

        Raises:
            FormatError: The folder cannot be written.
        """
        if self._folder is not None:
            write_whole(self._path(self._folder, key), msgspec.json.encode(_Entry(key, reply)))

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"


def request_key(body: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return what an answer is kept under.

    Args:
        body: The request, without what asks for a form of the answer.
        schema: What the answer should obey.

    >>> request_key({"a": 1, "b": 2}, {}) == request_key({"b": 2, "a": 1}, {})
    True
    """
    asked = {"prompt": PROMPT_VERSION, "request": body, "schema": schema}
    return hashlib.sha256(msgspec.json.encode(asked, order="deterministic")).hexdigest()

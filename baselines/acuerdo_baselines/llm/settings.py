"""What a language model is asked with: keywords of the constructor, else the environment.

Every setting has a variable: ``concurrency`` is ``ACUERDO_LLM_CONCURRENCY``; the two that everyone
needs are short, ``ACUERDO_LLM_URL`` and ``ACUERDO_LLM_KEY``.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from acuerdo.errors import ExtractorError
from acuerdo.grounding import NEAREST, POLICIES

PREFIX = "ACUERDO_LLM_"
_SHORT = {"base_url": "URL", "api_key": "KEY"}
_PATH = "/chat/completions"
_LEAST = {
    "temperature": 0, "max_tokens": 1, "timeout": 0.001, "concurrency": 1, "retries": 0,
    "backoff": 0, "longest_wait": 0, "patience": 1, "shots": 0, "shot_tokens": 0, "chunk": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is reached and asked.

    Attributes:
        base_url: Address of an OpenAI-compatible server: ``http://localhost:8000/v1``.
        model: Name of the model, as the server knows it.
        api_key: Sent as a bearer token; never logged, cached or shown.
        temperature: Of the sampling; 0 for the most probable answer.
        seed: Of the sampling, where the server takes one, and of the jitter.
        max_tokens: Longest answer; a chunk whose answer is longer is asked in two halves.
        timeout: Seconds to wait for a server that says nothing.
        concurrency: Requests in flight at most.
        retries: How often a request that failed is repeated.
        backoff: Seconds before the first repetition; each later one waits about twice as long.
        longest_wait: Seconds; a server that asks for more patience than this ends the run.
        patience: Chunks in a row without a usable answer that end the run.
        cache: Folder of the answers; empty for none.
        shots: Examples shown at most.
        shot_tokens: Estimated tokens that the examples may take together.
        chunk: Reference tokens of a chunk at most; a longer sentence is a chunk of its own.
        grounding: How words become places: a policy of ``acuerdo.grounding``.
        prices: File of prices; empty for the one that comes with the package.
        extra: A JSON object merged into every request; null takes a key away.
        layers: What to ask for, with commas between; empty for everything.
        examples: File that the examples are chosen from; empty for the training split.
    """

    base_url: str = ""
    model: str = ""
    api_key: str = field(default="", repr=False)
    temperature: float = 0.0
    seed: int = 13
    max_tokens: int = 8192
    timeout: float = 300.0
    concurrency: int = 4
    retries: int = 4
    backoff: float = 1.0
    longest_wait: float = 300.0
    patience: int = 8
    cache: str = ""
    shots: int = 3
    shot_tokens: int = 12000
    chunk: int = 400
    grounding: str = NEAREST
    prices: str = ""
    extra: str = "{}"
    layers: str = ""
    examples: str = ""

    @property
    def url(self) -> str:
        """Address of the requests.

        >>> Settings(base_url="http://localhost:8000").url
        'http://localhost:8000/v1/chat/completions'
        >>> Settings(base_url="https://models.example/api/v1/").url
        'https://models.example/api/v1/chat/completions'
        """
        url = self.base_url.rstrip("/")
        if url.endswith(_PATH):
            return url
        return url + (_PATH if urlsplit(url).path else f"/v1{_PATH}")

    @property
    def additions(self) -> dict[str, Any]:
        """``extra`` as keys and values."""
        return msgspec.json.decode(self.extra, type=dict[str, Any])

    def hidden(self, message: str) -> str:
        """A message without the key, should a server repeat it.

        >>> Settings(api_key="s3cret").hidden("wrong key: s3cret")
        'wrong key: …'
        """
        return message.replace(self.api_key, "…") if self.api_key else message


def read_settings(
    given: Mapping[str, Any], environment: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings: what is given and not None, else the environment, else the defaults.

    Args:
        given: Settings by name; numbers may be written as text.
        environment: Variables; those of the process when None.

    Raises:
        ExtractorError: There is no address or model, or some values cannot be; with all of them.

    >>> told = {"ACUERDO_LLM_URL": "http://localhost:8000", "ACUERDO_LLM_MODEL": "m"}
    >>> read_settings({"concurrency": "2"}, told).concurrency
    2
    """
    known = {each.name: each.default for each in fields(Settings)}
    variables = os.environ if environment is None else environment
    chosen: dict[str, Any] = {"cache": str(default_cache(variables))}
    problems: list[str] = []
    for name, default in known.items():
        value = given.get(name)
        if value is None:
            value = variables.get(variable(name))
        if value is None:
            continue
        try:
            chosen[name] = msgspec.convert(
                str(value) if isinstance(default, str) else value, type(default), strict=False
            )
        except msgspec.ValidationError:
            problems.append(f"{name} {value!r}; expected {_NUMBERS[type(default)]}")
    settings = dataclasses.replace(Settings(), **chosen)
    if settings.cache.lower() in ("", "none", "off"):
        settings = dataclasses.replace(settings, cache="")
    problems += _problems(settings)
    if problems:
        raise ExtractorError("\n".join(f"llm: {problem}" for problem in problems))
    return settings


def variable(name: str) -> str:
    """Name of the environment variable of a setting.

    >>> variable("base_url"), variable("max_tokens")
    ('ACUERDO_LLM_URL', 'ACUERDO_LLM_MAX_TOKENS')
    """
    return PREFIX + _SHORT.get(name, name.upper())


def default_cache(variables: Mapping[str, str]) -> Path:
    """Folder of the answers when none is named: below the user's cache folder."""
    root = variables.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "acuerdo" / "llm"


_NUMBERS = {int: "a whole number", float: "a number"}


def _problems(settings: Settings) -> list[str]:
    found = [
        *_address(settings.base_url),
        *(
            f"{name} {getattr(settings, name)!r}; expected {least} or more"
            for name, least in _LEAST.items()
            if not getattr(settings, name) >= least
        ),
    ]
    if not settings.model:
        found.append(f"no model; expected model or {variable('model')}, a name that the server has")
    if settings.grounding not in POLICIES:
        found.append(f"grounding {settings.grounding!r}; expected one of {', '.join(POLICIES)}")
    if settings.api_key != settings.api_key.strip() or not settings.api_key.isascii():
        found.append("api_key with white space or letters that no header can hold; expected a key")
    try:
        settings.additions  # noqa: B018 - read to see that it can be
    except msgspec.DecodeError as error:
        found.append(f"extra {settings.extra!r}: {error}; expected a JSON object")
    return found


def _address(url: str) -> list[str]:
    if not url:
        name = variable("base_url")
        return [f"no endpoint; expected base_url or {name}, such as http://localhost:8000/v1"]
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return [f"base_url {url!r}; expected an address such as http://localhost:8000/v1"]
    if parts.username or parts.password:
        return ["base_url with a user name or password; expected api_key instead"]
    if not sound or parts.query or parts.fragment:
        return [f"base_url {url!r}; expected an address such as http://localhost:8000/v1"]
    return []

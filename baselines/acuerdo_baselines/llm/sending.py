"""The answer to some messages: from the cache, else from the server, with patience."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from acuerdo.errors import ExtractorError
from acuerdo_baselines.llm.backoff import wait_seconds
from acuerdo_baselines.llm.cache import Cache, request_key
from acuerdo_baselines.llm.endpoint import Endpoint, TransientError
from acuerdo_baselines.llm.replies import Reply
from acuerdo_baselines.llm.settings import Settings
from acuerdo_baselines.llm.usage import Usage

Messages = Sequence[Mapping[str, str]]

_log = logging.getLogger(__name__)


class GivenUpError(Exception):
    """No answer, after all tries.

    Args:
        reason: Of the last failure.
        usage: What the tries took.
    """

    def __init__(self, reason: str, usage: Usage) -> None:
        super().__init__(reason)
        self.usage = usage


class Sender:
    """Gets answers; used by any number of threads.

    Args:
        settings: How to ask.
        schema: What answers should obey.
        endpoint: Whom to ask.
        cache: Where answers are kept.
        stopped: Set when nobody waits for answers any more.
    """

    def __init__(
        self,
        settings: Settings,
        schema: Mapping[str, Any],
        endpoint: Endpoint,
        cache: Cache,
        stopped: threading.Event,
    ) -> None:
        self._settings = settings
        self._schema = schema
        self._endpoint = endpoint
        self._cache = cache
        self._stopped = stopped

    def reply(self, messages: Messages) -> tuple[Reply, Usage]:
        """Return the answer to some messages, and what it took.

        Raises:
            GivenUpError: There was none, however often it was asked for.
            ExtractorError: The server refuses, or wants more patience than there is.
        """
        body = request_body(self._settings, messages)
        key = request_key(body, self._schema)
        kept = self._cache.read(key)
        if kept is not None:
            return kept, _tokens(kept) + Usage(from_cache=1)
        tries = self._settings.retries + 1
        reason = ""
        for attempt in range(1, tries + 1):
            if self._stopped.is_set():
                raise GivenUpError("stopped", Usage())
            try:
                reply = self._endpoint.post(body)
            except TransientError as error:
                reason = str(error)
                if attempt < tries:
                    self._wait(attempt, key, error)
                continue
            self._cache.write(key, reply)
            return reply, _tokens(reply) + Usage(requests=attempt, retries=attempt - 1)
        raise GivenUpError(reason, Usage(requests=tries, retries=tries - 1))

    def _wait(self, attempt: int, key: str, error: TransientError) -> None:
        settings = self._settings
        if error.asked is not None and error.asked > settings.longest_wait:
            raise ExtractorError(
                f"llm: {settings.url}: asks to wait {error.asked:g} s ({error}); "
                f"expected at most {settings.longest_wait:g} s"
            )
        seed = f"{settings.seed}/{key}"
        seconds = wait_seconds(attempt, base=settings.backoff, seed=seed, asked=error.asked)
        _log.info("%s; trying again in %.1f s", error, seconds)
        self._stopped.wait(seconds)


def request_body(settings: Settings, messages: Messages) -> dict[str, Any]:
    """Return a request, without what depends on the server.

    >>> body = request_body(Settings(model="m", extra='{"seed": null, "top_p": 1}'), [])
    >>> sorted(body)
    ['max_tokens', 'messages', 'model', 'temperature', 'top_p']
    """
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": list(messages),
        "temperature": settings.temperature,
        "seed": settings.seed,
        "max_tokens": settings.max_tokens,
    }
    return {name: value for name, value in (body | settings.additions).items() if value is not None}


def _tokens(reply: Reply) -> Usage:
    return Usage(
        prompt_tokens=reply.prompt_tokens,
        completion_tokens=reply.completion_tokens,
        cached_tokens=reply.cached_tokens,
        seconds=reply.seconds,
    )

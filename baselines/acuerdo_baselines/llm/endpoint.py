"""One request to an OpenAI-compatible server, and what its outcome means."""

from __future__ import annotations

import datetime
import logging
import ssl
import threading
import time
from collections.abc import Mapping
from functools import cache
from types import TracebackType
from typing import Any, Self

from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo_baselines.llm.backoff import retry_after
from acuerdo_baselines.llm.replies import MalformedError, Reply, read_reply, told
from acuerdo_baselines.llm.schema import response_format
from acuerdo_baselines.llm.settings import Settings

JSON_SCHEMA, JSON_OBJECT = "json_schema", "json_object"
_CONNECT_SECONDS = 10.0
_OK, _BAD_REQUEST, _TOO_MANY, _SERVER_ERROR = 200, 400, 429, 500

_log = logging.getLogger(__name__)


class TransientError(Exception):
    """A request that may succeed when it is repeated.

    Args:
        reason: What happened.
        asked: Seconds that the server asks to wait; None when it does not say.

    >>> TransientError("status 503: starting", 5.0).asked
    5.0
    """

    def __init__(self, reason: str, asked: float | None = None) -> None:
        super().__init__(reason)
        self.asked = asked


class Endpoint:
    """A server; used as a context, by any number of threads.

    Args:
        settings: How it is reached.
        schema: What its answers should obey.

    Attributes:
        refusal: What the server said when it refused a schema; empty as long as it did not.

    Raises:
        MissingExtraError: httpx is not installed.
    """

    def __init__(self, settings: Settings, schema: Mapping[str, Any]) -> None:
        try:
            import httpx
        except ImportError as error:
            raise MissingExtraError("httpx", "llm") from error
        self.refusal = ""
        self._settings = settings
        self._schema = dict(schema)
        self._lock = threading.Lock()
        self._reached = False
        self._accepted = False
        key = settings.api_key
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(settings.timeout, connect=_CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=settings.concurrency),
            verify=_certificates(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    @property
    def form(self) -> str:
        """What the server is asked to hold its answers to."""
        return JSON_OBJECT if self.refusal else JSON_SCHEMA

    def post(self, body: Mapping[str, Any]) -> Reply:
        """The reply to a request; it is asked for with a schema, or without where one is refused.

        Args:
            body: The request, without the form of the answer.

        Raises:
            TransientError: It may be worth another try.
            ExtractorError: It is not: with what the server said.
        """
        form = self.form
        status, content, seconds, asked = self._send(body, form)
        if status == _BAD_REQUEST and form == JSON_SCHEMA and not self._accepted:
            self._refuse(told(content, status))
            form = JSON_OBJECT
            status, content, seconds, asked = self._send(body, form)
        said = self._settings.hidden(told(content, status)) if status != _OK else ""
        if status == _TOO_MANY or status >= _SERVER_ERROR:
            raise TransientError(f"status {status}: {said}", asked)
        if status != _OK:
            raise ExtractorError(
                f"llm: {self._settings.url}: status {status}: {said}; expected an answer"
            )
        try:
            reply = read_reply(content, form=form, seconds=seconds)
        except MalformedError as error:
            raise TransientError(str(error)) from error
        self._accepted = self._accepted or form == JSON_SCHEMA
        return reply

    def _send(self, body: Mapping[str, Any], form: str) -> tuple[int, bytes, float, float | None]:
        """Status, body, seconds, and the wait that the server asks for."""
        import httpx

        asked = response_format(self._schema) if form == JSON_SCHEMA else {"type": JSON_OBJECT}
        started = time.perf_counter()
        try:
            response = self._client.post(
                self._settings.url, json={**body, "response_format": asked}
            )
        except httpx.ConnectError as error:
            if not self._reached:
                raise ExtractorError(
                    f"llm: {self._settings.url}: {error}; expected a server that listens there"
                ) from error
            raise TransientError(f"no connection: {error}") from error
        except httpx.TimeoutException as error:
            raise TransientError(f"nothing within {self._settings.timeout:g} s") from error
        except httpx.RequestError as error:
            raise TransientError(f"{type(error).__name__}: {error}") from error
        self._reached = True
        now = datetime.datetime.now(datetime.UTC)
        wait = retry_after(response.headers.get("Retry-After"), now)
        return response.status_code, response.content, time.perf_counter() - started, wait

    def _refuse(self, message: str) -> None:
        with self._lock:
            if not self.refusal:
                self.refusal = self._settings.hidden(message)
                _log.warning(
                    "the server refused response_format json_schema (%s): asking for json_object",
                    self.refusal,
                )


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust, read once: it takes longer than a request to a server nearby."""
    import httpx

    return httpx.create_ssl_context()

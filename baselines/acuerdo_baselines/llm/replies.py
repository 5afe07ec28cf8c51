"""What a server said, reduced to what counts."""

from __future__ import annotations

import msgspec

LENGTH = "length"
"""Why an answer ended that did not fit."""


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer of a server.

    Attributes:
        content: What the model wrote.
        finish_reason: ``stop``, or ``length`` when the answer was cut off.
        model: Name of the model, as the server tells it.
        form: ``json_schema`` or ``json_object``: what the server was asked to hold the answer to.
        prompt_tokens: Tokens read, by the server's count; 0 when it tells none.
        completion_tokens: Tokens written.
        cached_tokens: Tokens read that the server had read before.
        seconds: From the request to its answer.
    """

    content: str
    finish_reason: str
    model: str
    form: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Details(msgspec.Struct):
    cached_tokens: int | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _Details | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    model: str | None = None
    usage: _Usage | None = None


class MalformedError(Exception):
    """A body that is no chat completion; says why."""


def read_reply(body: bytes, *, form: str, seconds: float) -> Reply:
    r"""Return the reply in the body of a response.

    Raises:
        MalformedError: It is none, or holds no answer.

    >>> body = b'{"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]}'
    >>> read_reply(body, form="json_schema", seconds=0.5).content
    '{}'
    """
    try:
        completion = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(f"no chat completion: {error}") from error
    if not completion.choices:
        raise MalformedError("no choices in the completion")
    choice = completion.choices[0]
    if not (choice.message.content or "").strip() and choice.finish_reason != LENGTH:
        raise MalformedError(f"an empty answer (finish_reason {choice.finish_reason!r})")
    usage = completion.usage or _Usage()
    details = usage.prompt_tokens_details or _Details()
    return Reply(
        choice.message.content or "",
        choice.finish_reason or "",
        completion.model or "",
        form,
        usage.prompt_tokens or 0,
        usage.completion_tokens or 0,
        details.cached_tokens or 0,
        seconds,
    )


def told(body: bytes, status: int) -> str:
    """Return what a server said about an error: its message, on one line.

    >>> told(b'{"error": {"message": "no such model"}}', 404)
    'no such model'
    >>> told(b"", 502)
    'status 502'
    """
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        said = body.decode("utf-8", "replace")
    for key in ("error", "message", "detail"):
        if isinstance(said, dict) and key in said:
            said = said[key]
    line = " ".join(said.split()) if isinstance(said, str) else ""
    return line[:300] or f"status {status}"

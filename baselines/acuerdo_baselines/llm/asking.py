"""One chunk, asked until there is a usable answer or no hope of one.

An answer that is cut off is asked for again in two halves. An answer against the schema is sent
back once, with what is wrong; if the next one is no better the chunk is given up, unless all that
is wrong are labels that do not exist: those items are dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from acuerdo.annotation import Document
from acuerdo.ontology import Ontology
from acuerdo_baselines.llm.answer import (
    Answer,
    UnusableError,
    label_problems,
    read_json,
    require_keys,
)
from acuerdo_baselines.llm.chunks import Chunk, shown
from acuerdo_baselines.llm.instructions import correction, instructions, request
from acuerdo_baselines.llm.piece import Piece
from acuerdo_baselines.llm.places import Places
from acuerdo_baselines.llm.reading import read_answer
from acuerdo_baselines.llm.replies import LENGTH
from acuerdo_baselines.llm.sending import GivenUpError, Sender
from acuerdo_baselines.llm.shots import Shot
from acuerdo_baselines.llm.usage import Usage

TURNS = 2
"""Answers that a chunk gets: the first, and one that corrects it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a chunk.

    Attributes:
        pieces: What was said about it; none when it was given up, several when it was halved.
        usage: What it took.
        failures: Why it, or parts of it, were given up.
        forms: What the server was asked to hold its answers to.
        models: Names of the models that answered, as the server tells them.
    """

    pieces: tuple[Piece, ...] = ()
    usage: Usage = field(default_factory=Usage)
    failures: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()

    def __add__(self, other: Asked) -> Asked:
        """Both together, in this order."""
        return Asked(
            self.pieces + other.pieces,
            self.usage + other.usage,
            self.failures + other.failures,
            self.forms | other.forms,
            self.models | other.models,
        )


class Asker:
    """Asks about chunks; used by any number of threads.

    Args:
        sender: Gets the answers.
        ontology: The labels.
        layers: What to ask for, closed under what it refers to.
        shots: Examples to show.
        policy: How words become places.
    """

    def __init__(
        self,
        sender: Sender,
        ontology: Ontology,
        layers: Sequence[str],
        shots: Sequence[Shot],
        policy: str,
    ) -> None:
        self._sender = sender
        self._ontology = ontology
        self._layers = layers
        self._shots = shots
        self._policy = policy
        self._told = instructions(ontology, layers)

    def ask(self, document: Document, chunk: Chunk) -> Asked:
        """Return what the model says about a chunk of a document.

        Raises:
            ExtractorError: The server refuses, or wants more patience than there is.
        """
        messages = self._messages(document, chunk)
        asked = Asked(usage=Usage(chunks=1))
        reason = ""
        for turn in range(1, TURNS + 1):
            try:
                reply, took = self._sender.reply(messages)
            except GivenUpError as error:
                return asked + self._given_up(document, str(error), error.usage)
            models = frozenset([reply.model]) if reply.model else frozenset()
            asked += Asked(usage=took, forms=frozenset([reply.form]), models=models)
            if reply.finish_reason == LENGTH:
                return asked + self._halved(document, chunk)
            try:
                answer = read_json(reply.content)
                require_keys(answer, self._layers)
                problems = label_problems(answer, self._ontology, self._layers)
            except UnusableError as error:
                problems, reason = [str(error)], str(error)
            else:
                if not problems or turn == TURNS:
                    wrong = Asked(usage=Usage(schema_failures=1 if problems else 0))
                    return asked + wrong + self._read(answer, document, chunk)
            asked += Asked(usage=Usage(schema_failures=1))
            messages = [
                *messages,
                {"role": "assistant", "content": reply.content},
                {"role": "user", "content": correction(problems)},
            ]
        return asked + self._given_up(document, f"an answer against the schema: {reason}")

    def _messages(self, document: Document, chunk: Chunk) -> list[dict[str, str]]:
        """Instructions, examples other than the document itself, and the chunk."""
        told = [{"role": "system", "content": self._told}]
        for shot in self._shots:
            if shot.document.id != document.id and shot.document.text != document.text:
                told.append({"role": "user", "content": shot.asked})
                told.append({"role": "assistant", "content": shot.answered})
        return [*told, {"role": "user", "content": request(shown(document, chunk))}]

    def _read(self, answer: Answer, document: Document, chunk: Chunk) -> Asked:
        places = Places(document, chunk, self._policy)
        piece = read_answer(answer, document, places, self._ontology, self._layers)
        return Asked((piece,), Usage(rejected=piece.rejected))

    def _halved(self, document: Document, chunk: Chunk) -> Asked:
        cut = Asked(usage=Usage(truncated=1))
        halves = chunk.halves()
        if halves is None:
            reason = "an answer about one sentence that is longer than max_tokens"
            return cut + self._given_up(document, reason)
        first, second = halves
        return cut + self.ask(document, first) + self.ask(document, second)

    @staticmethod
    def _given_up(document: Document, reason: str, took: Usage | None = None) -> Asked:
        _log.warning("document %r: no usable answer: %s", document.id, reason)
        usage = Usage(failures=1) + (took or Usage())
        return Asked(usage=usage, failures=(f"document {document.id!r}: {reason}",))

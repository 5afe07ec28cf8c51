"""A language model behind an OpenAI-compatible endpoint, as a system of the benchmark."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import msgspec

import acuerdo
from acuerdo.annotation import Annotations, Document, Example
from acuerdo.extractor import LAYERS, chosen_layers
from acuerdo.ontology import Ontology
from acuerdo_baselines.llm.asking import Asked, Asker
from acuerdo_baselines.llm.cache import Cache
from acuerdo_baselines.llm.chunks import chunks_of
from acuerdo_baselines.llm.endpoint import JSON_OBJECT, Endpoint
from acuerdo_baselines.llm.layers import with_needed
from acuerdo_baselines.llm.merging import merged
from acuerdo_baselines.llm.ordering import in_order
from acuerdo_baselines.llm.patience import Patience
from acuerdo_baselines.llm.piece import by_task
from acuerdo_baselines.llm.prices import OWN, cost_per_thousand, price_of, read_prices
from acuerdo_baselines.llm.schema import answer_schema
from acuerdo_baselines.llm.sending import Sender
from acuerdo_baselines.llm.settings import Settings, read_settings
from acuerdo_baselines.llm.shots import Shot, shots_from
from acuerdo_baselines.llm.usage import Usage

USUAL = "usual"
"""A cache where the environment says, else in the user's cache folder."""


class LanguageModel:
    """A language model that is told the ontology, shown a few examples, and asked for JSON.

    The texts are sent to the endpoint. Every setting is a keyword or, when that is None, a variable
    of the environment (``acuerdo_baselines.llm.settings``). Nothing is sent before the first
    document.

    Args:
        base_url: Address of an OpenAI-compatible server.
        model: Name of the model, as the server knows it.
        api_key: Sent as a bearer token.
        temperature: Of the sampling.
        seed: Of the sampling and of the jitter.
        max_tokens: Longest answer.
        timeout: Seconds to wait for a server that says nothing.
        concurrency: Requests in flight at most.
        retries: How often a request that failed is repeated.
        backoff: Seconds before the first repetition.
        longest_wait: Seconds of patience that a server may ask for.
        patience: Chunks in a row without a usable answer that end the run.
        cache: Folder of the answers; None for none.
        shots: Examples shown at most.
        shot_tokens: Estimated tokens that the examples may take together.
        chunk: Reference tokens asked about at once, at most.
        grounding: A policy of ``acuerdo.grounding``.
        prices: File of prices.
        extra: JSON object merged into every request.
        ontology: The labels; those of the dataset when None.
        layers: What to ask for, as names or as text with commas; what it refers to is asked for as
            well. Everything when None.
        examples: What the examples are chosen from, or a file of them; the training split when
            None.

    Raises:
        ExtractorError: There is no address or model, or some settings cannot be; with all of them.

    >>> model = LanguageModel(base_url="http://localhost:8000/v1", model="local", cache=None)
    >>> model.usage.requests, model.ungrounded
    (0, {})
    """

    name: ClassVar[str] = "llm"
    layers: ClassVar[tuple[str, ...]] = LAYERS

    def __init__(
        self,
        *,
        base_url: str | None = None,
        model: str | None = None,
        api_key: str | None = None,
        temperature: float | None = None,
        seed: int | None = None,
        max_tokens: int | None = None,
        timeout: float | None = None,
        concurrency: int | None = None,
        retries: int | None = None,
        backoff: float | None = None,
        longest_wait: float | None = None,
        patience: int | None = None,
        cache: str | Path | None = USUAL,
        shots: int | None = None,
        shot_tokens: int | None = None,
        chunk: int | None = None,
        grounding: str | None = None,
        prices: str | Path | None = None,
        extra: str | Mapping[str, Any] | None = None,
        ontology: Ontology | None = None,
        layers: Sequence[str] | str | None = None,
        examples: Iterable[Example] | str | Path | None = None,
    ) -> None:
        written = msgspec.json.encode(extra).decode() if isinstance(extra, Mapping) else extra
        self.settings: Settings = read_settings(
            {
                "base_url": base_url, "model": model, "api_key": api_key,
                "temperature": temperature, "seed": seed, "max_tokens": max_tokens,
                "timeout": timeout, "concurrency": concurrency, "retries": retries,
                "backoff": backoff, "longest_wait": longest_wait, "patience": patience,
                "cache": None if cache == USUAL else cache or "", "shots": shots,
                "shot_tokens": shot_tokens, "chunk": chunk, "grounding": grounding,
                "prices": prices, "extra": written,
                "layers": layers if layers is None else ",".join(_listed(layers)),
                "examples": examples if isinstance(examples, str | Path) else None,
            }
        )  # fmt: skip
        self._prices = read_prices(Path(self.settings.prices) if self.settings.prices else OWN)
        self._ontology = ontology
        wanted = None if layers is None and not self.settings.layers else self.settings.layers
        self._layers = with_needed(
            chosen_layers(type(self), None if wanted is None else _listed(wanted))
        )
        self._examples = None if isinstance(examples, str | Path) else examples
        self._shots: tuple[Shot, ...] | None = None
        self._usage = Usage()
        self._ungrounded: dict[str, dict[str, dict[str, int]]] = {}
        self._failure = ""
        self._forms: frozenset[str] = frozenset()
        self._models: frozenset[str] = frozenset()

    @property
    def usage(self) -> Usage:
        """What the documents answered so far took."""
        return self._usage

    @property
    def ungrounded(self) -> dict[str, dict[str, dict[str, int]]]:
        """Answers without a place in the text, by document, task and label, as scoring takes them.

        Documents without any are left out.
        """
        return dict(self._ungrounded)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores should know."""
        served = ", ".join(sorted(self._models - {self.settings.model}))
        model = self.settings.model + (f" (served as {served})" if served else "")
        notes = [f"llm: {model}: {self._usage}; {self._cost()}"]
        if self._shots is not None:
            shown = ", ".join(shot.document.id for shot in self._shots)
            notes.append(f"llm: examples shown: {shown or 'none'}")
        nowhere = Counter[str]()
        for tasks in self._ungrounded.values():
            nowhere.update({task: sum(labels.values()) for task, labels in tasks.items()})
        if nowhere:
            listed = ", ".join(f"{task} {nowhere[task]:,}" for task in LAYERS if nowhere[task])
            notes.append(
                f"llm: answers that are nowhere in the text, false positives by the policy "
                f"{self.settings.grounding!r}: {listed}"
            )
        if JSON_OBJECT in self._forms:
            notes.append("llm: the server refused a JSON schema; asked for json_object instead")
        if self._failure:
            notes.append(
                f"llm: {self._usage.failures:,} chunks without an answer, taken for empty; "
                f"the first: {self._failure}"
            )
        return tuple(notes)

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield what the model says about each document.

        Raises:
            ExtractorError: The server refuses, or gave too many unusable answers in a row.
            MissingExtraError: httpx is not installed.
        """
        ontology = self._ontology or acuerdo.load_ontology()
        settings = self.settings
        if self._shots is None:
            self._shots = shots_from(
                self._shown(ontology),
                self._layers,
                most=settings.shots,
                tokens=settings.shot_tokens,
            )
        schema = answer_schema(ontology, self._layers)
        cache = Cache(Path(settings.cache) if settings.cache else None)
        stopped = threading.Event()
        patience = Patience(settings.patience)
        with (
            Endpoint(settings, schema) as endpoint,
            ThreadPoolExecutor(settings.concurrency, "llm") as pool,
        ):
            sender = Sender(settings, schema, endpoint, cache, stopped)
            asker = Asker(sender, ontology, self._layers, self._shots, settings.grounding)

            def start(document: Document) -> list[Future[Asked]]:
                chunks = chunks_of(document.text, settings.chunk)
                return [pool.submit(asker.ask, document, chunk) for chunk in chunks]

            try:
                for document, parts in in_order(documents, start, ahead=2 * settings.concurrency):
                    for part in parts:
                        patience.after(part)
                    yield self._answer(document, sum(parts, Asked()), ontology)
            finally:
                stopped.set()
                pool.shutdown(wait=True, cancel_futures=True)

    def _shown(self, ontology: Ontology) -> Iterable[Example]:
        """What the examples are chosen from."""
        if self._examples is not None:
            return self._examples
        if self.settings.examples:
            return acuerdo.read_examples(Path(self.settings.examples), ontology)
        return acuerdo.load(split="train")

    def _answer(self, document: Document, asked: Asked, ontology: Ontology) -> Annotations:
        self._usage += asked.usage + Usage(documents=1)
        self._failure = self._failure or next(iter(asked.failures), "")
        self._forms |= asked.forms
        self._models |= asked.models
        nowhere = by_task(piece.ungrounded for piece in asked.pieces)
        self._ungrounded.pop(document.id, None)
        if nowhere:
            self._ungrounded[document.id] = nowhere
        return merged(document.id, [piece.annotations for piece in asked.pieces], ontology)

    def _cost(self) -> str:
        price = price_of(self.settings.model, self._prices)
        if price is None:
            return "no price known for this model"
        cost = cost_per_thousand(self._usage, price)
        amount = "no documents yet" if cost is None else f"{cost:,.2f} {price.currency}"
        return f"{amount} per 1,000 documents (prices of {price.date})"


def _listed(layers: Sequence[str] | str) -> list[str]:
    """Names of layers; of a text, those between its commas."""
    names = layers.split(",") if isinstance(layers, str) else layers
    return [name.strip() for name in names if name.strip()]

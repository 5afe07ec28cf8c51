"""Documents through the network: as many windows at a time as fit, answers in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from acuerdo.annotation import Annotations
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear.codes import Countries
from acuerdo_baselines.transformer.completing import complete
from acuerdo_baselines.transformer.finding import Finder
from acuerdo_baselines.transformer.libraries import require
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.scorer import Scorer
from acuerdo_baselines.transformer.text import Text

JOINING = frozenset(
    ("coreference", "event_attributes", "arguments", "relations", "event_relations", "quotes")
)
"""Layers that join spans."""


def groups(texts: Iterable[Text], batch: int) -> Iterator[list[Text]]:
    """Yield documents in groups that fill a batch of windows; the last one may be smaller.

    Args:
        texts: Read as far as needed.
        batch: Windows.
    """
    group: list[Text] = []
    waiting = 0
    for text in texts:
        group.append(text)
        waiting += len(text.windows)
        if waiting >= batch:
            yield group
            group, waiting = [], 0
    if group:
        yield group


def annotated(
    network: Network,
    texts: Iterable[Text],
    batch: int,
    ontology: Ontology,
    layers: Sequence[str],
    countries: Countries,
) -> Iterator[Annotations]:
    """Yield what a network says about documents, in order.

    Args:
        network: In evaluation mode.
        texts: The documents.
        batch: Windows that go through the encoder together.
        ontology: What may be answered.
        layers: What is asked for.
        countries: What is known of the names of countries.
    """
    torch = require("torch")
    for group in groups(texts, batch):
        with torch.inference_mode():
            found = []
            for text, vectors in zip(group, network.vectors(group, batch), strict=True):
                spans = Finder(network, text, vectors).spans()
                scorer = Scorer(network, text, vectors)
                if JOINING & set(layers):
                    spans = complete(text.document, spans, scorer, ontology, layers, countries)
                found.append(spans)
        yield from found

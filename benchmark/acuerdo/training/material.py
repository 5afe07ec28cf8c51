"""What a system is trained on, and how it is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from acuerdo.annotation import Example
from acuerdo.dataset import load
from acuerdo.extractor import LAYERS
from acuerdo.formats import fingerprint, read_examples
from acuerdo.models import Data
from acuerdo.ontology import Ontology

ONTOLOGY_LABELS, DATA_LABELS = "ontology", "data"
"""Where the entity types come from."""

SEED = 13


@dataclass(frozen=True, slots=True)
class Material:
    """Annotated documents to learn from, or to be tuned and scored on.

    Attributes:
        examples: The documents.
        name: Of the corpus, or of the file without its folder.
        sha256: Of its bytes.
    """

    examples: tuple[Example, ...]
    name: str
    sha256: str

    @property
    def record(self) -> Data:
        """What a model remembers of it."""
        return Data(self.name, self.sha256, len(self.examples))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a system is built.

    Attributes:
        system: Short name or ``module:Class``.
        ontology: The labels.
        labels: Where its entity types come from: ``ontology`` or ``data``.
        layers: What to learn; None for everything that the system learns and the documents have.
        seed: Of everything left to chance.
        options: Constructor keywords besides.
    """

    system: str
    ontology: Ontology
    labels: str = ONTOLOGY_LABELS
    layers: Sequence[str] | None = None
    seed: int = SEED
    options: Mapping[str, Any] = field(default_factory=dict)


def of_split(split: str) -> Material:
    """Return a split of the dataset.

    >>> of_split("test").name.endswith("#test")
    True
    """
    corpus = load(split=split)
    return Material(corpus.examples, corpus.source, corpus.sha256)


def of_file(path: Path, ontology: Ontology, *, format: str = "") -> Material:
    """Return the annotated documents of a file.

    Raises:
        FormatError: There is no such file or format.
        ValidationError: With the problems of all documents.
    """
    examples = tuple(read_examples(path, ontology, format=format))
    return Material(examples, path.resolve().name, fingerprint(path))


def layers_in(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the layers that annotated documents have anything of.

    >>> from acuerdo.dataset import load
    >>> layers_in(load("article"))[:3]
    ('entities', 'coreference', 'times')
    """
    golds = [example.gold for example in examples]
    events = [event for gold in golds for event in gold.events]
    there = {
        "entities": any(gold.entities for gold in golds),
        "coreference": any(len(each.mentions) > 1 for gold in golds for each in gold.entities),
        "times": any(gold.times for gold in golds),
        "triggers": bool(events),
        "event_attributes": bool(events),
        "arguments": any(event.arguments for event in events),
        "relations": any(gold.relations for gold in golds),
        "event_relations": any(gold.event_relations for gold in golds)
        or any(event.cluster for event in events),
        "quotes": any(gold.quotes for gold in golds),
    }
    return tuple(layer for layer in LAYERS if there[layer])

"""The gold, prepared once: what any number of predictions are compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from acuerdo.annotation import Example
from acuerdo.errors import ValidationError
from acuerdo.ontology import Ontology
from acuerdo.streaming.columns import Library, concatenate, in_order
from acuerdo.streaming.files import Part, Reader, shards
from acuerdo.validation import Problem


class Gold:
    """Gold layers and texts of a collection, in memory as integers and strings.

    Attributes:
        ids: Of the documents, sorted.
        texts: Text of each document by id.
        position: Number of each document in ``library``.
        library: Layers of the documents, in file order.
        reader: Reads predictions into layers that can be compared with them.

    >>> from acuerdo.dataset import load, load_ontology
    >>> Gold.of(load("article"), load_ontology()).ids
    ('acuerdo-article-0001',)
    """

    def __init__(self, parts: Iterable[Part], reader: Reader) -> None:
        parts = list(parts)
        ids = [name for part in parts for name in part.ids]
        _require_once(ids)
        self.reader = reader
        self.texts = {
            name: text for part in parts for name, text in zip(part.ids, part.texts, strict=True)
        }
        self.ids = tuple(sorted(ids))
        self.position = {name: n for n, name in enumerate(ids)}
        layers = [part.layers for part in parts] or [reader.flatten([])]
        self.library = Library(in_order(concatenate(layers)))

    @classmethod
    def of(cls, examples: Sequence[Example], ontology: Ontology) -> Gold:
        """Return the gold of annotated documents.

        Raises:
            ValidationError: Documents are repeated, or their annotations refer to nothing.
        """
        reader = Reader(ontology)
        ids = [example.document.id for example in examples]
        texts = [example.document.text for example in examples]
        layers = reader.flatten(example.gold for example in examples)
        return cls([Part(ids, texts, layers)], reader)

    @classmethod
    def read(cls, path: Path, ontology: Ontology) -> Gold:
        """Return the gold of a file, or of a folder of files.

        Raises:
            FormatError: There is no such file, or its format has no annotations.
            ValidationError: With the problems of all documents.
        """
        reader = Reader(ontology)
        parts = [part for file in shards(path) for part in reader.read(file, None)]
        return cls(parts, reader)


def _require_once(ids: Sequence[str]) -> None:
    problems = [
        Problem(f"gold: doc {name}", f"{times} annotations of one document", "one")
        for name, times in Counter(ids).items()
        if times > 1
    ]
    if problems:
        raise ValidationError(problems)

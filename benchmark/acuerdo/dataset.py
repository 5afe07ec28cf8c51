"""The released dataset, read from its files and checked against its manifest.

``datasets.load_dataset`` caches by card and file names, not by contents, and may return the rows
of another checkout. ``load`` reads the files itself and compares their sha256 with
``MANIFEST.json``, so that a number can be traced to the bytes it was measured on.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, overload

import msgspec

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import DatasetError
from acuerdo.ontology import Ontology, read_ontology

if TYPE_CHECKING:
    import polars

SPLITS = ("train", "validation", "test")
CONFIGS = {
    "default": "documents",
    "documents": "documents",
    "article": "article",
    "contrast": "contrast",
    "swap": "swap",
}
"""Nested configs by name, with the folder that holds one file per split."""

DATA_VARIABLE = "ACUERDO_DATA"


class FileEntry(msgspec.Struct, frozen=True):
    """What the manifest knows about one file."""

    sha256: str
    rows: int


class Release(msgspec.Struct, frozen=True):
    """A released state of the data: the digest that its version stands for."""

    version: str
    digest: str


class Manifest(msgspec.Struct, frozen=True):
    """``MANIFEST.json``: versions, and sha256 and row count of every generated file."""

    dataset: str
    version: str
    ontology_version: str
    releases: tuple[Release, ...]
    files: dict[str, FileEntry]


@dataclass(frozen=True, slots=True)
class Corpus(Sequence[Example]):
    """A split of the dataset: a sequence of documents with their gold annotations.

    Attributes:
        config: Canonical config name.
        split: ``train``, ``validation`` or ``test``.
        version: Dataset version.
        sha256: Of the file that was read; of nothing when the split is empty.
        examples: In file order.
    """

    config: str
    split: str
    version: str
    sha256: str
    examples: tuple[Example, ...]

    def __len__(self) -> int:
        return len(self.examples)

    @overload
    def __getitem__(self, index: int) -> Example: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Example, ...]: ...
    def __getitem__(self, index: int | slice) -> Example | tuple[Example, ...]:
        return self.examples[index]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without annotation."""
        return tuple(example.document for example in self.examples)

    @property
    def gold(self) -> tuple[Annotations, ...]:
        """The gold annotations, aligned with ``documents``."""
        return tuple(example.gold for example in self.examples)

    @property
    def source(self) -> str:
        """Name of the corpus in a scoring signature: ``acuerdo@1.0.0#test``."""
        config = "" if self.config == "documents" else f"/{self.config}"
        return f"acuerdo{config}@{self.version}#{self.split}"

    def to_polars(self) -> dict[str, polars.DataFrame]:
        """One table per flat view, with the columns of the dataset's configs.

        >>> tables = load("article").to_polars()
        >>> tables["events"].columns[:3]
        ['document_id', 'id', 'type']
        """
        from acuerdo.formats.flat import to_polars

        return to_polars(self.examples, load_ontology())


def data_root() -> Path:
    """Folder of the dataset: ``$ACUERDO_DATA``, else the installed copy, else the checkout.

    Raises:
        DatasetError: None of them holds a dataset.
    """
    chosen = os.environ.get(DATA_VARIABLE)
    here = Path(__file__).resolve().parent
    for root in [Path(chosen)] if chosen else [here / "_data", here.parents[1] / "data"]:
        if (root / "ontology.json").is_file():
            return root
    where = f"{chosen} (from {DATA_VARIABLE})" if chosen else "the installed package"
    raise DatasetError(
        f"no dataset in {where}: expected a folder with ontology.json and MANIFEST.json; "
        f"set {DATA_VARIABLE} to one"
    )


def load_ontology() -> Ontology:
    """Return the ontology of the released dataset.

    >>> len(load_ontology().event_types)
    20
    """
    return _ontology(data_root())


def load_manifest() -> Manifest:
    """Return the manifest of the released dataset.

    Raises:
        DatasetError: It is missing or malformed.
    """
    path = data_root() / "MANIFEST.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise DatasetError(f"{path}: no such file; expected the dataset's manifest") from error
    except msgspec.DecodeError as error:
        raise DatasetError(f"{path}: {error}") from error


def dataset_version() -> str:
    """Version of the released dataset."""
    return load_manifest().version


def load(config: str = "default", *, split: str = "test") -> Corpus:
    """Return a split, read from its file and checked against the manifest.

    A split without documents is an empty corpus.

    Args:
        config: ``default`` (all documents), ``article`` (the news article alone), or a probe,
            which has a test split only: ``contrast`` (minimal edits), ``swap`` (the test split
            under other names).
        split: ``train``, ``validation`` or ``test``.

    Raises:
        DatasetError: There is no such config or split, or the file's sha256 is not the manifest's.

    >>> load("article")[0].document.id
    'acuerdo-article-0001'
    """
    if config not in CONFIGS:
        raise DatasetError(f"config {config!r}: expected one of {', '.join(CONFIGS)}")
    if split not in SPLITS:
        raise DatasetError(f"split {split!r}: expected one of {', '.join(SPLITS)}")
    folder = CONFIGS[config]
    manifest = load_manifest()
    name = f"{folder}/{split}.jsonl"
    entry = manifest.files.get(name)
    if entry is None:
        nothing = hashlib.sha256().hexdigest()
        return Corpus(folder, split, manifest.version, nothing, ())
    path = data_root() / name
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as error:
        raise DatasetError(f"{path}: no such file, but MANIFEST.json lists it") from error
    if found != entry.sha256:
        raise DatasetError(
            f"{path}: sha256 {found[:12]}…, but MANIFEST.json expects {entry.sha256[:12]}…; "
            "the file was changed after its release"
        )
    from acuerdo.formats import read_examples

    examples = tuple(read_examples(path, load_ontology()))
    return Corpus(folder, split, manifest.version, found, examples)


@cache
def _ontology(root: Path) -> Ontology:
    return read_ontology(root / "ontology.json")

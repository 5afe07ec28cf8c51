"""From files to layers: quickly while everything is in order, carefully from the first doubt on.

JSONL and Parquet are read in batches that never become ``Annotations``. Where anything may be wrong
with a file, the reader of ``acuerdo.formats`` reads it again, from the start: its errors are the
errors of this module, and what it accepts is accepted. Other formats are read by it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from acuerdo.annotation import Annotations, Document
from acuerdo.formats import read_annotations, read_examples
from acuerdo.formats.rows import Row
from acuerdo.formats.table import existing, format_of
from acuerdo.ontology import Ontology
from acuerdo.scoring.flatten import flatten
from acuerdo.scoring.layers import BLOCK, Layers
from acuerdo.streaming import arrow
from acuerdo.streaming.columns import layers_of
from acuerdo.streaming.frame import Frame
from acuerdo.streaming.labels import Vocabulary
from acuerdo.streaming.rows import Sheets
from acuerdo.streaming.sheet import Doubt, Sheet
from acuerdo.streaming.soundness import Soundness
from acuerdo.streaming.texts import spans_are_sound
from acuerdo.streaming.typed import row_type
from acuerdo.validation import validate_document

BATCH = 1 << 17
"""Bytes decoded at a time: what is decoded stays in the cache until it has been copied."""

SHEET = 500
"""Documents judged at a time, for the same reason."""

_LINE_END, _LIST = ord("\n"), ord("[")
_LISTS = (b'":[', b'": [')


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents of a file.

    Attributes:
        ids: Of the documents.
        texts: Of the documents; what the file or the collection says.
        layers: What is said about them.
    """

    ids: Sequence[str]
    texts: Sequence[str]
    layers: Layers


def shards(path: Path) -> list[Path]:
    """Return the files of a folder of JSONL or Parquet, in order; of anything else, itself.

    Raises:
        FormatError: There is no such file or folder.
    """
    if existing(path).is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".jsonl", ".parquet"))
        if files:
            return files
    return [path]


class Reader:
    """Reads files into layers that can be compared with each other.

    Args:
        ontology: What may be annotated.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._values: dict[str, int] = {}
        self._vocabulary = Vocabulary(ontology, self._values)
        self._sheets = Sheets(self._vocabulary)
        self._soundness = Soundness(ontology)
        self._rows = msgspec.json.Decoder(row_type(ontology))

    def flatten(self, annotations: Iterable[Annotations]) -> Layers:
        """Return the layers of annotations, comparable with those of files."""
        return flatten(annotations, self.ontology, values=self._values)

    def read(self, path: Path, texts: Mapping[str, str] | None) -> Iterator[Part]:
        """Yield the documents of a file in parts of some hundred, in file order.

        Args:
            path: JSONL, Parquet or a brat folder.
            texts: The collection that the annotations must be about, by id; None for a file that
                is a collection itself.

        Raises:
            FormatError: There is no such file, or its format is another one.
            ValidationError: With the problems of all its documents.
        """
        done = 0
        seen: set[str] = set()
        try:
            for sheet in self._sheets_of(path, checked=texts is not None):
                part = self._part(sheet, texts, seen)
                yield part
                done += len(part.ids)
        except Doubt:
            yield from self._carefully(path, texts, done)

    def _sheets_of(self, path: Path, *, checked: bool) -> Iterator[Sheet]:
        """The sheets of a file; unless its documents are known, they are checked, too."""
        known = format_of(existing(path))
        if known == "jsonl":
            found = self._of_lines(path)
        elif known == "parquet":
            found = arrow.sheets(path, self._vocabulary, SHEET)
        else:
            raise Doubt
        sheet = None
        for sheet in found:
            if not checked:
                _require_documents(sheet)
            yield sheet
        if sheet is None:
            raise Doubt

    def _of_lines(self, path: Path) -> Iterator[Sheet]:
        sheets = self._sheets
        sheets.take()
        with path.open("rb") as file:
            while batch := file.read(BATCH):
                batch += file.readline()
                _require_keys_once(batch, sheets.add(self._decoded(batch)))
                if len(sheets) >= SHEET:
                    yield sheets.take()
        if len(sheets):
            yield sheets.take()

    def _decoded(self, batch: bytes) -> list[Row]:
        # Five times as quick as bytes.count.
        ends = np.count_nonzero(np.frombuffer(batch, np.uint8) == _LINE_END)
        lines = ends + (not batch.endswith(b"\n"))
        try:
            rows = self._rows.decode_lines(batch)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Doubt from error
        if len(rows) != lines or b"\r" in batch:
            raise Doubt
        return rows

    def _part(self, sheet: Sheet, texts: Mapping[str, str] | None, seen: set[str]) -> Part:
        """The part that a sheet is, if it obeys every rule."""
        before = len(seen)
        seen.update(sheet.ids)
        if len(seen) - before < len(sheet.ids):
            raise Doubt
        frame = Frame(sheet)
        known = _texts_of(sheet, texts)
        vocabulary = self._vocabulary
        event_type = vocabulary.events.columns(sheet.event_kind)[0]
        if not (spans_are_sound(frame, known) and self._soundness.holds(frame, event_type)):
            raise Doubt
        layers = layers_of(
            frame,
            actor=vocabulary.actors.columns(sheet.entity_actor)[0],
            time=vocabulary.times.columns(sheet.time_kind),
            event_type=event_type,
            attributes=vocabulary.attributes.columns(sheet.event_attributes),
        )
        return Part(sheet.ids, known, layers)

    def _carefully(self, path: Path, texts: Mapping[str, str] | None, done: int) -> Iterator[Part]:
        """The documents of a file without the first ``done``, if it obeys every rule."""
        if texts is None:
            examples = read_examples(path, self.ontology)
            given = [example.gold for example in examples]
            texts = {example.document.id: example.document.text for example in examples}
        else:
            documents = [Document(name, text) for name, text in texts.items()]
            given = read_annotations(path, self.ontology, documents=documents)
        for start in range(done, len(given), BLOCK):
            block = given[start : start + BLOCK]
            ids = [one.document_id for one in block]
            yield Part(ids, [texts[name] for name in ids], self.flatten(block))


def _texts_of(sheet: Sheet, texts: Mapping[str, str] | None) -> list[str]:
    """The texts that the documents of a sheet must have, and have unless they leave them out."""
    if texts is None:
        known = [text for text in sheet.texts if text is not None]
        if len(known) < len(sheet.ids):
            raise Doubt
        return known
    try:
        known = [texts[name] for name in sheet.ids]
    except KeyError as error:
        raise Doubt from error
    if any(
        given is not None and given != text for given, text in zip(sheet.texts, known, strict=True)
    ):
        raise Doubt
    return known


def _require_documents(sheet: Sheet) -> None:
    for name, text, split in zip(sheet.ids, sheet.texts, sheet.splits, strict=True):
        if text is None or validate_document(Document(name, text, split=split)):
            raise Doubt


def _require_keys_once(batch: bytes, lists: int) -> None:
    """Raise a doubt if the batch may have more lists than rows were made of: a layer given twice.

    A text may have brackets of its own; then the lists are counted by what precedes them.
    """
    brackets = np.count_nonzero(np.frombuffer(batch, np.uint8) == _LIST)
    if brackets != lists and sum(map(batch.count, _LISTS)) != lists:
        raise Doubt

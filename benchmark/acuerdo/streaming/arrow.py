"""From a Parquet file to sheets: columns stay columns, and no annotation becomes a Python object.

Strings are handled as dictionary codes: what is looked up, among the labels or the ids of a
document, is looked up once for every different string.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from acuerdo.formats.rows import LAYERS, Row
from acuerdo.scoring.matching import join
from acuerdo.streaming.frame import owners, starts
from acuerdo.streaming.labels import Kinds, Vocabulary
from acuerdo.streaming.sheet import SEPARATOR, Doubt, Index, Ints, Sheet

SPAN = frozenset(("start", "end", "text"))
LINK = frozenset(("id", "type", "head", "tail"))
FIELDS = {
    "entities": frozenset(("id", "type", "name", "country", "sector", "mentions")),
    "mentions": frozenset(("id", "start", "end", "text", "head", "level")),
    "times": frozenset(("id", "start", "end", "text", "type", "value", "mod")),
    "events": frozenset(
        ("id", "type", "mode", "trigger", "head", "polarity", "certainty", "time", "cluster")
    )
    | {"arguments"},
    "arguments": frozenset(("role", "filler")),
    "relations": LINK,
    "event_relations": LINK,
    "quotes": frozenset(("id", "form", "source", "event", "cue", "content")),
    "head": SPAN,
    "trigger": SPAN,
    "cue": SPAN,
    "content": SPAN,
}
"""Keys of the native row, level by level."""


def sheets(path: Path, vocabulary: Vocabulary, size: int) -> Iterator[Sheet]:
    """Yield the documents of a Parquet file.

    Args:
        path: The file.
        vocabulary: Gives labels their codes.
        size: Documents of a sheet.

    Raises:
        Doubt: The file is not as this package writes it, or something cannot be right.
    """
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(size, use_threads=False):
                vocabulary.forget()
                yield _sheet(batch, vocabulary)
    except (pyarrow.ArrowException, KeyError, OSError) as error:
        raise Doubt from error


def _sheet(batch: Any, vocabulary: Vocabulary) -> Sheet:
    names = set(batch.schema.names)
    if len(names) < batch.num_columns or not set(LAYERS) <= names <= set(Row.__struct_fields__):
        raise Doubt
    metadata = {name: _Strings(batch.column(name)).values() for name in names if name not in LAYERS}
    size = batch.num_rows
    for day in set(metadata.get("date", ())):
        vocabulary.days[day]
    entities = _Level.of_list("entities", batch.column("entities"))
    mentions = entities.list("mentions")
    times = _Level.of_list("times", batch.column("times"))
    events = _Level.of_list("events", batch.column("events"))
    arguments = events.list("arguments")
    relations = _Level.of_list("relations", batch.column("relations"))
    links = _Level.of_list("event_relations", batch.column("event_relations"))
    quotes = _Level.of_list("quotes", batch.column("quotes"))
    mention_heads, event_heads = mentions.struct("head"), events.struct("head")
    triggers, cues, contents = events.struct("trigger"), quotes.list("cue"), quotes.list("content")
    vocabulary.names.require(entities.strings("name").distinct)
    mentions.strings("level").codes(vocabulary.levels)
    references = _numbered(
        documents=size,
        items=(
            (mentions, owners(entities.sizes)[owners(mentions.sizes)]),
            *((level, owners(level.sizes)) for level in (times, events, entities)),
            *((level, owners(level.sizes)) for level in (relations, links, quotes)),
        ),
        references=(
            (owners(events.sizes)[owners(arguments.sizes)], arguments, ("filler",)),
            (owners(relations.sizes), relations, ("head", "tail")),
            (owners(links.sizes), links, ("head", "tail")),
            (owners(quotes.sizes), quotes, ("source", "event")),
        ),
    )
    clusters = events.strings("cluster")
    spans = (mentions, mention_heads, times, triggers, event_heads, cues, contents)
    return Sheet(
        ids=metadata["id"],
        texts=metadata.get("text", [None] * size),
        splits=metadata.get("split", [""] * size),
        entities=entities.sizes,
        entity_type=entities.strings("type").codes(vocabulary.entity_types),
        entity_actor=_kinds(entities, ("country", "sector"), vocabulary.actors),
        entity_mentions=mentions.sizes,
        mention_start=mentions.integers("start"),
        mention_end=mentions.integers("end"),
        mention_head_start=mention_heads.integers("start"),
        mention_head_end=mention_heads.integers("end"),
        times=times.sizes,
        time_start=times.integers("start"),
        time_end=times.integers("end"),
        time_kind=_kinds(times, ("type", "value", "mod"), vocabulary.times),
        events=events.sizes,
        event_start=triggers.integers("start"),
        event_end=triggers.integers("end"),
        event_head_start=event_heads.integers("start"),
        event_head_end=event_heads.integers("end"),
        event_kind=_kinds(events, ("type", "mode"), vocabulary.events),
        event_attributes=_kinds(events, ("polarity", "certainty", "time"), vocabulary.attributes),
        event_cluster=clusters.codes(
            {name: n if name else -1 for n, name in enumerate(clusters.distinct)}
        ),
        event_arguments=arguments.sizes,
        argument_role=arguments.strings("role").codes(vocabulary.roles),
        argument_filler=references[0],
        relations=relations.sizes,
        relation_type=relations.strings("type").codes(vocabulary.relation_types),
        relation_ends=references[1],
        links=links.sizes,
        link_type=links.strings("type").codes(vocabulary.link_types),
        link_ends=references[2],
        quotes=quotes.sizes,
        quote_form=quotes.strings("form").codes(vocabulary.forms),
        quote_ends=references[3],
        quote_cues=cues.sizes,
        quote_contents=contents.sizes,
        cue_start=cues.integers("start"),
        cue_end=cues.integers("end"),
        content_start=contents.integers("start"),
        content_end=contents.integers("end"),
        copies=tuple(level.joined("text") for level in spans),
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """Items of one layer, over all documents.

    Attributes:
        sizes: Number of items of each owner.
        items: Struct array.
    """

    sizes: Ints
    items: Any

    @classmethod
    def of_list(cls, name: str, lists: Any) -> _Level:
        """The items of lists."""
        _require_present(lists)
        offsets = lists.offsets.to_numpy()
        return cls(np.diff(offsets).astype(np.int32), _structs(name, lists.flatten()))

    def list(self, name: str) -> _Level:
        """The items of a list in each item."""
        return _Level.of_list(name, self.items.field(name))

    def struct(self, name: str) -> _Level:
        """The parts of a struct in each item."""
        return _Level(np.ones(len(self.items), np.int32), _structs(name, self.items.field(name)))

    def integers(self, name: str) -> Ints:
        """A column of integers."""
        import pyarrow

        column = self.items.field(name)
        _require_present(column)
        if not pyarrow.types.is_integer(column.type):
            raise Doubt
        values: Ints = column.cast(pyarrow.int32()).to_numpy()
        return values

    def strings(self, name: str) -> _Strings:
        """A column of strings."""
        return _Strings(self.items.field(name))

    def joined(self, name: str) -> str:
        """A column of strings as one, a separator after each."""
        import pyarrow
        from pyarrow import compute

        column = self.strings(name).column
        if not len(column):
            return ""
        whole = pyarrow.ListArray.from_arrays([0, len(column)], column)
        separator = pyarrow.scalar(SEPARATOR, column.type)
        text: str = compute.binary_join(whole, separator)[0].as_py()
        return text + SEPARATOR


class _Strings:
    """A column of strings without nulls."""

    def __init__(self, column: Any) -> None:
        import pyarrow

        _require_present(column)
        types = pyarrow.types
        if not (types.is_string(column.type) or types.is_large_string(column.type)):
            raise Doubt
        self.column = column.cast(pyarrow.large_string())

    @property
    def distinct(self) -> list[str]:
        """The different strings."""
        strings: list[str] = self._encoded().dictionary.to_pylist()
        return strings

    def values(self) -> list[Any]:
        """The strings themselves."""
        strings: list[Any] = self.column.to_pylist()
        return strings

    def codes(self, codes: Mapping[str, int]) -> Ints:
        """The codes of the strings."""
        encoded = self._encoded()
        table = np.array([codes[name] for name in encoded.dictionary.to_pylist()], np.int32)
        return np.asarray(table[encoded.indices.to_numpy()])

    def _encoded(self) -> Any:
        return self.column.dictionary_encode()


def _structs(name: str, items: Any) -> Any:
    import pyarrow

    _require_present(items)
    if not pyarrow.types.is_struct(items.type):
        raise Doubt
    names = [field.name for field in items.type]
    if len(names) != len(FIELDS[name]) or set(names) != FIELDS[name]:
        raise Doubt
    return items


def _require_present(column: Any) -> None:
    if column.null_count:
        raise Doubt


def _kinds(level: _Level, names: Sequence[str], kinds: Kinds) -> Ints:
    """Kinds of the label combinations in some columns."""
    combined = np.zeros(len(level.items), np.int64)
    distinct = []
    for name in names:
        encoded = level.strings(name)._encoded()
        labels = encoded.dictionary.to_pylist()
        combined = combined * max(len(labels), 1) + encoded.indices.to_numpy()
        distinct.append(labels)
    found, place = np.unique(combined, return_inverse=True)
    numbers = []
    for combination in found.tolist():
        key = []
        for labels in reversed(distinct):
            combination, code = divmod(combination, len(labels))
            key.append(labels[code])
        numbers.append(kinds[tuple(reversed(key))])
    return np.asarray(np.array(numbers, np.int32)[place])


def _numbered(
    documents: int,
    items: Sequence[tuple[_Level, Index]],
    references: Sequence[tuple[Index, _Level, tuple[str, ...]]],
) -> list[Ints]:
    """Replace ids by the numbers of their items.

    Args:
        documents: Number of documents.
        items: What has ids, in the order of numbers, with the document of each.
        references: Document, items and columns of what refers to ids.
    """
    import pyarrow

    columns = [level.strings("id").column for level, _ in items]
    owner = [document for _, document in items]
    for document, level, names in references:
        columns += [level.strings(name).column for name in names]
        owner += [document] * len(names)
    encoded = pyarrow.concat_arrays(columns).dictionary_encode()
    width = len(encoded.dictionary)
    keys = np.concatenate(owner) * width + encoded.indices.to_numpy()
    parts = np.split(keys, np.cumsum([len(column) for column in columns])[:-1])
    ids, wanted = np.concatenate(parts[: len(items)]), parts[len(items) :]
    ordered = np.sort(ids, kind="stable")
    empty = encoded.dictionary.index("").as_py()
    if (ordered[1:] == ordered[:-1]).any() or (ids % max(width, 1) == empty).any():
        raise Doubt
    numbers = _numbers(documents, owner[: len(items)])
    found = []
    for key in wanted:
        number = np.full(len(key), -1, np.int32)
        named = np.flatnonzero(key % max(width, 1) != empty)
        i, j = join(key[named], ids)
        if len(i) < len(named):
            raise Doubt
        number[named[i]] = numbers[j]
        found.append(number)
    bounds = np.cumsum([0, *(len(names) for _, _, names in references)])
    return [np.stack(found[first:last], axis=1).ravel() for first, last in pairwise(bounds)]


def _numbers(documents: int, owner: Sequence[Index]) -> Index:
    """Number of each item in its document."""
    before = np.zeros(documents, np.int64)
    numbers = []
    for document in owner:
        sizes = np.bincount(document, minlength=documents)
        ordinal = np.arange(len(document)) - starts(sizes)[document]
        numbers.append(before[document] + ordinal)
        before += sizes
    return np.concatenate(numbers)

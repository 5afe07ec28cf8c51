"""Files of a flat view: Parquet, JSONL or CSV, told from the suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from acuerdo.annotation import Example
from acuerdo.atomic import whole_file
from acuerdo.errors import FormatError
from acuerdo.formats.flat import view_table
from acuerdo.ontology import Ontology

if TYPE_CHECKING:
    import polars

LIST_SEPARATOR = "; "
"""Between the items of a list in CSV, which has no lists; no actor code contains it."""


def view_suffix(path: Path) -> str:
    """Return the suffix of a file of a flat view, in lower case.

    Raises:
        FormatError: No such file can be written.

    >>> view_suffix(Path("records.CSV"))
    '.csv'
    """
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        raise FormatError(f"{path}: suffix {path.suffix!r}; expected {', '.join(_WRITERS)}")
    return suffix


def write_view(path: Path, name: str, examples: Iterable[Example], ontology: Ontology) -> int:
    """Write a flat view of a corpus and return its number of rows.

    Args:
        path: File; its suffix is ``.parquet``, ``.jsonl`` or ``.csv``.
        name: Of a view, such as ``records``.
        examples: The corpus, gold or predicted.
        ontology: What may be annotated.

    Raises:
        FormatError: The suffix is another, or the file cannot be written.
    """
    write = _WRITERS[view_suffix(path)]
    table = view_table(name, examples, ontology)
    with whole_file(path) as temporary:
        write(table, temporary)
    return table.height


def _parquet(table: polars.DataFrame, path: Path) -> None:
    table.write_parquet(path)


def _jsonl(table: polars.DataFrame, path: Path) -> None:
    table.write_ndjson(path)


def _csv(table: polars.DataFrame, path: Path) -> None:
    import polars

    lists = [name for name, kind in table.schema.items() if kind == polars.List]
    joined = [
        polars.col(name).cast(polars.List(polars.String)).list.join(LIST_SEPARATOR)
        for name in lists
    ]
    # An empty string would stand between quotes, as if it were something else than nothing.
    blank = polars.col(polars.String).replace("", None)
    table.with_columns(joined).with_columns(blank).write_csv(path)


_WRITERS: dict[str, Callable[[polars.DataFrame, Path], None]] = {
    ".parquet": _parquet,
    ".jsonl": _jsonl,
    ".csv": _csv,
}

"""Parquet: the native row with typed columns; and any table with ``id`` and ``text``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from acuerdo.annotation import Example
from acuerdo.atomic import scratch_file, whole_file
from acuerdo.errors import FormatError
from acuerdo.formats import jsonl
from acuerdo.formats.conversion import document_of
from acuerdo.formats.decoding import explain_shape
from acuerdo.formats.found import Documents, Found, found_in_row
from acuerdo.formats.rows import LAYERS, DocumentRow, Row
from acuerdo.ontology import Ontology

if TYPE_CHECKING:
    import polars

BLOCK = 1_000
"""Rows read at a time."""

_METADATA = tuple(name for name in DocumentRow.__struct_fields__ if name not in LAYERS)


def scan(path: Path, ontology: Ontology, documents: Documents | None) -> Iterator[Found]:
    """Yield every annotated document of a file, in file order."""
    del ontology
    for number, values in _rows(path):
        where = f"{path.name}: row {number}"
        try:
            row = msgspec.convert(values, Row)
        except msgspec.ValidationError as error:
            problem = explain_shape(values, error).within(f"{where}: doc {values.get('id')}")
            yield Found(where, problems=(problem,))
        else:
            yield found_in_row(row, where, documents)


def scan_documents(path: Path) -> Iterator[Found]:
    """Yield every row of a table with ``id`` and ``text``; other columns are optional.

    Raises:
        FormatError: It is no Parquet file, or one of these columns is missing.
    """
    for number, values in _rows(path, _METADATA):
        where = f"{path.name}: row {number}"
        # Other people's tables number their rows, date them with a date type, and have nulls.
        given = {
            # A time of publication is told as its day.
            name: str(value.date() if isinstance(value, datetime.datetime) else value)
            for name, value in values.items()
            if value is not None and name != "text"
        }
        if values.get("text") is not None:
            given["text"] = values["text"]
        try:
            row = msgspec.convert(given, DocumentRow)
        except msgspec.ValidationError as error:
            problem = explain_shape(given, error).within(f"{where}: doc {values.get('id')}")
            yield Found(where, problems=(problem,))
            continue
        where = f"{where}: doc {row.id}"
        document, problems = document_of(row)
        placed = tuple(problem.within(where) for problem in problems)
        yield Found(where, document, problems=placed)


def write(path: Path, examples: Iterable[Example], ontology: Ontology) -> None:
    """Write annotated documents, by way of a JSONL file beside the target, without holding them."""
    import polars

    with whole_file(path) as temporary, scratch_file(path) as rows:
        jsonl.write(rows, examples, ontology)
        if rows.stat().st_size:
            polars.scan_ndjson(rows, schema=schema()).sink_parquet(temporary)
        else:
            polars.DataFrame(schema=schema()).write_parquet(temporary)


def schema() -> dict[str, polars.DataType]:
    """Return the column types of the native row."""
    import polars

    def struct(*strings: str, **others: Any) -> polars.Struct:
        return polars.Struct(dict.fromkeys(strings, polars.String()) | others)

    offsets = {"start": polars.Int32(), "end": polars.Int32()}
    span = polars.Struct(offsets | {"text": polars.String()})
    bound = {"id": polars.String(), **offsets, "text": polars.String()}
    string = polars.String()
    link = polars.List(struct("id", "type", "head", "tail"))
    mention = polars.Struct(bound | {"head": span, "level": string})
    return {
        **dict.fromkeys(_METADATA, string),
        "entities": polars.List(
            struct("id", "type", "name", "country", "sector", mentions=polars.List(mention))
        ),
        "times": polars.List(
            polars.Struct(bound | {"type": string, "value": string, "mod": string})
        ),
        "events": polars.List(
            polars.Struct(
                {
                    "id": string,
                    "type": string,
                    "mode": string,
                    "trigger": span,
                    "head": span,
                    "polarity": string,
                    "certainty": string,
                    "time": string,
                    "cluster": string,
                    "arguments": polars.List(struct("role", "filler")),
                }
            )
        ),
        "relations": link,
        "event_relations": link,
        "quotes": polars.List(
            struct(
                "id", "form", "source", "event", cue=polars.List(span), content=polars.List(span)
            )
        ),
    }


def _rows(path: Path, columns: tuple[str, ...] = ()) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number and values of every row: of all columns, or of those among ``columns``."""
    import polars

    try:
        table = polars.scan_parquet(path)
        present = table.collect_schema().names()
    except (polars.exceptions.PolarsError, OSError) as error:
        raise FormatError(f"{path.name}: no Parquet file: {error}") from error
    if columns:
        missing = [name for name in ("id", "text") if name not in present]
        if missing:
            shown = ", ".join(present[:20]) or "none"
            raise FormatError(
                f"{path.name}: no column {' and no column '.join(missing)}; "
                f"expected id and text among its columns ({shown})"
            )
    chosen = [name for name in columns if name in present] if columns else present
    table = table.select(chosen)
    start = 0
    while rows := table.slice(start, BLOCK).collect().to_dicts():
        yield from enumerate(rows, start=start + 1)
        start += len(rows)

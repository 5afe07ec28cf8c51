"""Files of documents and annotations: one module per format, all of them in ``FORMATS``.

::

    jsonl     native: one document per line          rows, decoding: the row and its errors
    parquet   the same row with typed columns
    brat      standoff: the truth on disk            notation, paragraphs: how it is authored
    text      a folder of .txt files, documents only
    conll     columns of tokens and tags             columns: the lines; iob: tags and spans
    flat      tables of single layers, written only
    table     the formats by name                    reading, writing: what callers use
    labels    the entity types that a file has

Reading checks everything: one ``ValidationError`` carries all the problems of a file.
"""

from __future__ import annotations

from acuerdo.formats.labels import entity_types_in, sorted_types, with_types_of
from acuerdo.formats.reading import (
    find_problems,
    iter_documents,
    read_annotations,
    read_documents,
    read_examples,
)
from acuerdo.formats.table import FORMATS, Format, format_of
from acuerdo.formats.writing import fingerprint, write_examples

__all__ = [
    "FORMATS",
    "Format",
    "entity_types_in",
    "find_problems",
    "fingerprint",
    "format_of",
    "iter_documents",
    "read_annotations",
    "read_documents",
    "read_examples",
    "sorted_types",
    "with_types_of",
    "write_examples",
]

"""The entity types that a file has, whatever the ontology says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from acuerdo.formats.brat.writing import CUE, QUOTE
from acuerdo.formats.table import FORMATS, existing, format_of
from acuerdo.formats.text import read_text
from acuerdo.ontology import Ontology, with_entity_types

_BOUND = re.compile(r"(T\d+)\t(\S+) ")
_LEVEL = re.compile(r"[AM]\d+\tLevel (T\d+) ")
_FRAME = re.compile(r"E\d+\t\S+:(T\d+)")


def entity_types_in(path: Path, ontology: Ontology, *, format: str = "") -> tuple[str, ...]:
    r"""Return the entity types of a file: those of the ontology first, then others by name.

    What cannot be read is passed over: reading the file tells.

    Args:
        path: File or folder with annotations.
        ontology: What times and triggers are called, in formats that do not set them apart.
        format: Name of the format; told from the path when empty.

    Raises:
        FormatError: There is no such file or format.

    >>> import tempfile
    >>> from acuerdo.dataset import load_ontology
    >>> path = Path(tempfile.mkdtemp()) / "a.conll"
    >>> _ = path.write_text("Liga B-MISC\nen O\nLima B-LOC\n")
    >>> entity_types_in(path, load_ontology())
    ('LOC', 'MISC')
    """
    known = FORMATS[format_of(existing(path), format)]
    if known.name == "brat":
        found = set(_of_standoff(path, ontology))
    elif known.scan is None:
        found = set()
    else:
        found = {
            entity.type
            for one in known.scan(path, ontology, None)
            if one.annotations is not None
            for entity in one.annotations.entities
        }
    return sorted_types(found, ontology)


def with_types_of(
    ontology: Ontology, paths: Iterable[Path], *, format: str = "", others: Iterable[str] = ()
) -> Ontology:
    """Return an ontology whose entity types are those of files; the same one if they have none.

    Args:
        ontology: Where everything else comes from.
        paths: Files or folders with annotations.
        format: Name of their format; told from the paths when empty.
        others: Entity types besides.

    Raises:
        FormatError: There is no such file or format.
    """
    found = {kind for path in paths for kind in entity_types_in(path, ontology, format=format)}
    names = sorted_types(found | set(others), ontology)
    return with_entity_types(ontology, names) if names else ontology


def sorted_types(types: Iterable[str], ontology: Ontology) -> tuple[str, ...]:
    """Return entity types, each once: those of the ontology in its order, then others by name."""
    given = set(types)
    ours = ontology.entity_type_names
    return (*(name for name in ours if name in given), *sorted(given - set(ours)))


def _of_standoff(folder: Path, ontology: Ontology) -> Iterator[str]:
    """Labels of T lines that have a level, as mentions do, or that nothing else explains."""
    others = {*ontology.time_type_names, *ontology.event_type_names, QUOTE, CUE}
    for file in sorted(folder.glob("*.ann")):
        lines = (read_text(file)[0] or "").split("\n")
        triggers = {match[1] for line in lines if (match := _FRAME.match(line))}
        levelled = {match[1] for line in lines if (match := _LEVEL.match(line))}
        for match in filter(None, map(_BOUND.match, lines)):
            unexplained = match[1] not in triggers and match[2] not in others
            if match[1] in levelled or unexplained:
                yield match[2]

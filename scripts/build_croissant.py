#!/usr/bin/env python
"""Build ``data/croissant.json`` from the manifest and the card; ``--check`` compares only.

Croissant 1.1 with the responsible-AI vocabulary 1.0. Files and hashes come from ``MANIFEST.json``,
columns from the card's declared features, title, authors and dates from ``CITATION.cff``, the words
from ``croissant.yaml`` beside this script. With ``mlcroissant`` installed (extra ``croissant``) the
result is also validated.

Source: http://mlcommons.org/croissant/1.1 and http://mlcommons.org/croissant/RAI/1.0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from acuerdo.errors import AcuerdoError, DatasetError
from acuerdo.formats.flat import VIEWS
from acuerdo.generated import write_or_check

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
WORDS = Path(__file__).with_name("croissant.yaml")
NESTED = "one nested row per document: its text and every layer"
BUNDLES = "one row per contrast bundle: its members, what changes and what stays"
FOLDER = "./"
"""Address of the dataset until ``CITATION.cff`` has a ``url``: the folder of the file itself."""

Node = dict[str, Any]

TYPES = {"string": "sc:Text", "int32": "cr:Int32", "date32": "sc:Date"}
SPLIT_CLASSES = {
    "train": "cr:TrainingSplit",
    "validation": "cr:ValidationSplit",
    "test": "cr:TestSplit",
    "contrast": "cr:TestSplit",
    "swap": "cr:TestSplit",
}
LIKE_DOCUMENTS = ("article", "contrast", "swap")
"""Configs whose rows are documents."""
LABELS = (
    "type", "mode", "level", "polarity", "certainty", "role", "event_type", "form", "tags",
)  # fmt: skip


def main() -> int:
    """Write or check the file; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    path = DATA / "croissant.json"
    try:
        content = json.dumps(croissant(), indent=2, ensure_ascii=False) + "\n"
        write_or_check({path: content}, check=options.check, command="scripts/build_croissant.py")
        verdict = validate(path)
    except (AcuerdoError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"croissant: {verdict}")
    return 0


def validate(path: Path) -> str:
    """Verdict of mlcroissant on the file, warnings counted as faults."""
    try:
        import mlcroissant
    except ImportError:
        return "not validated (mlcroissant is not installed)"
    try:
        issues = mlcroissant.Dataset(jsonld=path).metadata.ctx.issues
    except mlcroissant.ValidationError as error:
        raise DatasetError(f"{path}: {error}") from error
    if issues.warnings:
        raise DatasetError(f"{path}: {issues.report()}")
    return "valid"


def croissant() -> Node:
    """The description of the dataset, as JSON-LD."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    manifest = json.loads((DATA / "MANIFEST.json").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    card = yaml.safe_load((DATA / "README.md").read_text(encoding="utf-8").split("\n---\n")[0])
    features = {info["config_name"]: info["features"] for info in card["dataset_info"]}
    documents = [
        json.loads(line)
        for path in sorted(DATA.glob("documents/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    check_columns(words["columns"], features)
    return {
        "@context": words["context"],
        "@type": "sc:Dataset",
        "conformsTo": [
            "http://mlcommons.org/croissant/1.1",
            "http://mlcommons.org/croissant/RAI/1.0",
        ],
        "name": "ACUERDO",
        "description": (
            "Spanish diplomatic news annotated with entities and coreference, times, events with "
            "attributes and arguments, relations, temporal, causal and subevent links, quotations "
            f"and derived political event records. {counted(len(documents), 'document')}; "
            f"ontology {manifest['ontology_version']}. Offsets are Unicode code points."
        ),
        "version": manifest["version"],
        "url": citation.get("url", FOLDER),
        "license": words["licences"],
        "creator": creators(citation),
        "datePublished": citation["date-released"].isoformat(),
        "inLanguage": card["language"],
        "keywords": list(dict.fromkeys([*citation["keywords"], *card["tags"]])),
        "isLiveDataset": False,
        "citeAs": bibtex(citation, manifest["version"]),
        **responsible_ai(words, documents),
        "distribution": list(distribution(manifest)),
        "recordSet": list(record_sets(words, manifest, features)),
    }


def check_columns(columns: dict[str, str], features: dict[str, list[Node]]) -> None:
    """Stop when a column of the card has no description, or an unknown type; all are listed."""
    problems = []
    for config, declared in features.items():
        for feature in declared:
            name = f"{config}.{feature['name']}"
            if about(columns, config, feature["name"]) is None:
                problems.append(f"{name}: no description in {WORDS.name}")
            dtype = feature.get("dtype", feature.get("list"))
            dtypes = {d for _, d in leaves(dtype)} if isinstance(dtype, list) else {dtype}
            for unknown in sorted(dtypes - TYPES.keys()):
                problems.append(f"{name}: {unknown!r}; expected one of {', '.join(TYPES)}")
    if problems:
        raise DatasetError("; ".join(problems))


def about(columns: dict[str, str], config: str, column: str) -> str | None:
    """What a column holds."""
    config = "documents" if config in LIKE_DOCUMENTS else config
    return columns.get(f"{config}.{column}", columns.get(column))


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 document``, ``2 documents``."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def bibtex(citation: Node, version: str) -> str:
    """Citation of this version of the data."""
    entries = {
        "title": citation["title"],
        "author": " and ".join(f"{{{author['name']}}}" for author in creators(citation)),
        "year": citation["date-released"].year,
        "version": version,
        "note": "Dataset",
    }
    return f"@misc{{acuerdo, {', '.join(f'{k} = {{{v}}}' for k, v in entries.items())}}}"


def creators(citation: Node) -> list[Node]:
    """Organisations and persons that CITATION.cff names as authors."""
    return [
        {"@type": "sc:Organization", "name": author["name"]}
        if "name" in author
        else {"@type": "sc:Person", "name": f"{author['given-names']} {author['family-names']}"}
        for author in citation["authors"]
    ]


def responsible_ai(words: Node, documents: list[Node]) -> Node:
    """Responsible-AI properties, their placeholders filled."""
    dates = sorted(document["date"] for document in documents)
    known = {
        "documents": counted(len(documents), "document"),
        "first": dates[0],
        "last": dates[-1],
    }
    return {
        f"rai:{name}": [text.format_map(known) for text in value]
        if isinstance(value, list)
        else value.format_map(known)
        for name, value in words["rai"].items()
    }


def distribution(manifest: Node) -> Iterator[Node]:
    """A node per view file, and one for the ontology that defines the labels."""
    ontology = (DATA / "ontology.json").read_bytes()
    version = manifest["ontology_version"]
    for name, entry in manifest["files"].items():
        rows = counted(entry["rows"], "row")
        yield file_object(name, "application/jsonlines", entry["sha256"], rows)
    yield file_object(
        "ontology.json",
        "application/json",
        hashlib.sha256(ontology).hexdigest(),
        f"labels, definitions and constraints, version {version}",
    )


def file_object(name: str, media_type: str, sha256: str, description: str) -> Node:
    """A file beside this description: its address is relative."""
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": description,
        "contentUrl": name,
        "contentSize": f"{(DATA / name).stat().st_size} B",
        "encodingFormat": media_type,
        "sha256": sha256,
    }


def record_sets(words: Node, manifest: Node, features: dict[str, list[Node]]) -> Iterator[Node]:
    """The splits, then a record set per file: configs and splits as ``load_dataset`` knows them."""
    files = [(name, *name.removesuffix(".jsonl").split("/")) for name in manifest["files"]]
    present = {split for _, _, split in files} | ({c for _, c, _ in files} & set(SPLIT_CLASSES))
    yield {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "the splits that have documents",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": f"splits/{name}", "name": name, "dataType": dtype}
            for name, dtype in (("name", "sc:Text"), ("url", "sc:URL"))
        ],
        "data": [
            {"splits/name": split, "splits/url": url}
            for split, url in SPLIT_CLASSES.items()
            if split in present
        ],
    }
    for file, config, split in files:
        name = f"{config}/{split}"
        description = BUNDLES if config == "bundles" else NESTED
        description = VIEWS[config].about if config in VIEWS else description
        record_set: Node = {
            "@type": "cr:RecordSet",
            "@id": name,
            "name": name,
            "description": f"{description}; config {config}, split {split}",
        }
        if config in words["keys"]:
            record_set["key"] = [{"@id": f"{name}/{column}"} for column in words["keys"][config]]
        record_set["field"] = [
            field(file, name, feature, about(words["columns"], config, feature["name"]))
            for feature in features[config]
        ]
        yield record_set


def field(file: str, record_set: str, feature: Node, description: str | None) -> Node:
    """A column. Lists of objects become sub-fields; lists inside them are in the flat configs."""
    column = feature["name"]
    node: Node = {
        "@type": "cr:Field",
        "@id": f"{record_set}/{column}",
        "name": column,
        "description": description,
    }
    extract = {"fileObject": {"@id": file}, "extract": {"column": column}}
    listed = feature.get("list")
    if listed is not None:
        node |= {"isArray": True, "arrayShape": "-1"}
    if isinstance(listed, list):
        node["subField"] = [
            {
                "@type": "cr:Field",
                "@id": f"{record_set}/{column}/{path}",
                "name": path,
                "dataType": data_type(path, dtype),
                "source": extract | {"transform": {"jsonPath": path}},
            }
            for path, dtype in leaves(listed)
        ]
    else:
        node |= {"dataType": data_type(column, listed or feature["dtype"]), "source": extract}
    if column == "split":
        # The specification also allows the bare reference, but mlcroissant 1.1.1 cannot read it.
        node["references"] = {"field": {"@id": "splits/name"}}
    return node


def leaves(features: list[Node], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Path and type of every atomic value of an object, lists left out."""
    for feature in features:
        if "struct" in feature:
            yield from leaves(feature["struct"], f"{prefix}{feature['name']}.")
        elif "dtype" in feature:
            yield f"{prefix}{feature['name']}", feature["dtype"]


def data_type(column: str, dtype: str) -> str | list[str]:
    """Croissant type of a column; labels say that they are labels."""
    # A record's date is text in the files, as it may be a month or a year: still an ISO 8601 date.
    # pandas, with which mlcroissant reads, makes a date of any column of that name.
    if column == "date":
        return TYPES["date32"]
    return [TYPES[dtype], "cr:Label"] if column in LABELS else TYPES[dtype]


if __name__ == "__main__":
    raise SystemExit(main())

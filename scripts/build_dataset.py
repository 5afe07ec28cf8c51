#!/usr/bin/env python
"""Build the dataset's views, manifest and the card's front matter from the standoff files.

A released version never changes: when the data differ from what ``data/VERSION`` stands for in the
manifest's list of releases, the build stops and asks for a new version (``--amend`` overrides this
before a release is published). ``--check`` compares only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from acuerdo.annotation import Document, Example
from acuerdo.errors import AcuerdoError, DatasetError, ValidationError
from acuerdo.formats import read_examples
from acuerdo.formats.brat import configuration
from acuerdo.formats.flat import VIEWS, view_rows
from acuerdo.formats.jsonl import encode_example
from acuerdo.generated import write_or_check
from acuerdo.ontology import Ontology, read_ontology
from acuerdo.probes.answers import contradictions
from acuerdo.probes.bundles import read_bundles
from acuerdo.validation import validate_collection, validate_documents

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
BUNDLES = DATA / "bundles.yaml"
PARTS = ("article", "corpus")
PROBES = ("contrast", "swap")
SPLITS = ("train", "validation", "test")
NESTED = ("documents", "article", *PROBES)


def main() -> int:
    """Write or check the files; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--amend", action="store_true", help="redefine an unpublished version")
    options = parser.parse_args()
    try:
        files = build(amend=options.amend)
        written = write_or_check(files, check=options.check, command="scripts/build_dataset.py")
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"dataset: {len(files)} files, {len(written)} written")
    return 0


def build(*, amend: bool) -> dict[Path, str | bytes]:
    """Contents of every generated file of the dataset, by path."""
    ontology = read_ontology(DATA / "ontology.json")
    version = (DATA / "VERSION").read_text().strip()
    parts = {part: read_part(part, ontology) for part in (*PARTS, *PROBES)}
    examples = sorted((e for part in PARTS for e in parts[part]), key=lambda e: e.document.id)
    check_gold([e for members in parts.values() for e in members], ontology)
    nested = {"documents": examples, **{name: parts[name] for name in NESTED if name in parts}}
    views = dict(nested_views(nested)) | dict(flat_views(examples, ontology))
    views |= dict(bundle_views(parts["contrast"], ontology))
    manifest = manifest_of(views, ontology, version, amend=amend)
    front = front_matter(views, version)
    card = (DATA / "README.md").read_text(encoding="utf-8")
    files: dict[Path, str | bytes] = {DATA / name: content for name, content in views.items()}
    files[DATA / "MANIFEST.json"] = manifest
    body = card.split("\n---\n", 1)[1] if card.startswith("---\n") else card
    files[DATA / "README.md"] = f"---\n{dump(front)}---\n{body}"
    files[ROOT / ".huggingface.yaml"] = dump(prefixed(front))
    for name, content in configuration(ontology).items():
        files[DATA / "standoff" / name] = content
    return files


def read_part(part: str, ontology: Ontology) -> list[Example]:
    """Documents of a part, from their standoff files."""
    folder = DATA / "standoff" / part
    return list(read_examples(folder, ontology, format="brat")) if folder.is_dir() else []


def check_gold(examples: list[Example], ontology: Ontology) -> None:
    """Stop when annotation or texts break a rule; all problems are listed."""
    problems = [*validate_documents(examples, ontology, gold=True)]
    documents = [example.document for example in examples]
    problems += validate_collection(documents, stories=stories(documents))
    if problems:
        raise ValidationError(problems)


def stories(documents: list[Document]) -> dict[str, str]:
    """Story of every text of the corpus, from its brief.

    Raises:
        DatasetError: A text of the corpus has no brief.
    """
    found, absent = {}, []
    for document in documents:
        brief = DATA / "briefs" / f"{document.id}.yaml"
        if brief.is_file():
            found[document.id] = yaml.safe_load(brief.read_text(encoding="utf-8"))["story"]
        elif document.id.startswith("acuerdo-corpus-") and document.split in SPLITS:
            absent.append(str(brief))
    if absent:
        raise DatasetError(f"{', '.join(absent)}: no such file; expected a brief for every text")
    return found


def nested_views(configs: dict[str, list[Example]]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the nested files; a probe is a test split."""
    for config, members in configs.items():
        for split in SPLITS:
            kept = {split, config} if split == "test" and config in PROBES else {split}
            rows = [encode_example(e) for e in members if e.document.split in kept]
            if rows:
                yield f"{config}/{split}.jsonl", lines(rows)


def flat_views(examples: list[Example], ontology: Ontology) -> Iterator[tuple[str, bytes]]:
    """Name and content of the flat files."""
    for name in VIEWS:
        for split in SPLITS:
            members = [e for e in examples if e.document.split == split]
            rows = [msgspec.json.encode(row) for row in view_rows(name, members, ontology)]
            if rows:
                yield f"{name}/{split}.jsonl", lines(rows)


def bundle_views(members: list[Example], ontology: Ontology) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file of contrast bundles, checked against the gold of members."""
    if members:
        bundles = read_bundles(BUNDLES, [example.document.id for example in members])
        if problems := list(contradictions(bundles, members, ontology)):
            raise ValidationError(problems)
        yield "bundles/test.jsonl", lines([msgspec.json.encode(each) for each in bundles])


def lines(rows: list[bytes]) -> bytes:
    """JSON Lines."""
    return b"".join(row + b"\n" for row in rows)


def manifest_of(views: dict[str, bytes], ontology: Ontology, version: str, *, amend: bool) -> str:
    """The manifest; refuses changed data under a released version."""
    path = DATA / "MANIFEST.json"
    old = json.loads(path.read_text()) if path.is_file() else {"releases": []}
    truth = [DATA / "ontology.json", *sorted((DATA / "standoff").glob("*/*.*"))]
    truth += [BUNDLES] if BUNDLES.is_file() else []
    digest = hashlib.sha256()
    for file in truth:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    releases = {release["version"]: release["digest"] for release in old["releases"]}
    known = releases.setdefault(version, digest.hexdigest())
    if known != digest.hexdigest():
        if not amend:
            raise DatasetError(
                f"data/VERSION: {version} stands for other data (digest {known[:12]}…); expected a "
                "new version: PATCH serialisation only, MINOR additions, MAJOR any edit"
            )
        releases[version] = digest.hexdigest()
    manifest = {
        "dataset": "acuerdo",
        "version": version,
        "ontology_version": ontology.version,
        "releases": [{"version": v, "digest": d} for v, d in releases.items()],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "rows": content.count(b"\n")}
            for name, content in sorted(views.items())
        },
    }
    return json.dumps(manifest, indent=2) + "\n"


def front_matter(views: dict[str, bytes], version: str) -> dict:
    """The card's metadata: what the Hub and `load_dataset` read."""
    configs, infos = [], []
    for name in (*NESTED, "bundles", *VIEWS):
        splits = [split for split in SPLITS if f"{name}/{split}.jsonl" in views]
        if not splits:
            continue
        config = {
            "config_name": name,
            "version": version,
            "data_files": [{"split": s, "path": f"{name}/{s}.jsonl"} for s in splits],
        }
        if name == "documents":
            config["default"] = True
        configs.append(config)
        features = features_of(name)
        infos.append({"config_name": name, "features": features})
    return {
        "language": ["es"],
        "pretty_name": "ACUERDO",
        "license": "other",
        "license_name": "layered",
        "license_link": "LICENSE.md",
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found", "machine-generated"],
        "multilinguality": ["monolingual"],
        "size_categories": ["n<1K"],
        "source_datasets": ["original"],
        "task_categories": ["token-classification", "text-classification"],
        "task_ids": ["named-entity-recognition", "coreference-resolution"],
        "tags": [
            "event-extraction", "relation-extraction", "temporal-relations", "timex",
            "quotation-attribution", "political-events", "plover", "news", "benchmark",
        ],
        "configs": configs,
        "dataset_info": infos,
    }  # fmt: skip


def _string(*names: str) -> list[dict]:
    return [{"name": name, "dtype": "string"} for name in names]


SPAN = [{"name": "start", "dtype": "int32"}, {"name": "end", "dtype": "int32"}, *_string("text")]
# Arrow reads a JSON column whose strings are all ISO dates as timestamps; declared as text, the
# values would come back as `2024-06-19 00:00:00`. A date is what it is.
DATE = {"name": "date", "dtype": "date32"}
NESTED_FEATURES = [
    *_string("id", "title", "text"), DATE,
    *_string("source", "genre", "topic", "split", "license", "canary"),
    {"name": "entities", "list": [
        *_string("id", "type", "name", "country", "sector"),
        {"name": "mentions", "list": [
            *_string("id"), *SPAN, {"name": "head", "struct": SPAN}, *_string("level"),
        ]},
    ]},
    {"name": "times", "list": [*_string("id"), *SPAN, *_string("type", "value", "mod")]},
    {"name": "events", "list": [
        *_string("id", "type", "mode"),
        {"name": "trigger", "struct": SPAN}, {"name": "head", "struct": SPAN},
        *_string("polarity", "certainty", "time", "cluster"),
        {"name": "arguments", "list": _string("role", "filler")},
    ]},
    {"name": "relations", "list": _string("id", "type", "head", "tail")},
    {"name": "event_relations", "list": _string("id", "type", "head", "tail")},
    {"name": "quotes", "list": [
        *_string("id", "form", "source", "event"),
        {"name": "cue", "list": SPAN}, {"name": "content", "list": SPAN},
    ]},
]  # fmt: skip


BUNDLE_COLUMNS = {
    **dict.fromkeys(("id", "phenomenon", "source", "about"), "string"),
    **dict.fromkeys(("members", "changes", "stays"), "list:string"),
}


def features_of(config: str) -> list[dict]:
    """Features of a config, as the card declares them."""
    if config in NESTED:
        return NESTED_FEATURES
    columns = BUNDLE_COLUMNS if config == "bundles" else VIEWS[config].columns
    return [
        {"name": name, "list": dtype.removeprefix("list:")}
        if dtype.startswith("list:")
        else {"name": name, "dtype": dtype}
        for name, dtype in columns.items()
    ]


def prefixed(front: dict) -> dict:
    """The same configs, seen from the repository's root."""
    configs = [
        config | {"data_files": [f | {"path": f"data/{f['path']}"} for f in config["data_files"]]}
        for config in front["configs"]
    ]
    return {"configs": configs, "dataset_info": front["dataset_info"]}


class _Dumper(yaml.SafeDumper):
    """Writes shared lists in full, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(value: dict) -> str:
    """YAML with keys in the order given."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    raise SystemExit(main())

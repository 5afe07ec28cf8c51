#!/usr/bin/env python
"""Build the dataset's views, manifest and card from the standoff files; ``--check`` compares only.

A released version never changes: when the data differ from what ``data/VERSION`` stands for in the
manifest's list of releases, the build stops and asks for a new version (``--amend`` overrides this
before a release is published).
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

from acuerdo.annotation import Example
from acuerdo.errors import AcuerdoError, DatasetError, ValidationError
from acuerdo.formats import read_annotations, read_examples
from acuerdo.formats.brat import configuration
from acuerdo.formats.flat import VIEWS, view_rows
from acuerdo.formats.jsonl import encode_example
from acuerdo.generated import with_block, write_or_check
from acuerdo.ontology import Ontology, read_ontology
from acuerdo.profiling.corpus import corpus_statistics
from acuerdo.scoring import score
from acuerdo.validation import validate_collection, validate_documents

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
PARTS = ("article",)
PASSES = ("a", "b")
SPLITS = ("train", "validation", "test")
NESTED = {"documents": "one nested row per document: text and every layer (default)"}
NESTED |= {part: f"the documents of the part `{part}`, nested" for part in PARTS}


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
    parts = {part: read_part(part, ontology) for part in PARTS}
    examples = sorted(
        (example for part in parts.values() for example in part), key=lambda e: e.document.id
    )
    check_gold(examples, ontology)
    views = dict(nested_views(parts, examples)) | dict(flat_views(examples, ontology))
    manifest = manifest_of(views, ontology, version, amend=amend)
    front = front_matter(views, version, examples)
    card = (DATA / "README.md").read_text(encoding="utf-8")
    files: dict[Path, str | bytes] = {DATA / name: content for name, content in views.items()}
    files[DATA / "MANIFEST.json"] = manifest
    files[DATA / "README.md"] = card_of(card, front, examples, ontology)
    files[ROOT / ".huggingface.yaml"] = dump(prefixed(front))
    for name, content in configuration(ontology).items():
        files[DATA / "standoff" / name] = content
    return files


def read_part(part: str, ontology: Ontology) -> list[Example]:
    """Documents of a part, from their standoff files."""
    return list(read_examples(DATA / "standoff" / part, ontology, format="brat"))


def check_gold(examples: list[Example], ontology: Ontology) -> None:
    """Stop when the annotation breaks a rule; all problems are listed."""
    problems = [*validate_documents(examples, ontology, gold=True)]
    problems += validate_collection([example.document for example in examples])
    if problems:
        raise ValidationError(problems)


def nested_views(
    parts: dict[str, list[Example]], examples: list[Example]
) -> Iterator[tuple[str, bytes]]:
    """Name and content of the nested files."""
    for config, members in {"documents": examples, **parts}.items():
        for split in SPLITS:
            rows = [encode_example(e) for e in members if e.document.split == split]
            if rows:
                yield f"{config}/{split}.jsonl", b"".join(row + b"\n" for row in rows)


def flat_views(examples: list[Example], ontology: Ontology) -> Iterator[tuple[str, bytes]]:
    """Name and content of the flat files."""
    for name in VIEWS:
        for split in SPLITS:
            members = [e for e in examples if e.document.split == split]
            rows = [msgspec.json.encode(row) for row in view_rows(name, members, ontology)]
            if rows:
                yield f"{name}/{split}.jsonl", b"".join(row + b"\n" for row in rows)


def manifest_of(views: dict[str, bytes], ontology: Ontology, version: str, *, amend: bool) -> str:
    """The manifest; refuses changed data under a released version."""
    path = DATA / "MANIFEST.json"
    old = json.loads(path.read_text()) if path.is_file() else {"releases": []}
    truth = [DATA / "ontology.json", *sorted((DATA / "standoff").glob("*/*.*"))]
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


def front_matter(views: dict[str, bytes], version: str, examples: list[Example]) -> dict:
    """The card's metadata: what the Hub and `load_dataset` read."""
    configs, infos = [], []
    for name in (*NESTED, *VIEWS):
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
        features = flat_features(VIEWS[name].columns) if name in VIEWS else NESTED_FEATURES
        infos.append({"config_name": name, "features": features})
    return {
        "language": ["es"],
        "pretty_name": "ACUERDO",
        "license": "other",
        "license_name": "layered",
        "license_link": "LICENSE.md",
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
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


def flat_features(columns: dict[str, str]) -> list[dict]:
    """Features of a flat view, as the card declares them."""
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


def card_of(card: str, front: dict, examples: list[Example], ontology: Ontology) -> str:
    """The card: front matter, and prose with its generated blocks filled."""
    body = card.split("\n---\n", 1)[1] if card.startswith("---\n") else card
    body = with_block(body, "configs", configs_table())
    body = with_block(body, "counts", counts_table(examples, ontology))
    body = with_block(body, "agreement", agreement_table(examples, ontology))
    return f"---\n{dump(front)}---\n{body}"


def configs_table() -> str:
    """The configs and what a row of each is."""
    about = {**NESTED, **{name: view.about for name, view in VIEWS.items()}}
    rows = [f"| `{name}` | {text} |" for name, text in about.items()]
    return "\n".join(["| config | rows |", "|---|---|", *rows])


def counts_table(examples: list[Example], ontology: Ontology) -> str:
    """Counts by split, then every breakdown."""
    by_split = {
        split: corpus_statistics([e for e in examples if e.document.split == split], ontology)
        for split in SPLITS
    }
    lines = [f"| | {' | '.join(SPLITS)} |", "|---|" + "---:|" * len(SPLITS)]
    for name in by_split["test"].totals:
        numbers = " | ".join(str(by_split[split].totals[name]) for split in SPLITS)
        lines.append(f"| {name.replace('_', ' ')} | {numbers} |")
    for name in by_split["test"].breakdowns:
        lines += ["", f"**{name.replace('_', ' ')}**: " + breakdown(by_split, name)]
    return "\n".join(lines)


def agreement_table(examples: list[Example], ontology: Ontology) -> str:
    """Agreement of the two passes by task: pass B scored against pass A, with the scorer."""
    documents = [example.document for example in examples]
    a, b = (
        read_annotations(DATA / "passes" / name, ontology, documents=documents, format="brat")
        for name in PASSES
    )
    lines = ["| task | view | pass A | pass B | agreed | F1 |", "|---|---|---:|---:|---:|---:|"]
    for view in score(a, b, ontology).headlines.values():
        f1 = "n/a" if view.f1 is None else f"{100 * view.f1:.1f}"
        numbers = f"{view.gold:g} | {view.predicted:g} | {view.matched:g}"
        lines.append(f"| {view.task.replace('_', ' ')} | {view.view} | {numbers} | {f1} |")
    return "\n".join(lines)


def breakdown(by_split: dict, name: str) -> str:
    """Labels that occur, with their counts, and those that do not."""
    labels = by_split["test"].breakdowns[name]
    totals = {k: sum(s.breakdowns[name][k] for s in by_split.values()) for k in labels}
    found = " · ".join(f"{label} {number}" for label, number in totals.items() if number)
    absent = ", ".join(label for label, number in totals.items() if not number)
    return found + (f" (none of: {absent})" if absent else "")


if __name__ == "__main__":
    raise SystemExit(main())

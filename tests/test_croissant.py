"""The Croissant description: it is up to date, says what the specification asks, and loads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acuerdo.dataset import data_root, load_manifest

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
SCRIPT = ROOT / "scripts" / "build_croissant.py"
REQUIRED = (
    "@context", "@type", "conformsTo", "name", "description", "license", "url", "creator",
    "datePublished", "distribution",
)  # fmt: skip
RESPONSIBLE_AI = (
    "dataCollection", "dataCollectionType", "dataCollectionTimeframe", "dataPreprocessingProtocol",
    "dataAnnotationProtocol", "dataAnnotationPlatform", "dataAnnotationAnalysis",
    "annotationsPerItem", "annotatorDemographics", "machineAnnotationTools", "dataUseCases",
    "dataLimitations", "dataBiases", "personalSensitiveInformation", "dataSocialImpact",
    "dataReleaseMaintenancePlan",
)  # fmt: skip


@pytest.fixture(scope="module")
def description():
    return json.loads((DATA / "croissant.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dataset():
    """The description as ``mlcroissant`` reads it, which validates it."""
    mlcroissant = pytest.importorskip(
        "mlcroissant", reason="needs mlcroissant: pip install 'acuerdo[croissant]'"
    )
    return mlcroissant.Dataset(jsonld=DATA / "croissant.json")


def run(*arguments, script=SCRIPT):
    return subprocess.run(
        [sys.executable, script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


def test_the_description_is_up_to_date():
    done = run("--check")
    assert done.returncode == 0, done.stderr


def test_every_property_that_croissant_requires_is_there(description):
    assert [name for name in REQUIRED if not description.get(name)] == []
    assert "http://mlcommons.org/croissant/1.1" in description["conformsTo"]
    assert "http://mlcommons.org/croissant/RAI/1.0" in description["conformsTo"]


def test_every_property_of_the_responsible_ai_vocabulary_is_filled(description):
    assert [name for name in RESPONSIBLE_AI if not description.get(f"rai:{name}")] == []
    words = json.dumps(description, ensure_ascii=False)
    assert "{documents}" not in words
    assert "{first}" not in words


def test_every_file_of_the_manifest_has_its_hash_and_a_relative_address(description):
    found = {node["contentUrl"]: node["sha256"] for node in description["distribution"]}
    for name, entry in load_manifest().files.items():
        assert found.pop(name) == entry.sha256
        assert (DATA / name).is_file()
    assert set(found) == {"ontology.json"}


def test_the_version_is_that_of_the_data(description):
    assert description["version"] == load_manifest().version
    assert f"version = {{{load_manifest().version}}}" in description["citeAs"]


def test_every_record_set_has_the_columns_of_its_rows(description):
    described = {
        node["@id"]: [column["name"] for column in node["field"]]
        for node in description["recordSet"]
        if node["@id"] != "splits"
    }
    rows = {
        name.removesuffix(".jsonl"): json.loads((DATA / name).read_text().splitlines()[0])
        for name in load_manifest().files
    }
    assert described == {name: list(row) for name, row in rows.items()}


def test_every_field_says_what_it_holds(description):
    fields = [f for node in description["recordSet"] for f in node["field"]]
    assert [f["@id"] for f in fields if not f.get("description") and "splits" not in f["@id"]] == []


def test_every_key_is_unique(description):
    for node in description["recordSet"]:
        if node["@id"] == "splits" or "key" not in node:
            continue
        lines = (DATA / f"{node['@id']}.jsonl").read_text(encoding="utf-8").splitlines()
        columns = [key["@id"].rpartition("/")[2] for key in node["key"]]
        keys = [tuple(json.loads(line)[column] for column in columns) for line in lines]
        assert len(set(keys)) == len(keys), node["@id"]


@pytest.fixture
def copied(tmp_path):
    """A copy of what the script reads, which may be damaged; the path of the copied script."""
    manifest = json.loads((DATA / "MANIFEST.json").read_text())
    names = ["CITATION.cff", "scripts/build_croissant.py", "scripts/croissant.yaml"]
    names += [f"data/{name}" for name in manifest["files"]]
    names += ["data/MANIFEST.json", "data/README.md", "data/ontology.json", "data/croissant.json"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path / "scripts" / "build_croissant.py"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("data/MANIFEST.json", '"sha256": "', '"sha256": "0', "croissant.json: not up to date"),
        ("scripts/croissant.yaml", "  cluster: ", "  klaster: ", "events.cluster: no description"),
        ("data/README.md", "dtype: date32", "dtype: date64", "documents.date: 'date64'; expected"),
        ("data/README.md", "list: int32", "list: int16", "quotes.cue_starts: 'int16'; expected"),
    ],
    ids=["a hash", "a column without a description", "a type", "a type in a list"],
)
def test_a_fault_in_the_sources_is_named(copied, file, old, new, message):
    path = copied.parents[1] / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run("--check", script=copied)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.filterwarnings("default")
def test_mlcroissant_finds_no_fault_and_nothing_to_warn_of(dataset):
    issues = dataset.metadata.ctx.issues
    assert (set(issues.errors), set(issues.warnings)) == (set(), set())


def plain(value):
    """Rows as in the files: mlcroissant gives text as bytes and dates as timestamps."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {key.rpartition("/")[2]: plain(member) for key, member in value.items()}
    if hasattr(value, "isoformat"):
        return value.date().isoformat()
    return value


def rows_of(name):
    path = data_root() / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", ["events/test", "quotes/test", "ner/test"])
def test_mlcroissant_reads_the_rows_of_a_flat_config(dataset, name):
    assert [plain(record) for record in dataset.records(name)] == rows_of(name)


@pytest.mark.filterwarnings("default")
def test_mlcroissant_reads_the_nested_config_down_to_lists_in_lists(dataset):
    (record,) = [plain(record) for record in dataset.records("article/test")]
    (row,) = rows_of("article/test")
    assert [record[name] for name in ("id", "text", "date")] == [
        row[name] for name in ("id", "text", "date")
    ]
    assert record["times"] == row["times"]
    assert record["event_relations"] == row["event_relations"]
    for found, event in zip(record["events"], row["events"], strict=True):
        assert found["type"] == event["type"]
        assert found["trigger.start"] == event["trigger"]["start"]
        assert "arguments" not in found

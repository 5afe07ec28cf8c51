"""The released dataset: every way of loading it gives the same rows."""

import datetime
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import acuerdo
from acuerdo.dataset import CONFIGS, data_root, load, load_manifest
from acuerdo.errors import DatasetError
from acuerdo.formats.flat import VIEWS
from acuerdo.formats.jsonl import CANARY, encode_example

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
TEST_VIEWS = sorted(path.parent.name for path in DATA.glob("*/test.jsonl"))


@pytest.fixture(scope="module")
def load_dataset(tmp_path_factory):
    """``datasets.load_dataset`` with a cache of its own: the shared one may hold stale rows."""
    datasets = pytest.importorskip("datasets")
    cache = tmp_path_factory.mktemp("cache")
    datasets.disable_progress_bars()

    def call(root, config):
        return datasets.load_dataset(str(root), config, split="test", cache_dir=str(cache))

    return call


def rows_of(config):
    return [json.loads(line) for line in (DATA / config / "test.jsonl").read_bytes().splitlines()]


def typed_rows_of(config):
    """Rows as ``datasets`` types them: the nested configs declare ``date`` as a date."""
    rows = rows_of(config)
    if config in CONFIGS.values():
        rows = [row | {"date": datetime.date.fromisoformat(row["date"])} for row in rows]
    return rows


@pytest.mark.parametrize("config", TEST_VIEWS)
@pytest.mark.filterwarnings("default")
def test_both_roots_give_the_rows_of_the_files(load_dataset, config):
    from_data, from_root = load_dataset(DATA, config), load_dataset(ROOT, config)
    assert from_data.to_list() == from_root.to_list() == typed_rows_of(config)
    assert from_data.features == from_root.features
    assert str(from_data.info.version) == str(from_root.info.version) == load_manifest().version


@pytest.mark.filterwarnings("default")
def test_a_relative_path_works_from_the_root(load_dataset, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert load_dataset("data", "documents").to_list() == typed_rows_of("documents")


@pytest.mark.xfail(
    raises=ValueError,
    strict=False,
    reason="datasets 5.2.0 names a dataset after the last part of its path, and '.' has none",
)
@pytest.mark.filterwarnings("default")
def test_a_dot_works_from_the_root(load_dataset, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert load_dataset(".", "documents").to_list() == typed_rows_of("documents")


def test_the_package_reads_the_rows_that_the_default_config_holds():
    loaded = [json.loads(encode_example(example)) for example in load(split="test")]
    assert loaded == rows_of("documents")


@pytest.mark.parametrize("name", VIEWS)
def test_tables_have_the_rows_and_columns_of_the_flat_configs(name):
    table = load(split="test").to_polars()[name]
    assert table.to_dicts() == (rows_of(name) if name in TEST_VIEWS else [])
    assert table.columns == list(VIEWS[name].columns)


def test_every_document_row_carries_the_canary():
    assert {row["canary"] for row in rows_of("documents")} == {CANARY}


def test_the_manifest_lists_every_view_with_its_hash_and_rows():
    manifest = load_manifest()
    found = {str(path.relative_to(DATA)) for path in DATA.glob("*/*.jsonl")}
    assert set(manifest.files) == found
    for name, entry in manifest.files.items():
        content = (DATA / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry.sha256
        assert content.count(b"\n") == entry.rows


def test_a_split_without_documents_is_an_empty_corpus():
    corpus = load("article", split="train")
    assert (len(corpus), corpus.documents, corpus.gold) == (0, (), ())
    assert all(table.is_empty() for table in corpus.to_polars().values())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"config": "artikel"},
            "config 'artikel': expected one of default, documents, article, contrast, swap",
        ),
        ({"split": "dev"}, "split 'dev': expected one of train, validation, test"),
    ],
)
def test_unknown_parts_are_refused_by_name(arguments, message):
    with pytest.raises(DatasetError, match=message):
        load(**arguments)


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    """A copy of the dataset that may be damaged."""
    for name in ("ontology.json", "MANIFEST.json", "documents/test.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    monkeypatch.setenv("ACUERDO_DATA", str(tmp_path))
    return tmp_path


def test_a_copy_elsewhere_is_read_when_the_variable_names_it(copied_data):
    assert data_root() == copied_data
    assert len(load()) == len(rows_of("documents"))


def test_a_changed_file_is_refused(copied_data):
    path = copied_data / "documents/test.jsonl"
    path.write_bytes(path.read_bytes().replace(b"CERTAIN", b"POSSIBLE", 1))
    with pytest.raises(DatasetError, match=r"changed after its release"):
        load()


def test_a_missing_file_is_named(copied_data):
    (copied_data / "documents/test.jsonl").unlink()
    with pytest.raises(DatasetError, match=r"test\.jsonl: no such file"):
        load()


def test_a_folder_without_a_dataset_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("ACUERDO_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(DatasetError, match=r"no dataset in .*nowhere \(from ACUERDO_DATA\)"):
        data_root()


def test_the_article_is_the_test_split_of_its_own_config():
    assert [e.document.id for e in load("article")] == ["acuerdo-article-0001"]
    assert set(CONFIGS.values()) == {"documents", "article", "contrast", "swap"}


def test_the_article_is_its_source_byte_for_byte():
    raw = (DATA / "sources" / "acuerdo-article-0001.txt").read_bytes()
    headline = raw.split(b"\n", 1)[0]
    document = load("article")[0].document
    assert document.title.encode() == headline
    assert document.text.encode() == raw[raw.index(headline, len(headline)) :]


def test_generated_files_are_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_dataset.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert done.returncode == 0, done.stderr


def test_polars_reads_the_files_with_the_declared_types():
    polars = pytest.importorskip("polars")
    events = polars.read_ndjson(DATA / "events" / "test.jsonl")
    assert events.height == sum(len(gold.events) for gold in acuerdo.load().gold)

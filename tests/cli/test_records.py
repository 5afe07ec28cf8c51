"""``acuerdo records``: the table that a run over an archive delivers."""

import csv
import json

import polars
import pytest

from acuerdo.dataset import data_root
from acuerdo.formats import read_examples
from acuerdo.records import derive_records


def derived(path, ontology):
    """What the library derives from the documents of a file."""
    found = [
        (example.document.id, record)
        for example in read_examples(path, ontology)
        for record in derive_records(example.document, example.gold, ontology)
    ]
    return [
        {
            "document_id": identifier,
            "event": record.event,
            "date": record.date,
            "type": record.type,
            "mode": record.mode,
            "actors": list(record.actors),
            "recipients": list(record.recipients),
            "polarity": record.polarity,
            "certainty": record.certainty,
            "time": record.time,
        }
        for identifier, record in found
    ]


@pytest.fixture
def expected(small, ontology):
    found = derived(small, ontology)
    assert found
    return found


def test_records_say_how_many_there_are_and_where(run, small, expected):
    done = run("records", small, "records.parquet", "--json")
    assert done.code == 0
    assert done.json == {"documents": 2, "records": len(expected), "output": "records.parquet"}
    assert "of 2 documents written to records.csv" in run("records", small, "records.csv").err


def test_records_in_parquet_are_those_of_the_library_with_lists_of_codes(
    run, small, expected, tmp_path
):
    run("records", small, "records.parquet")
    assert polars.read_parquet(tmp_path / "records.parquet").to_dicts() == expected


def test_records_in_lines_are_those_of_the_library(run, small, expected, tmp_path):
    run("records", small, "records.jsonl")
    lines = (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == expected


def test_records_in_csv_have_the_codes_of_a_cell_in_one_string(run, ontology, tmp_path):
    article = data_root() / "article" / "test.jsonl"
    expected = derived(article, ontology)
    assert any(len(row["actors"]) > 1 for row in expected)
    run("records", article, "records.csv")
    with (tmp_path / "records.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    lists = ("actors", "recipients")
    assert found == [row | {name: "; ".join(row[name]) for name in lists} for row in expected]


@pytest.mark.parametrize("name", ["none.parquet", "none.csv"])
def test_predictions_without_events_give_a_table_with_columns_and_no_rows(
    run, small, tmp_path, name
):
    run("extract", "nothing", small, "predictions.jsonl")
    assert run("records", "predictions.jsonl", name, "--json").json["records"] == 0
    read = polars.read_csv if name.endswith("csv") else polars.read_parquet
    table = read(tmp_path / name)
    assert table.height == 0
    assert table.columns[:3] == ["document_id", "event", "date"]

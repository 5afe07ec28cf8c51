"""Formats by name, other people's tables, folders of texts, and the collection compared with."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import polars
import pytest

from acuerdo.annotation import Annotations, Document, Example, Span, Time
from acuerdo.errors import FormatError, ValidationError
from acuerdo.formats import (
    FORMATS,
    find_problems,
    fingerprint,
    format_of,
    iter_documents,
    parquet,
    read_annotations,
    read_documents,
    read_examples,
    rows,
    write_examples,
)

DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
EXAMPLE = Example(
    Document("d", "Firman el lunes.", date=datetime.date(2031, 5, 12)),
    Annotations("d", times=(Time("T1", Span(10, 15), "DATE", "2031-05-12"),)),
)


def test_every_format_is_documented():
    text = DOCUMENTATION.read_text("utf-8")
    assert [name for name in FORMATS if f"## {name}" not in text] == []


def test_every_format_says_what_it_preserves():
    assert [known.name for known in FORMATS.values() if not known.preserves] == []
    written = ["jsonl", "parquet", "brat", "conll"]
    assert [name for name, known in FORMATS.items() if known.writes] == written


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.jsonl", "jsonl"), ("a.JSONL", "jsonl"), ("a.parquet", "parquet"), ("new", "brat")],
)
def test_a_format_is_told_from_the_name(name, format, tmp_path):
    assert format_of(tmp_path / name) == format


def test_a_folder_of_texts_is_no_brat_folder(tmp_path):
    (tmp_path / "a.txt").write_text("Moscú", "utf-8")
    assert format_of(tmp_path) == "text"
    (tmp_path / "a.ann").write_text("", "utf-8")
    assert format_of(tmp_path) == "brat"


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_an_unknown_suffix_is_named(name):
    with pytest.raises(
        FormatError, match=r"suffix '\.\w+'; expected \.jsonl, \.parquet, .*, or a folder"
    ):
        format_of(Path(name))


def test_an_unknown_format_is_named():
    with pytest.raises(
        FormatError, match="format 'xml': expected one of jsonl, parquet, brat, text"
    ):
        format_of(Path("a.jsonl"), "xml")


def test_texts_are_documents_named_by_their_files(tmp_path):
    (tmp_path / "b.txt").write_text("Seúl\n", "utf-8")
    (tmp_path / "a.txt").write_text("", "utf-8")
    (tmp_path / "notas.md").write_text("no", "utf-8")
    assert read_documents(tmp_path) == [Document("a", ""), Document("b", "Seúl\n")]


def test_faulty_texts_are_all_told(tmp_path, ontology):
    (tmp_path / "a.txt").write_bytes("Moscú".encode("latin-1"))
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfuno\r\ndos")
    (tmp_path / "c d.txt").write_bytes(b"uno")
    assert [str(problem) for problem in find_problems(tmp_path, ontology)] == [
        "a.txt: byte 4 (0xfa) is not UTF-8; expected UTF-8",
        "b.txt: a byte order mark; expected UTF-8 without it",
        "b.txt: text: carriage return at offset 3; expected lines separated by LF",
        "c d.txt: id: 'c d'; expected 1 to 100 of the characters A-Z a-z 0-9 . _ -",
    ]


def test_texts_cannot_be_written(tmp_path, ontology):
    with pytest.raises(FormatError, match="only read; expected one of jsonl, parquet, brat"):
        write_examples(tmp_path, [EXAMPLE], ontology, format="text")


def test_any_table_with_id_and_text_is_a_collection(tmp_path):
    path = tmp_path / "a.parquet"
    polars.DataFrame(
        {
            "score": [0.5, 0.25],
            "text": ["Moscú", "Seúl"],
            "id": [7, 8],
            "date": [datetime.date(2031, 5, 12), None],
            "title": [None, "Título"],
        }
    ).write_parquet(path)
    assert list(iter_documents(path)) == [
        Document("7", "Moscú", date=datetime.date(2031, 5, 12)),
        Document("8", "Seúl", title="Título"),
    ]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"id": ["a"], "text": [None]},
            "a.parquet: row 1: doc a: no key 'text'; expected every key",
        ),
        ({"id": ["a"], "text": [5]}, "a.parquet: row 1: doc a: text: 5 (int); expected a string"),
        (
            {"id": ["a", "a"], "text": ["x", "y"]},
            "a.parquet: row 2: doc a: the id of a.parquet: row 1",
        ),
    ],
)
def test_a_table_that_is_no_collection_is_told_row_by_row(columns, told, tmp_path):
    path = tmp_path / "a.parquet"
    polars.DataFrame(columns).write_parquet(path)
    with pytest.raises(ValidationError) as caught:
        read_documents(path)
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"id": ["a"]}, "no column text; expected id and text among its columns (id)"),
        ({"url": ["a"], "body": ["b"]}, "no column id and no column text; expected"),
    ],
)
def test_a_table_without_the_columns_of_a_collection_is_not_read_as_empty(columns, told, tmp_path):
    path = tmp_path / "a.parquet"
    polars.DataFrame(columns).write_parquet(path)
    with pytest.raises(FormatError) as caught:
        list(iter_documents(path))
    assert told in str(caught.value)


def test_a_time_of_publication_is_read_as_its_day(tmp_path):
    path = tmp_path / "a.parquet"
    published = datetime.datetime(2031, 5, 12, 10, 30)  # noqa: DTZ001
    polars.DataFrame({"id": ["a"], "text": ["Moscú"], "date": [published]}).write_parquet(path)
    assert [each.date for each in iter_documents(path)] == [datetime.date(2031, 5, 12)]


def test_the_problems_of_all_texts_of_a_folder_are_told_at_once(tmp_path):
    (tmp_path / "El País.txt").write_text("Moscú", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"uno\r\ndos\r\n")
    (tmp_path / "c.txt").write_text("Moscú", "utf-8")
    (tmp_path / "d.txt").write_bytes("Moscú".encode("latin-1"))
    with pytest.raises(ValidationError) as caught:
        list(iter_documents(tmp_path))
    told = [problem.where.split(":")[0] for problem in caught.value.problems]
    assert told == ["El País.txt", "b.txt", "d.txt"]


@pytest.mark.parametrize(
    ("below", "told"),
    [("", "no .txt file; expected"), ("2031", "folders below it are not read; expected")],
)
def test_a_folder_without_texts_is_not_read_as_empty(below, told, tmp_path):
    if below:
        (tmp_path / below).mkdir()
        (tmp_path / below / "a.txt").write_text("Moscú", "utf-8")
    with pytest.raises(ValidationError, match=told):
        list(iter_documents(tmp_path))


@pytest.mark.parametrize("name", ["folder.jsonl", "pipe.jsonl"])
def test_what_is_no_file_is_never_replaced(name, tmp_path, ontology):
    path = tmp_path / name
    if name.startswith("folder"):
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(FormatError, match="expected the name of a file"):
        write_examples(path, [EXAMPLE], ontology, format="jsonl")
    assert not path.is_file()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_what_standard_output_is_redirected_to_is_never_replaced(tmp_path):
    code = (
        "import sys; from pathlib import Path; from acuerdo.atomic import write_whole\n"
        "print('first', flush=True)\n"
        "try: write_whole(Path('out.txt'), b'second')\n"
        "except ValueError as error: print(error)"
    )
    with (tmp_path / "out.txt").open("w") as out:
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, stdout=out, check=True)
    expected = "out.txt: a device, a pipe or a stream; expected the name of a file"
    assert (tmp_path / "out.txt").read_text().splitlines() == ["first", expected]


def test_writing_to_a_link_replaces_what_it_leads_to(tmp_path, ontology):
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    write_examples(tmp_path / "link.jsonl", [EXAMPLE], ontology)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert read_examples(tmp_path / "real.jsonl", ontology) == [EXAMPLE]


def test_a_place_that_cannot_be_written_is_named_without_the_temporary_name(tmp_path, ontology):
    (tmp_path / "file").touch()
    with pytest.raises(FormatError, match="cannot be written") as caught:
        write_examples(tmp_path / "file" / "a.jsonl", [EXAMPLE], ontology)
    assert "a.jsonl:" in str(caught.value)
    assert ".part" not in str(caught.value)


def test_annotations_in_a_table_are_as_strict_as_in_lines(tmp_path, ontology):
    path = tmp_path / "a.parquet"
    write_examples(path, [EXAMPLE], ontology)
    table = polars.read_parquet(path)
    for changed, told in (
        (table.with_columns(relations=None), "relations: null; expected a list"),
        (table.with_columns(extra=1), "unknown key 'extra'"),
        (table.drop("quotes"), "no key 'quotes'"),
    ):
        changed.write_parquet(path)
        (problem,) = find_problems(path, ontology)
        assert str(problem).startswith(f"a.parquet: row 1: doc d: {told}")


def test_tables_are_read_block_by_block(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "BLOCK", 2)
    path = tmp_path / "a.parquet"
    names = [f"d{number}" for number in range(5)]
    polars.DataFrame({"id": names, "text": names}).write_parquet(path)
    assert [document.id for document in iter_documents(path)] == names


def test_an_empty_table_is_read_as_no_documents(tmp_path, ontology):
    path = tmp_path / "a.parquet"
    write_examples(path, [], ontology)
    assert read_examples(path, ontology) == []


def test_what_is_no_parquet_is_named(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"id,text\n")
    with pytest.raises(FormatError, match=r"a\.parquet: no Parquet file"):
        read_documents(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "folder"])
def test_predictions_are_compared_with_the_collection(name, tmp_path, ontology):
    path = tmp_path / name
    write_examples(path, [EXAMPLE], ontology)
    same = [EXAMPLE.document, Document("e", "Otro.")]
    assert read_annotations(path, ontology, documents=same) == [EXAMPLE.gold]
    other = [Document("d", "Firman el martes.")]
    (problem,) = find_problems(path, ontology, documents=other)
    assert problem.where.endswith("doc d: text")
    assert problem.found.startswith("differs from the gold text at offset 10")
    problems = find_problems(path, ontology, documents=[Document("e", "Otro.")])
    expected = "a document of the collection, such as 'e'"
    assert [problem.expected for problem in problems] == [expected]


def test_a_fingerprint_changes_with_names_and_contents(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "x.txt").write_text("Moscú", "utf-8")
    first = fingerprint(folder)
    assert fingerprint(folder / "x.txt") != first
    (folder / "x.txt").rename(folder / "y.txt")
    second = fingerprint(folder)
    (folder / "y.txt").write_text("Seúl", "utf-8")
    assert len({first, second, fingerprint(folder)}) == 3


def test_importing_the_formats_loads_no_table_library():
    code = "import sys, acuerdo.formats; print({'polars', 'yaml', 'numpy'} & set(sys.modules))"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "set()"


def test_the_row_is_documented_key_by_key():
    section = DOCUMENTATION.read_text("utf-8").split("## jsonl")[1].split("## parquet")[0]
    structs = [each for each in vars(rows).values() if hasattr(each, "__struct_fields__")]
    keys = {key for struct in structs for key in struct.__struct_fields__}
    assert len(keys) > 30
    assert sorted(key for key in keys if f"`{key}`" not in section) == []

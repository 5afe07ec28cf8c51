"""JSONL line by line: what is wrong with a file is told with its line, never as a traceback."""

import json

import pytest

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import FormatError, ValidationError
from acuerdo.formats import (
    find_problems,
    iter_documents,
    read_annotations,
    read_documents,
    read_examples,
    write_examples,
)
from acuerdo.formats.jsonl import encode_example

EMPTY_LAYERS = {
    "entities": [], "times": [], "events": [], "relations": [], "event_relations": [], "quotes": [],
}  # fmt: skip


def line(identifier="d", **keys):
    return json.dumps({"id": identifier, "text": "Moscú", **EMPTY_LAYERS, **keys}).encode()


GOOD = line("good") + b"\n"

FILES = {
    "a line cut off": (
        GOOD + line()[:60] + b"\n",
        [
            "p.jsonl:2: doc d: the line ends inside the document; "
            "expected one whole document per line"
        ],
    ),
    "a last line without line end": (GOOD + line(), []),
    "an empty line": (
        GOOD + b"\n" + line() + b"\n",
        ["p.jsonl:2: an empty line; expected one document per line"],
    ),
    "an empty file": (b"", ["p.jsonl: an empty file; expected one document per line"]),
    "a byte order mark": (
        b"\xef\xbb\xbf" + GOOD,
        ["p.jsonl:1: a byte order mark; expected UTF-8 without it"],
    ),
    "Windows line ends, told once": (
        GOOD.replace(b"\n", b"\r\n") + line() + b"\r\n",
        ["p.jsonl:1: a line end CR LF (other lines are not reported); expected LF"],
    ),
    "bytes of another encoding": (
        GOOD + '{"id": "d", "text": "Moscú"}'.encode("latin-1") + b"\n",
        ["p.jsonl:2: doc d: byte 25 (0xfa) is not UTF-8; expected UTF-8"],
    ),
    "not a number": (
        b'{"id": "d", "entities": NaN}\n',
        [
            "p.jsonl:1: doc d: no JSON: invalid character at byte 24, "
            "near '\"entities\": NaN}'; expected JSON"
        ],
    ),
    "a list": (b"[]\n", ["p.jsonl:1: array; expected one document per line, an object"]),
    "several documents on a line": (
        line() + line("e") + b"\n",
        [
            "p.jsonl:1: doc d: no JSON: trailing characters at byte 131, "
            'near \'uotes": []}{"id": "e", "\'; expected JSON'
        ],
    ),
    "a layer written twice": (
        b'{"events": [], ' + line()[1:] + b"\n",
        ["p.jsonl:1: doc d: key 'events' twice in one object; expected every key once"],
    ),
    "a document twice": (
        GOOD + line() + b"\n" + GOOD,
        ["p.jsonl:3: doc good: the id of p.jsonl:1 again; expected every document once in a file"],
    ),
    "nesting without end": (
        b'{"id": "d", "entities": ' + b"[" * 100_000 + b"\n",
        ["p.jsonl:1: doc d: entities[0]: array; expected an object"],
    ),
    "half a surrogate pair": (
        b'{"id": "d", "text": "\\ud800"}\n',
        [
            "p.jsonl:1: doc d: no JSON: half of a surrogate pair (\\ud800 to \\udfff) "
            "without the other half; expected one whole document per line"
        ],
    ),
    "no document id": (b'{"text": "x"}\n', ["p.jsonl:1: no key 'id'; expected every key"]),
}


@pytest.mark.parametrize(("content", "told"), FILES.values(), ids=FILES)
def test_a_broken_file_is_told_line_by_line(content, told, tmp_path, ontology):
    path = tmp_path / "p.jsonl"
    path.write_bytes(content)
    problems = [str(problem) for problem in find_problems(path, ontology)]
    assert problems == told


def test_faulty_lines_are_found_in_any_block_with_their_own_numbers(tmp_path, ontology):
    lines = [line(f"d{number}") for number in range(1, 161)]
    for number in (1, 50, 51, 160):
        lines[number - 1] = line(f"d{number}", events=None)
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert [problem.where for problem in find_problems(path, ontology)] == [
        f"p.jsonl:{number}: doc d{number}: events" for number in (1, 50, 51, 160)
    ]


def test_an_error_shows_twenty_problems_and_carries_all(tmp_path, ontology):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"".join(line(f"d{n}", events=None) + b"\n" for n in range(300)))
    with pytest.raises(ValidationError) as caught:
        read_annotations(path, ontology)
    assert len(caught.value.problems) == 300
    assert str(caught.value).splitlines()[-1] == "… and 280 more problems"
    assert len(str(caught.value).splitlines()) == 21


def test_documents_are_read_from_rows_with_and_without_layers(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(line("a") + b'\n{"id": "b", "text": "Se\xc3\xbal"}\n')
    assert read_documents(path) == [Document("a", "Moscú"), Document("b", "Seúl")]


def test_documents_are_yielded_before_the_rest_of_the_file_is_read(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"".join(line(f"d{n}") + b"\n" for n in range(200)) + b"{\n")
    documents = iter_documents(path)
    assert next(documents).id == "d0"
    with pytest.raises(ValidationError, match=r"p\.jsonl:201: "):
        list(documents)


def test_documents_with_layers_nested_without_end_are_a_problem(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"id": "d", "text": "x", "events": ' + b"[" * 100_000 + b"\n")
    with pytest.raises(ValidationError, match=r"p\.jsonl:1: doc d: no JSON: "):
        read_documents(path)


def test_an_empty_line_among_documents_is_told(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(line("a") + b"\n\n" + line("b") + b"\n")
    with pytest.raises(ValidationError, match=r"p\.jsonl:2: an empty line"):
        read_documents(path)


def test_documents_need_a_text(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"id": "a"}\n')
    with pytest.raises(ValidationError, match="no key 'text'"):
        read_documents(path)


def test_examples_need_a_text(tmp_path, ontology):
    path = tmp_path / "p.jsonl"
    path.write_bytes(json.dumps({"id": "a", **EMPTY_LAYERS}).encode() + b"\n")
    assert read_annotations(path, ontology) == [Annotations("a")]
    with pytest.raises(ValidationError, match="doc a: no key 'text'"):
        read_examples(path, ontology)


def test_every_key_is_written_in_the_order_of_the_row(ontology):
    row = json.loads(encode_example(Example(Document("d", "Moscú"), Annotations("d"))))
    assert list(row) == [
        "id", "title", "text", "date", "source", "genre", "topic", "split", "license", "canary",
        *EMPTY_LAYERS,
    ]  # fmt: skip
    assert row["canary"].startswith("ACUERDO CANARY ")


def test_a_failed_writing_leaves_the_old_file(tmp_path, ontology):
    path = tmp_path / "p.jsonl"
    path.write_bytes(GOOD)

    def broken():
        yield Example(Document("d", "Moscú"), Annotations("d"))
        raise RuntimeError("the system stopped")

    with pytest.raises(RuntimeError):
        write_examples(path, broken(), ontology)
    assert path.read_bytes() == GOOD
    assert [file.name for file in tmp_path.iterdir()] == ["p.jsonl"]


def test_a_file_that_is_not_there_is_named(tmp_path, ontology):
    with pytest.raises(FormatError, match=r"nowhere\.jsonl: no such file"):
        read_annotations(tmp_path / "nowhere.jsonl", ontology)

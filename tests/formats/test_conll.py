"""CoNLL columns: what every layout says, every problem with its line, and tokens that come back."""

import json
import logging
import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import examples

from acuerdo.annotation import Annotations, Document, Entity, Example, Mention, Span
from acuerdo.dataset import load, load_ontology
from acuerdo.errors import FormatError
from acuerdo.formats import (
    entity_types_in,
    find_problems,
    format_of,
    iter_documents,
    read_annotations,
    read_examples,
    with_types_of,
    write_examples,
)
from acuerdo.formats.conll import SENTENCES, tokens_of
from acuerdo.formats.flat import view_rows
from acuerdo.formats.iob import (
    BILOU,
    BIOES,
    IOB1,
    IOB2,
    MIXED,
    Chunk,
    from_tags,
    outermost,
    scheme,
    to_tags,
)
from acuerdo.validation import validate_documents

CASES = json.loads((Path(__file__).parents[1] / "cases" / "conll.json").read_text(encoding="utf-8"))
ONTOLOGY = load_ontology()


def named(case):
    return case["name"]


def written(folder, case):
    path = folder / "a.conll"
    path.write_bytes(case["content"].encode(case.get("encoding", "utf-8")))
    return path


def read(path):
    """The examples of a file, by its own labels."""
    return read_examples(path, with_types_of(ONTOLOGY, [path]))


def said(example):
    """Each line of a document with the names in it."""
    document, found, offset = example.document, [], 0
    names = [(m.span, e.type) for m, e in example.gold.mentions()]
    for line in document.text.split("\n"):
        whole = range(offset, offset + len(line))
        inside = [[document[span], label] for span, label in names if span.start in whole]
        found.append([line, inside])
        offset += len(line) + 1
    return found


def columns(path):
    """Tokens and tags of a file, sentence by sentence."""
    text = path.read_text(encoding="utf-8")
    blocks = [block.split("\n") for block in text.replace("-DOCSTART- O", "").split("\n\n")]
    return [[tuple(line.split(" ")) for line in block if line] for block in blocks if any(block)]


@pytest.mark.parametrize("case", CASES["read"], ids=named)
def test_a_file_says(case, tmp_path, caplog):
    with caplog.at_level(logging.WARNING, "acuerdo.formats"):
        found = read(written(tmp_path, case))
    assert [said(example) for example in found] == case["documents"]
    assert all(m.level == "NAM" for example in found for m, _ in example.gold.mentions())
    messages = [record.getMessage() for record in caplog.records]
    expected = case.get("says")
    assert all(f"a.conll: {expected}" in message for message in messages) if expected else True
    assert bool(messages) == bool(expected)


@pytest.mark.parametrize("case", CASES["problems"], ids=named)
def test_every_problem_is_told_with_its_line(case, tmp_path):
    problems = find_problems(written(tmp_path, case), ONTOLOGY)
    assert [str(problem) for problem in problems] == case["problems"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.iob", "Ana O\n"),
        ("a.BIO", "Ana O\n"),
        ("esp.train", "Ana NP B-PER\n\ny CC O\n"),
        ("esp.testa", "-DOCSTART- -X- O\n\nAna NP B-PER\n"),
        ("train.txt", "Ana B-PER\r\n\r\n"),
        ("train", "Ana\tB-PER\n"),
    ],
)
def test_a_file_of_columns_is_known_by_its_suffix_or_its_content(name, content, tmp_path):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    assert format_of(path) == "conll"


@pytest.mark.parametrize("content", ["", "id,text\n1,Firman\n", "Ana y Luis firman.\n", "{}"])
def test_other_files_of_unknown_suffix_stay_unknown(content, tmp_path):
    (tmp_path / "a.train").write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=r"suffix '\.train'"):
        format_of(tmp_path / "a.train")


def test_a_few_damaged_lines_do_not_hide_what_a_file_is(tmp_path):
    (tmp_path / "a.train").write_text("Ana\n" + "y O\n" * 9, encoding="utf-8")
    (problem,) = find_problems(tmp_path / "a.train", ONTOLOGY)
    assert str(problem) == "a.train:1: one column, 'Ana'; expected a token and its tag"


def test_a_file_without_document_marks_is_cut_after_so_many_sentences(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("".join(f"s{n} O\n\n" for n in range(2 * SENTENCES + 3)), encoding="utf-8")
    lengths = [len(example.document.text.split("\n")) for example in read(path)]
    assert lengths == [SENTENCES, SENTENCES, 3]


def test_a_document_mark_ends_the_cutting(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("-DOCSTART- O\n\n" + "s O\n\n" * (SENTENCES + 1), encoding="utf-8")
    assert len(read(path)) == 1


def test_a_sentence_of_a_thousand_tokens_stays_one_line(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("Lima B-LOC\n" + "y O\n" * 998 + "Quito B-LOC\n", encoding="utf-8")
    (example,) = read(path)
    assert example.document.text.count("\n") == 0
    assert [len(sentence) for sentence in tokens_of(example.document)] == [1000]


def test_documents_to_run_a_system_on_need_no_tags(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("Habla\nAna\n.\n\nNo\n", encoding="utf-8")
    (document,) = iter_documents(path)
    assert document.text == "Habla Ana .\nNo"


def test_predictions_in_columns_are_compared_with_the_texts_of_the_gold(tmp_path):
    for name, line in (("gold", "Ana B-PER\n"), ("same", "Ana O\n"), ("other", "Eva O\n")):
        (tmp_path / f"{name}.conll").write_text(line, encoding="utf-8")
    documents = [example.document for example in read(tmp_path / "gold.conll")]
    (answer,) = read_annotations(tmp_path / "same.conll", ONTOLOGY, documents=documents)
    assert answer.entities == ()
    (problem,) = find_problems(tmp_path / "other.conll", ONTOLOGY, documents=documents)
    assert "differs from the gold text at offset 0" in str(problem)


@pytest.mark.parametrize(
    ("tokens", "label", "head"),
    [
        ("Ana de Vela", "PER", "Vela"),
        ("Naciones Unidas", "ORG", "Naciones"),
        ("El Salvador", "LOC", "Salvador"),
        ('" El País "', "ORG", "País"),
        ("copa américa", "MISC", "copa"),
        ("La", "LOC", "La"),
    ],
)
def test_the_head_of_a_name_follows_the_guidelines(tokens, label, head, tmp_path):
    path = tmp_path / "a.conll"
    marks = "B" + "I" * tokens.count(" ")
    pairs = zip(tokens.split(" "), marks, strict=True)
    path.write_text("".join(f"{t} {mark}-{label}\n" for t, mark in pairs), encoding="utf-8")
    (example,) = read(path)
    assert [example.document[m.head] for m, _ in example.gold.mentions()] == [head]


def test_the_types_of_a_file_are_ours_first_and_then_others(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("a B-ZOO\nb B-LOC\nc B-ABC\nd B-PER\n", encoding="utf-8")
    assert entity_types_in(path, ONTOLOGY) == ("PER", "LOC", "ABC", "ZOO")


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "folder", "b.conll"])
def test_types_that_we_call_times_and_events_survive_every_format(name, tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("ayer B-DATE\nviaje B-MOVE\nLiga B-MISC\ny O\n", encoding="utf-8")
    ontology = with_types_of(ONTOLOGY, [path])
    examples = read_examples(path, ontology)
    write_examples(tmp_path / name, examples, ontology)
    assert with_types_of(ONTOLOGY, [tmp_path / name]) == ontology
    again = [said(example) for example in read(tmp_path / name)]
    assert again == [said(example) for example in examples]


def test_our_documents_are_written_as_the_ner_view_has_them(tmp_path):
    corpus = load("article")
    write_examples(tmp_path / "a.conll", corpus, ONTOLOGY)
    rows = list(view_rows("ner", corpus, ONTOLOGY))
    assert columns(tmp_path / "a.conll") == [
        list(zip(row["tokens"], row["tags"], strict=True)) for row in rows
    ]


def test_two_names_that_share_a_token_leave_no_tag_without_its_beginning():
    document = Document("d", "visita ruso-norcoreano al norte")
    spans = [Span(7, 11), Span(12, 31)]
    entities = tuple(
        Entity(f"N{n}", kind, (Mention(f"T{n}", span, span, "NAM"),))
        for n, (span, kind) in enumerate(zip(spans, ("LOC", "LOC"), strict=True))
    )
    row = next(view_rows("ner", [Example(document, Annotations("d", entities))], ONTOLOGY))
    assert row["tags"] == ["O", "B-LOC", "I-LOC", "I-LOC"]
    swapped = [(Span(0, 11), "LOC"), (Span(12, 15), "ORG")]
    assert to_tags([Span(0, 13), Span(14, 15)], swapped) == ["B-LOC", "B-ORG"]


TYPES = ("PER", "LOC", "X-Y")


@st.composite
def tagged(draw):
    """A sentence: chunks that do not overlap, and its length."""
    chunks, place = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=6)):
        label = draw(st.sampled_from(TYPES))
        chunks.append(Chunk(place + gap, place + gap + length, label))
        place += gap + length
    return chunks, place + draw(st.integers(0, 2))


def in_scheme(chunks, length, name):
    tags = ["O"] * length
    for before, chunk in zip([None, *chunks], chunks, strict=False):
        touching = before is not None and (before.end, before.label) == (chunk.start, chunk.label)
        marks = ["I"] * (chunk.end - chunk.start)
        if name != IOB1 or touching:
            marks[0] = "B"
        if name in (BIOES, BILOU):
            marks[-1] = "EL"[name == BILOU] if len(marks) > 1 else "SU"[name == BILOU]
        tags[chunk.start : chunk.end] = [f"{mark}-{chunk.label}" for mark in marks]
    return tags


@given(tagged(), st.sampled_from((IOB1, IOB2, BIOES, BILOU)))
def test_the_names_of_a_sentence_are_the_same_in_every_scheme(sentence, name):
    chunks, length = sentence
    tags = in_scheme(chunks, length, name)
    assert list(from_tags(tags)) == chunks
    assert scheme([tags]) in (name, IOB2)
    if any(chunk.end - chunk.start > 1 for chunk in chunks):
        assert scheme([tags]) == name


@pytest.mark.parametrize(
    "tags",
    [
        ["B-LOC", "O", "I-LOC"],
        ["B-LOC", "I-PER", "B-PER", "B-LOC"],
        ["S-LOC", "I-LOC"],
        ["B-LOC", "E-LOC", "E-LOC"],
        ["S-LOC", "U-LOC"],
    ],
)
def test_tags_that_break_every_scheme_are_called_mixed(tags):
    assert scheme([tags]) == MIXED


TOKENS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=5,
).filter(
    lambda token: (
        unicodedata.is_normalized("NFC", token)
        and not unicodedata.combining(token[0])
        and token != "-DOCSTART-"
    )
)


@st.composite
def files(draw):
    """Documents of sentences of tokens with their IOB2 tags."""
    corpus = []
    for sentences in draw(st.lists(st.lists(tagged(), max_size=3), min_size=1, max_size=3)):
        document = []
        for chunks, length in sentences:
            tokens = draw(st.lists(TOKENS, min_size=length, max_size=length))
            document.append(list(zip(tokens, in_scheme(chunks, length, IOB2), strict=True)))
        corpus.append([sentence for sentence in document if sentence])
    return corpus


def text_of(corpus):
    return "".join(
        "-DOCSTART- O\n\n"
        + "".join("".join(f"{t} {tag}\n" for t, tag in s) + "\n" for s in document)
        for document in corpus
    )


@settings(max_examples=60, deadline=None)
@given(files())
def test_tokens_and_tags_come_back(corpus):
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder, "a.conll"), Path(folder, "b.conll")
        path.write_text(text_of(corpus), encoding="utf-8", newline="")
        if not any(corpus):
            return
        ontology = with_types_of(ONTOLOGY, [path])
        found = read_examples(path, ontology)
        write_examples(again, found, ontology)
        assert again.read_bytes() == path.read_bytes()
    given_tokens = [[[token for token, _ in s] for s in document] for document in corpus]
    assert [tokens_of(example.document) for example in found] == given_tokens


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=8))
def test_whatever_a_token_is_made_of_its_text_obeys_the_rules(tokens):
    tokens = ["".join(token.split("\n")) for token in tokens]
    lines = [
        token.translate({ord(c): "x" for c in " \t\r"}).encode("utf-8", "replace") or b"x"
        for token in tokens
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.conll")
        path.write_bytes(b"".join(b"%s B-LOC\n" % line for line in lines))
        found = read_examples(path, ONTOLOGY)
    assert validate_documents(found, ONTOLOGY) == []
    assert sum(len(example.gold.entities) for example in found) == len(lines)


@settings(max_examples=30, deadline=None)
@given(examples(ONTOLOGY))
def test_our_documents_are_stable_once_they_are_columns(example):
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder, "a.conll"), Path(folder, "b.conll")
        write_examples(path, [example], ONTOLOGY)
        ontology = with_types_of(ONTOLOGY, [path])
        found = read_examples(path, ontology)
        write_examples(again, found, ontology)
        assert again.read_bytes() == path.read_bytes()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(TYPES))))
def test_outermost_spans_are_the_longest_that_do_not_overlap(drawn):
    spans = [(Span(start, start + length), label) for start, length, label in drawn]
    kept = outermost(spans)
    assert kept == sorted(kept)
    assert not any(a.overlap(b) for (a, _), (b, _) in pairwise(kept))
    for span, _ in spans:
        assert any(span.overlap(other) and len(other) >= len(span) for other, _ in kept)

"""The file of places that are right."""

import pytest

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import FormatError
from acuerdo.proofreading import Accepted, about, proofread, read_accepted, without

TEXT = "Firman el lunes. Vuelven otro lunes."


@pytest.fixture
def found(ontology):
    example = Example(Document("d", TEXT), Annotations("d"))
    return proofread([example], ontology, kinds=["time-word"])


def entry(text, *, kind="time-word", document="d"):
    return Accepted(document, kind, text, "looked at")


def test_words_stand_for_all_their_occurrences_and_a_place_for_one(found):
    assert len(found) == 2
    assert without(found, [entry("lunes")]) == ([], [])
    assert without(found, [entry("1 lunes #2")]) == (found[:1], [])


def test_an_entry_that_covers_nothing_is_told(found):
    stale = [entry("martes"), entry("lunes", kind="number"), entry("lunes", document="e")]
    assert without(found, stale) == (found, stale)


def test_entries_about_other_documents_or_kinds_are_not_missed():
    entries = [entry("a"), entry("b", document="e"), entry("c", kind="number")]
    assert about(entries, {"d"}, {"time-word"}) == entries[:1]


def test_a_file_is_read(tmp_path):
    path = tmp_path / "accepted.yaml"
    path.write_text("- {document: d, kind: number, text: 2000, why: a label}\n", encoding="utf-8")
    assert read_accepted(path) == [Accepted("d", "number", "2000", "a label")]
    path.write_text("", encoding="utf-8")
    assert read_accepted(path) == []


def test_everything_that_is_wrong_with_a_file_is_told_at_once(tmp_path):
    path = tmp_path / "accepted.yaml"
    path.write_text(
        "- {document: d, kind: nothing, text: x, why: y}\n"
        "- {document: d, kind: number, text: ''}\n"
        "- words\n"
        "- {document: d, kind: number, text: x, why: y, more: z}\n"
        "- {document: d, kind: number, text: x, why: y}\n"
        "- {document: d, kind: number, text: x, why: otherwise}\n",
        encoding="utf-8",
    )
    with pytest.raises(FormatError) as caught:
        read_accepted(path)
    message = str(caught.value)
    for part in (
        "entry 1: kind 'nothing'",
        "entry 2: text ''",
        "entry 2: no why",
        "entry 3: 'words'",
        "entry 4: unknown key 'more'",
        "entry 6: again",
    ):
        assert part in message


@pytest.mark.parametrize("content", ["a: [", "just words"])
def test_a_file_that_is_no_list_is_refused(tmp_path, content):
    path = tmp_path / "accepted.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match="expected"):
        read_accepted(path)

"""Other people's texts: what is repaired, and what stays as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.annotation import Document
from acuerdo.errors import ValidationError
from acuerdo.formats import iter_documents
from acuerdo.formats.repair import repaired
from acuerdo.validation import validate_document

CASES = [
    # text, repaired, why
    ("uno\r\ndos\rtres", "uno\ndos\ntres", "line ends of Windows and of old Macs"),
    ("\ufeffMoscú", "Moscú", "a byte order mark"),
    (unicodedata.normalize("NFD", "Moscú"), "Moscú", "accents as characters of their own"),
    ("presi\u00addente", "presidente", "a soft hyphen cuts the word"),
    ("a\u0085b\u2028c", "a\nb\nc", "line ends of Unicode"),
    ("uno\x00dos\x1f", "unodos", "control characters"),
    ("uno\t dos\u00a0tres\n", "uno\t dos\u00a0tres\n", "what obeys the rules is left alone"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_a_text_is_repaired(text, expected, why):
    assert repaired(Document("d", text)).text == expected, why


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_repaired_text_obeys_the_rules_and_is_not_repaired_again(identifier, text):
    found = repaired(Document(f"d{identifier}", text))
    assert validate_document(found) == []
    assert repaired(found) == found


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "El País.txt").write_bytes("\ufeffMoscú\r\nSeúl\r\n".encode())
    (tmp_path / "bien.txt").write_text("Moscú", "utf-8")
    return tmp_path


def test_a_folder_is_read_as_it_is_unless_repair_is_asked_for(folder):
    with pytest.raises(ValidationError):
        list(iter_documents(folder))
    assert list(iter_documents(folder, repair=True)) == [
        Document("El-Pais", "Moscú\nSeúl\n"),
        Document("bien", "Moscú"),
    ]


def test_what_cannot_be_repaired_is_told(folder):
    (folder / "El Pais.txt").write_text("Otro", "utf-8")
    (folder / "latin.txt").write_bytes("Moscú".encode("latin-1"))
    with pytest.raises(ValidationError) as caught:
        list(iter_documents(folder, repair=True))
    again, encoding = map(str, caught.value.problems)
    assert again.startswith("El País.txt: the id of El Pais.txt again")
    assert encoding.startswith("latin.txt: byte 4 (0xfa) is not UTF-8")

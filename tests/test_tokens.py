import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.tokens import count_tokens, tokens

CASES = [
    ("del Kremlin.", ["del", "Kremlin", "."]),
    ("«sí», dijo", ["«", "sí", "»", ",", "dijo"]),
    ("EE.UU. y la UE", ["EE.UU.", "y", "la", "UE"]),
    ("1.500 soldados a las 19:30", ["1.500", "soldados", "a", "las", "19:30"]),
    ("pacto ruso-norcoreano", ["pacto", "ruso-norcoreano"]),
    ("🕊️ paz", ["🕊", "️", "paz"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reference_tokens(text, expected):
    assert [text[token.start : token.end] for token in tokens(text)] == expected


@given(st.text())
def test_tokens_cover_every_visible_character_once(text):
    covered = [i for token in tokens(text) for i in range(token.start, token.end)]
    assert len(covered) == len(set(covered))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))
    assert count_tokens(text) == len(list(tokens(text)))

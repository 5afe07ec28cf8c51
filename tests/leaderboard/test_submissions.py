"""System cards: what is refused, all at once."""

import pytest

from acuerdo.errors import SubmissionError
from acuerdo.leaderboard.submission import KINDS, SystemCard, read_submissions

CARD = {
    "name": '"mine"',
    "description": '"Reads."',
    "authors": '["Ana Ría"]',
    "url": '""',
    "license": '"MIT"',
    "kind": '"rules"',
    "parameters": "0",
    "training_data": '"none"',
    "contamination": '"none"',
    "command": '"acuerdo extract mine:Mine articles predictions.jsonl"',
    "date": "2026-11-23",
}


def submit(root, place="mine", /, **changes):
    folder = root / place
    folder.mkdir(parents=True)
    lines = [f"{key} = {value}" for key, value in (CARD | changes).items() if value is not None]
    (folder / "system.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "predictions.jsonl").write_text("")
    return folder


def test_a_complete_card_is_read(tmp_path):
    submit(tmp_path)
    (found,) = read_submissions(tmp_path)
    assert found.card.authors == ["Ana Ría"]
    assert found.card.date.isoformat() == "2026-11-23"


@pytest.mark.parametrize("key", SystemCard.__struct_fields__)
def test_every_key_is_required(tmp_path, key):
    submit(tmp_path, **{key: None})
    with pytest.raises(SubmissionError, match=f"system.toml: .*`{key}`"):
        read_submissions(tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": '"Mine!"'}, "name 'Mine!'; expected lower case"),
        ({"name": '"other"'}, "name 'other'; expected the folder's name 'mine'"),
        ({"kind": '"magic"'}, "kind 'magic'; expected one of " + ", ".join(KINDS)),
        ({"parameters": "-1"}, "parameters -1; expected 0 or more"),
        ({"parameters": '"many"'}, "Expected `int`"),
        ({"contamination": '" "'}, "contamination is empty; expected a statement"),
        ({"authors": "[]"}, "authors is empty"),
        ({"date": '"soon"'}, "date"),
        ({"score": "100"}, "unknown field `score`"),
    ],
)
def test_a_wrong_card_is_refused(tmp_path, changes, message):
    submit(tmp_path, **changes)
    with pytest.raises(SubmissionError) as raised:
        read_submissions(tmp_path)
    assert message in str(raised.value)


def test_all_problems_of_all_submissions_are_listed(tmp_path):
    submit(tmp_path, kind='"magic"', parameters="-1")
    (tmp_path / "yours").mkdir()
    with pytest.raises(SubmissionError) as raised:
        read_submissions(tmp_path)
    message = str(raised.value)
    for part in ("magic", "parameters -1", "yours/system.toml: no such file", "yours/predictions"):
        assert part in message
    assert len(message.splitlines()) == 4

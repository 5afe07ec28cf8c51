import pytest

from acuerdo.generated import StaleError, with_block, write_or_check


def test_a_stale_file_is_named_and_left_alone_by_check(tmp_path):
    path = tmp_path / "card.md"
    path.write_text("old")
    with pytest.raises(StaleError, match=r"card\.md: not up to date; run: build"):
        write_or_check({path: "new"}, check=True, command="build")
    assert path.read_text() == "old"


def test_a_build_writes_what_is_missing_and_then_checks_clean(tmp_path):
    files = {tmp_path / "folder" / "a.txt": "á\n", tmp_path / "b.bin": b"\x00"}
    assert set(write_or_check(files, check=False, command="build")) == set(files)
    assert write_or_check(files, check=True, command="build") == []
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a.txt", "b.bin"]


def test_a_block_is_replaced_literally():
    text = "x\n<!-- generated: t -->\nold\n<!-- end: t -->\ny"
    assert with_block(text, "t", r"\1 new") == (
        "x\n<!-- generated: t -->\n\\1 new\n<!-- end: t -->\ny"
    )


def test_a_missing_block_is_named():
    with pytest.raises(StaleError, match="generated: counts"):
        with_block("text", "counts", "new")

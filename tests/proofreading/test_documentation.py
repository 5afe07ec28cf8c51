import doctest
from pathlib import Path

from acuerdo.proofreading import KINDS

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "proofreading.md"


def test_the_examples_of_the_documentation_are_true():
    result = doctest.testfile(str(DOCUMENTATION), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


def test_every_kind_is_documented():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []

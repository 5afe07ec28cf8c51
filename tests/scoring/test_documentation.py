import doctest
from pathlib import Path

from acuerdo.scoring import TASKS

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "scoring.md"


def test_the_examples_of_the_documentation_are_true():
    result = doctest.testfile(str(DOCUMENTATION), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_every_view_is_documented():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    for task in TASKS.values():
        for view in task.views:
            assert f"`{view.name}`" in text, f"{task.name}.{view.name}"

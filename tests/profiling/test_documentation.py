import doctest
from pathlib import Path

import pytest

from acuerdo.conformance import load_cases
from acuerdo.profiling.mistakes import KINDS
from acuerdo.profiling.slices import ORDER, Seen, dimensions

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["conformance.md", "errors.md"])
def test_the_examples_of_the_page_are_true(page):
    result = doctest.testfile(str(DOCS / page), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


def test_the_table_of_cases_is_that_of_the_cases():
    lines = (DOCS / "conformance.md").read_text("utf-8").splitlines()
    table = lines.index("| | what the case shows | elsewhere |") + 2
    rows = [f"| {case.number} | {case.why} | {case.source} |" for case in load_cases()]
    assert lines[table : table + len(rows) + 1] == [*rows, ""]


def test_every_class_and_dimension_is_documented():
    page = (DOCS / "errors.md").read_text("utf-8")
    names = {name for cuts in dimensions(Seen(frozenset(), frozenset())).values() for name in cuts}
    for name in (*KINDS, *names, *ORDER):
        assert f"`{name}`" in page, name

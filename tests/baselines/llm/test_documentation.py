import doctest
import re
from dataclasses import fields
from pathlib import Path

import pytest

from acuerdo.grounding import POLICIES
from acuerdo_baselines.llm.prices import read_prices
from acuerdo_baselines.llm.settings import Settings, variable

PAGE = Path(__file__).parents[3] / "docs" / "systems" / "llm.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_of_the_page_are_true():
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_on_the_page_with_its_variable_and_default(setting):
    default = f"`{setting.default}`" if setting.default != "" else ""
    default = "`~/.cache/acuerdo/llm`" if setting.name == "cache" else default
    assert f"| `{setting.name}` | `{variable(setting.name)}` | {default} |" in TEXT


def test_every_policy_is_on_the_page():
    assert all(f"| `{policy}` |" in TEXT for policy in POLICIES)


def test_the_table_of_prices_on_the_page_is_one(tmp_path):
    (table,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "prices.toml"
    path.write_text(table, encoding="utf-8")
    (price,) = read_prices(path)
    assert price.currency == "EUR"

"""The atlas is one world: codes nobody uses, references that resolve, names that are unique."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from acuerdo.atlas import read_atlas
from acuerdo.dataset import data_root
from acuerdo.errors import DatasetError, ValidationError


def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((data_root() / "atlas.json").read_text(encoding="utf-8"))
    return loaded


def problems(folder: Path, atlas: dict[str, Any]) -> str:
    path = folder / "atlas.json"
    path.write_text(json.dumps(atlas), encoding="utf-8")
    with pytest.raises((ValidationError, DatasetError)) as caught:
        read_atlas(path)
    return str(caught.value)


def test_the_released_atlas_has_no_problem() -> None:
    atlas = read_atlas(data_root() / "atlas.json")
    assert len({country.code for country in atlas.countries}) == len(atlas.countries)
    assert atlas.country("XTB").demonym.features("tarubaya") == (("f", "s"),)


def test_a_country_that_is_not_there_is_told() -> None:
    with pytest.raises(DatasetError, match="XZZ"):
        read_atlas(data_root() / "atlas.json").country("XZZ")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("FRA", "ISO 3166-1 assigns"),
        ("QLA", "ISO 3166-1 assigns"),
        ("ABA", "ISO 3166-1 assigns"),
        ("XG", "ISO 3166-1 assigns"),
        ("XKX", "others use"),
        ("XPO", "others use"),
        ("XUG", "2 times"),
    ],
)
def test_codes_of_others_are_refused(code: str, told: str, tmp_path: Path) -> None:
    atlas = content()
    atlas["countries"][0]["code"] = code
    assert told in problems(tmp_path, atlas)


@pytest.mark.parametrize("code", ["QMA", "QZZ", "AAA", "AAZ", "ZZA", "ZZZ", "XAA", "XZZ"])
def test_the_ranges_for_users_are_accepted_to_their_ends(code: str, tmp_path: Path) -> None:
    text = (data_root() / "atlas.json").read_text(encoding="utf-8").replace('"XGV"', f'"{code}"')
    path = tmp_path / "atlas.json"
    path.write_text(text, encoding="utf-8")
    assert read_atlas(path).country(code).name == "Gavalia"


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (("countries", 0, "demonym", "fp"), "gavales", "gavalo, gavala, gavalos, gavalas"),
        (("countries", 1, "demonym", "ms"), "ugarranol", "a form in"),
        (("countries", 0, "article"), "el", "'la', as its gender asks"),
        (("countries", 0, "people", 0, "party"), "XYZ", "one of URG"),
        (("countries", 0, "cities", 0, "name"), "Bricedo", "2 times"),
        (("countries", 0, "people", 1, "surname"), "Quintavelos", "2 times"),
        (("organisations", 0, "members", 0), "XYZ", "a country of the atlas"),
        (("organisations", 0, "seat"), "Ginebra", "a place of the atlas"),
        (("organisations", 1, "acronym"), "AME", "2 times"),
        (("treaties", 0, "place"), "Ginebra", "a place of the atlas"),
        (("treaties", 0, "parties", 0), "XYZ", "a country of the atlas"),
        (("armed_groups", 0, "country"), "XYZ", "a country of the atlas"),
        (("geography", 0, "countries", 0), "XYZ", "a country of the atlas"),
        (("borders", 0, 1), "XYZ", "a country of the atlas"),
        (("disputes", 0, "place"), "Ginebra", "a place of the atlas"),
        (("countries", 0, "gender"), "n", "gender"),
        (("countries", 0, "motto"), "Adelante", "motto"),
    ],
)
def test_contradictions_are_found(
    where: tuple[str | int, ...], value: str, told: str, tmp_path: Path
) -> None:
    atlas = content()
    place: Any = atlas
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    assert told in problems(tmp_path, atlas)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    atlas = content()
    atlas["countries"][0]["article"] = "los"
    atlas["treaties"][0]["place"] = "Ginebra"
    found = problems(tmp_path, atlas)
    assert "as its gender asks" in found
    assert "Ginebra" in found


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no such file"):
        read_atlas(tmp_path / "atlas.json")

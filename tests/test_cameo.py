"""Older event codes: what they become, and where we leave the manual's own conversion table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.cameo import from_cameo, from_plover
from acuerdo.ontology import Ontology

TABLE = Path(__file__).parents[2] / "shared" / "reference-data" / "plover" / "CAMEO2PLOVER-2021.txt"
"""The conversion table of the PLOVER manual, which is not part of this repository."""

ROOTS = tuple(f"{number:02}" for number in range(1, 21))

TYPES_THAT_DIFFER = {
    "055": "D3: an apology is CONCEDE",
    "056": "D3: a pardon is CONCEDE",
    "0813": "D3: lifting a curfew is CONCEDE",
    "0814": "D3: lifting a state of emergency is CONCEDE, as the curfew",
    "085": "D3: lifting sanctions or an embargo is CONCEDE",
    "116": "V19: a court that convicts: SANCTION/convict",
    "163": "D3: embargo and sanctions are SANCTION/discontinue",
    "192": "D1, question 1: occupation is force used",
}
MODES_THAT_DIFFER = {
    "0842": "mode return dropped by draft 0.8: release",
    "087": "D4: de-escalation tells neither a truce nor what is given up",
    "0874": "D3: troops that leave withdraw",
    "105": "D4: what is demanded is yielding, as in all its branches",
    "112": "D4: an act is imputed",
    "114": "D4: an act known to all is judged",
    "124": "D4: what is declined is yielding",
    "1241": "D4: what is declined is yielding",
    "1242": "D4: what is declined is yielding",
    "128": "D4: nothing is asked that could give a mode",
    "129": "mode veto",
    "132": "mode ban dropped by draft 0.8",
    "1321": "mode political dropped by draft 0.8",
    "1322": "mode ban dropped by draft 0.8",
    "133": "D4: a protest is none of the things threatened that have a mode",
    "139": "D4: an ultimatum by itself tells no consequence",
    "142": "mode hunger dropped by draft 0.8: a strike",
    "144": "mode obstruct dropped by draft 0.8; D3: a road blocked by protesters is demo",
    "161": "V7: broken relations are SANCTION/discontinue",
    "164": "D3: talks broken off are SANCTION/discontinue",
    "165": "D3: mediation broken off, as talks",
    "1722": "mode ban dropped by draft 0.8",
    "1723": "mode curfew dropped by draft 0.8",
    "1724": "mode martial-law dropped by draft 0.8",
}
FINER = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types whose modes here are the contexts or the kinds of the manual: no mode stands there."""


@pytest.mark.parametrize("root", ROOTS)
def test_every_root_has_a_type(root: str) -> None:
    assert from_cameo(root) is not None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("010", ("STATEMENT", "")),
        ("0234", ("REQUEST", "assist")),
        ("0311", ("AGREE", "")),
        ("042", ("CONSULT", "visit")),
        ("057", ("SUPPORT", "sign")),
        ("0861", ("RETREAT", "access")),
        ("1054", ("REQUEST", "yield")),
        ("1385", ("THREATEN", "violence")),
        ("1712", ("ASSAULT", "")),
        ("191", ("COERCE", "restrict")),
        ("204", ("ASSAULT", "")),
    ],
)
def test_a_code_takes_its_longest_branch(code: str, expected: tuple[str, str]) -> None:
    assert from_cameo(code) == expected


@pytest.mark.parametrize("code", ["", "0", "00", "21", "99", "04x", "04111", "٠٤", "-4"])
def test_what_is_no_code_has_no_type(code: str) -> None:
    assert from_cameo(code) is None


@given(st.from_regex(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}", fullmatch=True))
def test_types_and_modes_are_those_of_the_ontology(code: str) -> None:
    _is_known(from_cameo(code))


@pytest.mark.parametrize(
    ("code", "mode", "expected"),
    [
        ("DEMAND", "", ("REQUEST", "")),
        ("DISAPPROVE", "", ("ACCUSE", "disapprove")),
        ("INVESTIGATE", "", ("ACCUSE", "investigate")),
        ("CRIME", "", None),
        ("THING", "", None),
        ("CONSULT", "third-party", ("CONSULT", "meet")),
        ("COERCE", "curfew", ("COERCE", "restrict")),
        ("RETREAT", "ease", ("CONCEDE", "")),
        ("ASSAULT", "beat", ("ASSAULT", "")),
        ("SANCTION", "expel", ("SANCTION", "expel")),
    ],
)
def test_older_plover_labels_are_renamed(
    code: str, mode: str, expected: tuple[str, str] | None
) -> None:
    assert from_plover(code, mode) == expected


def test_every_type_and_mode_of_the_ontology_is_kept(ontology: Ontology) -> None:
    for kind in ontology.event_type_names:
        if kind in ("STATEMENT", "MOVE", "PERSONNEL", "ENACT"):
            assert from_plover(kind) is None
            continue
        for mode in ("", *ontology.mode_names[kind]):
            assert from_plover(kind, mode) == (kind, mode)


@pytest.mark.skipif(not TABLE.is_file(), reason="the manual's table is not there")
def test_the_differences_from_the_manuals_table_are_the_listed_ones() -> None:
    types, modes = set(), set()
    for code, kind, mode in _rows():
        ours = from_cameo(code)
        assert ours is not None, code
        if ours[0] != kind:
            types.add(code)
        elif kind != "ASSAULT" and ours[1] != mode and not (kind in FINER and not mode):
            modes.add(code)
        assert from_plover(kind, mode) is not None, code
    inherited = {code for code in modes if code[:3] in ("142", "144") and len(code) == 4}
    renamed = {"041", "044"}  # phone and third-party, which are call and meet here
    assert types == set(TYPES_THAT_DIFFER)
    assert modes - inherited - renamed == set(MODES_THAT_DIFFER)


def _rows() -> list[tuple[str, str, str]]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        match = re.match(r"(\d{3,4}):\s*([A-Z]+)\s*,\s*([\w-]*)", line)
        if match:
            found.append((match[1], match[2], match[3]))
    assert len(found) > 200
    return found


def _is_known(label: tuple[str, str] | None) -> None:
    from acuerdo.dataset import load_ontology

    ontology = load_ontology()
    assert label is not None
    assert label[0] in ontology.event_type_names
    assert label[1] in ("", *ontology.mode_names[label[0]])

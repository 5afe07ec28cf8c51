"""``acuerdo probe``: its tables, its JSON, and what it says of systems that are none."""

import json

from typer.testing import CliRunner

from acuerdo.cli import app
from acuerdo.errors import AcuerdoError
from acuerdo.probes.bundles import load_bundles


def run(*arguments):
    return CliRunner().invoke(app, ["probe", *arguments])


def test_an_empty_system_gets_no_bundle_and_loses_nothing_on_the_twin():
    found = json.loads(run("nothing", "--json").stdout)["nothing"]
    whole = found["contrast"]["whole"]
    assert (whole["right"], whole["bundles"]) == (0, len(load_bundles()))
    assert [one["difference"] for one in found["swap"]["differences"]] == [0.0] * len(
        found["swap"]["tasks"]
    )


def test_the_tables_name_every_phenomenon_and_no_difference_is_negative_nothing():
    shown = run("nothing", "--faults").stdout
    for row in load_bundles():
        assert row.phenomenon.replace("_", " ") in shown
        assert row.id in shown
    assert "+0.0" in shown
    assert "-0.0" not in shown


def test_all_unknown_systems_are_named_before_anything_runs():
    done = run("rulez", "nothing", "gazeteer")
    assert isinstance(done.exception, AcuerdoError)
    assert "rulez" in str(done.exception)
    assert "gazeteer" in str(done.exception)
    assert done.stdout == ""

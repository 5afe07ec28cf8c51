"""From raw timings to figures, and their JSON."""

import json
from pathlib import Path

import pytest

from acuerdo.errors import ExtractorError
from acuerdo.profiling.figures import ColdStart, Profile
from acuerdo.profiling.summary import doubts, energy, machine, percentile, summarise

STORED = json.loads(Path(__file__).with_name("profile.json").read_text(encoding="utf-8"))
SHA = "a" * 64
COLD = ColdStart("mine", 0.1, 0.2, 0.3, 1.0, 1000, 2000, 3000, None, ())


def timing(name, data=(), **extra):
    ordered = sorted(data)
    stats = {"data": list(data), "rounds": len(data), "iqr": 0.0, "median": 1.0}
    if ordered:
        stats["median"] = ordered[len(ordered) // 2]
    return {"name": name, "stats": stats | extra.pop("stats", {}), "extra_info": extra}


def report(*, latencies=(0.1,) * 40, before=1.0, after=1.0, cpu=4.0, wall=4.0, spread=0.0, sha=SHA):
    """A report of pytest-benchmark for two batch sizes of 100 tokens per block and second."""
    used = {"cpu_seconds": cpu, "wall_seconds": wall}
    blocks = {"stats": {"iqr": spread, "rounds": 2}}
    return {
        "machine_info": {
            "node": "secret-host",
            "python_implementation": "CPython",
            "python_version": "3.12.1",
            "system": "Linux",
            "cpu": {"brand_raw": "Example CPU"},
        },
        "benchmarks": [
            timing("test_calibration_before", stats={"median": before}),
            timing("test_latency", latencies, predictions_sha256=sha, **used),
            timing(
                "test_throughput[1]", (1.0,), batch=1, documents=4, tokens=100, **used, **blocks
            ),
            timing(
                "test_throughput[8]", (2.0,), batch=8, documents=16, tokens=400, **used, **blocks
            ),
            timing("test_calibration_after", stats={"median": after}),
        ],
    }


def summary(**how):
    return summarise(
        report(**how), COLD, system="m:Mine", documents=4, tokens=100, predictions_sha256=SHA
    )


def test_rates_are_those_of_the_median_block():
    one, eight = summary().throughput
    assert (one.documents_per_second, one.tokens_per_second) == (4.0, 100.0)
    assert (eight.documents_per_second, eight.tokens_per_second) == (8.0, 200.0)
    # Two rounds of 400 tokens in four seconds of processor time.
    assert eight.tokens_per_cpu_second == 200.0
    assert summary().best.batch == 8


def test_relative_throughput_counts_in_calibration_loads():
    assert summary(before=0.5, after=0.5).relative_throughput == 100.0


@pytest.mark.parametrize(
    ("how", "flags", "why"),
    [
        ({}, [], "a quiet machine"),
        ({"spread": 0.3}, ["blocks differ by 15%"], "0.3 s of a block of 2 s"),
        ({"spread": 0.1}, [], "5 % is within the limit"),
        ({"after": 1.2}, ["calibration drifted by +20%"], "the machine became slower"),
        ({"after": 0.8}, ["calibration drifted by -20%"], "the machine became faster"),
        ({"cpu": 3.0}, ["only 75% of the time"], "another program took the processor"),
        (
            {"cpu": 3.0, "after": 1.2, "spread": 0.3},
            ["blocks differ", "calibration drifted", "only 75%"],
            "all reasons are given",
        ),
    ],
)
def test_a_disturbed_run_is_flagged_with_every_reason(how, flags, why):
    found = summary(**how).unstable
    assert len(found) == len(flags), why
    for said, flag in zip(found, flags, strict=True):
        assert said.startswith(flag), why


@pytest.mark.parametrize(("timings", "given"), [(999, False), (1000, True)])
def test_a_99th_percentile_needs_a_thousand_timings(timings, given):
    found = summary(latencies=tuple(number / 1000 for number in range(timings)))
    assert (found.latency_p99 is not None) is given
    assert found.latencies == timings


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5.0], 50, 5.0),
        ([1.0, 2.0], 50, 1.0),
        (list(range(1, 101)), 95, 95),
        (list(range(1, 101)), 99, 99),
        ([1.0, 2.0, 3.0], 100, 3.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values, share, expected):
    assert percentile(values, share) == expected


def test_other_predictions_under_the_clock_are_noticed():
    assert summary().deterministic
    assert not summary(sha="b" * 64).deterministic


def test_the_machine_is_described_without_its_name():
    assert "secret-host" not in json.dumps(machine(report()["machine_info"]))
    assert summary().machine["processor"] == "Example CPU"


def test_energy_carries_its_assumptions():
    found = energy(1_000_000 / 3600)
    assert found.watt_hours_per_million_tokens == pytest.approx(
        found.watts_per_core * found.power_usage_effectiveness
    )


def test_no_doubts_without_disturbance():
    assert list(doubts(0.0, 0.0, 1.0)) == []


def test_a_profile_comes_back_from_its_json():
    assert json.loads(json.dumps(Profile.from_json(STORED).to_json())) == STORED
    found = summary()
    assert Profile.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 2}, "no schema 1"),
        ({"documents": "two"}, "documents"),
        ({"unknown": 1}, "unknown"),
        ({"throughput": []}, "no throughput"),
    ],
)
def test_a_profile_of_another_layout_is_refused(change, message):
    with pytest.raises(ExtractorError, match=message):
        Profile.from_json({**STORED, **change})

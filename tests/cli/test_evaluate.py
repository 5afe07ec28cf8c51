"""``acuerdo evaluate`` and ``acuerdo profile``: real systems in real processes."""

import json
import os
import signal
import subprocess
import time

import pytest
from tests.cli.conftest import CONSOLE_SCRIPT, SYSTEMS, call_outside

from acuerdo.profiling.figures import Profile

FAILED = {
    "own_systems:Crash": "system 'crash': document 'visita': ValueError: no <model> here",
    "own_systems:Dies": "system 'own_systems:Dies': killed by signal SIGABRT",
    "own_systems:Leaves": "system 'own_systems:Leaves': ended before it answered",
}


def test_json_stands_alone_on_standard_output(evaluated):
    assert set(evaluated.done.json) == {"results", "corpus", "systems", "failed"}
    assert evaluated.done.json["corpus"] == "small.jsonl"
    assert evaluated.done.json["results"] == "kept"


def test_a_class_in_the_working_directory_is_found_and_ranked_above_nothing(evaluated):
    ranks = {each["system"]: each["rank"] for each in evaluated.done.json["systems"]}
    assert ranks == {"words": 1, "moody": 2, "nothing": 3}


@pytest.mark.parametrize("system", FAILED)
def test_a_system_that_fails_gives_one_line_and_exit_code_1(evaluated, system):
    lines = [line for line in evaluated.done.err.splitlines() if FAILED[system] in line]
    assert lines == [f"acuerdo: {FAILED[system]}"]
    assert evaluated.done.code == 1
    failed = {each["system"]: each["error"] for each in evaluated.done.json["failed"]}
    assert failed[system] == FAILED[system]
    assert "Traceback" not in evaluated.done.err


def test_invalid_predictions_are_kept_and_every_problem_is_said(evaluated):
    failed = {each["system"]: each["error"] for each in evaluated.done.json["failed"]}
    message = failed["own_systems:Invalid"]
    assert "predictions.jsonl:1: doc visita" in message
    assert "predictions.jsonl:2: doc negativa" in message
    assert "VISITAR" in message
    kept = {path.name for path in (evaluated.results / "own_systems.Invalid").iterdir()}
    assert "predictions.jsonl" in kept
    assert "scores.json" not in kept


def test_results_of_the_other_systems_stay_and_nothing_half_written(evaluated):
    kept = {
        path.relative_to(evaluated.results).as_posix()
        for path in evaluated.results.rglob("*")
        if path.is_file()
    }
    files = ("predictions.jsonl", "profile.json", "pytest-benchmark.json", "scores.json")
    whole = {f"{name}/{file}" for name in ("nothing", "own_systems.Words") for file in files}
    assert {"documents.jsonl", "report.html", *whole} <= kept
    assert not [name for name in kept if name.endswith((".part", ".draft"))]
    assert not [name for name in kept if name.startswith(("own_systems.Crash", "own_systems.Dies"))]


def test_score_of_the_kept_predictions_gives_every_number_again(evaluated, run, small):
    for each in evaluated.done.json["systems"]:
        folder = evaluated.results / each["profile"]["system"].replace(":", ".")
        scored = run("score", folder / "predictions.jsonl", "--gold", small, "--json")
        assert scored.json == each["scores"]
        assert json.loads((folder / "scores.json").read_text()) == each["scores"]


def test_the_documents_handed_to_systems_hold_no_annotation(evaluated):
    for line in (evaluated.results / "documents.jsonl").read_text().splitlines():
        row = json.loads(line)
        assert not any(row[layer] for layer in ("entities", "times", "events", "relations"))


def test_the_timed_predictions_are_the_scored_ones(evaluated):
    by_name = {each["system"]: each["profile"] for each in evaluated.done.json["systems"]}
    assert by_name["words"]["deterministic"] is True
    assert by_name["words"]["cold_start"]["notes"] == ["words: knows two words"]


def test_an_order_left_to_the_hash_seed_is_noticed(evaluated):
    by_name = {each["system"]: each["profile"] for each in evaluated.done.json["systems"]}
    assert by_name["moody"]["deterministic"] is False


def test_a_profile_has_every_figure(evaluated):
    profile = Profile.from_json(
        json.loads((evaluated.results / "nothing/profile.json").read_text())
    )
    assert profile.documents == 2
    assert profile.tokens == 31 + 39
    assert 0 < profile.latency_p50 <= profile.latency_p95
    assert profile.latencies >= 30
    assert (profile.latency_p99 is None) == (profile.latencies < 1000)
    assert next(point.batch for point in profile.throughput) == 1
    assert all(point.tokens_per_second > 0 for point in profile.throughput)
    assert profile.energy.watt_hours_per_million_tokens > 0
    assert profile.threads == 1
    cold = profile.cold_start
    assert 0 < cold.rss_at_start <= cold.rss_after_load <= cold.peak_rss


def test_reports_name_no_machine_no_user_and_no_folder(evaluated):
    import getpass
    import platform

    for path in evaluated.results.rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert str(evaluated.folder) not in text
        assert f'"{platform.node()}"' not in text
        assert f'"{getpass.getuser()}"' not in text
    kept = json.loads((evaluated.results / "nothing/pytest-benchmark.json").read_text())
    assert set(kept["machine_info"]) == {"processor", "cores", "python", "system"}
    assert kept["commit_info"] == {}


def test_bad_systems_are_all_refused_before_anything_runs(run, small, tmp_path):
    (tmp_path / "mine.py").write_text("1 +")
    (tmp_path / "empty.py").write_text("Thing = 3")
    done = run(
        *("evaluate", "nothing", "rulez", "no_such_module:X", "mine:Mine", "empty:Thing"),
        *("empty:Other", "--data", small),
    )
    assert done.code == 1
    assert [line.split(": ")[0].removeprefix("acuerdo") for line in done.err.splitlines()] != []
    for name in ("rulez", "no_such_module:X", "mine:Mine", "empty:Thing", "empty:Other"):
        assert f"system {name!r}: " in done.err
    assert not (tmp_path / "results").exists()


def test_an_interrupted_run_leaves_nothing_half_written(tmp_path, small):
    (tmp_path / "sleeper.py").write_text(
        "import pathlib, time\n"
        "class Sleeper:\n"
        "    name = 'sleeper'\n"
        "    def extract(self, documents):\n"
        "        pathlib.Path('asleep').touch()\n"
        "        time.sleep(60)\n"
        "        yield\n"
    )
    arguments = ["evaluate", "nothing", "sleeper:Sleeper", "--data", small, "-o", "kept"]
    started = subprocess.Popen(
        [*CONSOLE_SCRIPT, *map(str, arguments), "--seconds", "0.1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "asleep").exists():
        assert time.monotonic() < deadline
        assert started.poll() is None, started.stderr.read()
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate()
    assert started.returncode not in (0, 2)
    assert out == ""
    assert "Traceback" not in err
    kept = {path.name for path in (tmp_path / "kept").iterdir()}
    assert kept == {"documents.jsonl", "nothing"}
    assert {path.suffix for path in (tmp_path / "kept" / "nothing").iterdir()} <= {
        ".json",
        ".jsonl",
    }


def test_two_systems_of_one_name_are_told_apart(tmp_path, small):
    from acuerdo.cli.evaluate import _told_apart
    from acuerdo.leaderboard.ranking import Entry

    stored = json.loads((small.parents[1] / "profiling" / "profile.json").read_text())
    entries = [
        Entry("rules", None, Profile.from_json({**stored, "system": name}))
        for name in ("rules", "mine:Rules")
    ]
    assert [each.system for each in _told_apart(entries)] == ["rules", "rules (mine:Rules)"]


def test_a_profile_alone_leaves_nothing_behind(tmp_path, small):
    (tmp_path / "own_systems.py").write_text(SYSTEMS, encoding="utf-8")
    done = call_outside(
        tmp_path, "profile", "own_systems:Words", "--data", small, "--seconds", "0.1"
    )
    assert done.code == 0, done.err
    assert "tokens/s, batch 1" in done.out
    assert {path.name for path in tmp_path.iterdir()} <= {"own_systems.py", "__pycache__"}

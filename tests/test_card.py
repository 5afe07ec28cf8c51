"""The dataset card, the citation file and the README: what they say is so."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from acuerdo.dataset import SPLITS, load, load_manifest, load_ontology
from acuerdo.formats.flat import VIEWS
from acuerdo.profiling.corpus import corpus_statistics

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
CARD = (DATA / "README.md").read_text(encoding="utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SNIPPETS = [
    pytest.param(block, id=f"{path.relative_to(ROOT)}-{number}")
    for path in (ROOT / "README.md", DATA / "README.md")
    for number, block in enumerate(PYTHON.findall(path.read_text(encoding="utf-8")), start=1)
]


@pytest.fixture(scope="module")
def front():
    opening, matter, _ = CARD.split("---\n", 2)
    assert opening == ""
    return yaml.safe_load(matter)


def files_of(configs, root):
    return {root / file["path"] for config in configs for file in config["data_files"]}


def test_every_config_has_its_files_and_every_file_its_config(front):
    found = set(DATA.glob("*/*.jsonl"))
    assert files_of(front["configs"], DATA) == found
    assert {DATA / name for name in load_manifest().files} == found
    for config in front["configs"]:
        for file in config["data_files"]:
            assert file["path"] == f"{config['config_name']}/{file['split']}.jsonl"


def test_the_root_names_the_same_files_as_the_card(front):
    root = yaml.safe_load((ROOT / ".huggingface.yaml").read_text(encoding="utf-8"))
    assert files_of(root["configs"], ROOT) == files_of(front["configs"], DATA)
    assert root["dataset_info"] == front["dataset_info"]


def test_every_config_declares_its_features_once_and_one_is_the_default(front):
    names = [config["config_name"] for config in front["configs"]]
    assert [info["config_name"] for info in front["dataset_info"]] == names
    assert len(set(names)) == len(names)
    assert [c["config_name"] for c in front["configs"] if c.get("default")] == ["documents"]


def test_the_card_describes_every_config(front):
    described = set(re.findall(r"^\| `(\w+)` \|", block("configs"), re.MULTILINE))
    assert {config["config_name"] for config in front["configs"]} <= described
    assert set(VIEWS) <= described


def block(name):
    return re.search(
        rf"<!-- generated: {name} -->\n(.*?)\n<!-- end: {name} -->", CARD, re.DOTALL
    ).group(1)


@pytest.fixture(scope="module")
def counts():
    """What ``acuerdo stats --json`` prints, by split."""
    code = "import sys; from acuerdo.cli import main; sys.argv = ['acuerdo', *sys.argv[1:]]; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "stats", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    printed = json.loads(done.stdout)
    others = {split: corpus_statistics(load(split=split), load_ontology()) for split in SPLITS}
    assert others["test"].to_json() == {k: printed[k] for k in ("totals", "breakdowns")}
    return {split: statistics.to_json() for split, statistics in others.items()}


def test_the_totals_of_the_card_are_those_of_the_command(counts):
    header, _, *lines = [line for line in block("counts").splitlines() if line.startswith("|")]
    assert tuple(cell.strip() for cell in header.strip("|").split("|")[1:]) == SPLITS
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    written = {name.replace(" ", "_"): [int(n) for n in numbers] for name, *numbers in cells}
    totals = {
        name: [counts[split]["totals"][name] for split in SPLITS]
        for name in counts["test"]["totals"]
    }
    assert written == totals


def test_the_breakdowns_of_the_card_are_those_of_the_command(counts):
    written = {}
    for name, found, absent in re.findall(
        r"^\*\*(.+?)\*\*: (.*?)(?: ?\(none of: (.*)\))?$", block("counts"), re.MULTILINE
    ):
        numbers = {label: int(n) for label, n in re.findall(r"(\S+) (\d+)", found)}
        written[name.replace(" ", "_")] = numbers | dict.fromkeys(absent.split(", "), 0)
    expected = {
        name: {label: sum(counts[s]["breakdowns"][name][label] for s in SPLITS) for label in labels}
        for name, labels in counts["test"]["breakdowns"].items()
    }
    assert {k: {x: n for x, n in v.items() if x} for k, v in written.items()} == expected


def test_nothing_is_left_to_be_filled_in():
    text = CARD.lower()
    for phrase in ("more information needed", "todo", "tbd", "lorem ipsum", "[needs"):
        assert phrase not in text


def test_every_file_that_the_card_names_is_there():
    body = CARD.split("---\n", 2)[2]
    named = set(re.findall(r"`([\w./-]+\.(?:json|md|yaml|cff)|[a-z]+/)`", body))
    absent = {name for name in named if not (DATA / name).exists() and not (ROOT / name).exists()}
    assert named
    assert absent == set()


def test_the_citation_file_has_what_the_format_requires():
    assert CITATION["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(CITATION)
    assert CITATION["type"] in ("dataset", "software")
    for author in CITATION["authors"]:
        assert "name" in author or {"given-names", "family-names"} <= set(author)
    assert len(set(CITATION["keywords"])) == len(CITATION["keywords"])
    assert CITATION["date-released"].isoformat()


def test_versions_agree(front):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(CITATION["version"]) == project["version"]
    version = (DATA / "VERSION").read_text().strip()
    assert version == load_manifest().version
    assert {str(config["version"]) for config in front["configs"]} == {version}


def test_the_entry_for_the_hubs_evaluations_names_a_config_and_a_split(front):
    entry = yaml.safe_load((DATA / "eval.yaml").read_text(encoding="utf-8"))
    assert set(entry) == {"name", "description", "evaluation_framework", "tasks"}
    assert entry["name"] == front["pretty_name"]
    known = {
        (config["config_name"], file["split"])
        for config in front["configs"]
        for file in config["data_files"]
    }
    for task in entry["tasks"]:
        assert set(task) == {"id", "config", "split"}
        assert (task["config"], task["split"]) in known
    assert len({task["id"] for task in entry["tasks"]}) == len(entry["tasks"])


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_the_python_of_the_readmes_runs(snippet, tmp_path):
    environment = os.environ | {
        "HF_HOME": str(tmp_path),
        "HF_DATASETS_CACHE": str(tmp_path / "datasets"),
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or "print(" not in snippet


def test_the_readmes_have_python_to_run():
    assert len(SNIPPETS) >= 3

"""The built distribution: what is in it, and that it works where the repository is not."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built with the backend itself: no download, no isolation."""
    pytest.importorskip("hatchling")
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(target.glob("*.whl"))


def test_the_wheel_holds_two_packages_and_the_dataset(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    roots = {name.split("/")[0] for name in names}
    assert {r for r in roots if not r.endswith(".dist-info")} == {"acuerdo", "acuerdo_baselines"}
    assert {"acuerdo/py.typed", "acuerdo_baselines/py.typed"} <= set(names)
    data = {str(p.relative_to(ROOT / "data")) for p in (ROOT / "data").rglob("*") if p.is_file()}
    assert {f"acuerdo/_data/{name}" for name in data} <= set(names)
    assert not [name for name in names if "test_" in name or name.endswith(".pyc")]


def test_the_installed_wheel_loads_and_scores_the_bundled_test_split(wheel, tmp_path):
    place = tmp_path / "venv"
    venv.create(place, system_site_packages=False, with_pip=False)
    site = next(place.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    # Dependencies come from the environment that runs the tests; ours come from the wheel alone.
    outer = [path for path in sys.path if path.endswith("site-packages")]
    (site / "outer.pth").write_text("\n".join(outer))
    code = (
        "import json, acuerdo, pathlib; c = acuerdo.load();"
        "s = acuerdo.score(c.gold, c.gold, acuerdo.load_ontology());"
        "print(json.dumps([str(pathlib.Path(acuerdo.__file__).parent), c.sha256, s.acuerdo]))"
    )
    done = subprocess.run(
        [place / "bin" / "python", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    origin, sha256, score = json.loads(done.stdout)
    manifest = json.loads((ROOT / "data" / "MANIFEST.json").read_text())
    assert Path(origin).is_relative_to(place)
    assert sha256 == manifest["files"]["documents/test.jsonl"]["sha256"]
    assert score == 1.0


def test_each_import_root_holds_exactly_one_package():
    for root, package in (("benchmark", "acuerdo"), ("baselines", "acuerdo_baselines")):
        assert [p.name for p in (ROOT / root).iterdir() if p.name != "__pycache__"] == [package]

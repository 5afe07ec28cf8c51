"""How a process that failed is understood, and how the second one is shielded."""

import subprocess
import sys

import pytest

from acuerdo.errors import ExtractorError
from acuerdo.profiling import runtime
from acuerdo.profiling.worker import import_system, peak_rss


@pytest.mark.parametrize(
    ("code", "stdout", "stderr", "expected"),
    [
        (-9, "", "", "killed by signal SIGKILL"),
        (1, "noise", "Traceback …\nMemoryError: 3 GB", "MemoryError: 3 GB"),
        (1, "last words", "", "last words"),
        (7, "", "\n", "ended with exit code 7"),
        (
            1,
            "E   KeyError: 'x'\nmore\nE   acuerdo.errors.ExtractorError: system 'a': no x\n",
            "",
            "system 'a': no x",
        ),
        (1, "E   KeyError: 'x'\nmore", "", "KeyError: 'x'"),
    ],
)
def test_the_reason_of_a_failure_is_one_line(code, stdout, stderr, expected):
    assert runtime._reason(code, stdout, stderr) == expected


def test_a_failure_under_the_clock_names_the_system(tmp_path, monkeypatch):
    """A system that works the first time and then no more."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fickle.py").write_text(
        "import pathlib\n"
        "from acuerdo import Annotations\n"
        "class Fickle:\n"
        "    name = 'fickle'\n"
        "    def __init__(self):\n"
        "        if pathlib.Path('used').exists():\n"
        "            raise OSError('the model is gone')\n"
        "        pathlib.Path('used').touch()\n"
        "    def extract(self, documents):\n"
        "        return (Annotations(document.id) for document in documents)\n"
    )
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Vela firmó."}\n')
    with pytest.raises(ExtractorError) as raised:
        runtime.profile(
            "fickle:Fickle",
            tmp_path / "in.jsonl",
            tmp_path / "out.jsonl",
            report=tmp_path / "report.json",
            seconds=0.1,
        )
    assert str(raised.value) == (
        "system 'fickle:Fickle': Fickle() failed: OSError: the model is gone; "
        "expected a class that can be built without arguments"
    )
    assert not (tmp_path / "report.json").exists()


def test_peak_memory_is_of_the_process_itself_not_of_the_one_that_started_it():
    ballast = bytearray(200_000_000)
    code = "from acuerdo.profiling.worker import peak_rss; print(peak_rss())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < len(ballast) < peak_rss()


def test_a_class_that_is_not_there_is_refused_without_building_anything():
    with pytest.raises(ExtractorError, match=r"acuerdo\.errors has no class Missing"):
        import_system("acuerdo.errors:Missing")
    import_system("acuerdo.errors:AcuerdoError")

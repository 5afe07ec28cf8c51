"""Publishing: the dry run lists what would be sent, and only a clean, checked folder is sent."""

import hashlib
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import SimpleNamespace

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "publish"
FILES = {
    "VERSION": b"1.2.3\n",
    "README.md": "# Ficha con eñe\n".encode(),
    "events/test.jsonl": b'{"id":"E1"}\n',
    "eval.yaml": b"name: x\n",
}


def git(root, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """The script, at the root of a small committed repository whose checks pass."""
    loader = SourceFileLoader("publish_script", str(SCRIPT))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    loader.exec_module(module)
    for name, content in FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    (tmp_path / "check.py").write_text("")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "start")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "CHECKS", ("check.py",))
    return module


@pytest.fixture
def hub(monkeypatch):
    """A hub that records what it is asked, and has the version 1.0.0."""
    import huggingface_hub

    calls = []

    class Api:
        def list_repo_refs(self, repo, *, repo_type):
            return SimpleNamespace(tags=[SimpleNamespace(name="v1.0.0")])

        def upload_folder(self, **arguments):
            calls.append(("upload", arguments))
            return SimpleNamespace(oid="abc", commit_url="the commit")

        def create_tag(self, repo, **arguments):
            calls.append(("tag", arguments | {"repo": repo}))

    monkeypatch.setattr(huggingface_hub, "HfApi", Api)
    return calls


def test_a_dry_run_is_the_default_and_lists_every_file_with_size_and_hash(publish, hub, capsys):
    assert publish.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    sent = [name for name in sorted(FILES) if name != "eval.yaml"]
    expected = [[hashlib.sha256(FILES[n]).hexdigest(), str(len(FILES[n])), n] for n in sent]
    assert [line.split() for line in lines[:-2]] == expected
    total = sum(len(FILES[name]) for name in sent)
    assert lines[-2] == f"3 files, {total} bytes, version 1.2.3"
    assert "nothing was sent" in lines[-1]
    assert hub == []


def test_the_upload_sends_what_the_dry_run_lists_and_tags_it(publish, hub, tmp_path, capsys):
    (tmp_path / "data" / "left.pyc").write_bytes(b"")
    assert publish.main(["--upload", "someone/acuerdo"]) == 0
    (first, sent), (second, tag) = hub
    assert (first, second) == ("upload", "tag")
    assert sent["allow_patterns"] == ["README.md", "VERSION", "events/test.jsonl"]
    assert (sent["repo_id"], sent["repo_type"]) == ("someone/acuerdo", "dataset")
    assert (sent["folder_path"], sent["delete_patterns"]) == (tmp_path / "data", "*")
    assert (tag["repo"], tag["tag"], tag["revision"]) == ("someone/acuerdo", "v1.2.3", "abc")
    assert "the commit tagged v1.2.3" in capsys.readouterr().out


def test_the_benchmark_entry_is_sent_only_when_asked(publish, hub):
    assert publish.main(["--upload", "someone/acuerdo", "--benchmark"]) == 0
    assert "eval.yaml" in hub[0][1]["allow_patterns"]


def edited(root):
    (root / "data" / "README.md").write_text("otra")


def added(root):
    (root / "data" / "new.jsonl").write_text("{}\n")


def deleted(root):
    (root / "data" / "events" / "test.jsonl").unlink()


def failing(root):
    (root / "check.py").write_text("raise SystemExit('the gold has problems')")


@pytest.mark.parametrize("upload", [[], ["--upload", "someone/acuerdo"]], ids=["dry", "upload"])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (edited, "uncommitted change: M data/README.md"),
        (added, "uncommitted change: ?? data/new.jsonl"),
        (deleted, "uncommitted change: D data/events/test.jsonl"),
        (failing, "check.py --check: the gold has problems"),
    ],
)
def test_a_changed_or_failing_dataset_is_refused(
    publish, hub, tmp_path, capsys, change, message, upload
):
    change(tmp_path)
    assert publish.main(upload) == 1
    assert message in capsys.readouterr().err
    assert hub == []


def test_all_reasons_are_given_at_once(publish, tmp_path, capsys):
    edited(tmp_path)
    added(tmp_path)
    failing(tmp_path)
    assert publish.main([]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_version_that_is_published_is_never_sent_again(publish, hub, tmp_path, capsys):
    (tmp_path / "data" / "VERSION").write_text("1.0.0\n")
    git(tmp_path, "commit", "--quiet", "-am", "back")
    assert publish.main(["--upload", "someone/acuerdo"]) == 1
    assert "v1.0.0 is published already" in capsys.readouterr().err
    assert hub == []


def test_a_folder_outside_git_is_refused(publish, tmp_path, monkeypatch, capsys):
    (tmp_path / ".git").rename(tmp_path / "git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert publish.main([]) == 1
    assert "expected a git checkout" in capsys.readouterr().err


def test_the_checks_of_the_script_exist():
    text = SCRIPT.read_text(encoding="utf-8")
    for name in ("scripts/build_dataset.py", "scripts/build_croissant.py"):
        assert f'"{name}"' in text
        assert (SCRIPT.parents[1] / name).is_file()

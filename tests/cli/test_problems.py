"""Wrong input and wrong usage, once per command: one sentence, an exit code, nothing written."""

import pytest

CASES = [
    # arguments, exit code, what the message says
    (("evaluate", "rulez"), 1, "system 'rulez': expected one of nothing"),
    (("evaluate", "nothing", "--data", "no.jsonl"), 1, "no.jsonl: no such file"),
    (("evaluate", "nothing", "--split", "dev"), 1, "split 'dev': expected one of train"),
    (
        ("evaluate", "nothing", "--config", "article", "--split", "train"),
        1,
        "#train: no documents",
    ),
    (("evaluate", "nothing", "--seconds", "0"), 2, "--seconds"),
    (("extract", "nothing", "no.jsonl", "out.jsonl"), 1, "no.jsonl: no such file"),
    (("extract", "nothing", "bad.jsonl", "out.jsonl"), 1, "bad.jsonl:1"),
    (("extract", "rulez", "bad.jsonl", "out.jsonl"), 1, "system 'rulez'"),
    (("extract", "nothing", "bad.jsonl", "out.xml"), 1, "out.xml: suffix '.xml'"),
    (("extract", "nothing"), 2, "INPUT"),
    (("records", "no.jsonl", "out.csv"), 1, "no.jsonl: no such file"),
    (("records", "bad.jsonl", "out.csv"), 1, "bad.jsonl:1"),
    (("records", "bad.jsonl", "out.xls"), 1, "out.xls: suffix '.xls'; expected .parquet, .jsonl"),
    (("records", "bad.jsonl"), 2, "OUTPUT"),
    (("score", "no.jsonl"), 1, "no.jsonl: no such file"),
    (("score", "bad.jsonl"), 1, "bad.jsonl:1"),
    (
        ("score", "bad.jsonl", "--config", "article", "--split", "train"),
        1,
        "#train: no documents",
    ),
    (("score",), 2, "PREDICTIONS"),
    (("validate", "no.jsonl"), 1, "no.jsonl: no such file"),
    (("validate",), 2, "FILE"),
    (("profile", "nothing", "--data", "bad.jsonl"), 1, "bad.jsonl:1"),
    (
        ("profile", "nothing", "--config", "article", "--split", "train"),
        1,
        "no documents",
    ),
    (("profile",), 2, "SYSTEM"),
    (("show", "99"), 1, "document '99': not in acuerdo@"),
    (("show", "1", "--data", "bad.jsonl"), 1, "bad.jsonl:1"),
    (("show",), 2, "DOCUMENT"),
    (("stats", "--config", "all"), 1, "config 'all': expected one of default"),
    (("stats", "--verbose"), 2, "--verbose"),
    (("convert", "bad.jsonl", "out.parquet"), 1, "bad.jsonl:1"),
    (("convert", "bad.jsonl", "out.parquet", "--to", "xml"), 1, "format 'xml': expected one of"),
    (("convert", "bad.jsonl"), 2, "OUTPUT"),
    (("leaderboard", "build", "--root", "nowhere"), 1, "no such folder"),
    (("leaderboard", "tear"), 2, "tear"),
    (("no-such-command",), 2, "no-such-command"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "message"), CASES, ids=[" ".join(case[0]) for case in CASES]
)
def test_a_mistake_is_said_in_a_sentence_and_nothing_is_written(
    run, tmp_path, arguments, code, message
):
    (tmp_path / "bad.jsonl").write_text('{"id": "d"\n')
    done = run(*arguments)
    assert done.code == code
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["bad.jsonl"]


def test_every_problem_of_a_file_is_printed_and_the_rest_is_counted(run, tmp_path, small):
    line = small.read_text(encoding="utf-8").splitlines()[0]
    wrong = line.replace('"CONSULT"', '"VISITAR"').replace('"PER"', '"PERSONA"')
    (tmp_path / "wrong.jsonl").write_text(wrong + "\n", encoding="utf-8")
    done = run("validate", "wrong.jsonl")
    assert done.code == 1
    assert "VISITAR" in done.out
    assert "PERSONA" in done.out
    assert "wrong.jsonl: " in done.err
    listed = run("validate", "wrong.jsonl", "--json").json
    assert listed["valid"] is False
    assert len(listed["problems"]) == len(done.out.splitlines())


def test_documents_without_predictions_are_reported_by_validate_and_score(run, tmp_path, small):
    first = small.read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "half.jsonl").write_text(first + "\n", encoding="utf-8")
    done = run("validate", "half.jsonl", "--gold", small, "--json")
    assert done.code == 0
    assert done.json == {"valid": True, "problems": [], "missing": {"half.jsonl": ["negativa"]}}
    done = run("score", "half.jsonl", "--gold", small)
    assert "1 document without predictions, scored as empty: negativa" in done.err


def test_a_system_that_raises_names_the_document_and_leaves_no_output(run, tmp_path, small):
    (tmp_path / "mine_raising.py").write_text(
        "class Mine:\n"
        "    name = 'mine'\n"
        "    def extract(self, documents):\n"
        "        for document in documents:\n"
        "            raise KeyError('lexicon')\n"
        "            yield\n"
    )
    done = run("extract", "mine_raising:Mine", small, "out.jsonl")
    assert done.code == 1
    assert done.err.strip() == "acuerdo: system 'mine': document 'visita': KeyError: 'lexicon'"
    assert not (tmp_path / "out.jsonl").exists()


def test_texts_that_break_rules_are_told_with_the_option_that_mends_them(run, tmp_path):
    (tmp_path / "notas").mkdir()
    (tmp_path / "notas" / "uno.txt").write_bytes(b"Hola.\r\nFirman.\r\n")
    done = run("extract", "nothing", "notas", "out.jsonl")
    assert done.code == 1
    assert "--repair" in done.err
    assert "uno.txt: text: carriage return at offset 5" in done.err
    assert not (tmp_path / "out.jsonl").exists()
    assert run("extract", "nothing", "notas", "out.jsonl", "--repair").code == 0
    assert run("validate", "out.jsonl").code == 0
    (tmp_path / "notas" / "uno.txt").write_bytes(b"\xff")
    assert "--repair" not in run("extract", "nothing", "notas", "out.jsonl").err


@pytest.mark.parametrize("target", ["folder", "file/scores.json"])
def test_scores_that_cannot_be_written_name_the_file_asked_for(run, tmp_path, small, target):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    done = run("score", small, "--gold", small, "-o", target)
    assert done.code == 1
    assert f"{target}: " in done.err
    assert "expected" in done.err


def test_when_every_system_fails_no_results_are_announced(run, tmp_path, small):
    done = run("evaluate", "json:loads", "--data", small, "-o", "kept")
    assert done.code == 1
    assert "report.html" not in done.err
    assert "loads() failed" in done.err


def test_debug_shows_where_an_error_comes_from(tmp_path, monkeypatch):
    import sys

    from acuerdo import cli
    from acuerdo.errors import FormatError

    monkeypatch.setattr(cli, "_debug", False)
    monkeypatch.setattr(sys, "argv", ["acuerdo", "--debug", "score", str(tmp_path / "no.jsonl")])
    with pytest.raises(FormatError):
        cli.main()

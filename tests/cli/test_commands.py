"""What the commands print and write for good input."""

import json
import re

import pytest

from acuerdo.formats import read_examples

WORDS = '''
import re
from acuerdo import Annotations, Entity, Mention, Span


class Words:
    """Finds the name "Vela" and nothing else."""

    name = "words"

    def extract(self, documents):
        for document in documents:
            print("reading", document.id)
            found = [Span(*match.span()) for match in re.finditer("Vela", document.text)]
            mentions = tuple(Mention(f"m{n}", s, s, "NAM") for n, s in enumerate(found))
            yield Annotations(document.id, (Entity("n1", "PER", mentions),))
'''


@pytest.fixture
def predictions(run, tmp_path, small):
    (tmp_path / "mine_words.py").write_text(WORDS, encoding="utf-8")
    done = run("extract", "mine_words:Words", small, "predictions.jsonl", "--json")
    assert done.json == {"system": "words", "documents": 2, "output": "predictions.jsonl"}
    assert "reading visita" in done.err
    return tmp_path / "predictions.jsonl"


def test_extract_sees_texts_and_keeps_no_gold(predictions, ontology):
    found = read_examples(predictions, ontology)
    assert [len(list(example.gold.mentions())) for example in found] == [2, 1]
    assert not any(example.gold.events for example in found)


def test_gold_scored_against_itself_is_perfect_and_signed(run, small):
    done = run("score", small, "--gold", small)
    assert next(row for row in done.out.splitlines() if "ACUERDO" in row).split()[-1] == "100.0"
    assert "data:small.jsonl|docs:2|sha:" in done.out


def test_score_prints_the_numbers_of_its_json(run, predictions, small):
    scores = run("score", predictions, "--gold", small, "--json").json
    printed = run("score", predictions, "--gold", small, "--views", "--per-label").out
    for task in scores["tasks"].values():
        for name, view in task["views"].items():
            row = [line for line in printed.splitlines() if f" {name} " in line]
            numbers = [view[each] for each in ("precision", "recall", "f1", "macro_f1")]
            expected = ["n/a" if n is None else f"{100 * n:.1f}" for n in numbers]
            expected += [f"{view[each]:g}" for each in ("matched", "predicted", "gold")]
            assert any(line.split()[-7:] == expected for line in row), name
    assert scores["signature"] in printed


def test_score_names_the_track_and_refuses_what_it_does_not_give(run, predictions, small):
    done = run("score", small, "--gold", small, "--track", "gold-triggers", "--json")
    assert "track:gold-triggers" in done.json["signature"]
    refused = run("score", predictions, "--gold", small, "--track", "gold-mentions")
    assert refused.code == 1
    assert "expected exactly the gold mentions" in refused.err


def test_score_writes_the_json_that_it_prints(run, predictions, small, tmp_path):
    done = run("score", predictions, "--gold", small, "--json", "-o", "scores.json")
    assert json.loads((tmp_path / "scores.json").read_text()) == done.json


def test_show_tells_gold_and_predicted_apart_without_colour(run, predictions, small, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    done = run("show", "visita", "--gold", small, "--predictions", predictions)
    assert "\x1b[3" not in done.out
    assert "-[Irene +[Vela]PER]PER" in done.out
    assert "-[visitó]CONSULT" in done.out
    text = json.loads(small.read_text(encoding="utf-8").splitlines()[0])["text"]
    assert f"- GPE Ardania (XRD): «Ardania»@{text.index('Ardania')}" in done.out
    assert f"+ PER Vela: «Vela»@{text.index('Vela')}, «Vela»@{text.rindex('Vela')}" in done.out


def test_show_with_colour_says_the_same_words(run, predictions, small, monkeypatch):
    arguments = ("show", "visita", "--gold", small, "--predictions", predictions)
    plain = run(*arguments).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = run(*arguments).out
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()


def test_show_marks_nothing_as_missed_without_predictions(run, small):
    done = run("show", "1", "--gold", small)
    assert "[Irene Vela]PER [visitó]CONSULT [Doria]GPE" in done.out
    assert "-[" not in done.out
    assert "missed" not in done.out


@pytest.mark.parametrize("columns", ["40", "160"])
def test_show_keeps_every_word_at_any_width(run, small, monkeypatch, columns):
    from acuerdo.cli import terminal

    monkeypatch.setattr(terminal, "PIPE_WIDTH", int(columns))
    done = run("show", "2", "--gold", small)
    text = json.loads(small.read_text(encoding="utf-8").splitlines()[1])["text"]
    for word in text.split():
        assert word.strip(",.") in done.out
    assert max(map(len, done.out.splitlines())) <= int(columns)


def test_show_as_json_lists_every_item_with_its_status(run, predictions, small):
    shown = run("show", "visita", "--gold", small, "--predictions", predictions, "--json").json
    statuses = [each["status"] for each in shown["layers"]["entities"]]
    assert sorted(statuses) == ["missed"] * 5 + ["spurious"]
    assert shown["document"] == "visita"


def test_a_table_too_wide_for_the_terminal_is_printed_line_by_line(run, small, monkeypatch):
    from acuerdo.cli import terminal

    wide = run("score", small, "--gold", small).out
    monkeypatch.setattr(terminal, "PIPE_WIDTH", 50)
    narrow = run("score", small, "--gold", small).out
    assert "─" in wide
    assert "─" not in narrow
    assert "task entities  view exact  P 100.0" in narrow


def test_the_score_table_fits_a_terminal_of_80_columns(run, small, monkeypatch):
    from acuerdo.cli import terminal

    monkeypatch.setattr(terminal, "PIPE_WIDTH", 80)
    shown = run("score", small, "--gold", small).out
    (heads,) = [line.split() for line in shown.splitlines() if line.startswith("task ")]
    assert heads == ["task", "view", "P", "R", "F1", "macro", "match", "pred", "gold"]
    row = next(line for line in shown.splitlines() if line.startswith("entities"))
    assert row.split()[-4:] == ["100.0", "12", "12", "12"]
    assert max(map(len, shown.splitlines()[:-1])) <= 80


def test_a_ranking_too_wide_for_the_terminal_has_a_column_per_system(monkeypatch, capsys):
    from acuerdo.cli import terminal

    def shown():
        made = terminal.table("three systems", "rank", "system", "ACUERDO", "tokens/s", left=2)
        made.add_row("1", "rules", "81.0", "20,000")
        made.add_row("2", "nothing", "0.0", "90,000,000")
        return made

    terminal.print_table(shown(), terminal.turned(shown()))
    assert ["1", "rules", "81.0", "20,000"] in [
        x.split() for x in capsys.readouterr().out.split("\n")
    ]
    monkeypatch.setattr(terminal, "PIPE_WIDTH", 40)
    terminal.print_table(shown(), terminal.turned(shown()))
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["system", "rules", "nothing"] in rows
    assert ["tokens/s", "20,000", "90,000,000"] in rows
    monkeypatch.setattr(terminal, "PIPE_WIDTH", 20)
    terminal.print_table(shown(), terminal.turned(shown()))
    assert "system ACUERDO" in capsys.readouterr().out


def test_stats_counts_what_the_file_holds(run, small):
    totals = run("stats", "--data", small, "--json").json["totals"]
    expected = {
        "documents": 2, "entities": 8, "mentions": 12, "times": 2, "events": 6, "arguments": 12,
        "event_clusters": 1, "relations": 3, "event_relations": 2, "quotes": 1,
    }  # fmt: skip
    assert {name: totals[name] for name in expected} == expected
    printed = run("stats", "--data", small).out
    for name, number in totals.items():
        row = [line.split() for line in printed.splitlines() if name.replace("_", " ") in line]
        assert any(cells[-1] == f"{number:,}" for cells in row), name


def test_zeros_lists_labels_that_never_occur(run, small):
    assert "AGREE" in run("stats", "--data", small).out
    assert "WEA" not in run("stats", "--data", small).out
    assert "WEA" in run("stats", "--data", small, "--zeros").out


def test_convert_goes_round_through_every_format_and_comes_back(run, small, tmp_path, ontology):
    for source, target in (
        (small, "brat"),
        ("brat", "again.jsonl"),
        ("again.jsonl", "again.parquet"),
        ("again.parquet", "back.jsonl"),
    ):
        done = run("convert", source, target, "--json")
        assert done.code == 0, done.err
        assert done.json["documents"] == 2
    assert (tmp_path / "back.jsonl").read_bytes() == (tmp_path / "again.jsonl").read_bytes()
    scored = run("score", "back.jsonl", "--gold", small, "--json").json
    assert scored["acuerdo"] == 1.0
    by_id = {each.document.id: each.document for each in read_examples(small, ontology)}
    back = {each.document.id: each.document for each in read_examples(tmp_path / "brat", ontology)}
    assert back == by_id


def test_convert_says_what_a_format_does_not_keep(run, small):
    assert "brat does not keep: " in run("convert", small, "folder").err
    assert "does not keep" not in run("convert", small, "all.parquet").err


def test_validate_accepts_good_files(run, small, predictions):
    done = run("validate", small, predictions, "--gold", small, "--json")
    assert done.code == 0
    assert done.json["valid"] is True


def test_version_names_package_dataset_and_ontology(run):
    done = run("--version")
    assert done.code == 0
    assert [part.split()[0] for part in done.out.split(" · ")] == ["acuerdo", "dataset", "ontology"]

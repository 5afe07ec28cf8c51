"""``acuerdo check``: a line for each rule, and what was wrong."""

import pytest

from acuerdo.models import SYSTEM
from acuerdo.testing import FAILED, NOT_JUDGED, OK, run_checks

SYSTEMS = """
import re

from acuerdo import Annotations, Entity, Mention, Span


class Ministers:
    name = "ministers"

    def __init__(self):
        print("loading")

    def extract(self, documents):
        for document in documents:
            print("reading", document.id)
            yield self.annotate(document)

    def annotate(self, document, type="PER"):
        spans = [Span(*match.span()) for match in re.finditer("ministra", document.text)]
        mentions = tuple(Mention(f"m{n}", span, span, "NOM") for n, span in enumerate(spans))
        return Annotations(document.id, (Entity("n1", type, mentions),) if mentions else ())


class Moody(Ministers):
    calls = 0

    def annotate(self, document):
        self.calls += 1
        return super().annotate(document, "PER" if self.calls <= 12 else "ORG")


class Foreign(Ministers):
    def annotate(self, document):
        return super().annotate(document, "MISC")

    def fit(self, examples):
        return self

    def save(self, folder):
        (folder / "kept").write_text("nothing")

    @classmethod
    def load(cls, folder):
        return cls()


class Leaves(Ministers):
    def annotate(self, document):
        raise SystemExit(0)


class Outside(Ministers):
    def annotate(self, document):
        spans = [Span(len(document.text) + n, len(document.text) + n + 1) for n in range(9)]
        mentions = tuple(Mention(f"m{n}", span, span, "NOM") for n, span in enumerate(spans))
        return Annotations(document.id, (Entity("n1", "PER", mentions),))
"""


@pytest.fixture(autouse=True)
def systems(tmp_path):
    (tmp_path / "checked_systems.py").write_text(SYSTEMS, encoding="utf-8")


def statuses(done):
    return {each["check"]: each["status"] for each in done.json["checks"]}


def test_a_good_system_has_a_line_for_each_rule(run):
    done = run("check", "nothing")
    assert done.code == 0
    *lines, summary = done.out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [OK] * len(lines)
    assert lines[0].split(None, 2) == ["ok", "name", "the name is not empty, in lower case"]
    number = len(lines)
    assert summary == f"nothing: {number} checks, {number} ok, 0 failed, 0 not judged"


def test_what_is_wrong_stands_below_its_rule(run):
    done = run("check", "checked_systems:Moody")
    assert done.code == 1
    lines = done.out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("failed "))
    assert lines[place].split()[1] == "repeatable"
    assert lines[place + 1].startswith("    document 'news': a second run gave other annotations")
    assert any(line.startswith("not judged  alone") for line in lines)
    assert " 1 failed, " in lines[-1]


def test_the_json_says_the_same(run):
    done = run("check", "checked_systems:Moody", "--json")
    assert done.code == 1
    assert done.json["system"] == "checked_systems:Moody"
    assert done.json["valid"] is False
    found = statuses(done)
    assert [name for name, status in found.items() if status == FAILED] == ["repeatable"]
    assert found["order"] == NOT_JUDGED
    problems = {each["check"]: each["problems"] for each in done.json["checks"]}
    assert all(bool(problems[name]) == (status == FAILED) for name, status in found.items())


def test_the_json_of_a_good_system_is_valid_and_names_its_rules(run, ontology):
    from acuerdo.extractor import load_extractor

    done = run("check", "nothing", "--json")
    assert done.json["valid"] is True
    told = [outcome.to_json() for outcome in run_checks(load_extractor("nothing"))]
    assert done.json["checks"] == told


def test_what_a_system_prints_is_no_result(run):
    done = run("check", "checked_systems:Ministers")
    assert done.code == 0
    assert "reading news" in done.err
    assert "loading" in done.err
    assert not {"reading", "loading"} & set(done.out.split())


def test_a_system_that_leaves_the_process_has_not_passed(run):
    done = run("check", "checked_systems:Leaves")
    assert done.code == 1
    assert "left the process" in done.out


def test_many_problems_are_counted(run):
    done = run("check", "checked_systems:Outside")
    assert "more problems (--json lists them)" in done.out
    listed = run("check", "checked_systems:Outside", "--json").json["checks"]
    (wrong,) = [each for each in listed if each["status"] == FAILED]
    hidden = next(line for line in done.out.splitlines() if "more problems" in line)
    assert hidden.split()[2] == str(len(wrong["problems"]) - 20)


def test_a_model_is_held_to_its_own_labels(run, tmp_path):
    (tmp_path / "names.conll").write_text("Liga B-MISC\nen O\nLima B-LOC\n\n", encoding="utf-8")
    data = ("--train", "names.conll", "--labels", "data", "-o", "model")
    trained = run("train", "checked_systems:Foreign", *data)
    assert trained.code == 0, trained.err
    assert (tmp_path / "model" / SYSTEM).is_dir()
    for named in (("./model",), ("--model", "model")):
        done = run("check", *named)
        assert done.code == 0, done.out
    foreign = run("check", "checked_systems:Foreign")
    assert foreign.code == 1
    assert "'MISC'" in foreign.out


def test_one_system_is_asked_for(run):
    assert run("check").code == 2
    assert run("check", "nothing", "--model", "model").code == 2
    done = run("check", "rulez")
    assert done.code == 1
    assert "system 'rulez': expected one of nothing" in done.err

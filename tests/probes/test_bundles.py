"""The contrast bundles: what the files may say, and that the gold bears them out."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from acuerdo.annotation import Annotations, Document, Event, Example, Span
from acuerdo.dataset import load
from acuerdo.errors import DatasetError, ValidationError
from acuerdo.probes.answers import answers, contradictions
from acuerdo.probes.bundles import PHENOMENA, BundleRow, load_bundles, read_bundles
from acuerdo.scoring import TASKS

ROOT = Path(__file__).resolve().parents[2]
TEXT = "El ministro no firmó el pacto."
ROW = {
    "id": "b1",
    "phenomenon": "negation",
    "source": "d",
    "about": "With and without a negation.",
    "members": ["b1-a", "b1-b"],
    "changes": ["event_attributes"],
    "stays": ["triggers"],
}


def member(name, polarity="POS", kind="SUPPORT"):
    span = Span(15, 20)
    event = Event("e1", kind, span, span, polarity=polarity, time="PAST")
    return Example(Document(name, TEXT), Annotations(name, events=(event,)))


def written(tmp_path, *rows):
    path = tmp_path / "bundles.yaml"
    path.write_text(yaml.safe_dump(list(rows)), encoding="utf-8")
    return path


def test_a_sound_file_is_read_as_it_stands(tmp_path):
    (row,) = read_bundles(written(tmp_path, ROW), ["b1-a", "b1-b"])
    assert row.bundle.members == ("b1-a", "b1-b")
    assert row.bundle.changes == ("event_attributes",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"phenomenon": "irony"}, "bundle b1.phenomenon: 'irony'"),
        ({"members": ["b1-a"]}, "bundle b1.members: 1 members; expected 2 to 4"),
        ({"changes": []}, "bundle b1.changes: no task"),
        ({"stays": ["mood"]}, "bundle b1: task 'mood'; expected one of entities"),
        ({"stays": ["event_attributes"]}, "'event_attributes' in changes and in stays"),
        ({"members": ["b1-a", "b9"]}, "member 'b9'; expected a document of the contrast split"),
        ({"members": ["b1-a", "b1-a"]}, "member 'b1-a', also of b1; expected one bundle"),
    ],
)
def test_what_a_bundle_must_not_say(tmp_path, change, message):
    with pytest.raises(ValidationError) as raised:
        read_bundles(written(tmp_path, ROW | change), ["b1-a", "b1-b"])
    assert any(message in str(problem) for problem in raised.value.problems)


def test_all_problems_come_at_once_and_no_member_is_forgotten(tmp_path):
    with pytest.raises(ValidationError) as raised:
        read_bundles(written(tmp_path, ROW | {"changes": []}, ROW), ["b1-a", "b1-b", "b2-a"])
    told = "\n".join(map(str, raised.value.problems))
    for part in ("no task", "the id again", "doc b2-a: in no bundle"):
        assert part in told


def test_a_file_that_is_missing_or_malformed_is_named(tmp_path):
    with pytest.raises(DatasetError, match=r"nowhere\.yaml: no such file"):
        read_bundles(tmp_path / "nowhere.yaml", [])
    with pytest.raises(DatasetError, match=r"unknown field `mood`"):
        read_bundles(written(tmp_path, ROW | {"mood": "x"}), [])


def test_gold_that_bears_a_bundle_out_is_no_contradiction(ontology):
    row = BundleRow(**{k: tuple(v) if isinstance(v, list) else v for k, v in ROW.items()})
    sound = [member("b1-a", "NEG"), member("b1-b")]
    assert list(contradictions([row], sound, ontology)) == []
    deaf = [member("b1-a"), member("b1-b")]
    (problem,) = contradictions([row], deaf, ontology)
    assert "event_attributes: changes, but all members answer alike" in str(problem)
    other = [member("b1-a", "NEG"), member("b1-b", kind="AGREE")]
    (problem,) = contradictions([row], other, ontology)
    assert "triggers: stays, but members answer differently" in str(problem)
    idle = BundleRow("b1", "negation", "d", "", row.members, ("event_attributes",), ("times",))
    (problem,) = contradictions([idle], sound, ontology)
    assert "times: nothing to answer" in str(problem)


@pytest.mark.parametrize("task", TASKS)
def test_answers_do_not_depend_on_ids(task, ontology):
    example = load("article")[0]
    renamed = replace(
        example,
        document=replace(example.document, id="other"),
        gold=replace(example.gold, document_id="other"),
    )
    assert answers(example, task, ontology) == answers(renamed, task, ontology)
    assert answers(example, task, ontology)


def test_the_released_bundles_are_forty_over_all_phenomena_and_as_authored():
    rows = load_bundles()
    members = [document.id for document in load("contrast").documents]
    assert rows == read_bundles(ROOT / "data" / "bundles.yaml", members)
    assert len(rows) >= 40
    assert {row.phenomenon for row in rows} == set(PHENOMENA)
    known = {document.id for document in load().documents}
    assert {row.source for row in rows} <= known


def test_the_gold_of_the_released_members_bears_every_bundle_out(ontology):
    assert list(contradictions(load_bundles(), load("contrast"), ontology)) == []

"""Ranks, re-scoring, and the generated tables."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.leaderboard.test_submissions import submit

from acuerdo.annotation import Annotations, Example, Span, Time
from acuerdo.dataset import load
from acuerdo.errors import SubmissionError
from acuerdo.formats import write_examples
from acuerdo.generated import StaleError
from acuerdo.leaderboard.ranking import Entry, rank
from acuerdo.leaderboard.rescoring import RELAXATIONS, contradictions, sha256
from acuerdo.leaderboard.table import build, short_table
from acuerdo.scoring import TASKS, Scores, score, with_intervals

ROOT = Path(__file__).resolve().parents[2]
PROFILE = json.loads((ROOT / "tests" / "profiling" / "profile.json").read_text(encoding="utf-8"))


class Scored:
    """As much of ``Scores`` as ranking looks at."""

    documents = ("d1",)

    def __init__(self, acuerdo):
        self.acuerdo = acuerdo


@pytest.mark.parametrize(
    ("scores", "expected", "why"),
    [
        ({"a": 0.5, "b": 0.7}, [(1, "b"), (2, "a")], "best first"),
        ({"b": 0.5, "a": 0.5, "c": 0.1}, [(1, "a"), (1, "b"), (3, "c")], "ties share the rank"),
        ({"a": 0.50001, "b": 0.50002}, [(1, "a"), (1, "b")], "what prints alike ties"),
        ({"a": None, "b": 0.0}, [(1, "b"), (2, "a")], "undefined comes last"),
        ({}, [], "no system, no rank"),
    ],
)
def test_systems_are_ranked_by_printed_score(scores, expected, why):
    ranked = rank(Entry(name, Scored(value), None) for name, value in scores.items())
    assert [(each.rank, each.entry.system) for each in ranked] == expected, why


@pytest.fixture
def repository(tmp_path):
    """A repository with a perfect submission, which has a profile, and an empty one."""
    for name in ("README.md", "LEADERBOARD.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    submissions = tmp_path / "submissions"
    corpus = load(split="test")
    perfect = submit(submissions, "perfect", name='"perfect"', description='"a | b"')
    empty = submit(submissions, "empty", name='"empty"')
    write_examples(perfect / "predictions.jsonl", corpus.examples, None)
    blank = [Example(each, Annotations(each.id)) for each in corpus.documents]
    write_examples(empty / "predictions.jsonl", blank, None)
    profile = {**PROFILE, "predictions_sha256": sha256(perfect / "predictions.jsonl")}
    (perfect / "profile.json").write_text(json.dumps(profile))
    return tmp_path


def test_the_tables_are_built_from_predictions_and_then_check_clean(repository):
    ranked = build(repository, check=False)
    assert [(each.rank, each.entry.system) for each in ranked] == [(1, "perfect"), (2, "empty")]
    board = (repository / "LEADERBOARD.md").read_text(encoding="utf-8")
    assert "| 1 | [perfect](submissions/perfect/system.toml) | **100.0** [100.0, 100.0] |" in board
    assert "| 13,000* | 20.00* | 55 |" in board
    assert "| n/a | n/a | n/a |" in board
    assert "a \\| b" in board
    assert "| 1 | perfect | **100.0** [100.0, 100.0] |" in (repository / "README.md").read_text(
        encoding="utf-8"
    )
    assert build(repository, check=True) == ranked


def test_numbers_of_a_submitter_are_not_read(repository):
    scores = repository / "submissions" / "empty" / "scores.json"
    scores.write_text('{"acuerdo": 1.0}')
    build(repository, check=False)
    kept = json.loads(scores.read_text())
    assert kept["acuerdo"] == 0.0
    assert kept["predictions_sha256"] == sha256(scores.with_name("predictions.jsonl"))
    assert Scores.from_json(kept).acuerdo == 0.0


def test_check_names_what_is_stale_and_changes_nothing(repository):
    with pytest.raises(StaleError, match=r"scores\.json.*LEADERBOARD\.md.*README\.md"):
        build(repository, check=True)
    assert not (repository / "submissions" / "empty" / "scores.json").exists()


def test_a_profile_of_other_predictions_is_refused(repository):
    path = repository / "submissions" / "perfect" / "profile.json"
    path.write_text(json.dumps(PROFILE))
    with pytest.raises(SubmissionError, match="measured on other predictions"):
        build(repository, check=False)


def test_invalid_predictions_of_every_submission_are_listed_and_nothing_is_written(repository):
    for name in ("perfect", "empty"):
        path = repository / "submissions" / name / "predictions.jsonl"
        path.write_text('{"id": "no-such-document"}\n')
    with pytest.raises(SubmissionError) as raised:
        build(repository, check=False)
    assert "perfect: " in str(raised.value)
    assert "empty: " in str(raised.value)
    assert not list((repository / "submissions").rglob("scores.json"))


def test_gold_against_itself_contradicts_nothing(ontology):
    gold = load(split="test").gold
    assert list(contradictions(score(gold, gold, ontology))) == []


def test_impossible_scores_are_noticed(ontology):
    gold = load(split="test").gold
    fields = score(gold, gold, ontology).to_json()
    exact = fields["tasks"]["entities"]["views"]["exact"]
    exact["matched"] += 1
    exact["recall"] = 1.02
    found = list(contradictions(Scores.from_json(fields)))
    assert any("recall 1.02; expected a value in [0, 1]" in problem for problem in found)
    assert any("the more lenient" in problem for problem in found)
    assert any("matched of" in problem for problem in found)


def test_every_relaxation_names_views_that_exist():
    views = {(task.name, view.name) for task in TASKS.values() for view in task.views}
    assert {view for pair in RELAXATIONS for view in pair} <= views


def test_the_cards_of_the_repository_are_complete():
    from acuerdo.leaderboard.submission import read_submission

    folders = [path for path in (ROOT / "submissions").iterdir() if path.is_dir()]
    assert {path.name for path in folders} >= {"nothing", "memory", "gazetteer", "rules"}
    for folder in folders:
        if (folder / "predictions.jsonl").is_file():
            assert read_submission(folder).card.name == folder.name


def collection(ontology, right):
    """Twelve documents with one time each; ``right`` of them are answered."""
    gold = [
        Annotations(f"d{n:02}", times=(Time("T1", Span(0, 4), "DATE", "2031"),)) for n in range(12)
    ]
    answered = [given if n < right else Annotations(f"d{n:02}") for n, given in enumerate(gold)]
    return score(gold, answered, ontology, tasks=["times"])


def test_systems_that_do_not_differ_significantly_share_a_rank(ontology):
    entries = [
        Entry(name, collection(ontology, right), None)
        for name, right in (("best", 12), ("near", 11), ("far", 1))
    ]
    assert [(each.rank, each.entry.system) for each in rank(entries)] == [
        (1, "best"),
        (1, "near"),
        (3, "far"),
    ]


def test_a_leaderboard_of_enough_documents_shows_intervals(ontology):
    scores = with_intervals(collection(ontology, 8))
    row = short_table(rank([Entry("one", scores, None)])).splitlines()[-1]
    low, high = scores.acuerdo_interval.low, scores.acuerdo_interval.high
    assert f"**80.0** [{100 * low:.1f}, {100 * high:.1f}]" in row


def test_nine_documents_tell_six_systems_apart_that_differ_everywhere(ontology):
    # Adjusted for all fifteen pairs, no p over nine documents could fall below five per cent.
    corpus = load(split="test")

    def part(share):
        return [
            replace(
                gold,
                events=(),
                relations=(),
                event_relations=(),
                quotes=(),
                times=(),
                entities=gold.entities[: round(share * len(gold.entities))],
            )
            for gold in corpus.gold
        ]

    entries = [
        Entry(name, with_intervals(score(corpus.gold, part(share), ontology)), None)
        for name, share in zip("abcdef", (1.0, 0.8, 0.6, 0.4, 0.2, 0.0), strict=True)
    ]
    assert [each.rank for each in rank(entries)] == [1, 2, 3, 4, 5, 6]

import json
import re
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from acuerdo.annotation import Argument
from acuerdo.annotation import Example as Pair
from acuerdo.cli import app
from acuerdo.dataset import load, load_ontology
from acuerdo.formats import write_examples
from acuerdo.profiling.answers import VIEWS
from acuerdo.scoring import score

ONTOLOGY = load_ontology()


def run(*arguments):
    return CliRunner().invoke(app, ["errors", *map(str, arguments)])


def worse(gold):
    """The gold without its first event's arguments, with another type, and without times."""
    first, *others = gold.events
    kind = "ASSAULT" if first.type != "ASSAULT" else "AGREE"
    changed = [replace(first, type=kind, mode="", arguments=())]
    kept = {time.id for time in gold.times}
    for event in others:
        arguments = tuple(a for a in event.arguments if a.filler not in kept)
        changed.append(replace(event, arguments=arguments))
    links = tuple(link for link in gold.event_relations if not {link.head, link.tail} & kept)
    return replace(gold, times=(), events=tuple(changed), event_relations=links)


@pytest.fixture(scope="module")
def predictions(tmp_path_factory):
    path = tmp_path_factory.mktemp("errors") / "predictions.jsonl"
    examples = [Pair(e.document, worse(e.gold)) for e in load(split="test")]
    write_examples(path, examples, ONTOLOGY)
    return path


@pytest.fixture(scope="module")
def perfect(tmp_path_factory):
    path = tmp_path_factory.mktemp("perfect") / "gold.jsonl"
    write_examples(path, load(split="test").examples, ONTOLOGY)
    return path


def test_the_classes_and_examples_are_printed(predictions):
    done = run(predictions)
    assert done.exit_code == 0, done.output
    assert "wrong type" in done.output
    assert "times: missed" in done.output
    assert "confused labels" in done.output
    assert re.search(r"triggers.classification +[A-Z]+ +[A-Z]+ +1 *\n", done.output)
    assert re.search(r"acuerdo-article-0001@\d+: .*\[-.+-\]", done.output)


def test_the_counts_in_json_add_up_to_the_scores(predictions):
    found = json.loads(run(predictions, "--json").stdout)
    corpus = load(split="test")
    scores = score(corpus.gold, [worse(gold) for gold in corpus.gold], ONTOLOGY)
    for task, names in VIEWS.items():
        views = [scores.view(task, name) for name in names]
        mine = [m for m in found["mistakes"] if m["task"] == task]
        assert sum(m["gold"] is not None for m in mine) == sum(v.gold - v.matched for v in views)
        assert sum(found["counts"].get(task, {}).values()) == len(mine)
    for matrix in found["confusions"]:
        assert len(matrix["matrix"]) == len(matrix["labels"])


def test_the_limit_holds_for_every_class(predictions):
    shown = run(predictions, "--task", "times", "--limit", "1").output
    (number,) = re.findall(r"times: missed \((\d+)\)", shown)
    assert f"… and {int(number) - 1} more" in shown
    assert "triggers" not in shown
    assert "times: missed" not in run(predictions, "--task", "times", "--limit", "0").output


def test_no_mistakes_are_told_as_such(perfect):
    done = run(perfect)
    assert done.exit_code == 0
    assert "no mistakes" in done.output
    assert json.loads(run(perfect, "--json").stdout)["mistakes"] == []


def test_slices_are_printed_with_what_counts_as_seen(predictions, perfect):
    done = run(predictions, "--slices")
    assert done.exit_code == 0, done.output
    for name in ("headline", "first third", "same line", "unseen", "factual"):
        assert name in done.output
    assert ("no training documents" in done.output) == (not load(split="train").examples)
    again = json.loads(run(predictions, "--slices", "--train", perfect, "--json").stdout)
    novelty = {s["slice"] for s in again["slices"] if s["dimension"] == "training"}
    assert "seen" in novelty


def test_another_gold_may_be_given(predictions, perfect):
    # Against itself, whatever it is, a file has no mistakes.
    assert "no mistakes" in run(predictions, "--gold", predictions).output


def test_an_unknown_task_is_a_usage_error(predictions):
    done = run(predictions, "--task", "coreference")
    assert done.exit_code == 2
    assert "expected one of entities" in " ".join(done.output.split())


def test_an_argument_of_another_event_is_shown_with_both_places(tmp_path):
    example = load("article")[0]
    donor = next(e for e in example.gold.events if e.arguments)
    taken = donor.arguments[0]
    events = [replace(e, arguments=()) if e.id == donor.id else e for e in example.gold.events]
    spurious = Argument(taken.role, taken.filler)
    at = next(n for n, e in enumerate(events) if e.id != donor.id and not e.arguments)
    events[at] = replace(events[at], arguments=(spurious,))
    path = tmp_path / "moved.jsonl"
    write_examples(
        path, [Pair(example.document, replace(example.gold, events=tuple(events)))], ONTOLOGY
    )
    shown = json.loads(run(path, "--config", "article", "--task", "arguments", "--json").stdout)
    assert sum(m["predicted"] is not None for m in shown["mistakes"]) == 1
    assert sum(m["gold"] is not None for m in shown["mistakes"]) == len(donor.arguments)

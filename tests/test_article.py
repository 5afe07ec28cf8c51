"""The article end to end: gold against itself, damaged copies, baselines in their order."""

import json
import unicodedata
from pathlib import Path

import pytest

import acuerdo
from acuerdo.errors import ValidationError
from acuerdo.extractor import examples_from
from acuerdo.formats import find_problems, read_annotations, read_examples
from acuerdo.formats.jsonl import encode_example

HELD_OUT = Path(__file__).parent / "baselines" / "held_out"


@pytest.fixture(scope="module")
def corpus():
    return acuerdo.load("article")


@pytest.fixture
def row(corpus):
    """The article's row, free to be damaged."""
    return json.loads(encode_example(corpus[0]))


def test_gold_scored_against_itself_is_1_on_every_task(corpus, ontology):
    scores = acuerdo.score(corpus.gold, corpus.gold, ontology)
    assert {task: view.f1 for task, view in scores.headlines.items()} == dict.fromkeys(
        scores.headlines, 1.0
    )
    assert scores.acuerdo == 1.0


def test_the_gold_breaks_no_rule(corpus, ontology):
    (example,) = corpus
    assert acuerdo.validate(example.document, example.gold, ontology, gold=True) == []


def shift(row):
    row["events"][0]["trigger"]["start"] += 1


def unknown_label(row):
    row["events"][0]["type"] = "ATTACK"


def dangle(row):
    row["events"][0]["arguments"][0]["filler"] = "T999"


def decompose(row):
    row["text"] = unicodedata.normalize("NFD", row["text"])


def float_offset(row):
    row["times"][0]["start"] = float(row["times"][0]["start"])


def drop_key(row):
    del row["relations"]


def null_list(row):
    row["quotes"] = None


def misspell_key(row):
    row["evnets"] = row.pop("events")


def share_mention(row):
    row["entities"][1]["mentions"].append(row["entities"][0]["mentions"][0] | {"id": "T998"})


DAMAGES = [
    (shift, ["events[0].trigger", "'ellan'"]),
    (unknown_label, ["events[0].type", "'ATTACK'", "ASSAULT"]),
    (dangle, ["events[0].arguments[0].filler", "'T999'"]),
    (decompose, ["NFD"]),
    (float_offset, ["times[0].start", "integer"]),
    (drop_key, ["relations"]),
    (null_list, ["quotes"]),
    (misspell_key, ["evnets"]),
    (share_mention, ["entities[1].mentions", "Putin"]),
]


@pytest.mark.parametrize(("damage", "named"), DAMAGES, ids=[d.__name__ for d, _ in DAMAGES])
def test_a_damaged_copy_is_refused_by_name(damage, named, row, corpus, ontology, tmp_path):
    damage(row)
    path = tmp_path / "predictions.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    with pytest.raises(ValidationError) as refused:
        read_annotations(path, ontology, documents=corpus.documents)
    message = str(refused.value)
    assert message.startswith("predictions.jsonl:1:")
    assert all(name in message for name in named), message


def test_a_repeated_document_is_refused_by_name(row, corpus, ontology, tmp_path):
    path = tmp_path / "predictions.jsonl"
    line = json.dumps(row, ensure_ascii=False)
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    problems = find_problems(path, ontology, documents=corpus.documents)
    assert any("predictions.jsonl:2" in p.where and row["id"] in str(p) for p in problems)


@pytest.mark.parametrize("collection", ["article", "held-out"])
def test_rules_are_clearly_above_memory_and_word_lists(collection, corpus, ontology):
    examples = corpus if collection == "article" else read_examples(HELD_OUT, ontology)
    documents = [example.document for example in examples]
    found = {}
    for name in ("memory", "gazetteer", "rules"):
        answers = examples_from(acuerdo.load_extractor(name), documents)
        predicted = [answer.gold for answer in answers]
        found[name] = acuerdo.score([e.gold for e in examples], predicted, ontology).acuerdo
    assert found["rules"] > max(found["gazetteer"], found["memory"]) + 0.3
    assert min(found.values()) > 0


def test_the_held_out_texts_follow_the_rules_of_gold(ontology):
    for example in read_examples(HELD_OUT, ontology):
        problems = acuerdo.validate(example.document, example.gold, ontology, gold=True)
        assert problems == [], example.document.id

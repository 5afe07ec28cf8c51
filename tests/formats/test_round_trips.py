"""Laws: what is written comes back."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import corpora, examples

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.dataset import load_ontology
from acuerdo.formats import read_documents, read_examples, write_examples
from acuerdo.formats.brat import from_standoff, to_standoff
from acuerdo.validation import validate, validate_document

ONTOLOGY = load_ontology()


def written_and_read(corpus, name):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_examples(path, corpus, ONTOLOGY)
        return read_examples(path, ONTOLOGY), read_documents(path)


def without_ids(annotations):
    """What is said, with spans in place of ids."""
    key = {m.id: ("mention", m.span) for m, _ in annotations.mentions()}
    key |= {time.id: ("time", time.span) for time in annotations.times}
    key |= {event.id: ("event", event.trigger, event.type) for event in annotations.events}
    clusters = {}
    for event in annotations.events:
        if event.cluster:
            clusters.setdefault(event.cluster, set()).add(key[event.id])
    return {
        "entities": {
            (
                entity.type,
                entity.name,
                entity.country,
                entity.sector,
                frozenset((m.span, m.head, m.level) for m in entity.mentions),
            )
            for entity in annotations.entities
        },
        "times": {(t.span, t.type, t.value, t.mod) for t in annotations.times},
        "events": {
            (
                event.type,
                event.mode,
                event.trigger,
                event.head,
                event.polarity,
                event.certainty,
                event.time,
                tuple((a.role, key[a.filler]) for a in event.arguments),
            )
            for event in annotations.events
        },
        "clusters": {frozenset(members) for members in clusters.values() if len(members) > 1},
        "relations": {(r.type, key[r.head], key[r.tail]) for r in annotations.relations},
        "event relations": {
            (r.type, key[r.head], key[r.tail]) for r in annotations.event_relations
        },
        "quotes": {
            (q.form, q.content, q.cue, key.get(q.source), key.get(q.event))
            for q in annotations.quotes
        },
    }


@settings(max_examples=40, deadline=None)
@given(examples(ONTOLOGY))
def test_generated_annotations_have_no_problems(example):
    assert validate(example.document, example.gold, ONTOLOGY) == []
    assert validate_document(example.document) == []


@settings(max_examples=25, deadline=None)
@given(corpora(ONTOLOGY))
def test_jsonl_brings_everything_back(corpus):
    read, documents = written_and_read(corpus, "a.jsonl")
    assert read == list(corpus)
    assert documents == [example.document for example in corpus]


@settings(max_examples=10, deadline=None)
@given(corpora(ONTOLOGY))
def test_parquet_brings_everything_back(corpus):
    read, documents = written_and_read(corpus, "a.parquet")
    assert read == list(corpus)
    assert documents == [example.document for example in corpus]


@settings(max_examples=15, deadline=None)
@given(corpora(ONTOLOGY, max_size=2))
def test_brat_brings_everything_back_but_ids_and_order(corpus):
    read, documents = written_and_read(corpus, "folder")
    assert documents == [example.document for example in corpus]
    for example, found in zip(corpus, read, strict=True):
        assert without_ids(found.gold) == without_ids(example.gold)


@settings(max_examples=40, deadline=None)
@given(examples(ONTOLOGY))
def test_standoff_that_is_read_and_written_has_the_same_bytes(example):
    standoff = to_standoff(example.document, example.gold)
    read = from_standoff(example.document, standoff, ONTOLOGY, "a.ann")
    assert read.problems == ()
    assert to_standoff(example.document, read.annotations) == standoff


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(examples(ONTOLOGY), st.randoms(use_true_random=False))
def test_standoff_does_not_depend_on_the_order_of_items(example, random):
    gold = example.gold
    shuffled = {
        layer: tuple(random.sample(getattr(gold, layer), len(getattr(gold, layer))))
        for layer in ("entities", "times", "events", "relations", "event_relations", "quotes")
    }
    other = type(gold)(gold.document_id, **shuffled)
    assert to_standoff(example.document, other) == to_standoff(example.document, gold)


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "folder"])
def test_a_second_writing_replaces_the_first(name, tmp_path):
    for text in ("Uno.", "Dos."):
        example = Example(Document("d", text), Annotations("d"))
        write_examples(tmp_path / name, [example], ONTOLOGY)
    assert read_examples(tmp_path / name, ONTOLOGY)[0].document.text == "Dos."
    leftovers = [path.name for path in tmp_path.rglob("*") if path.name.endswith(".part")]
    assert leftovers == []

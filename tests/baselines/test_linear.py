"""The linear system: spans in, everything that joins them out."""

import doctest
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests import strategies
from tests.baselines.linear_corpus import NAMES, OPPOSITE, USUAL, corpus, example

import acuerdo
from acuerdo.annotation import Annotations, Document, Event, Mention, Span
from acuerdo.dataset import load_ontology
from acuerdo.errors import ExtractorError
from acuerdo_baselines.linear import Linear
from acuerdo_baselines.linear.spans import spans_of

ONTOLOGY = load_ontology()
TASKS = (
    "coreference",
    "event_attributes",
    "arguments",
    "relations",
    "event_relations",
    "quotes",
)


@cache
def trained():
    """A system that learnt the toy corpus and the article."""
    return Linear().fit([*corpus(), *acuerdo.load("article")])


@cache
def taught(opposite):
    return Linear().fit(corpus(OPPOSITE if opposite else USUAL))


def headline(gold, predicted, task):
    return acuerdo.score([gold], [predicted], ONTOLOGY).view(task).f1


def links(annotations):
    """What joins the spans, without ids of its own."""
    return (
        {frozenset(m.id for m in entity.mentions) for entity in annotations.entities},
        {(r.type, r.head, r.tail) for r in annotations.relations},
        {(r.type, r.head, r.tail) for r in annotations.event_relations},
        {(q.form, q.content, q.cue, q.source, q.event) for q in annotations.quotes},
    )


@pytest.mark.parametrize("task", TASKS)
def test_every_layer_learns_the_rule_of_the_corpus(task):
    unseen = example(len(NAMES) - 1)
    assert headline(unseen.gold, taught(False).complete(unseen.document, unseen.gold), task) == 1.0


@pytest.mark.parametrize("task", TASKS)
def test_every_layer_learns_the_opposite_rule_from_the_opposite_corpus(task):
    unseen = example(len(NAMES) - 1, OPPOSITE)
    assert headline(unseen.gold, taught(True).complete(unseen.document, unseen.gold), task) == 1.0


@pytest.mark.parametrize("task", ["event_attributes", "arguments", "relations", "event_relations"])
def test_what_was_taught_otherwise_is_answered_otherwise(task):
    unseen = example(len(NAMES) - 1)
    assert headline(unseen.gold, taught(True).complete(unseen.document, unseen.gold), task) < 1.0


def test_the_gold_helps_with_nothing_but_its_spans():
    linear = trained()
    for each in acuerdo.load("article"):
        bare = spans_of(each.gold)
        assert bare.relations == bare.event_relations == ()
        assert {len(entity.mentions) for entity in bare.entities} == {1}
        assert all(event.arguments == () and not event.cluster for event in bare.events)
        assert linear.complete(each.document, each.gold) == linear.complete(each.document, bare)


def test_spans_types_and_values_stay():
    for each in acuerdo.load("article"):
        found = trained().complete(each.document, each.gold)
        gold = each.gold
        mentions = {(m, entity.type) for m, entity in found.mentions()}
        assert mentions == {(m, entity.type) for m, entity in gold.mentions()}
        assert found.times == gold.times
        kept = [(e.id, e.type, e.trigger, e.head) for e in found.events]
        assert kept == [(e.id, e.type, e.trigger, e.head) for e in gold.events]


@given(strategies.examples(ONTOLOGY))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_answers_are_valid_and_keep_the_spans(pair):
    found = trained().complete(pair.document, pair.gold)
    assert acuerdo.validate(pair.document, found, ONTOLOGY) == []
    before = sorted((m.id, entity.type) for m, entity in pair.gold.mentions())
    after = sorted((m.id, entity.type) for m, entity in found.mentions())
    assert after == before, "entities are a partition of the mentions"
    assert [e.trigger for e in found.events] == [e.trigger for e in pair.gold.events]


@given(strategies.examples(ONTOLOGY))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_the_spans_changes_nothing(pair):
    turned = replace(
        pair.gold,
        entities=pair.gold.entities[::-1],
        times=pair.gold.times[::-1],
        events=pair.gold.events[::-1],
    )
    linear = trained()
    one = linear.complete(pair.document, pair.gold)
    other = linear.complete(pair.document, turned)
    assert links(one) == links(other)
    assert set(one.events) == set(other.events)


@pytest.mark.parametrize("text", ["", "\n \n", "¿?", "🕊️", "Firmaron."])
def test_texts_without_spans_get_nothing(text):
    assert trained().complete(Document("d", text), Annotations("d")) == Annotations("d")


def test_one_event_alone_is_completed():
    place = Span(0, 8)
    bare = Annotations("d", events=(Event("e1", "SUPPORT", place, place),))
    (found,) = trained().complete(Document("d", "Firmaron."), bare).events
    assert (found.trigger, found.arguments, found.cluster) == (place, (), "")


def test_labels_that_the_ontology_lacks_are_kept_and_joined_to_nothing():
    first, second = Span(0, 3), Span(4, 10)
    spans = Annotations(
        "d",
        entities=(acuerdo.Entity("n", "ANIMAL", (Mention("m", first, first, "NAM"),)),),
        events=(Event("e", "BARK", second, second),),
    )
    found = trained().complete(Document("d", "Sol ladró."), spans)
    assert (found.entities[0].type, found.events[0].type) == ("ANIMAL", "BARK")
    assert found.events[0].arguments == ()


def test_new_ids_are_none_of_the_given_ones():
    each = example(len(NAMES) - 1)
    names = {"e1": "r1", "e2": "l1", "e3": "q1"}
    events = tuple(replace(e, id=names.get(e.id, e.id)) for e in each.gold.events)
    spans = replace(spans_of(each.gold), events=tuple(replace(e, arguments=()) for e in events))
    found = taught(False).complete(each.document, spans)
    assert acuerdo.validate(each.document, found, ONTOLOGY) == []
    assert all((found.relations, found.event_relations, found.quotes))


def test_mentions_without_type_get_one():
    each = example(len(NAMES) - 1)
    untyped = tuple(
        acuerdo.Entity(f"of {m.id}", "", (replace(m, level="", head=m.span),))
        for m, _ in each.gold.mentions()
    )
    found = taught(False).complete(each.document, replace(each.gold, entities=untyped))
    wanted = {(m, entity.type) for m, entity in each.gold.mentions()}
    assert {(m, entity.type) for m, entity in found.mentions()} == wanted


@pytest.mark.parametrize("layer", Linear.layers)
def test_a_layer_that_is_not_asked_for_is_left_out(layer):
    each = example(len(NAMES) - 1)
    asked = [name for name in Linear.layers if name != layer]
    found = Linear(layers=asked).fit(corpus()).complete(each.document, each.gold)
    whole = taught(False).complete(each.document, each.gold)
    left_out = {
        "coreference": all(len(entity.mentions) == 1 for entity in found.entities),
        "event_attributes": all(e.time == "UNDERSPECIFIED" and not e.mode for e in found.events),
        "arguments": not any(event.arguments for event in found.events),
        "relations": not found.relations,
        "event_relations": not found.event_relations and not any(e.cluster for e in found.events),
        "quotes": not found.quotes,
    }
    assert [name for name, missing in left_out.items() if missing] == [layer]
    assert acuerdo.validate(each.document, whole, ONTOLOGY) == []


def test_unknown_layers_are_refused():
    with pytest.raises(ExtractorError, match="layers triggers; expected some of coreference"):
        Linear(layers=["triggers"])


def test_it_fits_itself_on_the_training_split_at_its_first_document(monkeypatch):
    asked = []
    monkeypatch.setattr("acuerdo.load", lambda *, split: asked.append(split) or tuple(corpus()))
    linear = Linear()
    each = example(len(NAMES) - 1)
    assert linear.trained_on is None
    found = linear.complete(each.document, each.gold)
    linear.complete(each.document, each.gold)
    assert (asked, linear.trained_on) == (["train"], len(NAMES) - 1)
    assert found == taught(False).complete(each.document, each.gold)


def test_without_training_documents_nothing_is_joined_and_a_note_says_so():
    linear = Linear().fit([])
    each = example(0)
    found = linear.complete(each.document, each.gold)
    assert "empty" in linear.notes[0]
    assert taught(False).notes == ()
    assert links(found)[1:] == (set(), set(), set())
    assert acuerdo.validate(each.document, found, ONTOLOGY) == []


def test_one_training_document_is_enough():
    each = example(0)
    found = Linear().fit([each]).complete(each.document, each.gold)
    assert acuerdo.validate(each.document, found, ONTOLOGY) == []
    assert headline(each.gold, found, "arguments") > 0.5


def saved(linear, folder: Path):
    folder.mkdir()
    linear.save(folder)
    return folder


def test_a_saved_system_answers_as_before(tmp_path):
    linear = trained()
    again = Linear.load(saved(linear, tmp_path / "model"))
    assert again.trained_on == linear.trained_on
    for each in [*acuerdo.load("article"), example(len(NAMES) - 1)]:
        assert again.complete(each.document, each.gold) == linear.complete(each.document, each.gold)


def test_training_again_in_another_order_gives_the_same_files(tmp_path):
    first = saved(taught(False), tmp_path / "first")
    second = saved(Linear().fit(corpus()[::-1]), tmp_path / "second")
    names = sorted(path.name for path in first.iterdir())
    assert names == ["linear.json", "weights.npz"]
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_own_labels_are_saved_with_the_system(tmp_path):
    own = msgspec.structs.replace(ONTOLOGY, version="0.0.1")
    linear = Linear(own).fit(corpus())
    folder = saved(linear, tmp_path / "model")
    assert (folder / "ontology.json").exists()
    assert Linear.load(folder).ontology == own


def test_what_was_not_trained_is_not_saved(tmp_path):
    with pytest.raises(ExtractorError, match="not trained; expected a call of fit before save"):
        Linear().save(tmp_path)


def damaged(folder, name, content):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("linear.json", None, "no such file; expected a saved linear system"),
        ("linear.json", b"{", "expected the record of a linear system"),
        ("linear.json", b'{"format": 1, "code": "x"}', "expected the record of a linear system"),
        ("weights.npz", None, "no such file, but linear.json needs it"),
        ("weights.npz", b"PK", "expected a NumPy archive"),
        ("weights.npz", b"", "expected a NumPy archive"),
    ],
)
def test_a_damaged_model_is_refused(tmp_path, name, content, told):
    folder = saved(taught(False), tmp_path / "model")
    damaged(folder, name, content)
    with pytest.raises(ExtractorError, match=told):
        Linear.load(folder)


def rewritten(folder, change):
    with np.load(folder / "weights.npz") as archive:
        arrays = dict(archive)
    change(arrays)
    np.savez(folder / "weights.npz", **arrays)


def test_weights_that_do_not_fit_the_labels_are_refused(tmp_path):
    folder = saved(taught(False), tmp_path / "model")
    rewritten(folder, lambda arrays: arrays.update({"role.bias": np.zeros(1, np.float32)}))
    with pytest.raises(ExtractorError, match=r"role: bias of shape \(1,\); expected"):
        Linear.load(folder)
    rewritten(folder, lambda arrays: arrays.pop("role.bias"))
    with pytest.raises(ExtractorError, match=r"no role\.bias, but linear\.json lists role"):
        Linear.load(folder)


def test_the_examples_of_its_page_are_true():
    page = Path(__file__).parents[2] / "docs" / "systems" / "linear.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (result.attempted, result.failed) == (6, 0)


class Bomb:
    """Runs when it is unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("a model ran code",))


def test_a_model_runs_no_code(tmp_path):
    folder = saved(taught(False), tmp_path / "model")
    bomb = np.array([Bomb()], dtype=object)
    rewritten(folder, lambda arrays: arrays.update({"role.columns": bomb}))
    with pytest.raises(ExtractorError, match="expected a NumPy archive"):
        Linear.load(folder)

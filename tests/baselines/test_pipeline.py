"""The pipeline of sequence models and linear classifiers."""

from dataclasses import replace
from functools import cache

import pytest
from tests.baselines.linear_corpus import NAMES, corpus, example

import acuerdo
from acuerdo.annotation import Annotations, Document
from acuerdo.dataset import load_ontology
from acuerdo.errors import ExtractorError
from acuerdo.extractor import LAYERS, Persistent, Trainable
from acuerdo.testing import check_extractor
from acuerdo_baselines.pipeline import CrfLinear, given

ONTOLOGY = load_ontology()
TRACKS = ("gold-mentions", "gold-triggers")


@cache
def trained():
    return CrfLinear().fit([*corpus(), *acuerdo.load("article")])


def unseen():
    return example(len(NAMES) - 1)


def extracted(pipeline, document):
    (found,) = pipeline.extract([document])
    return found


def test_it_obeys_the_protocol():
    pipeline = CrfLinear().fit(corpus())
    check_extractor(pipeline)
    assert isinstance(pipeline, Trainable)
    assert isinstance(pipeline, Persistent)
    assert CrfLinear.layers == LAYERS


def test_it_finds_in_a_new_text_what_it_was_taught():
    each = unseen()
    scores = acuerdo.score([each.gold], [extracted(trained(), each.document)], ONTOLOGY)
    found = {task: view.f1 for task, view in scores.headlines.items() if task != "records"}
    assert {task for task, f1 in found.items() if f1 is None or f1 < 0.6} == set()


def test_documents_are_read_one_at_a_time():
    seen = []

    def documents():
        for number in range(3):
            seen.append(number)
            yield replace(unseen().document, id=f"d{number}")

    answers = trained().extract(documents())
    assert next(answers).document_id == "d0"
    assert seen == [0]


def test_a_saved_pipeline_answers_as_before(tmp_path):
    trained().save(tmp_path)
    again = CrfLinear.load(tmp_path)
    assert again.trained_on == trained().trained_on
    assert again.model_bytes == trained().model_bytes > 100_000
    for each in [*acuerdo.load("article"), unseen()]:
        assert extracted(again, each.document) == extracted(trained(), each.document)


def test_a_saved_pipeline_of_one_stage_has_one_stage(tmp_path):
    times = CrfLinear(layers=["times"]).fit(corpus())
    times.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["crf"]
    document = unseen().document
    assert extracted(CrfLinear.load(tmp_path), document) == extracted(times, document)


def test_what_was_not_trained_is_not_saved_and_an_empty_folder_not_loaded(tmp_path):
    with pytest.raises(ExtractorError, match="not trained; expected a call of fit before save"):
        CrfLinear().save(tmp_path)
    with pytest.raises(ExtractorError, match="no such file"):
        CrfLinear.load(tmp_path)


def test_it_fits_itself_on_the_training_split_at_its_first_document(monkeypatch):
    asked = []
    monkeypatch.setattr("acuerdo.load", lambda *, split: asked.append(split) or tuple(corpus()))
    pipeline = CrfLinear()
    assert extracted(pipeline, unseen().document).events
    extracted(pipeline, unseen().document)
    assert (asked, pipeline.trained_on) == (["train"], len(corpus()))


@pytest.mark.parametrize(
    ("layers", "there"),
    [
        (("entities",), {"entities"}),
        (("times",), {"times"}),
        (("triggers",), {"events"}),
        (("entities", "coreference"), {"entities"}),
        (("relations",), {"entities", "times", "events", "relations"}),
        (("quotes",), {"entities", "times", "events", "quotes"}),
    ],
)
def test_layers_come_with_the_spans_that_they_rest_on(layers, there):
    found = extracted(CrfLinear(layers=layers).fit(corpus()), unseen().document)
    parts = ("entities", "times", "events", "relations", "event_relations", "quotes")
    assert {part for part in parts if getattr(found, part)} == there
    if "coreference" not in layers:
        assert all(len(entity.mentions) == 1 for entity in found.entities)


@pytest.mark.parametrize("track", TRACKS)
def test_on_a_track_what_is_given_comes_back(track):
    examples = [unseen(), *acuerdo.load("article")]
    gold = [each.gold for each in examples]
    found = list(trained().extract_given(examples, track=track))
    scores = acuerdo.score(gold, found, ONTOLOGY, track=track)
    view = scores.view(*{"gold-mentions": ("entities", "boundary")}.get(track, ("triggers",)))
    assert view.f1 == 1.0
    for each, one in zip(examples, found, strict=True):
        assert acuerdo.validate(each.document, one, ONTOLOGY) == []


@pytest.mark.parametrize("track", TRACKS)
def test_on_a_track_nothing_is_looked_at_but_what_is_given(track):
    each = unseen()
    gold = each.gold
    if track == "gold-mentions":
        entity = replace(gold.entities[-1], type="LOC", name="otra", sector="")
        other = replace(gold, entities=(*gold.entities[:-1], entity), events=(), relations=())
        other = replace(other, event_relations=(), quotes=(), times=())
    else:
        events = tuple(
            replace(event, polarity="NEG", arguments=(), cluster="", head=event.trigger, mode="")
            for event in gold.events
        )
        other = Annotations(gold.document_id, events=events)
    one, same = (
        list(trained().extract_given([replace(each, gold=each_gold)], track=track))
        for each_gold in (gold, other)
    )
    assert one == same


def test_a_track_gives_no_types_of_mentions_and_only_types_of_triggers():
    each = unseen()
    mentions = given(each.document, each.gold, track="gold-mentions")
    assert {entity.type for entity in mentions.entities} == {""}
    assert {mention.level for mention, _ in mentions.mentions()} == {""}
    assert mentions.events == mentions.times == ()
    triggers = given(each.document, each.gold, track="gold-triggers")
    assert [e.type for e in triggers.events] == [e.type for e in each.gold.events]
    assert {(e.polarity, e.mode, e.arguments) for e in triggers.events} == {("POS", "", ())}
    assert triggers.entities == ()


def test_the_head_of_a_given_trigger_is_its_content_word():
    (article,) = acuerdo.load("article")
    triggers = given(article.document, article.gold, track="gold-triggers")
    told = {(e.trigger, e.type): e.head for e in triggers.events}
    assert told == {(e.trigger, e.type): e.head for e in article.gold.events}


def test_unknown_tracks_are_refused():
    with pytest.raises(ExtractorError, match="track 'gold': expected gold-mentions or gold-trig"):
        list(trained().extract_given([unseen()], track="gold"))


def test_without_training_documents_it_finds_nothing_and_says_so():
    pipeline = CrfLinear().fit([])
    assert extracted(pipeline, Document("d", "Lima calla.")) == Annotations("d")
    assert "empty" in pipeline.notes[0]

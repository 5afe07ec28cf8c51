"""The spacy system: what a tiny pipeline learns, how spans meet tokens, what is kept."""

import logging
import random

import numpy as np
import pytest

from acuerdo import read_examples, score, validate
from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Relation,
    Span,
    Time,
)
from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo.extractor import Persistent, Tuned
from acuerdo.formats.labels import with_types_of
from acuerdo.testing import DOCUMENTS, check_extractor

spacy = pytest.importorskip("spacy", reason="the extra 'spacy' is not installed")

from tests.baselines.linear_corpus import OPPOSITE, corpus, example  # noqa: E402

from acuerdo_baselines.crf.forms import Forms  # noqa: E402
from acuerdo_baselines.crf.reading import Reading  # noqa: E402
from acuerdo_baselines.spacy_system import Spacy, system  # noqa: E402
from acuerdo_baselines.spacy_system.answers import annotations_of  # noqa: E402
from acuerdo_baselines.spacy_system.items import (  # noqa: E402
    PAIRS,
    SPANS,
    Counts,
    Item,
    Joined,
    candidates,
    items_of,
    pairs_of,
    write_gold,
)
from acuerdo_baselines.spacy_system.pair_model import between, pair_classifier  # noqa: E402
from acuerdo_baselines.spacy_system.tokens import tokenised  # noqa: E402
from acuerdo_baselines.spacy_system.usual import NOTHING  # noqa: E402

TINY = {
    "width": 32,
    "depth": 2,
    "max_steps": 60,
    "eval_frequency": 30,
    "dropout": 0.0,
    "learn_rate": 0.01,
}
LONGER = {**TINY, "max_steps": 150, "eval_frequency": 50}
NAMES = ("Lumenia", "Sorvalia", "Brenia", "Chalcaya", "Ocumbia", "Cerrania", "Norlandia")
PEOPLE = ("Tordeal", "Quinzado", "Tellache", "Ombral", "Lavandal", "Ceibal", "Rubiales")


def visits(kind="PER"):
    """Seven texts: ``{person} visitó {name}.``, only the person annotated."""
    found = []
    for number, (person, name) in enumerate(zip(PEOPLE, NAMES, strict=True)):
        document = Document(f"v{number}", f"{person} visitó {name} otra vez.")
        span = Span(0, len(person))
        entity = Entity("n", kind, (Mention("m", span, span, "NAM"),), person)
        found.append(Example(document, Annotations(document.id, (entity,))))
    return found


@pytest.fixture(scope="module")
def fitted():
    learner = Spacy(**LONGER)
    learner.tune_on(corpus())
    return learner.fit(corpus())


@pytest.fixture(scope="module")
def unseen(fitted):
    """A text with names that no training text has: gold, and what was found."""
    gold = example(6)
    return gold, next(fitted.extract([gold.document]))


def surfaces(document, annotations):
    return {(document[m.span], entity.type, m.level) for m, entity in annotations.mentions()}


def test_mentions_of_unseen_names_and_mentions_in_mentions_are_found(unseen):
    gold, found = unseen
    there = surfaces(gold.document, found)
    assert {("Mendes", "PER", "NAM"), ("Roma", "GPE", "NAM")} <= there
    assert {("presidente de Bogotá", "PER", "NOM"), ("Bogotá", "GPE", "NAM")} <= there
    heads = {gold.document[m.span]: gold.document[m.head] for m, _ in found.mentions()}
    assert heads["presidente de Bogotá"] == "presidente"


def test_times_are_found_by_the_pipeline_and_valued_by_the_grammar(unseen):
    gold, found = unseen
    assert [(gold.document[t.span], t.value) for t in found.times] == [("lunes", "2031-03-10")]


def test_triggers_have_types_and_their_usual_modes(unseen):
    gold, found = unseen
    told = {gold.document[e.trigger]: (e.type, e.mode) for e in found.events}
    assert told["firmó"] == ("SUPPORT", "sign")
    assert told["amenazó"] == ("THREATEN", "")


def test_arguments_and_relations_are_learnt_not_guessed(unseen, ontology):
    gold, found = unseen
    scores = score([gold.gold], [found], ontology, tasks=["arguments", "relations"])
    assert scores.headlines["arguments"].f1 > 0.8
    assert scores.headlines["relations"].f1 == 1
    assert validate(gold.document, found, ontology) == []


def test_the_opposite_lesson_gives_the_opposite_roles_and_relations():
    examples = corpus(OPPOSITE)
    learner = Spacy(layers=["arguments", "relations"], **LONGER)
    learner.tune_on(examples)
    learner.fit(examples)
    found = next(learner.extract([example(6).document]))
    assert "officer_of" in {relation.type for relation in found.relations}
    assert "leader_of" not in {relation.type for relation in found.relations}
    text = example(6).document
    names = {mention.id: text[mention.span] for mention, _ in found.mentions()}
    (threat,) = (event for event in found.events if text[event.trigger] == "amenazó")
    roles = {names[a.filler]: a.role for a in threat.arguments if a.filler in names}
    assert roles.get("Mendes") == "Recipient"


def test_a_saved_system_predicts_what_the_saved_one_predicted(fitted, tmp_path):
    fitted.save(tmp_path)
    loaded = Spacy.load(tmp_path)
    documents = [*DOCUMENTS, example(6).document]
    assert list(loaded.extract(documents)) == list(fitted.extract(documents))
    assert (loaded.notes, loaded.model_bytes) == (fitted.notes, fitted.model_bytes)
    second = tmp_path / "again"
    second.mkdir()
    loaded.save(second)
    files = [file.relative_to(second) for file in second.rglob("*") if file.is_file()]
    assert len(files) > 10
    for file in files:
        assert (second / file).read_bytes() == (tmp_path / file).read_bytes(), file


def test_a_model_says_nothing_of_the_folders_it_was_trained_in(fitted, tmp_path):
    fitted.save(tmp_path)
    config = (tmp_path / "pipeline" / "config.cfg").read_text()
    assert "train = null" in config
    assert "/tmp" not in config


def test_the_same_documents_and_seed_give_the_same_bytes_in_any_order(tmp_path):
    options = {**TINY, "layers": ["entities"], "max_steps": 12, "eval_frequency": 6}
    shuffled = visits()[::-1]
    contents = []
    for number, (examples, seed) in enumerate([(visits(), 1), (shuffled, 1), (visits(), 2)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        Spacy(seed=seed, **{**options, "dropout": 0.1}).fit(examples).save(folder)
        contents.append(
            {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
        )
    assert contents[0] == contents[1]
    assert contents[0] != contents[2]


def test_other_peoples_random_numbers_stay_as_they_were():
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    expected = random.random(), np.random.random()  # noqa: NPY002
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    Spacy(layers=["entities"], **{**TINY, "max_steps": 2, "eval_frequency": 1}).fit(visits())
    assert (random.random(), np.random.random()) == expected  # noqa: NPY002


def test_only_the_layers_asked_for_are_learnt_with_the_spans_they_rest_on():
    few = {**TINY, "max_steps": 30, "eval_frequency": 15}
    document = example(6).document
    found = next(Spacy(layers=["times"], **few).fit(corpus()).extract([document]))
    assert found.times
    assert not found.entities
    assert not found.events
    with pytest.raises(ExtractorError, match="quotes"):
        Spacy(layers=["quotes"])


def test_training_stops_when_validation_no_longer_improves(caplog):
    learner = Spacy(
        layers=["entities"], **{**TINY, "max_steps": 500, "eval_frequency": 5, "patience": 5}
    )
    learner.tune_on(visits())
    with caplog.at_level(logging.INFO, logger="acuerdo_baselines.spacy_system"):
        learner.fit(visits())
    steps = [message for message in caplog.messages if "step" in message]
    assert 1 < len(steps) < 40
    assert "ents_f 1.000" in steps[-1]


def test_without_validation_documents_it_says_what_decided_when_to_stop():
    few = {**TINY, "max_steps": 2, "eval_frequency": 1}
    assert "the training documents decided" in Spacy(**few).fit(visits()).notes[0]
    again = [
        Example(Document(f"x{n}", e.document.text), Annotations(f"x{n}", e.gold.entities))
        for n, e in enumerate([*visits(), *visits()])
    ]
    assert "every tenth" in Spacy(**few).fit(again).notes[0]
    tuned = Spacy(**few)
    tuned.tune_on(visits())
    assert tuned.fit(visits()).notes == ()


def test_nothing_to_learn_is_nothing_predicted_and_said(tmp_path):
    learner = Spacy().fit([])
    assert next(learner.extract([Document("d", "Llegan a Lima.")])) == Annotations("d")
    assert "nothing to learn" in learner.notes[0]
    assert learner.model_bytes == 0
    learner.save(tmp_path)
    loaded = Spacy.load(tmp_path)
    assert next(loaded.extract([Document("d", "Lima")])) == Annotations("d")


def test_any_entity_types_are_learnt_from_columns_on_their_own_tokens(tmp_path, ontology):
    lines = "El O\nrey O\n{person} B-ROLE\nfichó O\npor O\n{name} B-CLUB\nF.C. I-CLUB\n. O\n\n"
    train, test = tmp_path / "esp.conll", tmp_path / "test.conll"
    pairs = zip(PEOPLE, NAMES, strict=True)
    train.write_text("".join(lines.format(person=p, name=n) for p, n in pairs))
    test.write_text(lines.format(person="Zubeldía", name="Arcandia"))
    theirs = with_types_of(ontology, [train])
    learner = Spacy(theirs, layers=["entities"], **TINY).fit(read_examples(train, theirs))
    gold = read_examples(test, theirs)
    predicted = list(learner.extract([each.document for each in gold]))
    scores = score([each.gold for each in gold], predicted, theirs, tasks=["entities"])
    assert scores.headlines["entities"].f1 == 1
    doc = tokenised(spacy.blank("es"), Reading(gold[0].document, Forms()))
    assert [t.text for t in doc if not t.is_space] == [
        "El",
        "rey",
        "Zubeldía",
        "fichó",
        "por",
        "Arcandia",
        "F.C.",
        ".",
    ]


def test_labels_outside_a_given_ontology_are_refused(ontology):
    with pytest.raises(ExtractorError, match="entity type MISC"):
        Spacy(ontology).fit(visits("MISC"))


def test_an_untrained_system_is_not_saved_and_a_damaged_folder_is_refused(fitted, tmp_path):
    with pytest.raises(ExtractorError, match="not trained"):
        Spacy().save(tmp_path)
    with pytest.raises(ExtractorError, match=r"spacy\.json: no such file"):
        Spacy.load(tmp_path)
    fitted.save(tmp_path)
    (tmp_path / "pipeline" / "pairs" / "pairs.json").write_text("{")
    with pytest.raises(ExtractorError, match="expected a spaCy pipeline as it was saved"):
        Spacy.load(tmp_path)
    record = tmp_path / "spacy.json"
    record.write_text(record.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(ExtractorError, match="format 2; expected 1"):
        Spacy.load(tmp_path)


@pytest.mark.parametrize(
    "options",
    [
        {"max_steps": 0},
        {"dropout": 1.5},
        {"threshold": -0.1},
        {"learn_rate": 0},
        {"alignment": "guess"},
        {"pipeline": "es_core_news_md", "width": 32},
    ],
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(ExtractorError, match="expected"):
        Spacy(**options)


def test_without_spacy_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(system.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"acuerdo\[spacy\]"):
        Spacy()


def test_a_pipeline_that_is_not_there_is_named_and_so_is_what_it_lacks(tmp_path):
    with pytest.raises(ExtractorError, match=r"es_core_news_md.*spacy download es_core_news_md"):
        Spacy(pipeline="es_core_news_md").fit(visits())
    blank = spacy.blank("es")
    blank.to_disk(tmp_path / "blank")
    with pytest.raises(ExtractorError, match="expected a tok2vec among them"):
        Spacy(pipeline=str(tmp_path / "blank")).fit(visits())
    with pytest.raises(ExtractorError, match="no such file"):
        Spacy(config=str(tmp_path / "none.cfg")).fit(visits())


@pytest.mark.parametrize("vectors", [False, True], ids=["without vectors", "with vectors"])
def test_the_tok2vec_of_a_pipeline_is_where_training_starts(tmp_path, vectors):
    theirs = spacy.blank("es")
    if vectors:
        for number, word in enumerate([*PEOPLE, "visitó", "otra", "vez"]):
            theirs.vocab.set_vector(word, np.eye(10, dtype="float32")[number])
    model = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": vectors or None,
        "width": 24,
        "depth": 1,
        "embed_size": 300,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    }
    theirs.add_pipe("tok2vec", config={"model": model})
    theirs.initialize()
    theirs.to_disk(tmp_path / "theirs")
    options = {k: v for k, v in TINY.items() if k not in ("width", "depth", "learn_rate")}
    few = {**options, "max_steps": 1, "eval_frequency": 1, "learn_rate": 1e-8}
    learner = Spacy(layers=["entities"], pipeline=str(tmp_path / "theirs"), **few).fit(visits())

    def weights(nlp):
        layers = nlp.get_pipe("tok2vec").model.walk()
        return [node.get_param(n) for node in layers for n in node.param_names if node.has_param(n)]

    # spaCy keeps averages of the weights, which after one step are 1/22 short of them.
    pairs = list(zip(weights(learner._nlp), weights(theirs), strict=True))
    assert len(pairs) > 3
    assert all(np.allclose(ours, given, rtol=0.06, atol=1e-3) for ours, given in pairs)
    learner = Spacy(layers=["entities"], pipeline=str(tmp_path / "theirs"), **options)
    learner.fit(visits())
    (tmp_path / "ours").mkdir()
    learner.save(tmp_path / "ours")
    (tmp_path / "theirs").rename(tmp_path / "gone")
    document = Document("x", "Tordeal visitó Arcandia otra vez.")
    kept = Spacy.load(tmp_path / "ours")
    assert next(kept.extract([document])) == next(learner.extract([document]))


def test_no_word_of_a_document_is_kept(fitted):
    def kept():
        return len(fitted._nlp.vocab.strings), len(list(fitted._nlp.vocab))

    before = kept()
    documents = [Document(f"w{n}", f"El zorbo{n} miró a Tulcra{n}.") for n in range(50)]
    assert len(list(fitted.extract(documents))) == 50
    assert kept() == before


def test_it_obeys_the_protocol(fitted):
    assert isinstance(fitted, Tuned)
    assert isinstance(fitted, Persistent)
    check_extractor(fitted)


def test_nothing_is_printed(capfd):
    few = {**TINY, "max_steps": 1, "eval_frequency": 1}
    list(Spacy(**few).fit(visits()).extract(DOCUMENTS))
    assert capfd.readouterr() == ("", "")


# From what was found to annotations.


def answered(text, items, joined, ontology, layers=Spacy.layers):
    """What is answered when the pipeline finds these words and pairs of them."""
    reading = Reading(Document("d", text), Forms())
    doc = tokenised(spacy.blank("es"), reading)

    def item(words, label):
        span = doc.char_span(text.index(words), text.index(words) + len(words))
        return Item.of(span.start, span.end, label)

    found = {words: item(words, label) for words, label in items.items()}
    doc.spans[SPANS] = [
        spacy.tokens.Span(doc, i.start, i.end, label=i.label) for i in found.values()
    ]
    doc.user_data[PAIRS] = [
        Joined(found[one], found[other], label, score) for one, other, label, score in joined
    ]
    annotations = annotations_of(doc, reading, NOTHING, ontology, layers)
    assert validate(reading.document, annotations, ontology) == []
    return annotations


VISIT = {"Ana": "mention:PER", "visitó": "trigger:CONSULT", "Lima": "mention:GPE"}


def test_an_entity_has_one_role_in_an_event_the_surest_that_the_ontology_allows(ontology):
    pairs = [
        ("visitó", "Ana", "role:Actor", 0.6),
        ("visitó", "Ana", "role:Recipient", 0.9),
        ("visitó", "Ana", "role:Place", 0.99),
        ("Ana", "visitó", "role:Actor", 0.99),
    ]
    annotations = answered("Ana visitó Lima.", VISIT, pairs, ontology)
    (event,) = annotations.events
    assert event.arguments == (Argument("Recipient", "m1"),)
    bare = answered("Ana visitó Lima.", VISIT, pairs, ontology, ["entities", "triggers"])
    assert bare.events[0].arguments == ()


def test_two_entities_have_one_relation_the_surest_that_the_ontology_allows(ontology):
    pairs = [
        ("Ana", "Lima", "relation:leader_of", 0.6),
        ("Ana", "Lima", "relation:officer_of", 0.9),
        ("Lima", "Ana", "relation:leader_of", 0.99),
        ("visitó", "Ana", "relation:leader_of", 0.99),
    ]
    annotations = answered("Ana visitó Lima.", VISIT, pairs, ontology)
    assert annotations.relations == (Relation("r1", "officer_of", "m1", "m2"),)


def test_mentions_of_one_name_are_one_entity_and_not_related_to_itself(ontology):
    document = Document("d", "Perú y Perú")
    doc = tokenised(spacy.blank("es"), Reading(document, Forms()))
    one, other = Item(0, 1, "mention", "GPE"), Item(2, 3, "mention", "GPE")
    doc.spans[SPANS] = [spacy.tokens.Span(doc, i.start, i.end, label=i.label) for i in (one, other)]
    doc.user_data[PAIRS] = [Joined(one, other, "relation:allied_with", 0.9)]
    found = annotations_of(doc, Reading(document, Forms()), NOTHING, ontology, Spacy.layers)
    assert [len(entity.mentions) for entity in found.entities] == [2]
    assert found.relations == ()


def test_found_spans_that_cross_a_mention_or_a_sentence_or_hold_no_word_are_not_answered(ontology):
    items = {
        "Ana Gil": "mention:PER",
        "Gil Mora Ruiz": "mention:ORG",
        "calla. Eva": "mention:PER",
        ".": "trigger:CONSULT",
    }
    text = "Ana Gil Mora Ruiz calla. Eva no."
    annotations = answered(text, items, [], ontology)
    names = [text[m.span.start : m.span.end] for m, _ in annotations.mentions()]
    assert names == ["Gil Mora Ruiz"]
    assert annotations.events == ()


def test_two_times_on_one_span_are_one(ontology):
    reading = Reading(Document("d", "Ayer no."), Forms())
    doc = tokenised(spacy.blank("es"), reading)
    doc.spans[SPANS] = [
        spacy.tokens.Span(doc, 0, 1, label=label) for label in ("time:TIME", "time:DATE")
    ]
    found = annotations_of(doc, reading, NOTHING, ontology, Spacy.layers)
    assert [(time.id, time.type) for time in found.times] == [("t1", "DATE")]


# Spans on tokens.


def written(text, gold, alignment="expand", layers=Spacy.layers):
    reading = Reading(Document("d", text), Forms())
    doc = tokenised(spacy.blank("es"), reading)
    counts = Counts()
    write_gold(doc, gold, layers, alignment, counts)
    return doc, counts


def named(*spans):
    return Annotations(
        "d",
        tuple(
            Entity(f"n{i}", kind, (Mention(f"m{i}", span, span, "NAM"),))
            for i, (span, kind) in enumerate(spans)
        ),
    )


@pytest.mark.parametrize(
    ("alignment", "expected"), [("expand", "ruso-chino"), ("contract", None), ("strict", None)]
)
def test_spans_inside_a_token_are_moved_or_left_out_and_counted(alignment, expected):
    text = "Pacto ruso-chino ayer."
    doc, counts = written(text, named((Span(6, 10), "GPE")), alignment)
    assert [t.text for t in doc][1] == "ruso-chino", "the case needs a tokeniser that keeps hyphens"
    assert [ent.text for ent in doc.ents] == ([expected] if expected else [])
    assert (counts.spans, counts.moved, counts.lost) == (1, int(bool(expected)), int(not expected))


def test_spans_that_cross_another_or_a_sentence_are_left_out_and_counted():
    text = "Habla Ana Gil Mora. Calla."
    doc, counts = written(text, named((Span(6, 18), "PER"), (Span(10, 24), "PER")))
    assert ([ent.text for ent in doc.ents], counts.lost) == (["Ana Gil Mora"], 1)
    doc, counts = written(text, named((Span(6, 13), "PER"), (Span(10, 18), "PER")))
    assert ([ent.text for ent in doc.ents], counts.lost) == (["Ana Gil"], 1)


def test_gold_comes_back_as_it_was_written():
    text = "Ana firmó ayer el pacto de Lima."
    mentions = named((Span(0, 3), "PER"), (Span(18, 31), "DOC"), (Span(27, 31), "GPE"))
    gold = Annotations(
        "d",
        mentions.entities,
        (Time("t", Span(10, 14), "DATE", "2031-05-13"),),
        (
            Event(
                "e",
                "SUPPORT",
                Span(4, 9),
                Span(4, 9),
                arguments=(Argument("Actor", "m0"), Argument("Time", "t")),
            ),
        ),
        (Relation("r", "located_in", "m1", "m2"),),
    )
    doc, counts = written(text, gold)
    assert [(doc[i.start : i.end].text, i.label) for i in items_of(doc)] == [
        ("Ana", "mention:PER"),
        ("firmó", "trigger:SUPPORT"),
        ("ayer", "time:DATE"),
        ("pacto de Lima", "mention:DOC"),
        ("Lima", "mention:GPE"),
    ]
    assert [span.text for span in doc.spans[SPANS]] == ["firmó", "ayer", "Lima"]
    assert {(doc[p.one.start].text, p.label, doc[p.other.start].text) for p in pairs_of(doc)} == {
        ("firmó", "role:Actor", "Ana"),
        ("firmó", "role:Time", "ayer"),
        ("pacto", "relation:located_in", "Lima"),
    }
    assert (counts.spans, counts.moved, counts.lost) == (5, 0, 0)
    doc, _ = written(text, gold, layers=["entities"])
    assert {item.kind for item in items_of(doc)} == {"mention"}
    assert pairs_of(doc) == []


def test_candidates_are_of_one_sentence_near_and_of_kinds_seen_together():
    doc, _ = written("Ana firmó. Eva calló ya.", named((Span(0, 3), "PER"), (Span(11, 14), "PER")))
    one, other = items_of(doc)
    trigger, late = Item(1, 2, "trigger", "SUPPORT"), Item(5, 6, "time", "DATE")
    kinds = {("trigger:SUPPORT", "mention:PER"), ("mention:PER", "time:DATE")}
    found = candidates(doc, sorted([one, other, trigger, late]), kinds, 30)
    assert found == [(trigger, one), (other, late)]
    assert candidates(doc, sorted([other, late]), kinds, 1) == []


def test_what_is_between_two_items_leaves_both_out():
    before, after = Item(0, 2, "time", "DATE"), Item(2, 4, "time", "DATE")
    assert between(before, after) == between(after, before) == (2, 2)


def test_the_gradient_of_the_pair_network_is_that_of_its_loss():
    """Central differences of the loss, on the vectors of the tokens."""
    from thinc.api import Model

    doc, _ = written("Ana Gil firmó ayer.", named((Span(0, 7), "PER")))
    vectors = np.random.default_rng(3).normal(size=(len(doc), 4)).astype("float32")
    received = []

    def give(model, docs, is_train):
        return [vectors], lambda gradient: received.append(gradient[0]) or []

    tok2vec = Model("given", give, dims={"nO": 4})
    network = pair_classifier(tok2vec, hidden=5, kinds=2, rows=50)
    trigger, mention = Item(2, 3, "trigger", "SUPPORT"), Item(0, 2, "mention", "PER")
    batch = [(doc, [(trigger, mention), (mention, trigger), (trigger, Item(3, 4, "time", "DATE"))])]
    truth = np.eye(3, dtype="float32")
    network.initialize(X=batch, Y=truth)
    # Weights of our own: the last layer starts as zeros, which hide every gradient behind them.
    weights = np.random.default_rng(4)
    for node in network.walk():
        for name in node.param_names:
            node.set_param(name, weights.normal(size=node.get_param(name).shape).astype("f"))

    def loss():
        return -np.log(np.diag(network.predict(batch))).sum()

    probabilities, backprop = network.begin_update(batch)
    backprop(probabilities - truth)
    step = 1e-2
    for row in range(4):
        for column in range(4):
            kept = vectors[row, column]
            vectors[row, column] = kept + step
            above = loss()
            vectors[row, column] = kept - step
            below = loss()
            vectors[row, column] = kept
            assert received[0][row, column] == pytest.approx((above - below) / 2 / step, abs=0.05)
    assert np.abs(received[0][:4]).max() > 0.1

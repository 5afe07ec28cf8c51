"""The zero-shot system: what it asks, how it reads answers, and that gliner2 takes the calls."""

import inspect
import sys

import pytest

from acuerdo import validate
from acuerdo.annotation import Annotations, Document, Span
from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo.extractor import Extractor
from acuerdo.ontology import with_entity_types
from acuerdo.testing import check_extractor
from acuerdo_baselines.zero_shot import ZeroShot
from acuerdo_baselines.zero_shot.loading import load_model

TEXT = "Ana Gil firmó ayer el Pacto de Lima con la ministra de Brenia."


def at(words, score=0.9, text=TEXT):
    start = text.index(words)
    return {"text": words, "confidence": score, "start": start, "end": start + len(words)}


class Schema:
    """Records what it is given, as gliner2's schema builder takes it."""

    def __init__(self):
        self.types, self.related, self.thresholds = {}, {}, []

    def entities(self, entity_types, dtype="list", threshold=None, validators=None):
        self.types.update(entity_types)
        self.thresholds.append(threshold)
        return self

    def relations(self, relation_types, threshold=None):
        self.related.update(relation_types)
        self.thresholds.append(threshold)
        return self


class Model:
    """Answers by label, whatever the text; records what it was asked."""

    def __init__(self, answers=None, relations=None):
        self.answers, self.related = answers or {}, relations or {}
        self.asked = []

    def create_schema(self):
        return Schema()

    def batch_extract(
        self,
        texts,
        schemas,
        batch_size=8,
        threshold=0.5,
        num_workers=0,
        format_results=True,
        include_confidence=False,
        include_spans=False,
        max_len=None,
        overlap_policy=None,
        hidden_states=None,
    ):
        assert include_confidence
        assert include_spans
        self.asked.append((texts, schemas, batch_size, threshold))
        found = {label: self.answers[label] for label in schemas.types if label in self.answers}
        related = {label: self.related.get(label, []) for label in schemas.related}
        answer = {"entities": found} if schemas.types else {}
        return [answer | ({"relation_extraction": related} if related else {}) for _ in texts]


def found(model, text=TEXT, **options):
    system = ZeroShot(loaded=model, **options)
    return system, next(system.extract([Document("d", text)]))


def surfaces(annotations, text=TEXT):
    return [
        (text[m.span.start : m.span.end], entity.type, m.level)
        for m, entity in annotations.mentions()
    ]


def test_every_type_is_asked_about_once_with_its_spanish_definition(ontology):
    model = Model()
    found(model)
    types = {k: v for _, schema, *_ in model.asked for k, v in schema.types.items()}
    labels = [*ontology.entity_types, *ontology.time_types, *ontology.event_types]
    assert types == {label.name: label.es for label in labels}
    assert sum(len(schema.types) for _, schema, *_ in model.asked) == len(types)
    related = {k: v for _, schema, *_ in model.asked for k, v in schema.related.items()}
    assert related == {kind.name: kind.es for kind in ontology.relation_types}


def test_no_question_has_more_types_than_allowed():
    model = Model()
    found(model, types_at_once=3)
    sizes = [len(schema.types) + len(schema.related) for _, schema, *_ in model.asked]
    assert max(sizes) == 3
    assert 0 not in sizes


def test_only_what_the_layers_need_is_asked_about():
    model = Model()
    found(model, layers=["times"])
    assert [set(schema.types) for _, schema, *_ in model.asked] == [
        {"DATE", "TIME", "DURATION", "SET"}
    ]
    model = Model()
    found(model, layers=["relations"])
    assert any("PER" in schema.types for _, schema, *_ in model.asked)
    assert not any("AGREE" in schema.types for _, schema, *_ in model.asked)
    with pytest.raises(ExtractorError, match="quotes"):
        ZeroShot(layers=["quotes"])


def test_each_layer_has_its_threshold():
    model = Model()
    found(model, threshold=0.4, trigger_threshold=0.6, relation_threshold=0.8, batch_size=3)
    told = {
        layer: {(schema.thresholds[0], threshold, size)}
        for layer, label in (("e", "PER"), ("t", "DATE"), ("v", "AGREE"), ("r", "part_of"))
        for _, schema, size, threshold in model.asked
        if label in schema.types or label in schema.related
    }
    assert told == {
        "e": {(0.4, 0.4, 3)},
        "t": {(0.4, 0.4, 3)},
        "v": {(0.6, 0.6, 3)},
        "r": {(0.8, 0.8, 3)},
    }


def test_answers_become_annotations_that_the_ontology_allows(ontology):
    model = Model(
        {
            "PER": [at("Ana Gil"), at("ministra de Brenia")],
            "GPE": [at("Brenia"), at("Lima")],
            "DOC": [at("Pacto de Lima")],
            "DATE": [at("ayer")],
            "SUPPORT": [at("firmó")],
        },
        {"signatory_of": [{"head": at("Ana Gil"), "tail": at("Pacto de Lima")}]},
    )
    _, annotations = found(model)
    assert surfaces(annotations) == [
        ("Ana Gil", "PER", "NAM"),
        ("Pacto de Lima", "DOC", "NAM"),
        ("Lima", "GPE", "NAM"),
        ("ministra de Brenia", "PER", "NOM"),
        ("Brenia", "GPE", "NAM"),
    ]
    heads = [TEXT[m.head.start : m.head.end] for m, _ in annotations.mentions()]
    assert heads == ["Gil", "Pacto", "Lima", "ministra", "Brenia"]
    assert [(t.span, t.type) for t in annotations.times] == [(Span(14, 18), "DATE")]
    assert [(e.trigger, e.type) for e in annotations.events] == [(Span(8, 13), "SUPPORT")]
    (relation,) = annotations.relations
    assert (relation.type, relation.head, relation.tail) == ("signatory_of", "m1", "m2")
    assert validate(Document("d", TEXT), annotations, ontology) == []


def test_of_two_types_of_a_span_and_of_two_spans_that_cross_the_surer_one_stays():
    model = Model(
        {
            "PER": [at("Lima", 0.6), at("Gil firmó", 0.7)],
            "GPE": [at("Lima", 0.8)],
            "ORG": [at("Ana Gil", 0.6)],
        }
    )
    _, annotations = found(model)
    assert surfaces(annotations) == [("Gil firmó", "PER", "NAM"), ("Lima", "GPE", "NAM")]


def test_triggers_and_times_do_not_nest():
    text = "Llamó a filas ayer por la tarde."
    model = Model(
        {
            "MOBILIZE": [at("Llamó a filas", 0.7, text)],
            "CONSULT": [at("Llamó", 0.6, text)],
            "DATE": [at("ayer", 0.6, text)],
            "TIME": [at("ayer por la tarde", 0.9, text)],
        }
    )
    _, annotations = found(model, text)
    assert [(e.type, e.trigger) for e in annotations.events] == [("MOBILIZE", Span(0, 13))]
    assert [t.span for t in annotations.times] == [Span(14, 31)]


def test_spans_that_cut_words_or_cross_sentences_are_left_out():
    text = "Habla Analía. Calla Eva."
    cut = {"text": "Ana", "confidence": 1.0, "start": 6, "end": 9}
    model = Model({"PER": [cut, at("Analía. Calla", 1.0, text), at("Eva", 1.0, text)]})
    assert surfaces(found(model, text)[1], text) == [("Eva", "PER", "NAM")]


def test_relations_go_to_the_mention_that_is_most_alike_or_nowhere():
    mentions = {"PER": [at("ministra de Brenia")], "GPE": [at("Brenia")], "DOC": [at("Pacto")]}
    pair = {"head": at("la ministra de Brenia"), "tail": at("Brenia")}
    (relation,) = found(Model(mentions, {"officer_of": [pair]}))[1].relations
    assert (relation.type, relation.head, relation.tail) == ("officer_of", "m2", "m3")
    far = {"head": at("Ana Gil"), "tail": at("Brenia")}
    assert found(Model(mentions, {"officer_of": [far]}))[1].relations == ()
    wrong = {"head": at("Brenia"), "tail": at("Pacto")}
    assert found(Model(mentions, {"officer_of": [wrong]}))[1].relations == ()


def test_of_two_relations_of_a_pair_the_surer_one_stays():
    mentions = {"PER": [at("ministra de Brenia")], "GPE": [at("Brenia")]}
    relations = {
        "officer_of": [{"head": at("ministra de Brenia", 0.6), "tail": at("Brenia", 0.9)}],
        "leader_of": [{"head": at("ministra de Brenia", 0.8), "tail": at("Brenia", 0.7)}],
    }
    assert [r.type for r in found(Model(mentions, relations))[1].relations] == ["leader_of"]


def test_words_without_offsets_are_grounded_by_the_policy_or_counted():
    text = "Lima calla y Lima habla con Ana."
    model = Model({"GPE": ["Lima"], "PER": ["Ana", "Eva"]}, {"citizen_of": [("Eva", "Lima")]})
    system, annotations = found(model, text)
    assert [m.span for m, _ in annotations.mentions()] == [Span(0, 4), Span(28, 31)]
    assert system.ungrounded == {"d": {"entities": {"PER": 1}, "relations": {"citizen_of": 1}}}
    system, annotations = found(model, text, grounding="unique")
    assert [m.span for m, _ in annotations.mentions()] == [Span(28, 31)]
    assert system.ungrounded["d"]["entities"] == {"GPE": 1, "PER": 1}
    assert any("3 answers are nowhere" in note for note in system.notes)


def test_offsets_that_do_not_hold_their_words_are_not_believed():
    wrong = {"text": "Lima", "confidence": 0.9, "start": 0, "end": 4}
    assert surfaces(found(Model({"GPE": [wrong]}))[1]) == [("Lima", "GPE", "NAM")]


def test_long_texts_are_read_in_chunks_and_spans_are_those_of_the_document():
    text = "\n".join(f"La reina número {n} viajó a Lima." for n in range(12))

    class Finder(Model):
        def batch_extract(self, texts, schemas, **options):
            super().batch_extract(texts, schemas, **options)
            if "GPE" not in schemas.types:
                return [{} for _ in texts]
            return [
                {"entities": {"GPE": [at("Lima", 0.9, part)] if "Lima" in part else []}}
                for part in texts
            ]

    model = Finder()
    _, annotations = found(model, text, chunk=8, layers=["entities"])
    assert len(model.asked[0][0]) == 12
    spans = sorted(mention.span for mention, _ in annotations.mentions())
    assert [text[span.start : span.end] for span in spans] == ["Lima"] * 12
    assert len(set(spans)) == 12


def test_a_text_without_words_is_not_asked_about():
    model = Model()
    assert found(model, " \n ")[1] == Annotations("d")
    assert model.asked == []


def test_the_types_of_an_ontology_of_ones_own_are_asked_about(ontology):
    model = Model({"CLUB": [at("Lima")]})
    theirs = with_entity_types(ontology, ["CLUB", "PER"])
    _, annotations = found(model, ontology=theirs, layers=["entities"])
    assert set(model.asked[0][1].types) == {"CLUB", "PER"}
    assert surfaces(annotations) == [("Lima", "CLUB", "NAM")]


@pytest.mark.parametrize(
    "options",
    [
        {"threshold": 2},
        {"trigger_threshold": -1},
        {"types_at_once": 0},
        {"chunk": 0},
        {"batch_size": 0},
        {"grounding": "nearest"},
    ],
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(ExtractorError, match="expected"):
        ZeroShot(**options)


def test_a_model_that_answers_for_fewer_texts_is_refused():
    class Short(Model):
        def batch_extract(self, texts, schemas, **options):
            return []

    with pytest.raises(ExtractorError, match="0 answers; expected 1"):
        found(Short())


def test_it_obeys_the_protocol():
    system = ZeroShot(loaded=Model({"GPE": ["Moscú", "la"], "SUPPORT": ["firmó"], "DATE": ["."]}))
    assert isinstance(system, Extractor)
    check_extractor(system)


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "gliner2", None)
    with pytest.raises(MissingExtraError, match=r"gliner2.*acuerdo\[zero-shot\]"):
        next(ZeroShot().extract([Document("d", "Lima")]))


# Against the package itself.


def test_the_calls_are_those_that_the_package_takes():
    """What the stand-ins of this file take is what gliner2 takes, and what is called is taken."""
    gliner2 = pytest.importorskip("gliner2", reason="the extra 'zero-shot' is not installed")
    for name in ("entities", "relations"):
        theirs = inspect.signature(getattr(gliner2.Schema, name)).parameters
        ours = inspect.signature(getattr(Schema, name)).parameters
        assert list(theirs) == list(ours)
    schema = gliner2.Schema().entities({"PER": "Persona."}, threshold=0.4)
    built = schema.relations({"part_of": "Parte."}, threshold=0.3).build()
    assert built["entity_descriptions"] == {"PER": "Persona."}
    assert built["relation_descriptions"] == {"part_of": "Parte."}


@pytest.fixture(scope="module")
def untrained(tmp_path_factory):
    """A model of gliner2 with few weights, all random, and the folder that it was saved in."""
    pytest.importorskip("torch", reason="the extra 'zero-shot' is not installed")
    pytest.importorskip("transformers", reason="the extra 'zero-shot' is not installed")
    gliner2 = pytest.importorskip("gliner2", reason="the extra 'zero-shot' is not installed")
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = {word: number for number, word in enumerate([*special, *TEXT.lower().split()])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    encoder = BertConfig(
        vocab_size=64,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=2048,
    )
    state, threads = torch.random.get_rng_state(), torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = gliner2.AutoExtractor.from_config(
        gliner2.ExtractorConfig(model_name="tiny", architecture="boundary"),
        encoder_config=encoder,
        tokenizer=PreTrainedTokenizerFast(
            tokenizer_object=tokenizer,
            pad_token="[PAD]",
            unk_token="[UNK]",
            cls_token="[CLS]",
            sep_token="[SEP]",
            mask_token="[MASK]",
        ),
    )
    folder = tmp_path_factory.mktemp("untrained")
    model.save_pretrained(folder)
    yield model, folder
    torch.random.set_rng_state(state)
    torch.set_num_threads(threads)


def test_a_real_model_answers_in_the_form_that_is_read(untrained, ontology):
    model, _ = untrained
    theirs = inspect.signature(model.batch_extract).parameters
    assert list(theirs) == list(inspect.signature(Model().batch_extract).parameters)
    system, annotations = found(model, threshold=0.3)
    assert list(annotations.mentions())
    assert annotations.times
    assert annotations.events
    assert system.ungrounded == {}
    assert validate(Document("d", TEXT), annotations, ontology) == []


def test_a_model_in_a_folder_is_loaded(untrained):
    model, folder = untrained
    document = Document("d", TEXT)
    loaded = next(ZeroShot(model=str(folder), threshold=0.3).extract([document]))
    assert loaded == next(ZeroShot(loaded=model, threshold=0.3).extract([document]))


def test_a_model_that_is_not_there_is_named(untrained, tmp_path):
    with pytest.raises(ExtractorError, match=r"nowhere.*cannot be loaded.*expected a folder"):
        load_model(str(tmp_path / "nowhere"))

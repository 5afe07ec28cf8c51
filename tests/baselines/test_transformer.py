"""The transformer: what it learns, what it predicts, what is kept. On stand-ins for encoders."""

import dataclasses
import itertools
import json
import shutil

import pytest
from tests.baselines.linear_corpus import OPPOSITE, USUAL, corpus, example

from acuerdo import validate
from acuerdo.annotation import Document, Example
from acuerdo.errors import ExtractorError
from acuerdo.extractor import Extractor, Persistent, Trainable, Tuned
from acuerdo.ontology import with_entity_types
from acuerdo.testing import DOCUMENTS, check_extractor
from acuerdo_baselines.transformer import Transformer
from acuerdo_baselines.transformer.measuring import layer_f1, mean_f1

torch = pytest.importorskip("torch", reason="the extra transformer is not installed")
pytest.importorskip("transformers", reason="the extra transformer is not installed")

from tests.baselines.test_transformer_encoders import tiny_encoder  # noqa: E402

TWO = corpus()[:2]
TEACHABLE = {
    "epochs": 120,
    "learning_rate": 3e-3,
    "head_rate": 3e-3,
    "accumulate": 1,
    "width": 64,
    "dropout": 0.0,
    "window": 48,
    "overlap": 12,
}
"""Options with which a stand-in learns two documents by heart in a second or two."""


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    texts = [each.document.text for each in corpus()]
    return tiny_encoder(tmp_path_factory.mktemp("stand-in"), texts)


@pytest.fixture(scope="module")
def taught(encoder):
    return Transformer(encoder=encoder, **TEACHABLE).fit(TWO)


def extracted(system, examples):
    return list(system.extract([each.document for each in examples]))


def weights(system, folder):
    """The bytes of the weights that a system writes."""
    folder.mkdir()
    system.save(folder)
    return (folder / "weights.safetensors").read_bytes()


def test_it_is_a_system_that_can_be_trained_tuned_and_kept():
    system = Transformer()
    for protocol in (Extractor, Trainable, Tuned, Persistent):
        assert isinstance(system, protocol)


@pytest.mark.parametrize("layer", Transformer.layers)
def test_two_documents_are_learnt_by_heart_in_every_layer(taught, layer):
    f1 = layer_f1([each.gold for each in TWO], extracted(taught, TWO), layer)
    assert f1 is not None
    assert f1 > 0.9


def test_the_opposite_lesson_gives_the_opposite_answers(encoder, taught):
    opposite = [example(number, OPPOSITE) for number in (0, 1)]
    system = Transformer(encoder=encoder, **TEACHABLE).fit(opposite)
    found = extracted(system, opposite)
    assert mean_f1([each.gold for each in opposite], found, Transformer.layers) > 0.9
    usual = extracted(taught, opposite)
    golds = [each.gold for each in opposite]
    for layer in ("arguments", "relations", "event_attributes", "event_relations"):
        assert layer_f1(golds, usual, layer) < layer_f1(golds, found, layer)


def test_the_loss_falls(encoder, caplog):
    caplog.set_level("INFO", "acuerdo_baselines.transformer")
    Transformer(encoder=encoder, **TEACHABLE | {"epochs": 12}).fit(TWO)
    told = [record.args[1] for record in caplog.records if "loss" in record.msg]
    assert len(told) == 12
    assert told[-1] < told[0] / 2


def test_what_it_says_is_valid(taught, ontology):
    examples = [example(number, USUAL) for number in range(6)]
    for each, found in zip(examples, extracted(taught, examples), strict=True):
        assert validate(each.document, found, ontology) == []


def test_it_obeys_the_protocol_on_difficult_documents(taught):
    check_extractor(taught)


def test_a_batch_says_what_documents_say_alone(taught):
    documents = [*DOCUMENTS, *(each.document for each in TWO)]
    alone = [next(taught.extract([document])) for document in documents]
    assert list(taught.extract(documents)) == alone


def test_windows_of_all_lengths_in_one_batch_have_the_vectors_that_they_have_alone(taught):
    network = taught._network
    texts = [taught._text(document, network.encoder) for document in DOCUMENTS]
    with torch.inference_mode():
        together = network.vectors(texts, 7)
        alone = [network.vectors([text], 1)[0] for text in texts]
    assert max(len(text.windows) for text in texts) > 10
    for text, one, other in zip(texts, together, alone, strict=True):
        assert one.shape == (len(text.words), network.encoder.size)
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)


def test_every_word_of_a_long_text_has_the_vector_of_its_window(taught):
    network, encoder = taught._network, taught._network.encoder
    whole = "\n".join(each.document.text for each in TWO * 3)
    text = taught._text(Document("long", whole, date=TWO[0].document.date), encoder)
    assert len(text.windows) > 5
    with torch.inference_mode():
        (vectors,) = network.vectors([text], 16)
        for number, (first, last) in enumerate(text.windows):
            ids = [*encoder.opening, *text.pieces[first:last], *encoder.closing]
            rows = encoder.model(input_ids=torch.tensor([ids])).last_hidden_state[0]
            for word, (window, place) in enumerate(text.spots):
                if window == number:
                    expected = rows[len(encoder.opening) + place]
                    torch.testing.assert_close(vectors[word], expected, atol=1e-5, rtol=1e-4)


def test_documents_are_read_as_they_are_asked_for(taught):
    handed = []

    def endless():
        for number in itertools.count():
            handed.append(number)
            yield dataclasses.replace(TWO[0].document, id=f"d{number}")

    answers = taught.extract(endless())
    assert [next(answers).document_id for _ in range(3)] == ["d0", "d1", "d2"]
    assert len(handed) <= 32


def test_the_same_seed_and_documents_in_any_order_give_the_same_bytes(encoder, tmp_path):
    options = TEACHABLE | {"epochs": 2, "dropout": 0.3}
    one = Transformer(encoder=encoder, **options).fit(TWO)
    torch.rand(7)
    other = Transformer(encoder=encoder, **options).fit(TWO[::-1])
    third = Transformer(encoder=encoder, seed=14, **options).fit(TWO)
    first = weights(one, tmp_path / "one")
    assert weights(other, tmp_path / "other") == first
    assert weights(third, tmp_path / "third") != first


def test_training_leaves_torch_as_it_was(encoder):
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    Transformer(encoder=encoder, **TEACHABLE | {"epochs": 1}).fit(TWO)
    assert torch.equal(torch.rand(3), expected)
    assert not torch.are_deterministic_algorithms_enabled()


@pytest.mark.parametrize("layer", Transformer.layers)
def test_one_layer_alone_can_be_learnt(encoder, layer, ontology):
    system = Transformer(encoder=encoder, layers=[layer], **TEACHABLE | {"epochs": 25}).fit(TWO)
    found = extracted(system, TWO)
    for each, answer in zip(TWO, found, strict=True):
        assert validate(each.document, answer, ontology) == []
        joined = {
            "coreference": any(len(entity.mentions) > 1 for entity in answer.entities),
            "arguments": any(event.arguments for event in answer.events),
            "relations": bool(answer.relations),
            "event_relations": bool(answer.event_relations),
            "quotes": bool(answer.quotes),
        }
        assert not any(there for name, there in joined.items() if name != layer)


def test_only_entities_of_other_types_can_be_learnt(encoder, ontology):
    names = [
        Example(
            each.document,
            dataclasses.replace(
                each.gold,
                entities=tuple(
                    dataclasses.replace(entity, type="MISC") for entity in each.gold.entities
                ),
                times=(),
                events=(),
                relations=(),
                event_relations=(),
                quotes=(),
            ),
        )
        for each in TWO
    ]
    own = with_entity_types(ontology, ["MISC"])
    options = TEACHABLE | {"encoder": encoder, "epochs": 30}
    system = Transformer(own, ["entities"], **options).fit(names)
    found = extracted(system, names)
    assert {entity.type for each in found for entity in each.entities} == {"MISC"}
    with pytest.raises(ExtractorError, match="transformer: training documents: entity type MISC"):
        Transformer(ontology, ["entities"], **options).fit(names)


def test_a_saved_system_says_what_it_said_and_needs_no_other_files(encoder, taught, tmp_path):
    folder, saved = tmp_path / "encoder", tmp_path / "saved"
    shutil.copytree(encoder, folder)
    options = TEACHABLE | {"epochs": 10}
    system = Transformer(encoder=str(folder), **options).fit(TWO)
    saved.mkdir()
    system.save(saved)
    shutil.rmtree(folder)
    loaded = Transformer.load(saved)
    assert extracted(loaded, TWO) == extracted(system, TWO)
    assert loaded.model_bytes == system.model_bytes > 0
    assert (loaded.seed, loaded.trained_on) == (system.seed, 2)
    again = tmp_path / "again"
    assert weights(loaded, again) == (saved / "weights.safetensors").read_bytes()


def test_no_file_holds_a_pickle_or_the_place_of_the_encoder(encoder, taught, tmp_path):
    taught.save(tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".json", ".safetensors"}
    above = encoder.rpartition("/")[0]
    assert not any(above.encode() in path.read_bytes() for path in files)


def spoil_record(folder):
    (folder / "transformer.json").write_text("{}")


def spoil_format(folder):
    record = json.loads((folder / "transformer.json").read_text())
    (folder / "transformer.json").write_text(json.dumps(record | {"format": 99}))


def spoil_weights(folder):
    (folder / "weights.safetensors").write_bytes(b"no weights")


def cut_weights(folder):
    content = (folder / "weights.safetensors").read_bytes()
    (folder / "weights.safetensors").write_bytes(content[: len(content) // 2])


def other_layers(folder):
    record = json.loads((folder / "transformer.json").read_text())
    (folder / "transformer.json").write_text(json.dumps(record | {"layers": ["times"]}))


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_record,
        spoil_format,
        spoil_weights,
        cut_weights,
        other_layers,
        lambda folder: (folder / "transformer.json").unlink(),
        lambda folder: (folder / "weights.safetensors").unlink(),
        lambda folder: (folder / "encoder" / "config.json").unlink(),
        lambda folder: (folder / "encoder" / "tokenizer.json").unlink(),
    ],
)
def test_a_damaged_folder_is_refused_in_one_sentence(taught, tmp_path, spoil):
    taught.save(tmp_path)
    spoil(tmp_path)
    with pytest.raises(ExtractorError, match="expected") as caught:
        Transformer.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_without_documents_it_says_nothing_and_that_can_be_kept(tmp_path):
    system = Transformer(encoder="nobody/no-such-encoder").fit([])
    assert extracted(system, TWO)[0].entities == ()
    assert "empty" in system.notes[0]
    system.save(tmp_path)
    loaded = Transformer.load(tmp_path)
    assert loaded.trained_on == 0
    assert extracted(loaded, TWO) == extracted(system, TWO)


def test_what_was_not_trained_is_not_kept(tmp_path):
    with pytest.raises(ExtractorError, match="not trained"):
        Transformer().save(tmp_path)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"epochs": 0}, "epochs 0; expected at least 1"),
        ({"head_rate": 0.0}, "head_rate 0.0; expected more than 0"),
        ({"dropout": 1.0}, "dropout 1.0; expected from 0 to below 1"),
        ({"overlap": 300}, "overlap 300; expected from 0 to half of the window"),
        ({"device": "tpu"}, "device 'tpu'; expected one of auto, cpu, cuda"),
        ({"precision": "fp8"}, "precision 'fp8'; expected auto, bf16 or fp32"),
        ({"checkpoint_every": 0}, "checkpoint_every 0; expected at least 1"),
        ({"encoder": ""}, "encoder is empty"),
        ({"layers": ["words"]}, "layers words; expected some of"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, told):
    with pytest.raises(ExtractorError) as caught:
        Transformer(**options)
    assert told in str(caught.value)


def test_all_faults_of_options_are_told_at_once():
    with pytest.raises(ExtractorError) as caught:
        Transformer(epochs=0, clip=0.0, warmup=2.0)
    assert len(str(caught.value).splitlines()) == 3


def test_it_learns_in_bf16_too(encoder):
    layers = ["entities", "times", "triggers"]
    options = TEACHABLE | {"epochs": 60, "layers": layers, "precision": "bf16"}
    system = Transformer(encoder=encoder, **options).fit(TWO)
    assert system._network.modules["encoder"].dtype == torch.float32
    found = extracted(system, TWO)
    assert mean_f1([each.gold for each in TWO], found, layers) > 0.8


def test_a_gpu_that_is_not_there_is_told(encoder):
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(ExtractorError, match="torch sees no GPU"):
        Transformer(encoder=encoder, device="cuda").fit(TWO)


def test_nothing_is_looked_at_but_documents_when_it_predicts(taught):
    bare = dataclasses.replace(TWO[0].document, id="other", topic="other", split="test")
    (found,) = taught.extract([bare])
    (known,) = taught.extract([TWO[0].document])
    assert dataclasses.replace(found, document_id=known.document_id) == known

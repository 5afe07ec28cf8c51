"""Training of the transformer: when it stops, and that it goes on after it was cut off."""

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.baselines.linear_corpus import corpus

from acuerdo.annotation import Annotations, Example
from acuerdo.errors import ExtractorError
from acuerdo_baselines.transformer import Transformer, system, training
from acuerdo_baselines.transformer.measuring import layer_f1
from acuerdo_baselines.transformer.training import rate

torch = pytest.importorskip("torch", reason="the extra transformer is not installed")
pytest.importorskip("transformers", reason="the extra transformer is not installed")

from tests.baselines.test_transformer_encoders import tiny_encoder  # noqa: E402

TRAINING, VALIDATION = corpus()[:5], corpus()[5:]
BRIEF = {
    "epochs": 3,
    "learning_rate": 3e-3,
    "head_rate": 3e-3,
    "documents_per_step": 1,
    "accumulate": 2,
    "width": 16,
    "dropout": 0.2,
    "layers": ["entities", "times"],
}
"""Three passes of three steps, with dropout: chance has to go on as well."""


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


def trained(encoder, **options):
    made = Transformer(encoder=encoder, **BRIEF | options)
    made.tune_on(VALIDATION)
    return made.fit(TRAINING)


def state(made):
    return {name: each.clone() for name, each in made._network.modules.state_dict().items()}


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


class Cut(BaseException):
    """What happens when somebody pulls the plug."""


def cut_after(monkeypatch, losses):
    """Let the plug be pulled in the computation of a loss."""
    loss_of, left = training.loss_of, [losses]

    def counted(*arguments):
        left[0] -= 1
        if left[0] < 0:
            raise Cut
        return loss_of(*arguments)

    monkeypatch.setattr(training, "loss_of", counted)


@pytest.fixture(scope="module")
def uninterrupted(encoder):
    return state(trained(encoder))


@pytest.mark.parametrize("losses", [0, 1, 3, 5, 7, 10, 14])
@pytest.mark.parametrize("every", [1, 2])
def test_a_training_that_was_cut_off_ends_as_if_it_had_not_been(
    encoder, uninterrupted, tmp_path, monkeypatch, losses, every
):
    options = {"checkpoint": tmp_path / "kept", "checkpoint_every": every}
    with monkeypatch.context() as patched:
        cut_after(patched, losses)
        with pytest.raises(Cut):
            trained(encoder, **options)
    assert same(state(trained(encoder, **options)), uninterrupted)


def test_cut_off_again_and_again_it_still_ends_the_same(
    encoder, uninterrupted, tmp_path, monkeypatch
):
    options = {"checkpoint": tmp_path, "checkpoint_every": 1}
    for _ in range(7):
        with monkeypatch.context() as patched:
            cut_after(patched, 2)
            with pytest.raises(Cut):
                trained(encoder, **options)
    assert same(state(trained(encoder, **options)), uninterrupted)


def test_a_process_that_was_killed_goes_on_in_another(encoder, uninterrupted, tmp_path):
    code = f"""
import os, signal
import torch
torch.set_num_threads(1)
from acuerdo_baselines.transformer import training
from tests.baselines.test_transformer_training import trained
loss_of, left = training.loss_of, [8]
def killed(*arguments):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return loss_of(*arguments)
training.loss_of = killed
trained({encoder!r}, checkpoint={str(tmp_path)!r}, checkpoint_every=1)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.safetensors"]
    assert same(state(trained(encoder, checkpoint=tmp_path)), uninterrupted)


def test_a_checkpoint_that_was_being_written_leaves_the_one_before(
    encoder, uninterrupted, tmp_path, monkeypatch
):
    import safetensors.torch

    save_file, left = safetensors.torch.save_file, [3]

    def full(tensors, path, **options):
        left[0] -= 1
        if not left[0]:
            path.write_bytes(b"half of it")
            raise Cut
        save_file(tensors, path, **options)

    with monkeypatch.context() as patched:
        patched.setattr(safetensors.torch, "save_file", full)
        with pytest.raises(Cut):
            trained(encoder, checkpoint=tmp_path, checkpoint_every=1)
    assert same(state(trained(encoder, checkpoint=tmp_path)), uninterrupted)


def test_a_finished_training_is_not_done_again(encoder, uninterrupted, tmp_path, monkeypatch):
    trained(encoder, checkpoint=tmp_path)
    cut_after(monkeypatch, 0)
    assert same(state(trained(encoder, checkpoint=tmp_path)), uninterrupted)


@pytest.mark.parametrize(
    "other", [{"epochs": 4}, {"seed": 14}, {"layers": ["times"]}, {"dropout": 0.1}]
)
def test_the_checkpoint_of_another_training_is_refused(encoder, tmp_path, other):
    trained(encoder, checkpoint=tmp_path)
    with pytest.raises(ExtractorError, match="other options, documents or weights"):
        trained(encoder, checkpoint=tmp_path, **other)


def test_other_documents_or_another_encoder_are_another_training(encoder, tmp_path):
    trained(encoder, checkpoint=tmp_path / "kept")
    options = BRIEF | {"checkpoint": tmp_path / "kept"}
    with pytest.raises(ExtractorError, match="other options"):
        Transformer(encoder=encoder, **options).fit(TRAINING)  # Without validation documents.
    other = tiny_encoder(tmp_path / "other", [TRAINING[0].document.text])
    with pytest.raises(ExtractorError, match="other options"):
        trained(other, checkpoint=tmp_path / "kept")


def test_a_damaged_checkpoint_is_refused(encoder, tmp_path):
    (tmp_path / "checkpoint.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(ExtractorError, match="expected a checkpoint"):
        trained(encoder, checkpoint=tmp_path)


def test_it_stops_when_validation_gets_no_better_and_keeps_the_best_weights(encoder, monkeypatch):
    kept = []
    judged = iter([0.2, 0.6, 0.5, 0.6, 0.9])

    def told(*_):
        kept.append(None)
        return next(judged)

    made = Transformer(encoder=encoder, **BRIEF | {"epochs": 9, "patience": 2})
    made.tune_on(VALIDATION)
    train = training.train

    def watched(network, lessons, settings, seed, measure, place):
        def seen():
            score = measure()
            kept[-1] = {n: each.clone() for n, each in network.modules.state_dict().items()}
            return score

        train(network, lessons, settings, seed, seen, place)

    monkeypatch.setattr(system, "mean_f1", told)
    monkeypatch.setattr(system, "train", watched)
    made.fit(TRAINING)
    assert len(kept) == 4
    assert same(state(made), kept[1])
    assert not same(state(made), kept[3])


def test_without_validation_all_passes_are_made_and_the_last_weights_kept(encoder, caplog):
    caplog.set_level("INFO", "acuerdo_baselines.transformer")
    Transformer(encoder=encoder, **BRIEF).fit(TRAINING)
    told = [record.getMessage() for record in caplog.records if "pass" in record.msg]
    assert len(told) == 3
    assert not any("F1" in each for each in told)


def test_small_groups_that_add_up_learn_as_one_large_group(encoder, tmp_path, monkeypatch):
    """Both documents have the same words and tags, so the mean of their means is the mean."""
    norms, clip = [], torch.nn.utils.clip_grad_norm_
    monkeypatch.setattr(
        torch.nn.utils, "clip_grad_norm_", lambda *told: norms.append(float(clip(*told)))
    )
    first = TRAINING[0]
    twin = Example(
        dataclasses.replace(first.document, id="twin"),
        dataclasses.replace(first.gold, document_id="twin"),
    )
    shutil.copytree(encoder, tmp_path, dirs_exist_ok=True)
    config = json.loads((tmp_path / "config.json").read_text())
    config |= {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    (tmp_path / "config.json").write_text(json.dumps(config))
    options = BRIEF | {"encoder": str(tmp_path), "dropout": 0.0}
    large = Transformer(**options | {"documents_per_step": 2, "accumulate": 1})
    small = Transformer(**options | {"documents_per_step": 1, "accumulate": 2})
    one, other = state(large.fit([first, twin])), state(small.fit([first, twin]))
    for name, each in one.items():
        torch.testing.assert_close(each, other[name], atol=1e-4, rtol=1e-3)
    half = len(norms) // 2
    assert norms[:half] == pytest.approx(norms[half:], rel=1e-2)


def test_rates_rise_then_fall_and_never_leave_their_bounds():
    for steps in (1, 2, 9, 50):
        for warmup in (0.0, 0.1, 0.5, 0.99):
            rates = [rate(step, steps, warmup) for step in range(1, steps + 1)]
            assert all(0 < each <= 1 for each in rates)
            top = rates.index(max(rates))
            assert rates[: top + 1] == sorted(rates[: top + 1])
            assert rates[top:] == sorted(rates[top:], reverse=True)


@pytest.mark.parametrize("layer", Transformer.layers)
def test_gold_against_itself_is_perfect_and_against_nothing_is_not(layer):
    golds = [each.gold for each in TRAINING]
    assert layer_f1(golds, golds, layer) == 1.0
    nothing = [Annotations(gold.document_id) for gold in golds]
    assert layer_f1(golds, nothing, layer) == 0.0
    assert layer_f1(nothing, nothing, layer) is None


def test_a_filler_may_be_any_mention_of_the_right_entity():
    gold = TRAINING[0].gold
    owner = {m.id: entity for m, entity in gold.mentions()}

    def moved(event):
        fillers = []
        for argument in event.arguments:
            entity = owner.get(argument.filler)
            other = entity.mentions[-1].id if entity else argument.filler
            fillers.append(dataclasses.replace(argument, filler=other))
        return dataclasses.replace(event, arguments=tuple(fillers))

    found = dataclasses.replace(gold, events=tuple(map(moved, gold.events)))
    assert found != gold
    assert layer_f1([gold], [found], "arguments") == 1.0
    first = dataclasses.replace(gold.events[0], arguments=())
    fewer = dataclasses.replace(gold, events=(first, *gold.events[1:]))
    assert 0 < layer_f1([gold], [fewer], "arguments") < 1

"""Encoders: what is read from a folder, what is refused, and the stand-in of the other tests."""

import subprocess
import sys

import pytest

from acuerdo.errors import ExtractorError
from acuerdo_baselines.transformer.encoders import load_encoder

torch = pytest.importorskip("torch", reason="the extra transformer is not installed")

transformers = pytest.importorskip("transformers", reason="the extra transformer is not installed")


def wordpiece(texts):
    """A fast tokenizer like BERT's, trained on texts."""
    from tokenizers import BertWordPieceTokenizer
    from tokenizers.processors import BertProcessing

    trained = BertWordPieceTokenizer(lowercase=False, strip_accents=False)
    trained.train_from_iterator(texts, vocab_size=600, min_frequency=1, show_progress=False)
    ends = [(name, trained.token_to_id(name)) for name in ("[SEP]", "[CLS]")]
    trained._tokenizer.post_processor = BertProcessing(*ends)
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer,
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        mask_token="[MASK]",
        model_max_length=64,
    )


def byte_pairs(texts):
    """A fast tokenizer like RoBERTa's, trained on texts."""
    from tokenizers import ByteLevelBPETokenizer
    from tokenizers.processors import RobertaProcessing

    trained = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(
        texts, vocab_size=600, min_frequency=1, special_tokens=specials, show_progress=False
    )
    trained._tokenizer.post_processor = RobertaProcessing(("</s>", 2), ("<s>", 0))
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer,
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        mask_token="<mask>",
    )


SHAPE = {
    "num_hidden_layers": 2,
    "hidden_size": 32,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}


def tiny_encoder(folder, texts, kind="bert"):
    """Write an encoder with random weights, which stands in for one that was trained."""
    tokenizer = (wordpiece if kind == "bert" else byte_pairs)(texts)
    config = transformers.AutoConfig.for_model(
        kind,
        vocab_size=len(tokenizer),
        max_position_embeddings=64 if kind == "bert" else 66,
        pad_token_id=tokenizer.pad_token_id,
        **SHAPE,
    )
    with torch.random.fork_rng():
        torch.manual_seed(1)
        model = transformers.AutoModel.from_config(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


TEXTS = ["La ministra viajó a Lima.", "Elena Rubiales firmó el convenio con 🕊️."]


KINDS = {"bert": 62, "roberta": 62, "xlm-roberta": 62, "deberta-v2": 64, "electra": 64}
"""Pieces between the special ones: BERT's tokenizer has a limit, RoBERTa's skip two positions."""


@pytest.mark.parametrize("kind", KINDS)
def test_an_encoder_of_any_kind_is_read_from_its_folder(kind, tmp_path):
    encoder = load_encoder(tiny_encoder(tmp_path, TEXTS, kind))
    assert encoder.size == SHAPE["hidden_size"]
    assert len(encoder.opening) == len(encoder.closing) == 1
    assert encoder.limit == KINDS[kind]
    ids = encoder.tokenizer(TEXTS[0])["input_ids"]
    assert (*encoder.opening, *ids[1:-1], *encoder.closing) == tuple(ids)
    vectors = encoder.model(input_ids=torch.tensor([ids])).last_hidden_state
    assert vectors.shape == (1, len(ids), encoder.size)


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_pieces_as_the_limit_says_go_through_an_encoder(kind, tmp_path):
    encoder = load_encoder(tiny_encoder(tmp_path, TEXTS, kind))
    piece = encoder.tokenizer("a", add_special_tokens=False)["input_ids"][:1]
    ids = [*encoder.opening, *piece * encoder.limit, *encoder.closing]
    assert encoder.model(input_ids=torch.tensor([ids])).last_hidden_state.isfinite().all()


def test_an_encoder_that_cannot_be_reached_is_named_and_the_way_out_told():
    with pytest.raises(ExtractorError) as caught:
        load_encoder("nobody/no-such-encoder")
    message = str(caught.value)
    assert "nobody/no-such-encoder" in message
    assert "--option encoder=FOLDER" in message
    assert "\n" not in message


def test_a_folder_that_holds_no_encoder_is_refused(tmp_path):
    with pytest.raises(ExtractorError, match="cannot be loaded"):
        load_encoder(str(tmp_path))


def test_an_encoder_without_weights_is_refused(tmp_path):
    tiny_encoder(tmp_path, TEXTS)
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ExtractorError, match=r"model\.safetensors"):
        load_encoder(str(tmp_path))


def test_a_slow_tokenizer_is_refused(tmp_path):
    config = transformers.CanineConfig(**SHAPE, num_hash_buckets=16)
    transformers.CanineModel(config).save_pretrained(tmp_path)
    transformers.CanineTokenizer().save_pretrained(tmp_path)
    with pytest.raises(ExtractorError, match="slow tokenizer"):
        load_encoder(str(tmp_path))


def test_without_the_extra_the_system_is_there_and_says_what_is_missing():
    code = """
import sys
sys.modules["torch"] = sys.modules["transformers"] = None
from acuerdo.annotation import Annotations, Document, Example
from acuerdo.errors import MissingExtraError
from acuerdo_baselines.transformer import Transformer
print(Transformer().fit([]).trained_on)
try:
    Transformer().fit([Example(Document("d", "Lima"), Annotations("d"))])
except MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "0",
        "transformers is not installed; install it with: pip install 'acuerdo[transformer]'",
    ]


def test_importing_the_system_imports_neither_torch_nor_transformers():
    code = """
import sys, acuerdo_baselines.transformer
print([name for name in ("torch", "transformers", "safetensors") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

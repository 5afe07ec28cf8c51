"""Any encoder with a fast tokenizer, by its name on the model hub or from a local folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acuerdo.errors import ExtractorError
from acuerdo_baselines.transformer.libraries import require

if TYPE_CHECKING:
    from torch import nn

_BEYOND = 1_000_000
"""Lengths from here on mean that a tokenizer knows of no limit."""

_PROBE = "a"


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """An encoder and its tokenizer.

    Attributes:
        model: From pieces to vectors.
        tokenizer: From text to pieces with offsets.
        opening: Ids that stand before the pieces of a window.
        closing: Ids that stand behind them.
        padding: Id that fills up shorter windows.
        limit: Pieces that it takes at a time, without those.
    """

    model: nn.Module
    tokenizer: Any
    opening: tuple[int, ...]
    closing: tuple[int, ...]
    padding: int
    limit: int

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        config: Any = self.model.config
        return int(config.hidden_size)


def load_encoder(name: str) -> Encoder:
    """Return an encoder with its weights.

    Args:
        name: On the model hub, or a local folder.

    Raises:
        ExtractorError: Its files cannot be reached or read, or its tokenizer is a slow one.
        MissingExtraError: transformers is not installed.
    """
    transformers = require("transformers")
    require("torch")

    def model(where: str, local: bool) -> Any:
        torch = require("torch")
        return transformers.AutoModel.from_pretrained(
            where, local_files_only=local, dtype=torch.float32
        )

    return _loaded(name, model)


def bare_encoder(folder: Path) -> Encoder:
    """Return the encoder that a folder describes, without its weights.

    Raises:
        ExtractorError: Its files cannot be read.
        MissingExtraError: transformers is not installed.
    """
    transformers = require("transformers")

    def model(where: str, local: bool) -> Any:
        config = transformers.AutoConfig.from_pretrained(where, local_files_only=local)
        return transformers.AutoModel.from_config(config)

    return _loaded(str(folder), model)


def short_name(name: str) -> str:
    """Return the name of an encoder without the folders above its own.

    >>> short_name("dccuchile/bert-base-spanish-wwm-cased")
    'dccuchile/bert-base-spanish-wwm-cased'
    """
    folder = Path(name)
    return folder.resolve().name if folder.is_dir() else name


def keep_description(encoder: Encoder, folder: Path) -> None:
    """Write what an encoder is, without its weights, and its tokenizer."""
    config: Any = encoder.model.config
    config.save_pretrained(folder)
    encoder.tokenizer.save_pretrained(folder)


def _loaded(name: str, build: Callable[[str, bool], Any]) -> Encoder:
    transformers = require("transformers")
    local = Path(name).is_dir()
    try:
        with _quiet():
            tokenizer = transformers.AutoTokenizer.from_pretrained(name, local_files_only=local)
            model = build(name, local)
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise ExtractorError(
            f"transformer: encoder {name!r}: cannot be loaded ({reason}); expected a name that can "
            "be reached or is cached, or a local folder with its files: --option encoder=FOLDER"
        ) from error
    if not tokenizer.is_fast:
        raise ExtractorError(
            f"transformer: encoder {name!r}: has a slow tokenizer, which gives no offsets; "
            "expected one with a fast tokenizer (tokenizer.json)"
        )
    opening, closing = _specials(tokenizer)
    padding = tokenizer.pad_token_id or 0
    around = len(opening) + len(closing)
    return Encoder(model, tokenizer, opening, closing, padding, _limit(tokenizer, model) - around)


def _specials(tokenizer: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Ids that a tokenizer puts before and behind a text."""
    bare = tokenizer(_PROBE, add_special_tokens=False)["input_ids"]
    whole = tokenizer(_PROBE)["input_ids"]
    for at in range(len(whole) - len(bare) + 1):
        if whole[at : at + len(bare)] == bare:
            return tuple(whole[:at]), tuple(whole[at + len(bare) :])
    return (), ()


def _limit(tokenizer: Any, model: Any) -> int:
    """Ids that an encoder takes at a time."""
    found = [size for size in (tokenizer.model_max_length,) if size < _BEYOND]
    tables = [each for name, each in model.named_modules() if name.endswith("position_embeddings")]
    for table in tables:
        # Some encoders count positions from behind the id of the padding.
        skipped = getattr(table, "padding_idx", None)
        found.append(table.num_embeddings - (0 if skipped is None else skipped + 1))
    positions = getattr(model.config, "max_position_embeddings", None)
    if positions and positions > 0 and not tables:
        found.append(positions)
    return int(min(found, default=_BEYOND))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers from telling about weights that are not used, and from drawing bars."""
    speech = require("transformers").utils.logging
    level, bars = speech.get_verbosity(), speech.is_progress_bar_enabled()
    speech.set_verbosity_error()
    speech.disable_progress_bar()
    try:
        yield
    finally:
        speech.set_verbosity(level)
        if bars:
            speech.enable_progress_bar()

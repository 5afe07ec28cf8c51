"""How the transformer is built and trained."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from acuerdo.errors import ExtractorError

Test = Callable[[float], bool]

DEVICES = ("auto", "cpu", "cuda")
"""Where it may run; ``auto`` is the GPU if there is one."""

BETO = "dccuchile/bert-base-spanish-wwm-cased"
"""The default encoder.

Source: J. Cañete et al., "Spanish pre-trained BERT model and evaluation data", PML4DC at ICLR 2020.
"""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of the transformer.

    Attributes:
        encoder: Name on the model hub, or a local folder.
        window: Pieces of a word that the encoder sees at a time, at most; fewer if it takes fewer.
        overlap: Pieces that two neighbouring windows share, at least.
        epochs: Passes through the training documents, at most.
        patience: Passes without a better score on the validation documents before it stops.
        documents_per_step: Documents that go through the encoder together in training.
        accumulate: Such groups of documents to one step of the optimizer.
        batch: Windows that go through the encoder together in prediction.
        learning_rate: Highest rate of the encoder.
        head_rate: Highest rate of the heads.
        warmup: Share of the steps in which the rates rise; they fall to zero in the others.
        weight_decay: Of AdamW, on matrices.
        clip: Largest norm of the gradient.
        dropout: Share of the numbers that are hidden from the heads in training.
        width: Numbers that stand for a span.
        device: One of ``DEVICES``.
        precision: ``auto`` (bf16 on a GPU that has it, else fp32), ``bf16`` or ``fp32``.

    >>> Settings().encoder == BETO
    True
    """

    encoder: str = BETO
    window: int = 384
    overlap: int = 96
    epochs: int = 20
    patience: int = 4
    documents_per_step: int = 2
    accumulate: int = 4
    batch: int = 16
    learning_rate: float = 3e-5
    head_rate: float = 5e-4
    warmup: float = 0.1
    weight_decay: float = 0.01
    clip: float = 1.0
    dropout: float = 0.1
    width: int = 256
    device: str = "auto"
    precision: str = "auto"


def checked(settings: Settings) -> Settings:
    """Return settings that make sense.

    Raises:
        ExtractorError: Some do not; all of them are listed.

    >>> checked(Settings(epochs=1)).epochs
    1
    """
    faults = [
        *_faults(settings, _COUNTS, lambda value: value >= 1, "at least 1"),
        *_faults(settings, _RATES, lambda value: value > 0, "more than 0"),
        *_faults(settings, _SHARES, lambda value: 0 <= value < 1, "from 0 to below 1"),
    ]
    if not settings.encoder:
        faults.append("encoder is empty; expected a name or a folder")
    if not 0 <= settings.overlap <= settings.window // 2:
        faults.append(f"overlap {settings.overlap}; expected from 0 to half of the window")
    if settings.device not in DEVICES:
        faults.append(f"device {settings.device!r}; expected one of {', '.join(DEVICES)}")
    if settings.precision not in ("auto", "bf16", "fp32"):
        faults.append(f"precision {settings.precision!r}; expected auto, bf16 or fp32")
    if faults:
        raise ExtractorError("\n".join(f"transformer: {fault}" for fault in faults))
    return settings


_COUNTS = (
    "window", "epochs", "patience", "documents_per_step", "accumulate", "batch", "width",
)  # fmt: skip
_RATES = ("learning_rate", "head_rate", "clip")
_SHARES = ("warmup", "weight_decay", "dropout")


def _faults(settings: Settings, names: tuple[str, ...], good: Test, expected: str) -> list[str]:
    return [
        f"{name} {getattr(settings, name)}; expected {expected}"
        for name in names
        if not good(getattr(settings, name))
    ]

"""Training that goes on where it was cut off: everything it depends on, in one file.

The file takes its place whole: a training that is cut off while it is written finds the one before.
It holds tensors and JSON, no pickle.

::

    checkpoint.safetensors    weights, best weights, state of the optimizer, state of chance
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from acuerdo.annotation import Example
from acuerdo.atomic import whole_file
from acuerdo.errors import ExtractorError
from acuerdo_baselines.transformer.libraries import require

if TYPE_CHECKING:
    from torch import Tensor

FILE = "checkpoint.safetensors"
_HEADER = "training"


class Progress(msgspec.Struct, forbid_unknown_fields=True):
    """How far a training is.

    Attributes:
        fingerprint: Of the options, the documents and the encoder.
        epoch: Passes done.
        steps: Steps done in the pass that is going on.
        best: Best score on the validation documents.
        waited: Passes since then.
        finished: Whether it stopped.
    """

    fingerprint: str
    epoch: int = 0
    steps: int = 0
    best: float = -1.0
    waited: int = 0
    finished: bool = False


def fingerprint(
    options: Mapping[str, object],
    documents: Sequence[Sequence[Example]],
    weights: Mapping[str, Tensor],
) -> str:
    """Return a sum that tells one training from another.

    Args:
        options: Whatever changes what is learnt; as in JSON.
        documents: Of training and of validation.
        weights: Of the encoder before it is trained.

    >>> fingerprint({"seed": 1}, [], {}) == fingerprint({"seed": 2}, [], {})
    False
    """
    digest = hashlib.sha256(msgspec.json.encode(options, order="deterministic"))
    for some in documents:
        digest.update(b"documents")
        for example in some:
            digest.update(repr(example).encode())
    for name, weight in sorted(weights.items()):
        digest.update(name.encode())
        digest.update(weight.detach().cpu().numpy().tobytes())
    return digest.hexdigest()


def write(
    folder: Path, progress: Progress, modules: Any, optimizer: Any, best: Mapping[str, Tensor]
) -> None:
    """Write everything that a training depends on.

    Raises:
        FormatError: Nothing can be written there.
    """
    torch, safetensors = require("torch"), require("safetensors.torch")
    tensors = {f"weights/{name}": each for name, each in modules.state_dict().items()}
    tensors.update((f"best/{name}", each) for name, each in best.items())
    for number, state in optimizer.state_dict()["state"].items():
        tensors.update((f"optimizer/{number}/{name}", each) for name, each in state.items())
    tensors["chance/cpu"] = torch.get_rng_state()
    if torch.cuda.is_available():
        tensors["chance/cuda"] = torch.cuda.get_rng_state()
    # Tensors that share memory are kept one by one.
    kept = {name: each.detach().cpu().clone().contiguous() for name, each in tensors.items()}
    header = {_HEADER: msgspec.json.encode(progress).decode()}
    with whole_file(folder / FILE) as temporary:
        safetensors.save_file(kept, temporary, metadata=header)


def resume(
    folder: Path, expected: str, modules: Any, optimizer: Any
) -> tuple[Progress, dict[str, Tensor]]:
    """Bring a training to where a checkpoint left it; to its beginning if there is none.

    Args:
        folder: Of the checkpoint; need not exist.
        expected: Fingerprint of the training.
        modules: Whose weights to set.
        optimizer: Whose state to set.

    Returns:
        How far it is, and the best weights so far.

    Raises:
        ExtractorError: The checkpoint is damaged, or of another training.
    """
    torch, safetensors = require("torch"), require("safetensors")
    path = folder / FILE
    if not path.exists():
        return Progress(expected), {}
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            header = (file.metadata() or {}).get(_HEADER, "")
            progress = msgspec.json.decode(header, type=Progress)
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, safetensors.SafetensorError, msgspec.DecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected a checkpoint of a training") from error
    if progress.fingerprint != expected:
        raise ExtractorError(
            f"{path}: of a training with other options, documents or weights; expected one of this "
            "training, or an empty folder"
        )
    modules.load_state_dict(_under("weights/", tensors))
    state: dict[int, dict[str, Tensor]] = {}
    for name, each in _under("optimizer/", tensors).items():
        number, _, what = name.partition("/")
        state.setdefault(int(number), {})[what] = each
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
    torch.set_rng_state(tensors["chance/cpu"])
    if "chance/cuda" in tensors and torch.cuda.is_available():
        torch.cuda.set_rng_state(tensors["chance/cuda"])
    return progress, _under("best/", tensors)


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name[len(prefix) :]: each for name, each in tensors.items() if name.startswith(prefix)}

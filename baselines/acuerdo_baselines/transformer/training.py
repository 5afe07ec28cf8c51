"""Fine-tuning: AdamW, rates that rise and fall, and an end when validation gets no better.

Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019; rates as in
J. Devlin et al., "BERT: pre-training of deep bidirectional transformers for language
understanding", NAACL 2019.
"""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acuerdo_baselines.transformer import checkpoints
from acuerdo_baselines.transformer.checkpoints import Progress
from acuerdo_baselines.transformer.libraries import require
from acuerdo_baselines.transformer.losses import loss_of
from acuerdo_baselines.transformer.network import Network
from acuerdo_baselines.transformer.numbers import Numbered
from acuerdo_baselines.transformer.settings import Settings

if TYPE_CHECKING:
    from torch import Tensor

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where checkpoints go.

    Attributes:
        folder: Of the checkpoint.
        every: Steps from one to the next.
        fingerprint: Of the training.
    """

    folder: Path
    every: int
    fingerprint: str


def rate(step: int, steps: int, warmup: float) -> float:
    """Return the share of the highest rate: it rises from 0, then falls to 0, both in a line.

    Args:
        step: From 1 on.
        steps: Of the whole training.
        warmup: Share of them in which it rises.

    >>> [round(rate(step, 10, 0.2), 3) for step in (1, 2, 6, 10)]
    [0.5, 1.0, 0.556, 0.111]
    """
    rising = math.floor(steps * warmup)
    if step <= rising:
        return step / rising
    return (steps - step + 1) / (steps - rising + 1)


def train(
    network: Network,
    lessons: Sequence[Numbered],
    settings: Settings,
    seed: int,
    measure: Callable[[], float] | None = None,
    place: Place | None = None,
) -> None:
    """Train a network; it is left with the best weights, or the last ones without a measure.

    Args:
        network: With an encoder that was trained before, and heads that were not.
        lessons: The documents.
        settings: How to train.
        seed: Of the order of the documents. Other chance is torch's.
        measure: Says how good the network is on the validation documents.
        place: Where checkpoints go; none by default.

    Raises:
        ExtractorError: The checkpoint there is of another training.
        FormatError: No checkpoint can be written.
    """
    _Training(network, lessons, settings, seed, measure, place).run()


class _Training:
    """One training, from its beginning or from a checkpoint on."""

    def __init__(
        self,
        network: Network,
        lessons: Sequence[Numbered],
        settings: Settings,
        seed: int,
        measure: Callable[[], float] | None,
        place: Place | None,
    ) -> None:
        self._network = network
        self._lessons = lessons
        self._settings = settings
        self._seed = seed
        self._measure = measure
        self._place = place
        self._modules: Any = network.modules
        self._optimizer: Any = _optimizer(self._modules, settings)
        self._progress = Progress("")
        self._best: dict[str, Tensor] = {}

    @property
    def _steps(self) -> int:
        """Steps of one pass."""
        settings = self._settings
        return math.ceil(len(self._lessons) / (settings.documents_per_step * settings.accumulate))

    def run(self) -> None:
        """Train to the end."""
        if self._place is not None:
            self._progress, self._best = checkpoints.resume(
                self._place.folder, self._place.fingerprint, self._modules, self._optimizer
            )
            if self._progress.epoch or self._progress.steps:
                logger.info("transformer: goes on after %d passes", self._progress.epoch)
        while not self._progress.finished:
            self._pass()
        if self._best:
            self._modules.load_state_dict(self._best)
        self._modules.eval()

    def _pass(self) -> None:
        """One pass through the documents, or the rest of one."""
        progress, settings = self._progress, self._settings
        order = list(range(len(self._lessons)))
        random.Random(f"{self._seed} {progress.epoch}").shuffle(order)
        size = settings.documents_per_step * settings.accumulate
        loss = 0.0
        self._modules.train()
        while progress.steps < self._steps:
            start = progress.steps * size
            loss = self._step([self._lessons[at] for at in order[start : start + size]])
            progress.steps += 1
            if self._place is not None and progress.steps % self._place.every == 0:
                self._keep()
        self._modules.eval()
        score = self._judge()
        progress.epoch += 1
        progress.steps = 0
        progress.finished = progress.epoch >= settings.epochs or (
            self._measure is not None and progress.waited >= settings.patience
        )
        told = "" if score is None else f", validation F1 {100 * score:.1f}"
        logger.info("transformer: pass %d: loss %.3f%s", progress.epoch, loss, told)
        self._keep()

    def _step(self, lessons: Sequence[Numbered]) -> float:
        """One step of the optimizer; returns the loss."""
        settings, progress = self._settings, self._progress
        groups = [
            lessons[start : start + settings.documents_per_step]
            for start in range(0, len(lessons), settings.documents_per_step)
        ]
        step = progress.epoch * self._steps + progress.steps + 1
        share = rate(step, settings.epochs * self._steps, settings.warmup)
        for group in self._optimizer.param_groups:
            group["lr"] = share * group["highest"]
        self._optimizer.zero_grad()
        total = 0.0
        for each in groups:
            loss: Any = loss_of(self._network, each, settings.batch)
            if loss is not None:
                (loss / len(groups)).backward()
                total += float(loss.detach()) / len(groups)
        require("torch").nn.utils.clip_grad_norm_(self._modules.parameters(), settings.clip)
        self._optimizer.step()
        return total

    def _judge(self) -> float | None:
        """The score of the network; keeps its weights if they are the best so far."""
        if self._measure is None:
            return None
        score = self._measure()
        self._progress.waited += 1
        if score > self._progress.best:
            self._progress.best, self._progress.waited = score, 0
            weights = self._modules.state_dict()
            self._best = {name: each.detach().cpu().clone() for name, each in weights.items()}
        return score

    def _keep(self) -> None:
        if self._place is not None:
            folder = self._place.folder
            checkpoints.write(folder, self._progress, self._modules, self._optimizer, self._best)


def _optimizer(modules: Any, settings: Settings) -> Any:
    """AdamW with one rate for the encoder and one for the heads; only matrices decay."""
    groups = []
    for name, highest in (("encoder", settings.learning_rate), ("heads", settings.head_rate)):
        weights = list(modules[name].parameters())
        for decay, chosen in (
            (settings.weight_decay, [each for each in weights if each.ndim > 1]),
            (0.0, [each for each in weights if each.ndim <= 1]),
        ):
            if chosen:
                groups.append(
                    {"params": chosen, "lr": 0.0, "highest": highest, "weight_decay": decay}
                )
    return require("torch").optim.AdamW(groups)

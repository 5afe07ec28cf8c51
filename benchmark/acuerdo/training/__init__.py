"""Training: a system, documents and a seed become a model folder.

::

    material    the documents, and the recipe
    building    building, fitting, saving, loading

The scores in a model's record are those of the model as it was saved and loaded again.
"""

from __future__ import annotations

import logging
import math
import platform
import random
from pathlib import Path
from typing import Any

from acuerdo.dataset import load_ontology
from acuerdo.errors import AcuerdoError, DatasetError
from acuerdo.models import FORMAT, SYSTEM, Model, Point, TaskScore, whole_folder, write_model
from acuerdo.scoring import Scores, with_intervals
from acuerdo.scoring.bootstrap import FEWEST
from acuerdo.training.building import Builder
from acuerdo.training.material import (
    DATA_LABELS,
    ONTOLOGY_LABELS,
    SEED,
    Material,
    Recipe,
    layers_in,
    of_file,
    of_split,
)
from acuerdo.versions import versions_of

__all__ = [
    "DATA_LABELS",
    "ONTOLOGY_LABELS",
    "SEED",
    "SHARES",
    "Material",
    "Recipe",
    "layers_in",
    "of_file",
    "of_split",
    "train",
]

SHARES = (1 / 8, 1 / 4, 1 / 2, 1.0)
"""Of the training documents, for the points of a learning curve."""

_LOG = logging.getLogger(__name__)


def train(
    recipe: Recipe,
    training: Material,
    validation: Material | None,
    folder: Path,
    *,
    curve: bool = False,
    overwrite: bool = False,
) -> Model:
    """Fit a system and keep it in a model folder, which appears whole or not at all.

    Args:
        recipe: The system and how it is built.
        training: What to learn from; at least one document.
        validation: What to tune and score on; nothing is scored without it.
        folder: Of the model.
        curve: Also fit on an eighth, a quarter and a half of the training documents.
        overwrite: Whether a model that is there may be replaced.

    Returns:
        The record of the model.

    Raises:
        DatasetError: There are no training documents, or no validation documents for a curve.
        ExtractorError: The system cannot be trained so; says why.
        FormatError: Something is there that may not be replaced, or nothing can be written.
    """
    if not training.examples:
        raise DatasetError(f"{training.name}: no documents; expected at least one to learn from")
    if validation is not None and not validation.examples:
        validation = None
    if curve and validation is None:
        raise DatasetError("no validation documents; expected some for the points of a curve")
    builder = Builder(recipe, training.examples)
    with whole_folder(folder, overwrite=overwrite) as made:
        points: tuple[Point, ...] = ()
        if curve and validation is not None:
            points = _curve(builder, training, validation, recipe.seed)
        _LOG.info("fitting %s (documents: %d)", recipe.system, len(training.examples))
        fitted = builder.fit(training.examples, validation)
        (made / SYSTEM).mkdir()
        builder.save(fitted.system, made / SYSTEM)
        scores = None
        if validation is not None:
            _LOG.info("scoring (documents: %d)", len(validation.examples))
            scores = _kept_scores(builder, made / SYSTEM, validation)
        if points and scores is not None:
            points = (*points, _point(len(training.examples), fitted.seconds, scores))
        own = recipe.ontology if recipe.ontology != load_ontology() else None
        return write_model(
            made,
            Model(
                format=FORMAT,
                system=recipe.system,
                class_path=builder.class_path,
                layers=builder.layers,
                labels=recipe.labels,
                entity_types=recipe.ontology.entity_type_names,
                ontology_version=load_ontology().version,
                seed=recipe.seed,
                options={name: _nameless(each) for name, each in recipe.options.items()},
                training=training.record,
                validation=validation.record if validation else None,
                scores=_task_scores(scores),
                curve=points,
                fit_seconds=fitted.seconds,
                fit_cpu_seconds=fitted.cpu_seconds,
                versions=versions_of(builder.class_path.partition(":")[0]),
                platform=f"{platform.system()} {platform.machine()}",
                files={},
            ),
            own,
        )


def _kept_scores(builder: Builder, folder: Path, validation: Material) -> Scores | None:
    """Scores of a saved model; None, with a remark, if it cannot predict: the model is kept."""
    system = builder.load(folder)
    try:
        return with_intervals(builder.scores(system, validation))
    except AcuerdoError as error:
        _LOG.warning("not scored: %s", error)
        return None


def _curve(
    builder: Builder, training: Material, validation: Material, seed: int
) -> tuple[Point, ...]:
    """Points on parts of the training documents, each part within the next one."""
    examples = training.examples
    order = random.Random(seed).sample(range(len(examples)), len(examples))
    sizes = {math.ceil(share * len(examples)) for share in SHARES[:-1]} - {len(examples)}
    points = []
    for size in sorted(sizes):
        _LOG.info("learning curve: fitting on %d of %d documents", size, len(examples))
        part = [examples[place] for place in sorted(order[:size])]
        fitted = builder.fit(part, validation)
        points.append(_point(size, fitted.seconds, builder.scores(fitted.system, validation)))
    return tuple(points)


def _point(documents: int, seconds: float, scores: Scores) -> Point:
    f1 = {task: view.f1 for task, view in scores.headlines.items()}
    return Point(documents, seconds, f1, scores.acuerdo)


def _task_scores(scores: Scores | None) -> dict[str, TaskScore]:
    if scores is None:
        return {}
    enough = len(scores.documents) >= FEWEST
    return {
        task: TaskScore(
            gold=view.gold,
            predicted=view.predicted,
            precision=view.precision,
            recall=view.recall,
            f1=view.f1,
            low=view.interval.low if enough and view.interval else None,
            high=view.interval.high if enough and view.interval else None,
            signature=view.signature,
        )
        for task, view in scores.headlines.items()
    }


def _nameless(value: Any) -> Any:
    """An option without the folders of one machine: of a path there, its last part.

    >>> _nameless("/models/beto"), _nameless("dccuchile/bert"), _nameless(3)
    ('beto', 'dccuchile/bert', 3)
    """
    if isinstance(value, str) and (Path(value).is_absolute() or Path(value).exists()):
        return Path(value).name
    return value

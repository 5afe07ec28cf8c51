"""Building, fitting, saving and loading a system; what fails is said of the system."""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from acuerdo.annotation import Annotations, Example
from acuerdo.errors import AcuerdoError, ExtractorError, ValidationError
from acuerdo.extractor import (
    Extractor,
    Persistent,
    Tuned,
    chosen_layers,
    examples_from,
    import_system,
    model_folder,
    system_path,
)
from acuerdo.scoring import Scores, score
from acuerdo.training.material import Material, Recipe, layers_in
from acuerdo.validation import validate_predictions

_CONVENTIONAL = ("ontology", "layers", "seed")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted system, and the seconds that fitting took: by the clock, and on all processors."""

    system: Extractor
    seconds: float
    cpu_seconds: float


class Builder:
    """Builds systems of one recipe.

    Args:
        recipe: The system and how it is built.
        examples: The training documents: they decide what is learnt where the recipe does not.

    Attributes:
        class_path: ``module:Class``.
        layers: What is learnt.

    Raises:
        ExtractorError: The system cannot be trained, or not so.
    """

    def __init__(self, recipe: Recipe, examples: Sequence[Example]) -> None:
        name = recipe.system
        self._where = f"system {name!r}"
        if model_folder(name) is not None:
            raise ExtractorError(f"{self._where}: a model; expected a short name or module:Class")
        self._ontology = recipe.ontology
        self.class_path = ":".join(system_path(name))
        self._factory = cast("type", import_system(name))
        missing = [
            f"{each}()"
            for each in ("fit", "save", "load")
            if not callable(getattr(self._factory, each, None))
        ]
        if missing:
            raise ExtractorError(
                f"{self._where}: {self._class} has no {', '.join(missing)}; "
                "expected a system that can be trained and kept"
            )
        self.layers = self._layers(recipe.layers, examples)
        self._keywords = self._accepted(recipe)

    @property
    def _class(self) -> str:
        return self.class_path.partition(":")[2]

    def fit(self, examples: Sequence[Example], validation: Material | None) -> Fitted:
        """Build a system and fit it."""
        system = self._guarded(lambda: self._factory(**self._keywords), "")
        if validation is not None and isinstance(system, Tuned):
            self._guarded(lambda: system.tune_on(validation.examples), ".tune_on")
        clock, processors = time.perf_counter(), _processor_seconds()
        fitted = self._guarded(lambda: system.fit(examples), ".fit")
        seconds, cpu = time.perf_counter() - clock, _processor_seconds() - processors
        if not isinstance(fitted, Extractor):
            raise ExtractorError(
                f"{self._where}: fit() returned {type(fitted).__name__}; expected the system"
            )
        return Fitted(fitted, seconds, cpu)

    def save(self, system: Extractor, folder: Path) -> None:
        """Have a fitted system write itself."""
        self._guarded(lambda: cast("Persistent", system).save(folder), ".save")

    def load(self, folder: Path) -> Extractor:
        """Return the system that was saved."""
        loader = cast("type[Persistent]", self._factory)
        return cast("Extractor", self._guarded(lambda: loader.load(folder), ".load"))

    def scores(self, system: Extractor, material: Material) -> Scores:
        """Scores of a system on the layers that it learnt.

        Raises:
            ValidationError: Its predictions break the rules.
        """
        documents = [example.document for example in material.examples]
        predicted: list[Annotations] = [pair.gold for pair in examples_from(system, documents)]
        problems = validate_predictions(documents, predicted, self._ontology)
        if problems:
            raise ValidationError(problems)
        return score(
            [example.gold for example in material.examples],
            predicted,
            self._ontology,
            tasks=self.layers,
            data=material.name,
            sha=material.sha256,
        )

    def _layers(self, asked: Sequence[str] | None, examples: Sequence[Example]) -> tuple[str, ...]:
        if asked is not None:
            return chosen_layers(self._factory, asked)
        there = layers_in(examples)
        found = tuple(each for each in chosen_layers(self._factory, None) if each in there)
        if not found:
            known = ", ".join(chosen_layers(self._factory, None))
            raise ExtractorError(
                f"{self._where}: the training documents have none of what it learns; "
                f"expected some of {known}"
            )
        return found

    def _accepted(self, recipe: Recipe) -> dict[str, Any]:
        """Keywords for the constructor: the conventional ones that it takes, and the options."""
        try:
            parameters = [*inspect.signature(self._factory).parameters.values()]
        except ValueError:  # Of a class that is not written in Python.
            parameters = []
        anything = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters)
        keywords = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        taken = [each.name for each in parameters if each.kind in keywords]
        options = dict(recipe.options)
        own = [name for name in taken if name not in _CONVENTIONAL]
        for name in options:
            if name in _CONVENTIONAL or not (anything or name in own):
                raise ExtractorError(
                    f"{self._where}: no option {name!r}; expected "
                    f"{', '.join(own) if own else 'none: it has no options'}"
                )
        if recipe.layers is not None and "layers" not in taken:
            raise ExtractorError(f"{self._where}: it has no choice of layers; expected none")
        conventional = {
            "ontology": recipe.ontology,
            "layers": self.layers,
            "seed": recipe.seed,
        }
        return {name: each for name, each in conventional.items() if name in taken} | options

    def _guarded(self, step: Callable[[], Any], what: str) -> Any:
        try:
            return step()
        except AcuerdoError:
            raise
        except Exception as error:
            raise ExtractorError(
                f"{self._where}: {self._class}{what}() failed: {type(error).__name__}: {error}"
            ) from error


def _processor_seconds() -> float:
    """Time spent on processors so far, by this process and by children that have ended."""
    return sum(os.times()[:4])

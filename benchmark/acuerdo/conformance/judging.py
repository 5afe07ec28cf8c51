"""Any scorer, judged by the cases.

A scorer is a function ``score(gold, predicted)`` of two lists of native rows (dictionaries as in
the JSONL files). It returns what it has of ``{"task.view": {"precision": …, "recall": …, "f1": …,
"matched": …, "predicted": …, "gold": …}}``, fractions in [0, 1], ``None`` or NaN where undefined;
only what it returns is judged. It refuses a broken input by raising an exception whose message
names the faults, and passes a case by with ``NotImplementedError``.
"""

from __future__ import annotations

import copy
import importlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from acuerdo.conformance.cases import Case, Evaluation
from acuerdo.conformance.rows import Row
from acuerdo.errors import ExtractorError

Results = Mapping[str, Mapping[str, float | None]]
"""Numbers by ``task.view``."""

Scorer = Callable[[list[Row], list[Row]], Results]
"""Gold rows and predicted rows to numbers."""

RIGHT, WRONG, NOT_JUDGED = "right", "wrong", "not judged"

TOLERANCE = 1e-6
"""Difference between two numbers that count as one; the cases give six decimals."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a scorer did on one case.

    Attributes:
        number: Of the case.
        why: What the case shows.
        source: What published scorers say.
        status: ``right``, ``wrong`` or ``not judged``.
        faults: What is wrong, number by number.
        unanswered: Views that the case asks for and the scorer did not return.
    """

    number: str
    why: str
    source: str
    status: str
    faults: tuple[str, ...]
    unanswered: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The verdict as plain values."""
        return asdict(self)


def load_scorer(name: str) -> Scorer:
    """Return the function that ``module:function`` names.

    Raises:
        ExtractorError: It cannot be found.

    >>> load_scorer("acuerdo.conformance.ours:score_rows").__name__
    'score_rows'
    """
    module_name, _, function_name = name.partition(":")
    if not module_name or not function_name:
        raise ExtractorError(f"scorer {name!r}: expected module:function")
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise ExtractorError(f"scorer {name!r}: cannot import {module_name}: {error}") from error
    function = getattr(module, function_name, None)
    if not callable(function):
        raise ExtractorError(f"scorer {name!r}: {module_name} has no function {function_name}")
    return function  # type: ignore[no-any-return]


def judge(scorer: Scorer, cases: Iterable[Case]) -> tuple[Verdict, ...]:
    """Run a scorer on every case, in order, in this process.

    >>> from acuerdo.conformance.cases import load_cases
    >>> verdict = judge(lambda gold, predicted: {"arguments.exact": {"recall": 2.0}},
    ...                 load_cases()[:1])[0]
    >>> verdict.status, verdict.faults
    ('wrong', ('arguments.exact: recall 2.0; expected 1',))
    """
    return tuple(_verdict(scorer, case) for case in cases)


def _verdict(scorer: Scorer, case: Case) -> Verdict:
    try:
        for earlier in case.before:
            _call(scorer, earlier)
        results = _call(scorer, case.input)
    except NotImplementedError:
        return _decided(case, NOT_JUDGED, unanswered=tuple(case.expected))
    # Whatever a scorer raises is its answer.
    except Exception as error:
        return _judge_refusal(case, error)
    if case.refused:
        if not results:
            return _decided(case, NOT_JUDGED)
        return _decided(case, WRONG, [f"accepted; expected {_refusal(case)}"])
    faults = [
        f"{view}: {name} {_shown(found[name])}; expected {_shown(value)}"
        for view, numbers in case.expected.items()
        if (found := results.get(view)) is not None
        for name, value in numbers.items()
        if name in found and not _same(found[name], value)
    ]
    unanswered = tuple(view for view in case.expected if view not in results)
    judged = len(unanswered) < len(case.expected)
    return _decided(
        case, WRONG if faults else RIGHT if judged else NOT_JUDGED, faults, unanswered=unanswered
    )


def _judge_refusal(case: Case, error: Exception) -> Verdict:
    message = f"{type(error).__name__}: {error}"
    if not case.refused:
        if case.may_refuse:
            return _decided(case, RIGHT)
        return _decided(case, WRONG, [f"raised {message}; expected scores"])
    unnamed = [name for name in case.refused if name not in str(error)]
    if not unnamed:
        return _decided(case, RIGHT)
    return _decided(case, WRONG, [f"raised {message}; expected {_refusal(case)}"])


def _call(scorer: Scorer, evaluation: Evaluation) -> Results:
    # A scorer may change what it is given; the next one must not see it.
    sides = copy.deepcopy((list(evaluation.gold), list(evaluation.predicted)))
    return scorer(*sides)


def _refusal(case: Case) -> str:
    return f"a refusal that names {', '.join(map(repr, case.refused))}"


def _decided(
    case: Case, status: str, faults: Iterable[str] = (), *, unanswered: tuple[str, ...] = ()
) -> Verdict:
    return Verdict(case.number, case.why, case.source, status, tuple(faults), unanswered)


def _same(found: float | None, expected: float | None) -> bool:
    """Whether two numbers are one; what is undefined may be given as 0, as scikit-learn does."""
    if expected is None:
        return found is None or math.isnan(found) or found == 0
    return found is not None and abs(found - expected) <= TOLERANCE


def _shown(value: float | None) -> str:
    return "undefined" if value is None else str(value)

"""Compare systems: tests, effects with intervals, ranks with ties, and what can be detected."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

from acuerdo.errors import IncomparableError
from acuerdo.scoring.bootstrap import FEW, Bootstrapped, bootstrap, interval_of
from acuerdo.scoring.comparability import require_comparable, tasks_of
from acuerdo.scoring.comparison import ALPHA, Comparison, Difference, Standing
from acuerdo.scoring.estimates import Headline, Parts, Statistic, Term
from acuerdo.scoring.interval import RESAMPLES, SEED, STUDENTISED, Interval
from acuerdo.scoring.multiplicity import holm, tie_groups
from acuerdo.scoring.randomisation import PERMUTATIONS, Randomised, randomisation
from acuerdo.scoring.scores import Scores
from acuerdo.scoring.uncertainty import ACUERDO, counted, require_resampling

POWER = 0.80
"""Chance of finding a difference that is there."""

SHOWN_TESTS = 3
"""Tests that a remark names; the rest are counted."""


def compare(
    systems: Mapping[str, Scores],
    *,
    tasks: Sequence[str] = (),
    baseline: str = "",
    permutations: int = PERMUTATIONS,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Comparison:
    """Return which differences between systems chance does not explain.

    Every pair of systems (or the baseline and each other system) is tested on every task by paired
    approximate randomisation over documents; Holm's method adjusts for all of them together.

    Args:
        systems: Scores by name; at least two.
        tasks: Names, ``acuerdo`` for the ACUERDO score; that and all tasks unless given.
        baseline: Compare only with this system.
        permutations: Of each test.
        resamples: Of each interval.
        seed: Of permutations and resamples.

    Raises:
        IncomparableError: Fewer than two systems, an unknown task or baseline, or scores measured
            under different conditions; says where they differ.
        ValueError: No permutations, fewer than 100 resamples or a negative seed.

    >>> from acuerdo.annotation import Annotations, Span, Time
    >>> from acuerdo.dataset import load_ontology
    >>> from acuerdo.scoring import score
    >>> gold = [Annotations(f"d{n}", times=(Time("T1", Span(0, 4), "DATE", ""),)) for n in range(9)]
    >>> ontology = load_ontology()
    >>> found = compare(
    ...     {"all": score(gold, gold, ontology), "half": score(gold, gold[:4], ontology)},
    ...     tasks=["times"],
    ... ).differences[0]
    >>> round(found.difference, 2), found.differing, found.significant
    (0.38, 5, False)
    """
    require_resampling(STUDENTISED, resamples, seed)
    if permutations < 1:
        raise ValueError(f"permutations {permutations}; expected at least 1")
    chosen = tasks_of(systems, tasks)
    if baseline and baseline not in systems:
        raise IncomparableError(f"baseline {baseline!r}; expected one of {', '.join(systems)}")
    require_comparable(systems, chosen)
    study = _Study(dict(sorted(systems.items())), chosen, permutations, resamples, seed)
    order = study.order(chosen[0])
    pairs = (
        [(name, baseline) for name in order if name != baseline]
        if baseline
        else list(combinations(order, 2))
    )
    differences = study.differences(pairs)
    standings = study.standings(order, differences, ranked=not baseline)
    some = next(iter(systems.values()))
    return Comparison(
        tuple(order),
        chosen,
        len(some.documents),
        baseline,
        standings,
        differences,
        _remarks(len(some.documents), differences),
        study.signature,
    )


class _Study:
    """The counts of all systems side by side, and what is asked of them."""

    def __init__(
        self,
        systems: Mapping[str, Scores],
        tasks: tuple[str, ...],
        permutations: int,
        resamples: int,
        seed: int,
    ) -> None:
        self.systems, self.tasks = systems, tasks
        self.permutations, self.resamples, self.seed = permutations, resamples, seed
        some = next(iter(systems.values()))
        self.averaged = [task for task, view in some.headlines.items() if view.in_acuerdo]
        needed = dict.fromkeys(
            name for task in tasks for name in (self.averaged if task == ACUERDO else [task])
        )
        self.parts, places = counted(list(systems.values()), list(needed))
        self.places = dict(zip(systems, places, strict=True))
        whole = some.signature if ACUERDO in tasks else some.view(tasks[0]).signature
        self.signature = (
            f"{whole}|test:ar|permutations:{permutations}|holm|ci:95|bootstrap:{STUDENTISED}"
            f"|resamples:{resamples}|seed:{seed}"
        )

    def f1(self, system: str, task: str) -> float:
        scores = self.systems[system]
        found = scores.acuerdo if task == ACUERDO else scores.view(task).f1
        return math.nan if found is None else found

    def order(self, task: str) -> list[str]:
        """Names, best first; ties by name."""
        return sorted(self.systems, key=lambda name: (-self.f1(name, task), name))

    def headlines(self, system: str, task: str) -> tuple[Headline, ...]:
        names = self.averaged if task == ACUERDO else [task]
        return tuple(self.places[system][name] for name in names)

    def differences(self, pairs: Sequence[tuple[str, str]]) -> tuple[Difference, ...]:
        """Every pair on every task, task by task."""
        asked = [(task, *pair) for task in self.tasks for pair in pairs]
        statistics: list[Statistic] = [
            (Term(1.0, self.headlines(one, task)), Term(-1.0, self.headlines(other, task)))
            for task, one, other in asked
        ]
        found = self._bootstrap(statistics)
        tested = [self._test(*each) for each in asked]
        adjusted = holm([test.p for test in tested])
        return tuple(
            Difference(
                task,
                one,
                other,
                self.f1(one, task) - self.f1(other, task),
                self._interval(drawn, statistic, "", limits=(-1.0, 1.0)),
                test.p,
                p_holm,
                test.differing,
                detectable(float(drawn.measured.error[0]), self.parts.documents(statistic)),
            )
            for (task, one, other), statistic, drawn, test, p_holm in zip(
                asked, statistics, found, tested, adjusted, strict=True
            )
        )

    def standings(
        self, order: Sequence[str], differences: Sequence[Difference], *, ranked: bool
    ) -> tuple[Standing, ...]:
        """Every system on every task, task by task."""
        asked = [(task, name) for task in self.tasks for name in order]
        statistics: list[Statistic] = [
            (Term(1.0, self.headlines(name, task)),) for task, name in asked
        ]
        ranks = {task: self._ranks(task, differences) for task in self.tasks} if ranked else {}
        standings = []
        for (task, name), statistic, drawn in zip(
            asked, statistics, self._bootstrap(statistics), strict=True
        ):
            scores = self.systems[name]
            signature = scores.signature if task == ACUERDO else scores.view(task).signature
            interval = self._interval(drawn, statistic, signature)
            rank = ranks[task][name] if ranked else None
            standings.append(Standing(name, task, self.f1(name, task), interval, rank))
        return tuple(standings)

    def _ranks(self, task: str, differences: Sequence[Difference]) -> dict[str, int]:
        order = self.order(task)
        apart = {
            frozenset((one.first, one.second))
            for one in differences
            if one.task == task and one.significant
        }
        ranks = tie_groups(
            len(order), lambda leader, other: frozenset((order[leader], order[other])) in apart
        )
        return dict(zip(order, ranks, strict=True))

    def _bootstrap(self, statistics: Sequence[Statistic]) -> list[Bootstrapped]:
        return bootstrap(self.parts, statistics, resamples=self.resamples, seed=self.seed)

    def _interval(
        self,
        drawn: Bootstrapped,
        statistic: Statistic,
        signature: str,
        limits: tuple[float, float] = (0.0, 1.0),
    ) -> Interval:
        return interval_of(
            drawn,
            documents=len(self.parts.columns),
            counted=self.parts.documents(statistic),
            method=STUDENTISED,
            resamples=self.resamples,
            seed=self.seed,
            signature=signature,
            limits=limits,
        )

    def _test(self, task: str, one: str, other: str) -> Randomised:
        first, second = (self._alone(name, task) for name in (one, other))
        numbers = iter(range(len(first.places)))
        heads = tuple(tuple(next(numbers) for _ in each) for each in self.headlines(one, task))
        statistic = (Term(1.0, heads),)
        return randomisation(
            first, second, statistic, permutations=self.permutations, seed=self.seed
        )

    def _alone(self, system: str, task: str) -> Parts:
        """The parts of one system and task, renumbered from 0."""
        places = [self.parts.places[n] for each in self.headlines(system, task) for n in each]
        return self.parts.only(places)


def detectable(error: float, documents: int) -> float | None:
    """Return the smallest true difference that a test set like this detects with a power of 80 %.

    That is (t₀.₉₇₅ + t₀.₈) · SE with documents - 1 degrees of freedom, for a two-sided test of one
    pair at the level 0.05; SE is the standard error of the paired difference that was observed.

    Source: Bloom 1995, Minimum detectable effects; Card et al. 2020, With little power comes great
    responsibility.

    >>> round(detectable(0.01, 1000), 4)
    0.028
    """
    from scipy.special import stdtrit

    if documents < 2 or error == 0.0 or math.isnan(error):
        return None
    freedom = documents - 1
    return float((stdtrit(freedom, 1 - ALPHA / 2) + stdtrit(freedom, POWER)) * error)


def _remarks(documents: int, differences: Sequence[Difference]) -> tuple[str, ...]:
    remarks = []
    if documents < FEW:
        few = "1 document" if documents == 1 else f"{documents} documents"
        remarks.append(
            f"{few}: with fewer than {FEW}, intervals are rough and most differences stay ties"
        )
    hopeless = [
        one
        for one in differences
        if one.differing and Randomised(one.p, one.differing).smallest_p * len(differences) >= ALPHA
    ]
    if hopeless:
        named = [
            f"{one.task}, {one.first} and {one.second}: {one.differing}"
            for one in hopeless[:SHOWN_TESTS]
        ]
        more = " …" if len(hopeless) > SHOWN_TESTS else ""
        remarks.append(
            f"{len(hopeless)} of {len(differences)} tests cannot be significant, too few "
            f"documents differ ({'; '.join(named)}{more})"
        )
    return tuple(remarks)

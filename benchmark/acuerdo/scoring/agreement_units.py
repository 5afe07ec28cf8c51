"""Decisions on units that two annotators share, and Cohen's kappa of them.

Where the units are given, annotators choose among labels, and some of their agreement is chance:
the type of a mention that both found, the polarity of an event whose trigger both found, whether
two mentions that both found are linked. Where the units are what is looked for, there is no number
of decisions not to annotate, and no chance agreement to take off: agreement on those is F1.

Source: Cohen 1960, *A coefficient of agreement for nominal scales*; Artstein and Poesio 2008,
*Inter-coder agreement for computational linguistics*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from acuerdo.annotation import Annotations, Event, Span

Labels = tuple[str, str]
"""What A and B say of one unit."""

LINKED, APART = "linked", "apart"
"""What can be said of a pair of mentions."""

NONE = "none"
"""The label of a unit that has none, such as an event without mode."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Agreement on one kind of decision.

    Attributes:
        name: What is decided.
        units: Units that both annotators have.
        agreed: Units on which they say the same.
        labels: Labels that either of them used.
        kappa: Cohen's kappa; None where it is undefined: no units, or one label only.
    """

    name: str
    units: int
    agreed: int
    labels: int
    kappa: float | None

    @property
    def observed(self) -> float | None:
        """Observed agreement; None without units."""
        return self.agreed / self.units if self.units else None


def decisions(pairs: Iterable[tuple[Annotations, Annotations]]) -> tuple[Decision, ...]:
    """Return the agreement on every kind of decision, over all documents together.

    Args:
        pairs: Both annotations of each document.

    >>> from acuerdo.annotation import Time
    >>> times = [Time("t", Span(0, 5), kind, "") for kind in ("DATE", "SET")]
    >>> a, b = (Annotations("d", times=(time,)) for time in times)
    >>> decision = next(d for d in decisions([(a, b), (a, a)]) if d.name == "time type")
    >>> decision.units, decision.agreed, decision.kappa
    (2, 1, 0.0)
    """
    both = list(pairs)
    return tuple(
        decision_of(name, [labels for a, b in both for labels in units(a, b)])
        for name, units in UNITS.items()
    )


def decision_of(name: str, labels: Sequence[Labels]) -> Decision:
    """Return the agreement on units, with kappa from scikit-learn.

    Kappa is (Po - Pe) / (1 - Pe): the agreement beyond what two annotators reach by chance who use
    every label as often as these do. It is undefined when both use one label only (Pe = 1).

    >>> decision_of("type", [("PER", "PER"), ("ORG", "ORG"), ("ORG", "PER"), ("GPE", "GPE")]).kappa
    0.6363636363636364
    >>> decision_of("type", [("PER", "PER")]).kappa is None
    True
    """
    used = {label for pair in labels for label in pair}
    agreed = sum(a == b for a, b in labels)
    kappa = None
    if len(used) > 1:
        from sklearn.metrics import cohen_kappa_score

        kappa = float(cohen_kappa_score(*zip(*labels, strict=True)))
    return Decision(name, len(labels), agreed, len(used), kappa)


def _on_mentions(label: Callable[[str, str], str]) -> Units:
    """Units: mentions with the same span. ``label`` is given entity type and level."""

    def units(a: Annotations, b: Annotations) -> Iterator[Labels]:
        sides = [
            _unique((mention.span, label(entity.type, mention.level)) for mention, entity in s)
            for s in (a.mentions(), b.mentions())
        ]
        return _common(*sides)

    return units


def _time_types(a: Annotations, b: Annotations) -> Iterator[Labels]:
    """Units: time expressions with the same span."""
    return _common(*(_unique((time.span, time.type) for time in side.times) for side in (a, b)))


def _on_events(
    label: Callable[[Event], str], *, typed: bool = False
) -> Callable[[Annotations, Annotations], Iterator[Labels]]:
    """Units: events with the same trigger, and the same type if ``typed``."""

    def units(a: Annotations, b: Annotations) -> Iterator[Labels]:
        def unit(event: Event) -> Hashable:
            return (event.trigger, event.type) if typed else event.trigger

        return _common(
            *(_unique((unit(event), label(event)) for event in side.events) for side in (a, b))
        )

    return units


def _roles(a: Annotations, b: Annotations) -> Iterator[Labels]:
    """Units: a trigger and a filler that both annotators join."""
    sides = []
    for side in (a, b):
        places = _places(side)
        sides.append(
            _unique(
                ((event.trigger, places[argument.filler]), argument.role)
                for event in side.events
                for argument in event.arguments
            )
        )
    return _common(*sides)


def _quote_forms(a: Annotations, b: Annotations) -> Iterator[Labels]:
    """Units: quotes with the same content."""
    return _common(*(_unique((q.content, q.form) for q in side.quotes) for side in (a, b)))


def _coreference(a: Annotations, b: Annotations) -> Iterator[Labels]:
    """Units: pairs of mentions whose spans both annotators have."""
    return _links(*(_unique((m.span, e.id) for m, e in side.mentions()) for side in (a, b)))


def _event_coreference(a: Annotations, b: Annotations) -> Iterator[Labels]:
    """Units: pairs of events whose triggers both annotators have."""
    return _links(
        *(_unique((e.trigger, e.cluster or f" {e.id}") for e in side.events) for side in (a, b))
    )


Units = Callable[[Annotations, Annotations], Iterator[Labels]]
"""What both annotators say of every unit of a document that both have."""

UNITS: dict[str, Units] = {
    "entity type": _on_mentions(lambda kind, level: kind),
    "mention level": _on_mentions(lambda kind, level: level),
    "entity coreference": _coreference,
    "time type": _time_types,
    "event type": _on_events(lambda event: event.type),
    "event mode": _on_events(lambda event: event.mode or NONE, typed=True),
    "polarity": _on_events(lambda event: event.polarity),
    "certainty": _on_events(lambda event: event.certainty),
    "event time": _on_events(lambda event: event.time),
    "event coreference": _event_coreference,
    "argument role": _roles,
    "quote form": _quote_forms,
}
"""Kinds of decisions by name."""


def _unique(units: Iterable[tuple[Hashable, str]]) -> dict[Hashable, str]:
    """Labels by unit, without units that occur more than once: they cannot be told apart."""
    found = list(units)
    often = Counter(unit for unit, _ in found)
    return {unit: label for unit, label in found if often[unit] == 1}


def _common(a: Mapping[Hashable, str], b: Mapping[Hashable, str]) -> Iterator[Labels]:
    for unit, label in a.items():
        if unit in b:
            yield label, b[unit]


def _links(a: Mapping[Hashable, str], b: Mapping[Hashable, str]) -> Iterator[Labels]:
    """Whether each pair of common units is in one chain, for each annotator."""
    for one, other in combinations([unit for unit in a if unit in b], 2):
        yield _linked(a, one, other), _linked(b, one, other)


def _linked(chain: Mapping[Hashable, str], one: Hashable, other: Hashable) -> str:
    return LINKED if chain[one] == chain[other] else APART


def _places(side: Annotations) -> dict[str, tuple[str, Span]]:
    """Kind and span of every item that can be a filler, by id."""
    return (
        {mention.id: ("mention", mention.span) for mention, _ in side.mentions()}
        | {time.id: ("time", time.span) for time in side.times}
        | {event.id: ("event", event.trigger) for event in side.events}
    )

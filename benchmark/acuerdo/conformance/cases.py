"""The cases: read from ``cases.json`` beside this module, with native rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from acuerdo.conformance.rows import Row, native


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One call of a scorer: gold and predicted rows."""

    gold: tuple[Row, ...]
    predicted: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An input and what is right.

    Attributes:
        number: Of the list in the documentation; ``also`` for those beside it.
        why: What the case shows, in one sentence.
        source: What published scorers say.
        input: What is scored.
        before: What was scored earlier in the same process.
        expected: Precision, recall, F1 and counts by ``task.view``; None where undefined.
        refused: Where the input must be refused, what the message must name; else empty.
        may_refuse: Whether refusing is as good as the expected scores.
    """

    number: str
    why: str
    source: str
    input: Evaluation
    before: tuple[Evaluation, ...]
    expected: Mapping[str, Mapping[str, float | None]]
    refused: tuple[str, ...]
    may_refuse: bool

    @property
    def title(self) -> str:
        """Number and reason."""
        return f"{self.number}: {self.why}"

    def to_json(self) -> dict[str, Any]:
        """Plain values, with native rows: what a scorer in another language reads."""
        return {
            "number": self.number,
            "why": self.why,
            "source": self.source,
            "before": [{"gold": each.gold, "predicted": each.predicted} for each in self.before],
            "gold": self.input.gold,
            "predicted": self.input.predicted,
            "expected": self.expected,
            "refused": self.refused,
            "may_refuse": self.may_refuse,
        }


def load_cases() -> tuple[Case, ...]:
    """Return all cases, in the order of their numbers.

    >>> load_cases()[0].title
    '1: The same argument predicted on two events of one type earns credit once'
    """
    file = resources.files("acuerdo.conformance") / "cases.json"
    return tuple(map(_case, json.loads(file.read_text(encoding="utf-8"))))


def _case(fields: dict[str, Any]) -> Case:
    texts = fields["texts"]
    expected = {
        each["view"]: {name: value for name, value in each.items() if name != "view"}
        for each in fields.get("expected", [])
    }
    return Case(
        fields["number"],
        fields["why"],
        fields["source"],
        _evaluation(fields, texts),
        tuple(_evaluation(each, texts) for each in fields.get("before", [])),
        expected,
        tuple(fields.get("refused", ())),
        fields.get("may_refuse", False),
    )


def _evaluation(fields: dict[str, Any], texts: Mapping[str, str]) -> Evaluation:
    return Evaluation(_rows(fields["gold"], texts), _rows(fields["predicted"], texts))


def _rows(short: Sequence[Row], texts: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(native(row, texts.get(row["id"], "")) for row in short)

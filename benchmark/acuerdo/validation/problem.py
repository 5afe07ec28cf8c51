"""What the validator finds: one sentence that says where, what was found and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule.

    Attributes:
        where: Place in the collection, ``file:line: doc ID: events[2].arguments[0].role``; the
            parts that do not apply are left out.
        found: What stands there.
        expected: What the rule asks for.

    >>> print(Problem("events[0].type", "unknown type 'Firmar'", "a type of the ontology"))
    events[0].type: unknown type 'Firmar'; expected a type of the ontology
    """

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.found}; expected {self.expected}"

    def within(self, place: str) -> Problem:
        """The same problem, seen from outside ``place``.

        >>> Problem("text", "empty", "a text").within("a.jsonl:3").where
        'a.jsonl:3: text'
        """
        if not place:
            return self
        return replace(self, where=f"{place}: {self.where}" if self.where else place)


def one_of(values: Iterable[str]) -> str:
    """The wording of a closed list in a problem.

    >>> one_of(["POS", "NEG"])
    'one of POS, NEG'
    >>> one_of(["PER"]), one_of([])
    ('PER', "'' (there are none)")
    """
    listed = [value or "''" for value in values]
    if not listed:
        return "'' (there are none)"
    return listed[0] if len(listed) == 1 else f"one of {', '.join(listed)}"

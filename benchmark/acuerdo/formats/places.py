"""From places in annotations to places in the file that they were read from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from acuerdo.annotation import Annotations
from acuerdo.validation import Problem

_ITEM = re.compile(
    r"(entities|times|events|relations|event_relations|quotes)\[(\d+)\](?:\.mentions\[(\d+)\])?"
)


def in_source(
    problem: Problem, annotations: Annotations, file: str, lines: Mapping[str, int]
) -> Problem:
    """The same problem, with the item's line and id in place of its layer and number.

    Args:
        problem: Problem with a place relative to ``annotations``.
        annotations: What was read from the file.
        file: Name of the file.
        lines: Line of every item, counted from 1, by id.

    >>> from acuerdo.annotation import Span, Time
    >>> annotations = Annotations("d", times=(Time("T7", Span(0, 4), "DATE", "2024"),))
    >>> in_source(Problem("times[0].mod", "'X'", "''"), annotations, "d.ann", {"T7": 3}).where
    'd.ann:3: T7.mod'
    """
    match = _ITEM.match(problem.where)
    if match is None:
        return problem.within(file)
    layer = getattr(annotations, match[1])
    item = layer[int(match[2])]
    rest = problem.where[match.end() :]
    if match[3] is not None:
        item = item.mentions[int(match[3])]
    line = lines.get(item.id)
    if line is None:
        return problem.within(file)
    return Problem(f"{file}:{line}: {item.id}{rest}", problem.found, problem.expected)

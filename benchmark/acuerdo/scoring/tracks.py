"""Tracks: what a system is given besides the text.

On ``end-to-end`` a system finds everything itself. On ``gold-mentions`` it is given the spans of
the gold mentions, on ``gold-triggers`` the spans and types of the gold triggers, and must return
them all and no others. Scores of different tracks have different signatures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from acuerdo.annotation import Annotations, Span
from acuerdo.errors import ValidationError
from acuerdo.scoring.scores import END_TO_END
from acuerdo.validation.problem import Problem, one_of

GOLD_MENTIONS, GOLD_TRIGGERS = "gold-mentions", "gold-triggers"
"""Tracks beside ``END_TO_END``."""

Given = Callable[[Annotations], Iterator[tuple[Span, str]]]


def _mentions(annotations: Annotations) -> Iterator[tuple[Span, str]]:
    for mention, _ in annotations.mentions():
        yield mention.span, "mention"


def _triggers(annotations: Annotations) -> Iterator[tuple[Span, str]]:
    for event in annotations.events:
        yield event.trigger, f"{event.type} trigger"


_GIVEN: dict[str, Given | None] = {
    END_TO_END: None,
    GOLD_MENTIONS: _mentions,
    GOLD_TRIGGERS: _triggers,
}

TRACKS = tuple(_GIVEN)
"""Names of the tracks."""


def require_given(
    track: str, gold: Sequence[Annotations], predicted: Sequence[Annotations]
) -> None:
    """Do nothing if the predictions hold exactly what the track gives.

    Args:
        track: Name of the track.
        gold: One per document.
        predicted: At most one per document.

    Raises:
        ValidationError: Unknown track, missing documents, items that are missing or not given;
            with all of them.

    >>> require_given("gold-mentions", [Annotations("d")], [])
    Traceback (most recent call last):
    acuerdo.errors.ValidationError: predicted: doc d: missing; expected the gold mentions
    """
    if track not in _GIVEN:
        raise ValidationError([Problem("track", f"unknown track {track!r}", one_of(TRACKS))])
    given = _GIVEN[track]
    if given is None:
        return
    wanted = track.replace("-", " ")
    by_id = {one.document_id: one for one in predicted}
    problems: list[Problem] = []
    for one in gold:
        where = f"predicted: doc {one.document_id}"
        found = by_id.get(one.document_id)
        if found is None:
            problems.append(Problem(where, "missing", f"the {wanted}"))
            continue
        ours, theirs = Counter(given(one)), Counter(given(found))
        expected = f"exactly the {wanted}"
        for (span, what), _ in sorted((ours - theirs).items()):
            place = f"{what} [{span.start}, {span.end})"
            problems.append(Problem(where, f"no {place}", expected))
        for (span, what), _ in sorted((theirs - ours).items()):
            place = f"{what} [{span.start}, {span.end})"
            problems.append(Problem(where, f"{place} is not given", expected))
    if problems:
        raise ValidationError(problems)

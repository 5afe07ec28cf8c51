"""What proofreading finds: a place that is probably an oversight, and the rule that says so."""

from __future__ import annotations

from typing import Any, NamedTuple

from acuerdo.annotation import Span


class Finding(NamedTuple):
    """What a rule of thumb says about a place.

    Attributes:
        span: Where to look.
        found: What stands there.
        why: Why that is suspicious, with the number of the guidelines' rule.
    """

    span: Span
    found: str
    why: str


class Suspicion(NamedTuple):
    """A finding in its document.

    Attributes:
        document_id: The document.
        kind: Name of the kind, from ``acuerdo.proofreading.KINDS``.
        span: Where to look.
        text: The words at the span.
        place: The same place as the authoring notation writes it: ``2 pacto #2``.
        context: The words around it, with the place in brackets.
        found: What stands there.
        why: Why that is suspicious, with the number of the guidelines' rule.
    """

    document_id: str
    kind: str
    span: Span
    text: str
    place: str
    context: str
    found: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON.

        >>> one = Suspicion("d", "no-actor", Span(0, 5), "Firmó", "1 Firmó", "[Firmó]", "x", "A1")
        >>> one.to_json()["span"]
        [0, 5]
        """
        return self._asdict() | {"span": [self.span.start, self.span.end]}

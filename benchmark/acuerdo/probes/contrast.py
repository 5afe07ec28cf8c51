"""How many contrast bundles a system gets right, over all phenomena and in each.

The interval of a share of bundles is Wilson's: bundles are drawn as wholes, each right or wrong.

Source: Gardner et al. 2020, *Evaluating Models' Local Decision Boundaries via Contrast Sets*;
Wilson 1927, *Probable Inference, the Law of Succession, and Statistical Inference*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from acuerdo.annotation import Annotations, Example
from acuerdo.ontology import Ontology
from acuerdo.probes.bundles import PHENOMENA, BundleRow
from acuerdo.scoring import contrast, score
from acuerdo.scoring.bundles import Fault
from acuerdo.scoring.interval import LEVEL


@dataclass(frozen=True, slots=True)
class Share:
    """Bundles of one kind that a system got right.

    Attributes:
        phenomenon: What the members differ in; empty for all bundles.
        bundles: How many there are.
        right: Those whose every member is right in all their tasks.
        changes_right: Those whose every member is right in what changes.
        stays_right: Those whose every member is right in what stays.
    """

    phenomenon: str
    bundles: int
    right: int
    changes_right: int
    stays_right: int

    @property
    def share(self) -> float | None:
        """Right / bundles; None without bundles."""
        return self.right / self.bundles if self.bundles else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the share; None without bundles.

        >>> [round(end, 3) for end in Share("", 40, 10, 12, 30).interval]
        [0.142, 0.402]
        """
        if not self.bundles:
            return None
        from scipy.stats import binomtest

        ends = binomtest(self.right, self.bundles).proportion_ci(LEVEL, method="wilson")
        return float(ends.low), float(ends.high)

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self) | {"share": self.share, "interval": self.interval}


@dataclass(frozen=True, slots=True)
class ContrastResult:
    """A system on the contrast bundles.

    Attributes:
        whole: All bundles.
        by_phenomenon: Each phenomenon that has bundles, in the order of ``PHENOMENA``.
        faults: What was not right, bundle by bundle.
    """

    whole: Share
    by_phenomenon: tuple[Share, ...]
    faults: tuple[Fault, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "whole": self.whole.to_json(),
            "by_phenomenon": [share.to_json() for share in self.by_phenomenon],
            "faults": [asdict(fault) for fault in self.faults],
        }


def contrast_result(
    examples: Sequence[Example],
    predicted: Sequence[Annotations],
    bundles: Sequence[BundleRow],
    ontology: Ontology,
) -> ContrastResult:
    """Return how many bundles are right.

    Args:
        examples: The members of all bundles, with their gold.
        predicted: A system's answers for them.
        bundles: The bundles.
        ontology: The labels.

    Raises:
        ValidationError: A bundle names a document that is not among the examples.
    """
    scores = score([example.gold for example in examples], predicted, ontology)

    def share(phenomenon: str, rows: Sequence[BundleRow]) -> Share:
        found = contrast(scores, [row.bundle for row in rows])
        return Share(phenomenon, found.bundles, found.right, found.changes_right, found.stays_right)

    kinds = {kind: [row for row in bundles if row.phenomenon == kind] for kind in PHENOMENA}
    return ContrastResult(
        share("", bundles),
        tuple(share(kind, rows) for kind, rows in kinds.items() if rows),
        contrast(scores, [row.bundle for row in bundles]).faults,
    )

"""The test split against its twin: the same annotation under other names.

A system that reads does as well on the twin; one that knows the names by heart does worse. The two
are compared document by document, as two systems on one test set are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from acuerdo.annotation import Annotations, Example
from acuerdo.errors import DatasetError
from acuerdo.ontology import Ontology
from acuerdo.scoring import Comparison, compare, score
from acuerdo.scoring.bootstrap import FEWEST
from acuerdo.swapping.carrying import TWIN

ORIGINAL, SWAPPED = "original", "twin"


def memorisation(
    originals: Sequence[Example],
    twins: Sequence[Example],
    predicted: Sequence[Annotations],
    predicted_twins: Sequence[Annotations],
    ontology: Ontology,
    *,
    data: str = "",
) -> Comparison | None:
    """Return a system on the test split compared with itself on the twin, task by task.

    Args:
        originals: Documents with gold.
        twins: Their twins, in any order.
        predicted: The system's answers for the originals.
        predicted_twins: Its answers for the twins.
        ontology: The labels.
        data: Name of the corpus, for the signature.

    Returns:
        A comparison of ``original`` and ``twin``; None with too few documents for a test.

    Raises:
        DatasetError: An original has no twin, or a twin no original.
    """
    expected = {example.document.id + TWIN for example in originals}
    found = {example.document.id for example in twins}
    if unpaired := sorted(expected ^ found):
        raise DatasetError(
            f"{', '.join(unpaired)}: without a partner; expected a twin for every test document"
        )
    if len(originals) < FEWEST:
        return None
    scores = score([example.gold for example in originals], predicted, ontology, data=data)
    mirrored = score(
        [_renamed(example.gold) for example in twins],
        [_renamed(answer) for answer in predicted_twins],
        ontology,
        data=data,
    )
    defined = [
        task
        for task, view in scores.headlines.items()
        if view.f1 is not None and mirrored.headlines[task].f1 is not None
    ]
    return compare({ORIGINAL: scores, SWAPPED: mirrored}, tasks=["acuerdo", *defined])


def _renamed(annotations: Annotations) -> Annotations:
    return replace(annotations, document_id=annotations.document_id.removesuffix(TWIN))

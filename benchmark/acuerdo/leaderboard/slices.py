"""What stands beside a submission's scores: the article and the corpus apart, and the probes.

Everything is computed from the submission's predictions, as its scores are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Annotations, Example
from acuerdo.dataset import Corpus, load
from acuerdo.formats import read_annotations
from acuerdo.leaderboard.submission import Submission
from acuerdo.ontology import Ontology
from acuerdo.probes.bundles import BundleRow, load_bundles
from acuerdo.probes.contrast import ContrastResult, contrast_result
from acuerdo.probes.memorisation import memorisation
from acuerdo.scoring import Comparison, Scores, score, with_intervals

PARTS = {"article": "acuerdo-article-", "corpus": "acuerdo-corpus-"}
"""Parts of the test split, with what the ids of their documents begin with."""


@dataclass(frozen=True, slots=True)
class Slices:
    """A submission beside its scores.

    Attributes:
        parts: Scores on each part of the test split.
        contrast: The contrast bundles; None without predictions for them.
        swap: The test split compared with its twin; None without predictions for it.
    """

    parts: dict[str, Scores]
    contrast: ContrastResult | None
    swap: Comparison | None


@dataclass(frozen=True, slots=True)
class Probes:
    """The probes of the released dataset.

    Attributes:
        contrast: Members of the bundles.
        swap: Twins of the test documents.
        bundles: The bundles.
    """

    contrast: Corpus
    swap: Corpus
    bundles: tuple[BundleRow, ...]


def load_probes() -> Probes:
    """The probes of the released dataset; empty where it has none."""
    return Probes(load("contrast"), load("swap"), load_bundles())


def slices(submission: Submission, corpus: Corpus, probes: Probes, ontology: Ontology) -> Slices:
    """Return what stands beside a submission's scores.

    Args:
        submission: With valid predictions for ``corpus``.
        corpus: The test split.
        probes: By ``load_probes``.
        ontology: The labels.

    Raises:
        ValidationError: Predictions for a probe are invalid; all problems are listed.
    """
    predicted = read_annotations(submission.predictions, ontology, documents=corpus.documents)
    answers = {answer.document_id: answer for answer in predicted}
    parts = {
        part: [e for e in corpus if e.document.id.startswith(prefix)]
        for part, prefix in PARTS.items()
    }
    scored = {
        part: _scored(members, answers, ontology, f"{corpus.source}/{part}")
        for part, members in parts.items()
        if members
    }
    contrast = swap = None
    if probes.bundles and submission.probe("contrast").is_file():
        found = read_annotations(
            submission.probe("contrast"), ontology, documents=probes.contrast.documents
        )
        contrast = contrast_result(probes.contrast.examples, found, probes.bundles, ontology)
    if len(probes.swap) and submission.probe("swap").is_file():
        found = read_annotations(
            submission.probe("swap"), ontology, documents=probes.swap.documents
        )
        swap = memorisation(
            corpus.examples,
            probes.swap.examples,
            predicted,
            found,
            ontology,
            data=f"{corpus.source}+swap",
        )
    return Slices(scored, contrast, swap)


def _scored(
    members: Sequence[Example], answers: Mapping[str, Annotations], ontology: Ontology, data: str
) -> Scores:
    gold = [example.gold for example in members]
    found = [answers[one.document_id] for one in gold if one.document_id in answers]
    return with_intervals(score(gold, found, ontology, data=data))

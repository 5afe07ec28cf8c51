"""Proofreading: places of annotated documents that are probably an oversight.

A suspicion is no problem. The validator finds what breaks a rule; proofreading finds what a rule
may have been forgotten for, by rules of thumb that are sometimes wrong, and leaves the decision to
whoever reads the text.

::

    page        the words of a document, and what is annotated on each
    wordforms   forms of Spanish words, guessed
    repeats     triggers, names, demonyms          nouns     nouns and pronouns without mention
    chains      mentions that do not go together   arguments participants left out
    slots       what stands beside a trigger       relations what events and phrases state
    calendar    words of time                      marks     quotation marks
    attributes  polarity, certainty, tense         sayings   words of saying
    timeline    dates and links                    usage     what other documents annotate
    kinds       all of them, by name               accepted  places that are right
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from acuerdo.annotation import Example
from acuerdo.ontology import Ontology
from acuerdo.proofreading.accepted import Accepted, about, read_accepted, without
from acuerdo.proofreading.kinds import COLLECTIVE, KINDS, Kind
from acuerdo.proofreading.page import Page
from acuerdo.proofreading.suspicion import Finding, Suspicion
from acuerdo.proofreading.usage import Usage

__all__ = [
    "KINDS",
    "Accepted",
    "Finding",
    "Kind",
    "Suspicion",
    "about",
    "proofread",
    "read_accepted",
    "without",
]


def proofread(
    examples: Iterable[Example], ontology: Ontology, *, kinds: Collection[str] = tuple(KINDS)
) -> list[Suspicion]:
    """Return the suspicious places of annotated documents, by kind, document and place.

    Args:
        examples: Documents with annotations that ``validate`` finds no problem in.
        ontology: The labels.
        kinds: Names of the kinds to look for.

    >>> from acuerdo.annotation import Annotations, Document
    >>> from acuerdo.dataset import load_ontology
    >>> example = Example(Document("d", "Callan hasta el lunes."), Annotations("d"))
    >>> [(one.kind, one.context) for one in proofread([example], load_ontology())]
    [('time-word', 'Callan hasta el [lunes].')]
    """
    pages = [Page(example, ontology) for example in examples]
    usage = Usage.of(pages, ontology)
    found: list[Suspicion] = []
    for name, kind in KINDS.items():
        if name not in kinds:
            continue
        for page in pages:
            findings = sorted(set(kind.find(page, usage)), key=lambda f: (f.span, f.found))
            found += [_suspicion(page, name, finding) for finding in findings]
    return _once(found)


def _once(found: Sequence[Suspicion]) -> list[Suspicion]:
    """Without places of which the collection says what the text says already."""
    alone = {(s.document_id, s.span) for s in found if s.kind not in COLLECTIVE}
    return [s for s in found if s.kind not in COLLECTIVE or (s.document_id, s.span) not in alone]


def _suspicion(page: Page, kind: str, finding: Finding) -> Suspicion:
    return Suspicion(
        page.document.id,
        kind,
        finding.span,
        page.document[finding.span],
        page.place(finding.span),
        page.context(finding.span),
        finding.found,
        finding.why,
    )

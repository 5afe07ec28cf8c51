"""Rules about several documents: ids that name one text, and texts that stay in one split."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from acuerdo.annotation import Document
from acuerdo.validation.documents import validate_document
from acuerdo.validation.problem import Problem

NEAR_DUPLICATE_WORDS = 13
"""Words in a row that two texts may not share across splits.

Source: T. Brown et al., "Language Models are Few-Shot Learners", NeurIPS 2020, appendix C: 13-gram
overlap as the sign of contamination.
"""

_WORD = re.compile(r"\w+")
_SIDES = {"train": "train", "validation": "validation"}
_EVALUATION = "evaluation"


def validate_collection(
    documents: Iterable[Document], *, stories: Mapping[str, str] | None = None, gold: bool = True
) -> list[Problem]:
    """Return every problem of a collection of texts: each text's own, and those between texts.

    Test, contrast and swapped texts are one side: the latter two are made from the first on
    purpose.

    Args:
        documents: The collection.
        stories: Story that each text tells, by document id; a story stays in one split.
        gold: Judge the texts as parts of the dataset.

    >>> twice = [Document("a", "Moscú"), Document("a", "Seúl")]
    >>> print(*validate_collection(twice))
    doc a: the id of an earlier document; expected ids that are unique in the collection
    """
    documents = list(documents)
    problems = list(repeated_ids(document.id for document in documents))
    for document in documents:
        problems += validate_document(document, where=f"doc {document.id}", gold=gold)
    problems += _shared_passages(documents)
    if stories is not None:
        problems += _split_stories(documents, stories)
    return problems


def repeated_ids(ids: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for every document id that occurs again."""
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            yield Problem(
                f"doc {identifier}",
                "the id of an earlier document",
                "ids that are unique in the collection",
            )
        seen.add(identifier)


def missing_documents(expected: Iterable[str], found: Collection[str]) -> tuple[str, ...]:
    """Return the document ids of a collection for which there are no annotations, in order.

    Not a problem: the scorer counts a missing document as an empty prediction, and says so.

    >>> missing_documents(["a", "b"], {"b"})
    ('a',)
    """
    return tuple(identifier for identifier in expected if identifier not in found)


def _shared_passages(documents: list[Document]) -> Iterator[Problem]:
    owners: dict[tuple[str, ...], int] = {}
    reported: set[tuple[int, int]] = set()
    for i, document in enumerate(documents):
        if not document.split:
            continue
        words = [word.lower() for word in _WORD.findall(document.text)]
        for start in range(len(words) - NEAR_DUPLICATE_WORDS + 1):
            passage = tuple(words[start : start + NEAR_DUPLICATE_WORDS])
            first = owners.setdefault(passage, i)
            if (first, i) in reported or _side(documents[first]) == _side(document):
                continue
            reported.add((first, i))
            yield Problem(
                f"doc {document.id}",
                f"shares {' '.join(passage)!r} with {documents[first].id!r} of the split "
                f"{documents[first].split!r}",
                f"fewer than {NEAR_DUPLICATE_WORDS} words in a row in common across splits",
            )


def _split_stories(documents: list[Document], stories: Mapping[str, str]) -> Iterator[Problem]:
    first: dict[str, Document] = {}
    for document in documents:
        story = stories.get(document.id, "")
        other = first.setdefault(story, document)
        if story and _side(other) != _side(document):
            yield Problem(
                f"doc {document.id}",
                f"story {story!r} in the split {document.split!r}, "
                f"and {other.id!r} in {other.split!r}",
                "every story in one split",
            )


def _side(document: Document) -> str:
    return _SIDES.get(document.split, _EVALUATION)

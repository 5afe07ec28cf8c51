"""How the words of a collection are annotated: what is a trigger or a mention nearly everywhere.

A dictionary of the collection against itself: a word that is annotated in several documents, and
left alone in one place, was probably overlooked there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from acuerdo.ontology import Ontology
from acuerdo.proofreading.page import Page, Word
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import NOUN, SUPPORT_VERBS, form, lemma, stem
from acuerdo.proofreading.wordlists import words

SHARE = 0.9
"""Of its other occurrences, how many must be annotated for a word to be expected here."""

FEWEST = 4
"""Other documents in which it must be annotated; one less where the ontology has it as well."""

ONTOLOGY = "the ontology's examples"
"""The name of the document that they are."""

_SHORTEST = 4
_NEUTERS = words("usage", "neuters")
_TRIGGER = re.compile(r"\[(\w+)\]")


class Usage(NamedTuple):
    """Where words of a collection are annotated.

    Attributes:
        annotated: Documents in which a word is annotated, by layer and word.
        occurrences: How often a word occurs, outside names.
        marked: How often a word is annotated, by layer and word.
    """

    annotated: dict[tuple[str, str], frozenset[str]]
    occurrences: dict[str, int]
    marked: dict[tuple[str, str], int]

    @classmethod
    def of(cls, pages: Iterable[Page], ontology: Ontology) -> Usage:
        """Count the words of a collection, and the triggers of the ontology's examples."""
        annotated: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        occurrences: Counter[str] = Counter()
        marked: Counter[tuple[str, str]] = Counter()
        for page in pages:
            triggers = {event.head for event in page.gold.events}
            for word, key in _keyed(page):
                occurrences[key] += 1
                for layer, heads in (("trigger", triggers), ("mention", page.heads)):
                    if word.span in heads:
                        marked[layer, key] += 1
                        annotated[layer, key].add(page.document.id)
        for example in _examples(ontology):
            occurrences[example] += 1
            marked["trigger", example] += 1
            annotated["trigger", example].add(ONTOLOGY)
        frozen = {key: frozenset(ids) for key, ids in annotated.items()}
        return cls(frozen, dict(occurrences), dict(marked))

    def expects(self, layer: str, key: str, document: str) -> bool:
        """Whether a word that is not annotated here is so nearly everywhere else."""
        others = self.annotated.get((layer, key), frozenset()) - {document}
        enough = len(others - {ONTOLOGY}) >= FEWEST - (ONTOLOGY in others)
        share = self.marked.get((layer, key), 0) / max(1, self.occurrences.get(key, 0) - 1)
        return enough and share >= SHARE


def overlooked_triggers(page: Page, usage: Usage) -> Iterator[Finding]:
    """Words that are triggers in other documents."""
    return _overlooked(page, usage, "trigger", "V1, V3: every such word is a trigger")


def overlooked_mentions(page: Page, usage: Usage) -> Iterator[Finding]:
    """Words that head mentions in other documents."""
    return _overlooked(page, usage, "mention", "E1: every mention")


def _overlooked(page: Page, usage: Usage, layer: str, why: str) -> Iterator[Finding]:
    for word, key in _keyed(page):
        if word.span in page.heads or page.in_trigger(word.span) or page.in_time(word.span):
            continue
        if _is_bare_complement(page, word) or not usage.expects(layer, key, page.document.id):
            continue
        others = sorted(usage.annotated[layer, key] - {page.document.id})
        shown = ", ".join(others[:2]) + (", …" if len(others) > 2 else "")
        found = f"in no annotation, but a {layer} in {shown}"
        yield Finding(word.span, found, why)


def _keyed(page: Page) -> Iterator[tuple[Word, str]]:
    for word in page.words:
        common = word.text.isalpha() and (word.text[0].islower() or word.first)
        if common and len(word.text) >= _SHORTEST and not page.in_name(word.span):
            key = _key(word.lower, page.left(word))
            if key.removeprefix("verb ") not in SUPPORT_VERBS and word.lower not in _NEUTERS:
                yield word, key


def _examples(ontology: Ontology) -> Iterator[str]:
    """The triggers of one word in the examples of the event types."""
    for kind in ontology.event_types:
        for example in kind.examples:
            for match in _TRIGGER.finditer(example):
                left = tuple(example[: match.start()].lower().split())[-4:]
                yield _key(match[1].lower(), left)


def _key(word: str, left: tuple[str, ...]) -> str:
    return f"noun {stem(word)}" if form(word, left) == NOUN else f"verb {lemma(word)}"


def _is_bare_complement(page: Page, word: Word) -> bool:
    """V5, E9: a bare noun after ``de`` or ``como`` names a kind or an office."""
    before = page.before(word.span)
    return before is not None and before.lower in ("de", "como")

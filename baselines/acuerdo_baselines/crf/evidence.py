"""What a document says elsewhere of a name: the company in which its words stand.

*Tordeal* alone says little, but the document may have *la ministra Elena Tordeal*. Every
occurrence of a capitalised word lends its company to all others.

Source: L. Ratinov and D. Roth, "Design challenges and misconceptions in named entity recognition",
CoNLL 2009: context aggregation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo_baselines.crf.forms import Features, given_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.spanish.words import Sentence, Word

_LOCATIVE = frozenset({"en", "desde", "hacia"})
_OF = frozenset({"de", "del"})
_CONTRACTED = frozenset({"al", "del"})


def evidence(sentences: Sequence[Sentence]) -> dict[str, Features]:
    """Return the features that each name word of a document lends to all its occurrences.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> evidence(analyze("Llegó la ministra Tordeal. Luego calló Tordeal.").sentences)
    {'Tordeal': [b'd=after PER']}
    """
    found: dict[str, dict[str, None]] = {}
    for sentence in sentences:
        words = sentence.words
        for index, word in enumerate(words):
            if word.pos == "PROPN" and word.text[0].isupper():
                company = found.setdefault(word.text, {})
                company.update(dict.fromkeys(_company(words, index)))
    return {
        text: [f"d={fact}".encode() for fact in sorted(company)] for text, company in found.items()
    }


def _company(words: Sequence[Word], index: int) -> Iterator[str]:
    if index + 1 < len(words) and words[index + 1].pos == "PROPN":
        yield "before name"
    if not index:
        return
    previous = words[index - 1]
    if previous.pos == "PROPN":
        yield "after name"
        if previous.text in given_names():
            yield "after given name"
    if previous.lower in _LOCATIVE:
        yield "in"
    if previous.pos == "DET" or previous.lower in _CONTRACTED:
        yield "determined"
    for noun in entity_nouns().get(previous.lower, ()):
        yield f"after {noun.type}"
    if previous.lower in _OF and index > 1:
        for noun in entity_nouns().get(words[index - 2].lower, ()):
            yield f"of {noun.type}"

"""The features of each word of a document: its form, its neighbours' forms, its place.

Source: the feature set of CRF taggers for names since CoNLL-2003 (J. Finkel, T. Grenager and
C. Manning, "Incorporating non-local information into information extraction systems", ACL 2005,
table of local features), with the analysis and the word lists of this package added.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from acuerdo_baselines.crf.evidence import evidence
from acuerdo_baselines.crf.forms import Features, Form, Forms
from acuerdo_baselines.lexicons.names import Name, known_names
from acuerdo_baselines.spanish.words import Sentence
from acuerdo_baselines.surfaces import Surfaces

_OPEN = {"«": "»", "“": "”", '"': '"'}
_BEYOND = Form([], [b"-w="], [b"+w="], [b"<w="], [b">w="], "", "")
"""What stands on either side of a sentence."""


def sentence_features(
    text: str, sentences: Sequence[Sentence], forms: Forms
) -> list[list[Features]]:
    """Return the features of every word, by sentence.

    Args:
        text: The text of the document.
        sentences: Its sentences.
        forms: Features of word forms.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> text = "Habla el rey de Perú."
    >>> found = sentence_features(text, analyze(text).sentences, Forms())
    >>> b"n=B-GPE.country" in found[0][4]
    True
    """
    names = _name_tags(text)
    quoted = _quoted(sentences)
    company = evidence(sentences)
    return [
        _of_sentence(sentence, forms, names, company, marked)
        for sentence, marked in zip(sentences, quoted, strict=True)
    ]


def _of_sentence(
    sentence: Sentence,
    forms: Forms,
    names: dict[int, str],
    company: dict[str, Features],
    quoted: list[bool],
) -> list[Features]:
    words = sentence.words
    count = len(words)
    row = [_BEYOND, _BEYOND, *(forms.of(word) for word in words), _BEYOND, _BEYOND]
    line = _line_features(sentence)
    listed = [names.get(word.start, "") for word in words]
    listed += ["", ""]
    found = []
    for index in range(count):
        earlier, before, here, after, later = row[index : index + 5]
        item = [
            *here.own,
            *before.before,
            *after.after,
            *earlier.further_before,
            *later.further_after,
            *line,
            f"tt={before.pos}{here.pos}".encode(),
            f"t+={here.pos}{after.pos}".encode(),
            f"hh={before.shape}{here.shape}{after.shape}".encode(),
        ]
        if words[index].text in company:
            item += company[words[index].text]
        if index == 0:
            item.append(b"first")
            item.append(b"1h=" + here.shape.encode())
        if quoted[index]:
            item.append(b"quoted")
        if listed[index]:
            item.append(b"n=" + listed[index].encode())
        if listed[index + 1]:
            item.append(b"+n=" + listed[index + 1].encode())
        if index and listed[index - 1]:
            item.append(b"-n=" + listed[index - 1].encode())
        found.append(item)
    return found


def _line_features(sentence: Sentence) -> Features:
    """What holds for a whole sentence: that it is the headline, that it is in capitals."""
    found = []
    if sentence.line == 0:
        found.append(b"headline")
    letters = "".join(word.text for word in sentence.words if word.text[0].isalpha())
    if len(letters) > 3 and letters.isupper():
        found.append(b"capitals")
    return found


def _quoted(sentences: Sequence[Sentence]) -> list[list[bool]]:
    """Whether each word stands between quotation marks, which close at the end of their line."""
    found = []
    line = -1
    closing = ""
    for sentence in sentences:
        if sentence.line != line:
            line, closing = sentence.line, ""
        marked = []
        for word in sentence.words:
            if closing:
                if word.text == closing:
                    closing = ""
            elif word.text in _OPEN:
                closing = _OPEN[word.text]
                marked.append(False)
                continue
            marked.append(bool(closing))
        found.append(marked)
    return found


def _name_tags(text: str) -> dict[int, str]:
    """Listed names by the offsets of their words: where in the name, and what it names."""
    names = known_names()
    found: dict[int, str] = {}
    for span, surface in _name_surfaces().find(text):
        label = _label(names[surface])
        found[span.start] = "B-" + label
        for offset in range(span.start + 1, span.end):
            found[offset] = "I-" + label
    return found


@cache
def _name_surfaces() -> Surfaces:
    return Surfaces(known_names())


def _label(name: Name) -> str:
    return f"{name.type}.{name.kind}"

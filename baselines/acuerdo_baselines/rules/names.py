"""Names: known ones by list, unknown ones by capitals, typed by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from acuerdo.annotation import Span
from acuerdo_baselines.lexicons.names import name_head
from acuerdo_baselines.rules.capitals import Stretch, is_capitalised, known_at, name_stretches
from acuerdo_baselines.rules.found import Found, stretch
from acuerdo_baselines.rules.name_types import decide, votes_for
from acuerdo_baselines.spanish.analysis import Sentence

_NO_NESTING = frozenset({"FAC", "DOC", "LOC", "GPE", "-"})


def find_names(sentences: Sequence[Sentence]) -> list[Found]:
    """Return the names of a document, typed.

    Names of no entity type (portfolios, summits, wars) are typed ``-``: they bound phrases.
    """
    found: list[Found] = []
    undecided: list[tuple[Found, Counter[str]]] = []
    for index, sentence in enumerate(sentences):
        for item in name_stretches(sentence):
            mention = _found(sentence, index, item)
            if item.known is None and not item.kind:
                undecided.append((mention, votes_for(sentence, item)))
            else:
                found.append(mention)
                found += _nested(sentence, index, item)
    found += decide(undecided, sentences)
    places = {name.name for name in found if name.type == "GPE" and " " not in name.name}
    found += [
        inner
        for name in found
        if (inner := _nested_place(sentences[name.sentence], name, places)) is not None
        and not any(inner.span == other.span for other in found)
    ]
    return sorted(found, key=lambda mention: (mention.span.start, -mention.span.end))


def _found(sentence: Sentence, index: int, item: Stretch) -> Found:
    span = stretch(sentence, item.first, item.last)
    text = " ".join(word.text for word in sentence.words[item.first : item.last + 1])
    start, end = (0, 0)
    words = sentence.words[item.first : item.last + 1]
    offset, _ = name_head(text)
    head = item.first
    position = 0
    for number, word in enumerate(words):
        if position <= offset < position + len(word.text) + 1:
            head = item.first + number
            break
        position += len(word.text) + 1
    start = sentence.words[head].start
    # An acronym may be one word with a space inside: "EE. UU.".
    end = start + len(sentence.words[head].text.split()[0])
    known = item.known
    return Found(
        sentence=index,
        first=item.first,
        last=item.last,
        head=head,
        span=span,
        head_span=Span(start, end),
        type=known.type if known else item.kind,
        level="NAM",
        name=known.name if known else text,
        lemma=text,
        country=known.country if known else "",
        sector=known.sector if known else item.sector,
        kind=known.kind if known else "",
        number="s",
        complemented=item.last > item.first,
    )


def _nested_place(sentence: Sentence, name: Found, places: Container[str]) -> Found | None:
    """The state at the end of an institution's name, when the text names it elsewhere (S8)."""
    last = name.last
    linked = sentence.words[last - 1].lower in ("de", "del") if last > name.first else False
    if name.type != "ORG" or not linked or sentence.words[last].text not in places:
        return None
    return replace(
        _found(sentence, name.sentence, Stretch(last, last)), type="GPE", complemented=False
    )


def _nested(sentence: Sentence, index: int, item: Stretch) -> Iterator[Found]:
    """The country or organisation that complements an institution's name."""
    if item.known is not None or item.kind in _NO_NESTING:
        return
    words = sentence.words
    for first in range(item.first + 1, item.last + 1):
        known = known_at(sentence, first) if is_capitalised(words[first]) else None
        preceded = any(words[i].lower in ("de", "del") for i in range(first - 2, first))
        if known is not None and known.last == item.last and preceded:
            yield _found(sentence, index, known)
            return

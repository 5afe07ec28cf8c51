"""The source of a quote, by its place beside the cue (guidelines Q9).

Words of saying stand before or behind who speaks: *dijo la ministra*, *la ministra dijo*; after
*según* it is behind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from acuerdo.annotation import Mention, Span
from acuerdo_baselines.crf.reading import Reading

_PREPOSED = frozenset({"según", "para", "conforme", "acuerdo", "juicio", "opinión"})
_SKIPPED_TEXT = "el la los las un una unos unas este esta ese esa su sus al del ha han había habían"
_SKIPPED = frozenset(_SKIPPED_TEXT.split())
_PREPOSITIONS_TEXT = "a al de del con contra en entre hacia para por sin sobre ante"
_PREPOSITIONS = frozenset(_PREPOSITIONS_TEXT.split())


def source(
    reading: Reading,
    sentence: int,
    cue: Span,
    contents: Sequence[Span],
    mentions: Sequence[Mention],
) -> str:
    """Return the id of the mention that a cue names as its source; empty if there is none.

    Args:
        reading: The document.
        sentence: Number of the cue's sentence.
        cue: The words that attribute.
        contents: What they attribute; nothing in it is their source.
        mentions: Mentions of the document in text order, outer ones before inner ones.
    """
    place = reading.sentences[sentence]
    first = bisect_left(mentions, place.start, key=attrgetter("span.start"))
    last = bisect_left(mentions, place.end, key=attrgetter("span.start"))
    near = [
        mention
        for mention in mentions[first:last]
        if not mention.span.overlap(cue)
        and not any(mention.span in content for content in contents)
    ]
    after = next((mention for mention in near if mention.span.start >= cue.end), None)
    text = reading.document.text
    if after is not None:
        between = text[cue.end : after.span.start].lower().split()
        if all(word in _SKIPPED for word in between):
            return after.id
        if text[cue.start : cue.end].lower().split()[-1] in _PREPOSED:
            return after.id
    before = [mention for mention in near if mention.span.end <= cue.start]
    subjects = [
        mention for mention in _outermost(before) if not _governed(text, mention.span.start)
    ]
    named = subjects or before
    return _first_of_apposition(text, named, len(named) - 1).id if named else ""


def _first_of_apposition(text: str, mentions: Sequence[Mention], at: int) -> Mention:
    """The first of the mentions that end in this one, with a comma or nothing between them."""
    while at and text[mentions[at - 1].span.end : mentions[at].span.start] in (" ", ", "):
        at -= 1
    return mentions[at]


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for mention in mentions:
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return found


def _governed(text: str, start: int) -> bool:
    """Whether a preposition stands before a mention, articles passed over."""
    for word in reversed(text[max(0, start - 40) : start].lower().split()[-2:]):
        if word in _PREPOSITIONS:
            return True
        if word not in _SKIPPED:
            return False
    return False

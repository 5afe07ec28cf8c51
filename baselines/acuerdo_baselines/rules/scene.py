"""A sentence as the event rules see it: verb groups, mentions, and phrases with prepositions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Entity, Span, Time
from acuerdo_baselines.spanish.analysis import (
    Analysis,
    Sentence,
    VerbGroup,
    Word,
    noun_chunks,
    verb_groups,
)

OPENING = frozenset("«“‘(")


STRAIGHT = '"'


CONJUNCTIONS = frozenset(["y", "e", "o", "u", "ni"])


CONTRACTED = {"del": "de", "al": "a"}


COMPLEX_PREPOSITIONS = {
    ("junto", "a"): "con",
    ("junto", "con"): "con",
    ("frente", "a"): "contra",
    ("por", "parte", "de"): "por",
    ("a", "manos", "de"): "por",
    ("en", "contra", "de"): "contra",
    ("a", "través", "de"): "mediante",
    ("por", "medio", "de"): "mediante",
    ("en", "nombre", "de"): "para",
    ("a", "favor", "de"): "para",
    ("en", "favor", "de"): "para",
    ("en", "apoyo", "de"): "para",
    ("cerca", "de"): "en",
    ("dentro", "de"): "en",
    ("fuera", "de"): "de",
    ("acerca", "de"): "sobre",
    ("respecto", "a"): "sobre",
    ("en", "torno", "a"): "sobre",
    ("rumbo", "a"): "hacia",
    ("camino", "de"): "hacia",
    ("en", "dirección", "a"): "hacia",
    ("procedente", "de"): "desde",
    ("delante", "de"): "ante",
}
"""Prepositional expressions, and the simple preposition whose role they share."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mention on the words of its sentence; `first`, `last` and `head` are word indices."""

    id: str
    entity: str
    type: str
    level: str
    first: int
    last: int
    head: int
    number: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Noun phrases that are coordinated or in apposition, under one preposition.

    Attributes:
        first: First word.
        last: Last word.
        heads: Head word of every part.
        preposition: The simple preposition that governs all parts; empty for none.
        slots: One tuple of coreferent mentions per participant; empty without mentions.
        number: ``s`` or ``p``: what the phrase agrees in, as a subject.
    """

    first: int
    last: int
    heads: tuple[int, ...]
    preposition: str
    slots: tuple[tuple[Located, ...], ...]
    number: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its verb groups, phrases, mentions and times, on word indices."""

    index: int
    sentence: Sentence
    groups: tuple[VerbGroup, ...]
    phrases: tuple[Phrase, ...]
    mentions: tuple[Located, ...]
    times: tuple[tuple[Time, int, int], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence."""
        return self.sentence.words

    def group_of(self, index: int) -> VerbGroup | None:
        """The verb group whose main verb is the word at `index`."""
        return next((group for group in self.groups if group.main == index), None)

    def span(self, first: int, last: int) -> Span:
        """The text span of the words from `first` to `last`, both included."""
        return Span(self.words[first].start, self.words[last].end)

    def types_at(self, index: int) -> frozenset[str]:
        """Types of the mentions whose head is the word at `index`."""
        return frozenset(m.type for m in self.mentions if m.head == index)


def scenes(
    analysis: Analysis, entities: Iterable[Entity] = (), times: Iterable[Time] = ()
) -> tuple[Scene, ...]:
    """One scene per sentence.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> len(scenes(analyze("Los ministros firmaron. Luego hablaron.")))
    2
    """
    starts = [sentence.start for sentence in analysis.sentences]
    mentions: list[list[Located]] = [[] for _ in starts]
    located_times: list[list[tuple[Time, int, int]]] = [[] for _ in starts]
    for entity in entities:
        for mention in entity.mentions:
            place = _place(analysis, starts, mention.span)
            head = _place(analysis, starts, mention.head)
            if place and head:
                index, first, last = place
                words = analysis.sentences[index].words
                located = Located(
                    mention.id,
                    entity.id,
                    entity.type,
                    mention.level,
                    first,
                    last,
                    head[1],
                    words[head[1]].number or "s",
                )
                mentions[index].append(located)
    for time in times:
        if place := _place(analysis, starts, time.span):
            located_times[place[0]].append((time, place[1], place[2]))
    return tuple(
        Scene(
            index,
            sentence,
            verb_groups(sentence),
            _phrases(
                sentence,
                sorted(mentions[index], key=lambda m: (m.first, -m.last)),
                {i for _, first, last in located_times[index] for i in range(first, last + 1)},
            ),
            tuple(sorted(mentions[index], key=lambda m: (m.first, -m.last))),
            tuple(sorted(located_times[index], key=lambda item: item[1])),
        )
        for index, sentence in enumerate(analysis.sentences)
    )


def _place(analysis: Analysis, starts: Sequence[int], span: Span) -> tuple[int, int, int] | None:
    index = bisect_right(starts, span.start) - 1
    if index < 0:
        return None
    inside = [
        number
        for number, word in enumerate(analysis.sentences[index].words)
        if word.start < span.end and span.start < word.end
    ]
    return (index, inside[0], inside[-1]) if inside else None


@dataclass(frozen=True, slots=True)
class _Part:
    first: int
    last: int
    head: int
    number: str
    mention: Located | None


def _phrases(
    sentence: Sentence, mentions: list[Located], timed: Container[int]
) -> tuple[Phrase, ...]:
    outer: list[Located] = []
    for mention in mentions:
        if mention.level != "ADJ" and not (outer and mention.last <= outer[-1].last):
            outer.append(mention)
    covered = {index for mention in outer for index in range(mention.first, mention.last + 1)}
    parts = [_Part(m.first, m.last, m.head, m.number, m) for m in outer]
    for chunk in noun_chunks(sentence):
        if chunk.head not in covered and chunk.head not in timed:
            free = [i for i in range(chunk.first, chunk.last + 1) if i not in covered]
            number = sentence.words[chunk.head].number or "s"
            parts.append(_Part(free[0], max(free[-1], chunk.head), chunk.head, number, None))
    parts.sort(key=lambda part: part.first)
    phrases: list[Phrase] = []
    pending: list[_Part] = []
    for part in parts:
        if pending and not _linked(sentence, parts, pending, part, mentions):
            phrases.append(_phrase(sentence, pending))
            pending = []
        pending.append(part)
    if pending:
        phrases.append(_phrase(sentence, pending))
    return tuple(phrases)


def _linked(
    sentence: Sentence,
    parts: list[_Part],
    pending: list[_Part],
    part: _Part,
    mentions: list[Located],
) -> bool:
    before = pending[-1]
    between = sentence.words[before.last + 1 : part.first]
    if before.last >= part.first:
        return False
    words = [word for word in between if word.pos != "DET" and word.text not in OPENING]
    if not between and _names_its_members(before, part):
        return True
    same = (
        before.mention is not None
        and part.mention is not None
        and before.mention.entity == part.mention.entity
    )
    if all(word.text == "," for word in words) and len(words) <= 1:
        return same or (bool(words) and _enumerates(sentence, parts, part))
    if any(word.lower in CONJUNCTIONS for word in words):
        if _shares_complement(mentions, before, part, words) or _opens_clause(sentence, part):
            return False
        rest = [w for w in words if w.text != "," and w.lower not in CONJUNCTIONS]
        prepositions = {CONTRACTED.get(w.lower, w.lower) for w in rest if w.pos == "ADP"}
        own = _preposition(sentence, pending[0].first)
        return len(words) <= 3 and all(w.pos == "ADP" for w in rest) and prepositions <= {own}
    return False


def _names_its_members(before: _Part, part: _Part) -> bool:
    """*Los presidentes A y B*: a plural with the names of its members right behind."""
    group, name = before.mention, part.mention
    return (
        group is not None
        and name is not None
        and group.type == name.type == "PER"
        and (group.level, name.level, group.number) == ("NOM", "NAM", "p")
    )


def _shares_complement(
    mentions: list[Located], before: _Part, part: _Part, words: list[Word]
) -> bool:
    """Whether `part` continues a complement inside `before`: *ministros de Perú y Chile*."""
    return (
        part.mention is not None
        and before.mention is not None
        and part.mention.type != before.mention.type
        and len(words) == 1
        and any(
            inner.last == before.last
            and inner.first > before.first
            and inner.type == part.mention.type
            and inner.level == part.mention.level
            for inner in mentions
        )
    )


def _opens_clause(sentence: Sentence, part: _Part) -> bool:
    """Whether a singular verb behind `part` makes it a subject by itself."""
    index = part.last + 1
    words = sentence.words
    while index < len(words) and (words[index].pos == "PRON" or words[index].lower == "no"):
        index += 1
    if index >= len(words):
        return False
    word = words[index]
    return word.pos in ("VERB", "AUX") and word.mood == "ind" and word.number == "s"


def _enumerates(sentence: Sentence, parts: list[_Part], part: _Part) -> bool:
    following = next((other for other in parts if other.first > part.last), None)
    if following is None or part.mention is None:
        return False
    between = sentence.words[part.last + 1 : following.first]
    words = [word for word in between if word.pos != "DET"]
    return bool(words) and len(words) <= 2 and any(w.lower in CONJUNCTIONS for w in words)


def _phrase(sentence: Sentence, parts: list[_Part]) -> Phrase:
    slots: list[list[Located]] = []
    listed = len(parts) > 1 and _names_its_members(parts[0], parts[1])
    for part in parts:
        if part.mention is None or (listed and part is not parts[0]):
            continue
        if slots and slots[-1][-1].entity == part.mention.entity:
            slots[-1].append(part.mention)
        else:
            slots.append([part.mention])
    several = len(slots) > 1 or (len(parts) > 1 and len(slots) != 1)
    return Phrase(
        parts[0].first,
        parts[-1].last,
        tuple(part.head for part in parts),
        _preposition(sentence, parts[0].first),
        tuple(tuple(slot) for slot in slots),
        "p" if several else parts[0].number,
    )


def _preposition(sentence: Sentence, first: int) -> str:
    words = sentence.words
    index = first - 1
    while index >= 0 and (
        words[index].pos in ("DET", "NUM")
        or words[index].text in OPENING
        or words[index].text == STRAIGHT
    ):
        index -= 1
    if index < 0:
        return ""
    last = CONTRACTED.get(words[index].lower, words[index].lower)
    if words[index].pos != "ADP" and last not in ("según", "como", "excepto", "salvo"):
        return ""
    for size in (3, 2):
        if index + 1 >= size:
            tail = [word.lower for word in words[index + 1 - size : index]] + [last]
            if simple := COMPLEX_PREPOSITIONS.get(tuple(tail)):
                return simple
    return last

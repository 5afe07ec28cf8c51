"""A document under proofreading: its words, and what is annotated on each of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from acuerdo.annotation import Argument, Entity, Event, Example, Mention, Span, Time
from acuerdo.ontology import Ontology
from acuerdo.tokens import tokens

WINDOW = 45
"""Code points of context on either side of a place."""

_SENTENCE_END = frozenset(".?!…")
_OPENING = frozenset("«“\"'‘(—–-¿¡")
_CLOSING = frozenset("»”\"'’)")


@dataclass(frozen=True, slots=True)
class Word:
    """A reference token in its place.

    Attributes:
        index: Number among the tokens of the text.
        span: Where it stands.
        text: As written.
        lower: In lower case.
        sentence: Number of its sentence in the text.
        first: Whether it is the first word of its sentence.
    """

    index: int
    span: Span
    text: str
    lower: str
    sentence: int
    first: bool

    @property
    def is_word(self) -> bool:
        """Whether it is more than a punctuation mark."""
        return self.text[0].isalnum()


class Page:
    """A document with its annotations, looked up by word.

    Args:
        example: Annotated, without the problems that ``validate`` finds.
        ontology: The labels.
    """

    def __init__(self, example: Example, ontology: Ontology) -> None:
        self.ontology = ontology
        self.document = example.document
        self.text = example.document.text
        self.gold = example.gold
        self.mentions: dict[str, tuple[Mention, Entity]] = {
            mention.id: (mention, entity) for mention, entity in example.gold.mentions()
        }
        self.times: dict[str, Time] = {time.id: time for time in example.gold.times}
        self.events: dict[str, Event] = {event.id: event for event in example.gold.events}

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every token, punctuation included."""
        return tuple(_words(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [word.span.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.span.end for word in self.words]

    def within(self, span: Span) -> tuple[Word, ...]:
        """The words that a span touches."""
        first = bisect_right(self._ends, span.start)
        return self.words[first : bisect_left(self._starts, span.end)]

    def at(self, index: int) -> Word | None:
        """A word by its number; None before the first and after the last."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def left(self, word: Word, number: int = 4) -> tuple[str, ...]:
        """The words before a word in its sentence, in lower case, the nearest last."""
        before = self.words[max(0, word.index - number) : word.index]
        return tuple(w.lower for w in before if w.sentence == word.sentence)

    def right(self, word: Word, number: int = 4) -> tuple[Word, ...]:
        """The words after a word in its sentence."""
        after = self.words[word.index + 1 : word.index + 1 + number]
        return tuple(w for w in after if w.sentence == word.sentence)

    def before(self, span: Span) -> Word | None:
        """The word that ends last before a span, in its line."""
        word = self.at(bisect_right(self._ends, span.start) - 1)
        if word is None or "\n" in self.text[word.span.end : span.start]:
            return None
        return word

    def after(self, span: Span) -> Word | None:
        """The word that begins first after a span, in its line."""
        word = self.at(bisect_left(self._starts, span.end))
        if word is None or "\n" in self.text[span.end : word.span.start]:
            return None
        return word

    @cached_property
    def heads(self) -> dict[Span, tuple[Mention, Entity]]:
        """Mentions by their heads."""
        return {mention.head: (mention, entity) for mention, entity in self.mentions.values()}

    def mentions_over(self, span: Span) -> list[tuple[Mention, Entity]]:
        """Mentions that hold a span."""
        return [found for found in self.mentions.values() if span in found[0].span]

    def in_name(self, span: Span) -> bool:
        """Whether a span lies inside a name."""
        return any(mention.level == "NAM" for mention, _ in self.mentions_over(span))

    def in_mention(self, span: Span) -> bool:
        """Whether a span lies inside any mention."""
        return bool(self.mentions_over(span))

    def in_trigger(self, span: Span) -> bool:
        """Whether a span touches a trigger."""
        return any(event.trigger.overlap(span) for event in self.gold.events)

    def in_time(self, span: Span) -> bool:
        """Whether a span touches a time expression."""
        return any(time.span.overlap(span) for time in self.gold.times)

    def fillers(self, event: Event, *roles: str) -> list[str]:
        """Ids of the fillers of some roles."""
        return [argument.filler for argument in event.arguments if argument.role in roles]

    def entity_of(self, argument: Argument | str) -> Entity | None:
        """The entity of an argument's filler, or of a mention's id."""
        found = self.mentions.get(argument if isinstance(argument, str) else argument.filler)
        return found[1] if found else None

    @cached_property
    def argument_entities(self) -> dict[str, frozenset[str]]:
        """Ids of the entities that are arguments of each event, or of one on its trigger (V15)."""
        found: dict[Span, set[str]] = {}
        for event in self.gold.events:
            entities = (self.entity_of(argument) for argument in event.arguments)
            found.setdefault(event.trigger, set()).update(e.id for e in entities if e is not None)
        return {event.id: frozenset(found[event.trigger]) for event in self.gold.events}

    @cached_property
    def ordered(self) -> list[Event]:
        """Events by the place of their triggers."""
        return sorted(self.gold.events, key=lambda event: (event.trigger, event.id))

    @cached_property
    def clusters(self) -> dict[str, list[Event]]:
        """Coreferent events in text order, by the id of the first (L1)."""
        by_name: dict[str, list[Event]] = {}
        for event in self.ordered:
            by_name.setdefault(event.cluster or f" {event.id}", []).append(event)
        return {members[0].id: members for members in by_name.values()}

    @cached_property
    def first_of(self) -> dict[str, str]:
        """Id of the first event of the cluster of each event."""
        return {e.id: first for first, members in self.clusters.items() for e in members}

    def paragraph(self, span: Span) -> int:
        """Number of a span's paragraph: its non-empty line, counted from 1."""
        line_end = self.text.find("\n", span.start)
        upto = self.text[: line_end if line_end >= 0 else len(self.text)]
        return sum(1 for line in upto.split("\n") if line.strip())

    def place(self, span: Span) -> str:
        """A span as the authoring notation writes it: ``2 pacto #2``."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        surface = self.document[span]
        pattern = re.escape(surface)
        pattern = (r"(?<!\w)" if surface[0].isalnum() else "") + pattern
        pattern += r"(?!\w)" if surface[-1].isalnum() else ""
        starts = [start + match.start() for match in re.finditer(f"(?={pattern})", line)]
        several = len(starts) > 1 and span.start in starts
        number = f" #{starts.index(span.start) + 1}" if several else ""
        return f"{self.paragraph(span)} {surface}{number}"

    def context(self, span: Span) -> str:
        """The words around a span in its line, with the span in brackets."""
        line = self.text.rfind("\n", 0, span.start) + 1
        line_end = self.text.find("\n", span.end)
        line_end = line_end if line_end >= 0 else len(self.text)
        start, end = max(line, span.start - WINDOW), min(line_end, span.end + WINDOW)
        if start > line:
            start = min(span.start, self.text.find(" ", start) + 1)
        if end < line_end:
            end = max(span.end, self.text.rfind(" ", 0, end))
        pieces = (
            "… " if start > line else "",
            self.text[start : span.start],
            f"[{self.document[span]}]",
            self.text[span.end : end],
            " …" if end < line_end else "",
        )
        return "".join(pieces)


def told(page: Page, events: Iterable[Event]) -> str:
    """Triggers with their places, for a sentence: ``'firmado' (2)``."""
    return ", ".join(
        f"{page.document[event.trigger]!r} ({page.paragraph(event.trigger)})" for event in events
    )


def _words(text: str) -> Iterator[Word]:
    sentence, ended, begun, last = 0, False, False, 0
    for index, span in enumerate(tokens(text)):
        surface = text[span.start : span.end]
        broken = "\n" in text[last : span.start]
        starts = surface[0].isupper() or surface[0].isdigit() or surface[0] in _OPENING
        if index and (broken or (ended and starts and surface[0] not in _CLOSING)):
            sentence, begun = sentence + 1, False
        wordlike = surface[0].isalnum()
        yield Word(index, span, surface, surface.lower(), sentence, wordlike and not begun)
        begun = begun or wordlike
        ended = surface in _SENTENCE_END or (ended and surface[0] in _CLOSING)
        last = span.end

"""Gazetteer: marks the names and the event words that it has on its lists, and nothing else.

No context is read: a name is what its list says, an event is a word whose lemma has an
unconditional entry in the trigger lexicon, and an event has no arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from acuerdo.annotation import Annotations, Document, Entity, Event, Mention, Span
from acuerdo_baselines.lexicons.names import Name, known_names, name_head
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.lexicons.tables import read_table
from acuerdo_baselines.spanish.morphology import noun_lemma, verb_readings
from acuerdo_baselines.surfaces import Surfaces, is_whole_word

_WORD = re.compile(r"[^\W\d_]+")
_INFINITIVE = re.compile(r"\w+[aeií]r(se)?\b")


@dataclass(frozen=True, slots=True)
class Trigger:
    """An entry of the trigger lexicon that holds in any context."""

    type: str
    mode: str


class Gazetteer:
    """A system of lists: names, demonyms, world organisations, event words.

    >>> found = next(Gazetteer().extract([Document("d", "Una ministra peruana llegó a Quito.")]))
    >>> [entity.name for entity in found.entities]
    ['Perú', 'Quito']
    """

    name = "gazetteer"

    def __init__(self) -> None:
        self._names = known_names()
        self._phrases = _phrases()
        self._surfaces = Surfaces([*self._names, *self._phrases])

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield the listed names, grouped by what they name, and the listed event words."""
        for document in documents:
            yield self._extract(document)

    def _extract(self, document: Document) -> Annotations:
        names: list[tuple[Span, Name]] = []
        triggers: list[tuple[Span, Span, Trigger]] = []
        for span, surface in self._surfaces.find(document.text):
            if surface in self._names:
                names.append((span, self._names[surface]))
            else:
                head, trigger = self._phrases[surface]
                start = span.start + head.start
                triggers.append((span, Span(start, span.start + head.end), trigger))
        taken = _covered([span for span, _ in names] + [span for span, _, _ in triggers])
        for match in _WORD.finditer(document.text):
            if match.start() not in taken and is_whole_word(document.text, *match.span()):
                found = _trigger(match.group())
                if found is not None:
                    word = Span(*match.span())
                    triggers.append((word, word, found))
        triggers.sort(key=lambda item: item[0])
        return Annotations(
            document.id,
            entities=_entities(names),
            events=tuple(
                Event(f"e{number}", trigger.type, span, head, trigger.mode)
                for number, (span, head, trigger) in enumerate(triggers, 1)
            ),
        )


def _entities(names: list[tuple[Span, Name]]) -> tuple[Entity, ...]:
    chains: dict[tuple[str, str], list[tuple[Span, Name]]] = {}
    for span, name in names:
        chains.setdefault((name.type, name.name), []).append((span, name))
    entities = []
    number = 0
    for order, ((kind, canonical), found) in enumerate(chains.items(), 1):
        mentions = []
        for span, name in found:
            number += 1
            start, end = name_head(name.surface)
            head = Span(span.start + start, span.start + end)
            mentions.append(Mention(f"m{number}", span, head, name.level))
        first = found[0][1]
        entities.append(
            Entity(f"n{order}", kind, tuple(mentions), canonical, first.country, first.sector)
        )
    return tuple(entities)


def _covered(spans: list[Span]) -> set[int]:
    return {offset for span in spans for offset in range(span.start, span.end)}


@cache
def _lexicon() -> dict[tuple[str, str], Trigger]:
    """Unconditional one-word entries by (part of speech, lemma)."""
    entries: dict[tuple[str, str], Trigger] = {}
    for row in read_table("triggers"):
        if row["pos"] in ("VERB", "NOUN") and row["type"] != "-" and not row["condition"]:
            key = row["pos"], row["lemma"]
            entries.setdefault(key, Trigger(row["type"], row["mode"]))
    return entries


@cache
def _phrases() -> dict[str, tuple[Span, Trigger]]:
    """Fixed expressions that do not inflect, with the place of their head (marked ``*``)."""
    phrases: dict[str, tuple[Span, Trigger]] = {}
    for row in read_table("triggers"):
        if row["pos"] != "MWE" or row["type"] == "-" or row["condition"]:
            continue
        if _INFINITIVE.match(row["lemma"]) or "*" not in row["lemma"]:
            continue
        end = row["lemma"].index("*")
        start = row["lemma"].rfind(" ", 0, end) + 1
        surface = row["lemma"].replace("*", "")
        if start < end:
            phrases[surface] = (Span(start, end), Trigger(row["type"], row["mode"]))
    return phrases


@cache
def _trigger(word: str) -> Trigger | None:
    """The lexicon's entry for a word form, as a verb before as a noun; entities are none."""
    lexicon = _lexicon()
    lower = word.lower()
    if lower in entity_nouns():
        return None
    for reading in verb_readings(lower):
        found = lexicon.get(("VERB", reading.lemma))
        if found is not None:
            return found
    return lexicon.get(("NOUN", noun_lemma(lower)))

"""A document as the classifiers see it: sentences, and what was found in them on word indices."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from acuerdo.annotation import Annotations, Document, Entity, Event, Mention, Span
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear.stretch import Counts, count
from acuerdo_baselines.rules.government import Governor, governor
from acuerdo_baselines.rules.scene import Located, Scene, scenes
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.rules.valency import DATIVES, REFLEXIVES
from acuerdo_baselines.spanish.analysis import Analysis, Word, analyze

CLITICS = DATIVES | REFLEXIVES
"""Pronouns that lean on a verb."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention, time or trigger in its sentence: word indices, both ends included."""

    id: str
    scene: int
    first: int
    last: int
    head: int


@dataclass(frozen=True, eq=False)
class Reading:
    """One document with its spans.

    What stands on no word of the analysis is in no table here, and gets no links.

    Attributes:
        document: The text.
        found: Mentions in entities, times and triggers; whatever else it holds is not looked at.
        analysis: Sentences of tagged words.
        ontology: What may be answered.
    """

    document: Document
    found: Annotations
    analysis: Analysis
    ontology: Ontology

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The sentences with verb groups, phrases, mentions and times."""
        entities = [
            replace(entity, mentions=tuple(map(self._within_sentence, entity.mentions)))
            for entity in self.found.entities
        ]
        whole = scenes(self.analysis, entities, self.found.times)
        # A clitic is no phrase: in "el rey lo firmó" the subject is not "lo".
        free = [
            replace(entity, mentions=tuple(m for m in entity.mentions if not self._is_clitic(m)))
            for entity in entities
        ]
        if free == entities:
            return whole
        bare = scenes(self.analysis, free, self.found.times)
        return tuple(
            replace(scene, phrases=other.phrases) for scene, other in zip(whole, bare, strict=True)
        )

    @cached_property
    def mentions(self) -> dict[str, Located]:
        """Mentions on the words of their sentences, by id."""
        return {mention.id: mention for scene in self.scenes for mention in scene.mentions}

    @cached_property
    def scene_of(self) -> dict[str, int]:
        """Index of the sentence of each mention, time and event, by id."""
        places = {mention.id: scene.index for scene in self.scenes for mention in scene.mentions}
        places.update((time, place.scene) for time, place in self.times.items())
        places.update((event, trigger.scene) for event, trigger in self.triggers.items())
        return places

    @cached_property
    def entity_of(self) -> dict[str, Entity]:
        """The entity of each mention, by the id of the mention."""
        return {mention.id: entity for mention, entity in self.found.mentions()}

    @cached_property
    def surface(self) -> dict[str, str]:
        """The words of each mention, by id."""
        return {mention.id: self.document[mention.span] for mention, _ in self.found.mentions()}

    @cached_property
    def times(self) -> dict[str, Placed]:
        """Time expressions on the words of their sentences, by id."""
        return {
            time.id: Placed(time.id, scene.index, first, last, first)
            for scene in self.scenes
            for time, first, last in scene.times
        }

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.found.events}

    @cached_property
    def triggers(self) -> dict[str, Trigger]:
        """Triggers on the words of their sentences, by the id of the event."""
        placed = ((event.id, self._trigger(event)) for event in self.found.events)
        return {identifier: trigger for identifier, trigger in placed if trigger is not None}

    @cached_property
    def discourse(self) -> Discourse:
        """Everything that the grammar looks subjects up in."""
        ordered = sorted(
            set(self.triggers.values()), key=lambda t: (t.scene, t.first, t.last, t.head, t.type)
        )
        return Discourse(self.scenes, tuple(ordered), self.ontology)

    @cached_property
    def inside(self) -> tuple[tuple[Trigger, ...], ...]:
        """The triggers of each sentence, in text order."""
        table: list[list[Trigger]] = [[] for _ in self.scenes]
        for trigger in self.discourse.triggers:
            table[trigger.scene].append(trigger)
        return tuple(tuple(triggers) for triggers in table)

    @cached_property
    def event_at(self) -> dict[Trigger, str]:
        """The first event of each trigger."""
        events: dict[Trigger, str] = {}
        for identifier, trigger in sorted(self.triggers.items()):
            events.setdefault(trigger, identifier)
        return events

    @cached_property
    def above(self) -> dict[str, Governor | None]:
        """What each event depends on, by id."""
        table: dict[Trigger, Governor | None] = {}
        for trigger in self.discourse.triggers:
            scene = self.scenes[trigger.scene]
            table[trigger] = governor(scene, trigger, self.inside[trigger.scene])
        return {identifier: table[trigger] for identifier, trigger in self.triggers.items()}

    @cached_property
    def counts(self) -> tuple[Counts, ...]:
        """What stands before each word of each sentence."""
        return tuple(count(scene) for scene in self.scenes)

    @cached_property
    def enclosing(self) -> dict[str, Located | None]:
        """The smallest mention that each mention is nested in, by id."""
        return {
            mention.id: _enclosing(scene, mention)
            for scene in self.scenes
            for mention in scene.mentions
        }

    @cached_property
    def quoted(self) -> tuple[tuple[bool, ...], ...]:
        """Whether each word of each sentence stands between quotation marks of its paragraph."""
        table: list[tuple[bool, ...]] = []
        opened, line = False, -1
        for scene in self.scenes:
            if scene.sentence.line != line:
                opened, line = False, scene.sentence.line
            states = []
            for word in scene.words:
                if word.text in ("«", "“"):
                    opened = True
                elif word.text in ("»", "”"):
                    opened = False
                elif word.text == '"':
                    opened = not opened
                states.append(opened)
            table.append(tuple(states))
        return tuple(table)

    def words(self, identifier: str) -> Sequence[Word]:
        """The words of the sentence of a mention, time or event."""
        return self.scenes[self.scene_of[identifier]].words

    def clustered(self, entities: Sequence[Entity]) -> Reading:
        """Return the same document with its mentions in other entities."""
        return Reading(
            self.document,
            replace(self.found, entities=tuple(entities)),
            self.analysis,
            self.ontology,
        )

    def _is_clitic(self, mention: Mention) -> bool:
        return mention.level == "PRO" and self.document[mention.span].lower() in CLITICS

    def _within_sentence(self, mention: Mention) -> Mention:
        """The mention with a head in the sentence that it begins in."""
        place, head = (place_of(self.analysis, span) for span in (mention.span, mention.head))
        if place is None or head is None or place[0] == head[0]:
            return mention
        return replace(mention, head=mention.span)

    def _trigger(self, event: Event) -> Trigger | None:
        place = place_of(self.analysis, event.trigger)
        if place is None:
            return None
        index, first, last = place
        head = _head(self.scenes[index].words, event.head, first, last)
        scene = self.scenes[index]
        group = scene.group_of(head)
        if group is None and first != head:
            group = scene.group_of(first)
        word = scene.words[head]
        if group is not None:
            pos = "VERB"
        elif word.lower == "según" or word.pos == "ADP":
            pos = "ADP"
        else:
            pos = "ADJ" if word.mood == "par" else "NOUN"
        return Trigger(index, first, last, head, word.lemma, pos, event.type, "", group)


def read(
    document: Document, found: Annotations, ontology: Ontology, analysis: Analysis | None = None
) -> Reading:
    """Return a document with its spans, as the classifiers see it.

    >>> from acuerdo.dataset import load_ontology
    >>> reading = read(Document("d", "Llegó ayer."), Annotations("d"), load_ontology())
    >>> [word.lemma for word in reading.scenes[0].words]
    ['llegar', 'ayer', '.']
    """
    tagged = _with_names(analysis or analyze(document.text), found)
    return Reading(document, found, tagged, ontology)


def place_of(analysis: Analysis, span: Span) -> tuple[int, int, int] | None:
    """Return sentence, first and last word of a span; None when it covers no word.

    >>> place_of(analyze("Sí. No fue."), Span(7, 10))
    (1, 1, 1)
    """
    starts = [sentence.start for sentence in analysis.sentences]
    index = bisect_right(starts, span.start) - 1
    if index < 0:
        return None
    inside = [
        number
        for number, word in enumerate(analysis.sentences[index].words)
        if word.start < span.end and span.start < word.end
    ]
    return (index, inside[0], inside[-1]) if inside else None


def _with_names(analysis: Analysis, found: Annotations) -> Analysis:
    """The analysis without verbs inside names: *Molina* grinds nothing where it is a person."""
    taken: dict[int, set[int]] = {}
    for mention, _ in found.mentions():
        place = place_of(analysis, mention.span) if mention.level == "NAM" else None
        if place is not None:
            taken.setdefault(place[0], set()).update(range(place[1], place[2] + 1))
    sentences = list(analysis.sentences)
    for index, inside in taken.items():
        words = sentences[index].words
        wrong = {
            i for i in inside if words[i].pos in ("VERB", "AUX") and words[i].text[0].isupper()
        }
        if wrong:
            renamed = tuple(_name(w) if i in wrong else w for i, w in enumerate(words))
            sentences[index] = replace(sentences[index], words=renamed)
    return replace(analysis, sentences=tuple(sentences))


def _name(word: Word) -> Word:
    return replace(word, pos="PROPN", lemma=word.text, mood="", tense="", person=0, clitics=())


def _head(words: Sequence[Word], head: Span, first: int, last: int) -> int:
    for index in range(first, last + 1):
        if words[index].start < head.end and head.start < words[index].end:
            return index
    return last


def _enclosing(scene: Scene, mention: Located) -> Located | None:
    """The smallest mention of the sentence that a mention is nested in."""
    outer = [
        other
        for other in scene.mentions
        if other is not mention
        and other.first <= mention.first
        and mention.last <= other.last
        and (other.first, other.last) != (mention.first, mention.last)
    ]
    return min(outer, key=lambda other: other.last - other.first, default=None)

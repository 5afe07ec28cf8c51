"""Brat standoff read back: lines first, then what they say together, all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    EventRelation,
    Mention,
    Quote,
    Relation,
    Time,
)
from acuerdo.formats.brat.lines import Bound, Lines
from acuerdo.formats.brat.writing import CUE, NOTHING, QUOTE
from acuerdo.ontology import Ontology
from acuerdo.validation import Problem


@dataclass(frozen=True, slots=True)
class Standoff:
    """What an ``.ann`` file says.

    Attributes:
        annotations: Every item that could be read; complete when there are no problems.
        problems: What could not be read.
        lines: Line of every item, counted from 1, by id.
    """

    annotations: Annotations
    problems: tuple[Problem, ...]
    lines: dict[str, int]


def from_standoff(document: Document, content: str, ontology: Ontology, file: str) -> Standoff:
    r"""Return what an ``.ann`` file says about a document.

    Items keep the ids of the file. Entities are named ``N1``, ``N2``, … and clusters of events
    ``c1``, ``c2``, … by first mention. What the ontology and the rules forbid is left to the
    validator.

    Args:
        document: The text that offsets count in.
        content: The file's content.
        ontology: Tells times, triggers and mentions apart by their labels.
        file: Name of the file, for problems.

    >>> from acuerdo.dataset import load_ontology
    >>> ann = "T1\tGPE 0 5\tMoscú\nA1\tLevel T1 NAM\n"
    >>> standoff = from_standoff(Document("d", "Moscú calla"), ann, load_ontology(), "d.ann")
    >>> standoff.annotations.entities[0].mentions[0].level
    'NAM'
    """
    lines = Lines(document, file)
    for number, line in enumerate(content.split("\n"), start=1):
        if line:
            lines.read(line, number)
    annotations = _Assembly(document, ontology, lines).annotations()
    return Standoff(annotations, tuple(lines.problems), lines.lines)


class _Assembly:
    """Puts the lines together."""

    def __init__(self, document: Document, ontology: Ontology, lines: Lines) -> None:
        self._document = document
        self._ontology = ontology
        self._lines = lines

    def annotations(self) -> Annotations:
        """Put the lines together."""
        triggers = {frame.trigger: frame for frame in self._lines.frames.values()}
        ontology = self._ontology
        mentions, times = [], []
        for item in sorted(self._lines.bounds, key=self._lines.position):
            label = self._lines.bounds[item].label
            if label in ontology.time_type_names:
                times.append(self._time(item))
            elif label in ontology.entity_type_names:
                mentions.append(self._mention(item))
            elif item not in triggers and label not in (QUOTE, CUE):
                known = label in ontology.event_type
                self._lines.item_problem(
                    item,
                    f"{label} outside any event" if known else f"unknown label {label!r}",
                    "an E line with this trigger" if known else "a label of the ontology",
                )
        frames = sorted(self._lines.frames, key=lambda item: (self._trigger_position(item), item))
        clusters = self._clusters(frames)
        events = [self._event(f, clusters) for f in frames if self._lines.frames[f].type != QUOTE]
        quotes = [self._quote(f) for f in frames if self._lines.frames[f].type == QUOTE]
        links = sorted(self._lines.links.items(), key=lambda link: int(link[0][1:]))
        annotations = Annotations(
            self._document.id,
            entities=tuple(self._entities(mentions)),
            times=tuple(times),
            events=tuple(event for event in events if event is not None),
            relations=tuple(
                Relation(item, *link)
                for item, link in links
                if link[0] not in ontology.event_relation_type
            ),
            event_relations=tuple(
                EventRelation(item, *link)
                for item, link in links
                if link[0] in ontology.event_relation_type
            ),
            quotes=tuple(quote for quote in quotes if quote is not None),
        )
        self._leftovers()
        return annotations

    def _mention(self, item: str) -> Mention:
        span = self._lines.bounds[item].span
        return Mention(
            item, span, self._lines.head(item, span), self._lines.attribute(item, "Level")
        )

    def _time(self, item: str) -> Time:
        bound = self._lines.bounds[item]
        value, _ = self._lines.notes.pop((item, "Value"), ("", 0))
        if not value:
            self._lines.item_problem(item, "no Value note", f"#1<TAB>Value {item}<TAB>value")
        mod = self._lines.attribute(item, "Mod", optional=True)
        return Time(item, bound.span, bound.label, value, mod)

    def _event(self, item: str, clusters: dict[str, str]) -> Event | None:
        frame = self._lines.frames[item]
        polarity, certainty, time = (
            self._lines.attribute(item, name) for name in ("Polarity", "Certainty", "Time")
        )
        mode = self._lines.attribute(item, "Mode", optional=True)
        bound = self._bound(item, frame.trigger, frame.type)
        if bound is None:
            return None
        return Event(
            item,
            frame.type,
            bound.span,
            self._lines.head(frame.trigger, bound.span),
            mode,
            polarity,
            certainty,
            time,
            clusters.get(item, ""),
            tuple(Argument(role.rstrip("0123456789"), filler) for role, filler in frame.arguments),
        )

    def _quote(self, item: str) -> Quote | None:
        frame = self._lines.frames[item]
        form = self._lines.attribute(item, "Form")
        contents = [self._bound(item, frame.trigger, QUOTE)]
        cues: list[Bound | None] = []
        ends = {"Source": "", "Event": ""}
        for numbered, filler in frame.arguments:
            role = numbered.rstrip("0123456789")
            if role == "Content":
                contents.append(self._bound(item, filler, QUOTE))
            elif role == CUE:
                cues.append(self._bound(item, filler, CUE))
            elif numbered in ends and not ends[numbered]:
                ends[numbered] = filler
            else:
                self._lines.item_problem(
                    item, f"role {numbered!r} of a quote", "Content, Cue, or one Source or Event"
                )
        content = tuple(bound.span for bound in contents if bound is not None)
        cue = tuple(bound.span for bound in cues if bound is not None)
        return Quote(item, form, content, cue, ends["Source"], ends["Event"]) if content else None

    def _bound(self, item: str, reference: str, label: str) -> Bound | None:
        bound = self._lines.bounds.get(reference)
        if bound is None:
            if reference not in self._lines.lines:
                self._lines.item_problem(item, f"{reference} is nowhere", "the id of a T line")
        elif bound.label != label:
            self._lines.item_problem(
                item, f"{label} on {reference}, which is {bound.label}", "one label"
            )
        return bound

    def _entities(self, mentions: list[Mention]) -> Iterator[Entity]:
        by_id = {mention.id: mention for mention in mentions}
        chain: dict[str, set[str]] = {}
        for label, members, line in self._lines.groups:
            if label not in ("Coreference", "EventCoreference"):
                self._lines.problem(line, f"relation {label!r}", "Coreference or EventCoreference")
            if label != "Coreference":
                continue
            for member in members:
                if member not in by_id:
                    self._lines.problem(line, f"{member} in a chain", "the id of a mention")
                elif member in chain:
                    self._lines.problem(
                        line, f"mention {member} in two chains", "one entity for each"
                    )
            chain |= {member: set(members) for member in members if member not in chain}
        done: set[str] = set()
        number = 0
        for mention in mentions:
            if mention.id in done:
                continue
            number += 1
            together = chain.get(mention.id, {mention.id}) - done
            done |= together
            own = [each for each in mentions if each.id in together]
            types = {self._lines.bounds[each.id].label for each in own}
            if len(types) > 1:
                listed = ", ".join(f"{m.id} {self._lines.bounds[m.id].label}" for m in own)
                self._lines.item_problem(
                    mention.id, f"one entity of several types: {listed}", "one type"
                )
            yield Entity(
                f"N{number}",
                self._lines.bounds[mention.id].label,
                tuple(own),
                *self._entity_note(own),
            )

    def _entity_note(self, members: list[Mention]) -> tuple[str, str, str]:
        notes = [self._lines.notes.pop((member.id, "Entity"), None) for member in members]
        written = [note for note in notes if note is not None]
        if not written:
            return "", "", ""
        for note in written[1:]:
            self._lines.problem(
                note[1], "a second Entity note of one entity", "one for each entity"
            )
        fields = [field.strip() for field in written[0][0].split("|")]
        if len(fields) != 3:
            self._lines.problem(
                written[0][1], repr(written[0][0]), "name | country | sector, - for none"
            )
            return "", "", ""
        name, country, sector = ("" if field == NOTHING else field for field in fields)
        return name, country, sector

    def _clusters(self, frames: list[str]) -> dict[str, str]:
        clusters: dict[str, str] = {}
        first = {item: n for n, item in enumerate(frames)}
        groups = [(m, n) for label, m, n in self._lines.groups if label == "EventCoreference"]
        for members, number in groups:
            for member in members:
                if member not in self._lines.frames or self._lines.frames[member].type == QUOTE:
                    self._lines.problem(number, f"{member} in a cluster", "the id of an event")
        groups.sort(key=lambda group: min(first.get(member, len(first)) for member in group[0]))
        for name, (members, number) in enumerate(groups, start=1):
            for member in members:
                if member in clusters:
                    self._lines.problem(number, f"event {member} in two clusters", "one for each")
                clusters.setdefault(member, f"c{name}")
        return clusters

    def _leftovers(self) -> None:
        used = {frame.trigger for frame in self._lines.frames.values()}
        used |= {item for frame in self._lines.frames.values() for _, item in frame.arguments}
        for item, bound in self._lines.bounds.items():
            if bound.label in (QUOTE, CUE) and item not in used:
                self._lines.item_problem(
                    item, f"{bound.label} outside any quote", "an E line with it"
                )
        for (item, name), (_, number) in (
            *self._lines.attributes.items(),
            *self._lines.notes.items(),
        ):
            found = f"{name} of {item}" if item in self._lines.lines else f"{item} is nowhere"
            self._lines.problem(number, found, "an attribute or note that its target takes")

    def _trigger_position(self, item: str) -> tuple[int, int, int]:
        trigger = self._lines.frames[item].trigger
        return self._lines.position(trigger) if trigger in self._lines.bounds else (0, 0, 0)

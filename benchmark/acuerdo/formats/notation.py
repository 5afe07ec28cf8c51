"""The authoring notation: annotations in YAML that name words, never offsets.

An annotator writes ``2 [presidente] de Rusia``: paragraph, surface, head. ``read_notation`` finds
the place in the text and says everything that it cannot find. The notation is described in
``docs/formats.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

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
    Span,
    Time,
)
from acuerdo.formats.nodes import Nodes, line_of
from acuerdo.formats.paragraphs import Paragraphs, PlaceError
from acuerdo.formats.places import in_source
from acuerdo.ontology import Ontology
from acuerdo.validation import Problem, validate, validate_document

_SECTIONS = ("entities", "times", "events", "relations", "event_relations", "quotes")
_UNKNOWN = "-"
_GAP = re.compile(r"which no item has|no mention$|content no span")


@dataclass(frozen=True, slots=True)
class Notation:
    """What a notation file says.

    Attributes:
        annotations: Every item that could be read; complete when there are no problems.
        problems: What could not be read, or breaks the rules for gold.
    """

    annotations: Annotations
    problems: tuple[Problem, ...]


def read_notation(document: Document, content: str, ontology: Ontology, file: str) -> Notation:
    r"""Return what a notation file says about a document, validated as gold.

    Args:
        document: The text that it annotates.
        content: The file's content.
        ontology: What may be annotated.
        file: Name of the file, for problems.

    >>> from acuerdo.dataset import load_ontology
    >>> yaml = "times: {t1: {at: 1 lunes, type: DATE, value: 2024-06-17}}"
    >>> read_notation(Document("d", "Firman el lunes."), yaml, load_ontology(), "d.yaml").problems
    ()
    """
    nodes = Nodes(content, file)
    reader = _Reader(document, nodes)
    reader.read()
    annotations = reader.annotations()
    problems = [*validate_document(document, gold=True), *nodes.problems]
    for problem in validate(document, annotations, ontology, gold=True):
        # A line that could not be read leaves gaps: one report is enough.
        if not nodes.problems or not _GAP.search(f"{problem.where} {problem.found}"):
            problems.append(in_source(problem, annotations, file, reader.lines))
    return Notation(annotations, tuple(problems))


class _Reader:
    """Collects the items section by section, and the line of each."""

    def __init__(self, document: Document, nodes: Nodes) -> None:
        self.lines: dict[str, int] = {}
        self._document = document
        self._nodes = nodes
        self._paragraphs = Paragraphs(document.text)
        self._entities: list[Entity] = []
        self._times: list[Time] = []
        self._events: list[Event] = []
        self._relations: list[Relation] = []
        self._event_relations: list[EventRelation] = []
        self._quotes: list[Quote] = []

    def annotations(self) -> Annotations:
        return Annotations(
            self._document.id,
            tuple(self._entities),
            tuple(self._times),
            tuple(self._events),
            tuple(self._relations),
            tuple(self._event_relations),
            tuple(self._quotes),
        )

    def read(self) -> None:
        root = self._nodes.root()
        if root is None:
            return
        readers = {
            "entities": self._entity,
            "times": self._time,
            "events": self._event,
            "quotes": self._quote,
        }
        sections = self._nodes.fields(root, "the file", _SECTIONS)
        for name in _SECTIONS:
            if name not in sections:
                continue
            if name in readers:
                for key, line, node in self._nodes.mapping(sections[name], name):
                    self.lines[key] = line
                    readers[name](key, node)
            else:
                for number, node in enumerate(self._nodes.sequence(sections[name], name), start=1):
                    self._link(name, number, node)

    def _entity(self, key: str, node: yaml.Node) -> None:
        known = ("type", "name", "actor", "mentions")
        fields = self._nodes.fields(node, key, known, ("type", "mentions"))
        country, sector = "", ""
        if "actor" in fields:
            codes = self._nodes.scalar(fields["actor"], f"{key}.actor").split()
            if not 1 <= len(codes) <= 2:
                self._nodes.add(
                    line_of(fields["actor"]), f"{key}.actor", " ".join(codes), "COUNTRY SECTOR"
                )
            country, sector = (
                "" if code == _UNKNOWN else code for code in [*codes, _UNKNOWN, _UNKNOWN][:2]
            )
        mentions = []
        if "mentions" in fields:
            for name, line, value in self._nodes.mapping(fields["mentions"], f"{key}.mentions"):
                self.lines[name] = line
                level, _, place = self._nodes.scalar(value, name).partition(" ")
                found = self._place(place, value, name, head=True)
                if found is not None:
                    mentions.append(Mention(name, *found, level))
        kind, name = (self._nodes.text(fields, part, key) for part in ("type", "name"))
        name = "" if name == _UNKNOWN else name
        self._entities.append(Entity(key, kind, tuple(mentions), name, country, sector))

    def _time(self, key: str, node: yaml.Node) -> None:
        fields = self._nodes.fields(
            node, key, ("at", "type", "value", "mod"), ("at", "type", "value")
        )
        kind, value, mod = (
            self._nodes.text(fields, part, key) for part in ("type", "value", "mod")
        )
        found = self._at(fields, key, head=False)
        if found is not None:
            self._times.append(Time(key, found[0], kind, value, mod))

    def _event(self, key: str, node: yaml.Node) -> None:
        known = ("at", "type", "polarity", "certainty", "time", "cluster", "arguments")
        fields = self._nodes.fields(node, key, known, ("at", "type", "time"))
        arguments = []
        if "arguments" in fields:
            for item in self._nodes.sequence(fields["arguments"], f"{key}.arguments"):
                words = self._nodes.scalar(item, f"{key}.arguments").split()
                if len(words) != 2:
                    found = repr(" ".join(words))
                    self._nodes.add(line_of(item), f"{key}.arguments", found, "'Role id'")
                    continue
                arguments.append(Argument(*words))
        kind, _, mode = self._nodes.text(fields, "type", key).partition("/")
        found_at = self._at(fields, key, head=True)
        if found_at is None:
            return
        self._events.append(
            Event(
                key,
                kind,
                *found_at,
                mode,
                self._nodes.text(fields, "polarity", key) or "POS",
                self._nodes.text(fields, "certainty", key) or "CERTAIN",
                self._nodes.text(fields, "time", key),
                self._nodes.text(fields, "cluster", key),
                tuple(arguments),
            )
        )

    def _quote(self, key: str, node: yaml.Node) -> None:
        known = ("form", "source", "event", "cue", "content")
        fields = self._nodes.fields(node, key, known, ("form", "content"))
        spans: dict[str, list[Span]] = {"cue": [], "content": []}
        for part, found in spans.items():
            if part in fields:
                for item in self._nodes.sequence(fields[part], f"{key}.{part}"):
                    place = self._nodes.scalar(item, f"{key}.{part}")
                    at = self._place(place, item, f"{key}.{part}", head=False)
                    if at is not None:
                        found.append(at[0])
        form = self._nodes.text(fields, "form", key)
        source, event = (self._nodes.text(fields, part, key) for part in ("source", "event"))
        content, cue = tuple(spans["content"]), tuple(spans["cue"])
        self._quotes.append(Quote(key, form, content, cue, source, event))

    def _link(self, section: str, number: int, node: yaml.Node) -> None:
        identifier = f"{section} {number}"
        self.lines[identifier] = line_of(node)
        words = self._nodes.scalar(node, identifier).split()
        if len(words) != 3:
            self._nodes.add(
                line_of(node), identifier, repr(" ".join(words)), "'type head-id tail-id'"
            )
        elif section == "relations":
            self._relations.append(Relation(identifier, *words))
        else:
            self._event_relations.append(EventRelation(identifier, *words))

    def _at(
        self, fields: dict[str, yaml.Node], key: str, *, head: bool
    ) -> tuple[Span, Span] | None:
        if "at" not in fields:
            return None
        return self._place(
            self._nodes.scalar(fields["at"], f"{key}.at"), fields["at"], f"{key}.at", head=head
        )

    def _place(
        self, place: str, node: yaml.Node, where: str, *, head: bool
    ) -> tuple[Span, Span] | None:
        try:
            return self._paragraphs.find(place, head=head)
        except PlaceError as error:
            self._nodes.add(line_of(node), where, error.found, error.expected)
            return None

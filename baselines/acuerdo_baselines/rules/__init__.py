"""The rule system: Spanish grammar, lexicons and the guidelines, without training data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from acuerdo.annotation import Annotations, Argument, Document, Event
from acuerdo.ontology import Ontology
from acuerdo_baselines.rules.arguments import content_role, find_arguments
from acuerdo_baselines.rules.attributes import attributes
from acuerdo_baselines.rules.checking import allowed
from acuerdo_baselines.rules.entities import find_entities, find_relations
from acuerdo_baselines.rules.modes import mode_by_content
from acuerdo_baselines.rules.narration import PROMISED, listed, told
from acuerdo_baselines.rules.quotes import find_quotes, quoted_contents
from acuerdo_baselines.rules.repetition import clusters
from acuerdo_baselines.rules.scene import scenes
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.timeline import find_links
from acuerdo_baselines.rules.triggers import Trigger, find_triggers
from acuerdo_baselines.spanish.analysis import analyze
from acuerdo_baselines.spanish.times import time_expressions

__all__ = ["Rules"]


class Rules:
    """Extracts every layer by rule.

    Args:
        ontology: The types and roles to use; the installed dataset's by default.

    >>> document = Document(id="d", text="El rey visitará Portugal.")
    >>> [event.type for event in next(Rules().extract([document])).events]
    ['CONSULT']
    """

    name = "rules"

    def __init__(self, ontology: Ontology | None = None) -> None:
        self._ontology = ontology

    @property
    def ontology(self) -> Ontology:
        """The ontology that the predictions obey."""
        if self._ontology is None:
            from acuerdo.dataset import load_ontology

            self._ontology = load_ontology()
        return self._ontology

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield the annotations of each document, in order."""
        for document in documents:
            yield self._annotate(document)

    def _annotate(self, document: Document) -> Annotations:
        text = document.text
        analysis = analyze(text)
        times = tuple(time_expressions(text, document.date))
        entities = tuple(find_entities(analysis, times))
        relations = tuple(find_relations(analysis, entities))
        seen = scenes(analysis, entities, times)
        triggers = find_triggers(seen)
        discourse = Discourse(seen, triggers, self.ontology)
        ids = {trigger: f"e{number}" for number, trigger in enumerate(triggers, 1)}
        arguments = find_arguments(discourse, ids)
        items = dict.fromkeys(listed(discourse))
        for above, below in items:
            role = content_role(self.ontology, above.type)
            if role:
                arguments[above].append(Argument(role, ids[below]))
        quotes = find_quotes(text, discourse, ids)
        for cue, content in quoted_contents(discourse, quotes, ids):
            role = content_role(self.ontology, cue.type)
            argument = replace(content, role=role)
            if role and argument not in arguments[cue]:
                arguments[cue].append(argument)
        events: dict[Trigger, Event] = {}
        types = {ids[trigger]: trigger for trigger in triggers}
        for trigger in triggers:
            scene = seen[trigger.scene]
            value = told(discourse, trigger, attributes(scene, trigger, triggers))
            if any(below == trigger for _, below in items):
                value = PROMISED
            contents = [types[a.filler] for a in arguments[trigger] if a.filler in types]
            events[trigger] = Event(
                ids[trigger],
                trigger.type,
                scene.span(trigger.first, trigger.last),
                scene.span(trigger.head, trigger.head),
                trigger.mode or mode_by_content(trigger.type, contents),
                value.polarity,
                value.certainty,
                value.time,
                "",
                tuple(arguments[trigger]),
            )
        names = clusters(discourse, events)
        events = {t: replace(e, cluster=names.get(e.id, "")) for t, e in events.items()}
        links = find_links(discourse, events, times)
        return allowed(
            Annotations(
                document.id,
                entities,
                times,
                tuple(events.values()),
                relations,
                tuple(replace(link, id=f"l{n}") for n, link in enumerate(links, 1)),
                tuple(replace(quote, id=f"q{n}") for n, quote in enumerate(quotes, 1)),
            ),
            self.ontology,
        )

"""The annotation of a document, carried over to its twin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from acuerdo.annotation import Annotations, Document, Entity, Event, Example, Mention, Quote, Span
from acuerdo.errors import ValidationError
from acuerdo.swapping.plan import Plan
from acuerdo.swapping.rewriting import Rewriting, rewrite, rewrite_name
from acuerdo.swapping.words import list_of
from acuerdo.validation.problem import Problem

TWIN = "-swap"
"""What the id of a twin ends in, behind the id of its original."""

SPLIT = "swap"
_TOKEN = re.compile(r"[^\s«»“”\"()]+")


def carry(example: Example, plan: Plan) -> tuple[Example, Rewriting]:
    """Return a document and its gold under the names of a plan.

    Raises:
        ValidationError: A span ends inside a name, or the language leaves something open; all
            problems are listed.
    """
    document = example.document
    mentions = tuple(mention.span for mention, _ in example.gold.mentions())
    rewriting = rewrite(document.text, plan, mentions=mentions)
    titled = rewrite(document.title, plan, mentions=(Span(0, max(1, len(document.title))),))
    carrier = _Carrier(example, plan, rewriting)
    gold = carrier.annotations()
    problems = [*rewriting.problems, *titled.problems, *carrier.problems]
    if problems:
        raise ValidationError([problem.within(f"doc {document.id}") for problem in problems])
    twin = Document(
        id=document.id + TWIN,
        text=rewriting.text,
        title=titled.text,
        date=document.date,
        source=rewrite_name(document.source, plan),
        genre=document.genre,
        topic=document.topic,
        split=SPLIT,
        license=document.license,
    )
    return Example(twin, gold), rewriting


def name_head(surface: str, *, person: bool) -> tuple[int, int]:
    """Return start and end of the head in a name.

    Of a person it is the last word, of anything else the first capitalised noun (guidelines, S6).

    >>> name_head("La Almudera", person=False), name_head("Massin Ait Uzrag", person=True)
    ((3, 11), (11, 16))
    >>> name_head("Real de Cuentla", person=False), name_head("Real Armada", person=False)
    ((0, 4), (5, 11))
    """
    tokens = [match.span() for match in _TOKEN.finditer(surface)]
    if person:
        return tokens[-1]
    for i, (start, end) in enumerate(tokens):
        token = surface[start:end]
        last = i == len(tokens) - 1
        follows = "" if last else surface[slice(*tokens[i + 1])]
        adjective = token in list_of("before_heads") or (token == "Real" and follows[:1].isupper())
        if token[0].isupper() and (last or not adjective):
            return start, end
    return tokens[0]


class _Carrier:
    """The annotations of one document on their way."""

    def __init__(self, example: Example, plan: Plan, rewriting: Rewriting) -> None:
        self._example = example
        self._plan = plan
        self._rewriting = rewriting
        self.problems: list[Problem] = []

    def annotations(self) -> Annotations:
        gold = self._example.gold
        return Annotations(
            gold.document_id + TWIN,
            tuple(self._entity(entity) for entity in gold.entities),
            tuple(replace(time, span=self._span(time.span)) for time in gold.times),
            tuple(self._event(event) for event in gold.events),
            gold.relations,
            gold.event_relations,
            tuple(self._quote(quote) for quote in gold.quotes),
        )

    def _entity(self, entity: Entity) -> Entity:
        codes: Mapping[str, str] = self._plan.countries
        country = self._plan.codes.get(entity.name, codes.get(entity.country, entity.country))
        return replace(
            entity,
            mentions=tuple(self._mention(mention, entity.type) for mention in entity.mentions),
            name=rewrite_name(entity.name, self._plan),
            country=country,
        )

    def _mention(self, mention: Mention, kind: str) -> Mention:
        span = self._span(mention.span)
        return replace(mention, span=span, head=self._head(mention, span, kind))

    def _head(self, mention: Mention, span: Span, kind: str) -> Span:
        named = mention.level == "NAM" and self._rewriting.touches(mention.head)
        if not named:
            return self._span(mention.head)
        surface = self._rewriting.text[span.start : span.end]
        start, end = name_head(surface, person=kind == "PER")
        return Span(span.start + start, span.start + end)

    def _event(self, event: Event) -> Event:
        return replace(event, trigger=self._span(event.trigger), head=self._span(event.head))

    def _quote(self, quote: Quote) -> Quote:
        return replace(
            quote,
            content=tuple(self._span(span, with_article=True) for span in quote.content),
            cue=tuple(self._span(span) for span in quote.cue),
        )

    def _span(self, span: Span, *, with_article: bool = False) -> Span:
        new = self._rewriting.span(span, with_article=with_article)
        if new is None:
            surface = self._example.document[span]
            self.problems.append(
                Problem(
                    f"{surface!r}",
                    "it ends inside a name",
                    "spans that hold names or leave them out",
                )
            )
            return Span(0, 1)
        return new

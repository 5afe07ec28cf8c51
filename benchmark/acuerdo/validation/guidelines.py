"""Rules for gold only: what the annotation guidelines settle mechanically.

Predictions are not judged by them: a system that puts an article inside a span has made a
mistake that the scorer counts, not one that makes its file unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Mention, Span
from acuerdo.validation.case import Case, spans
from acuerdo.validation.problem import Problem

_WORDS = {
    "article": "el la los las lo al del",
    "preposition": (
        "a ante bajo con contra de desde durante en entre hacia hasta para por sin sobre tras"
    ),
    "determiner": (
        "un una unos unas este esta estos estas ese esa esos esas aquel aquella aquellos aquellas "
        "mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra vuestros vuestras "
        "ambos ambas cada algún alguna algunos algunas ningún ninguna cualquier varios varias "
        "otro otra otros otras"
    ),
    "preposition of a time": "de desde durante en hasta para por",
    "pronoun of a partitive": (
        "alguna algunos algunas ninguna varios varias otro otra otros otras ambos ambas una "
        "este esta estos estas ese esa esos esas aquel aquella aquellos aquellas"
    ),
}
_ARTICLES, _PREPOSITIONS, _OTHER_DETERMINERS, _TIME_PREPOSITIONS, _PARTITIVES = (
    frozenset(words.split()) for words in _WORDS.values()
)
_DETERMINERS = _ARTICLES | _OTHER_DETERMINERS
_OUTSIDE_MENTIONS = _DETERMINERS | _PREPOSITIONS
_OUTSIDE_TIMES = _ARTICLES | _TIME_PREPOSITIONS
_MARKS = {"«": "»", "“": "”", '"': '"', "‘": "’"}
_CLOSING = {closing: opening for opening, closing in _MARKS.items()}
_FINAL = re.compile(r"[,;:!?…]$|\w{4,}\.$")
_FINAL_OF_CONTENT = re.compile(r"[,;:]$|\w{4,}\.$")
"""The dot of an abbreviation is inside its span; a word of four letters or more is none."""


def mentions_start_after_determiners(case: Case) -> Iterator[Problem]:
    """Mentions leave out leading determiners and prepositions; articles of names stay."""
    for i, entity in enumerate(case.annotations.entities):
        for j, mention in enumerate(entity.mentions):
            first, rest = _first_word(case, mention.span)
            if not rest or _article_of_name(first, mention) or _is_partitive(first, rest):
                continue
            if first.lower() in _OUTSIDE_MENTIONS:
                yield _leading(f"entities[{i}].mentions[{j}]", first, case, mention.span)


def times_start_after_articles(case: Case) -> Iterator[Problem]:
    """Times leave out leading articles and prepositions."""
    for i, time in enumerate(case.annotations.times):
        first, rest = _first_word(case, time.span)
        if rest and first.lower() in _OUTSIDE_TIMES:
            yield _leading(f"times[{i}]", first, case, time.span)


def triggers_start_after_articles(case: Case) -> Iterator[Problem]:
    """Triggers leave out leading determiners."""
    for i, event in enumerate(case.annotations.events):
        first, rest = _first_word(case, event.trigger)
        if rest and first.lower() in _DETERMINERS:
            yield _leading(f"events[{i}].trigger", first, case, event.trigger)


def spans_leave_out_punctuation(case: Case) -> Iterator[Problem]:
    """Final punctuation and quotation marks around the whole span are outside."""
    for span, template, i, j in spans(case.annotations):
        surface = _surface(case, span)
        final = _FINAL_OF_CONTENT if template.endswith("content[{}]") else _FINAL
        if final.search(surface):
            yield Problem(
                template.format(i, j), f"{surface!r} ends in punctuation", "a span without it"
            )
        if _outer_mark(surface):
            yield Problem(
                template.format(i, j),
                f"{surface!r} has a quotation mark whose partner is outside or at the other end",
                "quotation marks outside, or both inside",
            )


def mentions_do_not_cross(case: Case) -> Iterator[Problem]:
    """Mentions nest or stand apart."""
    ordered = sorted(
        ((mention.span, mention.id) for mention, _ in case.annotations.mentions()),
        key=lambda item: (item[0].start, -item[0].end),
    )
    open_spans: list[tuple[Span, str]] = []
    for span, identifier in ordered:
        open_spans = [item for item in open_spans if item[0].end > span.start]
        for other, first in open_spans:
            if span not in other:
                yield Problem(
                    "entities",
                    f"mentions {first!r} {_surface(case, other)!r} and {identifier!r} "
                    f"{_surface(case, span)!r} cross",
                    "mentions that nest or stand apart",
                )
        open_spans.append((span, identifier))


def words_are_mention_or_trigger(case: Case) -> Iterator[Problem]:
    """No word is the head of a mention and of a trigger."""
    heads = {mention.head: mention.id for mention, _ in case.annotations.mentions()}
    for i, event in enumerate(case.annotations.events):
        if event.head in heads:
            yield Problem(
                f"events[{i}].head",
                f"{_surface(case, event.head)!r} is also the head of mention {heads[event.head]!r}",
                "a mention or an event, not both",
            )


def entity_relations_are_distinct(case: Case) -> Iterator[Problem]:
    """A relation is stored once per pair of entities."""
    seen: dict[tuple[str, str, str], int] = {}
    for i, relation in enumerate(case.annotations.relations):
        head, tail = case.mentions.get(relation.head), case.mentions.get(relation.tail)
        if head is None or tail is None:
            continue
        ends = (head[1].id, tail[1].id)
        kind = case.ontology.relation_type.get(relation.type)
        if kind is not None and kind.symmetric and ends[1] < ends[0]:
            ends = (ends[1], ends[0])
        key = (relation.type, *ends)
        if seen.setdefault(key, i) != i:
            yield Problem(
                f"relations[{i}]",
                f"{relation.type} between the entities of relations[{seen[key]}]",
                "every relation once per pair of entities",
            )


def _first_word(case: Case, span: Span) -> tuple[str, str]:
    first, _, rest = _surface(case, span).partition(" ")
    return first, rest


def _article_of_name(first: str, mention: Mention) -> bool:
    return mention.level == "NAM" and first[:1].isupper() and first.lower() in _ARTICLES


def _is_partitive(first: str, rest: str) -> bool:
    """Whether a word that may be a determiner is the pronoun of a partitive: *ninguna de las dos*.

    An article is none: of *el de Faro* the mention is the article alone.
    """
    return first.lower() in _PARTITIVES and rest.partition(" ")[0] in ("de", "del")


def _surface(case: Case, span: Span) -> str:
    return "" if case.text is None else case.text[span.start : span.end]


def _leading(where: str, word: str, case: Case, span: Span) -> Problem:
    return Problem(
        where, f"{_surface(case, span)!r} begins with {word!r}", "a span without that word"
    )


def _outer_mark(surface: str) -> bool:
    if not surface:
        return False
    last = len(surface) - 1
    if surface[0] in _MARKS and surface.find(_MARKS[surface[0]], 1) in (-1, last):
        return True
    return surface[-1] in _CLOSING and surface.rfind(_CLOSING[surface[-1]], 0, last) in (-1, 0)

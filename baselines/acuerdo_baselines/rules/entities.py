"""Entities and their relations: names, nominals, pronouns, chains, actor codes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from acuerdo.annotation import Entity, Mention, Span, Time
from acuerdo_baselines.lexicons.names import country_names
from acuerdo_baselines.rules.actors import actor_code, canonical_name
from acuerdo_baselines.rules.coreference import acts_for_state, resolve
from acuerdo_baselines.rules.demonyms import find_demonyms
from acuerdo_baselines.rules.found import Found, lower_at, stretch
from acuerdo_baselines.rules.names import find_names
from acuerdo_baselines.rules.nominals import find_nominals
from acuerdo_baselines.rules.pronouns import find_pronouns
from acuerdo_baselines.rules.relations import find_relations
from acuerdo_baselines.spanish.analysis import Analysis, Sentence

__all__ = ["find_entities", "find_relations"]


def find_entities(analysis: Analysis, times: Sequence[Time]) -> tuple[Entity, ...]:
    """Return the entities of a text in order of first mention.

    Mention ids are ``m1``, ``m2``, … in text order, entity ids ``n1``, ``n2``, ….

    Args:
        analysis: The analysed text.
        times: Its time expressions, which are never mentions.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> found = find_entities(analyze("El ministro chileno viajó a Lima."), ())
    >>> [(entity.name, entity.type, entity.country) for entity in found]
    [('ministro chileno', 'PER', 'CHL'), ('Chile', 'GPE', 'CHL'), ('Lima', 'GPE', 'PER')]
    """
    mentions = _without_clashes(_mentions(analysis, [time.span for time in times]))
    chains = resolve(mentions, analysis.sentences)
    ordered = sorted(
        {m for chain in chains for m in chain}, key=lambda m: (m.span.start, -m.span.end)
    )
    nested = {outer: _inside(outer, ordered) for outer in ordered if outer.complemented}
    texts = {m: analysis.text[m.span.start : m.span.end] for m in ordered}
    ids = {m: f"m{number}" for number, m in enumerate(ordered, 1)}
    entities = []
    for number, chain in enumerate(chains, 1):
        country, sector = actor_code(chain, nested)
        entities.append(
            Entity(
                f"n{number}",
                chain[0].type,
                tuple(Mention(ids[m], m.span, m.head_span, m.level) for m in chain),
                canonical_name(chain, texts),
                country,
                sector,
            )
        )
    return tuple(entities)


def _mentions(analysis: Analysis, times: Sequence[Span]) -> list[Found]:
    sentences = analysis.sentences
    names = [
        _in_context(name, sentences[name.sentence])
        for name in find_names(sentences)
        if not any(time.overlap(name.span) and name.span in time for time in times)
    ]
    places = {
        name.name: name.country
        for name in names
        if name.type == "GPE" and name.kind in ("", "place") and " " not in name.name
    }
    by_sentence: dict[int, list[Found]] = {}
    for name in names:
        by_sentence.setdefault(name.sentence, []).append(name)
    found: list[Found] = []
    for index, sentence in enumerate(sentences):
        here = by_sentence.get(index, [])
        demonyms = find_demonyms(sentence, index, here, places)
        here = [_with_demonym(name, demonyms, sentence) for name in here]
        nominals, swallowed = find_nominals(sentence, index, here, demonyms, times)
        kept = [name for name in here if name.type != "-" and name not in swallowed]
        overt = [*kept, *nominals, *demonyms]
        found += overt
        found += find_pronouns(sentence, index, overt)
    return sorted(found, key=lambda m: (m.span.start, -m.span.end))


def _with_demonym(name: Found, demonyms: Sequence[Found], sentence: Sentence) -> Found:
    """``Ministerio de Salud lumenio``: the demonym belongs to the institution's name (S8)."""
    follows = any(word.level == "ADJ" and word.first == name.last + 1 for word in demonyms)
    if not follows or name.type != "ORG" or name.kind or not name.complemented:
        return name
    last = name.last + 1
    text = f"{name.name} {sentence.words[last].text}"
    return replace(name, last=last, span=stretch(sentence, name.first, last), name=text)


def _in_context(name: Found, sentence: Sentence) -> Found:
    """A capital that acts is its country; a seat as a place is a building (E4)."""
    if name.kind == "capital" and acts_for_state(name, sentence):
        country = country_names().get(name.country)
        if country is not None:
            return replace(name, name=country, kind="acting")
    before = lower_at(sentence, name.first - 1), lower_at(sentence, name.first - 2)
    located = before[0] == "en" or (before[0] in ("el", "la") and before[1] == "en")
    if name.kind == "seat" and located:
        return replace(name, type="FAC", country="", sector="", kind="")
    return name


def _without_clashes(mentions: Iterable[Found]) -> list[Found]:
    """Drop what repeats a span or crosses a mention that begins earlier or is longer."""
    kept: list[Found] = []
    open_ends: list[Found] = []
    for mention in mentions:
        open_ends = [outer for outer in open_ends if outer.span.end > mention.span.start]
        crosses = any(outer.span.end < mention.span.end for outer in open_ends)
        repeats = any(outer.span == mention.span for outer in open_ends)
        if not crosses and not repeats:
            kept.append(mention)
            open_ends.append(mention)
    return kept


def _inside(outer: Found, ordered: Sequence[Found]) -> list[Found]:
    following = ordered[bisect_left(ordered, outer.span.start, key=lambda m: m.span.start) :]
    reached = takewhile(lambda m: m.span.start < outer.span.end, following)
    return [m for m in reached if m is not outer and m.span in outer.span]

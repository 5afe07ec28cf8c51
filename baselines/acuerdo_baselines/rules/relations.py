"""Relations between entities: noun and complement, apposition, and two kinds of clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo.annotation import Entity, Relation
from acuerdo_baselines.rules.clause_relations import replacements, signatures
from acuerdo_baselines.rules.complements import complement_relation, immediate
from acuerdo_baselines.rules.placed import Placed, Stated, placed_by_sentence
from acuerdo_baselines.spanish.analysis import Analysis, Sentence, verb_groups

_SIGN = frozenset({"firmar", "suscribir", "rubricar"})


_REPLACE = frozenset({"reemplazar", "sustituir", "remplazar"})


def find_relations(analysis: Analysis, entities: Sequence[Entity]) -> tuple[Relation, ...]:
    """Return the relations that pairs of mentions state, one per type and pair of entities.

    >>> from acuerdo_baselines.rules.entities import find_entities
    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> analysis = analyze("La presidenta de Perú viajó ayer.")
    >>> [relation.type for relation in find_relations(analysis, find_entities(analysis, ()))]
    ['leader_of']
    """
    owner = {m.id: entity.id for entity in entities for m in entity.mentions}
    relations: dict[tuple[str, str, str], Relation] = {}
    for sentence, items in placed_by_sentence(analysis, entities):
        for kind, head, tail in _stated(sentence, items):
            ends = owner[head.id], owner[tail.id]
            if kind in ("allied_with", "relative_of"):
                if head.span.start > tail.span.start:
                    head, tail = tail, head
                ends = min(ends), max(ends)
            if ends[0] != ends[1]:
                number = len(relations) + 1
                relation = Relation(f"r{number}", kind, head.id, tail.id)
                relations.setdefault((kind, *ends), relation)
    return tuple(relations.values())


def _stated(sentence: Sentence, items: Sequence[Placed]) -> Iterator[Stated]:
    for outer in items:
        for inner in immediate(outer, items):
            kind = complement_relation(sentence, outer, inner)
            if kind is not None:
                yield kind, outer.mention, inner.mention
    yield from _locations(sentence, items)
    yield from _possessed(sentence, items)
    for group in verb_groups(sentence):
        if group.negated or group.modal or group.tense == "fut" or group.mood in ("cnd", "imp"):
            continue
        if group.lemma in _SIGN:
            yield from signatures(sentence, items, group)
        elif group.lemma in _REPLACE and group.mood in ("ind", ""):
            yield from replacements(sentence, items, group)


def _possessed(sentence: Sentence, items: Sequence[Placed]) -> Iterator[Stated]:
    """``Perú y su ministra``, ``el país, cuya ministra``: whose the possessive is (R3)."""
    words = sentence.words
    for item in items:
        noun = item.noun
        if noun is None or item.first == 0 or item.entity.type != "PER":
            continue
        if words[item.first - 1].lower not in ("su", "cuyo", "cuya"):
            continue
        kin = "kin" in noun.flags
        if not kin and noun.relation not in ("leader_of", "officer_of"):
            continue
        wanted = ("PER",) if kin else ("GPE", "ORG")
        owners = [
            other
            for other in items
            if other.last < item.first
            and other.entity.type in wanted
            and other.mention.level in ("NAM", "NOM")
            and other.entity.id != item.entity.id
        ]
        if owners and not any(o.entity.id == owners[-1].entity.id for o in items if o is item):
            yield ("relative_of" if kin else noun.relation), item.mention, owners[-1].mention


def _locations(sentence: Sentence, items: Sequence[Placed]) -> Iterator[Stated]:
    """``Faro, en el sur de Portugal`` and ``Faro (Portugal)``."""
    words = sentence.words
    for item in items:
        if item.mention.level != "NAM" or item.entity.type not in ("GPE", "FAC", "LOC"):
            continue
        position = item.last + 1
        gap = [word.lower for word in words[position : position + 3]]
        if gap[:2] == [",", "en"]:
            start = position + 2 + (1 if gap[2:3] in (["el"], ["la"], ["los"]) else 0)
        elif gap[:1] == ["("]:
            start = position + 1
        else:
            continue
        for other in items:
            if other.first == start and other.entity.type in ("GPE", "LOC"):
                yield "located_in", item.mention, other.mention
                break

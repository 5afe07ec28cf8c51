"""Relations between entities: noun and complement, apposition, and two kinds of clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Entity, Mention, Relation
from acuerdo_baselines.lexicons.nouns import Noun, entity_nouns
from acuerdo_baselines.spanish.analysis import Analysis, Sentence, VerbGroup, verb_groups

_SIGN = frozenset({"firmar", "suscribir", "rubricar"})
_REPLACE = frozenset({"reemplazar", "sustituir", "remplazar"})
_OWNING = frozenset({"de", "del"})
_DIRECT = frozenset(
    [
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "general",
        "estado",
        "gobierno",
        "ejecutivo",
        "actual",
        "nuevo",
        "nueva",
        "interino",
        "interina",
        "miembro",
        "miembros",
    ]
)
_JOINTS = frozenset(
    {",", "y", "e", "el", "la", "los", "las", "(", ")", "al", "a", "su", "un", "una"}
)
_PARTS = frozenset({"cláusula", "artículo", "anexo", "enmienda", "borrador", "capítulo"})
_LAND = frozenset(
    [
        "territorio",
        "suelo",
        "norte",
        "sur",
        "este",
        "oeste",
        "noreste",
        "noroeste",
        "sureste",
        "sudeste",
        "suroeste",
        "región",
        "costa",
        "agua",
        "frontera",
        "zona",
    ]
)
_GROUPS = frozenset(
    ["delegación", "comitiva", "séquito", "fuente", "tropa", "fuerza", "efectivo", "contingente"]
)
_BUSINESS = frozenset({"JRN", "BUS", "MNC", "NGO", "LAB", "EDU", "MED"})
_LEGISLATORS = frozenset(["diputado", "senador", "parlamentario", "eurodiputado", "legislador"])
_REACH = 6
"""Words between a subject and its verb, or a verb and its object, that are looked over."""

_Stated = tuple[str, Mention, Mention]


@dataclass(frozen=True, slots=True)
class _Item:
    """A mention with its entity and its words."""

    mention: Mention
    entity: Entity
    first: int
    last: int
    head: int
    noun: Noun | None


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
    for sentence, items in _sentences(analysis, entities):
        for kind, head, tail in _stated(sentence, items):
            ends = owner[head.id], owner[tail.id]
            if kind == "allied_with":
                if head.span.start > tail.span.start:
                    head, tail = tail, head
                ends = min(ends), max(ends)
            if ends[0] != ends[1]:
                number = len(relations) + 1
                relation = Relation(f"r{number}", kind, head.id, tail.id)
                relations.setdefault((kind, *ends), relation)
    return tuple(relations.values())


def _sentences(
    analysis: Analysis, entities: Sequence[Entity]
) -> Iterator[tuple[Sentence, list[_Item]]]:
    pairs = sorted(
        ((m, entity) for entity in entities for m in entity.mentions),
        key=lambda pair: (pair[0].span.start, -pair[0].span.end),
    )
    position = 0
    for sentence in analysis.sentences:
        starts = {word.start: i for i, word in enumerate(sentence.words)}
        ends = {word.end: i for i, word in enumerate(sentence.words)}
        items = []
        while position < len(pairs) and pairs[position][0].span.start < sentence.end:
            mention, entity = pairs[position]
            position += 1
            span, head = mention.span, mention.head
            if span.start in starts and span.end in ends and head.start in starts:
                first, last, middle = starts[span.start], ends[span.end], starts[head.start]
                noun = _noun(sentence, first, last, middle, entity.type)
                items.append(_Item(mention, entity, first, last, middle, noun))
        yield sentence, items


def _noun(sentence: Sentence, first: int, last: int, head: int, kind: str) -> Noun | None:
    nouns = entity_nouns()
    for size in range(last - first + 1, 0, -1):
        for start in range(max(first, head - size + 1), head + 1):
            if start + size - 1 > last or start + size - 1 < head:
                continue
            surface = " ".join(w.lower for w in sentence.words[start : start + size])
            for noun in nouns.get(surface, ()):
                if noun.type == kind:
                    return noun
    return None


def _stated(sentence: Sentence, items: Sequence[_Item]) -> Iterator[_Stated]:
    for outer in items:
        for inner in _immediate(outer, items):
            kind = _complement(sentence, outer, inner)
            if kind is not None:
                yield kind, outer.mention, inner.mention
    yield from _locations(sentence, items)
    for group in verb_groups(sentence):
        if group.negated or group.modal or group.tense == "fut" or group.mood in ("cnd", "imp"):
            continue
        if group.lemma in _SIGN:
            yield from _signatures(sentence, items, group)
        elif group.lemma in _REPLACE and group.mood in ("ind", ""):
            yield from _replacements(sentence, items, group)


def _immediate(outer: _Item, items: Sequence[_Item]) -> list[_Item]:
    """The mentions inside one that are inside no other mention of it, after its head."""
    inside = [
        item
        for item in items
        if item is not outer and item.mention.span in outer.mention.span and item.first > outer.head
    ]
    return [
        item
        for item in inside
        if not any(item.mention.span in o.mention.span for o in inside if o is not item)
    ]


def _complement(sentence: Sentence, outer: _Item, inner: _Item) -> str | None:
    """The relation between a noun and what complements it."""
    words = sentence.words
    kinds = outer.entity.type, inner.entity.type
    between = [word.lower for word in words[outer.head + 1 : inner.first]]
    before = words[inner.first - 1].lower
    earlier = words[inner.first - 2].lower if inner.first >= 2 else ""
    owned = before in _OWNING or (before in ("la", "las", "los", "el") and earlier in _OWNING)
    adjective = inner.mention.level == "ADJ"
    grouped = earlier in _OWNING and before in ("ambos", "ambas", "sus", "dos", "estos")
    is_member = any(word.startswith("miembro") for word in [words[outer.head].lower, *between])
    if is_member and kinds[1] == "ORG":
        return "member_of" if kinds[0] != "DOC" else None
    if kinds[0] == "PER":
        return _of_person(outer, inner, between, owned or adjective or grouped)
    if not (owned or adjective or grouped):
        located = before == "en" or earlier == "en"
        if located and kinds[0] in ("FAC", "ORG") and kinds[1] in ("GPE", "LOC"):
            return "located_in"
        return None
    lemma = outer.noun.lemma if outer.noun else words[outer.head].lemma
    if kinds[1] == "GPE":
        return _of_state(outer, lemma, between)
    if kinds == ("DOC", "DOC"):
        return "part_of" if lemma in _PARTS else None
    if kinds == ("ORG", "ORG") or (kinds[0] == "FAC" and kinds[1] in ("FAC",)):
        return "part_of"
    if kinds[0] in ("FAC", "LOC") and kinds[1] == "LOC":
        return "located_in"
    if kinds == ("GPE", "DOC") and any(word.startswith(("firmante", "signat")) for word in between):
        return "signatory_of"
    return None


def _of_person(outer: _Item, inner: _Item, between: list[str], attached: bool) -> str | None:
    noun = outer.noun
    kind = inner.entity.type
    if noun is None or not attached:
        return None
    if "kin" in noun.flags:
        return "relative_of" if kind == "PER" else None
    if kind not in ("GPE", "ORG"):
        return None
    direct = all(word in _DIRECT or word in ("ambos", "ambas", "dos") for word in between)
    adjective = inner.mention.level == "ADJ"
    if any(word.startswith("opositor") for word in between):
        return "citizen_of" if kind == "GPE" else None
    if noun.relation == "member_of":
        return "member_of" if kind == "ORG" else None
    if noun.lemma in _LEGISLATORS and kind == "ORG":
        return "member_of"
    if noun.relation == "leader_of":
        return "leader_of" if direct or (adjective and len(between) <= 1) else "officer_of"
    if noun.relation:
        return noun.relation
    if noun.sector == "REB" and kind == "ORG":
        return "member_of"
    former = noun.lemma.startswith("ex") and "title" in noun.flags
    if kind == "GPE" and direct and not former and noun.lemma not in _GROUPS:
        return "citizen_of"
    return None


def _of_state(outer: _Item, lemma: str, between: list[str]) -> str | None:
    kind = outer.entity.type
    if kind == "ORG":
        return "located_in" if outer.entity.sector in _BUSINESS else "part_of"
    if kind == "FAC":
        return "located_in"
    if kind == "LOC":
        return "part_of" if lemma in _LAND else "located_in"
    if kind == "GPE" and lemma in ("capital", "ciudad"):
        return "located_in"
    if kind == "GPE" and lemma in ("aliado", "socio"):
        return "allied_with" if all(word in _DIRECT for word in between) else None
    return None


def _locations(sentence: Sentence, items: Sequence[_Item]) -> Iterator[_Stated]:
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


def _signatures(sentence: Sentence, items: Sequence[_Item], group: VerbGroup) -> Iterator[_Stated]:
    actors = ("PER", "GPE", "ORG")
    if group.passive or group.mood == "par":
        documents = _left(sentence, items, group.first, ("DOC",))
        agent = _after_word(sentence, group.last, "por")
        signers = _right(sentence, items, agent, actors) if agent is not None else []
    elif group.mood in ("ind", "sub", "ger", ""):
        documents = _right(sentence, items, group.last, ("DOC",))
        signers = _left(sentence, items, group.first, actors)
    else:
        return
    for signer in signers:
        for document in documents:
            yield "signatory_of", signer.mention, document.mention


def _replacements(
    sentence: Sentence, items: Sequence[_Item], group: VerbGroup
) -> Iterator[_Stated]:
    if group.passive:
        return
    for new in _left(sentence, items, group.first, ("DOC",))[-1:]:
        for old in _right(sentence, items, group.last, ("DOC",)):
            yield "replaces", new.mention, old.mention


def _after_word(sentence: Sentence, position: int, wanted: str) -> int | None:
    for index in range(position + 1, min(position + 3, len(sentence.words))):
        if sentence.words[index].lower == wanted:
            return index
    return None


def _outermost(items: Sequence[_Item]) -> list[_Item]:
    return [
        item
        for item in items
        if item.mention.level != "ADJ"
        and not any(o is not item and item.mention.span in o.mention.span for o in items)
    ]


def _left(
    sentence: Sentence, items: Sequence[_Item], verb: int, kinds: Sequence[str]
) -> list[_Item]:
    """The coordinated mentions that end nearest before a verb, one per entity, in text order."""
    found: list[_Item] = []
    seen: set[str] = set()
    edge = verb
    for item in reversed(_outermost(items)):
        if item.last >= edge:
            continue
        gap = sentence.words[item.last + 1 : edge]
        if found:
            joined = all(word.lower in _JOINTS for word in gap)
        else:
            joined = len(gap) <= _REACH and not any(word.pos in ("VERB", "ADP") for word in gap)
        if not joined or item.entity.type not in kinds:
            break
        if item.entity.id not in seen:
            found.append(item)
            seen.add(item.entity.id)
        edge = item.first
    if found and _governed(sentence, found[-1]) and "DOC" not in kinds:
        return []
    return found[::-1]


def _governed(sentence: Sentence, item: _Item) -> bool:
    """Whether a preposition stands before a mention or its article."""
    for position in (item.first - 1, item.first - 2):
        if position < 0:
            return False
        word = sentence.words[position]
        if word.pos == "ADP":
            return word.lower not in ("entre", "según")
        if word.pos != "DET":
            return False
    return False


def _right(
    sentence: Sentence, items: Sequence[_Item], verb: int, kinds: Sequence[str]
) -> list[_Item]:
    """The coordinated mentions that begin nearest after a verb, one per entity."""
    found: list[_Item] = []
    seen: set[str] = set()
    edge = verb
    for item in _outermost(items):
        if item.first <= edge:
            continue
        gap = sentence.words[edge + 1 : item.first]
        if found:
            joined = all(word.lower in _JOINTS for word in gap)
        else:
            joined = len(gap) <= _REACH and not any(word.pos in ("VERB", "AUX") for word in gap)
        if not joined:
            break
        if item.entity.type in kinds and item.entity.id not in seen:
            found.append(item)
            seen.add(item.entity.id)
        elif found:
            break
        edge = item.last
    return found

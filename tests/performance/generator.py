"""Invented gold and predictions of any size: the same bytes for the same arguments.

A document has about 350 words, 20 mentions, 4 times, 12 events, 25 arguments, 10 relations, 8
links between events and 2 quotes; a prediction is its gold with items dropped, confused, moved and
added. ``DISTINCT`` documents are drawn; larger collections repeat them under other ids.
"""

import datetime
from dataclasses import replace
from itertools import islice, pairwise
from random import Random

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    EventRelation,
    Example,
    Mention,
    Quote,
    Relation,
    Span,
    Time,
)
from acuerdo.formats.jsonl import encode_example
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER

DISTINCT = 1_000
WORDS = 350
MENTIONS, TIMES, EVENTS, RELATIONS, LINKS, QUOTES = 20, 4, 12, 10, 8, 2
DROPPED, CONFUSED, MOVED, ADDED = 0.20, 0.10, 0.05, 0.15
SYLLABLES = ("ba", "cé", "di", "fo", "gu", "lla", "me", "ní", "ño", "pu", "que", "ra", "sé", "to")


class Draft:
    """A document in the making: words with their places, and what is not yet taken."""

    def __init__(self, rng, ontology, name):
        self.rng, self.ontology = rng, ontology
        self.words = []
        parts, place = [], 0
        for number in range(WORDS):
            word = "".join(self.pick(SYLLABLES) for _ in range(1 + int(rng.random() * 4)))
            gap = "\n\n" if number % 70 == 69 else ". " if number % 14 == 13 else " "
            self.words.append(Span(place, place + len(word)))
            parts += (word, gap)
            place += len(word) + len(gap)
        self.document = Document(name, "".join(parts).strip(), "Título", datetime.date(2024, 6, 19))
        self.taken = set()

    def pick(self, values):
        return values[int(self.rng.random() * len(values))]

    def chance(self, share):
        return self.rng.random() < share

    def some(self, values, size):
        """``size`` distinct values, or all."""
        ranked = sorted((self.rng.random(), n) for n in range(len(values)))
        return [values[n] for _, n in sorted(ranked[:size], key=lambda pair: pair[1])]

    def spans(self, layer):
        """Spans of one to three words of one line that no item of the layer has, with a head."""
        while True:
            first = int(self.rng.random() * (WORDS - 3))
            last = first + int(self.rng.random() * 3)
            span = Span(self.words[first].start, self.words[last].end)
            if first // 70 == last // 70 and (layer, span) not in self.taken:
                self.taken.add((layer, span))
                yield span, self.words[last]

    def take(self, layer, size):
        return list(islice(self.spans(layer), size))


def gold_of(draft):
    o = draft.ontology
    mentions = [
        Mention(f"T{n}", span, head, draft.pick(o.mention_level_names))
        for n, (span, head) in enumerate(draft.take("mention", MENTIONS))
    ]
    entities = []
    while mentions:
        size = 1 + int(draft.rng.random() * 4)
        sector = draft.pick(("", *o.sector_names))
        country = draft.pick(("", "ESP", "FRA", "XQZ"))
        name = f"Nombre {int(draft.rng.random() * 500)}" if draft.chance(0.8) else ""
        kind = draft.pick(("PER", "ORG", "GPE", "GPE", "LOC", "DOC"))
        entities.append(
            Entity(f"N{len(entities)}", kind, tuple(mentions[:size]), name, country, sector)
        )
        mentions = mentions[size:]
    times = tuple(
        Time(f"X{n}", span, "DATE", f"2024-06-{1 + int(draft.rng.random() * 30):02}")
        for n, (span, _) in enumerate(draft.take("time", TIMES))
    )
    events = []
    for n, (span, head) in enumerate(draft.take("event", EVENTS)):
        kind = draft.pick(o.event_type_names)
        cluster = f"C{n // 4}" if n % 4 < 2 else ""
        if cluster and n % 4 == 1:
            kind = events[-1].type
        events.append(event(draft, f"E{n}", kind, span, head, cluster))
    given = Annotations(draft.document.id, tuple(entities), times, tuple(events))
    events = tuple(
        replace(
            one, arguments=tuple(draft.some(possible_arguments(given, n, o), 2 + (n % 12 == 0)))
        )
        for n, one in enumerate(events)
    )
    given = replace(given, events=tuple(events))
    relations = [
        Relation(f"R{n}", *row) for n, row in enumerate(some_relations(draft, given, RELATIONS))
    ]
    links = [EventRelation(f"L{n}", *row) for n, row in enumerate(some_links(draft, given, LINKS))]
    return replace(
        given,
        relations=tuple(relations),
        event_relations=tuple(links),
        quotes=tuple(some_quotes(draft, given, QUOTES)),
    )


def event(draft, name, kind, span, head, cluster=""):
    o = draft.ontology
    values = o.attribute_values
    return Event(
        name,
        kind,
        span,
        head,
        draft.pick((*o.mode_names[kind], "")),
        draft.pick(values["polarity"]),
        draft.pick(values["certainty"]),
        draft.pick(values["time"]),
        cluster,
    )


def possible_arguments(given, number, ontology):
    """Arguments that the type allows; of the events only later ones, so there are no circles."""
    kinds = {mention.id: entity.type for mention, entity in given.mentions()}
    kinds |= {time.id: TIME_FILLER for time in given.times}
    kinds |= {later.id: EVENT_FILLER for later in given.events[number + 1 :]}
    roles = ontology.event_type[given.events[number].type].roles
    return [
        Argument(role, filler)
        for role, allowed in roles.items()
        for filler, kind in kinds.items()
        if kind in allowed
    ]


def some_relations(draft, given, size):
    kinds = draft.ontology.relation_types
    owners = [(mention.id, entity) for mention, entity in given.mentions()]
    found = {}
    for _ in range(40 * size if owners else 0):
        kind, (head, first), (tail, second) = (
            draft.pick(kinds),
            draft.pick(owners),
            draft.pick(owners),
        )
        allowed = first is not second and first.type in kind.head and second.type in kind.tail
        if allowed and len(found) < size:
            found[kind.name, frozenset((head, tail))] = (kind.name, head, tail)
    return found.values()


def some_links(draft, given, size):
    """Links that point forward in the list of events, so that nothing contradicts anything."""
    found = {}
    events = [one.id for one in given.events]
    for _ in range(size if len(events) > 1 else 0):
        kind = draft.pick(draft.ontology.event_relation_types)
        tail = 1 + int(draft.rng.random() * (len(events) - 1))
        heads = events[:tail]
        if TIME_FILLER in kind.head and given.times and draft.chance(0.2):
            heads = [time.id for time in given.times]
        head = draft.pick(heads)
        found.setdefault((head, events[tail]), (kind.name, head, events[tail]))
    return found.values()


def some_quotes(draft, given, size):
    sources = ["", *(mention.id for mention, _ in given.mentions())]
    for n in range(size):
        line = (n * 2 + int(draft.rng.random() * 2)) * 70
        cue = line + int(draft.rng.random() * 20)
        first = cue + 1 + int(draft.rng.random() * 5)
        last = first + int(draft.rng.random() * 20)
        yield Quote(
            f"Q{n}",
            draft.pick(draft.ontology.quote_form_names),
            (Span(draft.words[first].start, draft.words[last].end),),
            (draft.words[cue],),
            draft.pick(sources),
            draft.pick(["", *(one.id for one in given.events)]),
        )


def prediction_of(draft, gold):
    """The gold with items dropped, confused, moved and added; it breaks no rule."""
    entities = noisy_entities(draft, gold)
    times = tuple(
        replace(time, value="2024-06") if draft.chance(CONFUSED) else time
        for time in gold.times
        if not draft.chance(DROPPED)
    )
    given = Annotations(gold.document_id, entities, times, noisy_events(draft, gold))
    given = replace(given, events=tuple(noisy_arguments(draft, given)))
    mentions = {mention.id for mention, _ in given.mentions()}
    kept = [
        relation
        for relation in gold.relations
        if relation_holds(relation, given, draft.ontology) and not draft.chance(DROPPED)
    ]
    seen = {(one.type, frozenset((one.head, one.tail))) for one in kept}
    for kind, head, tail in some_relations(draft, given, round(ADDED * RELATIONS) + 1):
        if (kind, frozenset((head, tail))) not in seen:
            kept.append(Relation(f"RX{len(kept)}", kind, head, tail))
    ends = {one.id for one in (*given.events, *given.times)}
    links = [
        link
        for link in gold.event_relations
        if {link.head, link.tail} <= ends and not draft.chance(DROPPED)
    ]
    quotes = [
        replace(
            quote,
            source=quote.source if quote.source in mentions else "",
            event=quote.event if quote.event in ends else "",
        )
        for quote in gold.quotes
        if not draft.chance(DROPPED)
    ]
    return replace(given, relations=tuple(kept), event_relations=tuple(links), quotes=tuple(quotes))


def noisy_entities(draft, gold):
    entities = []
    spans = draft.spans("mention")
    for entity in gold.entities:
        mentions = []
        for mention in entity.mentions:
            if draft.chance(DROPPED):
                continue
            if draft.chance(MOVED):
                span, head = next(spans)
                mention = replace(mention, span=span, head=head)
            mentions.append(mention)
            if draft.chance(ADDED):
                span, head = next(spans)
                mentions.append(Mention(f"{mention.id}x", span, head, "NOM"))
        kind = draft.pick(("PER", "ORG", "GPE")) if draft.chance(CONFUSED) else entity.type
        if len(mentions) > 1 and draft.chance(CONFUSED):
            mentions, apart = mentions[:1], mentions[1:]
            entities.append(Entity(f"{entity.id}x", kind, tuple(apart)))
        if mentions:
            entities.append(replace(entity, type=kind, mentions=tuple(mentions)))
    return tuple(entities)


def noisy_events(draft, gold):
    events = []
    spans = draft.spans("event")
    values = draft.ontology.attribute_values
    for one in gold.events:
        if draft.chance(DROPPED):
            continue
        if draft.chance(MOVED):
            span, head = next(spans)
            one = replace(one, trigger=span, head=head)
        if draft.chance(CONFUSED):
            one = replace(one, type=draft.pick(draft.ontology.event_type_names), mode="")
        if draft.chance(CONFUSED):
            one = replace(one, certainty=draft.pick(values["certainty"]))
        events.append(one)
        if draft.chance(ADDED):
            span, head = next(spans)
            kind = draft.pick(draft.ontology.event_type_names)
            events.append(event(draft, f"{one.id}x", kind, span, head))
    return tuple(events)


def noisy_arguments(draft, given):
    for number, one in enumerate(given.events):
        possible = possible_arguments(given, number, draft.ontology)
        allowed = set(possible)
        chosen = [
            argument
            for argument in one.arguments
            if argument in allowed and not draft.chance(DROPPED)
        ]
        if possible and draft.chance(2 * ADDED):
            chosen.append(draft.pick(possible))
        yield replace(one, arguments=tuple(dict.fromkeys(chosen)))


def relation_holds(relation, given, ontology):
    owners = {mention.id: entity for mention, entity in given.mentions()}
    head, tail = owners.get(relation.head), owners.get(relation.tail)
    kind = ontology.relation_type[relation.type]
    return (
        head is not None
        and tail is not None
        and head is not tail
        and head.type in kind.head
        and tail.type in kind.tail
    )


def pair(number, ontology, seed=13):
    """Gold and predicted example of one document."""
    draft = Draft(Random(seed * 1_000_003 + number), ontology, f"d{number:07}")
    gold = gold_of(draft)
    return Example(draft.document, gold), Example(draft.document, prediction_of(draft, gold))


def pairs(size, ontology, seed=13):
    return [pair(number, ontology, seed) for number in range(size)]


def write(folder, documents, ontology, *, shards=1, distinct=DISTINCT):
    """Write ``gold`` and ``predictions``, a file or a folder of shards each; return both paths."""
    drawn = pairs(min(documents, distinct), ontology)
    lines = [[encode_example(one) for one in side] for side in zip(*drawn, strict=True)]
    paths = []
    for name, side in zip(("gold", "predictions"), lines, strict=True):
        bounds = [documents * n // shards for n in range(shards + 1)]
        for part, (first, last) in enumerate(pairwise(bounds)):
            path = folder / (f"{name}.jsonl" if shards == 1 else f"{name}/{part:05}.jsonl")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                for number in range(first, last):
                    line = side[number % len(side)]
                    file.write(b'{"id":"d%07d"' % number + line[line.index(b",") :] + b"\n")
        paths.append(folder / f"{name}.jsonl" if shards == 1 else folder / name)
    return paths

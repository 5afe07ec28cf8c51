"""Small annotations, drawn from so few spans and labels that gold and predictions often meet."""

from dataclasses import replace

from hypothesis import strategies as st

from acuerdo.annotation import (
    Annotations,
    Argument,
    Entity,
    Event,
    EventRelation,
    Mention,
    Quote,
    Relation,
    Span,
    Time,
)

spans = st.sampled_from([Span(0, 1), Span(0, 2), Span(1, 3), Span(2, 6), Span(4, 5)])
quoted = st.sampled_from([Span(0, 4), Span(4, 9), Span(2, 4), Span(4, 6)])
triggers = st.sampled_from([Span(0, 1), Span(0, 1), Span(1, 3)])


@st.composite
def heads_of(draw, span):
    start = draw(st.integers(span.start, span.end - 1))
    return Span(start, start + 1)


@st.composite
def entities(draw):
    found = []
    numbers = iter(range(100))
    for ordinal in range(draw(st.sampled_from([3, 2, 1, 0]))):
        mentions = []
        for _ in range(draw(st.integers(1, 2))):
            span = draw(spans)
            mentions.append(Mention(f"T{next(numbers)}", span, draw(heads_of(span)), "NAM"))
        kind = draw(st.sampled_from(["PER", "GPE"]))
        country = draw(st.sampled_from(["RUS", "PRK", ""]))
        found.append(Entity(f"N{ordinal}", kind, tuple(mentions), country=country))
    return tuple(found)


@st.composite
def annotations(draw, document_id="d", seen=None):
    """Annotations of one document; with the items of ``seen`` every other time."""
    if seen is not None and draw(st.booleans()):
        return draw(nearly(seen))
    times = tuple(
        Time(
            f"X{n}",
            draw(spans),
            draw(st.sampled_from(["DATE", "SET"])),
            draw(st.sampled_from("ab")),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    participants = draw(entities()) if seen is None or draw(st.booleans()) else seen.entities
    mentions = [mention.id for entity in participants for mention in entity.mentions]
    size = draw(st.sampled_from([3, 4, 2, 1, 0]))
    fillers = [*mentions, *(time.id for time in times), *(f"E{n}" for n in range(size))]
    happenings = [draw(events(f"E{n}", fillers)) for n in range(size)]
    links = ()
    if draw(st.booleans()):
        # Valid annotations have no two events with the same trigger, type and arguments; the
        # identity of events matters where they are linked.
        happenings = [draw(clustered(event)) for event in distinct(happenings, times, participants)]
        links = draw(event_relations([event.id for event in happenings], times))
    return Annotations(
        document_id,
        entities=participants,
        times=times,
        events=tuple(happenings),
        relations=draw(relations(mentions)),
        event_relations=links,
        quotes=draw(quotes(mentions)),
    )


@st.composite
def nearly(draw, seen):
    """Annotations with the entities, times and events of ``seen``, otherwise linked and quoted."""
    mentions = [mention.id for entity in seen.entities for mention in entity.mentions]
    happenings = seen.events
    links = draw(st.sampled_from([seen.event_relations, seen.event_relations[1:], ()]))
    if links:
        happenings = tuple(
            draw(clustered(event)) if draw(st.booleans()) else event for event in happenings
        )
        links += draw(event_relations([event.id for event in happenings], seen.times))
        links = tuple(replace(link, id=f"L{n}") for n, link in enumerate(links))
    return replace(
        seen,
        events=happenings,
        relations=draw(relations(mentions)),
        event_relations=links,
        quotes=seen.quotes[:1] + draw(quotes(mentions))[1:],
    )


def distinct(happenings, times, participants):
    """The first of the events that agree in trigger, type and the spans of their arguments.

    Arguments that are events left out are left out as well.
    """
    spans = {m.id: ("m", m.span) for entity in participants for m in entity.mentions}
    spans |= {time.id: ("t", time.span) for time in times}
    kept = {}
    for event in happenings:
        arguments = sorted((a.role, *spans[a.filler]) for a in event.arguments if a.filler in spans)
        kept.setdefault((event.trigger, event.type, tuple(arguments)), event)
    ids = {event.id for event in kept.values()}
    return [
        replace(e, arguments=tuple(a for a in e.arguments if a.filler in ids | spans.keys()))
        for e in kept.values()
    ]


@st.composite
def clustered(draw, event):
    return replace(event, cluster=draw(st.sampled_from(["", "c1", "c2"])))


@st.composite
def event_relations(draw, names, times):
    nodes = [*names, *(time.id for time in times)]
    if len(nodes) < 2:
        return ()
    temporal = st.tuples(
        st.sampled_from(["BEFORE", "BEFORE", "CONTAINS", "OVERLAP", "SIMULTANEOUS"]),
        st.sampled_from(nodes),
        st.sampled_from(nodes),
    )
    kinds = [temporal]
    if names:
        other = st.sampled_from(["CAUSE", "PRECONDITION", "SUBEVENT"])
        kinds.append(st.tuples(other, st.sampled_from(names), st.sampled_from(names)))
    size = draw(st.sampled_from([4, 5, 3, 2, 1, 0]))
    rows = draw(st.lists(st.one_of(kinds), min_size=size, max_size=size))
    return tuple(EventRelation(f"L{n}", *row) for n, row in enumerate(rows))


@st.composite
def quotes(draw, mentions):
    found = []
    for n in range(draw(st.sampled_from([2, 3, 1, 0]))):
        content = tuple(draw(st.lists(quoted, min_size=1, max_size=2, unique=True)))
        cue = tuple(draw(st.lists(quoted, max_size=1)))
        source = draw(st.sampled_from([*mentions, ""]))
        found.append(Quote(f"Q{n}", "DIRECT", content, cue, source))
    return tuple(found)


@st.composite
def events(draw, name, fillers):
    trigger = draw(triggers)
    size = draw(st.sampled_from([2, 3, 1, 0]))
    arguments = st.builds(
        Argument, st.sampled_from(["Actor", "Recipient"]), st.sampled_from(fillers)
    )
    return Event(
        name,
        draw(st.sampled_from(["ASSAULT", "ASSAULT", "AGREE"])),
        trigger,
        draw(heads_of(trigger)),
        polarity=draw(st.sampled_from(["POS", "NEG"])),
        certainty=draw(st.sampled_from(["CERTAIN", "POSSIBLE"])),
        time=draw(st.sampled_from(["PAST", "FUTURE"])),
        arguments=tuple(draw(st.lists(arguments, min_size=size, max_size=size))),
    )


@st.composite
def relations(draw, mentions):
    if not mentions:
        return ()
    types = st.sampled_from(["relative_of", "leader_of"])
    ends = st.sampled_from(mentions)
    size = draw(st.sampled_from([3, 2, 1, 0]))
    rows = draw(st.lists(st.tuples(types, ends, ends), min_size=size, max_size=size))
    return tuple(Relation(f"R{n}", *row) for n, row in enumerate(rows))


@st.composite
def collections(draw):
    size = draw(st.integers(1, 2))
    return [draw(annotations(f"d{n}")) for n in range(size)]


@st.composite
def paired_collections(draw):
    """Gold and predictions of the same documents."""
    gold = draw(collections())
    return gold, [draw(annotations(one.document_id, one)) for one in gold]

"""Hypothesis strategies: documents, and annotations that break no rule for predictions."""

import datetime
import re
import string

from hypothesis import strategies as st

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
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER

WORDS = (
    "acuerdo", "firmó", "Moscú", "el", "de", "Íñigo", "pingüino", "año", "24", "EE.UU", "B-52",
    "ministra", "paz", "ÑANDÚ", "y", "9:30", "Seúl",
)  # fmt: skip
GAPS = (" ", " ", " ", ", ", ". ", "\n", "\n\n", " 🙂 ", " 🇪🇸", ": «", "» ", "\u00a0", ' "', "…")
VALUES = {
    "DATE": ("2024-06-19", "2024-W25", "199", "XXXX-SU", "PAST_REF"),
    "TIME": ("2024-06-19T10:00", "2024-06-19TMO"),
    "DURATION": ("P24Y", "PT2H30M", "PXD"),
    "SET": ("P1Y", "XXXX-WXX-1"),
}
NAMES = ("", "Vela", "Unión de la Ría", "Año «nuevo»", "🙂")


@st.composite
def documents(draw, identifier=None):
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=6, max_size=30)
    )
    letters = string.ascii_letters + string.digits + "_-"
    return Document(
        id=identifier or draw(st.text(letters, min_size=1, max_size=8)),
        text="".join(word + gap for word, gap in pairs),
        title=draw(st.sampled_from(("", "Título", 'Con "comillas"'))),
        date=draw(st.none() | st.dates(min_value=datetime.date(1000, 1, 1))),
        source=draw(st.sampled_from(("", "agencia"))),
        genre=draw(st.sampled_from(("", "dispatch"))),
        topic=draw(st.sampled_from(("", "treaty"))),
        split=draw(st.sampled_from(("", "train", "validation", "test"))),
        license=draw(st.sampled_from(("", "CC-BY-4.0"))),
    )


def word_spans(text):
    """Spans of one to three words of a line."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        words = [
            (line.start() + word.start(), line.start() + word.end())
            for word in re.finditer(r"\w[\w.:-]*\w|\w", line[0])
        ]
        spans += [
            [Span(*word) for word in words[first : first + length]]
            for first in range(len(words))
            for length in (1, 2, 3)
            if first + length <= len(words)
        ]
    return spans


@st.composite
def annotations(draw, document, ontology):
    everything = word_spans(document.text)
    some_words = st.sampled_from(everything)

    def distinct(maximum, key=lambda words: (words[0], words[-1])):
        return draw(st.lists(some_words, max_size=maximum, unique_by=key))

    def whole(words):
        return Span(words[0].start, words[-1].end)

    def one(values):
        return draw(st.sampled_from(values))

    mentions = [
        Mention(f"m{i}", whole(words), one(words), one(ontology.mention_level_names))
        for i, words in enumerate(distinct(6))
    ]
    entities = []
    while mentions:
        size = draw(st.integers(1, len(mentions)))
        members, mentions = mentions[:size], mentions[size:]
        entities.append(
            Entity(
                f"n{len(entities)}",
                one(ontology.entity_type_names),
                tuple(members),
                one(NAMES),
                one(("", "ESP", "XQZ")),
                one(("", *ontology.sector_names)),
            )
        )
    times = []
    for i, words in enumerate(distinct(3)):
        kind = one(ontology.time_type_names)
        mod = one(("", "APPROX", "START"))
        times.append(Time(f"t{i}", whole(words), kind, one(VALUES[kind]), mod))

    kinds = {mention.id: entity.type for entity in entities for mention in entity.mentions}
    kinds |= {time.id: TIME_FILLER for time in times}
    events = []
    for i, words in enumerate(distinct(4)):
        kind = ontology.event_type[one(ontology.event_type_names)]
        possible = [
            Argument(role, item)
            for role, allowed in kind.roles.items()
            for item, filler in kinds.items()
            if filler in allowed
        ]
        chosen = (
            draw(st.lists(st.sampled_from(possible), max_size=4, unique=True)) if possible else []
        )
        events.append(
            Event(
                f"e{i}",
                kind.name,
                whole(words),
                one(words),
                one((*ontology.mode_names[kind.name], "")),
                one(ontology.attribute_values["polarity"]),
                one(ontology.attribute_values["certainty"]),
                one(ontology.attribute_values["time"]),
                one(("", "a", "b")),
                tuple(chosen),
            )
        )
        # Only later events can have this one as an argument, so there are no cycles.
        kinds[f"e{i}"] = EVENT_FILLER

    owners = {mention.id: entity for entity in entities for mention in entity.mentions}
    relations = [
        (kind, head, tail)
        for kind in ontology.relation_types
        for head, first in owners.items()
        for tail, second in owners.items()
        if first is not second and first.type in kind.head and second.type in kind.tail
    ]
    ends = {event.id: EVENT_FILLER for event in events} | {time.id: TIME_FILLER for time in times}
    links = [
        (kind, head, tail)
        for kind in ontology.event_relation_types
        for head, first in ends.items()
        for tail, second in ends.items()
        if head != tail
        and EVENT_FILLER in (first, second)
        and first in kind.head
        and second in kind.tail
    ]

    def some_links(possible, prefix, make):
        if not possible:
            return ()
        chosen = draw(st.lists(st.sampled_from(possible), max_size=3, unique_by=link_key))
        return tuple(
            make(f"{prefix}{i}", kind.name, head, tail)
            for i, (kind, head, tail) in enumerate(chosen)
        )

    return Annotations(
        document.id,
        tuple(entities),
        tuple(times),
        tuple(events),
        some_links(relations, "r", Relation),
        some_links(links, "l", EventRelation),
        tuple(draw(quotes(everything, list(owners), [event.id for event in events], ontology))),
    )


def link_key(link):
    kind, head, tail = link
    return (kind.name, *(sorted((head, tail)) if kind.symmetric else (head, tail)))


@st.composite
def quotes(draw, everything, sources, events, ontology):
    chosen = []
    for _ in range(draw(st.integers(0, 2))):
        parts = draw(st.lists(st.sampled_from(everything), min_size=1, max_size=4))
        apart = []
        for words in sorted(parts, key=lambda words: (words[0], words[-1])):
            span = Span(words[0].start, words[-1].end)
            if not apart or apart[-1].end <= span.start:
                apart.append(span)
        cut = draw(st.integers(1, len(apart)))
        source = draw(st.sampled_from(("", *sources)))
        if any(quote.content == tuple(apart[:cut]) for quote in chosen):
            continue
        chosen.append(
            Quote(
                f"q{len(chosen)}",
                draw(st.sampled_from(ontology.quote_form_names)),
                tuple(apart[:cut]),
                tuple(apart[cut:]),
                source,
                draw(st.sampled_from(("", *events))),
            )
        )
    return chosen


@st.composite
def examples(draw, ontology, identifier=None):
    document = draw(documents(identifier))
    return Example(document, draw(annotations(document, ontology)))


def corpora(ontology, max_size=3):
    """Annotated documents with ids that differ."""
    return st.integers(1, max_size).flatmap(
        lambda size: st.tuples(*(examples(ontology, f"d{i}") for i in range(size)))
    )

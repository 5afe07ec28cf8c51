"""What an answer says, whatever it says; and that annotations survive the way there and back."""

import dataclasses
from collections import Counter

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import strategies
from tests.baselines.llm.server import said

from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Mention,
    Quote,
    Relation,
    Span,
)
from acuerdo.dataset import load_ontology
from acuerdo.extractor import LAYERS
from acuerdo.scoring import score
from acuerdo.validation import validate
from acuerdo_baselines.llm.answer import CLOSED, Answer, read_json, write_json
from acuerdo_baselines.llm.chunks import chunks_of
from acuerdo_baselines.llm.events import settled
from acuerdo_baselines.llm.layers import with_needed
from acuerdo_baselines.llm.merging import merged
from acuerdo_baselines.llm.piece import by_task
from acuerdo_baselines.llm.places import Places, occurrences
from acuerdo_baselines.llm.reading import read_answer
from acuerdo_baselines.llm.rendering import answer_of

ONTOLOGY = load_ontology()
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def places_of(document, policy="nearest", limit=10**9):
    return [Places(document, chunk, policy) for chunk in chunks_of(document.text, limit)]


def read(document, answer, policy="nearest", layers=LAYERS):
    (places,) = places_of(document, policy)
    return read_answer(answer, document, places, ONTOLOGY, layers)


def answered(document, gold, limit=10**9):
    pieces = []
    for places in places_of(document, limit=limit):
        answer = read_json(write_json(answer_of(document, gold, places), LAYERS))
        piece = read_answer(answer, document, places, ONTOLOGY, LAYERS)
        assert not piece.ungrounded
        assert not piece.rejected
        pieces.append(piece.annotations)
    return merged(document.id, pieces, ONTOLOGY)


def addressable(example):
    """The annotations without what no words lead to: words that overlap themselves."""
    document, gold = example.document, example.gold

    def found(span):
        return span in occurrences(document.text, document[span])

    entities = []
    for entity in gold.entities:
        mentions = tuple(m for m in entity.mentions if found(m.span))
        if mentions:
            entities.append(dataclasses.replace(entity, mentions=mentions))
    times = tuple(time for time in gold.times if found(time.span))
    events = [e for e in gold.events if found(e.trigger)]
    known = {m.id for entity in entities for m in entity.mentions} | {t.id for t in times}
    known |= {event.id for event in events}
    return Annotations(
        gold.document_id,
        tuple(entities),
        times,
        tuple(
            dataclasses.replace(
                event, arguments=tuple(a for a in event.arguments if a.filler in known)
            )
            for event in events
        ),
        tuple(r for r in gold.relations if {r.head, r.tail} <= known),
        tuple(r for r in gold.event_relations if {r.head, r.tail} <= known),
        tuple(
            dataclasses.replace(
                quote,
                cue=tuple(span for span in quote.cue if found(span)),
                source=quote.source if quote.source in known else "",
                event=quote.event if quote.event in known else "",
            )
            for quote in gold.quotes
            if all(map(found, quote.content))
        ),
    )


@RELAXED
@given(st.data())
def test_annotations_survive_as_an_answer(data):
    example = data.draw(strategies.examples(ONTOLOGY))
    given_ = addressable(example)
    assert said(answered(example.document, given_)) == said(without_repetitions(given_))


def without_repetitions(gold):
    """Quotes that agree in source and content once their sources are gone are one."""
    quotes = {(quote.source, quote.content): quote for quote in reversed(gold.quotes)}
    return dataclasses.replace(gold, quotes=tuple(quotes.values()))


@RELAXED
@given(st.data())
def test_a_document_in_chunks_gives_valid_annotations_that_are_in_the_gold(data):
    example = data.draw(strategies.examples(ONTOLOGY))
    found = answered(example.document, example.gold, limit=4)
    assert validate(example.document, found, ONTOLOGY) == []
    spans = {mention.span for mention, _ in example.gold.mentions()}
    assert {mention.span for mention, _ in found.mentions()} <= spans
    assert {event.trigger for event in found.events} <= {e.trigger for e in example.gold.events}


def test_the_news_item_survives_word_by_word(annotated):
    for example in annotated:
        found = answered(example.document, example.gold)
        assert said(found) == said(example.gold)
        assert score([example.gold], [found], ONTOLOGY).acuerdo == 1.0


WORDS = ("acuerdo", "firmó", "el", "de", "Seúl", "dragón", "", " ", "#2", "de #2", "🙂", "Añ", "\n")
IDS = ("m1", "m2", "t1", "e1", "e2", "e3", "", "x")


def answers():
    """Answers of the right shape and of any content, labels that do not exist among it."""

    ids, ends = ("id", "filler", "source", "event"), ("head", "tail")

    def fields(kind):
        given_ = {}
        for field in msgspec.structs.fields(kind):
            names = CLOSED.get((kind, field.name))
            if names is not None:
                given_[field.name] = st.sampled_from((*names(ONTOLOGY), "otro"))
            elif field.name in ids or ("text" not in kind.__struct_fields__ and field.name in ends):
                given_[field.name] = st.sampled_from(IDS)
            elif field.type is str:
                given_[field.name] = st.sampled_from(
                    (*WORDS, "ESP", "PT2H", "2031-05-14", "a|b", "-")
                )
            elif field.type is int:
                given_[field.name] = st.integers(-2, 6)
            else:
                given_[field.name] = st.lists(struct(inner(field.type)), max_size=4)
        return given_

    def inner(hint):
        hint = next((h for h in getattr(hint, "__args__", ()) if hasattr(h, "__args__")), hint)
        return hint.__args__[0]

    def struct(kind):
        return st.deferred(lambda: st.builds(kind, **fields(kind)))

    return struct(Answer)


@settings(RELAXED, max_examples=30)
@given(st.data())
def test_whatever_is_answered_comes_out_valid(data):
    document = data.draw(strategies.documents())
    layers = with_needed(data.draw(st.lists(st.sampled_from(LAYERS), min_size=1, max_size=9)))
    policy = data.draw(st.sampled_from(("nearest", "first", "unique")))
    pieces = [
        read_answer(data.draw(answers()), document, places, ONTOLOGY, layers)
        for places in places_of(document, policy, limit=10)
    ]
    found = merged(document.id, [piece.annotations for piece in pieces], ONTOLOGY)
    assert validate(document, found, ONTOLOGY) == []
    # The scorer takes every declaration.
    nowhere = by_task(piece.ungrounded for piece in pieces)
    score([Annotations(document.id)], [found], ONTOLOGY, ungrounded={document.id: nowhere})
    for layer in {"times", "relations", "event_relations", "quotes"} - {*layers}:
        assert getattr(found, layer) == ()


TEXT = "El pacto, o un pacto nuevo. Otro pacto de Ana.\nAnalía firmó el pacto."
GROUNDING = [
    ("the sentence named", "pacto", 2, "nearest", "pacto de"),
    ("the first one there", "pacto", 1, "nearest", "pacto, o"),
    ("the occurrence numbered", "pacto #2", 1, "nearest", "pacto nuevo"),
    ("a number too high: the first one there", "pacto #7", 1, "nearest", "pacto, o"),
    ("not in the sentence named: the nearest", "nuevo", 3, "nearest", "nuevo"),
    ("no such sentence: the first", "pacto", 9, "nearest", "pacto, o"),
    ("a sentence below one", "pacto", 0, "nearest", "pacto, o"),
    ("another normal form", "Anali\u0301a", 3, "nearest", "Analía"),
    ("white space of its own", " otro  pacto ".title(), 1, "nearest", None),
    ("another letter case", "ana", 2, "nearest", None),
    ("part of a word", "Anal", 3, "nearest", None),
    ("across a line break", "Ana. Analía", 2, "nearest", None),
    ("nothing", "", 1, "nearest", None),
    ("no words", " #2", 1, "nearest", None),
    ("first: wherever it was said to be", "pacto", 3, "first", "pacto, o"),
    ("unique: of several none", "pacto", 3, "unique", None),
    ("unique: wherever it was said to be", "firmó", 1, "unique", "firmó"),
]


@pytest.mark.parametrize(
    ("words", "sentence", "policy", "place"),
    [g[1:] for g in GROUNDING],
    ids=[g[0] for g in GROUNDING],
)
def test_words_become_places_by_policy(words, sentence, policy, place):
    (places,) = places_of(Document("d", TEXT), policy)
    found = places.find(words, sentence)
    if place is None:
        assert found is None
    else:
        assert found.start == TEXT.index(place)


def test_a_number_that_the_text_itself_has_is_part_of_the_words():
    text = "La Línea #2 y la Línea #3, no la Línea."
    (places,) = places_of(Document("d", text))
    for written, start in (("Línea #2", 3), ("Línea #3", 17), ("Línea", 3), ("Línea #9", 3)):
        assert places.find(written, 1).start == start


ANSWER = {layer: [] for layer in Answer.__struct_fields__}
PAIR = Document("d", "Ana y Luis firmaron el pacto el lunes en Faro. Firmaron.")


def mention(identifier, text, level="NAM", sentence=1, head=None):
    return {
        "id": identifier, "text": text, "sentence": sentence,
        "head": text if head is None else head, "level": level,
    }  # fmt: skip


def entity(kind, *mentions, **given_):
    usual = {"type": kind, "name": "", "country": "", "sector": "", "mentions": list(mentions)}
    return usual | given_


def event(identifier, text="firmaron", kind="SUPPORT", sentence=1, *arguments, **given_):
    usual = {
        "id": identifier, "text": text, "sentence": sentence, "head": text, "type": kind,
        "mode": "", "polarity": "POS", "certainty": "CERTAIN", "time": "PAST", "cluster": "",
        "arguments": [{"role": role, "filler": filler} for role, filler in arguments],
    }  # fmt: skip
    return usual | given_


def piece(layers=LAYERS, **parts):
    answer = msgspec.convert(ANSWER | parts, Answer)
    found = read(PAIR, answer, layers=layers)
    assert validate(PAIR, found.annotations, ONTOLOGY) == []
    return found


def test_what_hangs_on_invented_words_is_counted_with_them():
    found = piece(
        entities=[entity("PER", mention("m1", "Ana"), mention("m2", "Berta"))],
        events=[
            event("e1", "firmaron", "SUPPORT", 1, ("Actor", "m1"), ("Actor", "m2"), ("Theme", "?")),
            event("e2", "bombardearon", "ASSAULT", 1, ("Actor", "m1"), ("Content", "e1")),
        ],
        relations=[{"type": "relative_of", "head": "m1", "tail": "m2"}],
        event_relations=[{"type": "CAUSE", "head": "e1", "tail": "e2"}],
        quotes=[
            {"form": "DIRECT", "source": "m1", "event": "", "cue": [],
             "content": [{"text": "jamás", "sentence": 1}]}
        ],
    )  # fmt: skip
    assert found.ungrounded == Counter(
        {
            ("entities", "PER"): 1,
            ("triggers", "ASSAULT"): 1,
            ("event_attributes", "polarity:POS"): 1,
            ("event_attributes", "certainty:CERTAIN"): 1,
            ("event_attributes", "time:PAST"): 1,
            ("arguments", "Actor"): 2,
            ("arguments", "Theme"): 1,
            ("arguments", "Content"): 1,
            ("relations", "relative_of"): 1,
            ("event_relations", "CAUSE"): 1,
            ("quotes", "DIRECT"): 1,
        }
    )
    (kept,) = found.annotations.events
    assert kept.arguments == (Argument("Actor", "m1"),)


def test_what_the_ontology_does_not_admit_is_dropped_and_counted():
    found = piece(
        entities=[entity("PER", mention("m1", "Ana")), entity("GPE", mention("m2", "Faro"))],
        events=[
            event(
                "e1", "firmaron", "SUPPORT", 1, ("Place", "m1"), ("Content", "m2"), ("Theme", "e1")
            ),
            event("e2", "Firmaron", "AGREE", 2, mode="sign"),
        ],
        relations=[
            {"type": "leader_of", "head": "m2", "tail": "m1"},
            {"type": "citizen_of", "head": "m1", "tail": "m2"},
            {"type": "citizen_of", "head": "m1", "tail": "m2"},
        ],
        event_relations=[{"type": "BEFORE", "head": "e1", "tail": "e1"}],
    )
    assert found.ungrounded == Counter()
    assert [e.arguments for e in found.annotations.events] == [(), ()]
    assert [e.mode for e in found.annotations.events] == ["", ""]
    assert len(found.annotations.relations) == 1
    assert found.rejected == 7


def test_two_mentions_of_one_span_are_the_first_and_both_names_lead_to_it():
    found = piece(
        entities=[
            entity("PER", mention("m1", "Ana")),
            entity("GPE", mention("m2", "Ana"), mention("m3", "Faro")),
        ],
        events=[event("e1", "firmaron", "SUPPORT", 1, ("Actor", "m2"))],
    )
    assert [entity.type for entity in found.annotations.entities] == ["PER", "GPE"]
    assert found.annotations.events[0].arguments == (Argument("Actor", "m1"),)
    assert found.rejected == 1


def test_an_entity_without_a_place_is_no_entity():
    found = piece(entities=[entity("PER", mention("m1", "Berta"), mention("m2", "Carla"))])
    assert found.annotations.entities == ()
    assert found.ungrounded == Counter({("entities", "PER"): 2})


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("DATE", "lunes", "XXXX"),
        ("DATE", "2031-02-30", "XXXX"),
        ("TIME", "por la tarde", "XXXX-XX-XXTXX"),
        ("DURATION", "dos horas", "PXD"),
        ("SET", "", "XXXX"),
        ("DATE", " 2031-05-19 ", "2031-05-19"),
    ],
)
def test_a_time_whose_value_is_none_keeps_its_place(kind, value, kept):
    time = {"id": "t", "text": "lunes", "sentence": 1, "type": kind, "value": value, "mod": ""}
    (found,) = piece(times=[time]).annotations.times
    assert (PAIR[found.span], found.value) == ("lunes", kept)


def test_codes_and_names_that_no_file_takes_are_left_out():
    given_ = {"name": " Ana\n Gil ", "country": "esp", "sector": "NADA"}
    (one,) = piece(entities=[entity("PER", mention("m1", "Ana"), **given_)]).annotations.entities
    assert (one.name, one.country, one.sector) == ("Ana Gil", "ESP", "")
    given_ = {"name": "Ana | Gil", "country": "España"}
    (one,) = piece(entities=[entity("PER", mention("m1", "Ana"), **given_)]).annotations.entities
    assert (one.name, one.country) == ("", "")


@pytest.mark.parametrize(
    ("text", "words", "head", "kind", "expected"),
    [
        ("Ana Gil calla.", "Ana Gil", "Gil", "PER", "Gil"),
        ("Ana Gil calla.", "Ana Gil", "Berta", "PER", "Gil"),
        ("Ana Gil calla.", "Ana Gil", "Ana Gil", "PER", "Gil"),
        ("Tratado de Faro.", "Tratado de Faro", "", "DOC", "Tratado"),
        ("acuerdo de «paz» ya", "acuerdo de «paz»", "paz", "DOC", "paz"),
        ("jefe del jefe", "jefe del jefe", "jefe #2", "PER", "jefe"),
        ("🙂 firma", "🙂", "", "PER", "🙂"),
    ],
)
def test_a_head_is_a_word_of_its_span(text, words, head, kind, expected):
    document = Document("d", text)
    answer = msgspec.convert(
        ANSWER | {"entities": [entity(kind, mention("m", words, head=head))]}, Answer
    )
    found = read(document, answer).annotations
    (one,) = (m for m, _ in found.mentions())
    assert document[one.head] == expected
    if head.endswith("#2"):
        assert one.head.start == text.rindex("jefe")
    assert validate(document, found, ONTOLOGY) == []


def test_without_coreference_every_mention_is_an_entity_and_no_events_are_one():
    parts = {
        "entities": [entity("PER", mention("m1", "Ana"), mention("m2", "Luis"))],
        "events": [event("e1", cluster="c"), event("e2", "Firmaron", sentence=2, cluster="c")],
        "relations": [{"type": "relative_of", "head": "m1", "tail": "m2"}],
    }
    apart = piece(with_needed(["triggers", "relations"]), **parts).annotations
    assert [len(each.mentions) for each in apart.entities] == [1, 1]
    assert [each.cluster for each in apart.events] == ["", ""]
    assert len(apart.relations) == 1
    together = piece(with_needed(["coreference", "triggers", "relations"]), **parts).annotations
    assert [len(each.mentions) for each in together.entities] == [2]
    assert [each.cluster for each in together.events] == ["c", "c"]
    assert together.relations == ()


def quote(content, cue=(), **given_):
    def words(texts):
        return [{"text": text, "sentence": 1} for text in texts]

    return {
        "form": "DIRECT", "source": "", "event": "", "cue": words(cue), "content": words(content),
    } | given_  # fmt: skip


def test_parts_of_a_quote_are_put_in_order_and_do_not_overlap():
    found = piece(
        entities=[entity("PER", mention("m1", "Ana"))],
        events=[event("e1")],
        quotes=[
            quote(
                ["el lunes en", "firmaron el pacto", "pacto el lunes", "jamás"],
                ["Luis", "Faro", "lunes"],
                source="m1",
                event="e1",
            ),
            quote(["firmaron el pacto", "el lunes en"], source="m1"),
            quote(["Ana y Luis"], source="e1", event="m1", form="OTRA"),
            quote(["Ana y Luis"], source="e1", event="m1"),
        ],
    )
    first, second = found.annotations.quotes
    assert [PAIR[span] for span in first.content] == ["firmaron el pacto", "el lunes en"]
    assert [PAIR[span] for span in first.cue] == ["Luis", "Faro"]
    assert (first.source, first.event) == ("m1", "e1")
    assert (second.source, second.event) == ("", "")
    assert found.rejected == 4
    assert found.ungrounded == Counter()


def made(name, *arguments, start=0, kind="STATEMENT"):
    span = Span(start, start + 2)
    return Event(name, kind, span, span, arguments=tuple(Argument("Content", a) for a in arguments))


def test_a_circle_of_arguments_is_cut_where_it_closes():
    events = [made("a", "b"), made("b", "c", start=3), made("c", "a", "b", start=6)]
    kept, stand_in = settled(events)
    assert [[a.filler for a in e.arguments] for e in kept] == [["b"], ["c"], []]
    assert stand_in == {}


def test_events_that_become_equal_are_one_and_references_follow():
    events = [made("a"), made("b"), made("c", "a", start=3), made("d", "b", start=3)]
    kept, stand_in = settled(events)
    assert [event.id for event in kept] == ["a", "c"]
    assert stand_in == {"b": "a", "d": "c"}


def test_an_event_that_differs_in_its_arguments_stays():
    events = [made("a"), made("b", "c"), made("c", start=3)]
    assert settled(events) == (events, {})


def named(kind, name, start, identifier, **given_):
    span = Span(start, start + 3)
    return Entity(identifier, kind, (Mention(f"m{start}", span, span, "NAM"),), name, **given_)


def test_entities_of_two_chunks_with_one_name_are_one():
    first = Annotations(
        "d",
        (named("GPE", "Faro", 0, "n1"), named("PER", "", 10, "n2"), named("PER", "Gil", 20, "n3")),
        relations=(Relation("r1", "citizen_of", "m20", "m0"),),
    )
    second = Annotations(
        "d",
        (
            named("GPE", "FARO", 30, "n1", country="XFR"),
            named("LOC", "Faro", 40, "n2"),
            named("PER", "", 50, "n3"),
            named("PER", "gil", 60, "n4"),
        ),
        relations=(
            Relation("r1", "citizen_of", "m60", "m30"),
            Relation("r2", "located_in", "m40", "m30"),
        ),
        quotes=(Quote("q1", "DIRECT", (Span(70, 75),), source="m60"),),
    )
    found = merged("d", [first, second], ONTOLOGY)
    assert [(e.type, e.name, e.country, len(e.mentions)) for e in found.entities] == [
        ("GPE", "Faro", "XFR", 2),
        ("PER", "", "", 1),
        ("PER", "Gil", "", 2),
        ("LOC", "Faro", "", 1),
        ("PER", "", "", 1),
    ]
    assert [relation.type for relation in found.relations] == ["citizen_of", "located_in"]
    assert validate(None, found, ONTOLOGY) == []


def test_the_model_s_own_chains_stand_within_a_chunk():
    one = Annotations("d", (named("GPE", "Faro", 0, "n1"), named("GPE", "Faro", 10, "n2")))
    assert len(merged("d", [one], ONTOLOGY).entities) == 2


def test_a_relation_whose_ends_became_one_entity_is_dropped():
    first = Annotations("d", (named("GPE", "Faro", 0, "n1"),))
    second = Annotations(
        "d",
        (named("GPE", "Faro", 30, "n1"), named("GPE", "FARO", 40, "n2")),
        relations=(Relation("r1", "located_in", "m30", "m40"),),
    )
    found = merged("d", [first, second], ONTOLOGY)
    assert [len(entity.mentions) for entity in found.entities] == [3]
    assert found.relations == ()

"""What the linear system chooses from, and the constraints between its choices."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import acuerdo
from acuerdo.annotation import Annotations, Document, Entity, Event, Mention, Span
from acuerdo.dataset import load_ontology
from acuerdo_baselines.linear import choosing, steps
from acuerdo_baselines.linear.arguments import Candidate, roles_of
from acuerdo_baselines.linear.coreference import Link, best_first
from acuerdo_baselines.linear.forms import forms
from acuerdo_baselines.linear.gold import Gold
from acuerdo_baselines.linear.joints import joints_of
from acuerdo_baselines.linear.likeness import abbreviates, stem_match
from acuerdo_baselines.linear.links import event_pairs
from acuerdo_baselines.linear.ordering import TEMPORAL, Timeline
from acuerdo_baselines.linear.quotes import Proposal, proposals
from acuerdo_baselines.linear.reading import read
from acuerdo_baselines.linear.relations import Pair
from acuerdo_baselines.linear.worth import awareness, likeness

ONTOLOGY = load_ontology()


def span(text, part):
    start = text.index(part)
    return Span(start, start + len(part))


def reading(text, events=(), entities=()):
    """A text with events given as word and type, and entities as words, type and level."""
    found = Annotations(
        "d",
        entities=tuple(
            Entity(f"n{n}", kind, (Mention(f"m{n}", span(text, part), span(text, part), level),))
            for n, (part, kind, level) in enumerate(entities, 1)
        ),
        events=tuple(
            Event(f"e{n}", kind, span(text, word), span(text, word))
            for n, (word, kind) in enumerate(events, 1)
        ),
    )
    return read(Document("d", text), found, ONTOLOGY)


def gold_texts():
    return [*acuerdo.load("article")]


def contents(text, cue, kind="STATEMENT"):
    case = reading(text, [(cue, kind)])
    return {tuple(text[s.start : s.end] for s in p.content) for p in proposals(case, forms(case))}


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("«No cederemos», dijo la ministra.", "dijo", ("No cederemos",)),
        ('"No cederemos", dijo la ministra.', "dijo", ("No cederemos",)),
        ("La ministra dijo: «No cederemos.»", "dijo", ("No cederemos",)),
        (
            "«No cederemos», dijo la ministra, «ni hoy ni mañana».",
            "dijo",
            ("No cederemos", "ni hoy ni mañana"),
        ),
        (
            "El portavoz afirmó que la propuesta es «insuficiente» y que volverán a reunirse.",
            "afirmó",
            ("la propuesta es «insuficiente»", "volverán a reunirse"),
        ),
        ("Aseguró haber visto los barcos.", "Aseguró", ("haber visto los barcos",)),
        ("Según el diario, los barcos zarparon.", "Según", ("los barcos zarparon",)),
        ("Además, los barcos zarparon, según el diario.", "según", ("los barcos zarparon",)),
        (
            "Los barcos, según explicó el jefe, zarparon ayer.",
            "explicó",
            ("Los barcos", "zarparon ayer"),
        ),
        ("Preguntó cuándo zarparon los barcos.", "Preguntó", ("cuándo zarparon los barcos",)),
        (
            "Dijo que los barcos zarparon, y anunció una huelga.",
            "Dijo",
            ("los barcos zarparon",),
        ),
        (
            "Nadie habló; los barcos zarparon, según el diario.",
            "según",
            ("los barcos zarparon",),
        ),
        (
            "Según el diario, los barcos zarparon; nadie lo negó.",
            "Según",
            ("los barcos zarparon",),
        ),
    ],
)
def test_the_content_of_a_quote_is_among_the_proposals(text, cue, content):
    assert content in contents(text, cue)


def test_no_proposal_holds_its_cue():
    for text in ("Según el diario, dijo que «sí», y calló.", "«Sí», dijo, «y no», según él."):
        case = reading(text, [("dijo", "STATEMENT")])
        cue = case.events["e1"].trigger
        assert not any(cue.overlap(s) for p in proposals(case, forms(case)) for s in p.content)


@pytest.mark.parametrize("each", gold_texts(), ids=lambda each: each.document.id)
def test_the_gold_of_the_article_is_among_the_candidates(each):
    case = read(each.document, each.gold, ONTOLOGY)
    table, gold = forms(case), Gold(each.gold)
    fillers = {
        (candidate.event, gold.entity.get(candidate.filler, candidate.filler))
        for candidates in steps.role_candidates(case, table).values()
        for candidate in candidates
    }
    wanted = {
        (event.id, gold.entity.get(argument.filler, argument.filler))
        for event in each.gold.events
        for argument in event.arguments
    }
    assert wanted - fillers == set()
    told = {(p.event, p.content) for p in proposals(case, table)}
    assert {(q.event, q.content) for q in each.gold.quotes} - told == set()
    joined = {
        frozenset((gold.cluster[p.first], gold.cluster[p.second]))
        for p in event_pairs(case, table, case.events)
    }
    for link in each.gold.event_relations:
        if link.head in gold.cluster and link.tail in gold.cluster:
            assert frozenset((link.head, link.tail)) in joined, link


@pytest.mark.parametrize(
    ("text", "verb", "filler", "slot"),
    [
        ("El rey firmó el pacto.", "firmó", "rey", "subject"),
        ("El rey firmó el pacto.", "firmó", "pacto", "object"),
        ("El pacto fue firmado por el rey.", "firmado", "rey", "agent"),
        ("El pacto fue firmado por el rey.", "firmado", "pacto", "undergoer"),
        ("El rey prometió firmar el pacto.", "firmar", "rey", "implied"),
        ("El rey viajó a Lima.", "viajó", "Lima", "object a"),
        ("La visita del rey a Lima gustó.", "visita", "rey", "n.de"),
        ("La visita del rey a Lima gustó.", "visita", "Lima", "n.a"),
        ("La retirada danesa gustó.", "retirada", "danesa", "demonym"),
        ("El rey y Lima celebraron una reunión.", "reunión", "rey", "support subject"),
    ],
)
def test_mentions_have_the_slots_of_the_syntax(text, verb, filler, slot):
    kinds = {"Lima": ("GPE", "NAM"), "danesa": ("GPE", "ADJ"), "pacto": ("DOC", "NOM")}
    kind = kinds.get(filler, ("PER", "NOM"))
    others = [(w, *k) for w, k in kinds.items() if w in text and w != filler]
    others += [("rey", "PER", "NOM")] if "rey" in text and filler != "rey" else []
    case = reading(text, [(verb, "CONSULT")], [(filler, *kind), *others])
    assert slot in forms(case)["e1"].slots.get("m1", [])


IDS = "abcdef"


@given(
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.floats(0, 1)), max_size=15),
    st.frozensets(st.sampled_from(IDS)),
)
def test_clustering_is_a_partition_and_keeps_names_apart(pairs, names):
    pairs = [pair for pair in pairs if pair[0] < pair[1]]
    table = [Link(earlier, later, []) for earlier, later, _ in pairs]
    chances = [chance for _, _, chance in pairs]
    clusters = best_first(list(IDS), table, chances, names)
    assert set(clusters) == set(IDS)
    for mention, first in clusters.items():
        assert clusters[first] == first
        assert first <= mention, "a cluster is called like its first mention"
    for earlier, later, chance in pairs:
        if chance < 0.2 and {earlier, later} <= names:
            assert clusters[earlier] != clusters[later]


@given(st.lists(st.floats(0, 0.49), min_size=3, max_size=3))
def test_nothing_unlikely_is_joined(chances):
    table = [Link("a", "b", []), Link("a", "c", []), Link("b", "c", [])]
    assert best_first("abc", table, chances) == {"a": "a", "b": "b", "c": "c"}


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Perú", "peruana", "stem"),
        ("Sorvalia", "sorvalos", "stem"),
        ("firma", "FIRMA", "same"),
        ("firmar", "firma", "stem"),
        ("Lima", "paz", ""),
        ("ruso", "rumano", ""),
    ],
)
def test_words_of_one_stem_are_alike(one, other, match):
    assert stem_match(one, other) == stem_match(other, one) == match


def test_initials_abbreviate():
    assert abbreviates("OTAN", "Organización del Tratado del Atlántico Norte")
    assert abbreviates("Organización del Tratado del Atlántico Norte", "OTAN")
    assert not abbreviates("ONU", "Oslo Norte")
    assert not abbreviates("A", "Ana Gil")


def candidate(event, filler, *roles):
    return Candidate(event, filler, frozenset(roles), [])


def test_an_entity_has_one_role_in_an_event_the_surest():
    candidates = [candidate("e", "m1", "Actor"), candidate("e", "m2", "Theme")]
    chosen = [(-0.5, "Actor"), (-0.1, "Theme")]
    same = choosing.arguments(candidates, chosen, {"m1": "n", "m2": "n"})
    apart = choosing.arguments(candidates, chosen, {"m1": "n", "m2": "k"})
    assert [(a.role, a.filler) for a in same["e"]] == [("Theme", "m2")]
    assert [a.role for a in apart["e"]] == ["Actor", "Theme"]


def test_no_event_is_an_argument_of_itself():
    ends = [("a", "b"), ("b", "c"), ("c", "a")]
    candidates = [candidate(event, filler, "Content") for event, filler in ends]
    chosen = [(-0.1, "Content"), (-0.2, "Content"), (-0.3, "Content")]
    assert set(choosing.arguments(candidates, chosen, {})) == {"a", "b"}


def test_equal_events_are_made_to_differ():
    event = Event(
        "e1", "CONSULT", Span(0, 3), Span(0, 3), arguments=(acuerdo.Argument("Actor", "m"),)
    )
    twin = Event("e2", *(event.type, event.trigger, event.head), arguments=event.arguments)
    first, second = choosing.distinct([event, twin])
    assert (len(first.arguments), len(second.arguments)) == (1, 0)


def test_a_relation_is_stated_once_for_two_entities():
    entities = {"m1": "n1", "m2": "n2", "m3": "n2"}
    both = frozenset({"allied_with"})
    candidates = [
        Pair("m1", "m2", both, []),
        Pair("m3", "m1", both, []),
        Pair("m2", "m3", both, []),
    ]
    chosen = [(-0.5, "allied_with"), (-0.1, "allied_with"), (-0.1, "allied_with")]
    (found,) = choosing.relations(candidates, chosen, entities, ONTOLOGY)
    assert (found.head, found.tail) == ("m3", "m1")


def quoted(sources, scores=(0.9,)):
    place = Span(0, 4)
    events = {"e": Event("e", "STATEMENT", place, place)}
    options = [Proposal("e", (Span(10 + n, 20),), []) for n, _ in enumerate(scores)]
    return choosing.quotes(options, scores, {"e": 0.9}, sources, events, [])


def test_a_cue_has_its_best_content_and_a_source():
    (found,) = quoted({"e": "m"}, (0.2, 0.4, 0.3))
    assert (found.content, found.source, found.event) == ((Span(11, 20),), "m", "e")
    assert quoted({}) == ()


def test_two_cues_do_not_say_the_same_words():
    places = {"e": Span(0, 4), "k": Span(30, 34)}
    events = {name: Event(name, "STATEMENT", at, at) for name, at in places.items()}
    options = [Proposal(name, (Span(10, 20),), []) for name in events]
    cues, sources = {"e": 0.6, "k": 0.8}, {"e": "m", "k": "n"}
    (found,) = choosing.quotes(options, (0.9, 0.9), cues, sources, events, [])
    assert found.event == "k"


def test_two_entities_have_one_relation_the_surest():
    types = frozenset({"leader_of", "officer_of"})
    candidates = [Pair("m1", "m2", types, []), Pair("m3", "m4", types, [])]
    entities = {"m1": "n1", "m3": "n1", "m2": "n2", "m4": "n2"}
    chosen = [(-0.5, "officer_of"), (-0.1, "leader_of")]
    (found,) = choosing.relations(candidates, chosen, entities, ONTOLOGY)
    assert (found.type, found.head) == ("leader_of", "m3")


def test_roles_are_those_of_the_ontology():
    for kind in ONTOLOGY.event_types:
        for filler in (*ONTOLOGY.entity_type_names, "time", "event"):
            allowed = {role for role, fillers in kind.roles.items() if filler in fillers}
            assert roles_of(ONTOLOGY, kind.name, filler) == allowed
    assert roles_of(ONTOLOGY, "UNKNOWN", "PER") == frozenset()


def test_gold_roles_of_other_mentions_are_neither_right_nor_wrong():
    (article,) = acuerdo.load("article")
    case = read(article.document, article.gold, ONTOLOGY)
    gold = Gold(article.gold)
    candidates = steps.role_candidates(case, forms(case))[steps.ROLE]
    roles = gold.roles(candidates)
    stated = {
        (event.id, argument.filler): argument.role
        for event in article.gold.events
        for argument in event.arguments
    }
    by_entity = {(event, gold.entity.get(filler)) for event, filler in stated}
    for each, role in zip(candidates, roles, strict=True):
        if (each.event, each.filler) in stated:
            assert role == stated[each.event, each.filler]
        elif (each.event, gold.entity[each.filler]) not in by_entity:
            assert role == ""
        else:
            assert role != ""


def test_a_name_is_no_verb():
    text = "Molina dijo que viajará a Roma."
    named = reading(text, [("dijo", "STATEMENT")], [("Molina", "PER", "NAM")])
    assert named.scenes[0].words[0].pos == "PROPN"
    assert "subject" in forms(named)["e1"].slots["m1"]
    assert reading(text).scenes[0].words[0].pos == "VERB"


def test_the_likeness_of_clusterings_is_that_of_the_scorer():
    (article,) = acuerdo.load("article")
    gold = {m.id: entity.id for m, entity in article.gold.mentions()}
    halves = tuple(
        Entity(f"{entity.id}.{n}", entity.type, mentions)
        for entity in article.gold.entities
        for n, mentions in enumerate((entity.mentions[::2], entity.mentions[1::2]))
        if mentions
    )
    found = Annotations(article.document.id, (*halves[2:], _joined(*halves[:2])))
    clusters = {m.id: entity.id for m, entity in found.mentions()}
    scores = acuerdo.score([article.gold], [found], ONTOLOGY)
    parts = [scores.view("coreference", name).f1 for name in ("muc", "b_cubed")]
    assert likeness([(gold, clusters)]) == pytest.approx(sum(parts) / 2)
    assert 0 < likeness([(gold, clusters)]) < 1


def _joined(first, second):
    return Entity("joined", first.type, (*first.mentions, *second.mentions))


def test_a_clitic_is_no_subject():
    text = "El rey lo firmó."
    case = reading(text, [("firmó", "SUPPORT")], [("rey", "PER", "NOM"), ("lo", "DOC", "PRO")])
    slots = forms(case)["e1"].slots
    assert "subject" in slots["m1"]
    assert "clitic" in slots["m2"]
    assert "subject" not in slots["m2"]


def test_what_stands_over_an_infinitive_controls_it():
    text = "El rey convocó al embajador para entregarle una nota."
    case = reading(
        text, [("entregarle", "AID")], [("rey", "PER", "NOM"), ("embajador", "PER", "NOM")]
    )
    slots = forms(case)["e1"].slots
    assert "main subject" in slots["m1"]
    assert "main object a" in slots["m2"]


@pytest.mark.parametrize(
    ("text", "noun", "verb", "sign"),
    [
        ("Tras la reunión, firmaron.", "reunión", "firmaron", "after"),
        ("Tras una serie de negociaciones, firmaron.", "negociaciones", "firmaron", "after"),
        ("Firmaron antes de la reunión.", "reunión", "Firmaron", "before"),
        ("Firmaron en el marco de la reunión.", "reunión", "Firmaron", "during"),
        ("Protestaron a raíz de la reunión.", "reunión", "Protestaron", "cause"),
    ],
)
def test_a_connective_joins_an_event_to_that_of_its_clause(text, noun, verb, sign):
    case = reading(text, [(noun, "CONSULT"), (verb, "SUPPORT")])
    joint = joints_of(case, forms(case))["e1"]
    assert sign in joint.signs
    assert joint.host == "e2"


def test_awareness_is_that_of_the_scorer():
    (article,) = acuerdo.load("article")
    some = replace(article.gold, event_relations=article.gold.event_relations[::2])
    timelines = [
        Timeline(
            (link.type, link.head, link.tail)
            for link in each.event_relations
            if link.type in TEMPORAL
        )
        for each in (article.gold, some)
    ]
    scores = acuerdo.score([article.gold], [some], ONTOLOGY)
    assert awareness([tuple(timelines)]) == pytest.approx(scores.view("event_relations").f1)

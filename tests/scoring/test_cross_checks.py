"""Independent scorers give the same numbers where the definitions are the same.

The packages of other scorers come with the extra ``rivals``; without them their tests are skipped.
Coreference and temporal closure are checked against brute force written here from the papers.
"""

import importlib.util
import warnings
from functools import cache
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from acuerdo.annotation import (
    Annotations,
    Entity,
    Event,
    EventRelation,
    Mention,
    Span,
)
from acuerdo.dataset import load_ontology
from acuerdo.scoring import TASKS, score

ONTOLOGY = load_ontology()
TYPES = ("PER", "ORG", "GPE")
TOKENS = 8
law = settings(max_examples=30, deadline=None)


def rival(package):
    missing = importlib.util.find_spec(package) is None
    return pytest.mark.skipif(missing, reason=f"{package} is not installed (extra 'rivals')")


def task(name):
    return pytest.mark.skipif(name not in TASKS, reason=f"no task {name}")


@st.composite
def flat_entities(draw):
    """Entities of one sentence that do not overlap: (first token, last token + 1, type)."""
    found = []
    place = 0
    while place < TOKENS:
        length = draw(st.sampled_from([0, 0, 1, 1, 2, 3]))
        end = min(TOKENS, place + length)
        if end > place:
            found.append((place, end, draw(st.sampled_from(TYPES))))
        place = max(end, place + 1)
    return found


@st.composite
def sentences(draw):
    """Gold and predicted entities of some sentences; every other prediction is near the gold."""
    pairs = []
    for _ in range(draw(st.integers(1, 4))):
        gold = draw(flat_entities())
        predicted = draw(flat_entities())
        if draw(st.booleans()):
            kept = [each for each in gold if draw(st.booleans())]
            free = [p for p in predicted if all(p[1] <= k[0] or k[1] <= p[0] for k in kept)]
            predicted = sorted(kept + free)
        pairs.append((gold, predicted))
    return pairs


def iob2(entities):
    tags = ["O"] * TOKENS
    for start, end, kind in entities:
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return tags


def mentions(number, entities):
    return Annotations(
        f"d{number}",
        entities=tuple(
            Entity(f"N{n}", kind, (Mention(f"T{n}", Span(start, end), Span(start, end), "NAM"),))
            for n, (start, end, kind) in enumerate(entities)
        ),
    )


def scored(pairs):
    gold = [mentions(n, expected) for n, (expected, _) in enumerate(pairs)]
    predicted = [mentions(n, found) for n, (_, found) in enumerate(pairs)]
    return score(gold, predicted, ONTOLOGY).view("entities", "exact")


@rival("seqeval")
@law
@given(sentences())
def test_seqeval_strict_says_the_same_of_entities(pairs):
    from seqeval.metrics.v1 import precision_recall_fscore_support as seqeval
    from seqeval.scheme import IOB2

    ours = scored(pairs)
    if not ours.gold or not ours.predicted:
        return  # seqeval stops, or answers by its own convention.
    sides = [[iob2(entities) for entities in side] for side in zip(*pairs, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = seqeval(*sides, average="micro", scheme=IOB2, zero_division=0)
        each = seqeval(*sides, average=None, scheme=IOB2, zero_division=0)
    assert theirs[:3] == pytest.approx((ours.precision, ours.recall, ours.f1))
    kinds = sorted({kind for pair in pairs for side in pair for *_, kind in side})
    labels = {label.label: label for label in ours.per_label}
    for kind, *expected, support in zip(kinds, *each, strict=True):
        label = labels[kind]
        assert (label.precision, label.recall, label.f1) == pytest.approx(tuple(expected)), kind
        assert label.gold == support


@rival("nervaluate")
@law
@given(sentences())
def test_nervaluate_strict_says_the_same_of_entities(pairs):
    from nervaluate import Evaluator

    ours = scored(pairs)
    # Its ends are inclusive.
    sides = [
        [
            [{"label": kind, "start": start, "end": end - 1} for start, end, kind in entities]
            for entities in side
        ]
        for side in zip(*pairs, strict=True)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = Evaluator(*sides, tags=list(TYPES), loader="dict").evaluate()
    strict = result["overall"]["strict"]
    assert strict.correct == ours.matched
    assert strict.actual == ours.predicted
    assert strict.possible == ours.gold
    # What is undefined for us is 0 for nervaluate.
    assert (strict.precision, strict.recall) == pytest.approx(
        (ours.precision or 0, ours.recall or 0)
    )


@law
@given(st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from((*TYPES, None))), min_size=1))
def test_scikit_learn_says_the_same_of_the_classification_of_gold_spans(labels):
    def given_labels(side):
        found = [(2 * n, 2 * n + 1, kind) for n, kind in enumerate(side) if kind]
        return mentions(0, found)

    gold, predicted = zip(*labels, strict=True)
    ours = score([given_labels(gold)], [given_labels(predicted)], ONTOLOGY).view("entities")
    vectors = [[kind or "NONE" for kind in side] for side in (gold, predicted)]
    options = {"labels": ONTOLOGY.entity_type_names, "zero_division": 0.0}
    micro = precision_recall_fscore_support(*vectors, average="micro", **options)
    assert (ours.precision, ours.recall, ours.f1) == micro[:3]


# Coreference, by brute force.

SPOTS = 6


@st.composite
def clusterings(draw):
    """A partition of some of a few mentions, as a tuple of frozen sets of numbers."""
    cluster = [draw(st.integers(-1, 3)) for _ in range(SPOTS)]
    chosen = sorted(set(cluster) - {-1})
    return tuple(frozenset(n for n, c in enumerate(cluster) if c == name) for name in chosen)


def entities_of(clusters, document="d"):
    return Annotations(
        document,
        entities=tuple(
            Entity(
                f"N{number}",
                "PER",
                tuple(
                    Mention(f"T{n}", Span(2 * n, 2 * n + 1), Span(2 * n, 2 * n + 1), "NAM")
                    for n in sorted(cluster)
                ),
            )
            for number, cluster in enumerate(clusters)
        ),
    )


def muc(key, response):
    """Vilain et al. 1995: links that the partition of a key entity by the response leaves."""
    total = found = 0
    for entity in key:
        parts = {next((r for r in response if n in r), n) for n in entity}
        total += len(entity) - 1
        found += len(entity) - len(parts)
    return found, total


def b_cubed(key, response):
    """Bagga and Baldwin 1998, mention by mention; a mention without a counterpart has nothing."""
    total = sum(map(len, key))
    found = 0.0
    for entity in key:
        for n in entity:
            other = next((r for r in response if n in r), frozenset())
            found += len(entity & other) / len(entity)
    return found, total


def ceaf_e(key, response):
    """Luo 2005: the best alignment of entities under phi-4, by trying every one."""
    small, large = sorted((key, response), key=len)

    def similarity(one, other):
        return 2 * len(one & other) / (len(one) + len(other))

    best = max(
        (
            sum(similarity(a, b) for a, b in zip(small, chosen, strict=True))
            for chosen in permutations(large, len(small))
        ),
        default=0.0,
    )
    return best, len(key)


def lea(key, response):
    """Moosavi and Strube 2016: entities weighted by size, resolved links; a singleton has one
    link, to itself."""

    def links(size):
        return size * (size - 1) / 2

    total = found = 0.0
    for entity in key:
        total += len(entity)
        if len(entity) == 1:
            found += any(entity == other for other in response)
            continue
        resolved = sum(links(len(entity & other)) for other in response)
        found += len(entity) * resolved / links(len(entity))
    return found, total


def share(part, whole, other):
    if not whole:
        return 0.0 if other else None
    return part / whole


def reference(measure, gold, predicted):
    """Precision, recall, F1 with the conventions of docs/scoring.md."""
    recalled, expected = measure(gold, predicted)
    matched, found = measure(predicted, gold)
    precision, recall = share(matched, found, expected), share(recalled, expected, found)
    if precision is None:
        return None, None, None
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


MEASURES = {"muc": muc, "b_cubed": b_cubed, "ceaf_e": ceaf_e, "lea": lea}


@task("coreference")
@law
@given(clusterings(), clusterings())
def test_coreference_equals_brute_force(gold, predicted):
    scores = score([entities_of(gold)], [entities_of(predicted)], ONTOLOGY)
    for name, measure in MEASURES.items():
        view = scores.view("coreference", name)
        expected = reference(measure, gold, predicted)
        assert (view.precision, view.recall, view.f1) == pytest.approx(expected), name


def sets(*clusters):
    return tuple(map(frozenset, clusters))


KEY = sets("ABCDE", "FG", "HIJKL")

PAPERS = [
    # Luo 2005, figure 1 and table 2: responses (a) and (b) to one key.
    ("Luo 2005, response a", muc, KEY, sets("ABCDE", "FGHIJKL"), (0.9, 1.0)),
    ("Luo 2005, response b", muc, KEY, sets("ABCDEHIJKL", "FG"), (0.9, 1.0)),
    ("Luo 2005, response a", b_cubed, KEY, sets("ABCDE", "FGHIJKL"), (16 / 21, 1.0)),
    ("Luo 2005, response b", b_cubed, KEY, sets("ABCDEHIJKL", "FG"), (7 / 12, 1.0)),
    # Pradhan et al. 2014, section 4.
    (
        "Pradhan et al. 2014",
        muc,
        sets("abc", "defg"),
        sets("ab", "cd", "fghi"),
        (0.4, 0.4),
    ),
    (
        "Pradhan et al. 2014",
        b_cubed,
        sets("abc", "defg"),
        sets("ab", "cd", "fghi"),
        (0.5, 5 / 12),
    ),
    (
        "Pradhan et al. 2014",
        ceaf_e,
        sets("abc", "defg"),
        sets("ab", "cd", "fghi"),
        (1.3 / 3, 0.65),
    ),
    # Moosavi and Strube 2016, section 4: the worked example of LEA.
    ("Moosavi and Strube 2016", lea, sets("abc", "defg"), sets("ab", "cd", "fghi"), (1 / 3, 0.24)),
]


def numbered(clusters, letters):
    return tuple(frozenset(letters.index(letter) for letter in cluster) for cluster in clusters)


@pytest.mark.parametrize(
    ("measure", "gold", "predicted", "expected"),
    [case[1:] for case in PAPERS],
    ids=[f"{case[0]}, {case[1].__name__}" for case in PAPERS],
)
def test_the_examples_of_the_papers(measure, gold, predicted, expected):
    precision, recall, _ = reference(measure, gold, predicted)
    assert (precision, recall) == pytest.approx(expected, abs=0.005)
    if "coreference" in TASKS:
        letters = sorted(set().union(*gold, *predicted))
        sides = [entities_of(numbered(side, letters)) for side in (gold, predicted)]
        view = score(sides[:1], sides[1:], ONTOLOGY).view("coreference", measure.__name__)
        assert (view.precision, view.recall) == pytest.approx(expected, abs=0.005)


# Temporal closure, by trying every way to lay the events out on a line.

EVENTS = 4
BEFORE, AFTER, CONTAINS, INSIDE, OVERLAP, SIMULTANEOUS = range(6)
"""How one interval can lie to another: exactly one of these."""

LINKS = {"BEFORE": BEFORE, "CONTAINS": CONTAINS, "SIMULTANEOUS": SIMULTANEOUS}


@cache
def layouts():
    """How each two of the events lie to each other, in every layout on eight points of time."""
    points = 2 * EVENTS
    intervals = np.array(list(combinations(range(points), 2)))
    grid = np.indices((len(intervals),) * EVENTS).reshape(EVENTS, -1)
    start, end = intervals[grid].transpose(2, 0, 1)
    found = {}
    for i, j in permutations(range(EVENTS), 2):
        same = (start[i] == start[j]) & (end[i] == end[j])
        found[i, j] = np.select(
            [
                end[i] <= start[j],
                end[j] <= start[i],
                same,
                (start[i] <= start[j]) & (end[j] <= end[i]),
                (start[j] <= start[i]) & (end[i] <= end[j]),
            ],
            [BEFORE, AFTER, SIMULTANEOUS, CONTAINS, INSIDE],
            OVERLAP,
        ).astype(np.int8)
    return found


def possible(links):
    """The layouts in which all links are true."""
    true = np.ones(len(layouts()[0, 1]), dtype=bool)
    for kind, i, j in links:
        true &= layouts()[i, j] == LINKS[kind]
    return true


ends = st.sampled_from(list(permutations(range(EVENTS), 2)))
links = st.builds(lambda kind, pair: (kind, *pair), st.sampled_from(sorted(LINKS)), ends)


def timeline(chosen):
    spans = [Span(2 * n, 2 * n + 1) for n in range(EVENTS)]
    return Annotations(
        "d",
        events=tuple(Event(f"E{n}", "MOVE", span, span) for n, span in enumerate(spans)),
        event_relations=tuple(
            EventRelation(f"R{n}", kind, f"E{i}", f"E{j}") for n, (kind, i, j) in enumerate(chosen)
        ),
    )


@task("event_relations")
@law
@given(st.lists(links, min_size=1, max_size=4, unique=True), links)
def test_a_link_is_right_when_it_is_true_in_every_layout_of_the_gold(stated, link):
    true = possible(stated)
    assume(true.any())
    entailed = bool((possible([link]) | ~true).all())
    gold, predicted = timeline(stated), timeline([link])
    assert score([gold], [predicted], ONTOLOGY).view("event_relations", "temporal").precision == (
        1.0 if entailed else 0.0
    )
    # The other way round, recall: what the prediction entails of the gold.
    assert score([predicted], [gold], ONTOLOGY).view("event_relations", "temporal").recall == (
        1.0 if entailed else 0.0
    )


@task("event_relations")
@law
@given(st.lists(links, min_size=1, max_size=4, unique=True))
def test_a_timeline_against_what_it_entails_is_right(stated):
    true = possible(stated)
    assume(true.any())
    everything = [
        (kind, i, j)
        for kind in LINKS
        for i, j in permutations(range(EVENTS), 2)
        if (possible([(kind, i, j)]) | ~true).all()
    ]
    view = score([timeline(stated)], [timeline(everything)], ONTOLOGY).view(
        "event_relations", "temporal"
    )
    assert (view.precision, view.recall) == (1.0, 1.0)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.rows import annotations

from acuerdo.dataset import load_ontology
from acuerdo.scoring import score

ONTOLOGY = load_ontology()


def story(links, *, events="ABCDEF", times="", clusters=(), document="d"):
    """A document of events and times named by letters, and links such as ``A BEFORE B``."""
    names = {name: word for word in clusters for name in word}
    rows = []
    for n, text in enumerate(filter(None, map(str.strip, links.split(",")))):
        head, kind, tail = text.split()
        rows.append({"id": f"R{n}", "type": kind, "head": head, "tail": tail})
    return annotations(
        {
            "id": document,
            "events": [
                {
                    "id": name,
                    "type": "AGREE",
                    "trigger": [ord(name), ord(name) + 1],
                    "cluster": names.get(name, ""),
                }
                for name in events
            ],
            "times": [
                {"id": n, "span": [ord(n), ord(n) + 1], "type": "DATE", "value": "2024"}
                for n in times
            ],
            "event_relations": rows,
        }
    )


def view(gold, predicted, name=""):
    return score([gold], [predicted], ONTOLOGY).view("event_relations", name)


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall", "why"),
    [
        # UzZaman and Allen 2011, Temporal Evaluation: definitions of section 3 on the paper's
        # scenario of links that are stated differently; recomputed by hand.
        ("A BEFORE B, B BEFORE C", "A BEFORE C", (1, 1), (0, 2), "entailed, though not stated"),
        ("A BEFORE C", "A BEFORE B, B BEFORE C", (0, 2), (1, 1), "entails what is stated"),
        ("A BEFORE B, B BEFORE C", "A BEFORE B, B BEFORE C, A BEFORE C", (2, 2), (2, 2),
         "a redundant link earns nothing and costs nothing"),
        ("A BEFORE B, B BEFORE C, A BEFORE C", "A BEFORE B, B BEFORE C", (2, 2), (2, 2),
         "nor does one of the gold"),
        ("A BEFORE B, B BEFORE C, C BEFORE D", "A BEFORE C, C BEFORE B", (1, 2), (1, 3),
         "one right, one turned round; together they entail one"),
        ("A BEFORE B, B BEFORE C, C BEFORE D", "A BEFORE B, A BEFORE C, A BEFORE D",
         (3, 3), (1, 3), "a star for a chain"),
        ("A SIMULTANEOUS B, B SIMULTANEOUS C", "A SIMULTANEOUS C, A SIMULTANEOUS B",
         (2, 2), (2, 2), "another chain of the same group"),
        ("A SIMULTANEOUS B, B BEFORE C", "A SIMULTANEOUS B, A BEFORE C", (2, 2), (2, 2),
         "a link may hang on any member of the group"),
        ("A SIMULTANEOUS B", "A SIMULTANEOUS C, C SIMULTANEOUS B", (1, 2), (1, 1),
         "a group with a stranger in it"),
        ("A OVERLAP B", "B OVERLAP A", (1, 1), (1, 1), "either way round"),
        ("A CONTAINS B", "B CONTAINS A", (0, 1), (0, 1), "not either way round"),
        ("A BEFORE B", "A BEFORE B, B BEFORE A", (1, 2), (1, 1), "both ways: one is wrong"),
        ("A BEFORE B, B BEFORE C, A BEFORE D", "A BEFORE B, B BEFORE A, B BEFORE C",
         (2, 3), (2, 3), "a contradiction entails nothing"),
        ("A BEFORE B", "A BEFORE B, A BEFORE B", (1, 1), (1, 1), "a graph has each link once"),
    ],
)  # fmt: skip
def test_temporal_awareness(gold, predicted, precision, recall, why):
    found = view(story(gold), story(predicted))
    assert (found.matched, found.predicted) == precision, why
    assert (found.recalled, found.gold) == recall, why


def test_the_headline_is_temporal_awareness():
    found = view(story("A BEFORE B"), story("A BEFORE B"))
    assert (found.view, found.f1) == ("temporal", 1.0)
    assert "|closure|" in found.signature


def test_awareness_sums_over_documents():
    gold = [story("A BEFORE B, B BEFORE C"), story("A BEFORE B", document="e")]
    predicted = [story("A BEFORE C"), story("A BEFORE B, B BEFORE D", document="e")]
    found = score(gold, predicted, ONTOLOGY).view("event_relations")
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(1 / 3)
    assert [part.recalled for part in found.per_document] == [(0, 1)]


def test_a_link_to_another_mention_of_the_cluster_is_the_same_link():
    gold = story("A BEFORE C, A CAUSE C", clusters=["AB"])
    predicted = story("B BEFORE C, B CAUSE C")
    assert view(gold, predicted).f1 == 1
    assert view(gold, predicted, "causal").f1 == 1


def test_the_predictions_own_clusters_do_not_mend_its_links():
    gold, predicted = story("A BEFORE C"), story("B BEFORE C", clusters=["AB"])
    assert view(gold, predicted).f1 == 0


def test_a_link_stated_twice_between_two_clusters_is_a_repetition():
    gold = story("A CAUSE C", clusters=["AB"])
    found = view(gold, story("A CAUSE C, B CAUSE C"), "causal")
    assert (found.matched, found.predicted, found.gold) == (1, 2, 1)


def test_an_end_that_is_nothing_in_the_gold_makes_the_link_wrong():
    gold = story("A BEFORE B", events="AB")
    found = view(gold, story("A BEFORE Z, Z BEFORE B, A BEFORE B", events="ABZ"))
    assert (found.matched, found.predicted) == (0, 2)
    # A before B is entailed by the two links to the spurious event.
    assert (found.recalled, found.gold) == (1, 1)


def test_times_are_the_same_when_their_spans_are():
    gold = story("T CONTAINS A", times="T")
    assert view(gold, story("T CONTAINS A", times="T")).f1 == 1
    assert view(gold, story("S CONTAINS A", times="S")).f1 == 0


def test_causal_links_must_have_the_type_and_the_direction():
    gold = story("A CAUSE B, B PRECONDITION C, C SUBEVENT D")
    found = view(gold, story("A PRECONDITION B, C PRECONDITION B, C SUBEVENT D"), "causal")
    assert (found.matched, found.predicted, found.gold) == (0, 2, 2)
    assert view(gold, story("C SUBEVENT D"), "subevent").f1 == 1


def test_event_coreference_is_the_mean_of_three_f1s():
    gold = story("", events="ABC", clusters=["AB"])
    same = view(gold, story("", events="ABC", clusters=["AB"]), "coreference")
    assert same.f1 == 1
    apart = view(gold, story("", events="ABC"), "coreference")
    # MUC 0; B³ P 1, R 2/3; CEAF-e (1 + 2/3) / 3 and (1 + 2/3) / 2.
    assert apart.f1 == pytest.approx((0 + 0.8 + 2 * (5 / 3) / 5) / 3)


def test_contradictions_are_counted():
    gold = story("A BEFORE B, C BEFORE D")
    found = view(gold, story("A BEFORE B, B BEFORE C, C BEFORE A, C BEFORE D"), "consistent")
    assert (found.matched, found.predicted) == (1, 4)
    assert (found.recalled, found.gold) == (2, 2)
    assert found.precision == 0.25


def test_a_prediction_contradicts_itself_by_its_own_clusters():
    gold = story("")
    predicted = story("A BEFORE C, C BEFORE B", clusters=["AB"])
    found = view(gold, predicted, "consistent")
    assert (found.matched, found.predicted) == (0, 2)


def test_events_on_one_trigger_are_told_apart_by_their_arguments():
    def killings(links):
        row = {
            "id": "d",
            "entities": [
                {"id": f"N{n}", "type": "PER", "mentions": [{"id": f"T{n}", "span": [n, n + 1]}]}
                for n in range(2)
            ],
            "events": [
                {
                    "id": f"E{n}",
                    "type": "ASSAULT",
                    "trigger": [5, 9],
                    "arguments": [{"role": "Recipient", "filler": f"T{n}"}],
                }
                for n in range(2)
            ]
            + [{"id": "E2", "type": "PROTEST", "trigger": [20, 22]}],
            "event_relations": links,
        }
        return annotations(row)

    def causes(name):
        return [{"id": "R1", "type": "CAUSE", "head": name, "tail": "E2"}]

    gold = killings(causes("E1"))
    assert view(gold, killings(causes("E1")), "causal").f1 == 1
    assert view(gold, killings(causes("E0")), "causal").f1 == 0
    alone = killings(causes("E1"))
    alone = type(alone)("d", alone.entities, (), alone.events[1:], (), alone.event_relations)
    assert view(gold, alone, "causal").f1 == 1


def test_events_that_share_no_argument_are_told_apart_by_their_attributes():
    def refusals(events, cause):
        rows = [
            {"id": name, "type": "REJECT", "trigger": [5, 9], "polarity": polarity}
            for name, polarity in events
        ]
        rows.append({"id": "Z", "type": "PROTEST", "trigger": [20, 22]})
        links = [{"id": "R1", "type": "CAUSE", "head": cause, "tail": "Z"}]
        return annotations({"id": "d", "events": rows, "event_relations": links})

    both = [("A", "POS"), ("B", "NEG")]
    gold = refusals(both, "B")
    assert view(gold, refusals(both[1:], "B"), "causal").f1 == 1
    assert view(gold, refusals(both[:1], "A"), "causal").f1 == 0
    assert view(gold, refusals(both[::-1], "B"), "causal").f1 == 1


orders = st.permutations("ABCDEF")


@settings(max_examples=50, deadline=None)
@given(orders, st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8), st.data())
def test_less_is_never_more_where_nothing_contradicts(order, pairs, data):
    links = [f"{order[i]} BEFORE {order[j]}" for i, j in pairs if i < j]
    gold = story("A BEFORE B, B BEFORE C, A CONTAINS D")
    kept = links[: data.draw(st.integers(0, len(links)))]
    before, after = view(gold, story(", ".join(links))), view(gold, story(", ".join(kept)))
    assert after.recalled <= before.recalled

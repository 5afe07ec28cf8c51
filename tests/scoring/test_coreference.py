"""Coreference metrics on the examples of the literature, and where they part from it."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.scoring.rows import annotations

from acuerdo.scoring import score
from acuerdo.scoring.assignment import Pairs
from acuerdo.scoring.partitions import Clusters, Partitions

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "scoring_coreference.json").read_text(encoding="utf-8")
)


def document(clusters, name="d"):
    """Entities from words: every letter is a mention."""
    return annotations(
        {
            "id": name,
            "entities": [
                {
                    "id": f"N{n}",
                    "type": "PER",
                    "mentions": [
                        {"id": f"T{n}-{i}", "span": [ord(letter), ord(letter) + 1]}
                        for i, letter in enumerate(word)
                    ],
                }
                for n, word in enumerate(clusters)
            ],
        }
    )


def number(text):
    return pytest.approx(float(Fraction(text)), abs=1e-9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']} ({case['source']})")
def test_published_examples_have_their_values(case, ontology):
    scores = score([document(case["gold"])], [document(case["predicted"])], ontology)
    for name, (recall, precision) in case["expected"].items():
        view = scores.view("coreference", name)
        assert view.recall == number(recall), name
        assert view.precision == number(precision), name


@pytest.mark.parametrize(
    ("gold", "predicted", "recall", "precision"),
    [
        ("abcdef", "ab cde f", "4/15", "1"),
        ("abcdef", "ab cxy z", "1/15", "1/4"),
        ("a b c d e f", "ab cde f", "11/15", "1"),
        ("a b c d e f", "ab cxy z", "2/15", "2/11"),
    ],
    ids=["M-3", "M-6", "N-3", "N-6"],
)
def test_pairs_of_a_kind_that_the_gold_lacks_count_against_blanc(
    gold, predicted, recall, precision, ontology
):
    # The reference scorer leaves the kind out when the whole gold has none; here it is a label that
    # is predicted and not expected, as everywhere. Its values are those of the other kind.
    scores = score([document(gold.split())], [document(predicted.split())], ontology)
    view = scores.view("coreference", "blanc")
    (expected,) = [row for row in view.per_label if row.gold]
    assert (expected.recall, expected.precision) == (number(recall), number(precision))
    assert view.f1 == pytest.approx(expected.f1 / 2)


def test_the_headline_is_the_mean_of_three_f1s(ontology):
    scores = score([document(["abc", "defg"])], [document(["ab", "cd", "fghi"])], ontology)
    f1s = [scores.view("coreference", name).f1 for name in ("muc", "b_cubed", "ceaf_e")]
    headline = scores.view("coreference")
    assert headline.view == "conll"
    assert headline.f1 == headline.macro_f1 == pytest.approx(sum(f1s) / 3)
    assert [row.f1 for row in headline.per_label] == f1s
    assert "avg:macro" in headline.signature


def test_the_headline_follows_from_its_counts_per_document(ontology):
    gold = [document(["abc", "de"], "d1"), document(["ab", "c"], "d2"), document([], "d3")]
    predicted = [document(["ab", "cde"], "d1"), document(["abc"], "d2"), document(["x"], "d3")]
    headline = score(gold, predicted, ontology).view("coreference")
    f1s = []
    for part in headline.per_document:
        matched, found, recalled, expected = (
            sum(getattr(part, name)) for name in ("matched", "predicted", "recalled", "gold")
        )
        precision, recall = matched / found, recalled / expected
        f1s.append(2 * precision * recall / (precision + recall))
    assert len(f1s) == 3
    assert headline.f1 == pytest.approx(sum(f1s) / 3)


def test_a_metric_without_links_is_left_out_of_the_mean(ontology):
    alone = document(["a", "b"])
    headline = score([alone], [alone], ontology).view("coreference")
    assert [row.f1 for row in headline.per_label] == [None, 1.0, 1.0]
    assert headline.f1 == 1.0


def test_blanc_without_coreferent_pairs_is_that_of_the_other_pairs(ontology):
    # Boundary condition of Luo et al. 2014: no coreference links on either side.
    view = score([document(["a", "b", "c"])], [document(["a", "b"])], ontology)
    blanc = view.view("coreference", "blanc")
    assert [row.f1 for row in blanc.per_label] == [None, pytest.approx(0.5)]
    assert blanc.f1 == pytest.approx(0.5)


def test_a_mention_of_the_wrong_type_is_still_a_mention(ontology):
    gold = document(["ab"])
    row = {
        "id": "d",
        "entities": [
            {
                "id": "N1",
                "type": "GPE",
                "mentions": [
                    {"id": "T1", "span": [ord("a"), ord("a") + 1]},
                    {"id": "T2", "span": [ord("b"), ord("b") + 1]},
                ],
            }
        ],
    }
    assert score([gold], [annotations(row)], ontology).view("coreference").f1 == 1


def test_mentions_of_two_entities_on_one_span_are_told_apart_by_their_entities(ontology):
    gold, same = document(["ab", "ac"]), document(["ac", "ab"])
    for name in ("conll", "lea", "blanc"):
        assert score([gold], [same], ontology).view("coreference", name).f1 == 1, name


def test_ceaf_takes_the_best_alignment_not_the_first(ontology):
    # Greedy would align abc with abd and leave ce without a partner.
    scores = score([document(["abcde", "fg"])], [document(["abfg", "cde"])], ontology)
    view = scores.view("coreference", "ceaf_e")
    assert view.matched == pytest.approx(2 * 3 / 8 + 2 * 2 / 6)


def test_empty_sides_have_no_partitions():
    nothing = Clusters(np.zeros(0, np.int64), np.zeros(0, np.int64))
    empty = Partitions(2, nothing, nothing, Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64)))
    for amounts in (empty.muc, empty.b_cubed, empty.ceaf_e, empty.lea):
        assert amounts.tolist() == [[0.0, 0.0]] * 4
    assert not empty.blanc.any()

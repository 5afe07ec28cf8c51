"""Counts of a corpus, and its annotations as lines."""

from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Document, Entity, Mention, Span
from acuerdo.formats import read_examples
from acuerdo.profiling.corpus import TOTALS, corpus_statistics
from acuerdo.profiling.layers import compared, described

SMALL = Path(__file__).parents[1] / "cli" / "small.jsonl"


@pytest.fixture(scope="module")
def examples(ontology):
    return read_examples(SMALL, ontology)


def test_breakdowns_add_up_to_their_totals(examples, ontology):
    counted = corpus_statistics(examples, ontology)
    sums = {name: sum(counts.values()) for name, counts in counted.breakdowns.items()}
    totals = counted.totals
    assert sums["entity_types"] == sums["mention_levels"] == totals["mentions"] == 12
    assert sums["event_types"] == sums["polarity"] == sums["time"] == totals["events"] == 6
    assert sums["roles"] == totals["arguments"] == 12
    assert sums["relation_types"] == totals["relations"] == 3
    assert sums["quote_forms"] == totals["quotes"] == 1
    assert counted.breakdowns["event_modes"]["CONSULT/visit"] == 2


def test_an_empty_corpus_lists_every_label_with_zero(ontology):
    counted = corpus_statistics([], ontology)
    assert tuple(counted.totals) == TOTALS
    assert not any(counted.totals.values())
    assert tuple(counted.breakdowns["roles"]) == ontology.role_names
    assert not any(number for each in counted.breakdowns.values() for number in each.values())


def test_lines_do_not_depend_on_ids_or_order():
    document = Document("d", "Vela y Ruiz")
    vela, ruiz = Span(0, 4), Span(7, 11)
    one = Annotations(
        "d",
        (
            Entity("a", "PER", (Mention("1", vela, vela, "NAM"),)),
            Entity("b", "PER", (Mention("2", ruiz, ruiz, "NAM"),)),
        ),
    )
    two = Annotations(
        "d",
        (
            Entity("x", "PER", (Mention("y", ruiz, ruiz, "NAM"),)),
            Entity("z", "PER", (Mention("w", vela, vela, "NAM"),)),
        ),
    )
    assert described(document, one) == described(document, two)
    assert [item.text for item in described(document, one)["entities"]] == [
        "PER Vela: «Vela»@0",
        "PER Ruiz: «Ruiz»@7",
    ]


def test_every_item_of_every_layer_has_a_line(examples):
    lines = described(examples[1].document, examples[1].gold)
    counts = {layer: len(items) for layer, items in lines.items()}
    assert counts == {
        "entities": 3,
        "times": 1,
        "events": 3,
        "arguments": 5,
        "relations": 1,
        "event relations": 1,
        "quotes": 1,
    }
    assert [item.text for item in lines["quotes"]] == ["DIRECT «Vela»@137: «nada más»@121"]
    assert lines["events"][0].text == "REJECT «negó»@45 [POS CERTAIN PAST]"


def test_comparison_lists_every_line_once(examples):
    lines = described(examples[0].document, examples[0].gold)["events"]
    assert {line.status for line in compared(lines, lines)} == {"both"}
    assert [line.status for line in compared(lines[:1], lines[1:])] == [
        "missed",
        "spurious",
        "spurious",
    ]

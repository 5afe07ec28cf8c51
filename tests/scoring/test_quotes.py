import pytest
from tests.scoring.rows import annotations

from acuerdo.errors import ValidationError
from acuerdo.scoring import score

ENTITIES = [
    {
        "id": "N1",
        "type": "PER",
        "mentions": [{"id": "T1", "span": [0, 3]}, {"id": "T2", "span": [50, 53]}],
    },
    {"id": "N2", "type": "PER", "mentions": [{"id": "T3", "span": [60, 63]}]},
]


def document(*quotes):
    rows = [
        {"id": f"Q{n}", "source": source, "content": content, "cue": cue}
        for n, (source, content, cue) in enumerate(quotes)
    ]
    return annotations({"id": "d", "entities": ENTITIES, "quotes": rows})


def views(gold, predicted, ontology):
    scores = score([gold], [predicted], ontology)
    return {
        name: (view.matched, view.predicted, view.gold)
        for name in ("content_source", "overlap", "content", "source_cue")
        for view in [scores.view("quotes", name)]
    }


GOLD = document(("T1", [[10, 20], [30, 34]], [[22, 26]]))


@pytest.mark.parametrize(
    ("predicted", "expected", "why"),
    [
        (("T2", [[10, 20], [30, 34]], [[22, 26]]), (1, 14, 1, 1), "any mention of the source"),
        (("T2", [[30, 34], [10, 20]], []), (1, 14, 1, 0), "spans in any order; no cue"),
        (("T3", [[10, 20], [30, 34]], [[22, 26]]), (0, 0, 1, 0), "another source"),
        (("", [[10, 20], [30, 34]], [[22, 26]]), (0, 0, 1, 0), "no source"),
        (("T1", [[10, 20]], [[22, 26]]), (0, 10, 0, 1), "half of the content"),
        (("T1", [[10, 34]], [[22, 26]]), (0, 14, 0, 1), "one span for two"),
        (("T1", [[12, 31]], [[22, 27]]), (0, 9, 0, 0), "another content and cue"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_quote_is_right_when_its_source_and_words_are(ontology, predicted, expected, why):
    found = views(GOLD, document(predicted), ontology)
    assert tuple(counts[0] for counts in found.values()) == expected, why
    length = sum(end - start for start, end in predicted[1])
    assert found["overlap"][1:] == (length, 14)


def test_a_quote_without_source_is_one_without_source(ontology):
    nobody = document(("", [[10, 20]], [[22, 26]]))
    assert all(matched for matched, _, _ in views(nobody, nobody, ontology).values())


def test_a_quote_is_credited_once(ontology):
    twice = document(("T1", [[10, 20], [30, 34]], []), ("T2", [[10, 20], [30, 34]], []))
    assert views(GOLD, twice, ontology)["content_source"] == (1, 2, 1)
    assert views(GOLD, twice, ontology)["overlap"] == (14, 28, 14)


def test_overlap_takes_the_best_pairs_not_the_first(ontology):
    gold = document(("T1", [[0, 10]], []), ("T1", [[10, 14]], []))
    predicted = document(("T1", [[4, 14]], []), ("T1", [[0, 8]], []))
    # The first with the second and the other way round: 8 + 4, not 6.
    assert views(gold, predicted, ontology)["overlap"] == (12, 18, 14)


def test_references_that_lead_nowhere_are_all_reported(ontology):
    broken = document(("T9", [[0, 2**31]], []), ("Q0", [[0, 4]], []))
    with pytest.raises(ValidationError) as caught:
        score([GOLD], [broken], ontology)
    assert [problem.where for problem in caught.value.problems] == [
        "doc d: quotes[0].source",
        "doc d: quotes[0].content[0]",
        "doc d: quotes[1].source",
    ]

from dataclasses import replace

import pytest
from tests.scoring.rows import annotations

from acuerdo.annotation import Span
from acuerdo.errors import ValidationError
from acuerdo.scoring import TRACKS, Scores, score

GOLD = annotations(
    {
        "id": "d",
        "entities": [
            {
                "id": "N1",
                "type": "PER",
                "mentions": [{"id": "T1", "span": [0, 3]}, {"id": "T2", "span": [9, 12]}],
            }
        ],
        "events": [{"id": "E1", "type": "AGREE", "trigger": [4, 8]}],
    }
)
MOVED = replace(GOLD, events=(replace(GOLD.events[0], trigger=Span(4, 7)),))
SHORT = replace(GOLD, entities=(replace(GOLD.entities[0], mentions=GOLD.entities[0].mentions[:1]),))


def test_the_track_is_in_every_signature(ontology):
    scores = score([GOLD], [GOLD], ontology, track="gold-triggers", data="x")
    assert scores.track == "gold-triggers"
    for signature in (scores.signature, *(view.signature for view in scores.views)):
        assert "|track:gold-triggers|" in signature
    assert Scores.from_json(scores.to_json()) == scores


def test_the_usual_track_is_not(ontology):
    assert TRACKS[0] == "end-to-end"
    assert "track" not in score([GOLD], [GOLD], ontology).signature


@pytest.mark.parametrize(
    ("track", "predicted", "problems"),
    [
        (
            "gold-triggers",
            MOVED,
            [
                "doc d: no AGREE trigger [4, 8); expected exactly the gold triggers",
                "doc d: AGREE trigger [4, 7) is not given; expected exactly the gold triggers",
            ],
        ),
        (
            "gold-mentions",
            SHORT,
            ["doc d: no mention [9, 12); expected exactly the gold mentions"],
        ),
    ],
)
def test_predictions_must_hold_what_was_given_and_no_more(ontology, track, predicted, problems):
    with pytest.raises(ValidationError) as caught:
        score([GOLD], [predicted], ontology, track=track)
    assert [str(problem) for problem in caught.value.problems] == [
        f"predicted: {problem}" for problem in problems
    ]


def test_each_track_asks_for_its_own_items_only(ontology):
    assert score([GOLD], [MOVED], ontology, track="gold-mentions").view("triggers").f1 == 0
    assert score([GOLD], [SHORT], ontology, track="gold-triggers").view("entities").recall == 0.5


def test_a_missing_document_and_an_unknown_track_are_refused(ontology):
    with pytest.raises(ValidationError, match="doc d: missing; expected the gold mentions"):
        score([GOLD], [], ontology, track="gold-mentions")
    with pytest.raises(ValidationError, match="unknown track 'gold'; expected one of end-to-end"):
        score([GOLD], [GOLD], ontology, track="gold")

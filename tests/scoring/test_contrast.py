from dataclasses import replace

import pytest
from tests.scoring.rows import annotations

from acuerdo.errors import ValidationError
from acuerdo.scoring import Bundle, contrast, score


def document(name, polarity="POS", country="RUS"):
    return annotations(
        {
            "id": name,
            "entities": [
                {
                    "id": "N1",
                    "type": "GPE",
                    "country": country,
                    "mentions": [{"id": "T1", "span": [0, 5]}],
                }
            ],
            "events": [{"id": "E1", "type": "AGREE", "trigger": [6, 12], "polarity": polarity}],
        }
    )


GOLD = [document("a1"), document("a2", "NEG"), document("b1"), document("b2")]
NEGATION = Bundle("a", ("a1", "a2"), changes=("event_attributes",), stays=("entities", "triggers"))
NAME = Bundle("b", ("b1", "b2"), changes=("entities", "coreference"))


def test_a_bundle_is_right_when_every_member_is(ontology):
    found = contrast(score(GOLD, GOLD, ontology), [NEGATION, NAME])
    assert (found.bundles, found.right, found.share) == (2, 2, 1.0)
    assert found.faults == ()


def test_one_wrong_member_spoils_its_bundle_only(ontology):
    deaf = [GOLD[0], document("a2", "POS"), *GOLD[2:]]
    found = contrast(score(GOLD, deaf, ontology), [NEGATION, NAME])
    assert (found.right, found.changes_right, found.stays_right) == (1, 1, 2)
    assert found.share == 0.5
    (fault,) = found.faults
    assert (fault.bundle, fault.document, fault.task) == ("a", "a2", "event_attributes")


def test_what_is_found_too_much_is_wrong_as_well(ontology):
    more = replace(GOLD[3], events=(*GOLD[3].events, replace(GOLD[3].events[0], id="E2")))
    bundle = Bundle("c", ("b1", "b2"), stays=("triggers",))
    found = contrast(score(GOLD, [*GOLD[:3], more], ontology), [bundle])
    assert (found.right, found.changes_right, found.stays_right) == (0, 1, 0)


def test_tasks_that_no_bundle_names_play_no_part(ontology):
    wrong = [replace(given, entities=()) for given in GOLD]
    bundle = Bundle("c", ("a1", "a2"), changes=("event_attributes",))
    assert contrast(score(GOLD, wrong, ontology), [bundle]).share == 1


def test_no_bundles_have_no_share(ontology):
    assert contrast(score(GOLD, GOLD, ontology), []).share is None


def test_bundles_that_make_no_sense_are_refused_with_all_problems(ontology):
    bundles = [
        Bundle("a", ("a1",), changes=("triggers", "triggers")),
        Bundle("a", ("a1", "zz"), stays=("colours",)),
        Bundle("c", ("a1", "a1")),
    ]
    with pytest.raises(ValidationError) as caught:
        contrast(score(GOLD, GOLD, ontology), bundles)
    assert [(p.where, p.found) for p in caught.value.problems] == [
        ("bundle a", "1 members"),
        ("bundle a", "task 'triggers' again"),
        ("bundle a", "the id again"),
        ("bundle a", "document 'zz'"),
        ("bundle a", "task 'colours'"),
        ("bundle c", "no task"),
        ("bundle c", "member 'a1' again"),
    ]

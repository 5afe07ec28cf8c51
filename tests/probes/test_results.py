"""What the probes measure: shares of bundles, and the test split against its twin."""

import pytest

from acuerdo.annotation import Annotations
from acuerdo.dataset import load
from acuerdo.errors import DatasetError
from acuerdo.probes.bundles import load_bundles
from acuerdo.probes.contrast import Share, contrast_result
from acuerdo.probes.memorisation import ORIGINAL, SWAPPED, memorisation
from acuerdo.swapping import TWIN


def test_the_gold_itself_gets_every_bundle_right(ontology):
    members, bundles = load("contrast"), load_bundles()
    found = contrast_result(members.examples, members.gold, bundles, ontology)
    assert (found.whole.right, found.whole.bundles) == (len(bundles), len(bundles))
    assert found.whole.share == 1.0
    assert found.faults == ()
    assert sum(share.bundles for share in found.by_phenomenon) == len(bundles)


def test_a_silent_system_gets_none_right(ontology):
    members, bundles = load("contrast"), load_bundles()
    gold = {each.document_id: each for each in members.gold}
    silent = [Annotations(name) for name in gold]
    found = contrast_result(members.examples, silent, bundles, ontology)
    assert found.whole.right == 0
    assert {fault.bundle for fault in found.faults} == {row.id for row in bundles}


@pytest.mark.parametrize(
    ("right", "bundles", "low", "high"),
    [(0, 40, 0.0, 0.0876), (20, 40, 0.3520, 0.6480), (40, 40, 0.9124, 1.0)],
)
def test_the_interval_of_a_share_is_wilsons(right, bundles, low, high):
    # Source: Wilson 1927, with z = 1.96; recomputed by hand from the formula.
    ends = Share("", bundles, right, right, right).interval
    assert ends == pytest.approx((low, high), abs=2e-4)


def test_a_share_of_no_bundles_is_undefined():
    assert Share("", 0, 0, 0, 0).share is None
    assert Share("", 0, 0, 0, 0).interval is None


def test_a_reader_loses_nothing_on_the_twin(ontology):
    originals, twins = load(), load("swap")
    found = memorisation(originals.examples, twins.examples, originals.gold, twins.gold, ontology)
    assert all(one.difference == 0 and one.p == 1 for one in found.differences)
    assert found.standing(SWAPPED, "acuerdo").f1 == found.standing(ORIGINAL, "acuerdo").f1 == 1


def test_a_system_that_is_silent_on_the_twin_loses_everything(ontology):
    originals, twins = load(), load("swap")
    silent = [Annotations(each.document_id) for each in twins.gold]
    found = memorisation(originals.examples, twins.examples, originals.gold, silent, ontology)
    one = found.differences[0]
    assert (one.first, one.second, one.difference) == (ORIGINAL, SWAPPED, 1.0)
    assert one.p < 0.05


def test_an_original_without_its_twin_is_named(ontology):
    originals, twins = load(), load("swap")
    with pytest.raises(DatasetError, match=f"{TWIN}: without a partner"):
        memorisation(originals.examples, twins.examples[1:], originals.gold, twins.gold, ontology)


def test_too_few_documents_are_not_compared(ontology):
    originals, twins = load().examples[:2], load("swap").examples[:2]
    gold = [example.gold for example in originals]
    mirrored = [example.gold for example in twins]
    assert memorisation(originals, twins, gold, mirrored, ontology) is None
